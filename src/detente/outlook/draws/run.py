"""Running a plan in chunks, by one engine or the other; the same counts everywhere."""

from __future__ import annotations

import importlib.util
import sys
from typing import Literal

from detente.outlook.draws.compiled_cache import kept
from detente.outlook.draws.place import at, summed
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.tally import Tally, tally
from detente.outlook.draws.vector import Draws
from detente.outlook.draws.vector import draw as vector_draw

Engine = Literal["auto", "numpy", "numba"]
CHUNK = 32768
SMALL, LARGE = 50_000, 2_000_000
"""Draws from which compiled code is worth loading, and worth compiling for the first time (half a minute)."""


def run(
    plan: Plan, draws: int, *, workers: int | None = None, engine: Engine = "auto", dask: str | None = None
) -> Tally:
    """Counts over draws 0 ... ``draws`` - 1. Memory grows with the summary, not with the draws.

    ``workers`` None uses one core for up to some 260,000 draws, else all.
    """
    chosen = chosen_engine(engine, draws)
    with at(workers=workers, dask=dask):
        return summed(piece, (plan, chosen), chunks(draws), threads=chosen == "numba")


def chunks(draws: int) -> list[tuple[int, int]]:
    """Spans (first, count)."""
    return [(low, min(CHUNK, draws - low)) for low in range(0, draws, CHUNK)]


def chosen_engine(engine: Engine, draws: int) -> Engine:
    """Numba where it is installed and pays, else NumPy. The numbers are the same."""
    if engine != "auto":
        return engine
    if "detente.outlook.draws.compiled" in sys.modules:
        return "numba"
    if draws < SMALL or importlib.util.find_spec("numba") is None:
        return "numpy"
    return "numba" if draws >= LARGE or kept() else "numpy"


def piece(plan: Plan, engine: Engine, span: tuple[int, int]) -> Tally:
    """Counts of one span of draws."""
    return tally(plan, span[0], draw(plan, span, engine))


def draw(plan: Plan, span: tuple[int, int], engine: Engine) -> Draws:
    """One span of draws."""
    if engine == "numba":
        from detente.outlook.draws import compiled

        return compiled.draw(plan, *span)
    return vector_draw(plan, *span)
