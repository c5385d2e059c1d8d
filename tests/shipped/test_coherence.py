"""The numbers of the shipped cases fit together: with time, up the ladder, beside each other, with their ledger."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.commands.case_argument import checked
from detente.outlook.forecast import Forecast, forecast
from detente.procedures.compile import compiled
from detente.scoring.freezing import Freezer

CASES = ("armenia-azerbaijan", "greece-north-macedonia")


@cache
def shipped(name: str) -> Case:
    case, problems = checked(name)
    assert case is not None and not problems.errors, problems.text()
    return case


@cache
def drawn(name: str) -> Forecast:
    return forecast(shipped(name), compiled(shipped(name)), draws=4_000)


def value(name: str, goal: str, day: dt.date) -> float:
    return drawn(name).outlook.probability(goal, day).value


@pytest.mark.parametrize("name", CASES)
def test_more_time_is_never_less_likely(name: str) -> None:
    for goal in drawn(name).outlook.goals:
        values = [value(name, goal, day) for day in drawn(name).horizons]
        assert values == sorted(values), goal


@pytest.mark.parametrize("name", CASES)
def test_a_higher_rung_is_never_likelier(name: str) -> None:
    rungs = drawn(name).rungs
    assert len(rungs) >= 2
    for day in drawn(name).horizons:
        values = [value(name, rung, day) for rung in rungs]
        assert values == sorted(values, reverse=True), day


@pytest.mark.parametrize("name", CASES)
def test_ends_that_exclude_each_other_fill_the_whole_and_no_more(name: str) -> None:
    outlook = drawn(name).outlook
    for rung in drawn(name).rungs:
        assert sum(outlook.outcomes(rung).values()) == pytest.approx(1.0)


def test_the_same_event_after_signature_is_no_likelier_than_at_any_time() -> None:
    """Both count a death by fire across the border; one of them only once the agreement is signed."""
    hazards = shipped(CASES[0]).outlook.hazards  # type: ignore[union-attr]
    assert hazards["new-dispute"].event.replace(" is ", " ") == f"after signature {hazards['fatal-clash'].event}"
    for day in drawn(CASES[0]).horizons:
        assert value(CASES[0], "fatal-clash", day) >= value(CASES[0], "new-dispute", day)


def test_an_event_stops_at_signature_only_where_its_words_say_so() -> None:
    """A war after signature is a war; only a text that is signed can no longer be one that is merely agreed."""
    hazards = shipped(CASES[0]).outlook.hazards  # type: ignore[union-attr]
    assert {name for name, hazard in hazards.items() if hazard.until} == {"breakdown"}


def test_the_ledger_has_what_the_outlook_draws_today() -> None:
    """Not only as long as nothing has changed: where this fails, the ledger has to be frozen anew."""
    case = shipped(CASES[0])
    ledger = case.ledger
    assert ledger is not None
    published = {
        (name, on): found.frozen
        for name, question in ledger.questions.items()
        for on, found in question.forecasts.items()
        if found.goal
    }
    assert len(published) >= 9
    bare = {
        name: question.model_copy(
            update={"forecasts": {on: f.model_copy(update={"frozen": None}) for on, f in question.forecasts.items()}}
        )
        for name, question in ledger.questions.items()
        if any(f.goal for f in question.forecasts.values())
    }
    again = Freezer(replace(case, ledger=ledger.model_copy(update={"questions": bare}))).frozen()
    fresh = {(str(path[1]), str(path[-1])): frozen for path, frozen in again.items()}
    assert set(fresh) == set(published)
    for key, frozen in published.items():
        assert frozen is not None and fresh[key].values == frozen.values, key


def test_the_text_is_public_at_the_latest_with_initials_or_signature() -> None:
    ledger = shipped(CASES[0]).ledger
    assert ledger is not None

    def chances(name: str) -> dict[str, float]:
        (found,) = ledger.questions[name].forecasts.values()
        assert found.frozen is not None
        return {day: chance.best or 0.0 for day, chance in found.frozen.values.items()}

    for less, more in (("signed", "initialled"), ("signed", "text-public"), ("initialled", "text-public")):
        assert all(chances(less)[day] <= chances(more)[day] for day in chances(more)), (less, more)


def test_the_judgement_on_letting_go_holds_the_age_of_the_text() -> None:
    """Of the three signatures of the class one came within the days that this text has outlived."""
    from detente.outlook.classes import text_watches

    case = shipped(CASES[0])
    age = (case.day - dt.date(2025, 3, 13)).days
    watches = text_watches(outside_condition=True, as_of=case.day)
    later = [watch for watch in watches if watch.days > age]

    def rate(found: list[int], signed: int) -> float:
        return signed / (sum(found) / 365.2425)

    whole = rate([w.days for w in watches], sum(w.end == "signed" for w in watches))
    rest = rate([w.days - age for w in later], sum(w.end == "signed" for w in later))
    judged = case.outlook.waivers["both-together"].adjust  # type: ignore[union-attr]
    assert judged is not None and judged.why is not None
    assert f"{rest / whole:.2f} of its rate" in judged.why
    assert judged.factor.best == pytest.approx(rest / whole * 0.88, abs=0.01)
    assert judged.range is not None and judged.range.low < rest / whole < judged.range.high


@pytest.mark.parametrize("name", CASES)
def test_both_files_say_first_that_they_show_no_skill(name: str) -> None:
    files = shipped(name).files
    for file in ("outlook.yaml", "ledger.yaml"):
        head = re.sub(r"\s*\n#?\s*", " ", files[file].text[:1500])
        assert "AI models in 2026" in head, file
        assert "no evidence of skill" in head or "no number here is evidence of skill" in head, file


@pytest.mark.parametrize("name", CASES)
def test_the_parties_have_the_same_fields(name: str) -> None:
    outlook = as_of(shipped(name), shipped(name).day).outlook
    assert outlook is not None
    shapes = [
        (len(party.haste), [bool(one.basis and one.why) for one in party.haste], bool(party.haste[-1].against))
        for party in outlook.parties.values()
    ]
    assert all(shape == shapes[0] for shape in shapes)
