"""The ledger: what is frozen stays, what came later reaches nothing earlier, and scores are those of the rules."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from detente.case.as_of import as_of, bounded
from detente.case.case import Case
from detente.cli import main
from detente.commands.case_argument import checked
from detente.notation.problem import Problems
from detente.outlook.forecast import forecast
from detente.procedures.compile import compiled
from detente.scoring.calibration import confidence, reliability, sides
from detente.scoring.freezing import Freezer, with_frozen
from detente.scoring.ledger_tables import as_json
from detente.scoring.question import State, asked, frozen_forecasts
from detente.scoring.resolving import CannotResolve, Resolving, resolved
from detente.scoring.rule import brier, log_score
from detente.scoring.score import BASE, EARLIER, OURS, by_day, compared, mean, scored
from detente.scoring.source_forecast import source_forecasts

ARLAND = Path(__file__).resolve().parents[1] / "arland"
DAY = dt.date(2031, 6, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ARLAND, tmp_path / "arland"))


def loaded(folder: Path) -> tuple[Case, Problems]:
    case, problems = checked(str(folder))
    assert case is not None
    return case, problems


def edited(folder: Path, name: str, old: str, new: str) -> tuple[Case, Problems]:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return loaded(folder)


def unfrozen(folder: Path) -> str:
    """ledger.yaml with nothing frozen, as its author wrote it."""
    path, kept, skipping = folder / "ledger.yaml", [], -1
    for line in path.read_text(encoding="utf-8").splitlines():
        indent = len(line) - len(line.lstrip())
        if skipping >= 0 and line.strip() and indent > skipping:
            continue
        skipping = indent if line.strip() == "frozen:" else -1
        if skipping < 0:
            kept.append(line.partition(", frozen: {")[0] + "}" if ", frozen: {" in line else line)
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8")


# -- freezing -------------------------------------------------------------------------------------------------------


def test_freezing_adds_numbers_and_touches_nothing_else(folder: Path) -> None:
    before = unfrozen(folder)
    assert {one.state(DAY) for one in asked(loaded(folder)[0], DAY)} == {State.DRAFT}
    assert main(["ledger", "freeze", str(folder)]) == 0
    after = (folder / "ledger.yaml").read_text(encoding="utf-8")
    assert not loaded(folder)[1].errors
    assert unfrozen(folder) == before and "# one killed at the gates" in after and "  # The treaty itself" in after
    (folder / "ledger.yaml").write_text(after, encoding="utf-8")
    assert main(["ledger", "freeze", str(folder)]) == 0
    assert (folder / "ledger.yaml").read_text(encoding="utf-8") == after, "what is frozen is not touched again"
    assert State.OPEN in {one.state(DAY) for one in asked(loaded(folder)[0], DAY)}


def test_a_drawn_number_is_that_of_the_outlook(folder: Path) -> None:
    unfrozen(folder)
    case, _ = loaded(folder)
    found = Freezer(case, draws=4_000, seed=7).frozen()
    last = dt.date(2033, 6, 30)
    outlook = forecast(case, compiled(case), horizons=[last], draws=4_000, seed=7).outlook
    frozen = found[("questions", "signed", "forecasts", "2031-06-30")]
    for day, value in frozen.values.items():
        assert value.best == pytest.approx(outlook.probability("treaty.signed", dt.date.fromisoformat(day)).value)
    assert frozen.curve[-1].best == frozen.values["2033-06-30"].best and len(frozen.curve) == 24
    assert (frozen.draws, frozen.seed) == (4_000, 7)


def test_what_no_draw_shows_is_not_impossible(folder: Path) -> None:
    unfrozen(folder)
    case, _ = edited(folder, "ledger.yaml", "horizons: 2031-12-31", "horizons: 2031-07-01")
    frozen = Freezer(case, draws=200).frozen()[("questions", "shots", "forecasts", "2031-06-30")]
    assert frozen.values["2031-07-01"].best == 0.0025


def test_a_forecast_knows_nothing_later_than_its_day(folder: Path) -> None:
    """Made as of its own day, although the case goes on: a step done since then changes nothing."""
    unfrozen(folder)
    early = Freezer(loaded(folder)[0], draws=2_000).frozen()
    text = (folder / "case.yaml").read_text(encoding="utf-8").replace("as-of: 2031-06-30", "as-of: 2031-08-31")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    process = (folder / "process.yaml").read_text(encoding="utf-8")
    reached = "text-agreed: {"
    assert process.count(reached) >= 1
    later = process.replace(reached, "initialled: {since: 2031-07-20, basis: later#all}\n      " + reached, 1)
    (folder / "process.yaml").write_text(later, encoding="utf-8")
    (folder / "sources" / "later.yaml").write_text(
        "title: Report\nkind: reference\npublisher: Post\npublished: 2031-07-21\nlanguage: en\nperspective: press\n",
        encoding="utf-8",
    )
    (folder / "expect.yaml").unlink()
    case, problems = loaded(folder)
    assert not problems.errors, problems.text()
    assert "initialled" in case.process.instruments["treaty"].reached
    assert Freezer(case, draws=2_000).frozen() == early


def test_what_cannot_be_frozen_is_told_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unfrozen(folder)
    edited(folder, "ledger.yaml", "outlook: gate-fire", "outlook: gate-fires")
    edited(folder, "ledger.yaml", "class: war-again 13/69", "class: war-again 14/69")
    before = (folder / "ledger.yaml").read_text(encoding="utf-8")
    assert main(["ledger", "freeze", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "ledger.yaml:31:18: error[unknown-goal]" in said and "closest: gate-fire" in said
    assert "ledger.yaml:13:5: error[cannot-reckon] No shipped class is 'class war-again 14/69'" in said
    assert (folder / "ledger.yaml").read_text(encoding="utf-8") == before and "nothing was written" in said


def test_without_an_outlook_and_after_the_last_horizon(folder: Path) -> None:
    unfrozen(folder)
    (folder / "outlook.yaml").unlink()
    text = (folder / "ledger.yaml").read_text(encoding="utf-8")
    (folder / "ledger.yaml").write_text(
        text.replace("      2031-06-30: {by: N. N., outlook: treaty.signed}",
                     "      2031-06-30: {by: N. N., outlook: treaty.signed}\n"
                     "      2033-06-30: {by: N. N., class: war-again 13/69}"), encoding="utf-8",
    )  # fmt: skip
    case, _ = loaded(folder)
    freezer = Freezer(case)
    later = as_of(case, DAY)
    assert later.ledger is not None and "2033-06-30" not in later.ledger.questions["signed"].forecasts
    with pytest.raises(ValueError, match="ends on 2031-06-30"):
        freezer.frozen(["signed"])
    assert not Freezer(case).frozen(["nothing"])
    codes = {problem.code for problem in freezer.problems}
    assert codes == {"no-outlook"}


def test_a_horizon_that_is_over_gets_no_number(folder: Path) -> None:
    unfrozen(folder)
    text = (folder / "ledger.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "2031-06-30: {by: N. N., outlook: treaty.signed}", "2031-06-30: {by: N. N., class: war-again 13/69}"
    )
    text = text.replace("horizons: [2031-12-31, 2033-06-30]\n    about", "horizons: [2031-06-30]\n    about")
    (folder / "ledger.yaml").write_text(text, encoding="utf-8")
    case, problems = loaded(folder)
    assert "impossible-order" in {p.code for p in problems.errors}
    freezer = Freezer(case)
    assert not freezer.frozen(["signed"]) and {p.code for p in freezer.problems} == {"over"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("a number", "values: {2031-12-31: '0.2344'}", "values: {2031-12-31: '0.6344'}"),
        ("the event", "is killed by fire at the gates", "is hurt by fire at the gates"),
        ("the rule", "that either government confirms", "that both governments confirm"),
        ("the way", "outlook: gate-fire\n", "outlook: war\n"),
        ("the reason", "why: the outlook counts it", "why: we thought so all along"),
        ("the seed", "draws: 10000\n          seed: 1\n", "draws: 10000\n          seed: 2\n"),
        ("the opening", "opens: 2031-06-30\n    horizons: 2031-12-31", "opens: 2031-06-29\n    horizons: 2031-12-31"),
    ],
)
def test_a_change_after_publication_is_reported(folder: Path, name: str, old: str, new: str) -> None:
    _, problems = edited(folder, "ledger.yaml", old, new)
    found = [problem for problem in problems.errors if problem.code == "altered-forecast"]
    assert found and all(p.place and p.place.file == "ledger.yaml" for p in found), name
    before = (folder / "ledger.yaml").read_bytes()
    assert main(["ledger", "freeze", str(folder), "--again"]) == 1, "nothing is written over an altered forecast"
    assert (folder / "ledger.yaml").read_bytes() == before


def test_what_may_change_after_publication(folder: Path) -> None:
    _, problems = edited(folder, "ledger.yaml", "    about: treaty-text\n", "    about: group-end\n")
    assert not problems.errors
    _, problems = edited(folder, "ledger.yaml", "  # The treaty itself\n", "  # First of all\n")
    assert not problems.errors


def test_again_adds_a_forecast_of_a_later_day(folder: Path) -> None:
    old = loaded(folder)[0]
    edited(folder, "case.yaml", "as-of: 2031-06-30", "as-of: 2031-09-30")
    assert main(["ledger", "freeze", str(folder), "--again", "--draws", "2000"]) == 0
    case, problems = loaded(folder)
    assert not problems.errors, problems.text()
    before, after = frozen_forecasts(old), frozen_forecasts(case)
    assert [p.on.isoformat() for p in after["signed.2031-12-31"]] == ["2031-06-30", "2031-09-30"]
    assert all(after[name][: len(numbers)] == numbers for name, numbers in before.items())
    assert len(after["summit.2031-12-31"]) == 1, "a number set by hand is not made again by itself"
    assert main(["ledger", "freeze", str(folder), "--again"]) == 0
    assert frozen_forecasts(loaded(folder)[0]) == after, "one a day"


def test_everything_that_a_later_comparison_needs_is_there() -> None:
    (first,) = frozen_forecasts(loaded(ARLAND)[0])["signed.2033-06-30"]
    assert first.on == DAY and first.draws == 10_000 and first.seed == 1 and first.version.startswith("détente ")
    assert 0 < first.chance.low < first.chance.value < first.chance.high < 1
    assert first.case.endswith(".2031-06-30") and first.case.count(".") == 2


# -- states and outcomes --------------------------------------------------------------------------------------------


def state(case: Case, name: str, day: str) -> str:
    on = dt.date.fromisoformat(day)
    return next(one.state(on).value for one in asked(case, on) if one.name == name)


def test_the_state_follows_from_days_and_answers(folder: Path) -> None:
    case, _ = loaded(folder)
    assert state(case, "shots.2031-12-31", "2031-09-11") == "open"
    assert state(case, "shots.2031-12-31", "2031-09-12") == "resolved"
    assert state(case, "signed.2031-12-31", "2031-12-31") == "open"
    assert state(case, "signed.2031-12-31", "2032-01-01") == "closed"
    case, _ = edited(
        folder, "ledger.yaml", "    horizons: 2031-12-31\n", "    horizons: 2031-12-31\n    closes: 2031-08-01\n"
    )
    assert state(case, "shots.2031-12-31", "2031-08-02") == "closed"


def test_an_event_answers_every_horizon(folder: Path) -> None:
    assert (
        main(["ledger", "resolve", "signed", "yes", str(folder), "--on", "2032-03-05", "--source", "both ministries"])
        == 0
    )
    case, problems = loaded(folder)
    assert not problems.errors, problems.text()
    answers = {one.name: one.answer for one in asked(case)}
    assert answers["signed.2031-12-31"] is False and answers["signed.2033-06-30"] is True
    text = (folder / "outcomes.yaml").read_text(encoding="utf-8")
    assert text.startswith((ARLAND / "outcomes.yaml").read_text(encoding="utf-8").split("sources:")[0])


def test_a_first_answer_makes_the_file(folder: Path) -> None:
    (folder / "outcomes.yaml").unlink()
    assert (
        main(["ledger", "resolve", "signed", "no", str(folder), "--on", "2032-01-01", "--source", "no signature"])
        == 0
    )
    case, _ = loaded(folder)
    assert {one.name: one.answer for one in asked(case) if one.event == "signed"} == {
        "signed.2031-12-31": False, "signed.2033-06-30": None,
    }  # fmt: skip


def test_a_dispute_is_settled_once(folder: Path) -> None:
    resolve = ["ledger", "resolve", "summit.2031-12-31"]
    assert main([*resolve, "disputed", str(folder), "--on", "2031-10-01", "--source", "two accounts"]) == 0
    assert main([*resolve, "yes", str(folder), "--on", "2031-11-01", "--source", "a joint account"]) == 0
    case, problems = loaded(folder)
    assert not problems.errors, problems.text()
    assert state(case, "summit.2031-12-31", "2031-10-15") == "disputed"
    assert state(case, "summit.2031-12-31", "2031-11-01") == "resolved"
    assert main([*resolve, "no", str(folder), "--on", "2032-01-01", "--source", "a third"]) == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (Resolving("sgned", "yes", DAY, "x"), "closest: signed"),
        (Resolving("signed", "maybe", DAY, "x"), "yes, no, void or disputed"),
        (Resolving("signed.2031-12-31", "yes", dt.date(2032, 1, 1), "x"), "the answer is no"),
        (Resolving("signed.2031-12-31", "no", dt.date(2031, 12, 31), "x"), "not over yet"),
        (Resolving("signed", "yes", dt.date(2031, 1, 1), "x"), "before the question opens"),
        (Resolving("shots.2031-12-31", "no", dt.date(2032, 1, 1), "x"), "answered already"),
        (Resolving("shots", "no", dt.date(2032, 1, 1), "x"), "answered already"),
        (Resolving("courier/c01", "yes", DAY, "x"), "no forecast 'courier/c01'"),
        (Resolving("institute/i03", "yes", DAY, "x"), "answered already"),
        (Resolving("signed", "no", dt.date(2033, 7, 1), "x", known=DAY), "cannot be known"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(given: Resolving, says: str) -> None:
    with pytest.raises(CannotResolve, match=says):
        resolved(loaded(ARLAND)[0], given)


def test_a_draft_has_no_answer(folder: Path) -> None:
    unfrozen(folder)
    (folder / "outcomes.yaml").unlink()
    case, _ = loaded(folder)
    with pytest.raises(CannotResolve, match="draft"):
        resolved(case, Resolving("signed.2031-12-31", "no", dt.date(2032, 1, 1), "x"))


# -- nothing later --------------------------------------------------------------------------------------------------


def test_planted_later_a_forecast_and_an_outcome_are_not_there(folder: Path) -> None:
    """What was known on an early day is the same whatever is entered for later ones."""
    (folder / "outcomes.yaml").unlink()
    early = dt.date(2031, 9, 30)
    before = as_json(bounded(loaded(folder)[0], early), early)
    edited(folder, "case.yaml", "as-of: 2031-06-30", "as-of: 2031-10-31")
    assert main(["ledger", "freeze", str(folder), "--again", "--draws", "500"]) == 0
    for words in (
        ["signed", "yes", "--on", "2031-10-10"],
        ["shots", "yes", "--on", "2031-09-10", "--known", "2031-10-05"],
        ["institute/i03", "yes", "--on", "2031-10-10"],
    ):
        assert main(["ledger", "resolve", *words[:2], str(folder), *words[2:], "--source", "later"]) == 0
    case, problems = loaded(folder)
    assert not problems.errors, problems.text()
    assert as_json(bounded(case, early), early) == before
    assert as_json(case, early)["sources"] == before["sources"]
    later = as_json(case, dt.date(2031, 10, 31))
    assert later != before and "scores" in json.dumps(later)


def test_outcomes_are_outside_the_case_as_of_its_day() -> None:
    case, _ = loaded(ARLAND)
    known = as_of(case, case.day)
    assert known.outcomes is not None and not known.outcomes.questions and not known.outcomes.sources
    assert all(one.outcome is None for one in asked(known))


# -- scores ---------------------------------------------------------------------------------------------------------


def test_scores_by_hand() -> None:
    (one,) = scored(asked(loaded(ARLAND)[0]))
    assert one.asked.name == "shots.2031-12-31" and one.happened
    assert one.by[OURS].brier == pytest.approx(brier(0.2344, True))
    assert one.by[OURS].log == pytest.approx(log_score(0.2344, True))
    rate = 0.07913
    assert one.by[BASE].brier == pytest.approx((1 - rate) ** 2) and EARLIER not in one.by
    curve = by_day(one.asked.question.base_rate, DAY, dt.date(2031, 12, 31))
    assert curve is not None and curve[0] == 0 and curve[-1] == pytest.approx(rate, abs=1e-5)
    came = (dt.date(2031, 9, 10) - DAY).days
    days = sum(c**2 for c in curve[:came]) + sum((1 - c) ** 2 for c in curve[came:-1])
    assert one.by[BASE].crps == pytest.approx(days)


def test_a_frozen_curve_is_straight_between_the_ends_of_months() -> None:
    case, _ = loaded(ARLAND)
    assert case.ledger is not None
    curve = by_day(case.ledger.questions["shots"].forecasts["2031-06-30"], DAY, dt.date(2031, 12, 31))
    assert curve is not None and len(curve) == 185
    assert curve[31] == pytest.approx(0.0456) and curve[-1] == pytest.approx(0.2344)
    assert curve[10] == pytest.approx(0.0456 * 10 / 31)
    signed = by_day(case.ledger.questions["signed"].forecasts["2031-06-30"], DAY, dt.date(2031, 12, 31))
    assert signed is not None and len(signed) == 185 and signed[-1] == pytest.approx(0.0086)
    assert by_day(case.ledger.questions["summit"].forecasts["2031-06-30"], DAY, dt.date(2031, 12, 31)) is None


def test_the_forecast_before_and_one_made_too_late(folder: Path) -> None:
    edited(folder, "case.yaml", "as-of: 2031-06-30", "as-of: 2031-08-31")
    assert main(["ledger", "freeze", str(folder), "--again", "--draws", "500"]) == 0
    edited(folder, "case.yaml", "as-of: 2031-08-31", "as-of: 2031-10-31")
    assert main(["ledger", "freeze", str(folder), "--again", "--draws", "500"]) == 0
    case, _ = loaded(folder)
    (one,) = scored(asked(case))
    made = one.asked.published
    assert [p.on.month for p in made] == [6, 8, 10]
    assert one.by[OURS].chance == made[1].chance.value, "the one of October was made after the shots of September"
    assert one.by[EARLIER].chance == made[0].chance.value
    apart = compared([one], EARLIER, "brier")
    assert apart is not None and apart.pairs == 1
    assert apart.mean == pytest.approx(one.by[OURS].brier - one.by[EARLIER].brier)
    assert mean([one], OURS, "brier") == (one.by[OURS].brier, 1) and mean([], OURS, "brier") is None


def test_void_and_disputed_are_not_scored(folder: Path) -> None:
    for words in (["signed.2031-12-31", "void"], ["summit.2031-12-31", "disputed"]):
        assert main(["ledger", "resolve", *words, str(folder), "--on", "2031-11-01", "--source", "x"]) == 0
    assert [one.asked.name for one in scored(asked(loaded(folder)[0]))] == ["shots.2031-12-31"]


def test_over_and_underconfidence_by_hand() -> None:
    pairs = [(0.9, True), (0.9, True), (0.9, False), (0.9, False), (0.2, False)]
    whole = confidence(pairs)
    assert whole is not None and whole.said == pytest.approx(0.88) and whole.came == 3 and whole.count == 5
    low, high = sides(pairs)
    assert (low.said, low.came, high.came, high.count) == (0.2, 0, 2, 4)
    assert confidence([]) is None and sides([]) == []


def test_reliability_waits_for_thirty_and_shows_counts() -> None:
    pairs = [(0.05, False)] * 20 + [(0.95, True)] * 9
    assert reliability(pairs) is None
    groups = reliability([*pairs, (1.0, True)])
    assert groups is not None and [(g.name, g.count, g.came) for g in groups] == [
        ("0 to 10%", 20, 0), ("90 to 100%", 10, 10),
    ]  # fmt: skip
    assert groups[0].interval[1] > 0.1


# -- forecasts of sources -------------------------------------------------------------------------------------------


def test_forecasts_of_sources_are_scored_without_touching_them(folder: Path) -> None:
    record = {path.name: path.read_bytes() for path in sorted((folder / "record").iterdir())}
    case, _ = loaded(folder)
    found = {one.key: one for one in source_forecasts(case)}
    mine = found["institute/i03"]
    assert mine.due == dt.date(2031, 11, 30) and mine.implied == (0.55, 0.8) and mine.answer is False
    assert mine.brier == pytest.approx((0.55**2, 0.8**2))
    assert {one.state(DAY) for one in found.values() if one.due is None} == {"no horizon"}
    early = {one.key: one for one in source_forecasts(case, dt.date(2031, 11, 1))}["institute/i03"]
    assert (
        early.answer is None
        and early.state(dt.date(2031, 11, 1)) == "open"
        and early.state(dt.date(2032, 1, 1)) == "due"
    )
    assert record == {path.name: path.read_bytes() for path in sorted((folder / "record").iterdir())}


# -- the command ----------------------------------------------------------------------------------------------------


def test_the_command_lists_defines_and_scores(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(ARLAND)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("A made-up ledger for tests.") and "signed.2033-06-30" in out and "63% (51% to 72%)" in out
    assert main(["ledger", "list", str(ARLAND), "--definitions"]) == 0
    out = capsys.readouterr().out
    assert "both governments have signed the treaty" in out and "seal 7c6308718944" in out and "a guess" in out
    assert main(["ledger", "score", str(ARLAND)]) == 0
    out = capsys.readouterr().out
    assert "Scores on 2031-12-01" in out and "0.586" in out and "With 1 resolved this tells nothing yet" in out
    assert "Reliability" not in out
    assert main(["ledger", "score", str(ARLAND), "--as-of", "2031-08-01"]) == 0
    assert "0.586" not in capsys.readouterr().out
    assert main(["ledger", "--json", str(ARLAND)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["questions"]) == 7 and data["questions"][0]["forecasts"][0]["draws"] == 10_000


def test_the_command_refuses_what_it_cannot_do(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "list", str(folder), "more"]) == 2
    assert main(["ledger", "resolve", "signed", "yes", str(folder)]) == 2
    assert "--on DAY and --source" in capsys.readouterr().err
    (folder / "ledger.yaml").unlink()
    (folder / "outcomes.yaml").unlink()
    assert main(["ledger", str(folder)]) == 2 and main(["ledger", "freeze", str(folder)]) == 2
    assert "no ledger.yaml" in capsys.readouterr().err
    assert main(["ledger", str(folder / "nowhere")]) == 1


def test_what_was_frozen_reads_back() -> None:
    case, _ = loaded(ARLAND)
    text = case.files["ledger.yaml"].text
    assert with_frozen(text, {}) == text
