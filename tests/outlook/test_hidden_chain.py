"""The belief in the states of a hidden chain, against a hand calculation, closed forms and a list of all paths."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest

from detente.outlook.hidden_chain import Impossible, Redraw, Seen, drifted, filtered, normal, redrawn, weighed

TWO = ((0.0, 0.02), (0.05, 0.0))
THREE = ((0.0, 0.03, 0.01), (0.02, 0.0, 0.04), (0.005, 0.015, 0.0))


def test_by_hand() -> None:
    """Two states; seen after ten days; the belief on the thirtieth. Worked out on paper with the closed form."""
    long_run, speed = 0.05 / 0.07, 0.07
    at_ten = long_run + (0.9 - long_run) * math.exp(-speed * 10)
    seen = 0.2 * at_ten / (0.2 * at_ten + 0.6 * (1 - at_ten))
    at_thirty = long_run + (seen - long_run) * math.exp(-speed * 20)
    found = filtered((0.9, 0.1), TWO, [Seen(10.0, (0.2, 0.6))], 30.0)
    assert found == pytest.approx((at_thirty, 1 - at_thirty), abs=1e-12)


@pytest.mark.parametrize("days", [0.0, 0.3, 7.0, 400.0])
def test_drift_of_two_states_is_the_closed_form(days: float) -> None:
    long_run = 0.05 / 0.07
    first = long_run + (0.25 - long_run) * math.exp(-0.07 * days)
    assert drifted((0.25, 0.75), TWO, days) == pytest.approx((first, 1 - first), abs=1e-12)


def test_drift_in_two_parts_is_drift_in_one() -> None:
    whole = drifted((0.2, 0.5, 0.3), THREE, 90.0)
    assert drifted(drifted((0.2, 0.5, 0.3), THREE, 31.0), THREE, 59.0) == pytest.approx(whole, abs=1e-12)
    assert sum(whole) == pytest.approx(1.0, abs=1e-15)


def test_against_every_path() -> None:
    """Day by day with the transition matrix of one day: the sum over all paths of five days, and what was seen."""
    start = (0.5, 0.3, 0.2)
    day = [drifted(tuple(float(i == j) for j in range(3)), THREE, 1.0) for i in range(3)]
    seen = {2: (0.1, 0.5, 0.9), 4: (0.7, 0.2, 0.2)}
    ends = [0.0, 0.0, 0.0]
    for path in product(range(3), repeat=6):
        weight = start[path[0]]
        for step, (here, there) in enumerate(pairwise(path), start=1):
            weight *= day[here][there] * seen.get(step, (1.0, 1.0, 1.0))[there]
        ends[path[-1]] += weight
    news = [Seen(4.0, seen[4]), Seen(2.0, seen[2])]  # in any order
    assert filtered(start, THREE, news, 5.0) == pytest.approx(normal(ends), abs=1e-12)


def test_what_comes_after_the_day_asked_for_changes_nothing() -> None:
    news = [Seen(3.0, (0.1, 0.9))]
    assert filtered((0.5, 0.5), TWO, [*news, Seen(9.0, (1.0, 0.0))], 5.0) == filtered((0.5, 0.5), TWO, news, 5.0)


def test_a_day_on_which_the_state_is_drawn_anew() -> None:
    odds = ((0.3, 0.7), (0.9, 0.1))
    assert redrawn((0.5, 0.5), odds) == pytest.approx((0.6, 0.4))
    assert filtered((0.5, 0.5), ((0.0, 0.0), (0.0, 0.0)), [Redraw(1.0, odds)], 2.0) == pytest.approx((0.6, 0.4))


def test_ratios_count_and_not_their_scale() -> None:
    assert weighed((0.25, 0.75), (3.0, 1.0)) == pytest.approx(weighed((0.25, 0.75), (0.3, 0.1)))
    assert weighed((0.25, 0.75), (3.0, 1.0)) == pytest.approx((0.5, 0.5))
    with pytest.raises(Impossible):
        weighed((1.0, 0.0), (0.0, 1.0))
