"""What must hold of any process: pairing, monotony, arithmetic of the results."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlook_models import HORIZON, START, plain, rich
from outlook_random import processes

from detente.outlook import (
    Driver,
    Exponential,
    Hazard,
    Lever,
    Procedure,
    Process,
    Rung,
    Step,
    Uncertain,
    applied,
    compare,
    sensitivity,
    simulate,
)


@settings(max_examples=40)
@given(st.data())
def test_delaying_a_step_never_makes_signature_likelier_on_any_day(data: st.DataObject) -> None:
    process = data.draw(processes())
    procedure = data.draw(st.sampled_from([c for c in process.conditions if isinstance(c, Procedure)]))
    step = data.draw(st.sampled_from(procedure.steps))
    path: tuple[str, ...] = ("conditions", procedure.name, step.name, "delay")
    lever = Lever("later", {path: float(step.delay) + data.draw(st.sampled_from([1.0, 40.0, 300.0]))})  # type: ignore[arg-type]
    pair = compare(process, [lever], HORIZON, draws=400, engine="numpy")
    before, after = (pair.before.cumulated("signed"), pair.after.cumulated("signed"))
    assert np.all(after <= before)
    # and not only on balance: no single draw gains
    assert pair.pairs.gained.sum() == 0


@settings(max_examples=25)
@given(st.data())
def test_more_work_or_a_later_date_never_helps(data: st.DataObject) -> None:
    process = data.draw(processes())
    settings_: dict[tuple[str, ...], object] = {
        ("conditions", "c0", "s00", "work"): Exponential(500.0),
        ("conditions", "c0", "s00", "not_before"): dt.date(2031, 5, 1),
    }
    base = applied(process, Lever("base", {("conditions", "c0", "s00", "work"): Exponential(100.0)}))
    pair = compare(base, [Lever("more", settings_)], HORIZON, draws=300, engine="numpy")
    assert pair.pairs.gained.sum() == 0


def unrelated() -> tuple[Process, list[Lever]]:
    """The rich process with a driver that touches nothing, a condition nobody needs, and levers on both."""
    process = rich()
    idle = Driver("idle", ("a", "b"), "a", {"a": {"b": 0.01}})
    apart = Procedure("apart", (Step("alone", Exponential(30.0), {"idle": {"b": 3.0}}),))
    process = dataclasses.replace(process, drivers=(*process.drivers, idle), conditions=(*process.conditions, apart))
    return process, [
        Lever("idle faster", {("drivers", "idle", "rates", "a", "b"): 0.5}),
        Lever("idle elsewhere", {("drivers", "idle", "start"): "b"}),
    ]


@pytest.mark.parametrize("engine", ["numpy", "auto"])
def test_a_lever_without_a_causal_path_changes_nothing_at_all(engine: str) -> None:
    process, levers = unrelated()
    pair = compare(process, levers, HORIZON, draws=3_000, engine=engine)  # type: ignore[arg-type]
    goals = [g for g in pair.before.goals if g != "apart"]
    rows = [pair.before.goals.index(g) for g in goals]
    assert np.array_equal(pair.before.counts.by_day[rows], pair.after.counts.by_day[rows])
    assert pair.difference("signed").value == 0.0
    assert pair.moved("signed") == {} and pair.paths("signed") == {}
    still = compare(process, [Lever("same", {("hazards", "collapse", "ends"): True})], HORIZON, draws=500)
    assert still.unchanged


def test_adding_a_thing_leaves_the_draws_of_all_others() -> None:
    """Streams are keyed by name: a new driver, condition and hazard move nobody else's numbers."""
    process, _ = unrelated()
    more = dataclasses.replace(process, hazards=(*process.hazards, Hazard("noise", 0.01, ends=False)))
    one, two = (simulate(p, HORIZON, draws=2_000, watch=("text", "vote"), outer=8) for p in (rich(), more))
    assert np.array_equal(one.counts.by_day, two.counts.by_day)


def test_a_lever_on_a_parent_reaches_the_child_and_not_the_reverse() -> None:
    attention = Lever("child", {("drivers", "attention", "rates", "elsewhere", "returning"): 0.05})
    pair = compare(rich(), [attention], HORIZON, draws=2_000)
    # transit is touched by no driver; the vote by house and mood only
    for goal in ("transit", "vote"):
        row = pair.before.goals.index(goal)
        before = pair.before.counts.by_day[row].sum()
        assert before > 0
    assert pair.pairs.touched > 0
    assert pair.difference("signed").value < 0.0


def test_results_add_up() -> None:
    outlook = simulate(rich(), HORIZON, draws=20_000)
    for rung in outlook.plan.rungs:
        shares = outlook.outcomes(rung)
        assert sum(shares.values()) == pytest.approx(1.0)
        assert shares[rung] == pytest.approx(outlook.probability(rung).value)
        assert sum(outlook.last(rung).values()) == pytest.approx(1.0)
        alive = 1.0
        for _, chance in outlook.hazard(rung):
            assert 0.0 <= chance <= 1.0
            alive *= 1.0 - chance
        day = outlook.quantile(rung, 0.25, given_met=True)
        assert day is not None
        reached = outlook.counts.by_day[outlook.goals.index(rung)]
        index = (day - START).days
        assert reached[: index + 1].sum() >= 0.25 * reached.sum() > reached[:index].sum()
    ladder = [outlook.probability(rung).value for rung in outlook.plan.rungs]
    assert ladder == sorted(ladder, reverse=True)
    estimate = outlook.probability("signed")
    assert estimate.low < estimate.value < estimate.high
    assert estimate.high - estimate.low > 4 * estimate.error  # parameters, not drawing, make it wide
    assert outlook.quantile("signed", 0.99) is None
    assert str(simulate(plain(1e6), HORIZON, draws=2_000).probability("signed")).startswith("under 1%")
    moments = outlook.moments("signed")
    assert moments and all(abs(m.change) >= 0.02 for m in moments)


def test_hazard_is_constant_where_the_rates_are() -> None:
    outlook = simulate(plain(300.0), HORIZON, draws=200_000)
    full = [chance for first, chance in outlook.hazard("signed") if first.month in (1, 3, 5, 7, 8, 10, 12)][:8]
    expected = (1 / 300) / (1 / 300 + 0.001) * (1 - np.exp(-31 * (1 / 300 + 0.001)))
    assert full == pytest.approx([expected] * 8, rel=0.06)


def test_it_draws_until_it_settles() -> None:
    outlook = simulate(rich(), HORIZON, draws=None, watch=())
    last = outlook.convergence[-1]
    assert last.moved is not None and last.moved < 0.01 and last.error < 0.005
    assert [p.draws for p in outlook.convergence] == sorted(p.draws for p in outlook.convergence)
    assert len(outlook.convergence) >= 2


def test_sensitivity_finds_what_matters_and_the_shares_of_a_sum() -> None:
    """Two rates that end a draw, one ten times as uncertain: first-order shares follow the variances."""
    process = Process(
        "sum",
        START,
        (Rung("signed", ("text",)),),
        (Procedure("text", (Step("talks", Exponential(100.0)),)),),
        hazards=(
            Hazard("wide", Uncertain(0.002, 0.0, 0.004, "uniform"), until="signed"),
            Hazard("narrow", Uncertain(0.002, 0.0018, 0.0022, "uniform"), until="signed"),
            Hazard("idle", Uncertain(0.001, 0.0, 0.002, "uniform"), ends=False),
        ),
    )
    found = sensitivity(process, "signed", HORIZON, trajectories=2_000, rows=256)
    assert [bar.path[1] for bar in found.bars] == ["wide", "narrow", "idle"]
    wide, narrow, idle = found.bars
    expected = [0.01 / (0.01 + 0.002 + x) for x in (0.0038, 0.0002)]
    assert [wide.at_high, wide.at_low] == pytest.approx(expected, abs=0.04)
    assert idle.at_low == idle.at_high == found.central
    shares = {share.path[1]: share for share in found.shares}
    assert shares["wide"].total > 0.9 and shares["wide"].first > 0.8
    assert shares["narrow"].total < 0.05
    assert shares["idle"].total == 0.0 and shares["idle"].first == 0.0
    assert narrow.swing < wide.swing / 5
    assert sensitivity(plain(), "signed", HORIZON).bars == ()


def test_paired_differences_are_sharper_than_separate_ones() -> None:
    lever = Lever("a little slower", {("conditions", "text", "talks", "delay"): 10.0})
    pair = compare(plain(), [lever], HORIZON, draws=20_000, checkpoints=[dt.date(2030, 9, 1)])
    difference = pair.difference("signed", dt.date(2030, 9, 1))
    p = pair.before.probability("signed", dt.date(2030, 9, 1)).value
    assert difference.high < 0.0
    assert difference.error < 0.5 * (2 * p * (1 - p) / 20_000) ** 0.5
    expected = -(np.exp(-(184 - 10) / 200) - np.exp(-184 / 200)) * 0.88  # roughly: under the collapse hazard
    assert difference.value == pytest.approx(expected, abs=0.01)
    assert pair.moved("signed")


def test_the_example_of_the_docs_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "outlook.md"
    example = page.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    exec(compile(example, str(page), "exec"), {})
    assert "%" in capsys.readouterr().out
