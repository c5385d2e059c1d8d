"""From a way of making a number to the number: against closed forms and sums by hand."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from detente.case.ledger import Reckoning
from detente.scoring.reckoning import CannotReckon, chances, law, shipped_class, shipped_hazard
from detente.values.basis import Basis

MADE = dt.date(2031, 6, 30)
YEAR = 146097 / 400


def item(**given: Any) -> Reckoning:
    return Reckoning.model_validate(given)


def within(days: float, **given: Any) -> tuple[float, float, float]:
    found = law(item(**given))
    assert found is not None
    chance = found.within(days)
    return chance.low, chance.value, chance.high


def test_events_are_a_gamma_poisson_mixture_with_jeffreys_prior() -> None:
    """The chance of none is the mean of exp(-rate t) over Gamma(k + 1/2, E): integrated here over a grid."""
    k, exposure, t = 3, 400.0, 245.0
    grid = [(i + 0.5) / 200_000 * 0.1 for i in range(200_000)]
    weight = [rate ** (k - 0.5) * math.exp(-rate * exposure) for rate in grid]
    none = sum(w * math.exp(-r * t) for w, r in zip(weight, grid, strict=True)) / sum(weight)
    low, value, high = within(t, events=str(k), exposure="400 days")
    assert value == pytest.approx(1 - none, abs=1e-6)
    share, total, edges = 0.0, sum(weight), []
    for rate, w in zip(grid, weight, strict=True):
        before, share = share, share + w / total
        edges += [rate for edge in (0.05, 0.95) if before < edge <= share]
    assert [low, high] == pytest.approx([1 - math.exp(-rate * t) for rate in edges], abs=1e-4)


def test_no_event_seen_is_not_no_chance() -> None:
    low, value, high = within(365.0, events="0", exposure="2 years")
    assert 0 < low < value < high < 1 and value == pytest.approx(1 - (2 * YEAR / (2 * YEAR + 365)) ** 0.5)


def test_a_class_within_years_is_spread_evenly_over_them() -> None:
    low, value, high = within(2 * YEAR, **{"class": "war-again 7/69"})
    k, n = shipped_class(Basis.parse("class war-again 7/69")).effective
    assert n < 69 and value == pytest.approx((k + 0.5) / (n + 1)) and low < value < high
    half = within(YEAR, **{"class": "war-again 7/69"})[1]
    assert (1 - half) ** 2 == pytest.approx(1 - value)


def test_a_class_without_years_has_no_days() -> None:
    found = law(item(**{"class": "ratification 38/45"}))
    assert found is not None and not found.dated
    assert found.within(10).value == found.within(1000).value == pytest.approx(38.5 / 46, abs=0.005)


def test_numbers_set_by_hand_stand_as_they_are() -> None:
    given = item(
        value={"2031-12-31": "7%", "2032-06-30": "0.2"}, range={"2031-12-31": "1..30%", "2032-06-30": "0.1..0.5"}
    )
    found = chances(given, MADE, [dt.date(2031, 12, 31), dt.date(2032, 6, 30)])
    assert [(c.low, c.value, c.high) for c in found.values()] == [(0.01, 0.07, 0.3), (0.1, 0.2, 0.5)]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"class": "war-again 8/69"}, "no shipped class"),
        ({"events": "2"}, "exposure"),
        ({"events": "2", "exposure": "5 seats"}, "measure different things"),
        ({"events": "2", "exposure": "0 days"}, "no length of time"),
        ({"events": "26", "exposure": "167.8 years", "basis": "class quiet-hazard"}, "no shipped hazard"),
        ({"value": {"2031-12-31": "7%"}}, "no value and range"),
        ({"value": {"2031-12-31": "0%"}, "range": {"2031-12-31": "0..5%"}}, "no chance"),
        ({"value": {"2031-12-31": "50%"}, "range": {"2031-12-31": "10..40%"}}, "no chance"),
        ({"value": {"2031-12-31": "5 seats"}, "range": {"2031-12-31": "1..9 seats"}}, "no chance"),
        ({"value": {"2031-12-31": "0.5..0.6"}, "range": {"2031-12-31": "0.1..0.9"}}, "no chance"),
    ],
)
def test_what_cannot_be_reckoned_is_said(given: dict[str, Any], says: str) -> None:
    with pytest.raises(CannotReckon, match=says):
        chances(item(**given), MADE, [dt.date(2031, 12, 31)])


def test_hazards_by_quiet_years_are_found_by_their_count() -> None:
    assert shipped_hazard(27, 167.8) and not shipped_hazard(27, 167.0)
