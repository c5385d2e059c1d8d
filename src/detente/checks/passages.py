"""A locator stands inside its document, and quotes no more than a few words.

at: {chars: [900, 850], ...}     ->  bad-span
wording: [nine words or more]    ->  long-quotation
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Problem

MOST_WORDS = 8


def check(case: Case) -> Iterator[Problem]:
    """Spans that cannot be, and quotations that are too long to be kept."""
    for key, statement in case.statements.items():
        source = case.sources.get(key.partition("/")[0])
        for index, locator in enumerate(statement.at):
            start, end = locator.chars
            if start >= end:
                yield Problem(
                    "bad-span",
                    f"The span ends ({end}) before it begins ({start}).",
                    case.place_of_statement(key, "at", index, "chars"),
                )
            elif source and source.characters is not None and end > source.characters:
                yield Problem(
                    "bad-span",
                    f"The span ends at {end}; the document has {source.characters} characters.",
                    case.place_of_statement(key, "at", index, "chars"),
                )
        quoted = [(("wording", index), words) for index, words in enumerate(statement.wording)]
        if statement.hedge:
            quoted.append((("hedge", 0), statement.hedge))
        for path, words in quoted:
            if len(words.split()) > MOST_WORDS:
                yield Problem(
                    "long-quotation",
                    f"{len(words.split())} words are quoted; a case keeps at most {MOST_WORDS} at a time.",
                    case.place_of_statement(key, *path),
                    hint="say it in our own words and quote the decisive ones",
                )
