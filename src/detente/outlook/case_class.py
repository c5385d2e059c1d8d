"""A shipped reference class as a number of the model, with the judgement that stands beside it.

A judgement is a factor on the odds of a share, or on a rate. Its range and that of the class are joined on the log
scale, root of the sum of squares; the result is triangular between those ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from detente.outlook.number import Uncertain
from detente.values.basis import Basis

YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Counted:
    """A class found: its number with its belief, its 95% interval, and the class in words. A rate is by day."""

    number: Uncertain
    low: float
    high: float
    words: str
    rate: bool


def counted(basis: Basis, *, rate: bool) -> Counted | None:
    """The shipped class `NAME k/n`, as a share or, with `rate`, as a rate by day; None where there is none.

    A share within so many years becomes the rate that gives it; `quiet-hazard k/n` and the rate classes are rates:
    k events in n years, to the nearest year.
    """
    from detente.outlook.classes.reference import quiet_hazards, rate_classes, reference_classes

    if rate:
        for hazard in quiet_hazards():
            if basis.name == "quiet-hazard" and (hazard.events, round(hazard.exposure_years)) == (basis.k, basis.n):
                ends = (hazard.low / YEAR, hazard.high / YEAR)
                return Counted(
                    hazard.as_number(), *ends, f"{hazard.events} in {hazard.exposure_years:g} pair-years", True
                )
        for steady in rate_classes(basis.name):
            if (steady.events, round(steady.exposure_years)) == (basis.k, basis.n):
                words = f"{steady.events} in {steady.exposure_years:g} process-years"
                return Counted(steady.as_number(), steady.low / YEAR, steady.high / YEAR, words, True)
    for found in reference_classes(basis.name):
        if (found.k, found.n) != (basis.k, basis.n) or (rate and not found.years):
            continue
        number, words = found.as_number(), f"{found.k} of {found.n}"
        if not rate:
            return Counted(number, max(found.low, 0.0), min(found.high, 1.0), words, False)
        assert found.years
        days = found.years * YEAR
        low, value, high = (_steady(share, days) for share in (max(found.low, 0.0), found.share, found.high))
        by_day = Uncertain(value, 0.0, 1.0, "gamma", k=number.k, n=number.n * days, basis=number.basis)
        return Counted(by_day, low, high, f"{words} within {found.years} years", True)
    return None


def judged(found: Counted, factor: tuple[float, float, float]) -> Uncertain:
    """The class after a judgement: `factor` is (low, value, high), all above zero."""
    forth, back = (math.log, math.exp) if found.rate else (_logit, _share)
    tiny = 1e-9
    middle = forth(max(found.number.value, tiny))
    shift = math.log(factor[1])
    below = math.hypot(middle - forth(max(found.low, tiny)), shift - math.log(factor[0]))
    above = math.hypot(forth(found.high) - middle, math.log(factor[2]) - shift)
    low, value, high = (_round(back(middle + shift + x)) for x in (-below, 0.0, above))
    return replace(found.number, value=value, low=low, high=high, shape="triangular", k=0.0, n=0.0)


def scaled(
    low: float, value: float, high: float, factors: list[tuple[float, float, float]]
) -> tuple[float, float, float]:
    """A positive range times others, joined on the log scale; `factors` are (low, value, high)."""
    middle = math.log(value) + sum(math.log(f[1]) for f in factors)
    below = math.hypot(math.log(value / low), *(math.log(f[1] / f[0]) for f in factors))
    above = math.hypot(math.log(high / value), *(math.log(f[2] / f[1]) for f in factors))
    return _round(math.exp(middle - below)), _round(math.exp(middle)), _round(math.exp(middle + above))


def _steady(share: float, days: float) -> float:
    return _round(-math.log(1.0 - min(share, 1.0 - 1e-9)) / days)


def _logit(share: float) -> float:
    return math.log(share / (1.0 - min(share, 1.0 - 1e-9)))


def _share(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def _round(value: float) -> float:
    """Logarithms may differ in their last bit between machines; this many digits are the same."""
    return float(f"{value:.12g}")
