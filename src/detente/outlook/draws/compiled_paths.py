"""Paths of drivers, the timeline they make together, and clocks along it, compiled."""

# mypy: disable-error-code="call-arg, var-annotated, no-any-return, assignment, import-untyped"

from __future__ import annotations

from typing import Any

import numpy as np

from detente.outlook.draws.compiled_chance import STRIDE, exponential, fill_exponential, fill_uniform, mixed, uniform
from detente.outlook.draws.compiled_machine import U64, inline, jit

INF = np.inf
S1, EIGHT = U64(1), U64(8)
GROUP = 32


@inline
def _of_three(which: Any, first: Any, second: Any, third: Any) -> Any:
    """One of three by number: a choice the processor makes without looking anything up."""
    found = second if which == 1 else first
    return third if which == 2 else found


@jit
def _waited(key: Any, size: Any, weyl: Any, means: Any, was: Any, old: Any, new: Any) -> None:
    """The next move of a driver of up to three states."""
    one, two, three = means[0], means[1 % len(means)], means[2 % len(means)]
    for i in range(size):
        wait = exponential(mixed(weyl[i] + key))
        new[i] = old[i] + wait * _of_three(was[i], one, two, three)


@jit
def _chosen(key: Any, size: Any, weyl: Any, count: Any, odds: Any, was: Any, then: Any) -> None:
    """The state after it: the number of ``count`` bounds at or below a uniform number."""
    states = len(odds)
    one, two, three = odds[0, 0], odds[1 % states, 0], odds[2 % states, 0]
    if count == 1:
        for i in range(size):
            then[i] = np.int64(uniform(mixed(weyl[i] + key)) >= _of_three(was[i], one, two, three))
        return
    four, five, six = odds[0, 1], odds[1, 1], odds[2, 1]
    for i in range(size):
        pick = uniform(mixed(weyl[i] + key))
        first = np.int64(pick >= _of_three(was[i], one, two, three))
        then[i] = first + np.int64(pick >= _of_three(was[i], four, five, six))


@jit
def path(t: Any, d: Any, size: Any, weyl: Any, outer: Any, wait: Any, at: Any, state: Any) -> bool:
    """Moves of one driver in a block of draws; row 0 is the start, then inf. False where room is short."""
    room, choosy, filled, count = at.shape[1], t.choosy[d], t.filled[d], t.states[d] - 1
    means, move, horizon = t.wait, t.move, t.horizon
    now, here = at[d], state[d]
    for i in range(size):
        u = uniform(mixed(weyl[i] + t.driver_keys[0, d]))
        s = 0
        for j in range(count):
            s += u >= t.start_odds[outer[i], d, j]
        here[0, i] = s
        now[0, i] = 0.0
    if t.pace[d] >= 0 or t.scheduled_at[d + 1] > t.scheduled_at[d]:
        return winding(t, d, size, weyl, outer, at, state)
    plain = len(means) == 1 and 1 <= count <= 2
    flip = np.zeros(count + 1, dtype=np.int64)
    for s in range(count + 1):
        for j in range(count):
            flip[s] += move[0, d, s, j] <= 0.5
    for k in range(filled):
        wait_key = mixed(t.driver_keys[1, d] + STRIDE * U64(k + 1))
        pick_key = mixed(t.driver_keys[2, d] + STRIDE * U64(k + 1))
        old, new, was, then = now[k], now[k + 1], here[k], here[k + 1]
        if plain:
            _waited(wait_key, size, weyl, means[0, d, : count + 1], was, old, new)
        else:
            fill_exponential(wait_key, weyl, size, wait)
            for i in range(size):
                new[i] = old[i] + wait[i] * means[outer[i], d, was[i]]
        if not choosy:
            for i in range(size):
                then[i] = flip[U64(was[i])]
        elif plain:
            _chosen(pick_key, size, weyl, count, move[0, d, : count + 1], was, then)
        else:
            fill_uniform(pick_key, weyl, size, wait)
            for i in range(size):
                s = 0
                for j in range(count):
                    s += wait[i] >= move[outer[i], d, was[i], j]
                then[i] = s
    for i in range(size):
        k = filled
        m = outer[i]
        while now[k, i] < horizon:
            if k + 2 >= room:
                return False
            wait_key = mixed(t.driver_keys[1, d] + STRIDE * U64(k + 1))
            pick_key = mixed(t.driver_keys[2, d] + STRIDE * U64(k + 1))
            now[k + 1, i] = now[k, i] + exponential(mixed(weyl[i] + wait_key)) * means[m, d, here[k, i]]
            u = uniform(mixed(weyl[i] + pick_key))
            s = 0
            for j in range(count):
                s += u >= move[m, d, here[k, i], j]
            here[k + 1, i] = s
            k += 1
    return True


@jit
def winding(t: Any, d: Any, size: Any, weyl: Any, outer: Any, at: Any, state: Any) -> bool:
    """Moves of a driver with days on which it is drawn anew, or whose rates follow other drivers."""
    room, count, horizon = at.shape[1], t.states[d] - 1, t.horizon
    where = np.zeros(d + 1, dtype=np.int64)
    pace = t.pace[d]
    for i in range(size):
        m = outer[i]
        where[:] = 0
        now, s, k, due, turn = 0.0, state[d, 0, i], 0, t.scheduled_at[d], 0
        while True:
            wait = exponential(mixed(weyl[i] + mixed(t.driver_keys[1, d] + STRIDE * U64(turn + 1))))
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
                u = uniform(mixed(weyl[i] + mixed(t.driver_keys[2, d] + STRIDE * U64(turn + 1))))
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


@inline
def _sooner(head: Any, d: Any, i: Any, when: Any, who: Any) -> Any:
    """The first of four drivers' next moves, if it comes before ``when``, and whose it is."""
    one, two, three, four = (
        head[d * GROUP + i], head[(d + 1) * GROUP + i], head[(d + 2) * GROUP + i], head[(d + 3) * GROUP + i],
    )  # fmt: skip
    who = d if one < when else who
    when = one if one < when else when
    who = d + 1 if two < when else who
    when = two if two < when else when
    who = d + 2 if three < when else who
    when = three if three < when else when
    who = d + 3 if four < when else who
    when = four if four < when else when
    return when, who


@jit
def _soonest(drivers: Any, horizon: Any, head: Any, when: Any, who: Any) -> Any:
    """Whose move comes next in each draw of a group, and when: inf where no move is left. How many have one.

    Drivers go by fours, so that the first four make one loop that the processor does eight draws at a time.
    """
    left = 0
    for i in range(GROUP):
        soon, whose = _sooner(head, 0, i, horizon, 0)
        left += soon < horizon
        when[i] = soon if soon < horizon else INF
        who[i] = whose
    for d in range(4, drivers, 4):
        left = 0
        for i in range(GROUP):
            soon, whose = _sooner(head, d, i, min(when[i], horizon), who[i])
            left += soon < horizon
            when[i] = soon if soon < horizon else INF
            who[i] = whose
    return left


@jit
def merge(t: Any, size: Any, at: Any, state: Any, room: Any, line: Any, event: Any) -> bool:
    """All moves of a draw in order; rows of ``room`` entries end in inf. False if room is short.

    ``event`` says which driver moves at a breakpoint and by how much its number of state changes (a column
    of ``jumps``). A group of draws at a time: each is a chain of waits for memory that the others fill.
    """
    drivers, horizon = len(t.states), t.horizon
    block, group = U64(at.shape[2]), U64(GROUP)
    plane = U64(at.shape[1]) * block
    span = U64(t.jumps.shape[1] // max(drivers, 1))
    middle = span >> S1
    times, states = at.reshape(-1), state.reshape(-1)
    fours = (drivers + 3) // 4 * 4
    head, where = np.full(max(fours, 4) * GROUP, INF), np.zeros(max(fours, 4) * GROUP, dtype=np.uint64)
    when, who = np.empty(GROUP), np.zeros(GROUP, dtype=np.int64)
    for low in range(0, size, GROUP):
        first = U64(low)
        for i in range(U64(0), group):
            line[(first + i) * room] = 0.0
            for d in range(U64(0), U64(drivers)):
                where[d * group + i] = d * plane + block + first + i
                head[d * group + i] = times[where[d * group + i]]
        k = S1
        while _soonest(drivers, horizon, head, when, who) > 0:
            if k + EIGHT + EIGHT >= room:
                return False
            entry = first * room + k
            for i in range(U64(0), group):
                # A draw without moves left writes inf, and goes no further.
                mover = U64(who[i]) * group + i
                cell = where[mover]
                line[entry] = when[i]
                event[entry] = U64(who[i]) * span + middle + U64(states[cell] - states[cell - block])
                cell += block * U64(when[i] < INF)
                where[mover] = cell
                head[mover] = times[cell]
                entry += room
            k += S1
        for i in range(U64(0), group):
            for end in range((first + i) * room + k, (first + i + S1) * room):
                line[end] = INF
    return True


@jit
def clock(
    t: Any, c: Any, size: Any, slot: Any, outer: Any, state: Any, room: Any, line: Any, event: Any,
    until: Any, speed: Any, done: Any,
) -> None:  # fmt: skip
    """A clock along the timelines of the draws that are left, as far as they matter.

    Clock c of slot i begins at (i * clocks + c) * room. Two draws at once, since sums wait for each other.
    """
    drivers, clocks = len(t.states), U64(len(t.clock_at) - 1)
    start, stride, jump = t.clock_at[c], t.clock_stride[c], t.jumps[c]
    table, width = t.clock_speed.reshape(-1), t.clock_speed.shape[1]
    for pair in range(0, size, 2):
        i, o = pair, min(pair + 1, size - 1)
        row, here = slot[i] * room, (slot[i] * clocks + U64(c)) * room
        other, there = slot[o] * room, (slot[o] * clocks + U64(c)) * room
        code, sign = U64(outer[i] * width + start), U64(outer[o] * width + start)
        for d in range(drivers):
            code += U64(stride[d] * state[d, 0, slot[i]])
            sign += U64(stride[d] * state[d, 0, slot[o]])
        total, pace, before, end = 0.0, table[code], 0.0, until[i]
        sum, rate, past, last = 0.0, table[sign], 0.0, until[o]
        done[here], speed[here], done[there], speed[there] = total, pace, sum, rate
        j = S1
        while (line[row + j] < end) & (line[other + j] < last):
            when, then = line[row + j], line[other + j]
            total += (when - before) * pace
            sum += (then - past) * rate
            before, past = when, then
            code += jump[event[row + j]]
            sign += jump[event[other + j]]
            pace, rate = table[code], table[sign]
            done[here + j], speed[here + j] = total, pace
            done[there + j], speed[there + j] = sum, rate
            j += S1
        k = j
        while line[row + j] < end:
            when = line[row + j]
            total += (when - before) * pace
            before = when
            code += jump[event[row + j]]
            pace = table[code]
            done[here + j], speed[here + j] = total, pace
            j += S1
        while line[other + k] < last:
            then = line[other + k]
            sum += (then - past) * rate
            past = then
            sign += jump[event[other + k]]
            rate = table[sign]
            done[there + k], speed[there + k] = sum, rate
            k += S1
        for ahead in range(U64(0), EIGHT):
            done[here + j + ahead] = INF
            done[there + k + ahead] = INF


@jit
def strike(
    t: Any, c: Any, size: Any, slot: Any, outer: Any, state: Any, room: Any, line: Any, event: Any,
    work: Any, until: Any, strikes: Any,
) -> None:  # fmt: skip
    """When a hazard strikes that begins at the start and has its clock for itself: the clock is not kept."""
    drivers, horizon = len(t.states), t.horizon
    start, stride, jump = t.clock_at[c], t.clock_stride[c], t.jumps[c]
    table, width = t.clock_speed.reshape(-1), t.clock_speed.shape[1]
    for i in range(size):
        row, amount, end = slot[i] * room, work[i], until[i]
        code = U64(outer[i] * width + start)
        for d in range(drivers):
            code += U64(stride[d] * state[d, 0, slot[i]])
        total, pace, before = 0.0, table[code], 0.0
        j = row + S1
        while line[j] < end:
            when = line[j]
            more = total + (when - before) * pace
            if more >= amount:
                break
            total, before = more, when
            code += jump[event[j]]
            pace = table[code]
            j += S1
        moment = before + (amount - total) / pace
        moment = moment if amount > 0.0 else 0.0
        strikes[i] = moment if (moment < horizon) & (end > 0.0) else INF
