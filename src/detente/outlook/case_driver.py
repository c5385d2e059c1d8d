"""Drivers, their effects, and hazards of a case, as parts of the process."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from detente.case.driver import Driver as CaseDriver
from detente.case.driver import Effect
from detente.case.outlook import Hazard as CaseHazard
from detente.case.outlook import OutlookFile
from detente.outlook.case_class import scaled
from detente.outlook.case_number import PER_DAY, Ledger
from detente.outlook.case_spot import Part, Spot, at
from detente.outlook.driver import Driver, Scheduled
from detente.outlook.number import Number, Uncertain
from detente.outlook.process import Hazard
from detente.procedures.compile import Model

Start = str | Mapping[str, Number]


@dataclass
class Outside:
    """What stands outside the procedures. ``starts`` gives the belief in the states on the day of the case."""

    file: OutlookFile
    model: Model
    ledger: Ledger
    starts: Mapping[str, Start]
    used: set[int] = field(default_factory=set)
    """Effects that reach something of the process."""
    gone: list[Spot] = field(default_factory=list)
    """Where something outside speaks of a condition or rung that is not in the process."""

    def drivers(self) -> tuple[Driver, ...]:
        """All of them."""
        return tuple(self._driver(name, driver) for name, driver in self.file.drivers.items())

    def hazards(self, parts: Collection[str]) -> tuple[Hazard, ...]:
        """All of them; ``parts`` are the conditions and rungs of the process."""
        return tuple(self._hazard(name, hazard, parts) for name, hazard in self.file.hazards.items())

    def factors(self, names: Iterable[str], part: Part) -> dict[str, dict[str, Number]]:
        """The factors of drivers on what bears one of these names, by driver and state."""
        found: dict[str, dict[str, Number]] = {}
        for index, effect in self.effects(names):
            if effect.factor is None:
                continue
            factor = self.ledger.number(
                effect.factor, effect.range, effect, self.spot(index, "factor"),
                where=effect_name(effect), part=(*part, effect.driver, effect.state),
            )  # fmt: skip
            found.setdefault(effect.driver, {})[effect.state] = factor
        return found

    def effects(self, names: Iterable[str]) -> Iterator[tuple[int, Effect]]:
        """The effects on what bears one of these names, with their number in the file."""
        wanted = set(names)
        for index, effect in enumerate(self.file.effects):
            driver = self.file.drivers.get(effect.driver)
            if effect.on in wanted and driver is not None and effect.state in driver.states:
                self.used.add(index)
                yield index, effect

    def spot(self, index: int, key: str) -> Spot:
        """Where an effect says something."""
        return Spot((*at(self.file.effects, "effects", index), key))

    def _driver(self, name: str, driver: CaseDriver) -> Driver:
        here, part = Spot(("drivers", name)), ("drivers", name)
        self.ledger.spots.note(part, here)
        self._start(name, driver, here)
        rates: dict[str, dict[str, Number]] = {}
        for index, move in enumerate(driver.moves):
            rates.setdefault(move.from_, {})[move.to] = self.ledger.number(
                move.rate, move.range, move, here.under(*at(driver.moves, "moves", index), "rate"), per=PER_DAY,
                where=f"{here.name} > {move.from_} to {move.to}", part=(*part, "rates", move.from_, move.to),
            )  # fmt: skip
        start: Start = self.starts.get(name) or driver.start or {}
        return Driver(name, driver.states, start, rates, self._scheduled(name, driver), self._pace(name, driver))

    def _start(self, name: str, driver: CaseDriver, here: Spot) -> None:
        """What is said of the start; the belief itself comes from ``starts``."""
        self.ledger.spots.note(("drivers", name, "start"), here.under("start" if driver.start else "odds"))
        if driver.start is not None:
            self.ledger.lean(f"{here.name} > start", driver.start, driver)
        for state, figure in driver.odds.items():
            self.ledger.number(figure.value, figure.range, figure, here.under("odds", state), adjust=figure.adjust)

    def _scheduled(self, name: str, driver: CaseDriver) -> tuple[Scheduled, ...]:
        odds: dict[object, dict[str, Mapping[str, Number]]] = {}
        for index, redrawn in enumerate(driver.redrawn):
            where: tuple[str | int, ...] = ("drivers", name, *at(driver.redrawn, "redrawn", index), "odds")
            day = redrawn.day.last
            if day < self.model.start:
                continue
            part = ("drivers", name, "scheduled", day.isoformat())
            title = f"drivers > {name} > {redrawn.day}" + (
                f" from {', '.join(redrawn.from_)}" if redrawn.from_ else ""
            )
            chances = {
                state: self.ledger.number(
                    f.value, f.range, f, Spot((*where, state)), adjust=f.adjust, where=f"{title} > {state}"
                )
                for state, f in redrawn.odds.items()
            }
            self.ledger.spots.note(part, Spot(where))
            for before in redrawn.from_ or driver.states:
                odds.setdefault(day, {})[before] = chances
        return tuple(Scheduled(day, rows) for day, rows in odds.items())  # type: ignore[arg-type]

    def _pace(self, name: str, driver: CaseDriver) -> dict[str, dict[str, Number]]:
        found: dict[str, dict[str, Number]] = {}
        for index, pace in enumerate(driver.pace):
            if pace.driver not in self.file.drivers:
                continue
            found.setdefault(pace.driver, {})[pace.state] = self.ledger.number(
                pace.factor, pace.range, pace, Spot(("drivers", name, *at(driver.pace, "pace", index), "factor")),
                where=f"drivers > {name} > pace while {pace.driver} is {pace.state}",
                part=("drivers", name, "pace", pace.driver, pace.state),
            )  # fmt: skip
        return found

    def _hazard(self, name: str, item: CaseHazard, parts: Collection[str]) -> Hazard:
        here, part = Spot(("hazards", name)), ("hazards", name)
        self.ledger.spots.note(part, here)
        rate = self.ledger.number(
            item.rate, item.range, item, here.under("rate"), per=PER_DAY, adjust=item.adjust, part=(*part, "rate")
        )
        once: dict[str, Number] = {}
        for index, met in enumerate(item.once_met):
            spot = here.under(*at(item.once_met, "once-met", index), "factor")
            if met.met not in parts and not self.model.done(met.met):
                self.gone.append(here.under(*at(item.once_met, "once-met", index), "met"))
                continue
            factor = self.ledger.number(
                met.factor, met.range, met, spot,
                where=f"{here.name} > once {met.met} is met", part=(*part, "once_met", met.met),
            )  # fmt: skip
            if self.model.done(met.met):
                rate = _times(rate, factor)
            else:
                once[met.met] = factor
        until = item.until if item.until and not self.model.done(item.until) else None
        after = item.after if item.after and not self.model.done(item.after) else None
        self.ledger.spots.note((*part, "after"), here.under("after"))
        return Hazard(name, rate, self.factors((name,), (*part, "multipliers")), item.ends, until, after, once)


def effect_name(effect: Effect) -> str:
    """For reading."""
    return f"effects > {effect.driver} {effect.state} on {effect.on}"


def _times(rate: Number, factor: Number) -> Number:
    """A rate after something that is met already."""
    parts = [(n.low, n.value, n.high) if isinstance(n, Uncertain) else (n, n, n) for n in (rate, factor)]
    if parts[0][0] <= 0.0 or parts[1][0] <= 0.0 or not isinstance(rate, Uncertain):
        return parts[0][1] * parts[1][1]
    low, value, high = scaled(*parts[0], [parts[1]])
    return replace(rate, value=value, low=low, high=high, shape="triangular", k=0.0, n=0.0)
