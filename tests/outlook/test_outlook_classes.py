"""Reference classes: against published curves, against each other, and against the folder they come from."""

from __future__ import annotations

import csv
import datetime as dt
import math
import subprocess
import sys
from pathlib import Path

import pytest
from outlook_oracle import shared

from detente.outlook.classes import (
    cumulative_incidence,
    kaplan_meier,
    pooled_rates,
    pooled_shares,
    quiet_hazards,
    reference_classes,
    signature_curve,
    signature_incidence,
    text_watches,
)
from detente.outlook.classes.reference import rows
from detente.outlook.interval import wilson

# Remission under 6-mercaptopurine, weeks: Freireich et al., Blood 21, 1963; the textbook example.
FREIREICH = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_kaplan_meier_gives_the_published_curve() -> None:
    steps = kaplan_meier(FREIREICH, [True] * 9 + [False] * 12)
    assert {step.days: round(step.share, 3) for step in steps} == PUBLISHED
    assert [step.at_risk for step in steps] == [21, 17, 15, 12, 11, 7, 6]
    # Greenwood at 6 weeks: sqrt(.857 * .143 / 21), as no one has left the watch before
    assert steps[0].error == pytest.approx(math.sqrt(6 / 7 * 1 / 7 / 21), rel=1e-12)
    assert (round(steps[0].low, 3), round(steps[0].high, 3)) == (0.620, 0.952)


def test_incidence_without_a_rival_is_one_minus_survival() -> None:
    ends = [1] * 9 + [0] * 12
    curve = kaplan_meier(FREIREICH, [end == 1 for end in ends])
    incidence = cumulative_incidence(FREIREICH, ends)
    assert [i.first for i in incidence] == pytest.approx([1 - s.share for s in curve])
    mixed = cumulative_incidence([1, 2, 3, 4], [1, 2, 1, 2])
    assert mixed[-1].first + mixed[-1].second == pytest.approx(1.0)
    assert [round(i.first, 4) for i in mixed] == [0.25, 0.25, 0.5, 0.5]


def test_the_last_step_claims_no_certainty() -> None:
    steps = kaplan_meier([1, 2], [True, True])
    assert steps[-1].share == 0.0
    assert steps[-1].high == steps[0].high > 0.0


def test_an_outside_condition_slows_signature() -> None:
    with_it, without = (text_watches(outside_condition=value) for value in (True, False))
    assert (len(with_it), len(without)) == (4, 19)
    median = {
        name: next((s.days for s in signature_curve(group) if s.share <= 0.5), None)
        for name, group in (("with", with_it), ("without", without))
    }
    assert median["without"] is not None and median["with"] is not None
    assert median["without"] < 365 < median["with"]
    final = signature_incidence(without)[-1]
    assert final.first + final.second == pytest.approx(1.0)
    assert final.second == pytest.approx(7 / 19)


def test_nothing_later_is_known() -> None:
    day = dt.date(2025, 4, 30)
    known = text_watches(as_of=day)
    assert len(known) == 21
    assert all(w.start <= day and w.start + dt.timedelta(days=w.days) <= day for w in known)
    early = text_watches(as_of=dt.date(2000, 1, 1))
    assert [w.end for w in early if w.start.year == 1997] == ["open"]
    assert len(text_watches(verified_only=True)) < len(text_watches())


def test_every_class_says_what_it_cannot() -> None:
    names = {c.name for c in reference_classes()}
    assert {"ratification", "compliance", "referendums", "settlement-attempts", "war-again"} <= names
    for c in reference_classes():
        assert c.cannot_say and c.source and c.id
        low, high = wilson(c.k, c.n)
        assert c.wilson == pytest.approx((low, high), abs=2e-4), c.id
        assert c.share == pytest.approx(c.k / c.n, abs=1e-4)
        assert c.low <= c.share <= c.high
        inside = [c.wilson] + ([c.bootstrap] if c.bootstrap else [])
        assert c.low == min(i[0] for i in inside) and c.high == max(i[1] for i in inside)
        k, n = c.effective
        assert n <= c.n and k / n == pytest.approx(c.k / c.n)
    for h in quiet_hazards():
        assert h.low <= h.per_year <= h.high
        assert h.per_year == pytest.approx(h.events / h.exposure_years, rel=2e-3, abs=1e-4)
    assert len({c.id for c in reference_classes()}) == len(reference_classes())


def test_pooling_draws_small_classes_in_and_leaves_large_ones() -> None:
    pool = pooled_shares({"small": (0, 3), "large": (180, 300), "middling": (9, 30), "other": (70, 100)})
    by_name = {c.name: c for c in pool.classes}
    assert 0.0 < by_name["small"].value < pool.mean
    assert by_name["small"].weight < by_name["middling"].weight < by_name["large"].weight
    assert abs(by_name["large"].value - 0.6) < 0.02
    for c in pool.classes:
        prior = pool.mean * pool.strength
        assert c.value == pytest.approx((prior + c.k) / (pool.strength + c.n))
        assert c.low < c.value < c.high
    rates = pooled_rates({"none": (0, 5.0), "some": (40, 100.0), "more": (30, 50.0)})
    assert 0.0 < rates.classes[0].value < rates.mean
    for c in rates.classes:
        assert c.value == pytest.approx((rates.mean * rates.strength + c.k) / (rates.strength + c.n))


@pytest.mark.parametrize(
    "bad", [{"a": (1.0, 2.0)}, {"a": (3.0, 2.0), "b": (1.0, 2.0)}, {"a": (0.0, 0.0), "b": (1.0, 2.0)}]
)
def test_pooling_refuses_what_is_no_share(bad: dict[str, tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="expected"):
        pooled_shares(bad)


def test_shipped_rates_are_those_of_the_shared_folder() -> None:
    folder = shared() / "base_rates"
    lines = {
        name: (folder / name).read_text(encoding="utf-8").splitlines()
        for name in ("rates.csv", "hazard_by_quiet_years.csv", "historical_processes.csv")
    }
    for shipped, columns in (
        ("rates.csv", ("k", "n", "share", "wilson_lo", "wilson_hi", "boot_lo", "boot_hi")),
        ("hazards.csv", ("events", "exposure_years", "annual_hazard", "boot_lo", "boot_hi")),
    ):
        for row in rows(shipped):
            file, line = row["origin"].split(":")
            header, values = (next(csv.reader([lines[file][n]])) for n in (0, int(line) - 1))
            original = dict(zip(header, values, strict=True))
            assert [row[c] for c in columns] == [original[c] for c in columns], row["origin"]


def test_the_script_writes_the_shipped_files() -> None:
    shared()
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, str(root / "benchmarks" / "outlook_classes.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
