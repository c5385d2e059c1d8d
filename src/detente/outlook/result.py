"""What a run of draws says: probabilities with intervals, dates, paths, hazards, decisive moments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from detente.outlook.draws.chance import Floats, Ints
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.tally import Tally, months
from detente.outlook.interval import believed, wilson

UNTIL_AN_END = "What ends nothing is counted only until something else has ended the process."
"""So that its chance falls where an end becomes likelier, and is a little low for the event by itself."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability with its interval.

    ``low`` and ``high`` hold 90% of belief where parameters are uncertain, else the 90% Wilson interval of
    the drawing alone; ``error`` is the standard error of drawing. Never printed as 0 or 100%.
    """

    value: float
    low: float
    high: float
    error: float

    def __str__(self) -> str:
        return f"{percent(self.value)} ({percent(self.low)} to {percent(self.high)})"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or month on which much is decided."""

    what: str
    day: dt.date
    share: float
    change: float


@dataclass(frozen=True, slots=True)
class Pass:
    """One line of the convergence report.

    ``probabilities`` of the rungs by the horizon; ``moved`` by how much the largest moved.
    """

    draws: int
    outer: int
    probabilities: tuple[float, ...]
    moved: float | None
    error: float


@dataclass(frozen=True)
class Outlook:
    """The result of ``simulate``. Names of goals are those of rungs, ends and watched items."""

    plan: Plan
    counts: Tally
    convergence: tuple[Pass, ...] = ()

    @property
    def goals(self) -> tuple[str, ...]:
        """Rungs, ends, watched items."""
        return (*self.plan.rungs, *self.plan.ends, *self.plan.watched)

    @property
    def start(self) -> dt.date:
        """Day 0."""
        return dt.date.fromordinal(self.plan.start)

    @property
    def horizon(self) -> dt.date:
        """The last day that counts."""
        return self.start + dt.timedelta(days=int(self.plan.horizon) - 1)

    def probability(self, goal: str, by: dt.date | None = None) -> Estimate:
        """That a goal is met, before any end, on or before a day (the horizon if None).

        The interval by parameter uncertainty is taken at the end of that day's month.
        """
        row = self._row(goal)
        last = min(((by or self.horizon) - self.start).days, int(self.plan.horizon) - 1)
        if last < 0:
            return Estimate(0.0, 0.0, 0.0, 0.0)
        met = int(self.counts.by_day[row, : last + 1].sum())
        share = met / self.counts.draws
        if self.plan.outer == 1:
            low, high = wilson(met, self.counts.draws, z=1.6448536269514722)
            return Estimate(share, low, high, (share * (1 - share) / self.counts.draws) ** 0.5)
        month = int(months(self.plan)[1][last])
        return _spread(share, self.counts.by_month[row, :, : month + 1].sum(axis=1), self.draws_by_outer())

    def draws_by_outer(self) -> Ints:
        """How many draws each outer draw has had."""
        base, more = divmod(self.counts.draws, self.plan.outer)
        return np.where(np.arange(self.plan.outer) < more, base + 1, base)

    def quantile(self, goal: str, share: float, *, given_met: bool = False) -> dt.date | None:
        """The first day by which the goal is met with this probability; None if not by the horizon.

        With ``given_met`` among the draws in which it is met at all.
        """
        by_day = self.counts.by_day[self._row(goal)]
        base = int(by_day.sum()) if given_met else self.counts.draws
        if base == 0:
            return None
        reached = np.flatnonzero(np.cumsum(by_day) >= share * base)
        return self.start + dt.timedelta(days=int(reached[0])) if len(reached) else None

    def cumulated(self, goal: str) -> Floats:
        """Probability by the end of each day from the start to the horizon. Shape (days,)."""
        return np.asarray(np.cumsum(self.counts.by_day[self._row(goal)]) / self.counts.draws)

    def outcomes(self, rung: str) -> dict[str, float]:
        """Shares of draws by the horizon: the rung, each end that came first, ``"nothing"``."""
        names = [rung, *self.plan.ends, "nothing"]
        counts = self.counts.outcome[self.plan.rungs.index(rung)]
        return {name: int(k) / self.counts.draws for name, k in zip(names, counts, strict=True)}

    def last(self, rung: str) -> dict[str, float]:
        """The path taken: which of a rung's members was complete last, as shares of the draws that reach it."""
        r = self.plan.rungs.index(rung)
        members = self.plan.rung_members[r]
        counts = self.counts.last[r, : len(members)]
        return {name: int(k) / max(int(counts.sum()), 1) for name, k in zip(members, counts, strict=True)}

    def hazard(self, goal: str) -> list[tuple[dt.date, float]]:
        """Chance that a rung or an end comes in each calendar month, given that nothing came before.

        First day of the month, chance. ``KeyError`` for a goal that is neither.
        """
        firsts, _ = months(self.plan)
        row, rungs = self._row(goal), len(self.plan.rungs)
        if row >= rungs + len(self.plan.ends):
            raise KeyError(f"'{goal}' is neither a rung nor an end")
        own = self.counts.by_month[row].sum(axis=0)
        if row < rungs:
            gone = own + self.counts.stopped[row]
        else:
            gone = self.counts.by_month[rungs : rungs + len(self.plan.ends)].sum(axis=(0, 1))
        found, left = [], self.counts.draws
        for first, k, lost in zip(firsts, own, gone, strict=True):
            found.append((first, int(k) / left if left else 0.0))
            left -= int(lost)
        return found

    def moments(self, rung: str, *, least: float = 0.02) -> list[Moment]:
        """Where much is decided, largest first.

        Days on which the rung is reached in at least a share ``least`` of all draws, and months at the end
        of which not having met a watched condition lowers the rung's probability by five points or more.
        """
        row, draws = self._row(rung), self.counts.draws
        found = []
        for day in np.flatnonzero(self.counts.by_day[row] >= least * draws):
            share = int(self.counts.by_day[row, day]) / draws
            found.append(Moment(rung, self.start + dt.timedelta(days=int(day)), share, share))
        firsts, _ = months(self.plan)
        r, overall = self.plan.rungs.index(rung), self.outcomes(rung)[rung]
        for g, goal in enumerate(self.goals):
            if g < len(self.plan.rungs) + len(self.plan.ends):
                continue
            met, given = self.counts.met[g], self.counts.given[g, :, r]
            chance = overall
            for month, first in enumerate(firsts[:-1]):
                rest, good = int(met[month + 1 :].sum()), int(given[month + 1 :].sum())
                if rest < max(least * draws, 30):
                    break
                drop = chance - good / rest
                chance = good / rest
                if drop >= 0.05:
                    found.append(Moment(f"{goal} not met", first, rest / draws, -drop))
        return sorted(found, key=lambda moment: (-abs(moment.change), moment.day, moment.what))

    def _row(self, goal: str) -> int:
        if goal not in self.goals:
            raise KeyError(f"nothing named '{goal}' was watched; there is {', '.join(self.goals)}")
        return self.goals.index(goal)


def percent(share: float) -> str:
    """A share in words that never claim certainty."""
    if share < 0.01:
        return "under 1%"
    return "over 99%" if share > 0.99 else f"{100 * share:.0f}%"


def _spread(share: float, met: Ints, draws: Ints) -> Estimate:
    """Belief about a probability from its values in the outer draws, freed of the noise within them."""
    used = draws > 0
    each = met[used] / draws[used]
    count = len(each)
    if count < 2:
        return Estimate(share, share, share, 0.0)
    within = float(np.mean(each * (1.0 - each) / np.maximum(draws[used] - 1, 1)))
    low, high, total = believed(share, each, within)
    return Estimate(share, max(0.0, low), min(1.0, high), (total / count) ** 0.5)
