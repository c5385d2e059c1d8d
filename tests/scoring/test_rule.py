"""Scoring rules against sums by hand, and properness: no report beats the honest one."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.scoring.rule import brier, crps, log_score

DAYS = [date(2031, 1, 1) + timedelta(days=d) for d in range(11)]


def test_by_hand() -> None:
    assert brier(0.25, True) == 0.5625 and brier(0.25, False) == 0.0625
    assert log_score(0.25, True) == pytest.approx(math.log(4)) and log_score(1.0, True) == 0.0
    assert log_score(0.0, True) == math.inf


def test_a_sure_date_scores_the_days_it_is_off() -> None:
    sure_of_the_fifth = [0.0 if day < date(2031, 1, 5) else 1.0 for day in DAYS]
    assert crps(DAYS, sure_of_the_fifth, date(2031, 1, 5)) == 0
    assert crps(DAYS, sure_of_the_fifth, date(2031, 1, 8)) == 3
    assert crps(DAYS, sure_of_the_fifth, date(2031, 1, 2)) == 3
    assert crps(DAYS, sure_of_the_fifth, None) == 6


def test_days_may_be_far_apart() -> None:
    coarse = [DAYS[0], DAYS[4], DAYS[10]]
    fine = [0.25 if day < DAYS[4] else 0.5 for day in DAYS]
    for came in (*DAYS, None):
        assert crps(coarse, [0.25, 0.5, 0.5], came) == pytest.approx(crps(DAYS, fine, came))


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_honesty_is_best(truth: float, said: float) -> None:
    for score in (brier, log_score):
        honest = truth * score(truth, True) + (1 - truth) * score(truth, False)
        assert honest <= truth * score(said, True) + (1 - truth) * score(said, False) + 1e-12


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
def test_what_is_no_probability_is_refused(bad: float) -> None:
    for score in (brier, log_score):
        with pytest.raises(ValueError, match="no probability"):
            score(bad, True)
    with pytest.raises(ValueError, match="ascend"):
        crps([DAYS[1], DAYS[0]], [0.1, 0.2], None)
    with pytest.raises(ValueError, match="at least two"):
        crps([DAYS[0]], [0.1], None)
