"""Earlier texts that apply as long as a rung is not reached."""

from __future__ import annotations

from dataclasses import dataclass

from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model


@dataclass(frozen=True, slots=True)
class Fallback:
    """An instrument that applies until a rung; `active` while that rung is open in the model."""

    instrument: str
    until: str
    active: bool
    cites: tuple[str, ...]


def fallbacks(model: Model) -> list[Fallback]:
    """Every such rule; with the rung among the model's `reached`, it is not active."""
    found = []
    for name, item in model.case.process.instruments.items():
        if item.applies_until:
            position = model.graph.at.get(item.applies_until)
            done = position is not None and model.graph.nodes[position].done is not None
            found.append(Fallback(name, item.applies_until, not done, tuple(map(str, item.basis))))
    return found


def fallbacks_table(model: Model) -> Table:
    """For reading."""
    rows = [
        (
            Entry.of(model.case.process.instruments[rule.instrument].title, rule.cites),
            Entry(rule.until),
            Entry("applies" if rule.active else "no longer"),
        )
        for rule in fallbacks(model)
    ]
    return table("fallbacks", "Texts that apply for now", ("text", "until", "state"), rows)
