"""The belief in the states of a Markov chain that is not seen itself: drift between days, Bayes at what is seen.

Forward filtering (Rabiner, Proc. IEEE 77(2), 1989, in continuous time): between two days the belief moves by the
exponential of the rates times the days; what is seen multiplies each state by how likely it is there. Only
+ - * / are used, so that the result is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]
STEP = 0.5
"""Days times the largest rate of leaving that one step of the series covers at most."""
TERMS = 18
"""Terms of the series: what is left out is under 0.5^19 / 19!."""


class Impossible(ValueError):
    """What was seen is impossible in every state that is believed possible."""


@dataclass(frozen=True, slots=True)
class Seen:
    """On a day (counted from the start) something was seen: how likely in each state, up to a common factor."""

    day: float
    likelihood: Vector


@dataclass(frozen=True, slots=True)
class Redraw:
    """On a day the state is drawn anew: ``odds[before][after]``."""

    day: float
    odds: Matrix


def drifted(belief: Vector, rates: Matrix, days: float) -> Vector:
    """The belief after so many days; ``rates[i][j]`` is the rate by day from state i to j, the diagonal unused."""
    size = range(len(belief))
    leaving = [sum(rates[i][j] for j in size if j != i) for i in size]
    steps = max(1, -int(-max(leaving, default=0.0) * days // STEP))
    part = days / steps
    for _ in range(steps):
        term = list(belief)
        total = list(belief)
        for order in range(1, TERMS + 1):
            moved = [sum(term[i] * rates[i][j] for i in size if i != j) - term[j] * leaving[j] for j in size]
            term = [value * part / order for value in moved]
            total = [a + b for a, b in zip(total, term, strict=True)]
        belief = tuple(total)
    return normal(belief)


def weighed(belief: Vector, likelihood: Sequence[float]) -> Vector:
    """Bayes: the belief after something was seen. Raises ``Impossible``."""
    return normal(tuple(b * x for b, x in zip(belief, likelihood, strict=True)))


def redrawn(belief: Vector, odds: Matrix) -> Vector:
    """The belief after the state was drawn anew."""
    return normal(tuple(sum(b * row[j] for b, row in zip(belief, odds, strict=True)) for j in range(len(belief))))


def normal(belief: Sequence[float]) -> Vector:
    """Scaled to a sum of 1; nothing below zero. Raises ``Impossible`` where nothing is left."""
    kept = [max(value, 0.0) for value in belief]
    total = sum(kept)
    if not total > 0.0:
        raise Impossible("what was seen is impossible in every state")
    return tuple(value / total for value in kept)


def filtered(start: Vector, rates: Matrix, news: Iterable[Seen | Redraw], end: float) -> Vector:
    """The belief on day ``end``, from ``start`` on day 0 and all that came until then, in the order of their days."""
    belief, today = normal(start), 0.0
    for item in sorted(news, key=lambda item: item.day):
        if item.day > end:
            break
        belief = drifted(belief, rates, item.day - today)
        belief = weighed(belief, item.likelihood) if isinstance(item, Seen) else redrawn(belief, item.odds)
        today = item.day
    return drifted(belief, rates, end - today)
