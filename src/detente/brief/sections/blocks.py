"""What stands before the next rung: conditions in their rings, and who disputes that they do."""

from __future__ import annotations

from detente.brief.document import Block, Cell, Paragraph, Section, Sentence, Table
from detente.brief.sections.prose import chosen, cited, framing
from detente.case.case import Case
from detente.case.process import Condition, ConditionStatus, Ring
from detente.positions.condition import in_ring
from detente.positions.dispute import disputes
from detente.positions.speech import listed


def blocks(case: Case, number: str) -> Section:
    """A row for each precondition; outside demands and feared ones are named apart, since they block nothing."""
    held = in_ring(case, Ring.PRECONDITION)
    table = Table(
        "Preconditions",
        ("condition", "held by", "gates", "must act", "status", "in dispute"),
        tuple(_row(case, key, condition) for key, condition in held),
        (2.4, 1.3, 0.9, 2.2, 1.1, 2.1),
    )
    further = [s for ring in (Ring.OUTSIDE, Ring.FEARED) if (s := _others(case, ring))]
    found: list[Block] = [table] if held else [Paragraph((framing("No source names a precondition."),))]
    if further:
        found.append(Paragraph(tuple(further)))
    return Section(number, "What stands in the way", tuple(found))


def _row(case: Case, key: str, condition: Condition) -> tuple[Cell, ...]:
    basis = [b.worded for b in condition.basis]
    kinds = [d.name for d in disputes(case) if d.subject.partition(":")[0] == condition.issue]
    matters = {
        "rung": "which rung waits for it",
        "capability": "who can bring it about",
        "value": "the answer",
        "stance": "whether it is due",
        "denial": "what is claimed of it",
        "interval": "when",
        "scope": "what is meant",
    }
    words = listed(dict.fromkeys(matters[kind] for name in kinds if (kind := name.partition(":")[0]) in matters))
    return (
        Cell(Sentence(condition.name, chosen(case, basis), because=(key,)), strong=True),
        Cell(framing(listed(case.name(a) for a in condition.holder))),
        Cell(framing((condition.gates or "").partition(".")[2].replace("-", " "))),
        _sourced(
            case, listed(case.name(a) for a in condition.must_act), [b.worded for b in condition.must_act_basis]
        ),
        _sourced(case, _status(case, condition), [b.worded for b in condition.status_basis]),
        Cell(Sentence(words or "nothing", framing=True, because=tuple(kinds))),
    )


def _status(case: Case, condition: Condition) -> str:
    """`accepted by X`: by those whose statements the status rests on."""
    if condition.status not in (ConditionStatus.ACCEPTED, ConditionStatus.REFUSED):
        return condition.status.value
    statements = [
        case.statements[key] for b in condition.status_basis if (key := b.statement or "") in case.statements
    ]
    parties = dict.fromkeys(case.party_of(actor) or actor for s in statements for actor in s.by)
    return (
        f"{condition.status.value} by {listed(case.name(p) for p in parties)}" if parties else condition.status.value
    )


def _sourced(case: Case, text: str, basis: list[str]) -> Cell:
    return Cell(cited(case, text, basis) if basis else framing(text))


def _others(case: Case, ring: Ring) -> Sentence | None:
    held = in_ring(case, ring)
    if not held:
        return None
    cites = [condition.basis[0].worded for _, condition in held]
    if ring is Ring.FEARED:
        names = listed(condition.name for _, condition in held)
        text = f"Only feared, made by nobody so far: {names}."
    else:
        by_holder: dict[str, list[str]] = {}
        for _, condition in held:
            by_holder.setdefault(listed(case.name(_party(case, a)) for a in condition.holder), []).append(
                condition.name
            )
        text = (
            f"Kept apart from the agreement: {'; '.join(f'by {who}: {listed(of)}' for who, of in by_holder.items())}."
        )
    return cited(case, text, cites, *(key for key, _ in held))


def _party(case: Case, actor: str) -> str:
    return case.party_of(actor) or actor
