"""Where draws are made: on the cores of this machine or on a Dask cluster. The counts are the same everywhere."""

from __future__ import annotations

import functools
import operator
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
MANY = 8
"""Pieces from which all cores are used unasked: below, starting them costs more than it saves."""
_ADDRESS = re.compile(r"[a-z]+://[^\s/:]+:\d+|[^\s/:]+:\d+")


class NoCluster(RuntimeError):
    """Dask is missing, or the cluster is not there or was lost. The message says what to do."""


@dataclass(frozen=True)
class Place:
    """``workers`` of this machine (None: one for few pieces, else all cores), or the client of a cluster."""

    workers: int | None = None
    client: Any = None
    address: str = ""


_place: ContextVar[Place | None] = ContextVar("place", default=None)


@contextmanager
def at(*, workers: int | None = None, dask: str | None = None) -> Iterator[None]:
    """All draws inside are made there: by so many workers, or on the cluster at the address ``dask``.

    With neither, where they would have been made anyhow. Raises ``NoCluster``.
    """
    if workers is None and dask is None:
        yield
        return
    client = None if dask is None else _client(dask)
    token = _place.set(Place(workers, client, dask or ""))
    try:
        yield
    finally:
        _place.reset(token)
        if client is not None:
            client.close()


def summed(function: Callable[..., T], shared: tuple[Any, ...], pieces: Sequence[Any], *, threads: bool) -> T:
    """The sum of ``function(*shared, piece)`` over all pieces, made where draws are made now.

    Counts are whole numbers, so that it does not matter who adds what first. ``function`` stands at the top
    of a module, so that another process finds it. ``threads`` says that it leaves the interpreter free, so
    that threads do.
    """
    place = _place.get() or Place()
    if place.client is not None:
        return _on_cluster(place, function, shared, pieces)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = place.workers if place.workers is not None else (cores if len(pieces) >= MANY else 1)
    workers = min(workers, len(pieces))
    if workers <= 1:
        return part(function, shared, pieces)
    shares = [pieces[w::workers] for w in range(workers)]
    if threads:
        with ThreadPoolExecutor(workers) as pool:
            return total(pool.map(lambda share: part(function, shared, share), shares))
    return total(_in_processes(function, shared, shares))


def part(function: Callable[..., T], shared: tuple[Any, ...], pieces: Iterable[Any]) -> T:
    """The sum over some pieces, here."""
    return total(function(*shared, piece) for piece in pieces)


def total(parts: Iterable[T]) -> T:
    """The sum."""
    return functools.reduce(operator.add, parts)


def _in_processes(function: Callable[..., T], shared: tuple[Any, ...], shares: Sequence[Any]) -> Iterator[T]:
    """Plain child processes that read work and write a sum: no import of the caller's main module."""
    running = []
    for share in shares:
        child = subprocess.Popen(
            [sys.executable, "-m", "detente.outlook.draws.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        running.append(child)
        assert child.stdin is not None
        child.stdin.write(pickle.dumps((function, shared, share)))
        child.stdin.close()
    for child in running:
        assert child.stdout is not None
        answer = child.stdout.read()
        if child.wait() != 0:
            raise RuntimeError("a worker process of the outlook failed; its message is above")
        yield pickle.loads(answer)


def _client(address: str) -> Any:
    try:
        import logging

        from distributed import Client
    except ImportError as missing:
        raise NoCluster("Dask is not installed; pip install 'detente[dask]'") from missing
    if not _ADDRESS.fullmatch(address):
        raise NoCluster(f"'{address}' is no address of a Dask scheduler: they look like tcp://host:8786")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is said in one line
    client: Any
    try:
        client = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as failure:
        raise NoCluster(f"there is no Dask scheduler at '{address}'") from failure
    try:
        _same_everywhere(client, address)
    except NoCluster:
        client.close()
        raise
    return client


def _same_everywhere(client: Any, address: str) -> None:
    """Every worker must have this version of détente: others could draw other numbers."""
    mine = version()
    try:
        theirs: dict[str, str] = client.run(version)
    except Exception as failure:  # a worker that lacks détente cannot even name what it lacks
        raise NoCluster(f"the workers at '{address}' lack détente {mine}: pip install detente there") from failure
    if not theirs:
        raise NoCluster(f"the cluster at '{address}' has no workers")
    for name, other in theirs.items():
        if other != mine:
            raise NoCluster(f"the worker {name} has détente {other}, and here it is {mine}: numbers could differ")


def version() -> str:
    """The version of détente and a hash of what draws."""
    from detente import __version__
    from detente.outlook.draws.compiled_cache import stamp

    return f"{__version__} ({stamp()})"


def _on_cluster(place: Place, function: Callable[..., T], shared: tuple[Any, ...], pieces: Sequence[Any]) -> T:
    try:
        everywhere = place.client.scatter([shared], broadcast=True)[0]
        threads = max(1, sum(place.client.nthreads().values()))
        # A few shares for each thread, so that a slow machine does not hold up the rest.
        count = min(len(pieces), 4 * threads)
        shares = [list(pieces[w::count]) for w in range(count)]
        sums = [place.client.submit(part, function, everywhere, share, pure=False, retries=2) for share in shares]
        found: T = total(place.client.gather(sums))
    except Exception as failure:
        if type(failure).__module__.partition(".")[0] in ("distributed", "asyncio", "concurrent"):
            raise NoCluster(f"the cluster at '{place.address}' was lost") from failure
        raise
    return found
