"""The chance that a popular vote passes, from what is believed of turnout and support, against every limb together.

Turnout and support are drawn jointly, each from a triangular belief over its range, neither moving the other. For a
turnout the least support that passes all limbs is exact (`detente.procedures.vote`); the chance is the mean, over the
turnouts, of the belief above it. How far the belief in support is itself uncertain: its peak is moved halfway to
either end of its range.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from detente.positions.table import Entry, Table, table
from detente.procedures.vote import Rule, least_support

POINTS = 200
"""Turnouts at which the chance is taken, at evenly spread probabilities."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A share: its ends and its peak, each from 0 to 1."""

    low: float
    peak: float
    high: float

    def above(self, share: float) -> float:
        """The probability of more than ``share``."""
        if self.high <= self.low:
            return float(share < self.peak)
        if share <= self.low:
            return 1.0
        if share >= self.high:
            return 0.0
        width = self.high - self.low
        if share <= self.peak and self.peak > self.low:
            return 1.0 - (share - self.low) ** 2 / (width * (self.peak - self.low))
        return (self.high - share) ** 2 / (width * (self.high - self.peak))

    def quantile(self, probability: float) -> float:
        """The share below which this probability lies."""
        width, left = self.high - self.low, self.peak - self.low
        if probability * width < left:
            return self.low + math.sqrt(probability * width * left)
        return self.high - math.sqrt((1.0 - probability) * width * (self.high - self.peak))

    def around(self, peak: float) -> Belief:
        """As wide to either side of another peak, within 0 and 1."""
        low, high = peak - (self.peak - self.low), peak + (self.high - self.peak)
        return Belief(max(low, 0.0), min(max(peak, 0.0), 1.0), min(high, 1.0))

    def leaning(self, towards: float) -> Belief:
        """The same ends with the peak halfway to one of them."""
        return replace(self, peak=(self.peak + towards) / 2)


def passing(rule: Rule, turnout: Belief, support: Belief) -> float:
    """The chance that every limb holds. Raises ``NoVote`` for a limb that is no share."""
    total = 0.0
    for number in range(POINTS):
        taking_part = turnout.quantile((number + 0.5) / POINTS)
        least = least_support(rule, Fraction(round(taking_part * 10**6), 10**6))
        total += support.above(float(least)) if least is not None else 0.0
    return total / POINTS


def chance(rule: Rule, turnout: Belief, support: Belief) -> tuple[float, float, float]:
    """The chance with its range: low, value, high."""
    beliefs = (support.leaning(support.low), support, support.leaning(support.high))
    low, value, high = (passing(rule, turnout, belief) for belief in beliefs)
    return low, value, high


def chance_map(rule: Rule, turnout: Belief, support: Belief, step: int = 5) -> Table:
    """The chance of passing by likeliest turnout (rows, highest first) and likeliest support (columns), the beliefs
    as wide as those given."""
    turnouts = _around(turnout.peak, step)
    supports = _around(support.peak, step)
    rows = []
    for t in reversed(turnouts):
        cells = [passing(rule, turnout.around(t / 100), support.around(s / 100)) for s in supports]
        rows.append([Entry(f"{t}%"), *(Entry(f"{_percent(value)}") for value in cells)])
    note = "Rows: likeliest turnout of those entitled; columns: likeliest support among those who take part."
    return table("vote-chances", "The chance of passing", ["turnout", *(f"{s}%" for s in supports)], rows, note)


def _around(peak: float, step: int, each_way: int = 4) -> Sequence[int]:
    middle = step * round(100 * peak / step)
    return [p for p in range(middle - each_way * step, middle + each_way * step + 1, step) if 0 < p <= 100]


def _percent(value: float) -> str:
    if value < 0.01:
        return "under 1%"
    return "over 99%" if value > 0.99 else f"{100 * value:.0f}%"
