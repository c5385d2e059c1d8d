"""The second shipped case, unrelated to the first: the same loader, checks, views and brief carry it unchanged."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from detente.brief.compose import compose
from detente.brief.lint import lint
from detente.brief.render import render
from detente.case.act import Column
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.loader import load
from detente.case.process import Ring
from detente.checks.check import run as run_checks
from detente.notation.problem import Severity
from detente.positions.condition import in_ring
from detente.positions.dispute import disputes
from detente.positions.ladder import current_rung, ladder
from detente.procedures.compile import compiled
from detente.procedures.dates import earliest
from detente.procedures.seats import seat_steps
from detente.procedures.vote import rule, shared
from detente.trace.verification import verify

FOLDER = Path(__file__).resolve().parents[2] / "cases" / "greece-north-macedonia"
OUTCOMES = FOLDER.parents[1] / "docs" / "second-case-outcomes.md"
LAST_DAY = date(2018, 6, 20)
SECOND, FIRST = "ratified-by-the-second-party", "ratified-by-the-first-party"


@cache
def _case() -> Case:
    case, problems = load(FOLDER)
    assert case is not None and not problems.found, problems.text()
    return case


@pytest.fixture(scope="module")
def texts() -> Path:
    """The reader's own copies of the sources; other people's text, so never in the repository."""
    folder = os.environ.get("DETENTE_SECOND_CASE_TEXTS")
    if not folder or not Path(folder).is_dir():
        pytest.skip("no copies of the second case's sources; set DETENTE_SECOND_CASE_TEXTS")
    return Path(folder)


def _answers(name: str) -> set[str]:
    return {side.answer for dispute in disputes(_case()) if dispute.name == name for side in dispute.sides}


# -- the case as it stands ---------------------------------------------------------------------


def test_it_loads_and_every_check_passes() -> None:
    found = [problem for problem in run_checks(_case()) if problem.severity is not Severity.NOTE]
    assert found == []


def test_what_has_no_source_is_said_to_have_none() -> None:
    notes = {problem.code for problem in run_checks(_case())}
    assert notes == {"unsourced"}


def test_a_changed_statement_would_be_noticed() -> None:
    """The checks are not silent because nothing is looked at: a bare contested name makes one speak."""
    case = _case()
    key = "sofia-globe-vote/s1"
    loaded = case.statements[key].model_copy(update={"says": "the parliament of Macedonia votes"})
    changed = replace(case, statements={**case.statements, key: loaded})
    assert "loaded-wording" in {problem.code for problem in run_checks(changed)}


def test_it_is_large_enough_and_both_sides_speak_in_all_their_voices() -> None:
    case = _case()
    assert len(case.statements) >= 40
    assert len({key.partition("/")[0] for key in case.statements}) >= 6
    speakers = Counter(actor for statement in case.statements.values() for actor in statement.by)
    athens = {"tsipras", "kotzias", "kammenos", "mitsotakis", "gennimata", "theodorakis", "koutsoumbas"}
    skopje = {"zaev", "dimitrov", "ivanov", "mickoski", "ahmeti", "skopje-government"}
    others = {"stoltenberg", "mogherini", "hahn", "tusk", "us-state-department", "lavrov", "nimetz"}
    assert athens | skopje | others <= set(speakers)
    said = {
        party: sum(
            n for actor, n in speakers.items() if party in (actor, case.actors[actor].of) and _talks(case, actor)
        )
        for party in case.meta.parties
    }
    assert max(said.values()) <= 1.5 * min(said.values()), said


def _talks(case: Case, actor: str) -> bool:
    return case.actors[actor].kind.value not in ("state", "outlet")


# -- ladder and conditions ---------------------------------------------------------------------


def test_it_is_signed_and_each_ratification_waits_for_its_own_condition() -> None:
    case = _case()
    assert current_rung(case) == "signed"
    waits = {rung.name: rung.waits_for for rung in ladder(case)}
    assert waits[SECOND] == ("promulgation",)
    assert waits[FIRST] == ("constitution",)
    assert waits["in-force"] == ("nato-protocol",)


def test_the_referendum_blocks_only_when_it_is_switched_on() -> None:
    case = _case()
    assert "referendum" in dict(in_ring(case, Ring.OUTSIDE))
    assert "referendum" not in compiled(case).blocking
    assert "referendum" in compiled(case, switches=["referendum-binding"]).blocking


@pytest.mark.parametrize(
    ("day", "rung"), [("2018-06-11", ""), ("2018-06-13", "text-agreed"), ("2018-06-17", "signed")]
)
def test_earlier_days_stand_lower(day: str, rung: str) -> None:
    assert current_rung(as_of(_case(), date.fromisoformat(day))) == rung


# -- where sources differ ----------------------------------------------------------------------


def test_the_open_questions_of_the_day_are_found() -> None:
    assert _answers("value:referendum-required") == {"yes", "no"}
    assert _answers("value:referendum-effect") == {"it binds", "the citizens have the last word"}
    assert _answers("value:majority-athens") == {"180", "151"}
    assert _answers("value:benefit") == {"Athens", "Skopje", "both"}


def test_what_nobody_disputes_is_no_dispute() -> None:
    assert _answers("value:name") == set()
    assert _answers("value:president-power") == set()


# -- procedures --------------------------------------------------------------------------------


def test_two_thirds_of_the_house_are_eighty_and_the_votes_of_ratification_fall_eleven_short() -> None:
    steps = {(s.procedure, s.step): s for s in seat_steps(_case(), "sobranie", held=69)}
    opened = steps["skopje-constitution", "opened"]
    assert (opened.total, opened.needed, opened.short) == (120, 80, 11)
    assert steps["skopje-constitution", "adopted"].short == 11
    assert steps["skopje-ratification", "voted-again"].opens
    assert steps["skopje-referendum", "called"].opens


def test_no_two_thirds_without_one_of_the_two_largest_groups() -> None:
    steps = {(s.procedure, s.step): s for s in seat_steps(_case(), "sobranie", held=69)}
    assert set(steps["skopje-constitution", "opened"].blocking) == {
        ("VMRO-DPMNE and partners",),
        ("SDSM and partners",),
    }


def test_the_larger_partner_alone_is_six_short_in_athens() -> None:
    steps = {(s.procedure, s.step): s for s in seat_steps(_case(), "vouli", held=145)}
    assert (steps["athens-ratification", "voted"].needed, steps["athens-ratification", "voted"].short) == (151, 6)
    assert steps["athens-ratification", "voted-by-three-fifths"].needed == 180


def test_the_referendum_takes_more_than_half_of_all_voters_to_take_part() -> None:
    case = _case()
    step = case.procedures["skopje-referendum"].steps["valid"]
    voters = case.procedures["skopje-referendum"].bodies["skopje-electorate"].size(LAST_DAY)
    assert step.quorum is not None and voters is not None
    assert step.quorum.needs.count(voters.count) == voters.count // 2 + 1
    assert not step.quorum.needs.reached(voters.count // 2, voters.count)


def test_a_turnout_below_one_half_fails_whatever_the_support() -> None:
    found = rule(_case(), "skopje-referendum")
    assert not shared(found, turnout=Fraction(40, 100), support=Fraction(94, 100)).passes
    assert not shared(found, turnout=Fraction(1, 2), support=Fraction(94, 100)).passes
    assert not shared(found, turnout=Fraction(60, 100), support=Fraction(49, 100)).passes
    assert shared(found, turnout=Fraction(51, 100), support=Fraction(55, 100)).passes


def test_earliest_dates_follow_the_order_of_the_agreement() -> None:
    model = compiled(_case())
    days = [earliest(model, f"prespa-agreement.{rung}").date for rung in (SECOND, FIRST, "in-force")]
    starts = [day.start for day in days if day is not None]
    assert len(starts) == 3 and starts == sorted(starts)
    assert starts[0] == date(2018, 6, 21), "the President could sign the next day"
    assert starts[1] == date(2018, 9, 21), "not before the announced days of the referendum"


def test_without_the_referendum_athens_could_ratify_sooner() -> None:
    case, node = _case(), f"prespa-agreement.{FIRST}"
    planned = earliest(compiled(case), node).date
    direct = earliest(compiled(case, switches=["skopje-constitution:without-referendum"]), node).date
    assert planned is not None and direct is not None
    assert direct.start < planned.start


def test_the_refusal_of_the_president_is_a_way_and_not_an_end() -> None:
    """Without the route on which he signs, the second vote still completes the ratification."""
    model = compiled(_case(), without=["skopje-ratification:signed"])
    assert earliest(model, f"prespa-agreement.{SECOND}").date is not None


# -- the brief ---------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2018-06-13", "2018-06-17", "2018-06-20"])
def test_the_brief_composes_and_passes_its_lint(day: str) -> None:
    case = as_of(_case(), date.fromisoformat(day))
    assert [str(problem) for problem in lint(case, compose(case))] == []


@pytest.mark.parametrize("kind", ["md", "html"])
def test_the_brief_says_where_things_stand(kind: str) -> None:
    text = render(compose(_case()), "md" if kind == "md" else "html")
    assert isinstance(text, str)
    for said in ("signed", "amendment of the Constitution in Skopje", "Does a referendum have to be held"):
        assert said in text
    assert "Armenia" not in text and "Azerbaijan" not in text


# -- nothing later, nobody else's words --------------------------------------------------------


def test_nothing_known_later_is_in_the_record() -> None:
    case = _case()
    assert case.day == LAST_DAY
    for key, statement in case.statements.items():
        assert case.known_on(key) <= LAST_DAY, key
        if statement.said is not None:
            assert statement.said.start <= LAST_DAY, key
    for name, source in case.sources.items():
        known = source.known_by()
        assert known is not None and known.last <= LAST_DAY, name
    assert as_of(case, LAST_DAY).statements.keys() == case.statements.keys()


def test_what_is_reported_as_done_was_done_by_then() -> None:
    """Dates after the last day belong to forecasts, plans and deadlines, never to reports of what happened."""
    done = {Column.REPORT, Column.OBSERVATION, Column.RULING}
    late = {
        key
        for key, s in _case().statements.items()
        if s.column in done and s.when is not None and s.when.start > LAST_DAY
    }
    assert late <= {"bloomberg-motion/s4"}, "the end of a term is a date of law"


def test_the_outcomes_stay_on_their_page() -> None:
    """Numbers that only the outcomes have stand in no file of the case but that for scoring, which nothing as of the
    case's day reads."""
    page = OUTCOMES.read_text("utf-8")
    files = [path for path in sorted(FOLDER.rglob("*.yaml")) if path.name != "outcomes.yaml"]
    own = "\n".join(path.read_text("utf-8") for path in files)
    for number in ("609,427", "36.89", "1,806,336", "666,344", "2019-02-12", "2019-01-25", "2018-09-30"):
        assert number in page
        assert number not in own and number.replace(",", "") not in own


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _runs(words: list[str], length: int = 9) -> Iterator[tuple[str, ...]]:
    yield from zip(*(words[i:] for i in range(length)), strict=False)


def test_every_passage_is_found_in_the_copies(texts: Path) -> None:
    outcomes = Counter(verified.outcome.value for verified in verify(_case(), texts))
    assert set(outcomes) == {"found"}
    assert outcomes["found"] >= len(_case().statements)


def test_no_nine_words_in_a_row_are_anybody_elses(texts: Path) -> None:
    theirs = {run for path in texts.glob("*.txt") for run in _runs(_words(path.read_text("utf-8")))}
    assert theirs
    for path in [*sorted(FOLDER.rglob("*.yaml")), OUTCOMES]:
        ours = re.sub(r"^url: .*$", "", path.read_text("utf-8"), flags=re.M)  # an address is no prose
        taken = [" ".join(run) for run in _runs(_words(ours)) if run in theirs]
        assert taken == [], path.name
