"""Chances drawn from the outlook of a case, for the forecasts of a ledger that ask for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from detente.case.case import Case
from detente.outlook.from_case import built
from detente.outlook.result import Outlook
from detente.outlook.simulate import simulate
from detente.procedures.compile import compiled
from detente.scoring.reckoning import Chance


class UnknownGoal(ValueError):
    """The outlook draws nothing of this name."""

    def __init__(self, goal: str, known: Collection[str]) -> None:
        self.goal, self.known = goal, known
        super().__init__(f"the outlook draws no '{goal}'")


@dataclass(frozen=True)
class Drawn:
    """One run of draws, and the goals that it can speak of."""

    outlook: Outlook
    draws: int
    seed: int

    def chance(self, goal: str, horizon: dt.date) -> Chance:
        """By the end of a day. What no draw shows is taken as half a draw: nothing is certain."""
        found = self.outlook.probability(goal, horizon)
        half = 0.5 / self.draws
        value, low, high = (min(max(each, half), 1.0 - half) for each in (found.value, found.low, found.high))
        return Chance(value, min(low, value), max(high, value))

    def months(self, goal: str, last: dt.date) -> list[float]:
        """Chance by the end of each calendar month from the day before the first drawn, and by the last day."""
        by_day = self.outlook.cumulated(goal)
        return [
            float(by_day[min((end - self.outlook.start).days, len(by_day) - 1)])
            for end in month_ends(self.outlook.start, last)
        ]


def month_ends(first: dt.date, last: dt.date) -> list[dt.date]:
    """The last day of each month from that of `first`, and `last` in place of the last of them."""
    found: list[dt.date] = []
    day = first
    while day <= last:
        following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        found.append(min(following - dt.timedelta(days=1), last))
        day = following
    return found


def drawn(case: Case, goals: Iterable[str], last: dt.date, *, draws: int, seed: int) -> Drawn:
    """Draw a case as it stands to a day, watching these goals. Raises ``NoOutlook``, ``InvalidModel``,
    ``UnknownGoal``."""
    model = compiled(case)
    process = built(case, model, last).process
    always = {rung.name for rung in process.rungs} | {hazard.name for hazard in process.hazards if hazard.ends}
    further = {c.name for c in process.conditions} | {hazard.name for hazard in process.hazards if not hazard.ends}
    wanted = list(dict.fromkeys(goals))
    if unknown := [goal for goal in wanted if goal not in always | further]:
        raise UnknownGoal(unknown[0], always | further)
    watch = [goal for goal in wanted if goal in further]
    return Drawn(simulate(process, last, draws=draws, seed=seed, watch=watch), draws, seed)
