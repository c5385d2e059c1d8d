"""What is not known, and what is assumed."""

from __future__ import annotations

from detente.brief.document import Paragraph, Section
from detente.brief.sections.prose import capital, cited, framing, sentence_end
from detente.case.case import Case
from detente.positions.register import gaps_table


def gaps(case: Case, number: str) -> Section | None:
    """Gaps that no engine may fill: they stay visible."""
    sentences = []
    for what, gap in gaps_table(case).rows:
        text = sentence_end(f"{capital(what.text)}: {gap.text}")
        sentences.append(cited(case, text, gap.cites) if gap.cites else framing(text))
    return Section(number, "Gaps", (Paragraph(tuple(sentences)),)) if sentences else None
