"""How far each number behind a probability moves it: one at a time, from its low to its high end, all else central.

Beside rates, odds and factors (as in `sensitivity`) durations are moved too: a step takes the 5% and the 95% point of
its range in every draw. Numbers are named by where the case has them, so that what several steps share moves as one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.outlook.case_number import Assumption
from detente.outlook.check import checked
from detente.outlook.condition import Condition, Procedure
from detente.outlook.draws import belief
from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.chance import Floats
from detente.outlook.draws.compile import build, shapes, uncertain_numbers
from detente.outlook.draws.run import run
from detente.outlook.draws.tally import months
from detente.outlook.number import Uncertain, central
from detente.outlook.process import Process
from detente.outlook.step import Step
from detente.outlook.work import Pert, Uniform
from detente.procedures.compile import Model

ENDS = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Swing:
    """A number by its place in the case (`where` of an `Assumption`), its ends, and the probability at each. A
    duration is in days, a rate per day, odds and factors are plain."""

    where: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        """Length of the swing."""
        return abs(self.at_high - self.at_low)


def swings(
    process: Process,
    model: Model,
    assumptions: Sequence[Assumption],
    goal: str,
    by: dt.date,
    *,
    trajectories: int = 400,
    seed: int = 1,
) -> list[Swing]:
    """For a rung, a hazard or a condition by the end of a day; longest first. Every row of values meets the same
    `trajectories`. Raises ``InvalidModel``."""
    checked(process, by, trajectories)
    names = frozenset(item.where for item in assumptions)
    movable, spans = _movable(process, model, names)
    numbers = {path: n for path, n in uncertain_numbers(movable).items() if n.name not in _inner(spans)}
    rows = 1 + 2 * (len(numbers) + len(spans))
    given: dict[tuple[str, ...], Floats] = {path: np.full(rows, number.value) for path, number in numbers.items()}
    found: list[tuple[str, float, float]] = []
    for path, number in numbers.items():
        low, high = (float(x) for x in belief.quantile(number, np.array(ENDS)))
        row = 1 + 2 * len(found)
        given[path][row], given[path][row + 1] = low, high
        found.append((_named(number.name or " > ".join(path), names), low, high))
    for where, parts in spans.items():
        row = 1 + 2 * len(found)
        for part in parts:
            for end, value in (("low", part.low), ("high", part.high)):
                column = given.setdefault(("shared", f"{part.name} {end}"), np.full(rows, value))
                column[row], column[row + 1] = part.ends
        found.append((where, *parts[0].ends))
    chances = _chances(movable, goal, by, given, rows, trajectories, seed)
    made = [
        Swing(where, low, high, float(chances[1 + 2 * i]), float(chances[2 + 2 * i]))
        for i, (where, low, high) in enumerate(found)
    ]
    return sorted(made, key=lambda swing: (-swing.size, swing.where))


@dataclass(frozen=True, slots=True)
class _Span:
    """A step whose duration is moved."""

    name: str
    low: float
    high: float
    ends: tuple[float, float]


def _movable(process: Process, model: Model, names: frozenset[str]) -> tuple[Process, dict[str, list[_Span]]]:
    """The process with the ends of its durations as numbers that can be set, and these by their place in the case."""
    spans: dict[str, list[_Span]] = {}
    conditions: list[Condition] = []
    for condition in process.conditions:
        where = _duration(condition.name, model, names)
        if not isinstance(condition, Procedure) or where is None:
            conditions.append(condition)
            continue
        steps = []
        for index, step in enumerate(condition.steps):
            span = _span(f"{condition.name} {index}", step) if index == 0 else None
            if span is not None:
                spans.setdefault(where, []).append(span)
            steps.append(_settable(step, span) if span else step)
        conditions.append(replace(condition, steps=tuple(steps)))
    return replace(process, conditions=tuple(conditions)), spans


def _named(name: str, names: frozenset[str]) -> str:
    """The place in the case of a number, where its name in the process is a little other; a driver's start as
    `drivers > NAME > start > STATE`."""
    waits = name.removesuffix(".again") + ", again"
    return waits if name not in names and waits in names else name


def _duration(name: str, model: Model, names: frozenset[str]) -> str | None:
    """The place in the case of the duration of a step."""
    return next((where for where in _places(name, model) if where in names), None)


def _places(name: str, model: Model) -> Iterator[str]:
    base, _, within = name.partition(":within.")
    if within:
        yield f"{base}, within"
    else:
        plain = name.removesuffix(":met")
        yield f"{plain}, takes"
        if placed := model.steps.get(plain):
            yield f"{placed.procedure}.{placed.key}, takes"


def _span(name: str, step: Step) -> _Span | None:
    work = step.work
    if not isinstance(work, Uniform | Pert):
        return None
    low, high = central(work.low), central(work.high)
    if not low < high:
        return None
    if isinstance(work, Uniform):
        ends = (low + (high - low) * ENDS[0], low + (high - low) * ENDS[1])
    else:
        inside = belief.beta(np.array(ENDS), *belief.beta_corners(*shapes(work)))
        ends = (low + (high - low) * float(inside[0]), low + (high - low) * float(inside[1]))
    return _Span(name, low, high, ends)


def _settable(step: Step, span: _Span) -> Step:
    work = step.work
    assert isinstance(work, Uniform | Pert)
    low = Uncertain(span.low, span.low, span.ends[1], "uniform", name=f"{span.name} low")
    high = Uncertain(span.high, span.ends[0], span.high, "uniform", name=f"{span.name} high")
    return replace(step, work=replace(work, low=low, high=high))


def _inner(spans: dict[str, list[_Span]]) -> set[str]:
    return {f"{span.name} {end}" for parts in spans.values() for span in parts for end in ("low", "high")}


def _chances(
    process: Process,
    goal: str,
    by: dt.date,
    given: dict[tuple[str, ...], Floats],
    rows: int,
    trajectories: int,
    seed: int,
) -> Floats:
    """P(goal by the day) in each row, on common trajectories. Shape (rows,)."""
    watch = [item.name for item in (*process.hazards, *process.conditions) if item.name == goal]
    watch = [name for name in watch if name not in {h.name for h in process.hazards if h.ends}]
    plan = build(process, by, Beliefs(seed=seed, outer=rows, given=given), watch=watch, common=True)
    counts = run(plan, rows * trajectories)
    row = (*plan.rungs, *plan.ends, *plan.watched).index(goal)
    reached = counts.by_month[row, :, : len(months(plan)[0])].sum(axis=1)
    return np.asarray(reached / trajectories)
