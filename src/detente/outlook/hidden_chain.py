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
    moves = [(i, j, rate) for i, row in enumerate(rates) for j, rate in enumerate(row) if i != j and rate > 0.0]
    leaving = [sum(row[j] for j in range(len(row)) if j != i) for i, row in enumerate(rates)]
    steps = max(1, -int(-max(leaving, default=0.0) * days // STEP)) if days > 0.0 else 0
    for _ in range(steps):
        term, total = list(belief), list(belief)
        for order in range(1, TERMS + 1):
            moved = [0.0] * len(term)
            for i, j, rate in moves:
                flow = term[i] * rate
                moved[i] -= flow
                moved[j] += flow
            scale = days / steps / order
            term = [value * scale for value in moved]
            total = [x + y for x, y in zip(total, term, strict=True)]
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
