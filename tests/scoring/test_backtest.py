"""The backtest: nothing later reaches a forecast, scores are those of the rules, the document tells its numbers."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from detente.cli import main
from detente.outlook.classes import TextWatch, text_watches, texts
from detente.scoring import backtest as module
from detente.scoring.backtest import HORIZONS, KAPLAN_MEIER, NOTHING, RULES, STRUCTURE, TooFewTexts, backtest
from detente.scoring.backtest_report import said, verdict
from detente.scoring.baseline import base_rate, kaplan_meier_curve
from detente.scoring.paired import difference
from detente.scoring.rule import brier

DOC = Path(__file__).resolve().parents[2] / "docs" / "backtest.md"
DAY = dt.date(2025, 4, 30)


def listed(monkeypatch: pytest.MonkeyPatch, watches: Iterable[TextWatch]) -> None:
    found = tuple(sorted(watches, key=lambda watch: watch.start))
    monkeypatch.setattr(texts, "_all", lambda: found)


def made_up(day: int, days: int, end: str, *, outside: bool = False) -> TextWatch:
    start = dt.date(1990, 1, 1) + dt.timedelta(days=day)
    return TextWatch(start, days, end, outside, "interstate", "text agreed", False, True, f"made-up:{day}")


def chances() -> dict[dt.date, dict[str, tuple[float, ...]]]:
    run = backtest(DAY).main
    return {
        one.watch.start: {method: run.scored[method][i].chances for method in run.scored}
        for i, one in enumerate(run.scored[STRUCTURE])
    }


def test_what_comes_later_reaches_no_forecast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: every text that begins later is swapped for another, and every later end turned round."""
    before = chances()
    cut = dt.date(2009, 8, 31)
    planted = [
        replace(w, days=w.days + 1, end="ended", outside_condition=not w.outside_condition) if w.start > cut
        else replace(w, days=9_000, end="open") if w.start + dt.timedelta(days=w.days) > cut
        else w
        for w in texts._all()
    ]  # fmt: skip
    listed(monkeypatch, [*planted, made_up(9_000, 3, "signed")])
    after = chances()
    earlier = [start for start in before if start <= cut]
    assert len(earlier) >= 8
    assert all(after[start] == before[start] for start in earlier)
    assert any(after[start] != before[start] for start in before if start > cut)


def test_a_text_does_not_know_its_own_end(monkeypatch: pytest.MonkeyPatch) -> None:
    before = chances()
    last = max(before)
    listed(monkeypatch, [replace(w, days=700, end="ended") if w.start == last else w for w in texts._all()])
    assert chances()[last] == before[last]


def test_what_is_later_than_the_day_is_not_there() -> None:
    assert max(chances()) <= DAY
    later = backtest(dt.date(2026, 6, 30)).main
    assert later.texts > backtest(DAY).main.texts
    assert max(one.watch.start for one in later.scored[STRUCTURE]) > DAY


def test_texts_still_open_are_scored_only_as_far_as_they_were_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    day = dt.date(1990, 1, 1) + dt.timedelta(days=700)
    listed(monkeypatch, [made_up(i, 20 + i, "signed") for i in range(6)] + [made_up(600, 3_000, "open")])
    last = backtest(day).main.scored[NOTHING][-1]
    assert last.came == (False, False, None, None, None)
    assert last.crps is None and last.brier == pytest.approx(0.01**2)


def test_scores_are_those_of_the_rules() -> None:
    run = backtest(DAY).main
    one = next(o for o in run.scored[KAPLAN_MEIER] if o.watch.start == dt.date(2018, 6, 12))
    known = module.known_before(one.watch)
    assert [w.start < one.watch.start for w in known] == [True] * one.known
    assert list(one.chances) == pytest.approx(kaplan_meier_curve(known, HORIZONS))
    assert one.came == (True,) * 5
    assert one.brier == pytest.approx(sum(brier(c, True) for c in one.chances) / 5)
    curve = kaplan_meier_curve(known, range(731))
    clipped = [min(max(c, 0.01), 0.99) for c in curve]
    assert one.crps == pytest.approx(sum(c**2 for c in clipped[:5]) + sum((1 - c) ** 2 for c in clipped[5:730]))


def test_baselines_by_hand() -> None:
    known = [made_up(0, 10, "signed"), made_up(1, 40, "ended"), made_up(2, 100, "signed"), made_up(3, 50, "open")]
    assert base_rate(known, [10, 60, 100]) == pytest.approx([1.5 / 5, 1.5 / 4, 2.5 / 4])
    assert kaplan_meier_curve(known, [9, 10, 99, 100]) == pytest.approx([0, 0.25, 0.25, 1.0])


def test_a_share_never_falls_with_the_days() -> None:
    known = [made_up(0, 10, "signed"), made_up(1, 30, "open"), *(made_up(i, 90, "open") for i in range(2, 6))]
    curve = base_rate(known, list(range(200)))
    assert curve == sorted(curve)


def test_structure_can_win_and_can_lose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an outside demand decides everything it beats the curve; where its meaning turns round before anybody can
    see it, it loses."""
    draw = Random(5)

    def one(day: int, *, turned: bool) -> TextWatch:
        outside = draw.random() < 0.5
        stuck = outside != turned
        return made_up(day, 4_000 if stuck else draw.randint(5, 60), "open" if stuck else "signed", outside=outside)

    listed(monkeypatch, [one(day, turned=False) for day in range(0, 6_000, 100)])
    assert backtest(DAY).main.against(KAPLAN_MEIER, "brier").better is True
    assert "structure beats it" in said(backtest(DAY))
    after_the_turn = [one(day, turned=True) for day in range(4_000, 4_040, 2)]
    listed(monkeypatch, [*(one(day, turned=False) for day in range(0, 4_000, 1_000)), *after_the_turn])
    assert backtest(DAY).main.against(KAPLAN_MEIER, "brier").better is False
    assert "structure does worse" in said(backtest(DAY))


def test_too_few_texts_are_said() -> None:
    with pytest.raises(TooFewTexts, match="1980-01-01"):
        backtest(dt.date(1980, 1, 1))
    assert "too few" in verdict(dt.date(1980, 1, 1))


def test_differences_by_hand() -> None:
    apart = difference([0.1, 0.2, 0.3], [0.2, 0.2, 0.2])
    assert apart.mean == pytest.approx(0) and apart.low == pytest.approx(-0.1) and apart.high == pytest.approx(0.1)
    assert apart.better is None and difference([0.1] * 5, [0.2] * 5).better is True
    assert difference([0.1, 0.4], [0.3, 0.2]) == difference([0.1, 0.4], [0.3, 0.2])
    with pytest.raises(ValueError, match="at least one pair"):
        difference([], [])


def test_dates_from_memory_are_left_out_of_their_variant() -> None:
    run = next(run for run in backtest(DAY).variants if run.name == "without unverified dates")
    assert run.texts < backtest(DAY).main.texts
    assert all(one.watch.verified for one in run.scored[STRUCTURE])
    verified = text_watches(as_of=DAY, verified_only=True)
    assert max(one.known for one in run.scored[STRUCTURE]) == len(verified) - 1


def test_the_document_tells_the_verdict_and_the_table() -> None:
    words = " ".join(DOC.read_text(encoding="utf-8").split())
    found = backtest()
    assert said(found) in words and verdict() in words
    rows = {
        cells[0]: cells[1:]
        for line in DOC.read_text(encoding="utf-8").splitlines()
        if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 5
    }
    main_run = found.main
    for method in main_run.scored:
        scores = [f"{main_run.mean(method, rule):.{0 if rule == 'crps' else 3}f}" for rule in RULES]
        assert rows[method][:3] == scores, method
        if method != STRUCTURE:
            apart = main_run.against(method, "brier")
            assert rows[method][3] == f"{apart.mean:+.3f} ({apart.low:+.3f} to {apart.high:+.3f})"
    for run in found.variants:
        apart = run.against(KAPLAN_MEIER, "brier")
        told = (
            rf"\| {re.escape(run.name)} \| {run.texts} \| {apart.mean:+.3f} \({apart.low:+.3f} to {apart.high:+.3f}\)"
        )
        assert re.search(told.replace("+", r"\+"), DOC.read_text(encoding="utf-8")), run.name


def test_the_command_prints_tables_and_plain_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backtest", "--texts"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(said(backtest())) and "memory" in out and "2018-06-12" in out
    assert main(["backtest", "--json", "--as-of", "2020-01-01"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["as-of"] == "2020-01-01" and len(data["runs"][0]["each"][STRUCTURE]) == data["runs"][0]["texts"] == 12
    assert main(["backtest", "--as-of", "1980-01-01"]) == 2
    assert "ask for a later day" in capsys.readouterr().err
