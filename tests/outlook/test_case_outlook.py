"""The outlook of a case: from its file to probabilities, with the properties that any such number must have."""

from __future__ import annotations

import datetime as dt
import json
import math
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from error_gallery import TESTS

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.cli import main
from detente.commands.case_argument import checked
from detente.outlook import AnyOf, InvalidModel, Lever, applied, check, compare, simulate
from detente.outlook.forecast import forecast, said
from detente.outlook.from_case import NoOutlook, built
from detente.outlook.likelihood import likelihood
from detente.outlook.result import Estimate
from detente.outlook.what_if import points
from detente.procedures.compile import compiled

ARLAND = TESTS / "arland"
SIGNED = "peace-agreement.signed"
DRAWS = 3_000


@pytest.fixture(scope="module")
def shipped() -> Case:
    case, problems = checked(None)
    assert case is not None and not problems.errors, problems.text()
    return case


@pytest.fixture(scope="module")
def arland() -> Case:
    case, problems = checked(str(ARLAND))
    assert case is not None and not problems.errors, problems.text()
    return case


def horizons(case: Case) -> list[dt.date]:
    assert case.outlook is not None
    return [day.last for day in case.outlook.horizons]


def edited(folder: Path, *edits: tuple[str, str]) -> str:
    shutil.copytree(ARLAND, folder)
    path = folder / "outlook.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return str(folder)


def test_the_process_of_each_case_is_sound(shipped: Case, arland: Case) -> None:
    for case in (shipped, arland):
        day = horizons(case)[-1]
        assert check(built(case, compiled(case), day).process, day) == []


def test_every_number_of_the_shipped_case_has_a_basis_and_each_assumption_a_reason(shipped: Case) -> None:
    for item in built(shipped, compiled(shipped), horizons(shipped)[-1]).assumptions:
        assert item.basis, item.where
        if any(basis.worded.startswith("assumed") for basis in item.basis):
            assert item.why, item.where


def test_nothing_in_the_shipped_outlook_rests_on_what_came_later(shipped: Case) -> None:
    assert shipped.outlook is not None and shipped.outlook.made.last <= shipped.day
    for item in built(shipped, compiled(shipped), horizons(shipped)[-1]).assumptions:
        for basis in item.basis:
            if basis.statement:
                assert shipped.known_on(basis.statement) <= shipped.day


@pytest.mark.parametrize("name", ["constitution", "minsk-group"])
def test_removing_a_precondition_never_lowers_the_chance_of_signature(shipped: Case, name: str) -> None:
    found = [forecast(shipped, compiled(shipped, without=w), draws=DRAWS) for w in ([], [name])]
    for day in horizons(shipped):
        before, after = (each.outlook.probability(SIGNED, day).value for each in found)
        assert after >= before
    assert found[1].outlook.probability(SIGNED).value > found[0].outlook.probability(SIGNED).value


@pytest.mark.parametrize(
    "step",
    ["signature.arranged", "signature.signed", "minsk-group-closure.proposed", "minsk-group-closure.co-chairs-agree",
     "armenian-constitution.called", "armenian-constitution.reviewed.ruled", "armenian-constitution.vote"],
)  # fmt: skip
def test_delaying_a_necessary_step_never_makes_signature_likelier(shipped: Case, step: str) -> None:
    day = horizons(shipped)[-1]
    process = built(shipped, compiled(shipped), day).process
    late = Lever("late", {("conditions", step, "act", "delay"): 120.0})
    both = compare(process, [late], day, draws=DRAWS, checkpoints=horizons(shipped))
    assert not both.pairs.gained[:, :, :].any()
    assert all(both.difference(SIGNED, by).value <= 0 for by in horizons(shipped))


def test_a_lever_without_a_causal_path_changes_nothing(shipped: Case) -> None:
    day = horizons(shipped)[-1]
    process = built(shipped, compiled(shipped), day).process
    clash = Lever("calm border", {("hazards", "fatal-clash", "rate"): 0.0001})
    assert compare(process, [clash], day, draws=DRAWS).unchanged
    nothing = applied(process, Lever("no need", {("rungs", SIGNED, "needs"): ("signature",)}))
    slow = Lever("slow group", {("conditions", "minsk-group-closure.proposed", "act", "delay"): 500.0})
    both = compare(nothing, [slow], day, draws=DRAWS)
    assert not both.pairs.gained.any() and not both.pairs.lost.any()
    assert not any(both.moved(rung.name) or both.paths(rung.name) for rung in process.rungs)
    assert not compare(process, [slow], day, draws=DRAWS).unchanged


def test_an_outside_demand_counts_only_with_its_switch(arland: Case) -> None:
    day = horizons(arland)[-1]
    off, on = (built(arland, compiled(arland, switches=s), day).process for s in ([], ["open-road"]))
    chances = [simulate(p, day, draws=DRAWS).probability("treaty.signed").value for p in (off, on)]
    assert chances[1] < chances[0] - 0.05
    slow: dict[tuple[str, ...], float] = {("conditions", "condition:open-road", "act", "delay"): 300.0}
    assert not compare(on, [Lever("slow road", slow)], day, draws=DRAWS).unchanged
    assert "condition:open-road" not in {c.name for c in off.conditions}


def test_the_same_answer_twice_and_no_number_that_is_none(arland: Case, shipped: Case) -> None:
    for case in (arland, shipped):
        first, second = (
            json.dumps(forecast(case, compiled(case), draws=DRAWS, seed=3).as_json(), allow_nan=False)
            for _ in range(2)
        )
        assert first == second
        other = json.dumps(forecast(case, compiled(case), draws=DRAWS, seed=4).as_json(), allow_nan=False)
        assert other != first
        for row in json.loads(first)["probabilities"]:
            assert 0 <= row["low"] <= row["high"] <= 1 and math.isfinite(row["error"])


def test_rungs_come_in_order_and_chances_grow_with_time(shipped: Case) -> None:
    found = forecast(shipped, compiled(shipped), draws=DRAWS)
    rows = [[found.outlook.probability(rung, day).value for day in found.horizons] for rung in found.rungs]
    for row in rows:
        assert row == sorted(row)
    for lower, higher in pairwise(rows):
        assert all(a >= b for a, b in zip(lower, higher, strict=True))


def test_before_it_was_made_there_is_no_outlook(shipped: Case) -> None:
    earlier = as_of(shipped, shipped.day - dt.timedelta(days=10))
    assert earlier.outlook is None
    with pytest.raises(NoOutlook):
        forecast(earlier, compiled(earlier))


def test_a_waiver_is_another_way_to_meet_a_condition(arland: Case, tmp_path: Path) -> None:
    day = horizons(arland)[-1]
    conditions = {c.name: c for c in built(arland, compiled(arland), day).process.conditions}
    assert isinstance(conditions["condition:bethia-law-change"], AnyOf)
    item = "{rate: 0.3/year, range: 0.1..0.9/year, weighed: yes, basis: assumed by N. N., why: asked for late}"
    effect = next(line for line in (ARLAND / "outlook.yaml").read_text("utf-8").splitlines() if "waiver:" in line)
    edits = ((f"  bethia-law-change: {item}\n", ""), (effect + "\n", ""))
    case, _ = checked(edited(tmp_path / "firm", *edits))
    assert case is not None
    firm, soft = (forecast(c, compiled(c), draws=DRAWS).outlook.probability("treaty.signed") for c in (case, arland))
    assert firm.value < soft.value


def test_decisive_moments_are_those_of_the_draws(arland: Case) -> None:
    found = forecast(arland, compiled(arland), draws=DRAWS, moments=True)
    plain = forecast(arland, compiled(arland), draws=DRAWS)
    rung = found.rungs[0]
    assert found.outlook.probability(rung) == plain.outlook.probability(rung)  # watching moves nothing
    shown = next(table for table in found.tables(months=True) if table.title == "Decisive moments")
    expected = found.outlook.moments(rung)
    assert expected and len(shown.rows) >= min(len(expected), 6)
    missed = [row[2].text for row in shown.rows if "not met by its end" in row[2].text]
    assert missed and all("points" in text and "%" in text for text in missed)


def test_one_decision_lets_several_conditions_go_together(arland: Case, tmp_path: Path) -> None:
    names = "[arland-law-change, bethia-law-change, contact-group-end]"
    joint = f"  all: {{conditions: {names}, rate: 2/year, range: 1..4/year, basis: assumed by N. N., why: a guess}}\n"
    case, problems = checked(edited(tmp_path / "joint", ("waivers:\n", "waivers:\n" + joint)))
    assert case is not None and not problems.errors, problems.text()
    every = built(case, compiled(case), horizons(case)[-1]).process.conditions
    conditions = {c.name: c for c in every}
    assert len(conditions) == len(every) and "waiver:all" in conditions
    for name in ("arland-law-change", "bethia-law-change", "contact-group-end"):
        way = conditions[f"condition:{name}"]
        assert isinstance(way, AnyOf) and "waiver:all" in way.members
    alone, together = (forecast(c, compiled(c), draws=DRAWS).outlook for c in (arland, case))
    day = horizons(case)[0]
    assert together.probability("treaty.signed", day).value > alone.probability("treaty.signed", day).value + 0.02
    wrong = (joint, joint.replace("contact-group-end]", "contact-group]"))
    _, problems = checked(edited(tmp_path / "wrong", ("waivers:\n", "waivers:\n" + wrong[1])))
    (found,) = problems.errors
    assert found.code == "unknown-condition" and found.place is not None and found.place.file == "outlook.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("  west-law.sent:\n", "  west-law.sennt:\n", "unknown-step", "west-law.sennt"),
        ("driver: mood, state: cold, on: east", "driver: moood, state: cold, on: east", "unknown-driver", "moood"),
        ("mood, state: cold, on: east", "mood, state: colld, on: east", "unknown-state", "colld"),
        ("range: 0.5..0.95", "range: 0.5..1.95", "bad-quantity", "between 0 and 1"),
        ("rate: 0.8/year", "rate: 8/year", "bad-quantity", "outside"),
        ("made: 2031-06-30", "made: 2031-07-30", "impossible-order", "after the day"),
        ("  bethia-law-change: {rate", "  bethia-law: {rate", "unknown-condition", "bethia-law"),
        ("step: east-law.sent, takes", "step: east-law.sent, odds: 0.5, takes", "bad-value", "one thing"),
        ("draft, actor: arland,", "draft, actor: arlandia,", "unknown-actor", "arlandia"),
        ("until: treaty.signed", "untill: treaty.signed", "unknown-key", "untill"),
        ("until: treaty.signed", "until: treaty.sined", "unknown-rung", "treaty.sined"),
    ],
)
def test_mistakes_are_located(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    _, problems = checked(edited(tmp_path / "case", (old, new)))
    found = [p for p in problems.found if p.code == code and words in p.message]
    assert found, problems.text()
    assert found[0].place is not None and found[0].place.file == "outlook.yaml" and found[0].place.line > 1


def test_what_has_no_number_is_refused_by_name(tmp_path: Path) -> None:
    odds = "    odds: {value: 0.8, "
    line = "    takes: {time: 30..300 days, mostly: 90 days, basis: assumed by N. N., why: a guess}\n"
    case, problems = checked(edited(tmp_path / "case", (line + odds, odds)), outlook=True)
    (found,) = problems.errors
    assert case is not None and found.code == "no-number" and "east-law.sent" in found.message
    assert found.place is not None and (found.place.file, found.place.line) == ("procedures/east-law.yaml", 10)
    with pytest.raises(InvalidModel, match=r"procedures/east-law.yaml:10:5: error\[no-number\]"):
        forecast(case, compiled(case))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("class referendums 110/135", "class referendums 111/135", "unknown-class"),
        ("value: 0.815", "value: 0.9", "wrong-share"),
        ("  treaty.ratified: nothing is known of what it takes\n", "", "no-number"),
        ("time: 300..900 days", "time: at least 300 days", "missing-parameter"),
    ],
)
def test_what_cannot_be_drawn_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    case, problems = checked(edited(tmp_path / "case", (old, new)))
    assert case is not None and not problems.errors, problems.text()
    with pytest.raises(InvalidModel) as refused:
        forecast(case, compiled(case, switches=["open-road"]))
    assert code in {problem.code for problem in refused.value.problems}


def test_words_follow_the_number() -> None:
    assert [likelihood(x) for x in (0.005, 0.01, 0.05, 0.3, 0.5, 0.6, 0.9, 0.97, 0.99, 0.995)] == [
        None, "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely",
        "almost certain", "almost certain", None,
    ]  # fmt: skip
    assert said(Estimate(0.3, 0.2, 0.4, 0.01)) == "30% (20% to 40%), unlikely"
    assert said(Estimate(0.0, 0.0, 0.0, 0.0)) == "under 1% (under 1% to under 1%)"
    assert points(Estimate(0.16, 0.08, 0.26, 0.01)) == "+16 points (+8 to +26)"


def test_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outlook", "--draws", "500"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Warning: ") and "by 2025-12-31" in out and "after 2030-12-31" in out
    assert main(["outlook", str(ARLAND), "--draws", "500", "--horizon", "2032-01-01", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {row["by"] for row in data["probabilities"]} == {"2032-01-01"} and data["assumptions"]
    assert main(["outlook", "--draws", "0"]) == 2
    assert "no-draws" in capsys.readouterr().err
    assert main(["outlook", "--as-of", "2025-04-01"]) == 2
    assert "no outlook.yaml made by 2025-04-01" in capsys.readouterr().err
