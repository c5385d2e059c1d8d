"""From a way of making a number to the number: chances by day, with the middle 90% of belief.

A class that tells what comes within so many years, and events in an exposure, are taken as a constant rate. A share
of a class is believed as Beta(k + 1/2, n - k + 1/2), with k and n cut to what its clusters leave; a rate of k events
in an exposure E as Gamma(k + 1/2, E), so that none within t days has the chance (E / (E + t)) ** (k + 1/2). What is
drawn from the outlook or set by hand is as given.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.case.ledger import Reckoning
from detente.outlook.classes import ReferenceClass, quiet_hazards, reference_classes
from detente.values.basis import Basis, Solidity
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

YEAR = 146097 / 400
"""Days, the mean of the Gregorian calendar."""
MIDDLE = (0.05, 0.95)
QUIET_HAZARD = "quiet-hazard"

ByDays = Callable[[float], float]


class CannotReckon(ValueError):
    """The number cannot be worked out as written; the message says why."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance by a horizon, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Law:
    """Chance of an event within so many days: central, low, high. `dated` is false where only the whole is known."""

    central: ByDays
    low: ByDays
    high: ByDays
    dated: bool = True

    def within(self, days: float) -> Chance:
        """By so many days."""
        return Chance(self.central(days), self.low(days), self.high(days))


def law(item: Reckoning) -> Law | None:
    """Of a class or of events; None for what is drawn or set by hand. Raises `CannotReckon`."""
    if item.events is not None:
        exposure = exposure_days(item)
        counted = any(b.solidity is Solidity.CLASS and b.name == QUIET_HAZARD for b in item.basis)
        if counted and not shipped_hazard(item.events, exposure / YEAR):
            raise CannotReckon(f"no shipped hazard by quiet years counts {item.events} in {item.exposure}")
        return _rate(item.events, exposure)
    basis = item.class_basis
    return _share(shipped_class(basis)) if basis is not None else None


def chances(item: Reckoning, made: dt.date, horizons: Sequence[dt.date]) -> dict[dt.date, Chance]:
    """What is not drawn, by horizon, counted from the day on which it was made. Raises `CannotReckon`."""
    found = law(item)
    if found is not None:
        return {horizon: found.within((horizon - made).days) for horizon in horizons}
    return {horizon: by_hand(item, horizon) for horizon in horizons}


def by_hand(item: Reckoning, horizon: dt.date) -> Chance:
    """The number set for a horizon. Raises `CannotReckon` where there is none or it is no chance in its range."""
    key = horizon.isoformat()
    if key not in item.value or key not in item.range:
        raise CannotReckon(f"no value and range for {key}")
    value, spread = (_pure(of[key]) for of in (item.value, item.range))
    if value[0] != value[1] or not 0.0 < spread[0] <= value[0] <= spread[1] < 1.0:
        raise CannotReckon(
            f"{item.value[key].worded} ({item.range[key].worded}) is no chance within its range, above 0 and below 1"
        )
    return Chance(value[0], *spread)


def _pure(quantity: Quantity) -> tuple[float, float]:
    scale = 100.0 if str(quantity.unit) == "%" else 1.0
    if str(quantity.unit) not in ("", "%"):
        raise CannotReckon(f"'{quantity.worded}' is no chance")
    return quantity.low / scale, quantity.high / scale


def exposure_days(item: Reckoning) -> float:
    """The time watched, in days. Raises `CannotReckon`."""
    if item.exposure is None:
        raise CannotReckon("events need the time in which they were counted (exposure:)")
    try:
        days = item.exposure.to("day")
    except BadUnit as error:
        raise CannotReckon(str(error)) from None
    if days.best is None or not 0.0 < days.best < math.inf:
        raise CannotReckon(f"'{item.exposure.worded}' is no length of time")
    return days.best


def shipped_class(basis: Basis) -> ReferenceClass:
    """The reference class that a basis counts. Raises `CannotReckon`."""
    for found in reference_classes(basis.name):
        if (found.k, found.n) == (basis.k, basis.n):
            return found
    raise CannotReckon(f"no shipped class is '{basis}'")


def shipped_hazard(events: int, years: float) -> bool:
    """Whether so many events in so many pair-years are a shipped hazard by quiet years."""
    return any(h.events == events and abs(h.exposure_years - years) < 0.05 for h in quiet_hazards())


def _rate(events: int, exposure: float) -> Law:
    from numpy import array

    from detente.outlook.draws.belief import gamma

    low, high = (float(rate) for rate in gamma(array(MIDDLE), events + 0.5) / exposure)
    return Law(
        lambda days: -math.expm1((events + 0.5) * math.log(exposure / (exposure + days))),
        lambda days: -math.expm1(-low * days),
        lambda days: -math.expm1(-high * days),
    )


def _share(found: ReferenceClass) -> Law:
    from numpy import array

    from detente.outlook.draws.belief import beta, beta_corners

    k, n = found.effective
    low, high = (float(share) for share in beta(array(MIDDLE), *beta_corners(k + 0.5, n - k + 0.5)))
    central = (k + 0.5) / (n + 1.0)
    if found.years is None:
        return Law(lambda _: central, lambda _: low, lambda _: high, dated=False)
    span = found.years * YEAR
    return Law(_spread(central, span), _spread(low, span), _spread(high, span))


def _spread(share: float, span: float) -> ByDays:
    """A share within a span, at a constant rate."""
    return lambda days: -math.expm1(math.log1p(-share) * days / span)
