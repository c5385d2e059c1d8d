"""Over- and underconfidence, and reliability once enough questions are resolved.

Many questions of one case hang together (two horizons of one event above all), so that the counts flatter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.outlook.interval import wilson

ENOUGH = 30
"""Resolved questions; below it no reliability is shown."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Group:
    """Forecasts that said about the same: how often what they spoke of came, with Wilson's 95% interval."""

    name: str
    count: int
    said: float
    came: int

    @property
    def share(self) -> float:
        """Of those, how many came."""
        return self.came / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """Of the share."""
        return wilson(self.came, self.count)


def sides(pairs: Sequence[tuple[float, bool]]) -> list[Group]:
    """Below and from one half: what was said on average, and how often it came."""
    low = [pair for pair in pairs if pair[0] < 0.5]
    high = [pair for pair in pairs if pair[0] >= 0.5]
    return [_group(name, part) for name, part in (("below one half", low), ("one half and more", high)) if part]


def confidence(pairs: Sequence[tuple[float, bool]]) -> Group | None:
    """The chance given to the side thought likelier, and how often that side came: said above came is overconfident,
    below it underconfident."""
    if not pairs:
        return None
    sure = [(max(chance, 1.0 - chance), came == (chance >= 0.5)) for chance, came in pairs]
    return _group("the likelier side", sure)


def reliability(pairs: Sequence[tuple[float, bool]]) -> list[Group] | None:
    """By tenths of what was said; None below `ENOUGH` resolved questions."""
    if len(pairs) < ENOUGH:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        bins.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
    return [_group(f"{10 * b} to {10 * b + 10}%", part) for b, part in sorted(bins.items())]


def _group(name: str, pairs: Sequence[tuple[float, bool]]) -> Group:
    return Group(name, len(pairs), sum(chance for chance, _ in pairs) / len(pairs), sum(came for _, came in pairs))
