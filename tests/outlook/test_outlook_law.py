"""The engine against what is known otherwise: closed forms, the reference law, SimPy."""

from __future__ import annotations

import datetime as dt
import importlib.util
import math
import os

import numpy as np
import outlook_oracle as oracle
import pytest
from outlook_models import HORIZON, START, plain

from detente.outlook import (
    ByState,
    Driver,
    Exponential,
    Fixed,
    Hazard,
    Procedure,
    Process,
    Rung,
    Scheduled,
    Step,
    Window,
    simulate,
)
from detente.outlook.draws.chance import Floats
from detente.outlook.result import Outlook

DAYS = (HORIZON - START).days + 1


def near(found: float, expected: float, draws: int, deviations: float = 4.0) -> bool:
    """Within so many standard errors of a share."""
    return abs(found - expected) <= deviations * math.sqrt(expected * (1 - expected) / draws) + 1e-12


def expm_action(rates: Floats, start: Floats, time: float) -> Floats:
    """start * exp(rates * time) by uniformisation: a sum of positive terms."""
    top = float(np.max(-np.diag(rates))) * 1.01
    jump = np.eye(len(rates)) + rates / top
    term, total, weight = start.copy(), np.zeros(len(start)), math.exp(-top * time)
    for n in range(2_000):
        total = total + weight * term
        term, weight = term @ jump, weight * top * time / (n + 1)
    return np.asarray(total)


def test_small_process_against_the_matrix_exponential() -> None:
    data = oracle.oracle()
    draws = 400_000
    outlook = simulate(oracle.small(data), oracle.START + dt.timedelta(days=400), draws=draws)
    for name, goal in (("signed_by", "signed"), ("collapsed_by", "collapse")):
        for day, expected in data["closed_form"][name].items():
            found = outlook.cumulated(goal)[int(day) - 1]
            assert near(found, expected, draws), (goal, day, found, expected)


def test_competing_exponentials() -> None:
    draws = 200_000
    outlook = simulate(plain(200.0), HORIZON, draws=draws)
    signed = (1 / 200) / (1 / 200 + 0.001)
    for day in (30, 200, 900):
        expected = signed * (1 - math.exp(-day * (1 / 200 + 0.001)))
        assert near(outlook.cumulated("signed")[day - 1], expected, draws)
    assert near(outlook.outcomes("signed")["collapse"], (1 - signed) * (1 - math.exp(-DAYS * 0.006)), draws)


def test_coupled_drivers_against_the_product_chain() -> None:
    """A child whose rates follow a parent, and a hazard that only runs in the child's second state."""
    a, b, c, d, hazard = 0.003, 0.002, 0.004, 0.005, 0.01
    pace = {"x": 0.25, "y": 3.0}
    parent = Driver("parent", ("x", "y"), "x", {"x": {"y": a}, "y": {"x": b}})
    child = Driver("child", ("p", "q"), "p", {"p": {"q": c}, "q": {"p": d}}, pace={"parent": pace})
    process = Process(
        "coupled",
        START,
        (Rung("signed", ("never",)),),
        (Procedure("never", (Step("never", Fixed(1e6)),)),),
        (child, parent),
        (Hazard("end", hazard, {"child": {"p": 0.0}}),),
    )
    # states xp, xq, yp, yq, ended
    rates = np.zeros((5, 5))
    for i, (first, second) in enumerate((("x", "p"), ("x", "q"), ("y", "p"), ("y", "q"))):
        rates[i, (i + 2) % 4] = a if first == "x" else b
        rates[i, i + 1 if second == "p" else i - 1] = (c if second == "p" else d) * pace[first]
        rates[i, 4] = hazard if second == "q" else 0.0
        rates[i, i] = -rates[i].sum()
    draws = 200_000
    outlook = simulate(process, HORIZON, draws=draws)
    for day in (100, 400, 1_000):
        expected = expm_action(rates, np.array([1.0, 0, 0, 0, 0]), float(day))[4]
        assert near(outlook.cumulated("end")[day - 1], expected, draws), day


def test_window_and_a_scheduled_day() -> None:
    """A vote that fails until a new house is elected: a product of chances."""
    house = Driver(
        "house",
        ("weak", "strong"),
        "weak",
        scheduled=(Scheduled(dt.date(2031, 6, 1), {"weak": {"weak": 0.3, "strong": 0.7}}),),
    )
    days = tuple(dt.date(year, 12, 5) for year in (2030, 2031, 2032))
    step = Step("vote", Fixed(10.0), window=Window(days, ByState("house", {"weak": 0.1, "strong": 0.8})))
    process = Process("vote", START, (Rung("passed", ("law",)),), (Procedure("law", (step,)),), (house,))
    draws = 200_000
    outlook = simulate(process, HORIZON, draws=draws)
    row = outlook.counts.by_day[0]
    found = [int(row[(day - START).days]) / draws for day in days]
    weak, strong = 0.3 * 0.9, 0.7 * 0.9
    expected = [0.1, weak * 0.1 + strong * 0.8, weak * 0.9 * 0.1 + strong * 0.2 * 0.8]
    assert int(row.sum()) == sum(round(f * draws) for f in found)
    for f, e in zip(found, expected, strict=True):
        assert near(f, e, draws)


def test_hazard_that_changes_once_something_is_met() -> None:
    """Rate h until an exponential moment, then h times a factor: a two-phase closed form."""
    h, g, factor = 0.004, 0.01, 0.25
    process = Process(
        "phases",
        START,
        (Rung("signed", ("text",)),),
        (Procedure("text", (Step("talks", Exponential(1 / g)),)),),
        hazards=(Hazard("end", h, once_met={"signed": factor}),),
    )
    draws = 200_000
    outlook = simulate(process, HORIZON, draws=draws)
    for day in (100, 600):
        alive = math.exp(-(h + g) * day)
        slow = factor * h
        between = g / (h + g - slow) * (math.exp(-slow * day) - math.exp(-(h + g) * day))
        assert near(outlook.cumulated("end")[day - 1], 1 - alive - between, draws)


def reference_outlook(draws: int) -> tuple[dict[str, object], Outlook]:
    data = oracle.oracle()
    outlook = simulate(oracle.process(data), oracle.last_day(data), draws=draws, watch=())
    return data["reference"], outlook


def test_reference_law() -> None:
    reference, outlook = reference_outlook(400_000 if importlib.util.find_spec("numba") else 60_000)
    draws = outlook.counts.draws
    shares = outlook.outcomes("signed")
    for name, found in shares.items():
        expected = float(reference[{"nothing": "none"}.get(name, name)])  # type: ignore[arg-type]
        # the reference is printed to three places
        assert abs(found - expected) < 0.0005 + 4 * math.sqrt(expected / draws), name
    for share, day in reference["signature_quantiles"].items():  # type: ignore[attr-defined]
        found_day = outlook.quantile("signed", float(share), given_met=True)
        assert found_day is not None
        assert abs((found_day - dt.date.fromisoformat(day)).days) <= 4
    signed = int(outlook.counts.by_day[0].sum())
    for day, mass in reference["one_day_mass"].items():  # type: ignore[attr-defined]
        on_day = int(outlook.counts.by_day[0, (dt.date.fromisoformat(day) - oracle.START).days]) / signed
        assert abs(on_day - mass) < 0.005 + 4 * math.sqrt(mass / signed)


def test_against_simpy() -> None:
    """Chi-square on outcomes and KS on dates; 100,000 draws of SimPy with DETENTE_SLOW=1, else 1,500."""
    pytest.importorskip("simpy")
    import outlook_simpy

    data = oracle.oracle()
    count = 100_000 if os.environ.get("DETENTE_SLOW") else 1_500
    theirs = outlook_simpy.draws(data, count, seed=11)
    reference, outlook = reference_outlook(max(count, 20_000))
    del reference
    names = ["signed", "collapse", "escalation", "none"]
    counted = [sum(name == other for other, _ in theirs) for name in names]
    ours = outlook.counts.outcome[0]
    chi2 = two_sample_chi2(np.array(counted), ours)
    assert chi2 < 16.27, (counted, ours)  # 3 degrees of freedom, one in a thousand
    for g, name in enumerate(names[:3]):
        days = np.bincount([int(day) for other, day in theirs if other == name], minlength=1461)
        gap = np.abs(
            np.cumsum(days) / days.sum() - np.cumsum(outlook.counts.by_day[g]) / outlook.counts.by_day[g].sum()
        )
        n = 1 / (1 / days.sum() + 1 / outlook.counts.by_day[g].sum())
        assert float(gap.max()) < 1.95 / math.sqrt(n), name  # one in a thousand


def two_sample_chi2(
    one: np.ndarray[tuple[int], np.dtype[np.int64]], other: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> float:
    """Chi-square of two rows of counts."""
    pooled = (one + other) / (one.sum() + other.sum())
    return float(sum(((row - pooled * row.sum()) ** 2 / (pooled * row.sum())).sum() for row in (one, other)))
