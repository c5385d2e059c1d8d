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
class Moves:
    """The moves of one driver, turn by turn: which draws of the block move, when, and by how much of a state."""

    start: Bytes  # (N,) state at the start
    who: list[Ints]  # per turn, the draws that move before the horizon
    at: list[Floats]  # days, one for each of them
    step: list[Bytes]  # state after less state before, modulo 256


@dataclass
class Timeline:
    """Breakpoints of all drivers together, by draw. K breakpoints, the first at 0, padded at the horizon.

    Row k is filled for the first ``width[k]`` draws only: the others have no such breakpoint, and none reads it.
    """

    at: Floats  # (K, N) days, ascending
    states: list[Bytes]  # per driver (K, N)
    width: list[int]  # (K,)
    gap: Floats  # (K - 1, N) days from each breakpoint to the next

    def index(self, day: Floats) -> Ints:
        """The last breakpoint at or before a day. Shape (N,)."""
        return _below(self, self.at, day, inclusive=True)


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


def timeline(plan: Plan, block: Rows) -> tuple[Timeline, Ints]:
    """Paths of all drivers, merged, and the order in which the draws now stand.

    Draws with many moves come first, so that a row of the timeline ends where its last breakpoint does; the
    block is put into that order too.
    """
    count = len(block)
    moves: list[Moves] = []
    for d in range(len(plan.drivers)):
        parent = None
        if plan.pace[d] >= 0:
            parents = _merged(plan, [_if_paces(plan, d, p, moves[p]) for p in range(d)], np.arange(count))
            parent = (parents, speeds(plan, int(plan.pace[d]), parents, block))
        moves.append(_path(plan, d, block, parent))
    order = np.argsort(-_busy(moves, count), kind="stable")
    block.weyl, block.outer = block.weyl[order], block.outer[order]
    return _merged(plan, moves, order), order


def _if_paces(plan: Plan, child: int, parent: int, moves: Moves) -> Moves:
    """The parent's moves if the child's rates depend on them, else none."""
    return moves if plan.clock_stride[plan.pace[child], parent] else Moves(moves.start, [], [], [])


def _path(plan: Plan, d: int, block: Rows, parent: tuple[Timeline, Floats] | None) -> Moves:
    """One driver, from its start to the horizon."""
    count, size, m = len(block), plan.start_odds.shape[2], plan.outer
    wait, move = plan.wait[:, d].reshape(-1), plan.move[:, d].reshape(m * size, size)
    # Where every state has but one successor there is nothing to choose. u is in (0, 1).
    sure = np.sum(move[:, :-1] <= 0.0, axis=1) if np.all((move <= 0.0) | (move >= 1.0)) else None
    u = chance.uniform(chance.words(plan.driver_keys[0, d], block.weyl))
    state = _chosen(u, plan.start_odds[block.outer, d] if m > 1 else plan.start_odds[0, d])
    moves = Moves(state.astype(np.uint8), [], [], [])
    days = np.append(plan.scheduled_day[plan.scheduled_at[d] : plan.scheduled_at[d + 1]], np.inf)
    jumps = plan.scheduled_odds[:, plan.scheduled_at[d] : plan.scheduled_at[d + 1]]
    if np.all(np.isinf(wait)) and len(days) == 1:
        return moves
    alive, weyl, base, now = np.arange(count), block.weyl, block.outer * size, np.zeros(count)
    due = segment = np.zeros(count, dtype=np.int64)
    scheduled, moved = np.zeros(count, dtype=bool), np.ones(count, dtype=bool)
    turn, keys = 0, [chance.occurrence_keys(plan.driver_keys[which, d], 64) for which in (1, 2)]
    while len(alive):
        if turn == len(keys[0]):
            keys = [chance.occurrence_keys(plan.driver_keys[w, d], 2 * turn) for w in (1, 2)]
        row = base + state
        then = chance.exponential(chance.words(keys[0][turn], weyl))
        then *= wait[row]
        if parent is not None:
            with np.errstate(divide="ignore"):
                then /= parent[1][segment, alive]
        then += now
        if len(days) > 1:
            day = days[due]
            scheduled = day < then
            then = np.minimum(then, day)
        if parent is not None:
            follows = np.minimum(segment + 1, len(parent[0].at) - 1)
            change = np.where(segment + 1 < len(parent[0].at), parent[0].at[follows, alive], np.inf)
            change = np.where(change >= plan.horizon, np.inf, change)
            moved = then <= change
            then = np.minimum(then, change)
            segment = np.where(moved, segment, segment + 1)
        inside = np.flatnonzero(then < plan.horizon)
        if len(inside) < len(then):
            alive, weyl, then = alive[inside], weyl[inside], then[inside]
            base, row, state = base[inside], row[inside], state[inside]
            if parent is not None or len(days) > 1:
                due, segment = due[inside], segment[inside]
                scheduled, moved = scheduled[inside], moved[inside]
        u = chance.uniform(chance.words(keys[1][turn], weyl)) if sure is None or len(days) > 1 else now
        following = _chosen(u, move[row]) if sure is None else sure[row]
        if len(days) > 1:
            where = np.flatnonzero(scheduled & moved)
            following[where] = _chosen(u[where], jumps[block.outer[alive[where]], due[where], state[where]])
            due = due + (scheduled & moved)
        here = slice(None) if parent is None else np.flatnonzero(moved)
        moves.who.append(alive[here])
        moves.at.append(then[here])
        moves.step.append((following - state)[here].astype(np.uint8))
        now, state = then, np.where(moved, following, state) if parent is not None else following
        turn += 1
    return moves


def _chosen(u: Floats, cumulated: Floats) -> Ints:
    """Index of the interval of cumulated odds, shape (N, S) or (S,), in which u falls."""
    last = cumulated.shape[-1] - 1
    found = np.zeros(len(u), dtype=np.int64)
    for j in range(last):
        found += u >= cumulated[..., j]
    return found


def _merged(plan: Plan, moves: list[Moves], order: Ints) -> Timeline:
    """The moves of several drivers in one timeline, the draws in the given order."""
    count = len(order)
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    busy = _busy(moves, count)[order]
    most = int(np.max(busy, initial=0))
    at = np.full((count, most), plan.horizon)
    # Driver and step of a move in one number. At the horizon nothing moves: driver 0 by 0.
    label = np.zeros((count, most), dtype=np.uint16)
    first = np.arange(count) * most
    free = first.copy()
    for d, move in enumerate(moves):
        for who, days, step in zip(move.who, move.at, move.step, strict=True):
            draw = place[who]
            cell = free[draw]
            at.reshape(-1)[cell] = days
            label.reshape(-1)[cell] = step + np.uint16(d << 8)
            free[draw] = cell + 1
    by_day = np.argsort(at, axis=1, kind="stable")
    cells = np.ascontiguousarray((by_day + first[:, None]).T)
    merged = np.zeros((most + 1, count))
    np.take(at.reshape(-1), cells, out=merged[1:], mode="clip")
    label = np.take(label.reshape(-1), cells, mode="clip")
    whose, step = (label >> 8).astype(np.uint8), label.astype(np.uint8)
    states = []
    for d, move in enumerate(moves):
        path = np.empty((most + 1, count), dtype=np.uint8)
        path[0] = move.start[order]
        np.multiply(step, whose == d, out=path[1:])
        for k in range(most):
            np.add(path[k], path[k + 1], out=path[k + 1])
        states.append(path)
    width = [count] * (most + 1)
    if np.all(busy[1:] <= busy[:-1]):
        # A draw's last breakpoint is followed by one at the horizon: every row beyond would say the same.
        width = [int(np.count_nonzero(busy >= k - 1)) for k in range(most + 1)]
    return Timeline(merged, states, width, merged[1:] - merged[:-1])


def _busy(moves: list[Moves], count: int) -> Ints:
    """How many moves each draw makes. Shape (N,)."""
    found = np.zeros(count, dtype=np.int64)
    for move in moves:
        for who in move.who:
            found[who] += 1
    return found


def speeds(plan: Plan, clock: int, line: Timeline, block: Rows) -> Floats:
    """Speed of a clock on every segment, shape (K, N)."""
    low, high = plan.clock_at[clock], plan.clock_at[clock + 1]
    code = np.zeros(line.at.shape, dtype=np.uint8 if high - low <= 256 else np.int32)
    for d, stride in enumerate(plan.clock_stride[clock][: len(line.states)]):
        if stride:
            code += line.states[d] * code.dtype.type(stride)
    table = np.ascontiguousarray(plan.clock_speed[:, low:high]).reshape(-1)
    base = block.outer * (high - low)
    found, cell = np.empty(line.at.shape), np.empty_like(base)
    for row, codes, width in zip(found, code, line.width, strict=True):
        np.add(base[:width], codes[:width], out=cell[:width])
        np.take(table, cell[:width], out=row[:width], mode="clip")
    return found


def clock(plan: Plan, number: int, line: Timeline, block: Rows) -> Clock:
    """Speed and operational time of a clock along the timeline."""
    speed = speeds(plan, number, line, block)
    done = np.empty_like(speed)
    done[0] = 0.0
    for k, width in enumerate(line.width[1:], 1):
        gain = np.multiply(line.gap[k - 1, :width], speed[k - 1, :width], out=done[k, :width])
        gain += done[k - 1, :width]
    return Clock(speed, done)


def elapsed(line: Timeline, clock: Clock, day: Floats) -> Floats:
    """Operational time at a day (finite). Shape (N,)."""
    k = line.index(day)
    columns = np.arange(len(day))
    return np.asarray(clock.done[k, columns] + (day - line.at[k, columns]) * clock.speed[k, columns])


def reached(line: Timeline, clock: Clock, amount: Floats) -> Floats:
    """The first day on which operational time is ``amount`` > 0; inf where it never is. Shape (N,)."""
    k = _below(line, clock.done, amount, inclusive=False)
    columns = np.arange(len(amount))
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = (amount - clock.done[k, columns]) / clock.speed[k, columns]
    return np.asarray(line.at[k, columns] + wait)


def _below(line: Timeline, ascending: Floats, value: Floats, *, inclusive: bool) -> Ints:
    """Index of the last row that is below (or at) the value, at least 0. ``ascending`` is filled as ``line`` is."""
    count = np.zeros(len(value), dtype=np.uint8 if len(ascending) < 256 else np.int32)
    compare = np.less_equal if inclusive else np.less
    hit = np.empty(len(value), dtype=bool)
    for row, width in zip(ascending[1:], line.width[1:], strict=True):
        compare(row[:width], value[:width], out=hit[:width])
        np.add(count[:width], hit[:width].view(np.uint8), out=count[:width])
    return count.astype(np.int64)
