"""Time to an event when not everyone is watched to the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Survival:
    """One step of a Kaplan-Meier curve: what holds from ``days`` on.

    ``share`` still without the event; ``low`` and ``high`` its 95% log-log interval.
    """

    days: float
    at_risk: int
    events: int
    share: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Incidence:
    """Share in which each of two competing ends has come by ``days``."""

    days: float
    at_risk: int
    first: float
    second: float


def kaplan_meier(days: Sequence[float], happened: Sequence[bool]) -> list[Survival]:
    """The product-limit estimate, a step at each day with an event.

    Ties: events come before those who leave the watch on the same day. Sources: Kaplan and Meier, JASA
    53, 1958; Greenwood's variance; log-log interval after Kalbfleisch and Prentice, 2002.
    """
    share, sum_of = 1.0, 0.0
    steps: list[Survival] = []
    for day in sorted({d for d, event in zip(days, happened, strict=True) if event}):
        at_risk = sum(d >= day for d in days)
        events = sum(d == day and e for d, e in zip(days, happened, strict=True))
        share *= 1.0 - events / at_risk
        if at_risk > events:
            sum_of += events / (at_risk * (at_risk - events))
        if 0.0 < share < 1.0:
            half = Z95 * math.sqrt(sum_of) / abs(math.log(share))
            low, high = share ** math.exp(half), share ** math.exp(-half)
        else:
            # Nobody is left: the curve is at 0, and no better known from above than at the step before.
            low, high = share, steps[-1].high if steps else 1.0
        steps.append(Survival(day, at_risk, events, share, share * math.sqrt(sum_of), low, high))
    return steps


def cumulative_incidence(days: Sequence[float], ends: Sequence[int]) -> list[Incidence]:
    """Aalen-Johansen: by which day end 1 or end 2 has come (0: left the watch), when each forestalls the other.

    Source: Aalen and Johansen, Scandinavian Journal of Statistics 5, 1978.
    """
    alive, first, second = 1.0, 0.0, 0.0
    steps: list[Incidence] = []
    for day in sorted({d for d, end in zip(days, ends, strict=True) if end}):
        at_risk = sum(d >= day for d in days)
        ones, twos = (sum(d == day and e == which for d, e in zip(days, ends, strict=True)) for which in (1, 2))
        first += alive * ones / at_risk
        second += alive * twos / at_risk
        alive *= 1.0 - (ones + twos) / at_risk
        steps.append(Incidence(day, at_risk, first, second))
    return steps


def survival_at(steps: Sequence[Survival], days: float) -> float:
    """Share still without the event after so many days."""
    return next((step.share for step in reversed(steps) if step.days <= days), 1.0)
