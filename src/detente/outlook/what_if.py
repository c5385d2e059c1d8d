"""A lever pulled: before and after on the same draws, what differs, which paths changed, and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.case import Case
from detente.case.outlook import Lever as CaseLever
from detente.outlook.case_lever import lever
from detente.outlook.compare import Comparison, compare
from detente.outlook.forecast import goal_name, said
from detente.outlook.from_case import Built, NoOutlook, built
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.result import Estimate, percent
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model

MOST_PATHS = 8


class UnknownLever(ValueError):
    """The outlook has no lever of that name."""


@dataclass(frozen=True)
class WhatIf:
    """Two outlooks of a case on paired draws."""

    case: Case
    built: Built
    levers: tuple[CaseLever, ...]
    comparison: Comparison
    horizons: tuple[dt.date, ...]

    @property
    def rungs(self) -> tuple[str, ...]:
        """Rungs still to come, lowest first."""
        return tuple(rung.name for rung in self.built.process.rungs)

    @property
    def warning(self) -> str:
        """What must be read first."""
        assumed = sum(item.assumed for item in self.built.assumptions)
        return (
            f"Warning: the effect of each lever is assumed, and so are {assumed} of the "
            f"{len(self.built.assumptions)} numbers that it works on. This says what would follow in the model."
        )

    def tables(self) -> list[Table]:
        """For reading."""
        found = [self._levers()]
        if self.comparison.unchanged:
            return [*found, table("what-if", "Nothing changes: no draw differs", ("event",), [])]
        return [*found, self._difference(), self._paths()]

    def _levers(self) -> Table:
        rows = [
            [
                Entry(item.name),
                Entry(", ".join(self.case.name(actor) for actor in item.actor)),
                Entry("; ".join(str(basis) for basis in item.basis)),
                Entry(item.why or ""),
            ]
            for item in self.levers
        ]
        return table("what-if-levers", "What if", ("lever", "who", "basis", "why"), rows)

    def _difference(self) -> Table:
        rows = []
        for rung in self.rungs:
            for day in self.horizons:
                before, after, change = self._three(rung, day)
                cells = (
                    goal_name(self.case, rung),
                    f"by {day.isoformat()}",
                    said(before),
                    said(after),
                    points(change),
                )
                rows.append([Entry(text) for text in cells])
        heads = ("rung", "day", "before", "after", "difference on the same draws")
        return table("what-if", f"Before and after, as of {self.case.day.isoformat()}", heads, rows)

    def _paths(self) -> Table:
        rows = [
            [
                Entry(goal_name(self.case, rung)),
                Entry(goal_name(self.case, before)),
                Entry(goal_name(self.case, after)),
                Entry(percent(share)),
            ]
            for rung in self.rungs
            for (before, after), share in list(self.comparison.paths(rung).items())[:MOST_PATHS]
        ]
        heads = ("rung", "last before", "last after", "share of draws")
        return table("what-if-paths", "Paths that changed: what was complete last", heads, rows)

    def _three(self, rung: str, day: dt.date) -> tuple[Estimate, Estimate, Estimate]:
        both = self.comparison
        return both.before.probability(rung, day), both.after.probability(rung, day), both.difference(rung, day)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        rows = []
        for rung in self.rungs:
            for day in self.horizons:
                before, after, change = self._three(rung, day)
                rows.append(
                    {
                        "rung": rung,
                        "by": day.isoformat(),
                        "before": before.value,
                        "after": after.value,
                        "difference": change.value,
                        "low": change.low,
                        "high": change.high,
                    }
                )
        return {
            "warning": self.warning,
            "levers": [
                {"name": x.name, "actor": list(x.actor), "basis": [str(b) for b in x.basis], "why": x.why}
                for x in self.levers
            ],
            "unchanged": self.comparison.unchanged,
            "differences": rows,
            "paths": {
                rung: [
                    {"before": before, "after": after, "share": share}
                    for (before, after), share in self.comparison.paths(rung).items()
                ]
                for rung in self.rungs
            },
            "assumptions": [
                {"number": a.where, "says": a.says, "basis": [str(b) for b in a.basis], "why": a.why}
                for a in self.built.assumptions
            ],
        }


def what_if(
    case: Case,
    model: Model,
    names: Sequence[str],
    *,
    horizons: Sequence[dt.date] | None = None,
    draws: int = 10_000,
    seed: int = 1,
) -> WhatIf:
    """Pull the levers of these names together.

    Raises ``NoOutlook``, ``UnknownLever``, and ``InvalidModel`` for what cannot be drawn.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    for name in names:
        if name not in case.outlook.levers:
            raise UnknownLever(
                f"the outlook has no lever '{name}'; there is {', '.join(case.outlook.levers) or 'none'}"
            )
    days = tuple(sorted(horizons or (day.last for day in case.outlook.horizons)))
    if days[0] < model.start:
        text = f"{days[0]} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("horizon",), "horizon-in-the-past", text)])
    process = built(case, model, days[-1])
    pulled = [lever(case, process, name) for name in names]
    both = compare(process.process, pulled, days[-1], draws=draws, seed=seed, checkpoints=days)
    return WhatIf(case, process, tuple(case.outlook.levers[name] for name in names), both, days)


def points(change: Estimate) -> str:
    """A difference in percentage points with its range."""
    if change.value == change.low == change.high == 0.0:
        return "none"
    value, low, high = (100 * part for part in (change.value, change.low, change.high))
    return f"{value:+.0f} points ({low:+.0f} to {high:+.0f})"
