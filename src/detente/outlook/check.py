"""Is a process sound? Every problem at once, each with the place where it stands."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from detente.outlook.condition import AllOf, AnyOf, Demand, Procedure
from detente.outlook.driver import Driver
from detente.outlook.number import Number, Uncertain, central
from detente.outlook.order import waits_for
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Hazard, Process
from detente.outlook.step import ByState, Multipliers, Odds, Step
from detente.outlook.work import Beta, Empirical, Lognormal, Pert, Quantiles, Triangular, Uniform, Work

Path = tuple[str, ...]
NEVER = 1e9
"""Days, rates and factors above this are taken for mistakes."""


def checked(process: Process, horizon: dt.date, draws: int) -> None:
    """Raise ``InvalidModel`` with all problems, if there are any."""
    problems = check(process, horizon, draws)
    if problems:
        raise InvalidModel(problems)


def check(process: Process, horizon: dt.date | None = None, draws: int | None = None) -> list[Problem]:
    """Every problem of a process, and of the horizon and number of draws where given."""
    return list(_Checker(process).problems(horizon, draws))


class _Checker:
    def __init__(self, process: Process) -> None:
        self.process = process
        self.drivers = {driver.name: driver for driver in process.drivers}
        self.conditions = {condition.name for condition in process.conditions}
        self.rungs = {rung.name for rung in process.rungs}
        self.hazards = {hazard.name for hazard in process.hazards}

    def problems(self, horizon: dt.date | None, draws: int | None) -> Iterator[Problem]:
        """All of them."""
        if horizon is not None and horizon < self.process.start:
            yield Problem(("horizon",), "horizon-in-the-past", f"{horizon} is before the start, {self.process.start}")
        if draws is not None and draws < 1:
            yield Problem(("draws",), "no-draws", f"expected at least one draw, found {draws}")
        yield from self.names()
        for driver in self.process.drivers:
            yield from self.driver(driver)
        for condition in self.process.conditions:
            yield from self.condition(condition)
        for hazard in self.process.hazards:
            yield from self.hazard(hazard)
        for rung in self.process.rungs:
            path = ("rungs", rung.name)
            if not rung.needs:
                yield Problem((*path, "needs"), "no-path", "a rung that needs nothing leads nowhere")
            for name in rung.needs:
                yield from _known(name, self.conditions, (*path, "needs"), "condition")
        if not self.process.rungs:
            yield Problem(("rungs",), "no-path", "expected at least one rung, found none")
        yield from self.circles()

    def names(self) -> Iterator[Problem]:
        """Nothing is named twice: conditions, rungs and hazards share one space of names."""
        everything = [
            *(("conditions", c.name) for c in self.process.conditions),
            *(("rungs", r.name) for r in self.process.rungs),
            *(("hazards", h.name) for h in self.process.hazards),
        ]
        seen: set[str] = set()
        for path in everything:
            if path[1] in seen:
                yield Problem(path, "same-name", f"'{path[1]}' is the name of two things")
            seen.add(path[1])
        if len(self.drivers) < len(self.process.drivers):
            yield Problem(("drivers",), "same-name", "two drivers bear one name")

    def circles(self) -> Iterator[Problem]:
        """What waits for itself."""
        drivers = {d.name: set(d.pace) for d in self.process.drivers}
        for waits, what in ((waits_for(self.process), "waits for"), (drivers, "moves at the pace of")):
            left = _in_circles({name: wanted & set(waits) for name, wanted in waits.items()})
            if left:
                names = sorted(left)
                kind = (
                    "drivers" if waits is drivers else "rungs" if names[0] in self.rungs
                    else "hazards" if names[0] in self.hazards else "conditions"
                )  # fmt: skip
                yield Problem((kind, names[0]), "circle", f"{what} itself, by way of {', '.join(names)}")

    # -- drivers and hazards ------------------------------------------------------------------

    def driver(self, driver: Driver) -> Iterator[Problem]:
        """States, start, rates, days, pace."""
        path, states = ("drivers", driver.name), driver.states
        if not states:
            yield Problem((*path, "states"), "no-states", "expected at least one state")
        if len(set(states)) < len(states):
            yield Problem((*path, "states"), "same-name", "two states bear one name")
        if isinstance(driver.start, str):
            if driver.start not in states:
                code = "no-start" if not driver.start else "unknown-state"
                yield _missing(driver.start, states, (*path, "start"), code, "state")
        elif not driver.start:
            yield Problem((*path, "start"), "no-start", "expected a state or the odds of each")
        else:
            yield from self.shares(driver.start, states, (*path, "start"))
        for before, row in driver.rates.items():
            yield from _known(before, states, (*path, "rates"), "state")
            for after, rate in row.items():
                place = (*path, "rates", before, after)
                yield from _known(after, states, place, "state")
                yield from _number(rate, place, 0.0, NEVER, "rate-below-zero", "a rate per day")
                if before == after:
                    yield Problem(place, "move-to-itself", "a rate from a state to itself moves nothing")
        for event in driver.scheduled:
            day = (*path, "scheduled", event.day.isoformat())
            for before, row in event.odds.items():
                yield from _known(before, states, day, "state")
                yield from self.shares(row, states, (*day, before))
        yield from self.multipliers(driver.pace, (*path, "pace"))

    def shares(self, odds: Mapping[str, Number], states: Iterable[str], path: Path) -> Iterator[Problem]:
        """Chances of states: each in 0..1, together 1."""
        for state, share in odds.items():
            yield from _known(state, states, (*path, state), "state")
            yield from _number(share, (*path, state), 0.0, 1.0, "odds-out-of-range", "a chance")
        total = sum(central(share) for share in odds.values())
        certain = not any(isinstance(share, Uncertain) for share in odds.values())
        if not total > 0.0 or (certain and abs(total - 1.0) > 1e-6):
            yield Problem(path, "odds-sum", f"expected chances that add up to 1, found {total:g}")

    def multipliers(self, speeds: Multipliers, path: Path) -> Iterator[Problem]:
        """Effects of drivers."""
        for name, factors in speeds.items():
            yield from _known(name, self.drivers, (*path, name), "driver", code="effect-of-nothing")
            if not factors:
                yield Problem((*path, name), "effect-on-nothing", "names a driver but no state of it")
            for state, factor in factors.items():
                if name in self.drivers:
                    states = self.drivers[name].states
                    yield from _known(state, states, (*path, name, state), "state", code="effect-of-nothing")
                yield from _number(factor, (*path, name, state), 0.0, NEVER, "factor-below-zero", "a factor")

    def hazard(self, hazard: Hazard) -> Iterator[Problem]:
        """Rate, effects, and what it begins and ends with."""
        path = ("hazards", hazard.name)
        yield from _number(hazard.rate, (*path, "rate"), 0.0, NEVER, "rate-below-zero", "a rate per day")
        yield from self.multipliers(hazard.multipliers, (*path, "multipliers"))
        things = self.conditions | self.rungs
        if hazard.until is not None:
            yield from _known(hazard.until, self.rungs, (*path, "until"), "rung")
        if hazard.after is not None:
            yield from _known(hazard.after, things, (*path, "after"), "condition or rung")
        for name, factor in hazard.once_met.items():
            place = (*path, "once_met", name)
            yield from _known(name, things, place, "condition or rung", code="effect-of-nothing")
            yield from _number(factor, place, 0.0, NEVER, "factor-below-zero", "a factor")

    # -- conditions ---------------------------------------------------------------------------

    def condition(self, condition: Procedure | AllOf | AnyOf | Demand) -> Iterator[Problem]:
        """One condition."""
        path = ("conditions", condition.name)
        things = self.conditions | self.rungs
        match condition:
            case AllOf(members=members) | AnyOf(members=members):
                if not members:
                    yield Problem((*path, "members"), "no-path", "expected at least one member")
                for name in members:
                    yield from _known(name, things, (*path, "members"), "condition")
            case Procedure(steps=steps, after=after, retry=retry):
                for name in after:
                    yield from _known(name, things, (*path, "after"), "condition or rung")
                yield from self.steps(steps, path)
                if retry is not None:
                    names = [step.name for step in steps]
                    yield from _known(retry.back_to, names, (*path, "retry", "back_to"), "step")
                    yield from _number(retry.wait, (*path, "retry", "wait"), 0.0, NEVER, "wait-below-zero", "days")
                    if not 1 <= retry.times <= 100:
                        text = f"expected 1 to 100 more attempts, found {retry.times}"
                        yield Problem((*path, "retry", "times"), "no-retries", text)
            case Demand():
                yield from _known(condition.after, things, (*path, "after"), "condition or rung")
                yield from _number(condition.rate, (*path, "rate"), 0.0, NEVER, "rate-below-zero", "a rate per day")
                yield from _number(condition.within, (*path, "within"), 0.0, NEVER, "wait-below-zero", "days")
                yield from self.steps(condition.steps, path)
                if not 1 <= condition.most <= 100:
                    text = f"expected 1 to 100 demands in a row, found {condition.most}"
                    yield Problem((*path, "most"), "no-demands", text)

    def steps(self, steps: tuple[Step, ...], path: Path) -> Iterator[Problem]:
        """A chain of steps."""
        if not steps:
            yield Problem((*path, "steps"), "no-path", "expected at least one step")
        names = [step.name for step in steps]
        if len(set(names)) < len(names):
            yield Problem((*path, "steps"), "same-name", "two steps bear one name")
        for step in steps:
            yield from self.step(step, (*path, step.name))

    def step(self, step: Step, path: Path) -> Iterator[Problem]:
        """One step."""
        yield from _work(step.work, (*path, "work"))
        yield from _number(step.delay, (*path, "delay"), 0.0, NEVER, "wait-below-zero", "days")
        yield from self.multipliers(step.speeds, (*path, "speeds"))
        if step.closed_by is not None:
            yield from _known(step.closed_by, self.hazards, (*path, "closed_by"), "hazard")
        if step.window is None:
            yield from self.odds(step.odds, (*path, "odds"))
            return
        yield from self.odds(step.window.odds, (*path, "window", "odds"))
        if not step.window.days:
            yield Problem((*path, "window", "days"), "no-path", "a window without a day never opens")
        if step.odds != 1.0:
            yield Problem((*path, "odds"), "odds-twice", "a step with a window has the window's odds alone")

    def odds(self, odds: Odds, path: Path) -> Iterator[Problem]:
        """A chance, or one by state."""
        if not isinstance(odds, ByState):
            yield from _number(odds, path, 0.0, 1.0, "odds-out-of-range", "a chance")
            return
        yield from _known(odds.driver, self.drivers, path, "driver", code="effect-of-nothing")
        for state, chance in odds.odds.items():
            if odds.driver in self.drivers:
                states = self.drivers[odds.driver].states
                yield from _known(state, states, (*path, state), "state", code="effect-of-nothing")
            yield from _number(chance, (*path, state), 0.0, 1.0, "odds-out-of-range", "a chance")


def _in_circles(waits: dict[str, set[str]]) -> set[str]:
    """What neither can be put first nor last: the names on circles and between them."""
    left = set(waits)
    while True:
        inner = {n for n in left if waits[n] & left and any(n in waits[m] for m in left)}
        if inner == left:
            return left
        left = inner


def _work(work: Work, path: Path) -> Iterator[Problem]:
    """Parameters that are there and in range."""
    if isinstance(work, Empirical):
        if not work.values:
            yield Problem((*path, "values"), "missing-parameter", "expected at least one duration")
        for value in work.values:
            yield from _number(value, (*path, "values"), 0.0, NEVER, "work-below-zero", "days")
        return
    if isinstance(work, Quantiles):
        yield from _quantiles(work, path)
        return
    for field in dataclasses.fields(work):
        value = getattr(work, field.name)
        low = 0.5 if isinstance(work, Beta) and field.name in "ab" else 0.0
        yield from _number(value, (*path, field.name), low, NEVER, "work-below-zero", "a number of this work")
    if isinstance(work, Lognormal) and _at_most(work.sigma, 8.0) is False:
        yield Problem((*path, "sigma"), "work-out-of-range", "expected a sigma up to 8")
    if isinstance(work, Uniform | Triangular | Beta | Pert):
        ends = [work.low, work.mode, work.high] if isinstance(work, Triangular | Pert) else [work.low, work.high]
        values = [central(x) for x in ends if isinstance(x, int | float | Uncertain)]
        if len(values) == len(ends) and values != sorted(values):
            yield Problem(path, "ends-crossed", f"expected ascending numbers, found {values}")


def _quantiles(work: Quantiles, path: Path) -> Iterator[Problem]:
    shares, days = [c[0] for c in work.corners], [c[1] for c in work.corners]
    place = (*path, "corners")
    if len(shares) < 2 or shares[0] != 0.0 or shares[-1] != 1.0:
        yield Problem(place, "missing-parameter", "expected corners from probability 0 to probability 1")
    if not all(a < b for a, b in pairwise(shares)) or sorted(days) != list(days):
        yield Problem(place, "ends-crossed", "expected ascending probabilities and days")
    for value in days:
        yield from _number(value, place, 0.0, NEVER, "work-below-zero", "days")


def _number(number: object, path: Path, low: float, high: float, code: str, what: str) -> Iterator[Problem]:
    """A finite number in range, with all of its belief in range."""
    if isinstance(number, Uncertain):
        parts: list[tuple[str, object]] = [(n, getattr(number, n)) for n in ("value", "low", "high")]
        if not number.low <= number.value <= number.high:
            text = f"expected low <= value <= high, found {number.low}, {number.value}, {number.high}"
            yield Problem(path, "range-crossed", text)
        if number.shape == "loguniform" and not number.low > 0.0:
            yield Problem((*path, "low"), "range-crossed", "a loguniform range begins above zero")
        if number.shape in ("beta", "gamma"):
            most = number.n if number.shape == "beta" else math.inf
            if not (0.0 <= number.k <= most and 0.0 < number.n < math.inf):
                text = f"expected 0 <= k <= n and n > 0, found k={number.k}, n={number.n}"
                yield Problem(path, "missing-parameter", text)
    else:
        parts = [("", number)]
    for name, value in parts:
        place = (*path, name) if name else path
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(place, "missing-parameter", f"expected {what}, found {value!r}")
        elif not math.isfinite(value):
            yield Problem(place, "not-a-number", f"expected {what}, found {value}")
        elif not low <= value <= high:
            yield Problem(place, code, f"expected {what} from {low:g} to {high:g}, found {value:g}")


def _at_most(number: object, most: float) -> bool | None:
    if isinstance(number, Uncertain):
        return number.high <= most
    return float(number) <= most if isinstance(number, int | float) else None


def _known(name: str, known: Iterable[str], path: Path, what: str, *, code: str | None = None) -> Iterator[Problem]:
    names = list(known)
    if name not in names:
        yield _missing(name, names, path, code or f"unknown-{what.split()[0]}", what)


def _missing(name: str, names: Iterable[str], path: Path, code: str, what: str) -> Problem:
    close = get_close_matches(str(name), [str(n) for n in names], n=1)
    return Problem(path, code, f"no {what} named '{name}'", closest=close[0] if close else None)
