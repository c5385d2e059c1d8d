"""Intervals of shares and rates."""

from __future__ import annotations

import math

import numpy as np

from detente.outlook.draws.chance import Floats


def wilson(k: float, n: float, z: float = 1.959963984540054) -> tuple[float, float]:
    """Wilson's score interval of a share k/n. Source: Wilson, JASA 22, 1927."""
    if n <= 0:
        return 0.0, 1.0
    p, z2 = k / n, z * z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def believed(value: float, each: Floats, within: float) -> tuple[float, float, float]:
    """Ends of 90% of the belief about a value, and the variance of ``each``, its values in the outer draws.

    These are drawn in towards ``value`` until their variance is what is left after ``within``, that of the drawing
    (method of moments).
    """
    total = float(np.var(each, ddof=1))
    shrink = max(0.0, 1.0 - within / total) ** 0.5 if total > 0.0 else 0.0
    low, high = np.quantile(value + (each - value) * shrink, [0.05, 0.95], method="inverted_cdf")
    return float(low), float(high), total
