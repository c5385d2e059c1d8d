"""The same engine compiled by Numba (the extra ``detente[fast]``): the same numbers, sooner.

A block of draws at a time: random numbers by variable, where the processor does eight at once; then the
timelines, draw by draw; then the nodes in order, each for all draws of the block. Every sum and product is formed in the order of ``vector``, and nothing is contracted
or reassociated, so that the two engines agree to the last bit (a test compares them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numba as nb
import numpy as np
from numba.core import types
from numba.extending import intrinsic

from detente.outlook import belief, chance
from detente.outlook.plan import ALL, ANY, BETA, EXPONENTIAL, FIXED, HAZARD, KNOTS, LOGNORMAL, STEP
from detente.outlook.plan import TRIANGULAR, UNIFORM, UNLESS, Plan
from detente.outlook.vector import Draws, goal_nodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 256
U64 = np.uint64
GAMMA, STRIDE, MIX1, MIX2 = chance.GAMMA, chance.STRIDE, chance.MIX1, chance.MIX2
ODD_ONE, ONE, FRACTION = chance.ODD_ONE_BITS, chance.ONE_BITS, chance.FRACTION
LN2, LOG2E, LN2_HIGH, LN2_LOW = chance.LN2, chance.LOG2E, chance.LN2_HIGH, chance.LN2_LOW
R0, R1, R2, R3, R4, R5, R6, R7, R8, R9 = chance.RATIO
E0, E1, E2, E3, E4, E5, E6, E7 = chance.EXP
TABLE_BASE = U64((1023 - chance.OCTAVES) << chance.SUBBITS)
SUBBITS = U64(chance.SUBBITS)
TABLE_SHIFT = U64(52 - chance.SUBBITS)
S1, S12, S27, S30, S31, S52, S63 = (U64(s) for s in (1, 12, 27, 30, 31, 52, 63))
INF = np.inf


class Tables(NamedTuple):
    """The plan's arrays, and what only this engine wants."""

    horizon: float
    outer: int
    states: Any
    start_odds: Any
    wait: Any
    move: Any
    scheduled_at: Any
    scheduled_day: Any
    scheduled_odds: Any
    pace: Any
    driver_keys: Any
    clock_at: Any
    clock_stride: Any
    clock_speed: Any
    kind: Any
    wants_at: Any
    wants: Any
    delay: Any
    not_before: Any
    work_kind: Any
    work: Any
    limit: Any
    knots_at: Any
    knots: Any
    slopes: Any
    work_key: Any
    odds_key: Any
    clock: Any
    odds_driver: Any
    odds: Any
    certain: Any
    calendar_at: Any
    calendar: Any
    calendar_key: Any
    closes: Any
    closed_by: Any
    factor_at: Any
    factor_node: Any
    factor: Any
    order: Any
    cuts: Any
    vital: Any
    goals: Any
    rungs: int
    member_at: Any
    members: Any
    filled: Any
    choosy: Any
    z0: Any
    z1: Any
    z2: Any


def tables(plan: Plan) -> Tables:
    """Everything in the shape the kernel reads."""
    n = len(plan.nodes)
    slopes = np.zeros(plan.knots.shape[1])
    for i in range(n):
        low, high = plan.knots_at[i], plan.knots_at[i + 1]
        if high > low:
            slopes[low : high - 1] = belief.slopes(plan.knots[0, low:high], plan.knots[1, low:high])
    cuts = np.zeros(n, dtype=np.int64)
    for node, until in zip(plan.end_nodes, plan.end_until, strict=True):
        cuts[node] = until < 0
    certain = np.all(plan.odds >= 1.0, axis=(0, 2)).astype(np.int64)
    means = np.where(np.isfinite(plan.wait), plan.wait, np.inf).mean(axis=0)
    finite = np.where(np.isfinite(means), means, 0.0).sum(axis=1) / np.maximum(np.isfinite(means).sum(axis=1), 1)
    moves = np.where(finite > 0.0, plan.horizon / np.maximum(finite, 1e-9), 0.0)
    filled = np.minimum(np.ceil(moves + 1.5 * np.sqrt(moves) + 1.0), 48.0).astype(np.int64)
    steady = np.all((plan.move == 0.0) | (plan.move >= 1.0), axis=(0, 2, 3))
    choosy = (~steady | (np.diff(plan.scheduled_at) > 0)).astype(np.int64)
    order = np.flatnonzero(plan.needed)
    members = plan.member_nodes
    return Tables(
        plan.horizon, plan.outer, plan.states, plan.start_odds, plan.wait, plan.move, plan.scheduled_at,
        plan.scheduled_day, plan.scheduled_odds, plan.pace, plan.driver_keys, plan.clock_at,
        plan.clock_stride, plan.clock_speed, plan.kind, plan.wants_at, plan.wants, plan.delay, plan.not_before,
        plan.work_kind, plan.work, plan.limit, plan.knots_at, plan.knots, slopes, plan.work_key, plan.odds_key,
        plan.clock, plan.odds_driver, plan.odds, certain, plan.calendar_at, plan.calendar, plan.calendar_key,
        plan.closes, plan.closed_by, plan.factor_at, plan.factor_node, plan.factor, order, cuts,
        vital(plan), goal_nodes(plan), len(plan.rungs),
        np.concatenate([[0], np.cumsum([len(m) for m in members])]).astype(np.int64),
        np.array([node for m in members for node in m], dtype=np.int64), filled, choosy,
        *chance.normal_table(),
    )  # fmt: skip


def vital(plan: Plan) -> NDArray[np.int64]:
    """Nodes without which no goal that is left to compute can be met: the draw may stop there.

    Only where nothing but rungs is watched, and no end waits for a node.
    """
    n = len(plan.nodes)
    found = np.zeros(n, dtype=np.int64)
    ends_wait = any(
        plan.wants_at[node + 1] > plan.wants_at[node] or plan.factor_at[node + 1] > plan.factor_at[node]
        for node in plan.end_nodes
    )
    if len(plan.watched) or ends_wait:
        return found
    waiting = [int(plan.rung_nodes[0])]
    while waiting:
        node = waiting.pop()
        if found[node]:
            continue
        found[node] = 1
        if plan.kind[node] in (STEP, ALL):
            refs = plan.wants[plan.wants_at[node] : plan.wants_at[node + 1]]
            waiting += [int(r) for r in refs if r < n]
    return found


def draw(plan: Plan, first: int, count: int) -> Draws:
    """As ``vector.draw``."""
    return draw_with(plan, tables(plan), first, count)


def draw_with(plan: Plan, ready: Tables, first: int, count: int) -> Draws:
    """The same with tables made before."""
    found = Draws(np.empty((len(ready.goals), count)), np.empty((len(plan.rungs), count), dtype=np.int16))
    _run(ready, first, count, plan.common, found.times, found.last)
    return found


@intrinsic  # type: ignore[untyped-decorator]
def _as_float(_context: Any, word: Any) -> Any:
    """The double with these bits."""

    def code(_c: Any, builder: Any, _s: Any, values: Any) -> Any:
        from llvmlite import ir

        return builder.bitcast(values[0], ir.DoubleType())

    return types.float64(types.uint64), code


@intrinsic  # type: ignore[untyped-decorator]
def _as_word(_context: Any, number: Any) -> Any:
    """The bits of a double."""

    def code(_c: Any, builder: Any, _s: Any, values: Any) -> Any:
        from llvmlite import ir

        return builder.bitcast(values[0], ir.IntType(64))

    return types.uint64(types.float64), code


def _jit(function: Any) -> Any:
    return nb.njit(cache=True, nogil=True, error_model="numpy", fastmath=False)(function)


def _inline(function: Any) -> Any:
    return nb.njit(nogil=True, error_model="numpy", fastmath=False, inline="always")(function)


@_inline
def _mixed(z: Any) -> Any:
    z = (z ^ (z >> S30)) * MIX1
    z = (z ^ (z >> S27)) * MIX2
    return z ^ (z >> S31)


@_inline
def _uniform(word: Any) -> Any:
    return _as_float((word >> S12) | ODD_ONE) - 1.0


@_inline
def _exponential(word: Any) -> Any:
    bits = _as_word(2.0 - _as_float((word >> S12) | ODD_ONE))
    halvings = float(np.int64(U64(1022) - (bits >> S52)))
    h = 2.0 - _as_float((bits & FRACTION) | ONE)
    r = h * R9
    r = (r + R8) * h
    r = (r + R7) * h
    r = (r + R6) * h
    r = (r + R5) * h
    r = (r + R4) * h
    r = (r + R3) * h
    r = (r + R2) * h
    r = (r + R1) * h
    r = (r + R0) * h
    return halvings * LN2 + r


@_inline
def _exp(y: Any) -> Any:
    y = min(max(y, -690.0), 690.0)
    n = np.rint(y * LOG2E)
    r = (y - n * LN2_HIGH) - n * LN2_LOW
    v = r * E7
    v = (v + E6) * r
    v = (v + E5) * r
    v = (v + E4) * r
    v = (v + E3) * r
    v = (v + E2) * r
    v = (v + E1) * r
    v = v + E0
    return v * _as_float(U64((np.int64(n) + 1023) << 52))


@_inline
def _normal(word: Any, z0: Any, z1: Any, z2: Any) -> Any:
    side = 1.0 - 2.0 * float(np.int64(word >> S63))
    bits = _as_word(2.0 - _as_float(((word << S1) >> S12) | ODD_ONE))
    k = np.int64((bits >> TABLE_SHIFT) - TABLE_BASE)
    v = _as_float(((bits << SUBBITS) & FRACTION) | ONE) - 1.0
    z = z2[k] * v
    z = (z + z1[k]) * v
    return (z + z0[k]) * side


@_inline
def _knot(u: Any, corners: Any, values: Any, slopes: Any, low: Any, high: Any) -> Any:
    k = min(low + np.searchsorted(corners[low:high], u, side="right") - 1, high - 2)
    return values[k] + (u - corners[k]) * slopes[k]


@_inline
def _triangular(low: Any, mode: Any, high: Any, u: Any) -> Any:
    width = high - low
    left = mode - low
    if u * width < left:
        return low + np.sqrt(u * (width * left))
    return high - np.sqrt((1.0 - u) * (width * (high - mode)))


@_jit
def _fill_exponential(key: Any, weyl: Any, count: Any, out: Any) -> None:
    for i in range(count):
        out[i] = _exponential(_mixed(weyl[i] + key))


@_jit
def _fill_uniform(key: Any, weyl: Any, count: Any, out: Any) -> None:
    for i in range(count):
        out[i] = _uniform(_mixed(weyl[i] + key))


@_jit
def _fill_work(t: Any, node: Any, weyl: Any, outer: Any, count: Any, out: Any) -> None:
    """Work of one node for a block of draws."""
    kind = t.work_kind[node]
    key = t.work_key[node]
    low, high = t.knots_at[node], t.knots_at[node + 1]
    if kind == EXPONENTIAL:
        _fill_exponential(key, weyl, count, out)
        if t.outer == 1:
            a = t.work[0, node, 0]
            for i in range(count):
                out[i] *= a
        else:
            for i in range(count):
                out[i] *= t.work[outer[i], node, 0]
    elif kind == LOGNORMAL:
        for i in range(count):
            out[i] = _normal(_mixed(weyl[i] + key), t.z0, t.z1, t.z2)
        for i in range(count):
            m = outer[i]
            out[i] = _exp(out[i] * t.work[m, node, 1]) * t.work[m, node, 0]
    else:
        _fill_uniform(key, weyl, count, out)
        for i in range(count):
            m = outer[i]
            a, b, c = t.work[m, node, 0], t.work[m, node, 1], t.work[m, node, 2]
            if kind == FIXED:
                out[i] = a
            elif kind == UNIFORM:
                out[i] = a + b * out[i]
            elif kind == TRIANGULAR:
                out[i] = _triangular(a, b, c, out[i])
            elif kind == KNOTS:
                out[i] = _knot(out[i], t.knots[0], t.knots[1], t.slopes, low, high)
            elif kind == BETA:
                s = _knot(out[i], t.knots[0], t.knots[1], t.slopes, low, high)
                out[i] = a + b * (s * s / (s * s + (1.0 - s) * (1.0 - s)))


@_jit
def _timelines(t: Any, size: Any, weyl: Any, outer: Any, waits: Any, picks: Any, at: Any, state: Any, speed: Any, done: Any, lengths: Any) -> bool:  # noqa: E501
    """Breakpoints, states, and clocks of a block of draws; false where there is not room enough."""
    horizon, room = t.horizon, at.shape[1]
    states, start_odds, means, move = t.states, t.start_odds, t.wait, t.move
    due_at, due_day, due_odds = t.scheduled_at, t.scheduled_day, t.scheduled_odds
    pace, keys, filled, choosy = t.pace, t.driver_keys, t.filled, t.choosy
    clock_at, stride, table = t.clock_at, t.clock_stride, t.clock_speed
    drivers, clocks = len(states), len(clock_at) - 1
    now, code = np.empty(drivers), np.zeros(clocks, dtype=np.int64)
    due, turn = np.zeros(drivers, dtype=np.int64), np.zeros(drivers, dtype=np.int64)
    current, aim = np.zeros(drivers, dtype=np.int64), np.zeros(drivers, dtype=np.int64)
    for i in range(size):
        m, counter = outer[i], weyl[i]
        for c in range(clocks):
            code[c] = clock_at[c]
        for d in range(drivers):
            u = _uniform(_mixed(counter + keys[0, d]))
            s = 0
            for j in range(states[d] - 1):
                s += u >= start_odds[m, d, j]
            current[d] = s
            state[i, 0, d] = s
            for c in range(clocks):
                code[c] += stride[c, d] * s
            turn[d] = -1
            due[d] = due_at[d]
            aim[d] = 1
        at[i, 0] = 0.0
        for c in range(clocks):
            done[i, 0, c] = 0.0
            speed[i, 0, c] = table[m, code[c]]
        k, when, first = 0, 0.0, 0
        while True:
            for d in range(first, drivers):
                if aim[d] == 0:
                    continue
                aim[d] = 0
                turn[d] += 1
                if turn[d] < filled[d]:
                    wait = waits[d, turn[d], i]
                else:
                    wait = _exponential(_mixed(counter + _mixed(keys[1, d] + STRIDE * U64(turn[d] + 1))))
                wait = wait * means[m, d, current[d]]
                if pace[d] >= 0:
                    wait = wait / table[m, code[pace[d]]]
                then = when + wait
                if due[d] < due_at[d + 1] and due_day[due[d]] < then:
                    then = due_day[due[d]]
                now[d] = then
            who = -1
            when = horizon
            for d in range(drivers):
                if now[d] < when or (now[d] == when and who >= 0):
                    when = now[d]
                    who = d
            if who < 0:
                break
            if k + 1 == room:
                return False
            before = current[who]
            u = 0.5
            if choosy[who]:
                if turn[who] < filled[who]:
                    u = picks[who, turn[who], i]
                else:
                    u = _uniform(_mixed(counter + _mixed(keys[2, who] + STRIDE * U64(turn[who] + 1))))
            after = 0
            if due[who] < due_at[who + 1] and due_day[due[who]] == when:
                for j in range(states[who] - 1):
                    after += u >= due_odds[m, due[who], before, j]
                due[who] += 1
            else:
                for j in range(states[who] - 1):
                    after += u >= move[m, who, before, j]
            current[who] = after
            gap = when - at[i, k]
            k += 1
            at[i, k] = when
            for d in range(drivers):
                state[i, k, d] = current[d]
            for c in range(clocks):
                code[c] += stride[c, who] * (after - before)
                done[i, k, c] = done[i, k - 1, c] + gap * speed[i, k - 1, c]
                speed[i, k, c] = table[m, code[c]]
            aim[who] = 1
            first = who
            for d in range(who + 1, drivers):
                if pace[d] >= 0 and stride[pace[d], who] != 0:
                    aim[d] = 1
        lengths[i] = k + 1
    return True


@_inline
def _finish(at: Any, speed: Any, done: Any, i: Any, length: Any, c: Any, start: Any, work: Any, k: Any) -> Any:
    """Day on which work is done, and a segment not after it; ``k`` is a segment not after the start."""
    finish = start + work
    if c >= 0:
        finish = start
        if work > 0.0:
            amount = work
            if start > 0.0:
                while k + 1 < length and at[i, k + 1] <= start:
                    k += 1
                amount = (done[i, k, c] + (start - at[i, k]) * speed[i, k, c]) + work
            while k > 0 and done[i, k, c] >= amount:
                k -= 1
            while k + 1 < length and done[i, k + 1, c] < amount:
                k += 1
            finish = at[i, k] + (amount - done[i, k, c]) / speed[i, k, c]
    return finish, k


@_inline
def _elapsed(at: Any, speed: Any, done: Any, i: Any, length: Any, c: Any, day: Any) -> Any:
    k = 0
    while k + 1 < length and at[i, k + 1] <= day:
        k += 1
    return done[i, k, c] + (day - at[i, k]) * speed[i, k, c]


@_jit
def _join(t: Any, node: Any, size: Any, times: Any, seen: Any) -> None:
    """Nodes that only look at others."""
    n, kind = len(t.kind), t.kind[node]
    low, high = t.wants_at[node], t.wants_at[node + 1]
    wants = t.wants
    if kind == UNLESS:
        raised, met = wants[low], wants[low + 1]
        for i in range(size):
            times[node, i] = 0.0 if times[raised, i] == INF else times[met, i]
            seen[node, i] = 0
    elif kind == ANY:
        for i in range(size):
            times[node, i] = INF
            seen[node, i] = 0
        for w in range(low, high):
            for i in range(size):
                times[node, i] = min(times[node, i], times[wants[w], i])
    else:
        _gather(wants, low, high, n, size, times, seen, times[node], seen[node])


@_jit
def _gather(wants: Any, low: Any, high: Any, n: Any, size: Any, times: Any, seen: Any, start: Any, k: Any) -> None:
    """The latest of the wanted times, and a segment not after it."""
    for i in range(size):
        start[i] = 0.0
        k[i] = 0
    for w in range(low, high):
        ref = wants[w]
        one = times[ref]
        for i in range(size):
            start[i] = max(start[i], one[i])
        if ref < n:
            known = seen[ref]
            for i in range(size):
                k[i] = max(k[i], known[i])


@_jit
def _hazards(t: Any, node: Any, size: Any, outer: Any, work: Any, times: Any, start: Any, at: Any, speed: Any, done: Any, lengths: Any, cut: Any) -> None:  # noqa: E501
    """When a hazard strikes; its rate changes with drivers and with what has been met."""
    c, horizon = t.clock[node], t.horizon
    low, high = t.factor_at[node], t.factor_at[node + 1]
    nodes, factors = t.factor_node, t.factor
    for i in range(size):
        times[node, i] = INF
        if start[i] >= cut[i]:
            continue
        now, left, length = start[i], work[i], lengths[i]
        for _ in range(high - low + 1):
            pace = 1.0
            following = INF
            for f in range(low, high):
                mark = times[nodes[f], i]
                if mark <= now:
                    pace = pace * factors[outer[i], f]
                elif mark < following:
                    following = mark
            strike, _k = _finish(at, speed, done, i, length, c, now, left / pace, 0)
            if strike <= following:
                if strike < horizon:
                    times[node, i] = strike
                break
            if following == INF:
                break
            if c < 0:
                used = pace * (following - now)
            else:
                upper = _elapsed(at, speed, done, i, length, c, following)
                used = pace * (upper - _elapsed(at, speed, done, i, length, c, now))
            left = max(left - used, 1e-300)
            now = following


@_jit
def _steps(t: Any, node: Any, size: Any, weyl: Any, outer: Any, work: Any, times: Any, seen: Any, starts: Any, ks: Any, at: Any, state: Any, speed: Any, done: Any, lengths: Any, cut: Any) -> None:  # noqa: E501
    """One step for a block of draws."""
    n, horizon, c, closes = len(t.kind), t.horizon, t.clock[node], t.closes[node]
    delays, not_before, limits, odds = t.delay, t.not_before[node], t.limit, t.odds
    low, high = t.calendar_at[node], t.calendar_at[node + 1]
    days, keys, key = t.calendar, t.calendar_key, t.odds_key[node]
    driver, certain, closed_by = t.odds_driver[node], t.certain[node], t.closed_by[node]
    plain = high == low and certain and closed_by < 0 and closes == INF and np.all(limits[:, node] == INF)
    finished, failures, segments = times[node], times[node + n], seen[node]
    for i in range(size):
        finished[i] = INF
        failures[i] = INF
        segments[i] = 0
        start, length = starts[i], lengths[i]
        if start >= cut[i]:
            continue
        start = start + delays[outer[i], node]
        if not_before > 0.0:
            start = max(start, not_before)
        if start >= cut[i]:
            continue
        finish, k = _finish(at, speed, done, i, length, c, start, work[i], ks[i])
        if plain:
            if finish < horizon:
                finished[i] = finish
                segments[i] = k
            continue
        failed = INF
        chance_now = odds[outer[i], node, 0]
        if high > low:
            ready = finish
            finish = INF
            for j in range(low, high):
                if ready <= days[j] and days[j] < horizon:
                    if driver >= 0:
                        while k + 1 < length and at[i, k + 1] <= days[j]:
                            k += 1
                        chance_now = odds[outer[i], node, state[i, k, driver]]
                    if _uniform(_mixed(weyl[i] + keys[j])) < chance_now:
                        finish = days[j]
                        break
        elif not certain and finish < horizon:
            if driver >= 0:
                while k + 1 < length and at[i, k + 1] <= finish:
                    k += 1
                chance_now = odds[outer[i], node, state[i, k, driver]]
            if _uniform(_mixed(weyl[i] + key)) >= chance_now:
                failed = finish
                finish = INF
        closing = closes
        if closed_by >= 0:
            closing = min(closing, times[closed_by, i])
        if closing < INF and min(finish, failed) >= closing:
            failed = max(start, closing)
            finish = INF
        if work[i] <= limits[outer[i], node]:
            if finish < horizon:
                finished[i] = finish
                segments[i] = k
            if failed < horizon:
                failures[i] = failed


@_jit
def _run(t: Any, first: Any, count: Any, common: Any, out: Any, last: Any) -> None:
    drivers, clocks, n = len(t.states), len(t.clock_at) - 1, len(t.kind)
    deepest, room = 1, 48
    for d in range(drivers):
        deepest = max(deepest, t.filled[d])
    waits, picks = np.empty((drivers, deepest, BLOCK)), np.empty((drivers, deepest, BLOCK))
    work, weyl = np.empty((n, BLOCK)), np.empty(BLOCK, dtype=np.uint64)
    outer, lengths = np.empty(BLOCK, dtype=np.int64), np.empty(BLOCK, dtype=np.int64)
    times, seen = np.full((2 * n, BLOCK), INF), np.zeros((n, BLOCK), dtype=np.int64)
    starts, ks = np.empty(BLOCK), np.empty(BLOCK, dtype=np.int64)
    cut, end = np.empty(BLOCK), np.empty(BLOCK)
    at, state = np.empty((BLOCK, room)), np.empty((BLOCK, room, drivers), dtype=np.int64)
    speed, done = np.empty((BLOCK, room, clocks)), np.empty((BLOCK, room, clocks))
    for low in range(0, count, BLOCK):
        size = min(BLOCK, count - low)
        for i in range(size):
            number = first + low + i
            outer[i] = number % t.outer
            weyl[i] = (U64(number // t.outer if common else number) + U64(1)) * GAMMA
            cut[i] = t.horizon
            end[i] = t.horizon
        for d in range(drivers):
            for k in range(t.filled[d]):
                shift = STRIDE * U64(k + 1)
                _fill_exponential(_mixed(t.driver_keys[1, d] + shift), weyl, size, waits[d, k])
                if t.choosy[d]:
                    _fill_uniform(_mixed(t.driver_keys[2, d] + shift), weyl, size, picks[d, k])
        while not _timelines(t, size, weyl, outer, waits, picks, at, state, speed, done, lengths):
            room = 2 * room
            at, state = np.empty((BLOCK, room)), np.empty((BLOCK, room, drivers), dtype=np.int64)
            speed, done = np.empty((BLOCK, room, clocks)), np.empty((BLOCK, room, clocks))
        for node in t.order:
            if t.kind[node] == STEP or t.kind[node] == HAZARD:
                _fill_work(t, node, weyl, outer, size, work[node])
                _gather(t.wants, t.wants_at[node], t.wants_at[node + 1], n, size, times, seen, starts, ks)
                if t.kind[node] == STEP:
                    _steps(t, node, size, weyl, outer, work[node], times, seen, starts, ks, at, state, speed, done, lengths, cut)  # noqa: E501
                else:
                    _hazards(t, node, size, outer, work[node], times, starts, at, speed, done, lengths, cut)
            else:
                _join(t, node, size, times, seen)
            if t.cuts[node]:
                for i in range(size):
                    end[i] = min(end[i], times[node, i])
                    cut[i] = min(cut[i], times[node, i])
            if t.vital[node]:
                for i in range(size):
                    if times[node, i] >= cut[i]:
                        cut[i] = -1.0
        for g in range(len(t.goals)):
            goal = t.goals[g]
            for i in range(size):
                moment = times[goal, i]
                out[g, low + i] = moment if moment <= end[i] and moment < INF else INF
        for r in range(t.rungs):
            for i in range(size):
                last[r, low + i] = -1
                if out[r, low + i] < INF:
                    latest = -1.0
                    for j in range(t.member_at[r], t.member_at[r + 1]):
                        if times[t.members[j], i] > latest:
                            latest = times[t.members[j], i]
                            last[r, low + i] = j - t.member_at[r]
