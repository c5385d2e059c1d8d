"""Running a plan: in chunks, on one core or several, here or on a cluster; the same counts everywhere."""

from __future__ import annotations

import functools
import importlib.util
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

from detente.outlook.draws.compiled_cache import kept
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.tally import Tally, tally
from detente.outlook.draws.vector import Draws
from detente.outlook.draws.vector import draw as vector_draw

Engine = Literal["auto", "numpy", "numba"]
CHUNK = 32768
SMALL, LARGE = 50_000, 2_000_000
"""Draws from which compiled code is worth loading, and worth compiling for the first time (half a minute)."""


def run(plan: Plan, draws: int, *, workers: int = 1, engine: Engine = "auto", dask: str | None = None) -> Tally:
    """Counts over draws 0 ... ``draws`` - 1. Memory grows with the summary, not with the draws."""
    pieces = chunks(draws)
    chosen = chosen_engine(engine, draws)
    if dask is not None:
        return total(_on_cluster(plan, pieces, chosen, dask))
    if workers <= 1 or len(pieces) == 1:
        return total(piece(plan, span, chosen) for span in pieces)
    if chosen == "numba":
        with ThreadPoolExecutor(workers) as pool:
            return total(pool.map(lambda span: piece(plan, span, chosen), pieces))
    return total(_in_processes(plan, pieces, chosen, workers))


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


def piece(plan: Plan, span: tuple[int, int], engine: Engine) -> Tally:
    """Counts of one span of draws."""
    return tally(plan, span[0], draw(plan, span, engine))


def draw(plan: Plan, span: tuple[int, int], engine: Engine) -> Draws:
    """One span of draws."""
    if engine == "numba":
        from detente.outlook.draws import compiled

        return compiled.draw(plan, *span)
    return vector_draw(plan, *span)


def total(parts: Iterable[Tally]) -> Tally:
    """The sum."""
    return functools.reduce(lambda a, b: a + b, parts)


def _in_processes(plan: Plan, pieces: list[tuple[int, int]], engine: Engine, workers: int) -> Iterator[Tally]:
    """Plain child processes that read a plan and write counts: no import of the caller's main module."""
    running = []
    for w in range(min(workers, len(pieces))):
        child = subprocess.Popen(
            [sys.executable, "-m", "detente.outlook.draws.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        running.append(child)
        assert child.stdin is not None
        child.stdin.write(pickle.dumps((plan, pieces[w::workers], engine)))
        child.stdin.close()
    for child in running:
        assert child.stdout is not None
        answer = child.stdout.read()
        if child.wait() != 0:
            raise RuntimeError("a worker process of the outlook failed; its message is above")
        yield pickle.loads(answer)


def _on_cluster(plan: Plan, pieces: Sequence[tuple[int, int]], engine: Engine, address: str) -> Iterator[Tally]:
    """On a Dask cluster (the extra ``detente[dask]``)."""
    from distributed import Client

    client: Any
    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        everywhere = client.scatter(plan, broadcast=True)
        futures = client.map(_spans, [everywhere] * len(pieces), pieces, [engine] * len(pieces), pure=False)
        yield from client.gather(futures)


def _spans(plan: Plan, span: tuple[int, int], engine: Engine) -> Tally:
    return piece(plan, span, engine)
