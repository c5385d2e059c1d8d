"""Conditions in their rings, and which source counts which of them before which rung."""

from __future__ import annotations

from detente.case.case import Case
from detente.case.process import Condition, Ring
from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table

_RINGS = {
    Ring.IN_TEXT: "in the text",
    Ring.PRECONDITION: "precondition",
    Ring.OUTSIDE: "outside demand",
    Ring.FEARED: "only feared",
}


def ring_name(ring: Ring) -> str:
    """For reading."""
    return _RINGS[ring]


def in_ring(case: Case, ring: Ring) -> list[tuple[str, Condition]]:
    """Conditions of one ring, in the order of the case."""
    return [(key, c) for key, c in case.process.conditions.items() if c.ring is ring]


def conditions_table(case: Case, ring: str | None = None) -> Table:
    """All conditions, or those of one ring, with holder, rung, who must act, and status."""
    rows = [
        (
            Entry.of(c.name, (b.worded for b in c.basis)),
            Entry(ring_name(c.ring)),
            Entry(listed(case.name(a) for a in c.holder)),
            Entry(listed(case.name(a) for a in c.asked_of)),
            Entry((c.gates or "").partition(".")[2].replace("-", " ")),
            Entry.of(listed(case.name(a) for a in c.must_act), (b.worded for b in c.must_act_basis)),
            Entry.of(c.status.value, (b.worded for b in c.status_basis)),
            Entry(c.frequency or ""),
            Entry(_according_to(case, c)),
        )
        for c in case.process.conditions.values()
        if ring is None or c.ring == ring
    ]
    heads = ("condition", "ring", "held by", "asked of", "gates", "must act", "status", "current", "according to")
    return table("conditions", "Conditions and demands", heads, rows)


def _according_to(case: Case, condition: Condition) -> str:
    """The sources that tell of it; a single one with its descriptor, since then everything hangs on it."""
    sources = list(dict.fromkeys(b.source for b in condition.basis if b.source))
    if len(sources) == 1 and sources[0] in case.sources and (descriptor := case.sources[sources[0]].perspective):
        return f"{sources[0]} alone ({descriptor})"
    return listed(sources)


def matrix_table(case: Case) -> Table:
    """Source by condition: what each source counts before which rung of the main instrument."""
    prefix = case.meta.instrument + "."
    issues: dict[str, None] = {}
    for c in case.process.conditions.values():
        if c.ring in (Ring.PRECONDITION, Ring.OUTSIDE):
            issues.setdefault(c.issue)
    cells: dict[tuple[str, str], list[str]] = {}
    for key, statement in case.standing.items():
        if statement.gates and statement.gates.startswith(prefix) and statement.about in issues:
            cells.setdefault((key.partition("/")[0], statement.about), []).append(key)
    used = [issue for issue in issues if any((source, issue) in cells for source in case.sources)]
    rows = []
    for source in case.sources:
        if not any((source, issue) in cells for issue in used):
            continue
        row = [Entry(source)]
        for issue in used:
            keys = cells.get((source, issue), [])
            rungs = dict.fromkeys(
                (case.statements[key].gates or "").partition(".")[2].replace("-", " ") for key in keys
            )
            row.append(Entry.of(" / ".join(rungs), keys))
        row.append(Entry(str(sum((source, issue) in cells for issue in used))))
        rows.append(tuple(row))
    heads = ("source", *(case.process.issues[issue].name for issue in used), "counted")
    return table("matrix", "Which source counts which condition before which rung", heads, rows)
