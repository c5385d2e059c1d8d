"""A plan as the compiled engine reads it, and the order in which it looks: nodes that end a draw first."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.outlook.draws import belief, chance
from detente.outlook.draws.plan import ALL, HAZARD, STEP, Plan
from detente.outlook.draws.vector import goal_nodes


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
    jumps: Any
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
    early: Any
    hasty: Any
    stops: Any
    alone: Any
    read_last: Any
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
        cuts[node] = 2 if until < 0 else 1
    lowest = min((int(until) for until in plan.end_until if until >= 0), default=-1)
    early = vital(plan, int(plan.rung_nodes[lowest])) if lowest >= 0 else np.ones(n, dtype=np.int64)
    stops = vital(plan, int(plan.rung_nodes[0])) if may_stop(plan) else np.zeros(n, dtype=np.int64)
    certain = np.all(plan.odds >= 1.0, axis=(0, 2)).astype(np.int64)
    means = np.where(np.isfinite(plan.wait), plan.wait, np.inf).mean(axis=0)
    finite = np.where(np.isfinite(means), means, 0.0).sum(axis=1) / np.maximum(np.isfinite(means).sum(axis=1), 1)
    moves = np.where(finite > 0.0, plan.horizon / np.maximum(finite, 1e-9), 0.0)
    filled = np.minimum(np.ceil(moves + 1.5 * np.sqrt(moves) + 1.0), 48.0).astype(np.int64)
    steady = np.all((plan.move == 0.0) | (plan.move >= 1.0), axis=(0, 2, 3))
    choosy = (~steady | (np.diff(plan.scheduled_at) > 0)).astype(np.int64)
    order = likely_last_first(plan)
    hasty = np.ones(max(len(plan.clock_at) - 1, 1), dtype=np.int64)
    # Where all ends lose their force at one rung, the first of them is the only one that matters.
    alike = len({int(until) for until in plan.end_until}) == 1
    for node in order:
        if plan.clock[node] >= 0 and not (cuts[node] and alike if plan.kind[node] == HAZARD else early[node]):
            hasty[plan.clock[node]] = 0
    members = plan.member_nodes
    return Tables(
        plan.horizon, plan.outer, plan.states, plan.start_odds, plan.wait, plan.move, plan.scheduled_at,
        plan.scheduled_day, plan.scheduled_odds, plan.pace, plan.driver_keys, plan.clock_at, plan.clock_stride,
        plan.clock_speed, jumps(plan), plan.kind, plan.wants_at, plan.wants, plan.delay, plan.not_before,
        plan.work_kind, plan.work, plan.limit, plan.knots_at, plan.knots, slopes, plan.work_key, plan.odds_key,
        plan.clock, plan.odds_driver, plan.odds, certain, plan.calendar_at, plan.calendar, plan.calendar_key,
        plan.closes, plan.closed_by, plan.factor_at, plan.factor_node, plan.factor, order, cuts, early, hasty,
        stops, alone(plan), read_last(plan, order), goal_nodes(plan), len(plan.rungs),
        np.concatenate([[0], np.cumsum([len(m) for m in members])]).astype(np.int64),
        np.array([node for m in members for node in m], dtype=np.int64), filled, choosy, *chance.normal_table(),
    )  # fmt: skip


def jumps(plan: Plan) -> NDArray[np.uint64]:
    """By how much the code of a clock changes with a move: (clocks, drivers * span), modulo 2**64.

    A move of driver d from state a to state b has column ``d * span + span // 2 + b - a``.
    """
    span = 2 * plan.start_odds.shape[2] - 1
    steps = np.arange(span, dtype=np.int64) - span // 2
    clocks, drivers = plan.clock_stride.shape
    found = (plan.clock_stride[:, :, None] * steps).reshape(clocks, drivers * span)
    return np.asarray(found.astype(np.uint64))


def vital(plan: Plan, goal: int) -> NDArray[np.int64]:
    """Nodes without which a goal cannot be met. Shape (n,), 1 or 0."""
    n = len(plan.nodes)
    found = np.zeros(n, dtype=np.int64)
    waiting = [goal]
    while waiting:
        node = waiting.pop()
        if found[node]:
            continue
        found[node] = 1
        if plan.kind[node] in (STEP, ALL):
            refs = plan.wants[plan.wants_at[node] : plan.wants_at[node + 1]]
            waiting += [int(r) for r in refs if r < n]
    return found


def likely_last_first(plan: Plan) -> NDArray[np.int64]:
    """An order of the needed nodes in which ends come first, then what is likely to be late.

    A draw that cannot make it is found out early. The order changes no number.
    """
    n = len(plan.nodes)
    mean = plan.work[:, :, 0].mean(axis=0)
    late = np.zeros(2 * n)
    wants = [plan.wants[plan.wants_at[i] : plan.wants_at[i + 1]] for i in range(n)]
    for i in range(n):
        start = max((late[w] for w in wants[i]), default=0.0)
        if plan.kind[i] == STEP:
            start = max(start + plan.delay[:, i].mean(), plan.not_before[i]) + min(mean[i], plan.horizon)
            start += 180.0 * (plan.calendar_at[i + 1] > plan.calendar_at[i])
        late[i] = late[i + n] = start
    found: list[int] = []

    def visit(node: int) -> None:
        if node in seen:
            return
        seen.add(node)
        before = [int(w) % n for w in wants[node]]
        before += [int(f) for f in plan.factor_node[plan.factor_at[node] : plan.factor_at[node + 1]]]
        before += [int(plan.closed_by[node])] if plan.closed_by[node] >= 0 else []
        for other in sorted(before, key=lambda b: (-late[b], b)):
            visit(other)
        found.append(node)

    seen: set[int] = set()
    for goal in (*plan.end_nodes, *plan.rung_nodes, *plan.watched_nodes):
        visit(int(goal))
    return np.array(found, dtype=np.int64)


def alone(plan: Plan) -> NDArray[np.int64]:
    """Hazards from the start that nothing but drivers changes, whose clock is no other node's. Shape (n,)."""
    users = np.bincount(plan.clock[(plan.clock >= 0) & (plan.needed > 0)], minlength=len(plan.clock_at))
    free = (np.diff(plan.wants_at) == 0) & (np.diff(plan.factor_at) == 0) & (plan.kind == HAZARD)
    return np.asarray(free & (plan.clock >= 0) & (users[plan.clock] == 1), dtype=np.int64)


def read_last(plan: Plan, order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last place of the order at which a time (done, then failed) is read; its length for goals. (2n,)"""
    n = len(plan.nodes)
    found = np.full(2 * n, -1, dtype=np.int64)
    for place, node in enumerate(order):
        found[plan.wants[plan.wants_at[node] : plan.wants_at[node + 1]]] = place
        found[plan.factor_node[plan.factor_at[node] : plan.factor_at[node + 1]]] = place
        if plan.closed_by[node] >= 0:
            found[plan.closed_by[node]] = place
    for goal in (goal_nodes(plan), *plan.member_nodes):
        found[np.array(goal, dtype=np.int64)] = len(order)
    return found


def may_stop(plan: Plan) -> bool:
    """Whether a draw is over as soon as the first rung is out of reach: nothing but rungs is watched, and

    every end is known before any step.
    """
    ends_wait = any(
        plan.wants_at[node + 1] > plan.wants_at[node] or plan.factor_at[node + 1] > plan.factor_at[node]
        for node in plan.end_nodes
    )
    return not len(plan.watched) and not ends_wait
