"""Run by a test in a process of its own: a plan here and on a local cluster of two processes."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from distributed import LocalCluster
from outlook_models import HORIZON, rich

from detente.outlook.draws.compile import Beliefs, build
from detente.outlook.draws.run import run
from detente.outlook.draws.tally import Tally


def main() -> None:
    """Print "same" if all counts are equal."""
    plan = build(rich(), HORIZON, Beliefs(seed=3, outer=7))
    here = run(plan, 70_000, engine="numpy")
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        there = run(plan, 70_000, engine="numpy", dask=cluster.scheduler_address)
    equal = all(np.array_equal(getattr(here, f.name), getattr(there, f.name)) for f in fields(Tally))
    print("same" if equal else "different")


if __name__ == "__main__":
    main()
