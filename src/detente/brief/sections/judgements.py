"""Analysts' judgements: each with its reasons, and its confidence in a sentence of its own."""

from __future__ import annotations

from detente.brief.document import Bullets, Paragraph, Section
from detente.brief.sections.prose import assessment, chosen, framing, sentence_end
from detente.case.case import Case
from detente.case.origins import origins

MOST = 4


def judgements(case: Case, number: str) -> Section | None:
    """At most four in the body; `detente explain` opens the others."""
    points = []
    for key, judgement in list(case.judgements.items())[:MOST]:
        keys = [b.worded for b in judgement.basis if b.statement or b.source]
        count = len(origins(case, [k for k in keys if k in case.statements]))
        support = f"{count} independent origin{'s' if count != 1 else ''}"
        points.append(
            Paragraph(
                (
                    assessment(sentence_end(judgement.says), chosen(case, keys), key),
                    framing(f"Confidence: {judgement.confidence} ({support}; {judgement.by})."),
                )
            )
        )
    return Section(number, "Judgements", (Bullets(tuple(points)),)) if points else None
