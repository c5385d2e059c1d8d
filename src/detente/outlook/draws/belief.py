"""Outer draws: values of the uncertain parameters of a model, by inversion of named uniforms."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from detente.outlook.draws import chance
from detente.outlook.number import Uncertain

GRID = 2049
CELLS = 16384
"""Cells of (0, 1) in which a corner is looked up; a power of two, so that the cell of a number is exact."""


def quantile(number: Uncertain, share: chance.Floats) -> chance.Floats:
    """Values of the parameter at the given probabilities, elementwise; within ``[low, high]``."""
    low, high = number.low, number.high
    if high <= low:
        return np.full_like(share, number.value)
    if number.shape == "uniform":
        return np.asarray(low + (high - low) * share)
    if number.shape == "loguniform":
        ends = chance.log(np.array([low, high]))
        inside = chance.exp(ends[0] + (ends[1] - ends[0]) * share)
        return np.minimum(np.maximum(inside, low), high)
    if number.shape == "triangular":
        return triangular(low, number.value, high, share)
    if number.shape == "beta":
        inside = beta(share, *beta_corners(number.k + 0.5, number.n - number.k + 0.5))
    else:
        inside = gamma(share, number.k + 0.5) / number.n
    return np.minimum(np.maximum(inside, low), high)


def triangular(
    low: chance.Floats | float, mode: chance.Floats | float, high: chance.Floats | float, u: chance.Floats
) -> chance.Floats:
    """Quantile of the triangular distribution. Broadcasts."""
    width = high - low
    left, right = mode - low, high - mode
    rising = low + np.sqrt(u * (width * left))
    falling = high - np.sqrt((1.0 - u) * (width * right))
    return np.asarray(np.where(u * width < left, rising, falling))


def interpolated(corners: chance.Floats, values: chance.Floats, u: chance.Floats) -> chance.Floats:
    """Piecewise linear, by multiplication and addition only (``numpy.interp`` may differ by machine)."""
    k = np.minimum(_corner(corners, u), len(corners) - 2)
    return np.asarray(values[k] + (u - corners[k]) * slopes(corners, values)[k])


def _corner(corners: chance.Floats, u: chance.Floats) -> chance.Ints:
    """The last corner at or below each probability; many probabilities are looked up in cells first."""
    if min(len(u), 8 * len(corners)) < GRID:
        return np.searchsorted(corners, u, side="right") - 1
    begun = np.bincount(np.ceil(corners * CELLS).astype(np.int64), minlength=CELLS + 2)
    cell = (u * CELLS).astype(np.int64)
    k = np.cumsum(begun)[cell] - 1
    # Only where a corner may lie within the cell is there anything to search for.
    unsure = np.flatnonzero(np.append(begun[1:] > 0, False)[cell])
    k[unsure] = np.searchsorted(corners, u[unsure], side="right") - 1
    return np.asarray(k)


def slopes(corners: chance.Floats, values: chance.Floats) -> chance.Floats:
    """Slope between corners; 0 where two corners share a probability (a jump)."""
    run = corners[1:] - corners[:-1]
    return np.asarray((values[1:] - values[:-1]) / np.where(run > 0.0, run, np.inf))


def beta(share: chance.Floats, corners: chance.Floats, angles: chance.Floats) -> chance.Floats:
    """Quantile of a beta distribution, given what ``beta_corners`` returns. Elementwise."""
    t = interpolated(corners, angles, share)
    return np.asarray(t * t / (t * t + (1.0 - t) * (1.0 - t)))


def gamma(share: chance.Floats, a: float) -> chance.Floats:
    """Quantile of Gamma(a, 1), a at least 1/2. Elementwise."""
    s = interpolated(*gamma_corners(a), share)
    return np.asarray(s * s)


@lru_cache(maxsize=256)
def gamma_corners(a: float) -> tuple[chance.Floats, chance.Floats]:
    """Corners (probability, square root of the value) of the quantile function of Gamma(a, 1)."""
    # Gamma(a, 1) lies below a + 12 sqrt(a) + 40 but for a share under 1e-12.
    root = float(np.sqrt(a + 12.0 * np.sqrt(a) + 40.0))

    def log_density(s: chance.Floats) -> chance.Floats:
        # of s, where the value is s^2: finite at 0 because a >= 1/2
        slope = (2.0 * a - 1.0) * chance.log(np.maximum(s, 1e-100))
        return np.asarray(slope - s * s)

    return _corners(log_density, 0.0, root)


@lru_cache(maxsize=256)
def beta_corners(a: float, b: float) -> tuple[chance.Floats, chance.Floats]:
    """Corners (probability, t) of the quantile function of Beta(a, b), a and b at least 1/2.

    The value is ``t^2 / (t^2 + (1-t)^2)``, a map under which the density is finite at both ends.
    Probabilities are right to 4e-6.
    """

    def log_density(t: chance.Floats) -> chance.Floats:
        square = chance.log(t * t + (1.0 - t) * (1.0 - t))
        left, right = chance.log(np.maximum(t, 1e-100)), chance.log(np.maximum(1.0 - t, 1e-100))
        return np.asarray((2.0 * a - 1.0) * left + (2.0 * b - 1.0) * right - (a + b) * square)

    return _corners(log_density, 0.0, 1.0)


def _corners(
    log_density: Callable[[chance.Floats], chance.Floats], low: float, high: float
) -> tuple[chance.Floats, chance.Floats]:
    """Integrate a density over the part of ``[low, high]`` where it matters; trapezium rule."""
    for _ in range(2):
        t = low + (high - low) * (np.arange(GRID) / (GRID - 1.0))
        height = log_density(t)
        height = height - float(np.max(height))
        seen = np.flatnonzero(height > -35.0)
        low, high = float(t[max(int(seen[0]) - 1, 0)]), float(t[min(int(seen[-1]) + 1, GRID - 1)])
    density = chance.exp(height)
    # A running sum in one fixed order: the same bits everywhere.
    share = np.zeros(GRID)
    total = 0.0
    for i in range(1, GRID):
        total += 0.5 * (float(density[i]) + float(density[i - 1]))
        share[i] = total
    share /= total
    keep = np.concatenate([[True], share[1:] - share[:-1] > 1e-15])
    corners, values = share[keep], t[keep]
    corners[-1] = 1.0
    return corners, values
