"""The same engine compiled by Numba (the extra ``detente[fast]``): the same numbers, sooner.

A block of draws at a time: random numbers by variable, where the processor does eight at once; then the
timelines, draw by draw; then the nodes in order, each for all draws of the block that are left. Every sum
and product is formed in the order of ``vector``, and nothing is contracted or reassociated, so that the two
engines agree to the last bit (tests compare them).

One file, though long: Numba's cache of compiled code watches the file of a function and not what it calls.
"""

# mypy: disable-error-code="call-arg, var-annotated, no-any-return, assignment, import-untyped"

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np
from numba.core import types
from numba.extending import intrinsic

from detente.outlook.draws import chance
from detente.outlook.draws.plan import (
    ANY,
    BETA,
    EXPONENTIAL,
    FIXED,
    HAZARD,
    KNOTS,
    LOGNORMAL,
    STEP,
    TRIANGULAR,
    UNIFORM,
    UNLESS,
    Plan,
)
from detente.outlook.draws.tables import Tables, tables
from detente.outlook.draws.vector import Draws

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
ZERO = U64(0)


_latest: tuple[Plan | None, Tables | None] = (None, None)


def draw(plan: Plan, first: int, count: int) -> Draws:
    """As ``vector.draw``."""
    global _latest
    known, ready = _latest
    if known is not plan:
        ready = tables(plan)
        _latest = (plan, ready)
    assert ready is not None
    return draw_with(plan, ready, first, count)


def draw_with(plan: Plan, ready: Tables, first: int, count: int) -> Draws:
    """The same with tables made before."""
    found = Draws(np.empty((len(ready.goals), count)), np.empty((len(plan.rungs), count), dtype=np.int16))
    _run(ready, first, count, plan.common, found.times, found.last)
    return found


@intrinsic
def _as_float(_context: Any, word: Any) -> Any:
    """The double with these bits."""

    def code(_c: Any, builder: Any, _s: Any, values: Any) -> Any:
        from llvmlite import ir

        return builder.bitcast(values[0], ir.DoubleType())

    return types.float64(types.uint64), code


@intrinsic
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
def _fill_normal(key: Any, weyl: Any, count: Any, z0: Any, z1: Any, z2: Any, out: Any) -> None:
    for i in range(count):
        out[i] = _normal(_mixed(weyl[i] + key), z0, z1, z2)


@_jit
def _scale(out: Any, count: Any, outer: Any, a: Any) -> None:
    """Multiply by a parameter of the outer draw."""
    if len(a) == 1:
        one = a[0]
        for i in range(count):
            out[i] *= one
    else:
        for i in range(count):
            out[i] *= a[outer[i]]


@_jit
def _exp_all(out: Any, count: Any) -> None:
    for i in range(count):
        out[i] = _exp(out[i])


@_jit
def _shape(kind: Any, out: Any, count: Any, outer: Any, work: Any, corners: Any, values: Any, slopes: Any) -> None:
    """Uniforms to work of the kinds that are not exponential or lognormal."""
    for i in range(count):
        m = outer[i]
        a, b, c = work[m, 0], work[m, 1], work[m, 2]
        if kind == FIXED:
            out[i] = a
        elif kind == UNIFORM:
            out[i] = a + b * out[i]
        elif kind == TRIANGULAR:
            out[i] = _triangular(a, b, c, out[i])
        elif kind == KNOTS:
            out[i] = _knot(out[i], corners, values, slopes, 0, len(corners))
        elif kind == BETA:
            s = _knot(out[i], corners, values, slopes, 0, len(corners))
            out[i] = a + b * (s * s / (s * s + (1.0 - s) * (1.0 - s)))


@_jit
def _path(t: Any, d: Any, size: Any, weyl: Any, outer: Any, waits: Any, picks: Any, at: Any, state: Any) -> bool:
    """Moves of one driver in a block of draws; row 0 is the start, then inf. False where room is short."""
    room, choosy, filled, count = at.shape[1], t.choosy[d], t.filled[d], t.states[d] - 1
    means, move, horizon = t.wait, t.move, t.horizon
    now, here = at[d], state[d]
    for i in range(size):
        u = _uniform(_mixed(weyl[i] + t.driver_keys[0, d]))
        s = 0
        for j in range(count):
            s += u >= t.start_odds[outer[i], d, j]
        here[0, i] = s
        now[0, i] = 0.0
    if t.pace[d] >= 0 or t.scheduled_at[d + 1] > t.scheduled_at[d]:
        return _winding(t, d, size, weyl, outer, at, state)
    mean, one, odds = means[0, d], len(means) == 1, move[0, d].copy().reshape(-1)
    flip, width = np.zeros(count + 1, dtype=np.int64), U64(move.shape[3])
    for s in range(count + 1):
        for j in range(count):
            flip[s] += move[0, d, s, j] <= 0.5
    for k in range(filled):
        wait, pick, old, new, was, then = waits[k], picks[k], now[k], now[k + 1], here[k], here[k + 1]
        if one:
            for i in range(size):
                new[i] = old[i] + wait[i] * mean[U64(was[i])]
        else:
            for i in range(size):
                new[i] = old[i] + wait[i] * means[outer[i], d, was[i]]
        if not choosy:
            for i in range(size):
                then[i] = flip[U64(was[i])]
        elif one:
            for i in range(size):
                then[i] = pick[i] >= odds[U64(was[i]) * width]
            for j in range(1, count):
                for i in range(size):
                    then[i] += pick[i] >= odds[U64(was[i]) * width + U64(j)]
        else:
            for i in range(size):
                s = 0
                for j in range(count):
                    s += pick[i] >= move[outer[i], d, was[i], j]
                then[i] = s
    for i in range(size):
        k = filled
        m = outer[i]
        while now[k, i] < horizon:
            if k + 2 >= room:
                return False
            wait_key = _mixed(t.driver_keys[1, d] + STRIDE * U64(k + 1))
            pick_key = _mixed(t.driver_keys[2, d] + STRIDE * U64(k + 1))
            now[k + 1, i] = now[k, i] + _exponential(_mixed(weyl[i] + wait_key)) * means[m, d, here[k, i]]
            u = _uniform(_mixed(weyl[i] + pick_key))
            s = 0
            for j in range(count):
                s += u >= move[m, d, here[k, i], j]
            here[k + 1, i] = s
            k += 1
    return True


@_jit
def _winding(t: Any, d: Any, size: Any, weyl: Any, outer: Any, at: Any, state: Any) -> bool:
    """Moves of a driver with days on which it is drawn anew, or whose rates follow other drivers."""
    room, count, horizon = at.shape[1], t.states[d] - 1, t.horizon
    where = np.zeros(d + 1, dtype=np.int64)
    pace = t.pace[d]
    for i in range(size):
        m = outer[i]
        where[:] = 0
        now, s, k, due, turn = 0.0, state[d, 0, i], 0, t.scheduled_at[d], 0
        while True:
            wait = _exponential(_mixed(weyl[i] + _mixed(t.driver_keys[1, d] + STRIDE * U64(turn + 1))))
            wait = wait * t.wait[m, d, s]
            parent = -1
            change = INF
            if pace >= 0:
                code = t.clock_at[pace]
                for p in range(d):
                    if t.clock_stride[pace, p] != 0:
                        code += t.clock_stride[pace, p] * state[p, where[p], i]
                        if at[p, where[p] + 1, i] < change:
                            change = at[p, where[p] + 1, i]
                            parent = p
                wait = wait / t.clock_speed[m, code]
                if change >= horizon:
                    change = INF
            then = now + wait
            scheduled = due < t.scheduled_at[d + 1] and t.scheduled_day[due] < then
            if scheduled:
                then = t.scheduled_day[due]
            if min(then, change) >= horizon:
                break
            if then <= change:
                u = _uniform(_mixed(weyl[i] + _mixed(t.driver_keys[2, d] + STRIDE * U64(turn + 1))))
                after = 0
                for j in range(count):
                    bound = t.scheduled_odds[m, due, s, j] if scheduled else t.move[m, d, s, j]
                    after += u >= bound
                due += scheduled
                s = after
                k += 1
                at[d, k, i] = then
                state[d, k, i] = s
                now = then
            else:
                where[parent] += 1
                now = change
            turn += 1
            if k + 2 >= room:
                return False
        at[d, k + 1, i] = INF
    return True


@_jit
def _merge(t: Any, size: Any, at: Any, state: Any, room: Any, line: Any, whose: Any, change: Any) -> bool:
    """All moves of a draw in order; rows of ``room`` entries end in inf. False if room is short.

    ``whose`` driver moves at a breakpoint, and by how much its state changes.
    """
    drivers, horizon = U64(len(t.states)), t.horizon
    block = U64(at.shape[2])
    plane = U64(at.shape[1]) * block
    times, states = at.reshape(-1), state.reshape(-1)
    head_a, where_a = np.empty(drivers), np.zeros(drivers, dtype=np.uint64)
    head_b, where_b = np.empty(drivers), np.zeros(drivers, dtype=np.uint64)
    # Two draws at once: each is a chain of waits for memory that the other fills.
    for half in range(U64(0), U64(size + 1) >> S1):
        a, b = half << S1, min((half << S1) + S1, U64(size - 1))
        for d in range(U64(0), drivers):
            where_a[d] = d * plane + block + a
            head_a[d] = times[where_a[d]]
            where_b[d] = d * plane + block + b
            head_b[d] = times[where_b[d]]
        k, j = a * room + S1, b * room + S1
        line[k - S1] = 0.0
        line[j - S1] = 0.0
        last_a, last_b = (a + S1) * room - U64(8), (b + S1) * room - U64(8)
        while True:
            when_a, who_a, when_b, who_b = horizon, U64(0), horizon, U64(0)
            for d in range(U64(0), drivers):
                who_a = d if head_a[d] < when_a else who_a
                when_a = head_a[d] if head_a[d] < when_a else when_a
                who_b = d if head_b[d] < when_b else who_b
                when_b = head_b[d] if head_b[d] < when_b else when_b
            if min(when_a, when_b) >= horizon:
                break
            if k >= last_a or j >= last_b:
                return False
            # A draw without moves left writes where its row will end, and goes no further.
            on_a, on_b = U64(when_a < horizon), U64(when_b < horizon)
            cell, other = where_a[who_a], where_b[who_b]
            line[k] = when_a
            whose[k] = who_a
            change[k] = states[cell] - states[cell - block]
            line[j] = when_b
            whose[j] = who_b
            change[j] = states[other] - states[other - block]
            cell += block * on_a
            other += block * on_b
            where_a[who_a] = cell
            head_a[who_a] = times[cell]
            where_b[who_b] = other
            head_b[who_b] = times[other]
            k += on_a
            j += on_b
        for end in range(k, (a + S1) * room):
            line[end] = INF
        for end in range(j, (b + S1) * room):
            line[end] = INF
    return True


@_jit
def _clock(
    t: Any,
    c: Any,
    size: Any,
    slot: Any,
    outer: Any,
    state: Any,
    room: Any,
    line: Any,
    whose: Any,
    change: Any,
    lim: Any,
    speed: Any,
    done: Any,
) -> None:
    """A clock along the timelines of the draws that are left, as far as they matter.

    Clock c of slot i begins at (i * clocks + c) * room.
    """
    drivers, clocks = len(t.states), U64(len(t.clock_at) - 1)
    start, stride = t.clock_at[c], t.clock_stride[c]
    table, width = t.clock_speed.reshape(-1), t.clock_speed.shape[1]
    for i in range(size):
        draw = slot[i]
        row, here = draw * room, (draw * clocks + U64(c)) * room
        code = outer[i] * width + start
        for d in range(drivers):
            code += stride[d] * state[d, 0, draw]
        total, pace, before, until = 0.0, table[U64(code)], 0.0, lim[i]
        done[here] = 0.0
        speed[here] = pace
        j = U64(1)
        while line[row + j] < until:
            when = line[row + j]
            total += (when - before) * pace
            before = when
            code += stride[whose[row + j]] * change[row + j]
            pace = table[U64(code)]
            done[here + j] = total
            speed[here + j] = pace
            j += U64(1)
        for k in range(j, j + U64(6)):
            done[here + k] = INF


@_inline
def _segment(line: Any, row: Any, half: Any, day: Any) -> Any:
    """The last breakpoint at or before a day; no branches."""
    k, step = row, half
    while step > ZERO:
        k += step * U64(line[k + step] <= day)
        step >>= S1
    return k - row


@_inline
def _elapsed(line: Any, speed: Any, done: Any, row: Any, here: Any, half: Any, day: Any) -> Any:
    k = _segment(line, row, half, day)
    return done[here + k] + (day - line[row + k]) * speed[here + k]


@_jit
def _join(kind: Any, wants: Any, low: Any, high: Any, n: Any, node: Any, size: Any, times: Any, seen: Any) -> None:
    """Nodes that only look at others."""
    if kind == UNLESS:
        raised, met = wants[low], wants[low + 1]
        for i in range(size):
            times[node, i] = 0.0 if times[raised, i] == INF else times[met, i]
            seen[node, i] = -1
    elif kind == ANY:
        for i in range(size):
            times[node, i] = INF
            seen[node, i] = -1
        for w in range(low, high):
            for i in range(size):
                times[node, i] = min(times[node, i], times[wants[w], i])
    else:
        _gather(wants, low, high, n, size, times, seen, times[node], seen[node])
        seen[node, :size] = -1


@_jit
def _gather(wants: Any, low: Any, high: Any, n: Any, size: Any, times: Any, seen: Any, start: Any, k: Any) -> None:
    """The latest of the wanted times; the segment of it where one node alone is waited for, else -1."""
    for i in range(size):
        start[i] = 0.0
        k[i] = -1
    for w in range(low, high):
        one = times[wants[w]]
        for i in range(size):
            start[i] = max(start[i], one[i])
    if high == low + 1 and wants[low] < n:
        known = seen[wants[low]]
        for i in range(size):
            k[i] = known[i]


@_jit
def _hazards(
    t: Any,
    node: Any,
    size: Any,
    outer: Any,
    work: Any,
    times: Any,
    start: Any,
    room: Any,
    line: Any,
    speed: Any,
    done: Any,
    cut: Any,
    slot: Any,
) -> None:
    """When a hazard strikes; its rate changes with drivers and with what has been met."""
    clocked, horizon, half = t.clock[node] >= 0, t.horizon, room >> S1
    c, clocks = U64(max(t.clock[node], 0)), U64(len(t.clock_at) - 1)
    low, high = t.factor_at[node], t.factor_at[node + 1]
    nodes, factors, strikes = t.factor_node, t.factor, times[node]
    for i in range(size):
        strikes[i] = INF
        if start[i] >= cut[i]:
            continue
        now, left = start[i], work[i]
        row, here = slot[i] * room, (slot[i] * clocks + c) * room
        for _ in range(high - low + 1):
            pace = 1.0
            following = INF
            for f in range(low, high):
                mark = times[nodes[f], i]
                if mark <= now:
                    pace = pace * factors[outer[i], f]
                elif mark < min(following, cut[i]):
                    following = mark
            strike = now + left / pace
            if clocked:
                k, strike = ZERO, now
                if now > 0.0:
                    while line[row + k + S1] <= now:
                        k += S1
                amount = left / pace
                if now > 0.0:
                    amount = (done[here + k] + (now - line[row + k]) * speed[here + k]) + left / pace
                while k > ZERO and done[here + k] >= amount:
                    k -= S1
                step = U64(4)
                while done[here + k + step] < amount:
                    k += step
                while done[here + k + S1] < amount:
                    k += S1
                if left > 0.0:
                    strike = line[row + k] + (amount - done[here + k]) / speed[here + k]
            if strike <= following:
                if strike < horizon:
                    strikes[i] = strike
                break
            if following == INF:
                break
            if clocked:
                upper = _elapsed(line, speed, done, row, here, half, following)
                used = pace * (upper - _elapsed(line, speed, done, row, here, half, now))
            else:
                used = pace * (following - now)
            left = max(left - used, 1e-300)
            now = following


@_jit
def _steps(
    horizon: Any,
    ceiling: Any,
    clocked: Any,
    delays: Any,
    not_before: Any,
    size: Any,
    outer: Any,
    work: Any,
    starts: Any,
    ks: Any,
    c: Any,
    clocks: Any,
    room: Any,
    line: Any,
    speed: Any,
    done: Any,
    cut: Any,
    slot: Any,
    finished: Any,
    failures: Any,
    segments: Any,
) -> None:
    """When the work of a step is done, in a block of draws."""
    half = room >> S1
    waits = not_before > 0.0 or np.any(delays > 0.0)
    one = len(delays) == 1
    for i in range(size):
        failures[i] = INF
    if waits:
        for i in range(size):
            starts[i] = max(starts[i] + delays[0 if one else outer[i]], not_before)
            ks[i] = -1
    if clocked:
        for i in range(size):
            # Draws that are over are carried along: a branch here would cost more than the walk. Their
            # clocks end where they do, so no later start is looked up.
            row, here, start = slot[i] * room, (slot[i] * clocks + c) * room, min(starts[i], cut[i])
            k = U64(max(ks[i], 0))
            if ks[i] < 0:
                step = half
                while step > ZERO:
                    k += step * U64(line[row + k + step] <= start)
                    step >>= S1
            while line[row + k + S1] <= start:
                k += S1
            amount = work[i]
            if start > 0.0:
                amount = (done[here + k] + (start - line[row + k]) * speed[here + k]) + work[i]
            while k > ZERO and done[here + k] >= amount:
                k -= S1
            while done[here + k + S1] < amount:
                k += S1
            finish = line[row + k] + (amount - done[here + k]) / speed[here + k]
            finish = finish if work[i] > 0.0 else start
            found = np.int64(k)
            finished[i] = finish if (finish < ceiling) & (starts[i] < cut[i]) else INF
            segments[i] = found
    else:
        for i in range(size):
            finish = starts[i] + work[i]
            finished[i] = finish if finish < ceiling and starts[i] < cut[i] else INF
            segments[i] = -1


@_jit
def _gates(
    t: Any,
    node: Any,
    size: Any,
    weyl: Any,
    outer: Any,
    work: Any,
    times: Any,
    seen: Any,
    starts: Any,
    at: Any,
    state: Any,
    slot: Any,
) -> None:
    """What stands between work done and a step complete: its days, its odds, its closing."""
    n, horizon, closes = len(t.kind), t.horizon, t.closes[node]
    limits, odds = t.limit, t.odds
    low, high = t.calendar_at[node], t.calendar_at[node + 1]
    days, keys, key = t.calendar, t.calendar_key, t.odds_key[node]
    driver, certain, closed_by = t.odds_driver[node], t.certain[node], t.closed_by[node]
    for i in range(size):
        finish, failed, m = times[node, i], INF, outer[i]
        seen[node, i] = -1
        if starts[i] == INF:
            continue
        s, row = 0, 0
        if high > low:
            ready = finish
            finish = INF
            for j in range(low, high):
                if ready <= days[j] and days[j] < horizon:
                    if driver >= 0:
                        while at[driver, row + 1, slot[i]] <= days[j]:
                            row += 1
                        s = state[driver, row, slot[i]]
                    if _uniform(_mixed(weyl[i] + keys[j])) < odds[m, node, s]:
                        finish = days[j]
                        break
        elif not certain and finish < horizon:
            if driver >= 0:
                while at[driver, row + 1, slot[i]] <= finish:
                    row += 1
                s = state[driver, row, slot[i]]
            if _uniform(_mixed(weyl[i] + key)) >= odds[m, node, s]:
                failed = finish
                finish = INF
        closing = closes
        if closed_by >= 0:
            closing = min(closing, times[closed_by, i])
        if closing < INF and min(finish, failed) >= closing:
            failed = max(starts[i], closing)
            finish = INF
        if work[i] > limits[m, node]:
            finish, failed = INF, INF
        times[node, i] = finish
        times[node + n, i] = failed if failed < horizon else INF


@_jit
def _write_lost(
    rungs: Any, goals: Any, soon: Any, size: Any, low: Any, slot: Any, times: Any, end: Any, out: Any, last: Any
) -> None:
    """Write the draws that can no longer reach any rung; their ends are known."""
    for i in range(size):
        if soon[i] < 0.0:
            here = low + np.int64(slot[i])
            for g in range(rungs):
                out[g, here] = INF
                last[g, here] = -1
            for g in range(rungs, len(goals)):
                moment = times[goals[g], i]
                out[g, here] = moment if moment <= end[i] else INF


@_jit
def _write(
    rungs: Any,
    goals: Any,
    member_at: Any,
    members: Any,
    size: Any,
    low: Any,
    slot: Any,
    times: Any,
    end: Any,
    out: Any,
    last: Any,
) -> None:
    """Write the draws that are left: goals, and the last member of each rung."""
    for i in range(size):
        here = low + np.int64(slot[i])
        for g in range(len(goals)):
            moment = times[goals[g], i]
            out[g, here] = moment if moment <= end[i] and moment < INF else INF
        for r in range(rungs):
            found = -1
            if out[r, here] < INF:
                latest = -1.0
                for j in range(member_at[r], member_at[r + 1]):
                    if times[members[j], i] > latest:
                        latest = times[members[j], i]
                        found = j - member_at[r]
            last[r, here] = found


@_jit
def _run(t: Any, first: Any, count: Any, common: Any, out: Any, last: Any) -> None:
    drivers, clocks, n = len(t.states), len(t.clock_at) - 1, len(t.kind)
    deepest, room, rows = 1, U64(64), 64
    for d in range(drivers):
        deepest = max(deepest, t.filled[d])
    waits, picks = np.empty((deepest, BLOCK)), np.empty((deepest, BLOCK))
    work, weyl = np.empty(BLOCK), np.empty(BLOCK, dtype=np.uint64)
    outer = np.zeros(BLOCK, dtype=np.int64)
    times, seen = np.full((2 * n, BLOCK), INF), np.zeros((n, BLOCK), dtype=np.int64)
    starts, ks = np.empty(BLOCK), np.empty(BLOCK, dtype=np.int64)
    # A draw is over at ``cut``; a node without which an end cannot be escaped, already at ``soon``.
    cut, soon, end = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    at, state = np.full((drivers, rows, BLOCK), INF), np.zeros((drivers, rows, BLOCK), dtype=np.int64)
    line, speed = np.empty(U64(BLOCK) * room), np.empty(U64(BLOCK) * U64(clocks + 1) * room)
    done, lanes = np.empty(U64(BLOCK) * U64(clocks + 1) * room), U64(clocks)
    whose = np.empty(U64(BLOCK) * room, dtype=np.uint64)
    change = np.empty(U64(BLOCK) * room, dtype=np.int64)
    slot, keep, built = (
        np.empty(BLOCK, dtype=np.uint64),
        np.empty(BLOCK, dtype=np.int64),
        np.zeros(clocks + 1, dtype=np.int64),
    )
    horizon, order, kinds, wants, wants_at, clock = t.horizon, t.order, t.kind, t.wants, t.wants_at, t.clock
    work_kind, work_key, amounts, knots_at, knots, slopes = (
        t.work_kind,
        t.work_key,
        t.work,
        t.knots_at,
        t.knots,
        t.slopes,
    )
    z0, z1, z2, delay, not_before, cuts, stops = t.z0, t.z1, t.z2, t.delay, t.not_before, t.cuts, t.stops
    gated, raised, early = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), t.early
    for node in t.order:
        raised[node] = np.any(t.limit[:, node] < INF)
        gated[node] = (
            t.calendar_at[node + 1] > t.calendar_at[node] or not t.certain[node] or t.closed_by[node] >= 0
            or t.closes[node] < INF or raised[node]
        )  # fmt: skip
    for low in range(0, count, BLOCK):
        size = min(BLOCK, count - low)
        for i in range(size):
            number = first + low + i
            if t.outer > 1:
                outer[i] = number % t.outer
                number = number // t.outer if common else number
            weyl[i] = (U64(number) + U64(1)) * GAMMA
            cut[i] = t.horizon
            soon[i] = t.horizon
            end[i] = t.horizon
            slot[i] = i
        built[:] = 0
        for d in range(drivers):
            for k in range(t.filled[d]):
                shift = STRIDE * U64(k + 1)
                _fill_exponential(_mixed(t.driver_keys[1, d] + shift), weyl, size, waits[k])
                if t.choosy[d]:
                    _fill_uniform(_mixed(t.driver_keys[2, d] + shift), weyl, size, picks[k])
            while not _path(t, d, size, weyl, outer, waits, picks, at, state):
                longer, further = (
                    np.full((drivers, 2 * rows, BLOCK), INF),
                    np.zeros((drivers, 2 * rows, BLOCK), dtype=np.int64),
                )
                longer[:, :rows] = at
                further[:, :rows] = state
                at, state, rows = longer, further, 2 * rows
        while not _merge(t, size, at, state, room, line, whose, change):
            room = room << S1
            whose = np.empty(U64(BLOCK) * room, dtype=np.uint64)
            change = np.empty(U64(BLOCK) * room, dtype=np.int64)
            line, speed = np.empty(U64(BLOCK) * room), np.empty(U64(BLOCK) * U64(clocks + 1) * room)
            done = np.empty(U64(BLOCK) * U64(clocks + 1) * room)
        for place in range(len(order)):
            node = order[place]
            if kinds[node] == STEP or kinds[node] == HAZARD:
                if clock[node] >= 0 and built[clock[node]] == 0:
                    built[clock[node]] = 1
                    lim = soon if t.hasty[clock[node]] else cut
                    _clock(t, clock[node], size, slot, outer, state, room, line, whose, change, lim, speed, done)
                kind, key = work_kind[node], work_key[node]
                if kind == EXPONENTIAL:
                    _fill_exponential(key, weyl, size, work)
                    _scale(work, size, outer, amounts[:, node, 0])
                elif kind == LOGNORMAL:
                    _fill_normal(key, weyl, size, z0, z1, z2, work)
                    _scale(work, size, outer, amounts[:, node, 1])
                    _exp_all(work, size)
                    _scale(work, size, outer, amounts[:, node, 0])
                else:
                    a, b = knots_at[node], knots_at[node + 1]
                    _fill_uniform(key, weyl, size, work)
                    _shape(kind, work, size, outer, amounts[:, node], knots[0, a:b], knots[1, a:b], slopes[a:b])
                _gather(wants, wants_at[node], wants_at[node + 1], n, size, times, seen, starts, ks)
                c = U64(max(clock[node], 0))
                if kinds[node] == STEP:
                    _steps(
                        horizon,
                        INF if raised[node] else horizon,
                        clock[node] >= 0,
                        delay[:, node],
                        not_before[node],
                        size,
                        outer,
                        work,
                        starts,
                        ks,
                        c,
                        lanes,
                        room,
                        line,
                        speed,
                        done,
                        soon if early[node] else cut,
                        slot,
                        times[node],
                        times[node + n],
                        seen[node],
                    )
                    if gated[node]:
                        _gates(t, node, size, weyl, outer, work, times, seen, starts, at, state, slot)
                else:
                    _hazards(t, node, size, outer, work, times, starts, room, line, speed, done, cut, slot)
            else:
                _join(kinds[node], wants, wants_at[node], wants_at[node + 1], n, node, size, times, seen)
            if cuts[node] > 0:
                for i in range(size):
                    soon[i] = min(soon[i], times[node, i])
            if cuts[node] == 2:
                for i in range(size):
                    end[i] = min(end[i], times[node, i])
                    cut[i] = min(cut[i], times[node, i])
            if stops[node]:
                over = 0
                for i in range(size):
                    if times[node, i] >= soon[i]:
                        soon[i] = -1.0
                        cut[i] = -1.0
                    over += soon[i] < 0.0
                if 4 * over > size:
                    _write_lost(t.rungs, t.goals, soon, size, low, slot, times, end, out, last)
                    left = 0
                    for i in range(size):
                        keep[left] = i
                        left += soon[i] >= 0.0
                    size = left
                    for i in range(size):
                        was = keep[i]
                        weyl[i], outer[i], slot[i] = weyl[was], outer[was], slot[was]
                        cut[i], soon[i], end[i] = cut[was], soon[was], end[was]
                    for earlier in order[: place + 1]:
                        one, two, three = times[earlier], times[earlier + n], seen[earlier]
                        for i in range(size):
                            one[i] = one[keep[i]]
                            two[i] = two[keep[i]]
                            three[i] = three[keep[i]]
        _write(t.rungs, t.goals, t.member_at, t.members, size, low, slot, times, end, out, last)
