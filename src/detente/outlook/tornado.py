"""Which uncertain numbers of a case move a rung most: bars for reading, each with its place and its basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.case import Case
from detente.outlook.address import number_id
from detente.outlook.case_number import Assumption
from detente.outlook.from_case import NoOutlook, built
from detente.outlook.goal import known_rung, telling
from detente.outlook.naming import goal_name
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.result import percent
from detente.outlook.sensitivity import Sensitivity, sensitivity
from detente.outlook.simulate import simulate
from detente.outlook.swing import Swing, swings
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model

ROWS = 64
"""Base sample of the variance measure."""
SAMPLE = 250
"""Draws at each row of it."""
WIDTH = 20
"""Characters of the longest bar."""
YEAR = 146097 / 400


@dataclass(frozen=True)
class Tornado:
    """How far each number moves a rung, longest first, and its share of the variance where that was asked for."""

    case: Case
    rung: str
    by: dt.date
    central: float
    trajectories: int
    bars: tuple[Swing, ...]
    shares: Sensitivity | None
    assumptions: Mapping[str, Assumption]

    def tables(self, most: int = 15) -> list[Table]:
        """The longest bars, and the shares."""
        return [self._bars(most), *([self._shares(self.shares, most)] if self.shares else [])]

    def _bars(self, most: int) -> Table:
        ends = [end for bar in self.bars for end in (bar.at_low, bar.at_high)] or [self.central]
        rows = []
        for bar in self.bars[:most]:
            item = self.assumptions.get(bar.where)
            low, high = sorted((bar.at_low, bar.at_high))
            rows.append(
                (
                    Entry(number_id(bar.where)),
                    Entry(_ends(bar, item)),
                    Entry(f"{percent(bar.at_low)} to {percent(bar.at_high)}"),
                    Entry(drawn(low, high, self.central, min(ends), max(ends))),
                    Entry.of(*_basis(item)),
                )
            )
        name = goal_name(self.case, self.rung)
        title = f"What moves '{name}' by {self.by.isoformat()}: each number alone from its 5% to its 95% point"
        note = (
            f"With all numbers central it is {percent(self.central)}, marked |; every bar meets the same "
            f"{self.trajectories:,} draws. `detente explain NUMBER` opens what a number rests on."
        )
        left = len(self.bars) - len(rows)
        if left > 0:
            note += f" {left} shorter bars with --most."
        return table("tornado", title, ("number", "from", "chance", "bar", "basis"), rows, note)

    def _shares(self, found: Sensitivity, most: int) -> Table:
        rows = [
            (
                Entry(number_id(share.number.name or " > ".join(share.path))),
                Entry(f"{_part(share.total)} ({_part(share.total_interval[0])} to {_part(share.total_interval[1])})"),
                Entry(f"{_part(share.first)} ({_part(share.first_interval[0])} to {_part(share.first_interval[1])})"),
                Entry("█" * round(WIDTH * min(1.0, max(0.0, share.total)))),
                Entry.of(*_basis(self.assumptions.get(share.number.name))),
            )
            for share in found.shares[:most]
        ]
        title = f"Shares of the variance of '{goal_name(self.case, self.rung)}' by {self.by.isoformat()}"
        note = (
            "Total: with what it does together with others; alone: its first order. 90% intervals of the estimate, "
            f"from {found.rows} rows. The chance has a standard deviation of {100 * found.deviation:.0f} points. "
            "Rates, odds and factors only: lengths of time are drawn within."
        )
        return table("shares", title, ("number", "total", "alone", "bar", "basis"), rows, note)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "rung": self.rung,
            "by": self.by.isoformat(),
            "central": self.central,
            "bars": [
                {
                    "number": number_id(bar.where),
                    "low": bar.low,
                    "high": bar.high,
                    "at-low": bar.at_low,
                    "at-high": bar.at_high,
                    "basis": [str(b) for b in item.basis] if (item := self.assumptions.get(bar.where)) else [],
                }
                for bar in self.bars
            ],
            "shares": [
                {"number": number_id(s.number.name or " > ".join(s.path)), "total": s.total, "first": s.first}
                for s in (self.shares.shares if self.shares else ())
            ],
        }


def tornado(
    case: Case,
    model: Model,
    *,
    rung: str | None = None,
    by: dt.date | None = None,
    shares: bool = False,
    trajectories: int = 1_000,
    seed: int = 1,
) -> Tornado:
    """Bars of every uncertain number of the case; with ``shares`` also shares of variance, on fewer draws.

    ``rung`` is the lowest to come if None, ``by`` the first horizon by which its chance lies between 5% and 95%.
    Raises ``NoOutlook``, and ``InvalidModel`` for what cannot be drawn.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    horizons: Sequence[dt.date] = [by] if by else sorted(day.last for day in case.outlook.horizons)
    if horizons[0] < model.start:
        text = f"{horizons[0]} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("by",), "horizon-in-the-past", text)])
    process = built(case, model, horizons[-1])
    goal = known_rung(process.process, rung)
    day = by or horizons[-1]
    if by is None:
        outlook = simulate(process.process, horizons[-1], draws=2_000, seed=seed, watch=())
        day = telling([(d, outlook.probability(goal, d).value) for d in horizons])
    bars = swings(process.process, model, process.assumptions, goal, day, trajectories=trajectories, seed=seed)
    middle = sensitivity(process.process, goal, day, trajectories=trajectories, rows=0, tornado=False, seed=seed)
    of_variance = None
    if shares:
        of_variance = sensitivity(
            process.process, goal, day, trajectories=SAMPLE, rows=ROWS, tornado=False, seed=seed
        )
    known = {a.where: a for a in process.assumptions}
    return Tornado(case, goal, day, middle.central, trajectories, tuple(bars), of_variance, known)


def drawn(low: float, high: float, central: float, least: float, most: float) -> str:
    """A bar in text between the least and the most of all bars, with | where all numbers are central."""

    def place(chance: float) -> int:
        return round((WIDTH - 1) * (chance - least) / (most - least)) if most > least else 0

    first, last = sorted((place(low), place(high)))
    return "".join("|" if i == place(central) else "█" if first <= i <= last else "·" for i in range(WIDTH))


def _ends(bar: Swing, item: Assumption | None) -> str:
    """From the low to the high end as the outlook writes them: rates by the year, also where the model has a mean
    time instead, and lengths in days."""
    says = item.says if item is not None else ""
    if "/year" in says and bar.where.startswith("waivers"):
        low, high, unit = YEAR / bar.low, YEAR / bar.high, "/year"
    elif "/year" in says:
        low, high, unit = YEAR * bar.low, YEAR * bar.high, "/year"
    else:
        low, high = bar.low, bar.high
        unit = " days" if bar.where.endswith(("takes", "again", "within")) else ""
    shown = [f"{value:.0f}" if value >= 10 else f"{value:.2g}" for value in (low, high)]
    return f"{shown[0]} to {shown[1]}{unit}"


def _basis(item: Assumption | None) -> tuple[str, list[str]]:
    if item is None:
        return "", []
    words = "; ".join(str(basis) for basis in item.basis if not basis.source)
    return words or "sourced", [str(basis) for basis in item.basis if basis.source]


def _part(share: float) -> str:
    return f"{min(1.0, max(0.0, share)):.0%}"
