"""What a lever changes: the same draws before and after, and the difference with its interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.outlook.check import checked
from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.chance import Ints
from detente.outlook.draws.compile import build, uncertain_numbers
from detente.outlook.draws.place import summed
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.run import Engine, chosen_engine, chunks, draw
from detente.outlook.draws.tally import Tally, outcomes, tally
from detente.outlook.draws.vector import Draws
from detente.outlook.interval import believed
from detente.outlook.lever import Lever, applied
from detente.outlook.process import Process
from detente.outlook.result import Estimate, Outlook

SAME = 1e-6
"""Days within which two times are one: a driver that a step does not feel still cuts the sums along its way, and so
moves the last bits of a time."""
MOST_KEPT = 10_000
"""Draws of the process before, kept for the next comparison with it."""
OUTCOMES = ("reached", "ended", "open")
"""What may have become of a rung by a day: reached, the process ended first, or neither."""


@dataclass
class Pairs:
    """Draws by what they were and what they became. All int64; order of draws does not matter."""

    before: Tally
    after: Tally
    touched: int  # draws in which the time of a rung or an end differs
    crossed: Ints  # (R, E + 2, E + 2) outcome before, after
    paths: Ints  # (R, members + 1, members + 1) last member before, after (the last: not reached)
    turned: Ints  # (R, C, 3, 3, M) outcome by the checkpoint before, after (as in OUTCOMES), by outer draw

    @property
    def gained(self) -> Ints:
        """(R, C, M) reached by the checkpoint after but not before, by outer draw."""
        return np.asarray(self.turned[:, :, 1:, 0].sum(axis=2))

    @property
    def lost(self) -> Ints:
        """(R, C, M) the reverse."""
        return np.asarray(self.turned[:, :, 0, 1:].sum(axis=2))

    def __add__(self, other: Pairs) -> Pairs:
        return Pairs(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Comparison:
    """Two outlooks on paired draws."""

    levers: tuple[Lever, ...]
    before: Outlook
    after: Outlook
    pairs: Pairs
    checkpoints: tuple[dt.date, ...]

    @property
    def unchanged(self) -> bool:
        """Whether in no draw a rung or an end comes at another time: the levers have no causal path to them."""
        return self.pairs.touched == 0

    def difference(self, rung: str, by: dt.date | None = None, outcome: str = "reached") -> Estimate:
        """After minus before, for an outcome of a rung (see ``OUTCOMES``) by a checkpoint (the last if None).

        The interval holds 90% of belief where parameters are uncertain, else of the drawing.
        """
        o, cells = OUTCOMES.index(outcome), self._cells(rung, by)
        others = [i for i in range(3) if i != o]
        gained, lost = cells[others, o].sum(axis=0), cells[o, others].sum(axis=0)
        draws = self.before.draws_by_outer()
        count = self.before.counts.draws
        up, down = int(gained.sum()) / count, int(lost.sum()) / count
        value, error = up - down, ((up + down - (up - down) ** 2) / count) ** 0.5
        used = draws > 1
        if len(draws) == 1 or used.sum() < 2:
            return Estimate(value, value - 1.645 * error, value + 1.645 * error, error)
        ups, downs = gained[used] / draws[used], lost[used] / draws[used]
        each = ups - downs
        within = float(np.mean((ups + downs - each**2) / (draws[used] - 1)))
        low, high, total = believed(value, each, within)
        return Estimate(value, low, high, (total / used.sum()) ** 0.5)

    def outcome(self, rung: str, by: dt.date | None = None, outcome: str = "reached") -> tuple[float, float]:
        """The share of draws with an outcome of a rung by a checkpoint: before, after."""
        o, cells = OUTCOMES.index(outcome), self._cells(rung, by)
        return tuple(int(side.sum()) / self.before.counts.draws for side in (cells[o], cells[:, o]))  # type: ignore[return-value]

    def _cells(self, rung: str, by: dt.date | None) -> Ints:
        r = self.before.plan.rungs.index(rung)
        c = self.checkpoints.index(by) if by is not None else len(self.checkpoints) - 1
        return np.asarray(self.pairs.turned[r, c])

    def moved(self, rung: str) -> dict[tuple[str, str], float]:
        """Shares of draws by outcome before and after, where the two differ."""
        names = [rung, *self.before.plan.ends, "nothing"]
        return _off_diagonal(names, self.pairs.crossed[self.before.plan.rungs.index(rung)], self.pairs.before.draws)

    def paths(self, rung: str) -> dict[tuple[str, str], float]:
        """Shares of draws by the condition that was last before and after, where the two differ."""
        r = self.before.plan.rungs.index(rung)
        names = [*self._members(r), "not reached"]
        return _off_diagonal(names, self.pairs.paths[r], self.pairs.before.draws)

    def _members(self, r: int) -> list[str]:
        return _members(self.before.plan, self.after.plan, r)


def compare(
    process: Process,
    levers: Sequence[Lever],
    horizon: dt.date,
    *,
    draws: int = 10_000,
    seed: int = 1,
    outer: int | None = None,
    checkpoints: Sequence[dt.date] = (),
    engine: Engine = "auto",
    watch: Sequence[str] | None = None,
) -> Comparison:
    """The process as it is and with the levers pulled, on the same draws.

    ``checkpoints`` are days for which differences are wanted beside the horizon. ``watch`` names the conditions and
    hazards that are counted beside the rungs and the ends (all that both processes have if None). Raises
    ``InvalidModel`` with every problem of either process; the levers may not add or remove rungs or ends.
    """
    changed = applied(process, *levers)
    for each in (process, changed):
        checked(each, horizon, draws)
    uncertain = _KEPT.uncertain(process) or uncertain_numbers(changed)
    rows = (outer or min(2048, max(64, draws // 40))) if uncertain else 1
    both = list(watch) if watch is not None else _in_both(process, changed)
    plans = (
        _KEPT.plan(process, horizon, seed, rows, both),
        build(changed, horizon, Beliefs(seed=seed, outer=rows), watch=both),
    )
    if plans[0].rungs != plans[1].rungs or plans[0].ends != plans[1].ends:
        raise ValueError("a lever may not add, drop or rename rungs or ends")
    days = tuple(sorted({*checkpoints, horizon}))
    chosen = chosen_engine(engine, draws)
    pairs = summed(_paired, (plans[0], plans[1], days, chosen), chunks(draws), threads=chosen == "numba")
    return Comparison(tuple(levers), Outlook(plans[0], pairs.before), Outlook(plans[1], pairs.after), pairs, days)


class _Kept:
    """The last process that something was compared with, as it was drawn: when levers are pulled one after the other,
    all meet the same one. Large runs are not kept."""

    def __init__(self) -> None:
        self._uncertain: tuple[Process, bool] | None = None
        self._plan: tuple[tuple[object, ...], Plan] | None = None
        self._draws: tuple[Plan, tuple[int, int], Draws] | None = None

    def uncertain(self, process: Process) -> bool:
        last = self._uncertain
        if last is None or last[0] != process:
            last = self._uncertain = (process, bool(uncertain_numbers(process)))
        return last[1]

    def plan(self, process: Process, horizon: dt.date, seed: int, outer: int, watch: list[str]) -> Plan:
        key, last = (process, horizon, seed, outer, watch), self._plan
        if last is None or last[0] != key:
            last = self._plan = (key, build(process, horizon, Beliefs(seed=seed, outer=outer), watch=watch))
        return last[1]

    def draws(self, plan: Plan, span: tuple[int, int], engine: Engine) -> Draws:
        last = self._draws
        if last is not None and last[0] is plan and last[1] == span:
            return last[2]
        found = draw(plan, span, engine)
        if span[1] <= MOST_KEPT:
            self._draws = (plan, span, found)
        return found


_KEPT = _Kept()


def _in_both(process: Process, changed: Process) -> list[str]:
    """Names of the conditions, and of the hazards that end nothing, that both processes have."""
    both = [p.name for p in process.conditions if p.name in {q.name for q in changed.conditions}]
    return both + [h.name for h in process.hazards if not h.ends and h.name in {g.name for g in changed.hazards}]


def _members(before: Plan, after: Plan, r: int) -> list[str]:
    return [*before.rung_members[r], *(m for m in after.rung_members[r] if m not in before.rung_members[r])]


def _paired(before: Plan, after: Plan, days: tuple[dt.date, ...], engine: Engine, span: tuple[int, int]) -> Pairs:
    """One span of draws through both plans."""
    plans = (before, after)
    drawn = [_KEPT.draws(before, span, engine), draw(after, span, engine)]
    results = [outcomes(plan, d) for plan, d in zip(plans, drawn, strict=True)]
    rungs, codes, outer = len(before.rungs), len(before.ends) + 2, before.outer
    row = (span[0] + np.arange(span[1], dtype=np.int64)) % outer
    crossed = np.zeros((rungs, codes, codes), dtype=np.int64)
    size = 1 + max(len(_members(before, after, r)) for r in range(rungs))
    paths = np.zeros((rungs, size, size), dtype=np.int64)
    turned = np.zeros((rungs, len(days), 3, 3, outer), dtype=np.int64)
    met = [result[0][: rungs + len(before.ends)] for result in results]
    ends = [times[rungs:].min(axis=0, initial=np.inf) for times in met]
    for r in range(rungs):
        was, became = (result[1][r] for result in results)
        crossed[r] = np.bincount(was * codes + became, minlength=codes * codes).reshape(codes, codes)
        names = _members(before, after, r)
        last = []
        for plan, d, code in zip(plans, drawn, (was, became), strict=True):
            place = np.array([names.index(m) for m in plan.rung_members[r]] + [len(names)])
            last.append(np.where(code == 0, place[d.last[r]], len(names)))
        side = len(names) + 1
        table = np.bincount(last[0] * side + last[1], minlength=side * side).reshape(side, side)
        paths[r, :side, :side] = table
        for c, day in enumerate(days):
            limit = float(day.toordinal() - before.start + 1)
            then, now = (
                np.where(result[0][r] < limit, 0, np.where(end < limit, 1, 2))
                for result, end in zip(results, ends, strict=True)
            )
            cell = (then * 3 + now) * outer + row
            turned[r, c] = np.bincount(cell, minlength=9 * outer).reshape(3, 3, outer)
    with np.errstate(invalid="ignore"):  # never less never is no number; there the two are equal
        apart = (met[0] != met[1]) & ~(np.abs(met[0] - met[1]) <= SAME)
    touched = int(np.any(apart, axis=0).sum())
    tallies = [tally(plan, span[0], d) for plan, d in zip(plans, drawn, strict=True)]
    return Pairs(tallies[0], tallies[1], touched, crossed, paths, turned)


def _off_diagonal(names: Sequence[str], table: Ints, draws: int) -> dict[tuple[str, str], float]:
    found = {
        (names[i], names[j]): int(table[i, j]) / draws
        for i in range(len(names))
        for j in range(len(names))
        if i != j and table[i, j]
    }
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
