"""Run by a test in a process of its own: the same draws here and on a local cluster of two processes."""

from __future__ import annotations

import contextlib
import io
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from distributed import LocalCluster
from outlook_models import HORIZON, plain, rich

from detente import cli
from detente.outlook import Lever, compare
from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.compile import build
from detente.outlook.draws.place import NoCluster, at
from detente.outlook.draws.run import run

ARLAND = str(Path(__file__).resolve().parents[1] / "arland")


def same(one: Any, other: Any) -> bool:
    """Whether all counts are equal."""
    return all(
        np.array_equal(getattr(one, f.name), getattr(other, f.name))
        for f in fields(one)
        if isinstance(getattr(one, f.name), np.ndarray)
    )


def said(*words: str) -> str:
    """What a command prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert cli.main(words) == 0, words
    return out.getvalue()


def main() -> None:
    """Print "same" if counts, pairs and printed numbers are equal."""
    plan = build(rich(), HORIZON, Beliefs(seed=3, outer=7))
    late = Lever("late", {("conditions", "text", "talks", "delay"): 90.0})
    command = ("outlook", ARLAND, "--json", "--draws", "40000")
    here = run(plan, 70_000, engine="numpy")
    pairs = compare(plain(), [late], HORIZON, draws=70_000, engine="numpy").pairs
    printed = said(*command)
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        assert same(here, run(plan, 70_000, engine="numpy", dask=address))
        with at(dask=address):
            assert same(pairs, compare(plain(), [late], HORIZON, draws=70_000, engine="numpy").pairs)
        assert printed == said(*command, "--dask", address)
    try:
        with at(dask=address):
            raise AssertionError("a cluster that is gone was found")
    except NoCluster as gone:
        assert address in str(gone)
    print("same")


if __name__ == "__main__":
    main()
