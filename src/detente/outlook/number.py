"""A number of the model: known, or uncertain with a range and a shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["uniform", "loguniform", "triangular", "beta", "gamma"]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """An uncertain parameter: its central value, its range, and how belief spreads over the range.

    ``uniform``, ``loguniform`` and ``triangular`` (peak at ``value``) live on ``[low, high]``.
    ``beta`` is the posterior of a share after ``k`` of ``n`` (Jeffreys prior, so Beta(k+1/2, n-k+1/2));
    ``gamma`` the posterior of a rate after ``k`` events in an exposure of ``n`` (Gamma(k+1/2, rate n));
    both are cut to ``[low, high]``. ``basis`` says where the number comes from. Numbers that bear the same
    ``name`` are one parameter, wherever they stand.
    """

    value: float
    low: float
    high: float
    shape: Shape = "triangular"
    k: float = 0.0
    n: float = 0.0
    basis: str = ""
    name: str = ""


Number = float | Uncertain


def central(number: Number) -> float:
    """The central value of a number."""
    return float(number.value) if isinstance(number, Uncertain) else float(number)
