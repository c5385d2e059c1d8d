"""What a lever changes: the same draws before and after, and the difference with its interval."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from detente.outlook.check import checked
from detente.outlook.draws.chance import Ints
from detente.outlook.draws.compile import Beliefs, build, uncertain_numbers
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.run import Engine, chosen_engine, chunks, draw
from detente.outlook.draws.tally import Tally, outcomes, tally
from detente.outlook.lever import Lever, applied
from detente.outlook.process import Process
from detente.outlook.result import Estimate, Outlook


@dataclass
class Pairs:
    """Draws by what they were and what they became. All int64; order of draws does not matter."""

    before: Tally
    after: Tally
    touched: int  # draws in which any time differs
    crossed: Ints  # (R, E + 2, E + 2) outcome before, after
    paths: Ints  # (R, members + 1, members + 1) last member before, after (the last: not reached)
    gained: Ints  # (R, C, M) met by the checkpoint after but not before, by outer draw
    lost: Ints  # (R, C, M) the reverse

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
        """Whether not one time in one draw differs: the levers have no causal path to any goal."""
        return self.pairs.touched == 0

    def difference(self, rung: str, by: dt.date | None = None) -> Estimate:
        """After minus before, for a rung by a checkpoint (the last if None).

        The interval holds 90% of belief where parameters are uncertain, else of the drawing.
        """
        r = self.before.plan.rungs.index(rung)
        c = self.checkpoints.index(by) if by is not None else len(self.checkpoints) - 1
        gained, lost = self.pairs.gained[r, c], self.pairs.lost[r, c]
        draws = self.before.draws_by_outer()
        count = self.before.counts.draws
        up, down = int(gained.sum()) / count, int(lost.sum()) / count
        value, error = up - down, ((up + down - (up - down) ** 2) / count) ** 0.5
        used = draws > 1
        if len(draws) == 1 or used.sum() < 2:
            return Estimate(value, value - 1.645 * error, value + 1.645 * error, error)
        ups, downs = gained[used] / draws[used], lost[used] / draws[used]
        each = ups - downs
        total = float(np.var(each, ddof=1))
        within = float(np.mean((ups + downs - each**2) / (draws[used] - 1)))
        shrink = max(0.0, 1.0 - within / total) ** 0.5 if total > 0.0 else 0.0
        low, high = np.quantile(value + (each - value) * shrink, [0.05, 0.95], method="inverted_cdf")
        return Estimate(value, float(low), float(high), (total / used.sum()) ** 0.5)

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
) -> Comparison:
    """The process as it is and with the levers pulled, on the same draws.

    ``checkpoints`` are days for which differences are wanted beside the horizon. Raises ``InvalidModel``
    with every problem of either process; the levers may not add or remove rungs or ends.
    """
    changed = applied(process, *levers)
    for each in (process, changed):
        checked(each, horizon, draws)
    uncertain = uncertain_numbers(process) or uncertain_numbers(changed)
    rows = (outer or min(2048, max(64, draws // 40))) if uncertain else 1
    both = [p.name for p in process.conditions if p.name in {q.name for q in changed.conditions}]
    plans = [build(p, horizon, Beliefs(seed=seed, outer=rows), watch=both) for p in (process, changed)]
    if plans[0].rungs != plans[1].rungs or plans[0].ends != plans[1].ends:
        raise ValueError("a lever may not add, drop or rename rungs or ends")
    days = tuple(sorted({*checkpoints, horizon}))
    chosen = chosen_engine(engine, draws)
    pairs = functools.reduce(
        lambda a, b: a + b, (_paired(plans[0], plans[1], span, days, chosen) for span in chunks(draws))
    )
    return Comparison(tuple(levers), Outlook(plans[0], pairs.before), Outlook(plans[1], pairs.after), pairs, days)


def _members(before: Plan, after: Plan, r: int) -> list[str]:
    return [*before.rung_members[r], *(m for m in after.rung_members[r] if m not in before.rung_members[r])]


def _paired(before: Plan, after: Plan, span: tuple[int, int], days: tuple[dt.date, ...], engine: Engine) -> Pairs:
    """One span of draws through both plans."""
    plans = (before, after)
    drawn = [draw(plan, span, engine) for plan in plans]
    results = [outcomes(plan, d) for plan, d in zip(plans, drawn, strict=True)]
    rungs, codes, outer = len(before.rungs), len(before.ends) + 2, before.outer
    row = (span[0] + np.arange(span[1], dtype=np.int64)) % outer
    crossed = np.zeros((rungs, codes, codes), dtype=np.int64)
    size = 1 + max(len(_members(before, after, r)) for r in range(rungs))
    paths = np.zeros((rungs, size, size), dtype=np.int64)
    gained, lost = (np.zeros((rungs, len(days), outer), dtype=np.int64) for _ in range(2))
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
            then, now = (result[0][r] < limit for result in results)
            gained[r, c] = np.bincount(row[now & ~then], minlength=outer)
            lost[r, c] = np.bincount(row[then & ~now], minlength=outer)
    touched = int(np.any(results[0][0] != results[1][0], axis=0).sum())
    tallies = [tally(plan, span[0], d) for plan, d in zip(plans, drawn, strict=True)]
    return Pairs(tallies[0], tallies[1], touched, crossed, paths, gained, lost)


def _off_diagonal(names: Sequence[str], table: Ints, draws: int) -> dict[tuple[str, str], float]:
    found = {
        (names[i], names[j]): int(table[i, j]) / draws
        for i in range(len(names))
        for j in range(len(names))
        if i != j and table[i, j]
    }
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
