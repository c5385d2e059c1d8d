"""The engine in NumPy: drivers first, then each chain along their path, a block of draws at a time.

Exact in continuous time: no grid, no events in a queue. Because drivers do not feel the process, their
paths can be drawn first; the time at which a step is done is then the inverse of a piecewise linear
function, found directly. The compiled engine does the same arithmetic in the same order, draw by draw.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.outlook.draws import belief, chance, paths
from detente.outlook.draws import plan as kinds
from detente.outlook.draws.chance import Floats
from detente.outlook.draws.paths import Clock, Rows, Timeline
from detente.outlook.draws.plan import Plan

BLOCK = 10_000
"""Draws taken at a time, at most: few blocks, since much of a block's time does not depend on its size."""


@dataclass(frozen=True)
class Draws:
    """Goals of a run of draws: the rungs, the ends and the watched items of the plan, in that order.

    ``times`` (goals, N): days from the start, inf for never by the horizon. What would come after the
    end of a draw is left as it falls (``tally.outcomes`` sorts it out). ``last`` (rungs, N): which member of
    a rung was complete last, -1 where it is not reached.
    """

    times: Floats
    last: NDArray[np.int16]


def draw(plan: Plan, first: int, count: int) -> Draws:
    """Draws ``first`` ... ``first + count - 1``."""
    found = Draws(np.empty((len(goal_nodes(plan)), count)), np.empty((len(plan.rungs), count), dtype=np.int16))
    size = -(-count // max(-(-count // BLOCK), 1))
    for low in range(0, count, max(size, 1)):
        where = slice(low, min(low + size, count))
        _Block(plan, first + low, where.stop - low).fill(found, where)
    return found


def goal_nodes(plan: Plan) -> chance.Ints:
    """Node of each goal."""
    return np.concatenate([plan.rung_nodes, plan.end_nodes, plan.watched_nodes])


class _Block:
    """The state of one block of draws."""

    def __init__(self, plan: Plan, first: int, count: int) -> None:
        self.plan = plan
        self.block: Rows = paths.rows(plan, first, count)
        self.line: Timeline
        self.order: chance.Ints
        self.line, self.order = paths.timeline(plan, self.block)
        self.clocks: dict[int, Clock] = {}
        self.done: dict[int, Floats] = {}

    def fill(self, found: Draws, where: slice) -> None:
        """Every needed node in order, then the goals."""
        plan = self.plan
        for node in np.flatnonzero(plan.needed):
            self.node(int(node))
        cut = np.full(len(self.block), plan.horizon)
        for end, until in zip(plan.end_nodes, plan.end_until, strict=True):
            if until < 0:
                cut = np.minimum(cut, self.done[int(end)])
        for g, node in enumerate(goal_nodes(plan)):
            times = self.done[int(node)]
            found.times[g, where][self.order] = np.where(times <= cut, times, np.inf)
        for r, members in enumerate(plan.member_nodes):
            ends = np.stack([self.done[node] for node in members])
            reached = np.isfinite(found.times[r, where][self.order])
            found.last[r, where][self.order] = np.where(reached, np.argmax(ends, axis=0), -1)

    def node(self, node: int) -> None:
        """One node, from the nodes it waits for."""
        plan, count = self.plan, len(self.block)
        wants = [self.done[int(r)] for r in plan.wants[plan.wants_at[node] : plan.wants_at[node + 1]]]
        match int(plan.kind[node]):
            case kinds.ALL:
                self.done[node] = _fold(np.maximum, wants, count)
            case kinds.ANY:
                self.done[node] = _fold(np.minimum, wants, count)
            case kinds.UNLESS:
                self.done[node] = np.where(np.isinf(wants[0]), 0.0, wants[1])
            case kinds.HAZARD:
                self.done[node] = self.hazard(node, _fold(np.maximum, wants, count))
            case _:
                start = _fold(np.maximum, wants, count)
                self.done[node], self.done[node + len(plan.nodes)] = self.step(node, start)

    def step(self, node: int, start: Floats) -> tuple[Floats, Floats]:
        """When a step is done and when it failed; one of the two is inf."""
        plan = self.plan
        if np.any(plan.delay[:, node] != 0.0):
            start = start + self.of(plan.delay[:, node])
        if plan.not_before[node] > 0.0:
            start = np.maximum(start, plan.not_before[node])
        work = self.work(node)
        finish = self.finish(int(plan.clock[node]), start, work)
        failed = np.full(len(start), np.inf)
        limited = bool(np.any(np.isfinite(plan.limit[:, node])))
        over = work > self.of(plan.limit[:, node]) if limited else np.bool_(False)
        low, high = plan.calendar_at[node], plan.calendar_at[node + 1]
        if high > low:
            finish = self.window(node, finish)
        elif np.any(plan.odds[:, node] < 1.0):
            u = chance.uniform(chance.words(plan.odds_key[node], self.block.weyl))
            lost = (u >= self.odds(node, finish)) & (finish < plan.horizon)
            failed = np.where(lost, finish, failed)
            finish = np.where(lost, np.inf, finish)
        close = plan.closes[node]
        closing = np.minimum(self.done[int(plan.closed_by[node])], close) if plan.closed_by[node] >= 0 else close
        if plan.closed_by[node] >= 0 or np.isfinite(close):
            late = (np.minimum(finish, failed) >= closing) & (start < np.inf)
            failed = np.where(late, np.maximum(start, closing), failed)
            finish = np.where(late, np.inf, finish)
        # A demand raised after the horizon is still a demand: it must not look like none.
        ceiling = np.inf if limited else plan.horizon
        finish = np.where(over | (finish >= ceiling), np.inf, finish)
        return finish, np.where(over | (failed >= plan.horizon), np.inf, failed)

    def finish(self, clock: int, start: Floats, work: Floats) -> Floats:
        """When work that begins at ``start`` is done."""
        if clock < 0:
            return np.asarray(start + work)
        at = self.clock(clock)
        begun = np.minimum(start, self.plan.horizon)
        amount = (paths.elapsed(self.line, at, begun) + work) if np.any(begun > 0.0) else work
        finish = paths.reached(self.line, at, amount)
        finish = np.where(work > 0.0, finish, start)
        return np.where(start < self.plan.horizon, finish, np.inf)

    def window(self, node: int, ready: Floats) -> Floats:
        """The first day of the calendar, at or after ``ready``, on which the chance comes off."""
        plan = self.plan
        found = np.full(len(ready), np.inf)
        for j in range(int(plan.calendar_at[node]), int(plan.calendar_at[node + 1])):
            day = float(plan.calendar[j])
            waiting = (ready <= day) & np.isinf(found)
            if day >= plan.horizon or not np.any(waiting):
                continue
            u = chance.uniform(chance.words(plan.calendar_key[j], self.block.weyl))
            won = waiting & (u < self.odds(node, np.full(len(ready), day)))
            found[won] = day
        return found

    def odds(self, node: int, day: Floats) -> Floats:
        """Chance of success of a node on a day, by the state of its driver then. Shape (N,)."""
        plan = self.plan
        driver = int(plan.odds_driver[node])
        if driver < 0:
            return self.of(plan.odds[:, node, 0])
        k = self.line.index(np.minimum(day, plan.horizon))
        state = self.line.states[driver][k, np.arange(len(day))]
        return np.asarray(plan.odds[self.block.outer, node, state])

    def hazard(self, node: int, start: Floats) -> Floats:
        """When a hazard strikes; its rate changes with drivers, and with what has been met."""
        plan = self.plan
        low, high = plan.factor_at[node], plan.factor_at[node + 1]
        work, clock = self.work(node), int(plan.clock[node])
        marks = [self.done[int(plan.factor_node[f])] for f in range(low, high)]
        factors = [self.of(plan.factor[:, f]) for f in range(low, high)]
        now, found = start, np.full(len(start), np.inf)
        settled = start >= plan.horizon
        for _ in range(high - low + 1):
            pace = np.ones(len(start))
            following = np.full(len(start), np.inf)
            for mark, factor in zip(marks, factors, strict=True):
                met = mark <= now
                pace = np.where(met, pace * factor, pace)
                following = np.where(~met & (mark < following), mark, following)
            with np.errstate(divide="ignore"):
                strike = self.finish(clock, now, work / pace)
            here = ~settled & (strike <= following)
            found = np.where(here, strike, found)
            settled = settled | here | np.isinf(following)
            if settled.all():
                break
            until = np.minimum(following, plan.horizon)
            used = pace * (self.spent(clock, until) - self.spent(clock, np.minimum(now, plan.horizon)))
            work = np.maximum(work - used, 1e-300)
            now = np.where(settled, now, following)
        return np.where(found >= plan.horizon, np.inf, found)

    def spent(self, clock: int, day: Floats) -> Floats:
        """Operational time at a day."""
        return day if clock < 0 else paths.elapsed(self.line, self.clock(clock), day)

    def clock(self, number: int) -> Clock:
        """A clock along this block's timeline, computed when first asked for."""
        if number not in self.clocks:
            self.clocks[number] = paths.clock(self.plan, number, self.line, self.block)
        return self.clocks[number]

    def of(self, column: Floats) -> Floats:
        """A parameter for every draw: shape (N,), or (1,) where all outer draws share it."""
        return column if self.plan.outer == 1 else column[self.block.outer]

    def work(self, node: int) -> Floats:
        """Work of a node in every draw, days at speed 1. Shape (N,)."""
        plan, weyl = self.plan, self.block.weyl
        a, kind = self.of(plan.work[:, node, 0]), int(plan.work_kind[node])
        if kind == kinds.FIXED:
            return np.broadcast_to(a, (len(weyl),))
        random = chance.words(plan.work_key[node], weyl)
        if kind == kinds.EXPONENTIAL:
            return np.asarray(chance.exponential(random) * a)
        b = self.of(plan.work[:, node, 1])
        match kind:
            case kinds.LOGNORMAL:
                return np.asarray(chance.exp(chance.normal(random) * b) * a)
            case kinds.UNIFORM:
                return np.asarray(a + b * chance.uniform(random))
            case kinds.TRIANGULAR:
                return belief.triangular(a, b, self.of(plan.work[:, node, 2]), chance.uniform(random))
        low, high = plan.knots_at[node], plan.knots_at[node + 1]
        corners, values = plan.knots[0, low:high], plan.knots[1, low:high]
        u = chance.uniform(random)
        if kind == kinds.BETA:
            return np.asarray(a + b * belief.beta(u, corners, values))
        return belief.interpolated(corners, values, u)


def _fold(join: np.ufunc, wants: list[Floats], count: int) -> Floats:
    if not wants:
        return np.zeros(count)
    total = wants[0]
    for other in wants[1:]:
        total = join(total, other)
    return total
