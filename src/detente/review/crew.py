"""Who does the reading: this process, several on this machine, or a Dask cluster. The results are the same.

Files are handed out as workers become free, a few ahead of the one whose turn it is, and results come back in the
order of the files: memory does not grow with their number.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from detente.documents.limits import DEFAULT
from detente.review.intake import File, Order, Taken, take

AHEAD = 4
"""Files handed out for each worker at a time."""

_ADDRESS = re.compile(r"[a-z]+://[^/\s]+:\d+/?")

Work = Callable[[Iterable[File]], Iterator[Taken]]


class CrewFailed(RuntimeError):
    """The workers are not there, or were lost. The message says what to do."""


@contextmanager
def crew(order: Order, *, workers: int = 1, dask: str | None = None) -> Iterator[Work]:
    """What carries out an order on files. `dask` is the address of a cluster, as tcp://host:8786.

    Raises `CrewFailed`.
    """
    if dask is not None:
        with _cluster(order, dask) as work:
            yield work
    elif workers > 1:
        with _processes(order, workers) as work:
            yield work
    else:
        yield lambda files: (take(order, file) for file in files)


@contextmanager
def _processes(order: Order, workers: int) -> Iterator[Work]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))

    def work(files: Iterable[File]) -> Iterator[Taken]:
        try:
            yield from _in_order(
                files, lambda file: pool.submit(take, order, file), lambda future: future.result(), workers
            )
        except BrokenProcessPool as lost:
            raise CrewFailed(
                "a worker process ended before its time (out of memory?); use fewer --workers, or none"
            ) from lost

    try:
        yield work
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _cluster(order: Order, address: str) -> Iterator[Work]:
    try:
        import logging

        from distributed import Client
    except ImportError as missing:
        raise CrewFailed("Dask is not installed; pip install 'detente[dask]'") from missing
    if not _ADDRESS.fullmatch(address):
        raise CrewFailed(f"'{address}' is no address of a Dask scheduler: they look like tcp://host:8786")
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is said below, in one line
    client: Any
    try:
        client = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as failure:
        raise CrewFailed(f"there is no Dask scheduler at '{address}' ({_line(failure)})") from failure
    try:
        count = _ready(client, address)
        everywhere = client.scatter(order, broadcast=True)

        def work(files: Iterable[File]) -> Iterator[Taken]:
            try:
                yield from _in_order(
                    files,
                    lambda file: client.submit(_told, everywhere, _carried(file), pure=False, retries=2),
                    lambda future: future.result(),
                    count,
                )
            except Exception as failure:
                if type(failure).__module__.partition(".")[0] in ("distributed", "asyncio", "concurrent"):
                    raise CrewFailed(f"the cluster at '{address}' was lost ({_line(failure)})") from failure
                raise

        yield work
    finally:
        client.close()


def _told(order: Order, file: File) -> Taken:
    return take(order, file)


def _ready(client: Any, address: str) -> int:
    """The number of threads of the cluster; every worker must have this version of détente and the same model."""
    from detente import __version__

    mine = (__version__, _model())
    try:
        theirs: dict[str, tuple[str, str]] = client.run(_equipment)
    except Exception as failure:  # a worker that lacks détente cannot even name what it lacks
        raise CrewFailed(
            f"the workers at '{address}' lack détente {__version__}: pip install 'detente[reading]' there"
        ) from failure
    if not theirs:
        raise CrewFailed(f"the cluster at '{address}' has no workers")
    other = next((name for name, found in theirs.items() if tuple(found) != mine), None)
    if other is not None:
        raise CrewFailed(
            f"the worker {other} has détente {theirs[other][0]} with {theirs[other][1]}, and here it is {mine[0]} "
            f"with {mine[1]}: results would differ"
        )
    return int(sum(client.nthreads().values()))


def _equipment() -> tuple[str, str]:
    from detente import __version__

    return __version__, _model()


def _model() -> str:
    from detente.reading.model import ModelMissing, model

    try:
        meta = model().meta
    except (ModelMissing, ImportError):
        return "no English model"
    return f"{meta.get('lang')}_{meta.get('name')} {meta.get('version')}"


def _carried(file: File) -> File:
    """The file with its bytes, since other machines may not see the disk; one that cannot be read is left to fail
    there with its own message."""
    try:
        if not file.path.is_file() or file.path.stat().st_size > DEFAULT.file_bytes:
            return file
        return replace(file, data=file.path.read_bytes())
    except OSError:
        return file


def _in_order(
    files: Iterable[File], submit: Callable[[File], Any], result: Callable[[Any], Taken], workers: int
) -> Iterator[Taken]:
    running: deque[Any] = deque()
    coming = iter(files)
    try:
        while True:
            while len(running) < AHEAD * workers and (file := next(coming, None)) is not None:
                running.append(submit(file))
            if not running:
                return
            yield result(running.popleft())
    finally:
        for future in running:
            future.cancel()


def _line(failure: BaseException) -> str:
    return " ".join(str(failure).split())[:200] or type(failure).__name__


def processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
