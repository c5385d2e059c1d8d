"""The door: draws of a process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from detente.outlook.check import checked
from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.compile import build, uncertain_numbers
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.run import Engine, run
from detente.outlook.process import Process
from detente.outlook.result import Outlook, Pass

POINT = 0.01
MOST = 1 << 22


def planned(
    process: Process,
    horizon: dt.date,
    *,
    seed: int = 1,
    outer: int | None = None,
    draws: int = 10_000,
    watch: Iterable[str] | None = None,
) -> Plan:
    """The plan of a process, compiled once for many runs. Raises ``InvalidModel`` with all problems."""
    checked(process, horizon, draws)
    uncertain = uncertain_numbers(process)
    rows = (outer or min(2048, max(64, draws // 40))) if uncertain else 1
    return build(process, horizon, Beliefs(seed=seed, outer=rows), watch=watch)


def simulate(
    process: Process,
    horizon: dt.date,
    *,
    draws: int | None = 10_000,
    seed: int = 1,
    workers: int | None = None,
    outer: int | None = None,
    watch: Iterable[str] | None = None,
    engine: Engine = "auto",
    dask: str | None = None,
) -> Outlook:
    """Draw a process to the end of the day ``horizon``.

    ``draws`` None draws until no rung's probability moves by a point and the sampling error is under half
    a point. ``outer`` is the number of parameter draws (chosen by ``draws`` if None); trajectories go round
    them in turn. ``watch`` names conditions and hazards whose dates are kept (all if None; fewer is
    faster). Neither ``workers`` (None: all cores for large runs) nor ``engine`` nor ``dask`` (the address of a
    cluster) changes a number.

    Raises ``InvalidModel`` with every problem of the process, the horizon and the number of draws.
    """
    watch = None if watch is None else list(watch)
    if draws is not None:
        plan = planned(process, horizon, seed=seed, outer=outer, draws=draws, watch=watch)
        counts = run(plan, draws, workers=workers, engine=engine, dask=dask)
        outlook = Outlook(plan, counts)
        return Outlook(plan, counts, (_pass(outlook, None),))
    passes: list[Pass] = []
    draws = 8_192
    while True:
        plan = planned(process, horizon, seed=seed, outer=outer, draws=draws, watch=watch)
        outlook = Outlook(plan, run(plan, draws, workers=workers, engine=engine, dask=dask))
        passes.append(_pass(outlook, passes[-1] if passes else None))
        moved = passes[-1].moved
        settled = moved is not None and moved < POINT and passes[-1].error < POINT / 2
        if settled or draws >= MOST:
            return Outlook(plan, outlook.counts, tuple(passes))
        draws *= 2


def _pass(outlook: Outlook, before: Pass | None) -> Pass:
    estimates = [outlook.probability(rung) for rung in outlook.plan.rungs]
    values = tuple(estimate.value for estimate in estimates)
    moved = None
    if before is not None:
        moved = max(abs(a - b) for a, b in zip(values, before.probabilities, strict=True))
    error = max(estimate.error for estimate in estimates)
    return Pass(outlook.counts.draws, outlook.plan.outer, values, moved, error)
