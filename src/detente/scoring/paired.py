"""Differences of two forecasters on the same questions, with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of paired differences, and the middle 95% of it over resamples; below 0 the first is better."""

    mean: float
    low: float
    high: float
    pairs: int

    @property
    def better(self) -> bool | None:
        """True where the whole interval lies below 0, False where it lies above; none where 0 is inside."""
        return True if self.high < 0 else False if self.low > 0 else None


def difference(first: Sequence[float], second: Sequence[float], *, seed: int = 1) -> Difference:
    """Percentile bootstrap over the pairs (Efron 1979). With few pairs such an interval is too narrow.

    Raises ``ValueError`` where there is no pair.
    """
    each = [a - b for a, b in zip(first, second, strict=True)]
    if not each:
        raise ValueError("expected at least one pair")
    draw, n = Random(seed), len(each)
    means = sorted(sum(draw.choices(each, k=n)) / n for _ in range(RESAMPLES))
    edge = round(0.025 * RESAMPLES)
    return Difference(sum(each) / n, means[edge], means[RESAMPLES - 1 - edge], n)
