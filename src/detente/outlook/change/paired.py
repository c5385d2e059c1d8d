"""Several worlds on the same draws: how often each goal is met in each, and sums of them with weights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.outlook.check import checked
from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.chance import Floats, Ints
from detente.outlook.draws.compile import build, uncertain_numbers
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.run import chosen_engine, chunks, draw
from detente.outlook.draws.tally import outcomes
from detente.outlook.interval import believed
from detente.outlook.process import Process
from detente.outlook.result import Estimate


@dataclass(frozen=True)
class World:
    """What can be drawn: a process, None where every rung is reached or left out; and the rungs reached."""

    process: Process | None
    reached: tuple[str, ...]

    def speaks_of(self, goal: str) -> bool:
        """Whether it gives a rung, a hazard or a condition a probability; 1 for a rung that is reached."""
        if goal in self.reached:
            return True
        if self.process is None:
            return False
        items = (self.process.rungs, self.process.hazards, self.process.conditions)
        return any(goal == item.name for group in items for item in group)


@dataclass(frozen=True)
class Sum:
    """A probability, or a sum of probabilities of several worlds with their weights, for one goal by one day."""

    goal: str
    by: dt.date
    weights: Mapping[int, float]
    """Worlds by their place in the list."""


@dataclass
class _Counts:
    total: float
    rows: Floats  # (M,) by outer draw
    squares: Floats  # (M,)


def drawn(
    worlds: Sequence[World], horizon: dt.date, wanted: Sequence[Sum], *, draws: int, seed: int
) -> list[Estimate]:
    """Each wanted sum, its value exact over the draws.

    ``error`` is the standard error of drawing; ``low`` and ``high`` hold 90% of its noise and, where that is wider,
    90% of the belief that uncertain numbers leave, freed of the noise. Raises ``InvalidModel``.
    """
    processes = [world.process for world in worlds if world.process]
    for process in processes:
        checked(process, horizon, draws)
    uncertain = any(uncertain_numbers(process) for process in processes)
    outer = min(2048, max(64, draws // 40)) if uncertain else 1
    goals = {each.goal for each in wanted}
    plans = [_plan(world.process, horizon, Beliefs(seed=seed, outer=outer), goals) for world in worlds]
    counts = [_Counts(0.0, np.zeros(outer), np.zeros(outer)) for _ in wanted]
    engine = chosen_engine("auto", draws)
    for span in chunks(draws):
        times = [outcomes(plan, draw(plan, span, engine))[0] if plan else None for plan in plans]
        row = (span[0] + np.arange(span[1], dtype=np.int64)) % outer
        for each, count in zip(wanted, counts, strict=True):
            value = np.zeros(span[1])
            for index, weight in each.weights.items():
                value += weight * _met(worlds[index], plans[index], times[index], each.goal, each.by, span[1])
            count.total += float(value.sum())
            count.rows += np.bincount(row, weights=value, minlength=outer)
            count.squares += np.bincount(row, weights=value * value, minlength=outer)
    size = np.bincount(np.arange(draws, dtype=np.int64) % outer, minlength=outer)
    return [_estimate(count, size, draws) for count in counts]


def _plan(process: Process | None, horizon: dt.date, beliefs: Beliefs, goals: Collection[str]) -> Plan | None:
    if process is None:
        return None
    watched = [h.name for h in process.hazards if not h.ends]
    watched += [condition.name for condition in process.conditions if condition.name in goals]
    return build(process, horizon, beliefs, watch=watched)


def _met(world: World, plan: Plan | None, times: Floats | None, goal: str, by: dt.date, count: int) -> Floats:
    """1 where a draw meets the goal by the end of the day, else 0. A rung already reached is met in all."""
    if goal in world.reached:
        return np.ones(count)
    if plan is None or times is None:
        raise KeyError(f"'{goal}' is not drawn here")
    goals = (*plan.rungs, *plan.ends, *plan.watched)
    met = times[goals.index(goal)] < float(by.toordinal() - plan.start + 1)
    return np.asarray(met, dtype=np.float64)


def _estimate(count: _Counts, size: Ints, draws: int) -> Estimate:
    value = count.total / draws
    error = (max(0.0, float(count.squares.sum()) / draws - value * value) / draws) ** 0.5
    low, high = value - 1.645 * error, value + 1.645 * error
    used = size > 1
    if len(size) == 1 or used.sum() < 2:
        return Estimate(value, low, high, error)
    each = count.rows[used] / size[used]
    within = float(np.mean((count.squares[used] / size[used] - each * each) / (size[used] - 1)))
    least, most, _ = believed(value, each, within)
    return Estimate(value, min(low, least), max(high, most), error)
