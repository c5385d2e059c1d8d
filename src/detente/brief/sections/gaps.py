"""What is not known, and what is assumed."""

from __future__ import annotations

from detente.brief.document import Block, Paragraph, Section, Sentence
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import capital, cited, framing, sentence_end
from detente.case.case import Case
from detente.positions.register import gaps_table, thin_actors
from detente.positions.speech import listed

MOST_ASSUMPTIONS = 2
_OF_DOCUMENTS = "not known of"
_THIN = "too thin for a judgement"


def gaps(case: Case, number: str, found: Prospect | None) -> Section | None:
    """Gaps that no engine may fill: they stay visible; and the assumptions that the outlook feels most."""
    sentences = _gaps(case)
    blocks: list[Block] = [Paragraph(tuple(sentences))] if sentences else []
    if found:
        from detente.brief.sections.assumptions import key_assumptions

        blocks.append(Paragraph(tuple(key_assumptions(found, MOST_ASSUMPTIONS))))
        return Section(number, "Gaps and key assumptions", tuple(blocks))
    return Section(number, "Gaps", tuple(blocks)) if blocks else None


def _gaps(case: Case) -> list[Sentence]:
    """Gaps of one kind in one sentence: what the source cards lack, whom the record hardly touches, all others."""
    rows = [(what.text, gap.text, gap.cites) for what, gap in gaps_table(case).rows]
    lacking = [what.removeprefix("the ") for what, gap, _ in rows if gap.startswith(_OF_DOCUMENTS)]
    sentences = [
        cited(case, sentence_end(f"{capital(what)}: {gap}"), cites)
        if cites
        else framing(sentence_end(f"{capital(what)}: {gap}"))
        for what, gap, cites in rows
        if not gap.startswith(_OF_DOCUMENTS) and not gap.endswith(_THIN)
    ]
    if lacking:
        sentences.append(framing(f"Not known of every document: {listed(lacking)} (cards in the annex)."))
    if thin := thin_actors(case):
        names = listed(case.name(actor) for actor in thin)
        cites = [keys[0] for keys in thin.values()]
        sentences.append(cited(case, f"{capital(_THIN)}, for want of statements: {names}.", cites))
    return sentences
