"""Random numbers and quantile functions against closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from detente.outlook import Uncertain
from detente.outlook.draws import belief, chance
from detente.outlook.draws.chance import Floats

COUNT = 200_000


def stream(*name: str, first: int = 0, count: int = COUNT) -> chance.Words:
    return chance.words(chance.key(7, *name), chance.weyl(first, count))


def ks(values: Floats, law: Callable[[float], float]) -> float:
    """The Kolmogorov-Smirnov distance, times the root of the number."""
    ordered = np.sort(values)
    shares = np.array([law(float(v)) for v in ordered[:: max(len(ordered) // 4_000, 1)]])
    places = np.arange(0, len(ordered), max(len(ordered) // 4_000, 1)) / len(ordered)
    return float(np.max(np.abs(shares - places))) * math.sqrt(len(values))


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_laws(name: str) -> None:
    assert ks(chance.uniform(stream(name)), lambda u: u) < 1.95
    assert ks(chance.exponential(stream(name)), lambda x: 1 - math.exp(-x)) < 1.95
    assert ks(chance.normal(stream(name)), lambda z: 0.5 * math.erfc(-z / math.sqrt(2))) < 1.95


def test_quantiles_are_as_exact_as_they_say() -> None:
    random = stream("exact")
    u = chance.uniform(random.copy())
    exact = np.array([-math.log1p(-x) for x in u.tolist()])
    assert float(np.max(np.abs(chance.exponential(random.copy()) - exact))) < 3e-9
    z = chance.normal(random.copy())
    back = np.array([0.5 * math.erfc(-x / math.sqrt(2)) for x in z.tolist()])
    top = (random >> np.uint64(63)).astype(float)
    inner = 1.0 - chance.uniform(random << np.uint64(1))
    expected = np.where(top > 0, 1 - inner / 2, inner / 2)
    assert float(np.max(np.abs(back - expected))) < 1e-8
    y = np.linspace(-30.0, 30.0, 10_001)
    assert float(np.max(np.abs(chance.exp(y) / np.exp(y) - 1))) < 1e-10
    assert float(np.max(np.abs(chance.log(np.exp(y)) - y))) < 3e-9


def test_exponentials_are_positive_and_finite_at_the_ends() -> None:
    ends = np.array([0, 1, 2**64 - 1, 2**63, 2**12], dtype=np.uint64)
    values = chance.exponential(ends)
    assert np.all(values > 0.0) and np.all(np.isfinite(values))
    assert float(values.max()) > 35.0


def test_a_stream_is_read_by_counter() -> None:
    whole = stream("x", count=1_000)
    assert np.array_equal(whole[400:], stream("x", first=400, count=600))
    assert not np.any(stream("x", count=1_000) == stream("y", count=1_000))
    assert chance.key(1, "ab", "c") != chance.key(1, "a", "bc")


def test_streams_do_not_know_each_other() -> None:
    keys = chance.occurrence_keys(chance.key(7, "occurrences"), 8)
    rows = [chance.uniform(chance.words(key, chance.weyl(0, COUNT))) for key in keys]
    rows += [chance.uniform(stream("p")), chance.uniform(stream("q"))]
    table = np.atleast_2d(np.corrcoef(np.stack(rows)))
    off = np.abs(table[~np.eye(len(rows), dtype=bool)])
    assert float(off.max()) < 4.5 / math.sqrt(COUNT)
    lagged = np.atleast_2d(np.corrcoef(np.stack([rows[0][:-1], rows[0][1:]])))
    assert abs(float(lagged[0, 1])) < 4.5 / math.sqrt(COUNT)


def test_beliefs() -> None:
    u = (np.arange(20_000) + 0.5) / 20_000
    low, high = 2.0, 10.0
    for shape, mean in (("uniform", 6.0), ("triangular", (2 + 3 + 10) / 3), ("loguniform", 8 / math.log(5))):
        values = belief.quantile(Uncertain(3.0, low, high, shape), u)  # type: ignore[arg-type]
        assert low <= float(values.min()) and float(values.max()) <= high
        assert np.all(np.diff(values) >= 0.0)
        assert float(values.mean()) == pytest.approx(mean, rel=1e-4)
    share = belief.quantile(Uncertain(0.8, 0.0, 1.0, "beta", k=110, n=135), u)
    assert float(share.mean()) == pytest.approx(110.5 / 136, rel=1e-5)
    assert float(share.var()) == pytest.approx(110.5 * 25.5 / (136**2 * 137), rel=1e-3)
    rate = belief.quantile(Uncertain(0.1, 0.0, 9.0, "gamma", k=3, n=30), u)
    assert float(rate.mean()) == pytest.approx(3.5 / 30, rel=1e-4)
    assert float(rate.var()) == pytest.approx(3.5 / 900, rel=1e-2)


def test_corners_looked_up_in_cells_are_those_found_one_by_one() -> None:
    corners, values = belief.beta_corners(110.5, 25.5)
    cells = np.arange(belief.CELLS) / belief.CELLS
    edges = np.concatenate([corners[:-1], np.nextafter(corners[:-1], 1.0), np.nextafter(corners[1:], 0.0), cells])
    u = np.concatenate([edges, chance.uniform(stream("cells", count=10_000))])
    pieces = [belief.interpolated(corners, values, u[i : i + 50]) for i in range(0, len(u), 50)]
    assert np.array_equal(belief.interpolated(corners, values, u), np.concatenate(pieces))
