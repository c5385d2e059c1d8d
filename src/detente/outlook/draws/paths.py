"""Paths of the drivers, drawn first: one merged timeline per draw, and the clocks along it (NumPy)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.outlook.draws import chance
from detente.outlook.draws.chance import Floats, Ints, Words
from detente.outlook.draws.plan import Plan

Bytes = NDArray[np.uint8]


@dataclass
class Rows:
    """Which counters and which outer rows the draws of a block use. Shape (N,) each."""

    weyl: Words
    outer: Ints

    def __len__(self) -> int:
        return len(self.weyl)


@dataclass
class Timeline:
    """Breakpoints of all drivers together, by draw. K breakpoints, the first at 0, padded at the horizon."""

    at: Floats  # (K, N) days, ascending
    states: list[Bytes]  # per driver (K, N)

    def index(self, day: Floats | float) -> Ints:
        """The last breakpoint at or before a day. Shape (N,)."""
        return _below(self.at, day, inclusive=True)


@dataclass
class Clock:
    """Operational time along a timeline: speed and its integral at the breakpoints. (K, N) each."""

    speed: Floats
    done: Floats


def rows(plan: Plan, first: int, count: int) -> Rows:
    """Counters of draws first ... first + count - 1."""
    numbers = np.arange(first, first + count, dtype=np.int64)
    outer = numbers % plan.outer
    counters = numbers // plan.outer if plan.common else numbers
    return Rows((counters.astype(np.uint64) + np.uint64(1)) * chance.GAMMA, outer)


def timeline(plan: Plan, block: Rows) -> Timeline:
    """Paths of all drivers, merged."""
    count = len(block)
    moves: list[tuple[list[Floats], list[Bytes]]] = []
    starts: list[Bytes] = []
    for d in range(len(plan.drivers)):
        parent = None
        if plan.pace[d] >= 0:
            parents = _merged(plan, starts, [_if_paces(plan, d, p, moves[p]) for p in range(d)], count)
            parent = (parents, speeds(plan, int(plan.pace[d]), parents, block))
        start, times, states = _path(plan, d, block, parent)
        starts.append(start)
        moves.append((times, states))
    return _merged(plan, starts, moves, count)


def _if_paces(
    plan: Plan, child: int, parent: int, moves: tuple[list[Floats], list[Bytes]]
) -> tuple[list[Floats], list[Bytes]]:
    """The parent's moves if the child's rates depend on them, else none."""
    return moves if plan.clock_stride[plan.pace[child], parent] else ([], [])


def _path(
    plan: Plan, d: int, block: Rows, parent: tuple[Timeline, Floats] | None
) -> tuple[Bytes, list[Floats], list[Bytes]]:
    """One driver: state at the start, times of its moves (horizon where there is none), states after."""
    count, size = len(block), plan.start_odds.shape[2]
    m = plan.outer
    wait, move = plan.wait[:, d].reshape(-1), plan.move[:, d].reshape(m * size, size)
    u = chance.uniform(chance.words(plan.driver_keys[0, d], block.weyl))
    state = _chosen(u, plan.start_odds[block.outer, d] if m > 1 else plan.start_odds[0, d])
    start = state.astype(np.uint8)
    times: list[Floats] = []
    states: list[Bytes] = []
    days = np.append(plan.scheduled_day[plan.scheduled_at[d] : plan.scheduled_at[d + 1]], np.inf)
    jumps = plan.scheduled_odds[:, plan.scheduled_at[d] : plan.scheduled_at[d + 1]]
    alive = np.arange(count)
    now = np.zeros(count)
    due = np.zeros(count, dtype=np.int64)
    segment = np.zeros(count, dtype=np.int64)
    turn = 0
    keys = [chance.occurrence_keys(plan.driver_keys[which, d], 64) for which in (1, 2)]
    if m == 1 and np.all(np.isinf(wait)) and len(days) == 1:
        return start, times, states
    while len(alive):
        if turn == len(keys[0]):
            keys = [chance.occurrence_keys(plan.driver_keys[w, d], 2 * turn) for w in (1, 2)]
        weyl = block.weyl[alive]
        row = block.outer[alive] * size + state if m > 1 else state
        step = chance.exponential(chance.words(keys[0][turn], weyl))
        step *= wait[row]
        if parent is not None:
            with np.errstate(divide="ignore"):
                step /= parent[1][segment, alive]
        then = now + step
        scheduled = days[due] < then
        then = np.minimum(then, days[due])
        moved = np.ones(len(alive), dtype=bool)
        if parent is not None:
            follows = np.minimum(segment + 1, len(parent[0].at) - 1)
            change = np.where(segment + 1 < len(parent[0].at), parent[0].at[follows, alive], np.inf)
            change = np.where(change >= plan.horizon, np.inf, change)
            moved = then <= change
            then = np.minimum(then, change)
            segment = np.where(moved, segment, segment + 1)
        inside = then < plan.horizon
        u = chance.uniform(chance.words(keys[1][turn], weyl))
        turn += 1
        following = _chosen(u, move[row])
        if len(days) > 1:
            where = np.flatnonzero(scheduled & inside & moved)
            outer = block.outer[alive[where]]
            following[where] = _chosen(u[where], jumps[outer, due[where], state[where]])
            due = due + (scheduled & moved)
        following = np.where(moved, following, state)
        if np.any(moved & inside):
            at = np.full(count, plan.horizon)
            after = np.zeros(count, dtype=np.uint8)
            here = moved & inside
            at[alive[here]] = then[here]
            after[alive[here]] = following[here]
            times.append(at)
            states.append(after)
        if inside.all():
            now, state = then, following
        else:
            now, state, alive = then[inside], following[inside], alive[inside]
            due, segment = due[inside], segment[inside]
    return start, times, states


def _chosen(u: Floats, cumulated: Floats) -> Ints:
    """Index of the interval of cumulated odds, shape (N, S) or (S,), in which u falls."""
    last = cumulated.shape[-1] - 1
    found = np.zeros(len(u), dtype=np.int64)
    for j in range(last):
        found += u >= cumulated[..., j]
    return found


def _merged(plan: Plan, starts: list[Bytes], moves: list[tuple[list[Floats], list[Bytes]]], count: int) -> Timeline:
    at = [time for times, _ in moves for time in times]
    if not at:
        return Timeline(np.zeros((1, count)), [np.reshape(start, (1, count)) for start in starts])
    owner = np.array([d for d, (times, _) in enumerate(moves) for _ in times], dtype=np.uint8)
    after = np.stack([state for _, states in moves for state in states])
    stacked = np.stack(at, axis=1)
    order = np.argsort(stacked, axis=1, kind="stable")
    stacked = np.take_along_axis(stacked, order, axis=1)
    order = order.T
    merged = np.empty((len(at) + 1, count))
    merged[0] = 0.0
    merged[1:] = stacked.T
    longest = 1 + int(np.max(np.sum(stacked < plan.horizon, axis=1)))
    merged = merged[:longest]
    who = owner[order]
    what = np.take_along_axis(after, order, axis=0)
    states = []
    for d, start in enumerate(starts):
        path = np.empty((longest, count), dtype=np.uint8)
        path[0] = start
        mine = who == d
        mine &= plan.horizon > stacked.T
        for k in range(1, longest):
            path[k] = path[k - 1]
            np.copyto(path[k], what[k - 1], where=mine[k - 1])
        states.append(path)
    return Timeline(merged, states)


def speeds(plan: Plan, clock: int, line: Timeline, block: Rows) -> Floats:
    """Speed of a clock on every segment, shape (K, N)."""
    low, high = plan.clock_at[clock], plan.clock_at[clock + 1]
    code = np.zeros(line.at.shape, dtype=np.int32)
    for d, stride in enumerate(plan.clock_stride[clock][: len(line.states)]):
        if stride:
            code += line.states[d] * np.int32(stride)
    if plan.outer > 1:
        table = np.ascontiguousarray(plan.clock_speed[:, low:high]).reshape(-1)
        code = code + (block.outer * (high - low)).astype(np.int32)
    else:
        table = plan.clock_speed[0, low:high]
    return np.asarray(np.take(table, code))


def clock(plan: Plan, number: int, line: Timeline, block: Rows) -> Clock:
    """Speed and operational time of a clock along the timeline."""
    speed = speeds(plan, number, line, block)
    done = np.empty_like(speed)
    done[0] = 0.0
    for k in range(1, len(done)):
        gain = line.at[k] - line.at[k - 1]
        gain *= speed[k - 1]
        np.add(done[k - 1], gain, out=done[k])
    return Clock(speed, done)


def elapsed(line: Timeline, clock: Clock, day: Floats) -> Floats:
    """Operational time at a day (finite). Shape (N,)."""
    k = line.index(day)
    columns = np.arange(len(day))
    return np.asarray(clock.done[k, columns] + (day - line.at[k, columns]) * clock.speed[k, columns])


def reached(line: Timeline, clock: Clock, amount: Floats) -> Floats:
    """The first day on which operational time is ``amount`` > 0; inf where it never is. Shape (N,)."""
    k = _below(clock.done, amount, inclusive=False)
    columns = np.arange(len(amount))
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = (amount - clock.done[k, columns]) / clock.speed[k, columns]
    return np.asarray(line.at[k, columns] + wait)


def _below(ascending: Floats, value: Floats | float, *, inclusive: bool) -> Ints:
    """Index of the last row that is below (or at) the value, at least 0."""
    count = np.zeros(ascending.shape[1], dtype=np.int16)
    compare = np.less_equal if inclusive else np.less
    hit = np.empty(ascending.shape[1], dtype=bool)
    for row in ascending[1:]:
        compare(row, value, out=hit)
        count += hit
    return count.astype(np.int64)
