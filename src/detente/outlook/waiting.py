"""Act now or wait: for each party and each act that is open to it, both branches on the same draws."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.case.case import Case
from detente.outlook.act import Act, acts
from detente.outlook.case_number import Assumption
from detente.outlook.case_waiver import period_on
from detente.outlook.compare import Comparison, compare
from detente.outlook.driver import Driver
from detente.outlook.from_case import Built, NoOutlook, built
from detente.outlook.goal import known_rung, telling
from detente.outlook.lever import Lever
from detente.outlook.number import Number, Uncertain, central
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.result import Estimate, Outlook
from detente.outlook.simulate import simulate
from detente.outlook.step import ByState, Step
from detente.outlook.touched import touched
from detente.procedures.compile import Model

DAYS_IN_A_YEAR = 146097 / 400
SHARE = 0.25
"""The chance whose first day stands for the date."""


@dataclass(frozen=True)
class Branches:
    """An act done now (``before`` of the comparison) and so many days later (``after``).

    ``helps`` are the numbers through which waiting could be better: chances and speeds that are better in another
    state of a driver than in the one it starts in. ``worth`` is the value of the rung to the party now and after
    waiting, discounted at its haste; none where the outlook says nothing of its haste.
    """

    act: Act
    pair: Comparison
    helps: tuple[Assumption, ...]
    worth: tuple[float, float] | None

    def change(self, rung: str, by: dt.date, outcome: str) -> Estimate:
        """What waiting changes in the chance of an outcome."""
        return self.pair.difference(rung, by, outcome)

    def dates(self, rung: str) -> tuple[dt.date | None, dt.date | None]:
        """The first day by which the rung is reached with a chance of a quarter: now, and after waiting."""
        return self.pair.before.quantile(rung, SHARE), self.pair.after.quantile(rung, SHARE)

    def pays_above(self, rung: str, by: dt.date) -> float | None:
        """What an open process must be worth, with the rung as 1 and an end as 0, for waiting to be better: above 1
        waiting pays only for one who would rather keep it open than reach the rung. None where waiting is better at
        any worth, or leaves all as it is."""
        reached, still = (self.change(rung, by, outcome).value for outcome in ("reached", "open"))
        if reached >= 0.0:
            return None
        return -reached / still if still > 0.0 else float("inf")


@dataclass(frozen=True)
class Waiting:
    """All branches of all parties; ``by`` is the day that chances are compared by."""

    case: Case
    built: Built
    rung: str
    by: dt.date
    days: int
    branches: tuple[Branches, ...]

    def of(self, party: str) -> tuple[Branches, ...]:
        """The branches of a party, those in which waiting costs most first."""
        own = [each for each in self.branches if each.act.party == party]
        return tuple(sorted(own, key=lambda each: self.cost(each)))

    def cost(self, branch: Branches) -> float:
        """What waiting does to the chance of the rung by the day."""
        return branch.change(self.rung, self.by, "reached").value


def waiting(
    case: Case,
    model: Model,
    *,
    days: int = 180,
    rung: str | None = None,
    by: dt.date | None = None,
    draws: int = 4_000,
    seed: int = 1,
) -> Waiting:
    """Both branches of every act. ``rung`` is the lowest to come if None, ``by`` the first telling horizon.

    Raises ``NoOutlook``, and ``InvalidModel`` for what cannot be drawn.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    if not 1 <= days <= 36_525:
        raise InvalidModel([Problem(("days",), "wait-out-of-range", f"expected 1 to 36525 days, found {days}")])
    horizons = sorted({*(day.last for day in case.outlook.horizons), *([by] if by else [])})
    if horizons[0] < model.start:
        text = f"{horizons[0]} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("by",), "horizon-in-the-past", text)])
    process = built(case, model, horizons[-1])
    goal = known_rung(process.process, rung)
    base = simulate(process.process, horizons[-1], draws=draws, seed=seed, watch=())
    day = by or telling([(d, base.probability(goal, d).value) for d in horizons])
    found = []
    for act in acts(case, model, process.process):
        now, later = act.after(process.process, 0.0), act.after(process.process, float(days))
        wait = Lever(f"{days} days later", {("conditions",): later.conditions})
        pair = compare(now, [wait], horizons[-1], draws=draws, seed=seed, checkpoints=horizons, watch=())
        helps = _helps(process, touched(now, later, goal))
        found.append(Branches(act, pair, helps, _worth(case, act.party, pair, goal)))
    return Waiting(case, process, goal, day, days, tuple(found))


def _worth(case: Case, party: str, pair: Comparison, rung: str) -> tuple[float, float] | None:
    """The rung discounted at the haste of a party: 1 if it came at once, less the later it comes, 0 if never."""
    assert case.outlook is not None
    held = case.outlook.parties.get(party)
    index = period_on(held.haste, case.day) if held else None
    if held is None or index is None:
        return None
    haste = held.haste[index].value.to("1/day").best or 0.0
    return _discounted(pair.before, rung, haste), _discounted(pair.after, rung, haste)


def _discounted(outlook: Outlook, rung: str, haste: float) -> float:
    by_day = outlook.counts.by_day[outlook.goals.index(rung)]
    days = np.arange(len(by_day), dtype=np.float64)
    return float((by_day * np.exp(-haste * days)).sum() / outlook.counts.draws)


def _helps(process: Built, names: Sequence[str]) -> tuple[Assumption, ...]:
    """Numbers of what the act reaches through which a later day can be better than an earlier one."""
    drivers = {driver.name: driver for driver in process.process.drivers}
    places = {
        place
        for condition in process.process.conditions
        if condition.name in names
        for step in getattr(condition, "steps", ())
        for driver, states in _by_state(step)
        for place in _better(drivers[driver], states)
    }
    return tuple(a for a in process.assumptions if a.where in places)


def _by_state(step: Step) -> Iterator[tuple[str, Mapping[str, Number]]]:
    for odds in (step.odds, step.window.odds if step.window else 1.0):
        if isinstance(odds, ByState):
            yield odds.driver, odds.odds
    yield from step.speeds.items()


def _better(driver: Driver, values: Mapping[str, Number]) -> Iterator[str]:
    """Names of the numbers that make another state better than the one in which the driver starts."""
    begins = (driver.start,) if isinstance(driver.start, str) else driver.states
    for start in begins:
        for state in driver.states:
            if central(values.get(state, 1.0)) > central(values.get(start, 1.0)):
                number = values.get(state, values.get(start, 1.0))
                if isinstance(number, Uncertain):
                    yield number.name
