"""Pooling of small classes towards their common mean: Beta-binomial for shares, Gamma-Poisson for rates.

The strength of the pool is fitted by maximum marginal likelihood over a grid (empirical Bayes; Efron and
Morris, JASA 70, 1975; Gelman et al., Bayesian Data Analysis, chapter 5), and shown beside the result.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.outlook.draws import belief

STRENGTHS = tuple(2.0 ** (e / 8.0) for e in range(-8, 81))


@dataclass(frozen=True, slots=True)
class Pooled:
    """One class after pooling: ``raw`` k/n, ``value`` after, its 95% interval, and how far it was drawn.

    ``weight`` is the share of the class's own data in the result; 1 - weight that of the pool.
    """

    name: str
    k: float
    n: float
    raw: float
    value: float
    low: float
    high: float
    weight: float


@dataclass(frozen=True, slots=True)
class Pool:
    """The common mean, how much data of its own the pool is worth, and the classes."""

    mean: float
    strength: float
    classes: tuple[Pooled, ...]


def pooled_shares(classes: Mapping[str, tuple[float, float]]) -> Pool:
    """Shares k of n by name, drawn towards their mean: Beta(mean * strength, (1 - mean) * strength)."""
    _refuse(classes, share=True)

    def likelihood(mean: float, strength: float) -> float:
        a, b = mean * strength, (1.0 - mean) * strength
        return sum(_beta(a + k, b + n - k) - _beta(a, b) for k, n in classes.values())

    total = sum(n for _, n in classes.values())
    pooled = (sum(k for k, _ in classes.values()) + 0.5) / (total + 1.0)
    means = sorted({min(max(pooled * f, 1e-4), 1.0 - 1e-4) for f in np.linspace(0.4, 1.6, 49).tolist()} | {pooled})
    mean, strength = max(((m, s) for m in means for s in STRENGTHS), key=lambda pair: likelihood(*pair))
    found = []
    for name, (k, n) in classes.items():
        a, b = mean * strength + k, (1.0 - mean) * strength + n - k
        low, high = belief.beta(np.array([0.025, 0.975]), *belief.beta_corners(max(a, 0.5), max(b, 0.5)))
        found.append(Pooled(name, k, n, k / n, a / (a + b), float(low), float(high), n / (n + strength)))
    return Pool(mean, strength, tuple(found))


def pooled_rates(classes: Mapping[str, tuple[float, float]]) -> Pool:
    """Rates k events in an exposure n by name: Gamma(mean * strength, rate strength), strength in exposure."""
    _refuse(classes, share=False)

    def likelihood(mean: float, strength: float) -> float:
        a = mean * strength
        return sum(
            math.lgamma(a + k) - math.lgamma(a) + a * math.log(strength) - (a + k) * math.log(strength + n)
            for k, n in classes.values()
        )

    total = sum(n for _, n in classes.values())
    pooled = (sum(k for k, _ in classes.values()) + 0.5) / total
    typical = total / len(classes)
    grid = ((pooled * f, typical * s / 32.0) for f in np.linspace(0.4, 1.6, 49).tolist() for s in STRENGTHS)
    mean, strength = max(grid, key=lambda pair: likelihood(*pair))
    found = []
    for name, (k, n) in classes.items():
        a, rate = mean * strength + k, strength + n
        low, high = belief.gamma(np.array([0.025, 0.975]), max(a, 0.5)) / rate
        found.append(Pooled(name, k, n, k / n, a / rate, float(low), float(high), n / rate))
    return Pool(mean, strength, tuple(found))


def _beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _refuse(classes: Mapping[str, tuple[float, float]], *, share: bool) -> None:
    if len(classes) < 2:
        raise ValueError("expected at least two classes to pool")
    for name, (k, n) in classes.items():
        if not (n > 0 and k >= 0 and (k <= n or not share)):
            raise ValueError(f"{name}: expected 0 <= k{' <= n' if share else ''} and n > 0, found k={k}, n={n}")
