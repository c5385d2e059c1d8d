"""Numbers of a case as numbers of the model: classes with a judgement, likeliest lengths, weights and votes."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest
from error_gallery import TESTS

from detente.cli import main
from detente.commands.case_argument import checked
from detente.outlook import AnyOf, Pert, Procedure, Uncertain
from detente.outlook.case_class import counted, judged, scaled
from detente.outlook.from_case import Built, built
from detente.outlook.referendum import Belief
from detente.procedures.compile import compiled
from detente.values.basis import Basis

ARLAND = TESTS / "arland"


@pytest.fixture(scope="module")
def arland() -> Built:
    case, problems = checked(str(ARLAND), outlook=True)
    assert case is not None and case.outlook is not None and not problems.errors, problems.text()
    return built(case, compiled(case, switches=["open-road"]), max(day.last for day in case.outlook.horizons))


def test_a_class_is_a_share_or_the_rate_that_gives_it() -> None:
    share = counted(Basis.parse("class war-again 7/69"), rate=False)
    rate = counted(Basis.parse("class war-again 7/69"), rate=True)
    quiet = counted(Basis.parse("class quiet-hazard 27/168"), rate=True)
    assert share is not None and rate is not None and quiet is not None
    assert share.number.value == pytest.approx(7 / 69, abs=1e-3)
    assert 1 - math.exp(-rate.number.value * 2 * 365.2425) == pytest.approx(share.number.value, abs=1e-9)
    assert quiet.number.value * 365.25 == pytest.approx(27 / 167.8, abs=1e-3)
    assert counted(Basis.parse("class war-again 8/69"), rate=True) is None
    assert counted(Basis.parse("class ratification 38/45"), rate=True) is None, "a share without a time is no rate"


def test_a_judgement_moves_the_class_and_widens_it() -> None:
    found = counted(Basis.parse("class referendums 110/135"), rate=False)
    assert found is not None
    half = judged(found, (0.25, 0.5, 1.0))
    odds = found.number.value / (1 - found.number.value)
    assert half.value == pytest.approx(0.5 * odds / (1 + 0.5 * odds))
    same = judged(found, (1.0, 1.0, 1.0))
    assert (same.low, same.value, same.high) == pytest.approx((found.low, found.number.value, found.high))
    assert half.high - half.low > same.high - same.low
    assert scaled(1.0, 2.0, 4.0, [(0.5, 1.0, 2.0)]) == pytest.approx(
        (2 * math.exp(-math.hypot(math.log(2), math.log(2))), 2.0, 2 * math.exp(math.hypot(math.log(2), math.log(2))))
    )


def test_the_table_shows_class_judgement_and_result(arland: Built) -> None:
    (number,) = [a for a in arland.assumptions if a.where == "steps > condition:contact-group-end > odds"]
    assert number.says.startswith("class 0.416 (64 of 154) times 2 (1..4) on its odds: 0.587 (")
    assert number.standing == "judgement", "a class with a judgement beside it is no class alone"
    assert any(a.where == "steps > condition:contact-group-end > odds, judgement" for a in arland.assumptions)
    assert {a.standing for a in arland.assumptions} >= {"unsourced prior", "judgement", "reference class", "sourced"}


def test_an_uncertain_likeliest_length_keeps_within_the_range(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ARLAND, tmp_path / "case"))
    text = (folder / "outlook.yaml").read_text("utf-8")
    old = "time: 30..300 days, mostly: 90 days"
    assert text.count(old) == 1
    works = []
    for mostly in ("90 days", "60..135 days"):
        (folder / "outlook.yaml").write_text(text.replace(old, f"time: 30..300 days, mostly: {mostly}"), "utf-8")
        case, _ = checked(str(folder), outlook=True)
        assert case is not None and case.outlook is not None
        process = built(case, compiled(case), max(day.last for day in case.outlook.horizons)).process
        (step,) = next(c for c in process.conditions if c.name == "east-law.sent").steps  # type: ignore[union-attr]
        works.append(step.work)
    plain, wide = works
    assert isinstance(plain, Pert) and isinstance(wide, Pert) and isinstance(wide.high, Uncertain)
    assert plain.mode == pytest.approx(wide.mode) == pytest.approx(90.0)
    ends = [wide.high.low, wide.high.value, wide.high.high]
    assert ends == sorted(ends) and ends[-1] == pytest.approx(300.0) and ends[0] > 30.0
    modes = [30 + (wide.mode - 30) * (end - 30) / (wide.high.value - 30) for end in ends]
    assert modes == pytest.approx([60.0, 90.0, 135.0])


def test_a_weighed_waiver_comes_later_from_the_stronger_holder(arland: Built) -> None:
    """Arland holds the condition and is weaker and hastier than Bethia: it lets go sooner than an equal would."""
    conditions = {c.name: c for c in arland.process.conditions}
    assert isinstance(conditions["condition:bethia-law-change"], AnyOf)
    waived = conditions["condition:bethia-law-change:waived"]
    assert isinstance(waived, Procedure)
    mean = waived.steps[0].work.mean  # type: ignore[union-attr]
    holder, asked = 1 / 0.5, 1.5 / 0.2
    assert isinstance(mean, Uncertain)
    assert 365.2425 / mean.value == pytest.approx(0.3 * 2 * asked / (holder + asked), rel=1e-6)
    assert waived.steps[0].speeds == {
        "cordia-attention": {"high": waived.steps[0].speeds["cordia-attention"]["high"]}
    }


def test_a_belief_in_a_share_is_triangular() -> None:
    belief = Belief(0.4, 0.5, 0.8)
    assert belief.above(0.4) == 1.0 and belief.above(0.8) == 0.0 and belief.above(0.5) == pytest.approx(0.75)
    for share in (0.1, 0.25, 0.6, 0.9):
        assert 1.0 - belief.above(belief.quantile(share)) == pytest.approx(share)


def test_many_mistakes_are_told_in_one_run_each_with_its_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ARLAND, tmp_path / "case"))
    path = folder / "outlook.yaml"
    text = path.read_text("utf-8")
    for old, new in (
        ("start: cold", "start: colld"),
        ("rate: 0.8/year", "rate: 8/year"),
        ("mostly: 60..120 days", "mostly: 600 days"),
        ("value: 0.587", "value: 0.7"),
        ("driver: mood, state: cold, on: west-law.sent", "driver: mood, state: cold, on: west-law.sennt"),
        ("high: {value: 0.3, range: 0.1..0.5", "high: {value: 0.6, range: 0.1..0.7"),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    _, problems = checked(str(folder), outlook=True)
    codes = {p.code for p in problems.errors}
    assert codes >= {"unknown-state", "bad-quantity", "wrong-share", "unknown-step", "odds-sum"}, problems.text()
    assert all(p.place is not None and p.place.file == "outlook.yaml" and p.place.line > 1 for p in problems.errors)
    lines = [p.place.line for p in problems.errors if p.place]
    assert len(set(lines)) == len(lines), "no place is told twice"


def test_the_chance_of_a_vote_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vote", "--case", str(ARLAND), "east-law", "--chance"]) == 0
    assert capsys.readouterr().out.startswith("The chance of passing: ")
    assert main(["vote", "--case", str(ARLAND), "west-law", "--chance"]) == 2
    assert "says nothing of turnout and support" in capsys.readouterr().err


def test_scenarios_and_lists_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outlook", str(ARLAND), "--draws", "300", "--given", "mood=warm", "--drivers", "--months"]) == 0
    out = capsys.readouterr().out
    for words in ("is 'warm' now", "What moves what", "Risk by month", "Windows that close", "Indicators"):
        assert words in out
    assert main(["outlook", str(ARLAND), "--draws", "300", "--given", "moood=warm"]) == 2
    assert "closest: mood" in capsys.readouterr().err
