"""The review queue: what a document proposes waits beside the case until a person has decided on it.

    CASE/.review/NAME.jsonl        one document (first line) and its cards; never read by the analysis
    CASE/.review/decisions.jsonl   every decision, one a line, only ever added to

The text of a document is in neither: cards hold places, and the text stays in the user's own folder.
"""
