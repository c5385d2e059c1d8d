# ruff: noqa: E501
"""Every bad input is a located problem, never a number."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlook_models import HORIZON, START, plain, rich

from detente.outlook import InvalidModel, Lever, Uncertain, applied, check, compare, sensitivity, simulate

NOW = ("conditions", "text", "articles")
CASES: list[tuple[tuple[str, ...], Any, tuple[str, ...], str]] = [
    (("drivers", "war", "rates", "on", "off"), -0.1, ("drivers", "war", "rates", "on", "off"), "rate-below-zero"),
    (("drivers", "war", "rates", "on", "of"), 0.1, ("drivers", "war", "rates", "on", "of"), "unknown-state"),
    (("drivers", "war", "start"), "", ("drivers", "war", "start"), "no-start"),
    (("drivers", "war", "start"), {}, ("drivers", "war", "start"), "no-start"),
    (("drivers", "war", "start"), "onn", ("drivers", "war", "start"), "unknown-state"),
    (("drivers", "mood", "start", "cold"), 1.4, ("drivers", "mood", "start", "cold"), "odds-out-of-range"),
    (("drivers", "mood", "start", "cold"), 0.4, ("drivers", "mood", "start"), "odds-sum"),
    (("drivers", "attention", "pace", "war", "on"), -1.0, ("drivers", "attention", "pace", "war", "on"), "factor-below-zero"),
    (("drivers", "war", "pace"), {"attention": {"returning": 2.0}}, ("drivers", "attention"), "circle"),
    (("hazards", "collapse", "rate"), -1e-3, ("hazards", "collapse", "rate"), "rate-below-zero"),
    (("hazards", "collapse", "rate"), math.nan, ("hazards", "collapse", "rate"), "not-a-number"),
    (("hazards", "collapse", "until"), "sighned", ("hazards", "collapse", "until"), "unknown-rung"),
    (("hazards", "collapse", "multipliers"), {"moood": {"cold": 2.0}}, ("hazards", "collapse", "multipliers", "moood"), "effect-of-nothing"),
    (("hazards", "collapse", "multipliers"), {"mood": {}}, ("hazards", "collapse", "multipliers", "mood"), "effect-on-nothing"),
    ((*NOW, "speeds"), {"mood": {"hot": 2.0}}, (*NOW, "speeds", "mood", "hot"), "effect-of-nothing"),
    ((*NOW, "work", "median"), None, (*NOW, "work", "median"), "missing-parameter"),
    ((*NOW, "work", "sigma"), -1.0, (*NOW, "work", "sigma"), "work-below-zero"),
    ((*NOW, "odds"), 1.2, (*NOW, "odds"), "odds-out-of-range"),
    ((*NOW, "odds"), Uncertain(0.5, 0.2, 1.2), (*NOW, "odds", "high"), "odds-out-of-range"),
    ((*NOW, "odds"), Uncertain(0.5, 0.6, 0.7), (*NOW, "odds"), "range-crossed"),
    ((*NOW, "delay"), -5.0, (*NOW, "delay"), "wait-below-zero"),
    ((*NOW, "closed_by"), "nobody", (*NOW, "closed_by"), "unknown-hazard"),
    (("conditions", "council", "decision", "window", "days"), (), ("conditions", "council", "decision", "window", "days"), "no-path"),
    (("conditions", "council", "decision", "odds"), 0.5, ("conditions", "council", "decision", "odds"), "odds-twice"),
    (("conditions", "vote", "retry", "back_to"), "parliment", ("conditions", "vote", "retry", "back_to"), "unknown-step"),
    (("conditions", "vote", "retry", "times"), 0, ("conditions", "vote", "retry", "times"), "no-retries"),
    (("conditions", "vote", "steps"), (), ("conditions", "vote", "steps"), "no-path"),
    (("conditions", "vote", "after"), ("ratified",), ("conditions", "ratification"), "circle"),
    (("conditions", "closing", "members"), (), ("conditions", "closing", "members"), "no-path"),
    (("rungs", "signed", "needs"), (), ("rungs", "signed", "needs"), "no-path"),
    (("rungs", "signed", "needs"), ("vot",), ("rungs", "signed", "needs"), "unknown-condition"),
    (("conditions", "transit", "survey", "work", "values"), (), ("conditions", "transit", "survey", "work", "values"), "missing-parameter"),
    (("conditions", "transit", "deed", "work", "high"), -1.0, ("conditions", "transit", "deed", "work", "high"), "work-below-zero"),
    (("conditions", "vote", "parliament", "work", "mode"), 99.0, ("conditions", "vote", "parliament", "work"), "ends-crossed"),
]  # fmt: skip


def test_the_sound_models_have_no_problem() -> None:
    assert check(rich(), HORIZON, 1) == []
    assert check(plain()) == []


@pytest.mark.parametrize(
    ("setting", "value", "place", "code"), CASES, ids=lambda x: "/".join(x) if isinstance(x, tuple) else None
)
def test_problems_say_where(setting: tuple[str, ...], value: Any, place: tuple[str, ...], code: str) -> None:
    broken = applied(rich(), Lever("break it", {setting: value}))
    problems = check(broken)
    assert (place, code) in {(p.path, p.code) for p in problems}, [str(p) for p in problems]
    for call in (
        lambda: simulate(broken, HORIZON, draws=10),
        lambda: compare(broken, [], HORIZON, draws=10),
        lambda: sensitivity(broken, "signed", HORIZON, trajectories=2, rows=2),
    ):
        with pytest.raises(InvalidModel) as caught:
            call()
        assert (place, code) in {(p.path, p.code) for p in caught.value.problems}


def test_all_problems_come_at_once_with_the_closest_name() -> None:
    broken = applied(
        rich(), Lever("break both", {("rungs", "signed", "needs"): ("vot",), ("hazards", "collapse", "rate"): -1.0})
    )
    found = check(broken, START - dt.timedelta(days=1), 0)
    assert {p.code for p in found} >= {"unknown-condition", "rate-below-zero", "horizon-in-the-past", "no-draws"}
    assert any("closest: vote" in str(p) for p in found)


def test_two_things_of_one_name() -> None:
    process = rich()
    twice = dataclasses.replace(process, conditions=(*process.conditions, process.conditions[0]))
    assert "same-name" in {p.code for p in check(twice)}


def test_a_lever_that_leads_nowhere_says_so() -> None:
    with pytest.raises(InvalidModel) as caught:
        applied(rich(), Lever("typo", {("drivers", "wars", "start"): "on"}))
    assert "no 'wars' here" in str(caught.value)
    with pytest.raises(InvalidModel):
        applied(rich(), Lever("typo", {("drivers", "war", "starts"): "on"}))


def test_no_output_is_nan_at_the_edges() -> None:
    """Rates of zero, blocked speeds, work of zero, a horizon of one day."""
    process = applied(
        rich(),
        Lever(
            "edges",
            {
                ("hazards", "escalation", "rate"): 0.0,
                ("hazards", "collapse", "multipliers"): {"mood": {"cold": 0.0, "mild": 0.0, "warm": 0.0}},
                (*NOW, "speeds"): {"mood": {"cold": 0.0, "mild": 0.0, "warm": 0.0}},
                ("conditions", "transit", "deed", "work", "high"): 0.0,
                ("conditions", "vote", "ballot", "work", "days"): 0.0,
            },
        ),
    )
    for horizon in (START, HORIZON):
        for engine in ("numpy", "auto"):
            outlook = simulate(process, horizon, draws=3_000, engine=engine)
            for goal in outlook.goals:
                estimate = outlook.probability(goal)
                assert all(math.isfinite(x) for x in (estimate.value, estimate.low, estimate.high, estimate.error))
            assert sum(outlook.outcomes("signed").values()) == pytest.approx(1.0)
            assert all(math.isfinite(h) for _, h in outlook.hazard("signed"))
    assert outlook.probability("text").value == 0.0


BAD: list[Any] = [math.nan, math.inf, -math.inf, -1.0, -1e-9, 1.0 + 1e-9, 0.0, 1e300, Uncertain(math.nan, 0.0, 1.0), Uncertain(0.5, 0.9, 0.1)]  # fmt: skip
NUMBERS = sorted({setting for setting, value, _, _ in CASES if isinstance(value, float | Uncertain)})


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NUMBERS), st.sampled_from(BAD), st.sampled_from([START, HORIZON]), st.sampled_from([0, 1, 40]))
def test_any_bad_value_is_a_problem_or_gives_whole_numbers(
    place: Any, bad: Any, horizon: dt.date, draws: int
) -> None:
    """Whatever number stands in a place: its problem is told, or every probability is one."""
    try:
        outlook = simulate(applied(rich(), Lever("bad", {place: bad})), horizon, draws=draws, engine="numpy")
    except InvalidModel as told:
        assert told.problems
        return
    assert draws > 0
    for goal in outlook.goals:
        estimate = outlook.probability(goal)
        assert 0.0 <= estimate.low <= estimate.high <= 1.0 and 0.0 <= estimate.value <= 1.0
        assert math.isfinite(estimate.error)
