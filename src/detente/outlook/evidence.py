"""What the record says of the drivers: each is followed from its start to the day of the case.

Between two days a driver drifts by its rates; a statement or event that meets an indicator multiplies the belief in
each state by its ratio, once; a day on which the state is drawn anew counts when it has passed. What was known on the
day of which the start speaks is in the start, and counts no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.case.case import Case
from detente.case.driver import Driver, Redrawn
from detente.case.indicator import Indicator
from detente.case.outlook import OutlookFile
from detente.outlook.case_chain import ROWS, JointChain, Row, figure_ends, groups
from detente.outlook.hidden_chain import Redraw, Seen, Vector, drifted, filtered, redrawn, weighed
from detente.outlook.number import Number, Uncertain
from detente.outlook.sighting import Sighting, sighting

Odds = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Shift:
    """An indicator that is met: when, by what, and the belief in the states of its driver before and after."""

    indicator: str
    driver: str
    sighting: Sighting
    before: Odds
    after: Odds


@dataclass(frozen=True, slots=True)
class Unmet:
    """An indicator that is not met: the belief now, and what it would be if it were met today."""

    indicator: str
    driver: str
    before: Odds
    after: Odds


@dataclass(frozen=True)
class Followed:
    """The drivers on the day of the case. ``starts`` are what the draws begin with: a state, or the odds of each with
    what ratios, rates and first odds leave open; ``beliefs`` the odds by their central values."""

    file: OutlookFile
    day: dt.date
    starts: Mapping[str, str | Mapping[str, Number]]
    beliefs: Mapping[str, Odds]
    shifts: tuple[Shift, ...]
    unmet: tuple[Unmet, ...]
    joint: tuple[tuple[JointChain, Vector], ...] = field(repr=False, default=())

    def on(self, driver: str, day: dt.date) -> Odds:
        """The odds of a driver's states on a later day, by central values."""
        chain, belief = next((c, b) for c, b in self.joint if driver in c.drivers)
        news = [
            Redraw((item.day.last - self.day).days, matrix)
            for name, item, matrix in _redraws(chain, Row(0))
            if self.day < item.day.last
        ]
        ahead = filtered(belief, chain.rates(Row(0)), news, (day - self.day).days)
        return chain.marginal(ahead, driver)


def followed(case: Case, file: OutlookFile, until: dt.date) -> Followed:
    """Follow every driver of an outlook up to the day before ``until``."""
    today = until - dt.timedelta(days=1)
    starts: dict[str, str | Mapping[str, Number]] = {}
    beliefs: dict[str, Odds] = {}
    shifts: list[Shift] = []
    unmet: list[Unmet] = []
    joint = []
    for group in groups({name: d for name, d in file.drivers.items() if d.states}):
        path = _Path(case, file, JointChain.of(group), today)
        belief = path.walked(shifts)
        joint.append((path.chain, belief))
        rows = [path.row(number) for number in range(1, ROWS)] if path.moves else []
        for name, driver in group.items():
            beliefs[name] = path.chain.marginal(belief, name)
            starts[name] = _start(driver, beliefs[name], [path.chain.marginal(row, name) for row in rows])
            unmet += path.unmet(name, beliefs[name])
    order = list(file.indicators)
    return Followed(
        file, today, starts, beliefs,
        tuple(sorted(shifts, key=lambda s: (s.sighting.known, order.index(s.indicator)))),
        tuple(sorted(unmet, key=lambda u: order.index(u.indicator))),
        tuple(joint),
    )  # fmt: skip


def since(file: OutlookFile, driver: Driver) -> dt.date:
    """The day of which a driver's start speaks."""
    return driver.since.last if driver.since else file.made.last


class _Path:
    """One group of drivers from its first start to today."""

    def __init__(self, case: Case, file: OutlookFile, chain: JointChain, today: dt.date) -> None:
        self.file, self.chain, self.today = file, chain, today
        self.starts = {name: min(since(file, driver), today) for name, driver in chain.drivers.items()}
        self.first = min(self.starts.values())
        self.seen: list[tuple[str, Indicator, Sighting]] = []
        for key, item in file.indicators.items():
            if item.driver in chain.drivers:
                found = sighting(case, item.watches, self.starts[item.driver])
                if found is not None:
                    self.seen.append((key, item, found))
        self.moves = bool(self.seen) or self.first < today or any(d.odds for d in chain.drivers.values())

    def row(self, number: int) -> Vector:
        """The belief today with one row of the parameters."""
        row = Row(number)
        news: list[Seen | Redraw] = [*self._redraws(row)]
        news += [self._news(item, found, row) for _, item, found in self.seen]
        return filtered(self.chain.start(row), self.chain.rates(row), news, self._at(self.today))

    def walked(self, shifts: list[Shift]) -> Vector:
        """The belief today by central values, noting what each indicator did."""
        row = Row(0)
        rates, belief, now = self.chain.rates(row), self.chain.start(row), 0.0
        steps: list[tuple[float, int, int]] = []
        redraws = self._redraws(row)
        steps += [(r.day, 0, i) for i, r in enumerate(redraws)]
        steps += [(self._at(self._day(item, found)), 1, i) for i, (_, item, found) in enumerate(self.seen)]
        for day, kind, index in sorted(steps):
            belief, now = drifted(belief, rates, day - now), day
            if kind == 0:
                belief = redrawn(belief, redraws[index].odds)
                continue
            key, item, found = self.seen[index]
            before = self.chain.marginal(belief, item.driver)
            belief = weighed(belief, self._news(item, found, row).likelihood)
            shifts.append(Shift(key, item.driver, found, before, self.chain.marginal(belief, item.driver)))
        return drifted(belief, rates, self._at(self.today) - now)

    def unmet(self, driver: str, belief: Odds) -> list[Unmet]:
        """Indicators of a driver that are not met, and what each would do today."""
        met = {key for key, _, _ in self.seen}
        found = []
        for key, item in self.file.indicators.items():
            if item.driver == driver and key not in met:
                ratios = _ratios(key, item, Row(0))
                total = sum(belief[s] * ratios.get(s, 1.0) for s in belief)
                after = {s: belief[s] * ratios.get(s, 1.0) / total if total > 0 else belief[s] for s in belief}
                found.append(Unmet(key, driver, belief, after))
        return found

    def _news(self, item: Indicator, found: Sighting, row: Row) -> Seen:
        key = next(key for key, other, _ in self.seen if other is item)
        likelihood = self.chain.likelihood(item.driver, _ratios(key, item, row))
        return Seen(self._at(self._day(item, found)), likelihood)

    def _day(self, item: Indicator, found: Sighting) -> dt.date:
        return min(max(found.day, self.starts[item.driver]), self.today)

    def _redraws(self, row: Row) -> list[Redraw]:
        """Days on which a state was drawn anew, and starts of those drivers that start later than the first."""
        late = [
            Redraw(self._at(day), self.chain.begun(name, row))
            for name, day in self.starts.items()
            if day > self.first
        ]
        passed = [
            Redraw(self._at(item.day.last), matrix)
            for name, item, matrix in _redraws(self.chain, row)
            if self.starts[name] < item.day.last <= self.today
        ]
        return [*late, *passed]

    def _at(self, day: dt.date) -> float:
        return float((day - self.first).days)


def _redraws(chain: JointChain, row: Row) -> list[tuple[str, Redrawn, tuple[Vector, ...]]]:
    found = []
    for name, driver in chain.drivers.items():
        for index, item in enumerate(driver.redrawn):
            odds = {
                state: row.value(f"{name} redrawn {index} {state}", figure_ends(figure), 0.0)
                for state, figure in item.odds.items()
            }
            matrix = chain.drawn_anew(name, dict.fromkeys(item.from_ or driver.states, odds))
            found.append((name, item, matrix))
    return found


def _ratios(key: str, item: Indicator, row: Row) -> dict[str, float]:
    return {
        state: max(row.value(f"{key} {state}", figure_ends(figure), 1.0), 0.0)
        for state, figure in item.ratios.items()
    }


def _start(driver: Driver, belief: Odds, rows: list[dict[str, float]]) -> str | Mapping[str, Number]:
    """A state where nothing moved it, else odds with their ends over the rows."""
    if not rows:
        return driver.start or dict(belief)
    found: dict[str, Number] = {}
    for state, value in belief.items():
        low, high = (end(value, *(row[state] for row in rows)) for end in (min, max))
        found[state] = Uncertain(value, low, high) if high > low else value
    return found
