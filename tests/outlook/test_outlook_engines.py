"""The two engines agree to the last bit, and the answer does not depend on how the draws are cut up."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import outlook_oracle as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlook_models import HORIZON, plain, rich
from outlook_random import tangled

from detente.outlook import simulate
from detente.outlook.draws import vector
from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.compile import build
from detente.outlook.draws.place import total
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.run import piece, run
from detente.outlook.draws.tally import Tally, outcomes
from detente.outlook.draws.vector import Draws
from detente.outlook.process import Process

without_numba = pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")


def made(process: Process, outer: int = 1, watch: tuple[str, ...] | None = None) -> Plan:
    return build(process, HORIZON, Beliefs(seed=3, outer=outer), watch=watch)


def same(one: Tally, other: Tally) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Tally))


def equal(plan: Plan, one: Draws, other: Draws) -> bool:
    """Whether all that counts is the same: every time before a draw is ended, every outcome, every last member."""
    (a, codes), (b, others) = outcomes(plan, one), outcomes(plan, other)
    reached = codes == 0
    return (
        np.array_equal(a, b)
        and np.array_equal(codes, others)
        and np.array_equal(one.last[reached], other.last[reached])
    )


@without_numba
@pytest.mark.parametrize("outer", [1, 7])
@pytest.mark.parametrize("watch", [None, ()])
def test_engines_agree_to_the_last_bit(outer: int, watch: tuple[str, ...] | None) -> None:
    from detente.outlook.draws import compiled

    plan = made(rich(), outer, watch)
    one, other = vector.draw(plan, 500, 9_000), compiled.draw(plan, 500, 9_000)
    assert equal(plan, one, other)
    assert 0.05 < np.isfinite(one.times[1]).mean() < 0.95


@without_numba
@settings(max_examples=150)
@given(tangled(), st.booleans(), st.integers(1, 3))
def test_engines_agree_on_any_process(process: Process, watch: bool, outer: int) -> None:
    from detente.outlook.draws import compiled

    plan = build(process, HORIZON, Beliefs(seed=5, outer=outer), watch=None if watch else ())
    assert equal(plan, vector.draw(plan, 0, 700), compiled.draw(plan, 0, 700))


@without_numba
def test_engines_agree_on_the_made_up_process() -> None:
    from detente.outlook.draws import compiled

    data = oracle.oracle()
    plan = build(oracle.process(data), oracle.last_day(data), Beliefs(seed=1, outer=1))
    one, other = vector.draw(plan, 0, 20_000), compiled.draw(plan, 0, 20_000)
    assert equal(plan, one, other)


def test_any_chunks_give_the_same_counts() -> None:
    plan = made(rich(), 7)
    whole = piece(plan, "numpy", (0, 3_000))
    parts = total(piece(plan, "numpy", span) for span in [(1_700, 1_300), (0, 1), (1, 1_699)])
    assert same(whole, parts)


@pytest.mark.parametrize("outer", [1, 7])
@pytest.mark.parametrize("block", [1, 64, 701])
def test_any_blocks_give_the_same_draws(outer: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = made(rich(), outer)
    whole = vector.draw(plan, 40, 700)
    monkeypatch.setattr(vector, "BLOCK", block)
    parts = vector.draw(plan, 40, 700)
    assert np.array_equal(whole.times, parts.times)
    assert np.array_equal(whole.last, parts.last)


@pytest.mark.parametrize("engine", ["numpy", pytest.param("numba", marks=without_numba)])
def test_any_number_of_workers_gives_the_same_counts(engine: str) -> None:
    plan = made(plain(), 1)
    one = run(plan, 70_000, workers=1, engine=engine)  # type: ignore[arg-type]
    two = run(plan, 70_000, workers=2, engine=engine)  # type: ignore[arg-type]
    assert same(one, two)


def test_a_cluster_of_processes_gives_the_same_counts() -> None:
    pytest.importorskip("distributed")
    # In a process of its own: this suite refuses every connection, and a cluster talks to itself.
    script = Path(__file__).with_name("outlook_cluster.py")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "same"


def test_common_trajectories_do_not_differ_between_equal_rows() -> None:
    process = rich()
    beliefs = Beliefs(seed=3, outer=3)
    central = made(process, 1)
    given = {path: np.full(3, central.values[0, i]) for i, path in enumerate(central.parameters)}
    plan = build(process, HORIZON, Beliefs(seed=beliefs.seed, outer=3, given=given), common=True)
    times = vector.draw(plan, 0, 300).times
    assert np.array_equal(times[:, 0::3], times[:, 1::3])
    assert np.array_equal(times[:, 0::3], times[:, 2::3])
    assert np.array_equal(times[:, 0::3], vector.draw(central, 0, 100).times)


def test_seed_decides() -> None:
    one, two = (simulate(plain(), HORIZON, draws=2_000, seed=s, engine="numpy") for s in (1, 2))
    again = simulate(plain(), HORIZON, draws=2_000, seed=1, engine="numpy")
    assert same(one.counts, again.counts)
    assert not same(one.counts, two.counts)
