"""Where sources disagree, and who repeats whom."""

from __future__ import annotations

from detente.brief.document import Block, Bullets, Paragraph, Section, Sentence
from detente.brief.sections.prose import cited, framing
from detente.case.case import Case
from detente.case.origins import origins
from detente.case.source import Credit
from detente.positions.dispute import Dispute, disputes
from detente.positions.speech import counted, listed, speaker

MOST = 2
MOST_NAMED = 5
_ORDER = ("rung", "membership", "capability", "interval", "value", "scope", "stance", "denial", "attribution")


def disagreement(case: Case, number: str) -> Section | None:
    """The questions that bear on the ladder first; the annex lists them all."""
    every = disputes(case)
    if not every:
        return None
    ranked = sorted(every, key=lambda d: (_ORDER.index(d.kind), -len(d.sides)))
    gating = {c.issue for c in case.process.conditions.values() if c.gates}
    ranked.sort(key=lambda d: d.subject.partition(":")[0] not in {*gating, case.meta.instrument})
    of_each_kind = list({dispute.kind: dispute for dispute in reversed(ranked)}.values())
    shown = sorted(of_each_kind, key=ranked.index)[:MOST]
    points = tuple(Paragraph(tuple(told(case, dispute))) for dispute in shown)
    count = framing(f"Sources differ on {counted(len(every), 'question')}; one of each kind, the annex has them all.")
    found: list[Block] = [Paragraph((count,)), Bullets(points)]
    if repeats := _repeats(case):
        found.append(Paragraph(tuple(repeats)))
    return Section(number, "Where sources disagree, and who repeats whom", tuple(found))


def told(case: Case, dispute: Dispute) -> list[Sentence]:
    """The question, then one sentence for each answer, with who gives it and on how many independent origins."""
    answers = []
    for side in dispute.sides:
        holders = listed(dict.fromkeys(speaker(case, case.statements[key]) for key in side.statements))
        support = _support(case, side.statements)
        answers.append(
            cited(
                case,
                f"{side.answer[:1].upper()}{side.answer[1:]} ({holders}, {support}).",
                side.statements,
                dispute.name,
            )
        )
    return [framing(dispute.asks), *answers]


def _support(case: Case, statements: tuple[str, ...]) -> str:
    documents = list(dict.fromkeys(key.partition("/")[0] for key in statements))
    count = len(origins(case, statements))
    if len(documents) == 1:
        return f"in {documents[0]}"
    where = listed(documents) if len(documents) <= MOST_NAMED else counted(len(documents), "document")
    return f"in {where}: {counted(count, 'independent origin')}"


def _repeats(case: Case) -> list[Sentence]:
    sentences = []
    for name, source in case.sources.items():
        for dependence in {d.from_: d for d in reversed(source.depends_on)}.values():
            copies = [
                key
                for key, s in case.statements.items()
                if key.startswith(f"{name}/") and any(r.startswith(f"{dependence.from_}/") for r in s.repeats)
            ]
            if not copies:
                continue
            share = f" ({dependence.share} of its words)" if dependence.share else ""
            credit = {
                Credit.YES: "with credit",
                Credit.NO: "without credit",
                Credit.UNKNOWN: "whether with credit is unknown",
            }[dependence.credited]
            shared = counted(len(copies), "statement")
            text = f"{name} repeats {dependence.from_}{share}, {credit}: {shared} without an origin of their own."
            sentences.append(cited(case, text, copies, name))
    return sentences
