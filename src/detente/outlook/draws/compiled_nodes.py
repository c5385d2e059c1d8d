"""Nodes along the timelines, compiled: joins, steps, the gates behind them, hazards."""

# mypy: disable-error-code="call-arg, var-annotated, no-any-return, assignment, import-untyped"

from __future__ import annotations

from typing import Any

import numpy as np

from detente.outlook.draws.compiled_chance import mixed, uniform
from detente.outlook.draws.compiled_machine import U64, below, inline, jit, up_to
from detente.outlook.draws.plan import ANY, UNLESS

INF = np.inf
ZERO, S1, EIGHT = U64(0), U64(1), U64(8)


@inline
def segment(line: Any, row: Any, half: Any, day: Any) -> Any:
    """The last breakpoint of a row at or before a day: halves, then eight at once; no branches."""
    k, step = row, half
    while step >= EIGHT:
        k += step * U64(line[k + step] <= day)
        step >>= S1
    return k - row + up_to(line, k + S1, day)


@inline
def elapsed(line: Any, speed: Any, done: Any, row: Any, here: Any, half: Any, day: Any) -> Any:
    k = segment(line, row, half, day)
    return done[here + k] + (day - line[row + k]) * speed[here + k]


@jit
def join(kind: Any, wants: Any, low: Any, high: Any, n: Any, node: Any, size: Any, times: Any, seen: Any) -> None:
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
        gather(wants, low, high, n, size, times, seen, times[node], seen[node])
        seen[node, :size] = -1


@jit
def gather(wants: Any, low: Any, high: Any, n: Any, size: Any, times: Any, seen: Any, start: Any, k: Any) -> None:
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


@jit
def hazards(
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
    clocked, horizon, half = t.clock[node] >= 0, t.horizon, (room - EIGHT) >> S1
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
                more = below(done, here + k + S1, amount)
                k += more
                while more == EIGHT:
                    more = below(done, here + k + S1, amount)
                    k += more
                if left > 0.0:
                    strike = line[row + k] + (amount - done[here + k]) / speed[here + k]
            if strike <= following:
                if strike < horizon:
                    strikes[i] = strike
                break
            if following == INF:
                break
            if clocked:
                upper = elapsed(line, speed, done, row, here, half, following)
                used = pace * (upper - elapsed(line, speed, done, row, here, half, now))
            else:
                used = pace * (following - now)
            left = max(left - used, 1e-300)
            now = following


@jit
def steps(
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
    segments: Any,
) -> None:
    """When the work of a step is done, in a block of draws."""
    half = (room - EIGHT) >> S1
    waits = not_before > 0.0 or np.any(delays > 0.0)
    one = len(delays) == 1
    if waits:
        for i in range(size):
            starts[i] = max(starts[i] + delays[0 if one else outer[i]], not_before)
            ks[i] = -1
    if not clocked:
        for i in range(size):
            finish = starts[i] + work[i]
            finished[i] = finish if finish < ceiling and starts[i] < cut[i] else INF
            segments[i] = -1
        return
    for i in range(size):
        # Draws that are over are carried along: a branch here would cost more than the walk. Their
        # clocks end where they do, so no later start is looked up.
        row, here, start = slot[i] * room, (slot[i] * clocks + c) * room, min(starts[i], cut[i])
        if ks[i] < 0:
            k = segment(line, row, half, start)
        else:
            k = U64(ks[i])
            more = up_to(line, row + k + S1, start)
            k += more
            while more == EIGHT:
                more = up_to(line, row + k + S1, start)
                k += more
        amount = work[i]
        if start > 0.0:
            amount = (done[here + k] + (start - line[row + k]) * speed[here + k]) + work[i]
        while k > ZERO and done[here + k] >= amount:
            k -= S1
        more = below(done, here + k + S1, amount)
        k += more
        while more == EIGHT:
            more = below(done, here + k + S1, amount)
            k += more
        finish = line[row + k] + (amount - done[here + k]) / speed[here + k]
        finish = finish if work[i] > 0.0 else start
        finished[i] = finish if (finish < ceiling) & (starts[i] < cut[i]) else INF
        segments[i] = np.int64(k)


@jit
def gates(
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
        times[node + n, i] = INF
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
                    if uniform(mixed(weyl[i] + keys[j])) < odds[m, node, s]:
                        finish = days[j]
                        break
        elif not certain and finish < horizon:
            if driver >= 0:
                while at[driver, row + 1, slot[i]] <= finish:
                    row += 1
                s = state[driver, row, slot[i]]
            if uniform(mixed(weyl[i] + key)) >= odds[m, node, s]:
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
