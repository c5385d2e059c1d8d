"""Proper scoring rules: lower is better, and honesty is the best policy under each of them.

Sources: Brier, Monthly Weather Review 78, 1950; Good, Journal of the Royal Statistical Society B 14, 1952; Matheson
and Winkler, Management Science 22, 1976 (CRPS); Gneiting and Raftery, JASA 102, 2007.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date


def brier(chance: float, happened: bool) -> float:
    """Squared distance of a probability in 0..1 from what came: 0 best, 1 worst, 0.25 for one half."""
    return (_share(chance) - happened) ** 2


def log_score(chance: float, happened: bool) -> float:
    """Surprise in nats, -ln of the probability given to what came; infinite where that was called impossible."""
    given = _share(chance) if happened else 1.0 - _share(chance)
    return -math.log(given) if given > 0.0 else math.inf


def crps(days: Sequence[date], cumulated: Sequence[float], came: date | None) -> float:
    """Continuous ranked probability score of a date, in days, cut at the last of `days`.

    `cumulated[i]` is the chance that the event comes on or before `days[i]`, which ascend and begin where the
    forecast does; between two of them the curve stands still. `came` is the day of the event, none where it had not
    come by the last of `days`. A forecast of the right day for sure scores 0; one that is a week off, 7.
    """
    if len(days) != len(cumulated) or len(days) < 2:
        raise ValueError("expected at least two days, and a probability for each")
    total = 0.0
    for here, following, chance in zip(days, days[1:], cumulated, strict=False):
        span = (following - here).days
        if span <= 0:
            raise ValueError(f"days must ascend: {following} stands after {here}")
        after = 0 if came is None else min(span, max(0, (following - came).days))
        total += (span - after) * _share(chance) ** 2 + after * (1.0 - chance) ** 2
    return total


def _share(chance: float) -> float:
    if not 0.0 <= chance <= 1.0:
        raise ValueError(f"{chance} is no probability")
    return float(chance)
