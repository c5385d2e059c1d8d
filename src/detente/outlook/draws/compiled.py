"""The same engine compiled by Numba (the extra ``detente[fast]``): the same numbers, sooner.

A block of draws at a time: random numbers by variable, where the processor does eight at once; then the
timelines, draw by draw; then the nodes in order, each for all draws of the block that are left. Every sum
and product is formed in the order of ``vector``, and nothing is contracted or reassociated, so that the two
engines agree to the last bit (tests compare them).
"""

# mypy: disable-error-code="call-arg, var-annotated, no-any-return, assignment, import-untyped"

from __future__ import annotations

from typing import Any

import numpy as np

from detente.outlook.draws.compiled_chance import (
    GAMMA,
    exp_all,
    fill_exponential,
    fill_normal,
    fill_uniform,
    scale,
    shape,
)
from detente.outlook.draws.compiled_machine import U64, jit, kept
from detente.outlook.draws.compiled_nodes import gates, gather, hazards, join, steps
from detente.outlook.draws.compiled_paths import clock, merge, path, strike
from detente.outlook.draws.plan import EXPONENTIAL, HAZARD, LOGNORMAL, STEP, Plan
from detente.outlook.draws.tables import Tables, tables
from detente.outlook.draws.vector import Draws

BLOCK = 128
INF = np.inf
ZERO, S1, EIGHT = U64(0), U64(1), U64(8)


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


@jit
def write_lost(
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


@jit
def write(
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


@kept
def _run(t: Any, first: Any, count: Any, common: Any, out: Any, last: Any) -> None:
    drivers, clocks, n = len(t.states), len(t.clock_at) - 1, len(t.kind)
    room, rows = U64(72), 64
    work, weyl = np.empty(BLOCK), np.empty(BLOCK, dtype=np.uint64)
    outer = np.zeros(BLOCK, dtype=np.int64)
    times, seen = np.full((2 * n, BLOCK), INF), np.zeros((n, BLOCK), dtype=np.int64)
    starts, ks = np.empty(BLOCK), np.empty(BLOCK, dtype=np.int64)
    # A draw is over at ``cut``; a node without which an end cannot be escaped, already at ``soon``.
    cut, soon, end = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    at, state = np.full((drivers, rows, BLOCK), INF), np.zeros((drivers, rows, BLOCK), dtype=np.int64)
    line, speed = np.empty(U64(BLOCK) * room), np.empty(U64(BLOCK) * U64(clocks + 1) * room)
    done, lanes = np.empty(U64(BLOCK) * U64(clocks + 1) * room), U64(clocks)
    event = np.empty(U64(BLOCK) * room, dtype=np.uint64)
    slot, keep, built = (
        np.empty(BLOCK, dtype=np.uint64),
        np.empty(BLOCK, dtype=np.int64),
        np.zeros(clocks + 1, dtype=np.int64),
    )
    horizon, order, kinds, wants, wants_at, clock_of = t.horizon, t.order, t.kind, t.wants, t.wants_at, t.clock
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
            while not path(t, d, size, weyl, outer, work, at, state):
                longer, further = (
                    np.full((drivers, 2 * rows, BLOCK), INF),
                    np.zeros((drivers, 2 * rows, BLOCK), dtype=np.int64),
                )
                longer[:, :rows] = at
                further[:, :rows] = state
                at, state, rows = longer, further, 2 * rows
        while not merge(t, size, at, state, room, line, event):
            room = ((room - EIGHT) << S1) + EIGHT
            event = np.empty(U64(BLOCK) * room, dtype=np.uint64)
            line, speed = np.empty(U64(BLOCK) * room), np.empty(U64(BLOCK) * U64(clocks + 1) * room)
            done = np.empty(U64(BLOCK) * U64(clocks + 1) * room)
        for place in range(len(order)):
            node = order[place]
            if kinds[node] == STEP or kinds[node] == HAZARD:
                if clock_of[node] >= 0 and built[clock_of[node]] == 0 and not t.alone[node]:
                    built[clock_of[node]] = 1
                    lim = soon if t.hasty[clock_of[node]] else cut
                    clock(t, clock_of[node], size, slot, outer, state, room, line, event, lim, speed, done)
                kind, key = work_kind[node], work_key[node]
                if kind == EXPONENTIAL:
                    fill_exponential(key, weyl, size, work)
                    scale(work, size, outer, amounts[:, node, 0])
                elif kind == LOGNORMAL:
                    fill_normal(key, weyl, size, z0, z1, z2, work)
                    scale(work, size, outer, amounts[:, node, 1])
                    exp_all(work, size)
                    scale(work, size, outer, amounts[:, node, 0])
                else:
                    a, b = knots_at[node], knots_at[node + 1]
                    fill_uniform(key, weyl, size, work)
                    shape(kind, work, size, outer, amounts[:, node], knots[0, a:b], knots[1, a:b], slopes[a:b])
                if t.alone[node]:
                    strike(t, clock_of[node], size, slot, outer, state, room, line, event, work, cut, times[node])
                else:
                    gather(wants, wants_at[node], wants_at[node + 1], n, size, times, seen, starts, ks)
                c = U64(max(clock_of[node], 0))
                # A hazard that nothing but drivers changes is work done at their speed.
                if t.alone[node]:
                    seen[node, :size] = -1
                elif kinds[node] == STEP or t.factor_at[node + 1] == t.factor_at[node]:
                    steps(
                        horizon,
                        INF if raised[node] else horizon,
                        clock_of[node] >= 0,
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
                        soon if early[node] and kinds[node] == STEP else cut,
                        slot,
                        times[node],
                        seen[node],
                    )
                    if gated[node]:
                        gates(t, node, size, weyl, outer, work, times, seen, starts, at, state, slot)
                else:
                    hazards(t, node, size, outer, work, times, starts, room, line, speed, done, cut, slot)
            else:
                join(kinds[node], wants, wants_at[node], wants_at[node + 1], n, node, size, times, seen)
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
                    write_lost(t.rungs, t.goals, soon, size, low, slot, times, end, out, last)
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
                        if t.read_last[earlier] > place:
                            one, three = times[earlier], seen[earlier]
                            for i in range(size):
                                one[i] = one[keep[i]]
                                three[i] = three[keep[i]]
                        if t.read_last[earlier + n] > place:
                            two = times[earlier + n]
                            for i in range(size):
                                two[i] = two[keep[i]]
        write(t.rungs, t.goals, t.member_at, t.members, size, low, slot, times, end, out, last)
