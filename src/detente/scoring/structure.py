"""When a text is signed, from nothing but its structure: rates of signature and of the end, by age and by kind.

Both rates are constant within a period of the text's age and multiplied by a factor for each feature that the text
has. With a handful of earlier texts the factors are held near 1: each has a normal prior on its logarithm whose
standard deviation is ln 2, so that a factor of 2 either way is nothing unusual and one of 8 is. The rate of the first
period is thought to be one in a year, give or take a factor of 7, and that of each next one like the one before, give
or take a factor of e. These numbers were set before any score was computed. The fit is the mode of the posterior
(Newton's method; it has one, as the logarithm of the posterior is concave); the chance of signature counts the end of
the process as a competing end.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.outlook.classes import TextWatch

EDGES = (0.0, 30.0, 90.0, 180.0, 365.0, 730.0, math.inf)
"""Days of age at which the rates may change."""
FEATURES = {
    "initialled": "initialled",
    "unfinished": "a framework, a part, or a text that not all had agreed to",
    "outside-condition": "a public demand outside the text",
    "internal": "within one state",
    "popular-vote": "a vote of the people before signature",
}
FIRST_RATE, FIRST_SPREAD, NEXT_SPREAD = 1 / 365, 2.0, 1.0
FACTOR_SPREAD = math.log(2.0)
UNFINISHED = frozenset({"framework", "partial text", "final text"})

_Floats = NDArray[np.float64]


def features(watch: TextWatch) -> tuple[float, ...]:
    """1 or 0 for each of `FEATURES`, all of them known when the watch begins."""
    return (
        float(watch.start_kind == "initialled"),
        float(watch.start_kind in UNFINISHED),
        float(watch.outside_condition),
        float(watch.kind == "internal"),
        float(watch.popular_vote),
    )


@dataclass(frozen=True, slots=True)
class Structure:
    """Fitted logarithms of rates a day: of each period, then of each feature; `spread` 0 knows no features."""

    signing: tuple[float, ...]
    ending: tuple[float, ...]

    @classmethod
    def fitted(cls, watches: Sequence[TextWatch], *, spread: float = FACTOR_SPREAD) -> Structure:
        """From texts watched so far; with none of them it is the prior. `spread` 0 fits no features."""
        return cls(*(_mode(watches, end, spread) for end in ("signed", "ended")))

    def signed_by(self, watch: TextWatch, days: Sequence[float]) -> list[float]:
        """The chance that such a text is signed within each of `days` of its beginning."""
        periods = list(self._periods(features(watch)))
        return [max(period.signed_by(day) for period in periods if period.start <= day) for day in days]

    def factors(self) -> dict[str, float]:
        """By what each feature multiplies the rate of signature."""
        pieces = len(EDGES) - 1
        return {name: math.exp(value) for name, value in zip(FEATURES, self.signing[pieces:], strict=True)}

    def _periods(self, has: Sequence[float]) -> Iterator[_Period]:
        signed, left = 0.0, 1.0
        for piece, (start, end) in enumerate(pairwise(EDGES)):
            signing, ending = (_rate(values, piece, has) for values in (self.signing, self.ending))
            period = _Period(start, end, signing, ending, signed, left)
            yield period
            signed, left = period.signed_by(end), left * math.exp(-period.rate * (end - start))


@dataclass(frozen=True, slots=True)
class _Period:
    """Days of age with constant rates; `signed` by its start, `left` open then."""

    start: float
    end: float
    signing: float
    ending: float
    signed: float
    left: float

    @property
    def rate(self) -> float:
        return self.signing + self.ending

    def signed_by(self, day: float) -> float:
        gone = -math.expm1(-self.rate * (min(day, self.end) - self.start))
        return self.signed + self.left * gone * self.signing / self.rate


def _rate(values: Sequence[float], piece: int, has: Sequence[float]) -> float:
    pieces = len(EDGES) - 1
    return math.exp(values[piece] + sum(f * v for f, v in zip(has, values[pieces:], strict=True)))


def _mode(watches: Sequence[TextWatch], end: str, spread: float) -> tuple[float, ...]:
    """The logarithms of the rates of one end, where the posterior is highest."""
    pieces, count = len(EDGES) - 1, len(FEATURES)
    design, events, exposure = _table(watches, end)
    if spread <= 0.0:
        design[:, pieces:] = 0.0
    precision = _prior(pieces, count, spread)
    centre = np.zeros(pieces + count)
    centre[:pieces] = math.log(FIRST_RATE)
    at = centre.copy()
    for _ in range(100):
        rate = exposure * np.exp(design @ at)
        slope = design.T @ (events - rate) - precision @ (at - centre)
        step = np.linalg.solve(design.T @ (design * rate[:, None]) + precision, slope)
        step *= min(1.0, 1.0 / max(float(np.abs(step).max()), 1e-300))  # a rate moves by a factor of e at most
        at = at + step
        if float(np.abs(step).max()) < 1e-10:
            break
    return tuple(float(value) for value in at)


def _table(watches: Sequence[TextWatch], end: str) -> tuple[_Floats, _Floats, _Floats]:
    """One row for each text and period in which it was watched: what it has, whether it met the end, days watched."""
    pieces = len(EDGES) - 1
    rows: list[list[float]] = []
    events: list[float] = []
    exposure: list[float] = []
    for watch in watches:
        days = max(watch.days, 0.5)  # an end on the first day itself
        for piece, (start, stop) in enumerate(pairwise(EDGES)):
            if days <= start:
                break
            rows.append([float(piece == p) for p in range(pieces)] + list(features(watch)))
            events.append(float(watch.end == end and days <= stop))
            exposure.append(min(days, stop) - start)
    return np.array(rows).reshape(-1, pieces + len(FEATURES)), np.array(events), np.array(exposure)


def _prior(pieces: int, count: int, spread: float) -> _Floats:
    """Precision of the prior: a walk over the periods, and features of their own."""
    precision = np.zeros((pieces + count, pieces + count))
    precision[0, 0] = FIRST_SPREAD**-2
    for p in range(1, pieces):
        precision[p - 1 : p + 1, p - 1 : p + 1] += NEXT_SPREAD**-2 * np.array([[1.0, -1.0], [-1.0, 1.0]])
    for f in range(pieces, pieces + count):
        precision[f, f] = spread**-2 if spread > 0.0 else 1.0
    return precision
