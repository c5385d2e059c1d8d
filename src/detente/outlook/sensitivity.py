"""Which uncertain number moves the answer: one at a time (tornado), and by share of variance (Sobol)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from detente.outlook.check import checked
from detente.outlook.draws import belief, chance
from detente.outlook.draws.beliefs import Beliefs, Path
from detente.outlook.draws.chance import Floats
from detente.outlook.draws.compile import build, uncertain_numbers
from detente.outlook.draws.run import Engine, run
from detente.outlook.draws.tally import months
from detente.outlook.number import Uncertain
from detente.outlook.process import Process


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a tornado: the probability with a number at its 5% and 95% points, all else central."""

    path: Path
    number: Uncertain
    low_value: float
    high_value: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """Length of the bar."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Share:
    """A number's share of the variance of the probability: alone (first order), and with interactions.

    ``first_interval`` and ``total_interval`` are 90% bootstrap intervals. Estimates may lie outside 0..1.
    """

    path: Path
    number: Uncertain
    first: float
    total: float
    first_interval: tuple[float, float]
    total_interval: tuple[float, float]


@dataclass(frozen=True)
class Sensitivity:
    """Bars, longest first; shares, largest total first; the probability they are about."""

    rung: str
    by: dt.date
    central: float
    deviation: float
    bars: tuple[Bar, ...]
    shares: tuple[Share, ...]
    trajectories: int
    rows: int


def sensitivity(
    process: Process,
    rung: str,
    by: dt.date,
    *,
    trajectories: int = 400,
    rows: int = 256,
    tornado: bool = True,
    seed: int = 1,
    workers: int | None = None,
    engine: Engine = "auto",
    dask: str | None = None,
) -> Sensitivity:
    """Tornado and variance shares of P(rung by the end of the day ``by``), over all uncertain numbers.

    Every row of parameters meets the same ``trajectories``, so differences between rows are differences of
    parameters. ``rows`` is the base sample of the variance measure, which takes ``rows * (numbers + 2)``
    rows; 0 leaves it out, and ``tornado`` false the bars. First order after Saltelli et al., Computer Physics
    Communications 181, 2010;
    total after Jansen, CPC 117, 1999.
    """
    checked(process, by, trajectories)
    numbers = uncertain_numbers(process)
    paths = sorted(numbers)
    if not paths:
        central = _probabilities(process, rung, by, {}, 1, trajectories, seed, workers, engine, dask)
        return Sensitivity(rung, by, float(central[0]), 0.0, (), (), trajectories, rows)
    ends = np.array([[float(belief.quantile(numbers[p], np.array([q]))[0]) for p in paths] for q in (0.05, 0.95)])
    k = len(paths)
    bars_of = k if tornado else 0
    table = np.tile(np.array([numbers[p].value for p in paths]), (2 * bars_of + 1, 1))
    for i in range(bars_of):
        table[1 + 2 * i, i], table[2 + 2 * i, i] = ends[0, i], ends[1, i]
    table = np.concatenate([table, _samples(numbers, paths, rows, seed)])
    given = {path: table[:, i] for i, path in enumerate(paths)}
    chances = _probabilities(process, rung, by, given, len(table), trajectories, seed, workers, engine, dask)
    bars = [
        Bar(p, numbers[p], ends[0, i], ends[1, i], float(chances[1 + 2 * i]), float(chances[2 + 2 * i]))
        for i, p in enumerate(paths[:bars_of])
    ]
    deviation, shares = _shares(numbers, paths, chances[2 * bars_of + 1 :], rows, seed)
    return Sensitivity(
        rung, by, float(chances[0]), deviation,
        tuple(sorted(bars, key=lambda bar: (-bar.swing, bar.path))),
        tuple(sorted(shares, key=lambda share: (-share.total, share.path))), trajectories, rows,
    )  # fmt: skip


def _samples(numbers: dict[Path, Uncertain], paths: list[Path], rows: int, seed: int) -> Floats:
    """Base samples A and B, and A with one column of B at a time. Shape (rows * (k + 2), k)."""
    weyl = chance.weyl(0, rows)
    halves = [
        np.stack(
            [
                belief.quantile(numbers[p], chance.uniform(chance.words(chance.key(seed, "share", half, *p), weyl)))
                for p in paths
            ],
            axis=1,
        )
        for half in ("a", "b")
    ]
    parts = list(halves)
    for i in range(len(paths)):
        mixed = halves[0].copy()
        mixed[:, i] = halves[1][:, i]
        parts.append(mixed)
    return np.concatenate(parts)


def _probabilities(
    process: Process, rung: str, by: dt.date, given: dict[Path, Floats], rows: int, trajectories: int,
    seed: int, workers: int | None, engine: Engine, dask: str | None,
) -> Floats:  # fmt: skip
    """P(rung by the day) in each row, on common trajectories. Shape (rows,)."""
    plan = build(process, by, Beliefs(seed=seed, outer=rows, given=given), watch=(), common=True)
    counts = run(plan, rows * trajectories, workers=workers, engine=engine, dask=dask)
    reached = counts.by_month[plan.rungs.index(rung), :, : len(months(plan)[0])].sum(axis=1)
    return np.asarray(reached / trajectories)


def _shares(
    numbers: dict[Path, Uncertain], paths: list[Path], values: Floats, rows: int, seed: int
) -> tuple[float, list[Share]]:
    if rows < 2:
        return 0.0, []
    a, b, *mixed = values.reshape(-1, rows)
    # Resampled rows, by our own numbers so that they are the same everywhere.
    weyl = chance.weyl(0, rows * 200)
    picks = (chance.uniform(chance.words(chance.key(seed, "share", "bootstrap"), weyl)) * rows).astype(np.int64)
    samples = np.concatenate([np.arange(rows)[None, :], picks.reshape(200, rows)])
    first, total = [], []
    for sample in samples:
        one, two = a[sample], b[sample]
        spread = float(np.var(np.concatenate([one, two])))
        if spread <= 0.0:
            first.append([0.0] * len(paths))
            total.append([0.0] * len(paths))
            continue
        first.append([float(np.mean(two * (m[sample] - one))) / spread for m in mixed])
        total.append([float(np.mean((one - m[sample]) ** 2)) / (2.0 * spread) for m in mixed])
    f, t = np.array(first), np.array(total)

    def interval(column: Floats) -> tuple[float, float]:
        low, high = np.quantile(column, [0.05, 0.95], method="inverted_cdf")
        return float(low), float(high)

    shares = [
        Share(p, numbers[p], float(f[0, i]), float(t[0, i]), interval(f[1:, i]), interval(t[1:, i]))
        for i, p in enumerate(paths)
    ]
    return float(np.std(np.concatenate([a, b]))), shares
