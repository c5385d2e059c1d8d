"""Drivers that move at each other's pace as one chain over the states of all of them, with the numbers of the case.

A parameter has a low end, a value and a high end. Row 0 takes the values; the other rows spread over the ends, each
parameter by its own sequence of evenly spread shares (multiples of the root of a prime, modulo 1), so that no random
number is needed and the same rows come out everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import count, product

from detente.case.driver import Driver
from detente.case.figure import Figure
from detente.outlook.case_class import counted, judged
from detente.outlook.case_number import PER_DAY, plain
from detente.outlook.hidden_chain import Matrix, Vector, normal
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

Ends = tuple[float, float, float]
ROWS = 64


@dataclass
class Row:
    """One set of values of the parameters: the values themselves for row 0."""

    number: int
    taken: dict[str, float] = field(default_factory=dict)

    def value(self, name: str, ends: Ends | None, otherwise: float) -> float:
        """The value of a parameter in this row; ``otherwise`` where it is no number (which is reported elsewhere)."""
        if ends is None:
            return otherwise
        low, value, high = ends
        if self.number == 0 or not low < high:
            return value
        if name not in self.taken:
            share = (0.5 + self.number * _root(len(self.taken))) % 1.0
            self.taken[name] = _triangular(low, value, high, share)
        return self.taken[name]


@dataclass(frozen=True)
class JointChain:
    """Drivers of one group, by name, and the combinations of their states."""

    drivers: Mapping[str, Driver]
    states: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, drivers: Mapping[str, Driver]) -> JointChain:
        """The chain of a group."""
        return cls(drivers, tuple(product(*(driver.states for driver in drivers.values()))))

    def rates(self, row: Row) -> Matrix:
        """By day, from combination to combination; one driver moves at a time."""
        found = []
        for here in self.states:
            line = [0.0] * len(self.states)
            now = dict(zip(self.drivers, here, strict=True))
            for place, (name, driver) in enumerate(self.drivers.items()):
                speed = self._speed(name, driver, now, row)
                for move in driver.moves:
                    if move.from_ == here[place] and move.to in driver.states:
                        ends = ends_of(move.rate, move.range, PER_DAY)
                        rate = row.value(f"{name} {move.from_} {move.to}", ends, 0.0)
                        line[self.states.index((*here[:place], move.to, *here[place + 1 :]))] += max(
                            rate * speed, 0.0
                        )
            found.append(tuple(line))
        return tuple(found)

    def _speed(self, name: str, driver: Driver, now: Mapping[str, str], row: Row) -> float:
        speed = 1.0
        for pace in driver.pace:
            if now.get(pace.driver) == pace.state:
                speed *= row.value(f"{name} pace {pace.driver} {pace.state}", ends_of(pace.factor, pace.range), 1.0)
        return speed

    def start(self, row: Row) -> Vector:
        """The belief in each combination where every driver starts on its own."""
        odds = {name: self._odds(name, driver, row) for name, driver in self.drivers.items()}
        return normal(
            [math.prod(odds[n][s] for n, s in zip(self.drivers, here, strict=True)) for here in self.states]
        )

    def _odds(self, name: str, driver: Driver, row: Row) -> dict[str, float]:
        if driver.start in driver.states:
            return {state: float(state == driver.start) for state in driver.states}
        given = {
            state: max(row.value(f"{name} start {state}", figure_ends(figure), 0.0), 0.0)
            for state, figure in driver.odds.items()
        }
        total = sum(given.values())
        return {s: given.get(s, 0.0) / total if total > 0 else 1.0 / len(driver.states) for s in driver.states}

    def drawn_anew(self, name: str, odds: Mapping[str, Mapping[str, float]]) -> Matrix:
        """One driver's state is drawn anew by ``odds[before][after]``, the others stay."""
        place = list(self.drivers).index(name)
        found = []
        for here in self.states:
            line = [0.0] * len(self.states)
            row = odds.get(here[place], {here[place]: 1.0})
            total = sum(row.values())
            for state, share in row.items():
                if state in self.drivers[name].states and total > 0:
                    line[self.states.index((*here[:place], state, *here[place + 1 :]))] += share / total
            found.append(tuple(line))
        return tuple(found)

    def begun(self, name: str, row: Row) -> Matrix:
        """One driver starts only now, the others go on."""
        odds = self._odds(name, self.drivers[name], row)
        return self.drawn_anew(name, dict.fromkeys(self.drivers[name].states, odds))

    def likelihood(self, name: str, by_state: Mapping[str, float]) -> Vector:
        """How likely something is in each combination, where it depends on one driver; 1 in a state not named."""
        place = list(self.drivers).index(name)
        return tuple(by_state.get(here[place], 1.0) for here in self.states)

    def marginal(self, belief: Vector, name: str) -> dict[str, float]:
        """The belief in the states of one driver."""
        place = list(self.drivers).index(name)
        found = dict.fromkeys(self.drivers[name].states, 0.0)
        for here, share in zip(self.states, belief, strict=True):
            found[here[place]] += share
        return found


def groups(drivers: Mapping[str, Driver]) -> list[dict[str, Driver]]:
    """Drivers that hang together by their paces, in the order of the file."""
    left = dict(drivers)
    found = []
    while left:
        names = {next(iter(left))}
        while True:
            more = {n for n, d in left.items() if n in names or {p.driver for p in d.pace} & names}
            more |= {p.driver for n in more for p in left[n].pace if p.driver in left}
            if more == names:
                break
            names = more
        found.append({name: driver for name, driver in left.items() if name in names})
        left = {name: driver for name, driver in left.items() if name not in names}
    return found


def figure_ends(figure: Figure) -> Ends | None:
    """Low, value, high of a figure: of its range, else of its class with the judgement beside it."""
    basis = next((b for b in figure.basis if b.n), None)
    found = counted(basis, rate=False) if basis else None
    if found is None:
        return ends_of(figure.value, figure.range)
    if figure.adjust is None:
        return found.low, found.number.value, found.high
    factor = ends_of(figure.adjust.factor, figure.adjust.range)
    if factor is None or factor[0] <= 0.0:
        return None
    number = judged(found, factor)
    return number.low, number.value, number.high


@lru_cache(maxsize=4096)
def ends_of(value: Quantity, spread: Quantity | None, per: str = "") -> Ends | None:
    """Low, value and high in the unit of the model; None where it is no number, which the checks report."""
    try:
        best = plain(value, per)
        inside = plain(spread, per) if spread is not None else None
    except BadUnit:
        return None
    if best.best is None or not math.isfinite(best.best):
        return None
    if inside is None or not (math.isfinite(inside.low) and math.isfinite(inside.high)):
        return best.best, best.best, best.best
    return min(inside.low, best.best), best.best, max(inside.high, best.best)


def _triangular(low: float, value: float, high: float, share: float) -> float:
    width, left = high - low, value - low
    if share * width < left:
        return low + math.sqrt(share * width * left)
    return high - math.sqrt((1.0 - share) * width * (high - value))


@cache
def _root(index: int) -> float:
    """The root of the prime of that number, without its whole part."""
    return math.sqrt(_primes(index + 1)[index]) % 1.0


def _primes(wanted: int) -> Sequence[int]:
    found: list[int] = []
    for number in count(2):
        if all(number % prime for prime in found):
            found.append(number)
        if len(found) == wanted:
            break
    return found
