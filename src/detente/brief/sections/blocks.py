"""What stands before the next rung: conditions in their rings, and who disputes that they do."""

from __future__ import annotations

from detente.brief.document import Block, Cell, Paragraph, Section, Sentence, Table
from detente.brief.sections.prose import chosen, cited, framing
from detente.case.case import Case
from detente.case.process import Condition, Ring
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
    return Section(number, "What stands before the next rung", tuple(found))


def _row(case: Case, key: str, condition: Condition) -> tuple[Cell, ...]:
    basis = [b.worded for b in condition.basis]
    kinds = [d.name for d in disputes(case) if d.subject.partition(":")[0] == condition.issue]
    matters = {
        "rung": "which rung waits for it",
        "capability": "who can bring it about",
        "value": "the answer",
        "stance": "whether it is due",
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
        _sourced(case, condition.status.value, [b.worded for b in condition.status_basis]),
        Cell(Sentence(words or "nothing", framing=True, because=tuple(kinds))),
    )


def _sourced(case: Case, text: str, basis: list[str]) -> Cell:
    return Cell(cited(case, text, basis) if basis else framing(text))


def _others(case: Case, ring: Ring) -> Sentence | None:
    held = in_ring(case, ring)
    if not held:
        return None
    cites = [condition.basis[0].worded for _, condition in held]
    names = listed(condition.name for _, condition in held)
    head = "Demands kept apart from the agreement" if ring is Ring.OUTSIDE else "Only feared, made by nobody so far"
    return cited(case, f"{head}: {names}.", cites, *(key for key, _ in held))
