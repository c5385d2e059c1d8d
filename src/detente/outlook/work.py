"""How much work a step needs, in days at speed 1."""

from __future__ import annotations

from dataclasses import dataclass

from detente.outlook.number import Number


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same number of days."""

    days: Number


@dataclass(frozen=True, slots=True)
class Exponential:
    """Memoryless work with the given mean, days."""

    mean: Number


@dataclass(frozen=True, slots=True)
class Lognormal:
    """Work whose logarithm is normal: median in days, sigma of the logarithm."""

    median: Number
    sigma: Number


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any length between two ends, days."""

    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Triangular:
    """Between two ends with a peak, days."""

    low: Number
    mode: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Beta:
    """``low + (high - low) * B`` with B ~ Beta(a, b); a, b at least 1/2. Days."""

    low: Number
    high: Number
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class Pert:
    """The PERT distribution: Beta with shapes ``1 + 4 (mode-low)/(high-low)`` and its mirror. Days.

    Source: Malcolm et al., Operations Research 7(5), 1959. The ends may be uncertain; the shape is taken
    at their central values.
    """

    low: Number
    mode: float
    high: Number


@dataclass(frozen=True, slots=True)
class Empirical:
    """Observed durations, days, each equally likely (no smoothing)."""

    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """A quantile function by its corners ``(probability, days)``, linear between them.

    The first probability is 0 and the last is 1. For an expert's three or five quantiles.
    """

    corners: tuple[tuple[float, float], ...]


Work = Fixed | Exponential | Lognormal | Uniform | Triangular | Beta | Pert | Empirical | Quantiles
