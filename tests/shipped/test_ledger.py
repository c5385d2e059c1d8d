"""The shipped ledgers: frozen, exact, traceable, and without anything that was known only later."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from detente.brief.compose import compose
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.fingerprint import fingerprint
from detente.commands.case_argument import checked
from detente.outlook.classes import text_watches
from detente.scoring.freezing import Freezer
from detente.scoring.question import State, asked
from detente.scoring.reckoning import exposure_days, law
from detente.scoring.score import BASE, OURS, scored
from detente.scoring.source_forecast import source_forecasts
from detente.values.basis import Solidity

DAY = dt.date(2025, 4, 30)
SINCE = 48
"""Days from the agreed text to the case's day."""


@cache
def loaded(name: str | None = None) -> Case:
    case, problems = checked(name)
    assert case is not None and not problems.errors, problems.text()
    return case


def questions() -> dict[str, object]:
    ledger = loaded().ledger
    assert ledger is not None
    return dict(ledger.questions)


def test_at_least_fifteen_events_are_frozen_by_two_horizons() -> None:
    every = list(asked(loaded(), DAY))
    assert len({one.event for one in every}) >= 15 and len(every) >= 30
    assert {one.horizon.isoformat() for one in every} == {"2025-12-31", "2026-06-30"}
    for one in every:
        assert one.state(DAY) is State.OPEN, one.name
        assert one.base is not None and one.published and one.published[-1].on == DAY, one.name
        chance = one.published[-1].chance
        assert 0 < chance.low <= chance.value <= chance.high < 1


def test_what_the_case_can_answer_is_asked() -> None:
    wanted = {
        "initialled", "text-public", "signed", "ratified", "minsk-group-closed", "constitution-adopted", "summit",
        "route-role", "observers-gone", "further-section", "turkiye-border", "detainees", "fatal-clash", "war",
        "breakdown", "constitution-draft", "commission-meeting",
    }  # fmt: skip
    assert wanted <= set(questions())


def test_a_later_horizon_is_never_less_likely() -> None:
    by_event: dict[str, list[float]] = {}
    for one in asked(loaded()):
        by_event.setdefault(one.event, []).append(one.published[-1].chance.value)
    assert all(values == sorted(values) for values in by_event.values())


def test_what_follows_from_another_event_is_not_likelier() -> None:
    value = {one.name: one.published[-1].chance.value for one in asked(loaded())}
    for horizon in ("2025-12-31", "2026-06-30"):
        for first, then in (
            ("initialled", "signed"), ("signed", "ratified"), ("text-public", "signed"),
            ("constitution-draft", "constitution-proposed"), ("constitution-called", "constitution-adopted"),
            ("constitution-proposed", "constitution-called"), ("fatal-clash", "war"),
        ):  # fmt: skip
            assert value[f"{first}.{horizon}"] >= value[f"{then}.{horizon}"], (first, then, horizon)


def test_every_number_leads_to_something_known_on_the_day() -> None:
    ledger = loaded().ledger
    assert ledger is not None
    for name, question in ledger.questions.items():
        for item in (question.base_rate, *question.forecasts.values()):
            assert len(item.ways) == 1, name
            if item.goal is None and item.class_ is None:
                assert item.basis and all(b.solidity > Solidity.UNSOURCED for b in item.basis), name
                assert item.why, name
    text = loaded().files["ledger.yaml"].text
    days = {dt.date.fromisoformat(day) for day in re.findall(r"\b20\d\d-[01]\d-[0-3]\d\b", text)}
    assert {day for day in days if day > DAY} == {dt.date(2025, 12, 31), dt.date(2026, 6, 30)}
    assert not loaded().outcomes, "the shipped case has no outcomes"


def test_what_is_frozen_is_drawn_again_to_the_digit() -> None:
    """As long as evidence, assumptions and program are those that it was made from."""
    case = loaded()
    ledger = case.ledger
    assert ledger is not None
    now = str(fingerprint(as_of(case, DAY)))
    unfrozen = {
        name: q.model_copy(
            update={"forecasts": {on: f.model_copy(update={"frozen": None}) for on, f in q.forecasts.items()}}
        )
        for name, q in ledger.questions.items()
        if all(f.frozen and f.frozen.case == now for f in q.forecasts.values())
    }
    if not unfrozen:
        pytest.skip("the case has changed since the forecasts were frozen")
    again = Freezer(replace(case, ledger=ledger.model_copy(update={"questions": unfrozen}))).frozen()
    for (_, name, *_, on), frozen in again.items():
        assert frozen.values == ledger.questions[str(name)].forecasts[str(on)].frozen.values  # type: ignore[union-attr]


def test_counts_of_agreed_texts_are_those_of_the_shipped_list() -> None:
    known = text_watches(as_of=DAY)
    later = [w for w in known if w.days > SINCE]
    exposure = sum(w.days - SINCE for w in later)
    ends = {end: sum(w.end == end for w in later) for end in ("signed", "ended")}
    without = [w for w in known if w.start_kind in ("text agreed", "accepted verbally")]
    ledger = loaded().ledger
    assert ledger is not None
    told = {
        name: (q.base_rate.events, exposure_days(q.base_rate))
        for name, q in ledger.questions.items()
        if q.base_rate.exposure
    }
    assert told["signed"] == told["text-public"] == (ends["signed"], exposure)
    assert told["breakdown"] == (ends["ended"], exposure)
    assert told["initialled"] == (0, sum(w.days for w in without)) and len(without) == 4
    assert loaded().process.instruments["peace-agreement"].reached["text-agreed"].since.start == DAY - dt.timedelta(
        SINCE
    )


def test_times_watched_are_counted_in_days() -> None:
    ledger = loaded().ledger
    assert ledger is not None

    def days(name: str) -> float:
        return exposure_days(ledger.questions[name].base_rate)

    def since(*day: int) -> int:
        return (DAY - dt.date(*day)).days

    assert days("route-role") == since(2021, 1, 11)
    assert days("further-section") == since(2021, 11, 26)
    assert days("commission-meeting") == since(2024, 4, 19)
    assert days("turkiye-border") == pytest.approx(since(2022, 7, 1), abs=3)
    assert days("summit") == pytest.approx(since(2024, 1, 1), abs=3)
    assert days("detainees") == pytest.approx(since(2023, 1, 1), abs=3)
    assert days("constitution-adopted") == pytest.approx(since(2015, 1, 1), abs=3)
    assert days("observers-gone") == pytest.approx(
        since(2023, 2, 20) + (dt.date(2024, 11, 10) - dt.date(2020, 11, 10)).days, abs=3
    )


def test_half_of_the_base_rate_where_the_record_is_silent() -> None:
    """Or else signature, which counts as initialling."""
    ledger = loaded().ledger
    assert ledger is not None
    question = ledger.questions["initialled"]
    base = law(question.base_rate)
    assert base is not None
    signed = {
        one.horizon.isoformat(): one.published[-1].chance.value for one in asked(loaded()) if one.event == "signed"
    }
    for day, value in question.forecasts["2025-04-30"].value.items():
        half = base.within((dt.date.fromisoformat(day) - DAY).days).value / 2
        assert value.best == pytest.approx(100 * (1 - (1 - half) * (1 - signed[day])), abs=1)


# -- the second case ------------------------------------------------------------------------------------------------


def test_the_second_ledger_is_mechanical_and_says_what_it_is() -> None:
    ledger = loaded("greece-north-macedonia").ledger
    assert ledger is not None and ledger.note is not None
    assert "no evidence of skill" in ledger.note
    for question in ledger.questions.values():
        assert question.base_rate.ways == ("class",)
        assert all(forecast.ways == ("class",) for forecast in question.forecasts.values())


def test_the_second_ledger_is_scored_on_what_came() -> None:
    case = loaded("greece-north-macedonia")
    found = {one.asked.name: one for one in scored(asked(case))}
    assert set(found) == {"ratified-in-athens.2019-06-17", "referendum-adopted.2018-12-31", "ended.2019-06-20"}
    one = found["referendum-adopted.2018-12-31"]
    assert not one.happened and one.by[OURS].brier == pytest.approx(0.39654**2)
    assert one.by[BASE].brier == pytest.approx(0.67251**2)
    states = {one.name: one.state(dt.date(2019, 7, 1)) for one in asked(case)}
    assert states["ratified-in-skopje.2018-12-31"] is State.DISPUTED
    answers = {one.key: one.answer for one in source_forecasts(case)}
    assert answers["republika-zaev/s6"] is False and answers["meta-kotzias/s2"] is True


def test_no_outcome_reaches_the_second_case_as_of_its_day() -> None:
    case = loaded("greece-north-macedonia")
    known = as_of(case, case.day)
    assert known.outcomes is not None and not known.outcomes.questions and not known.outcomes.sources
    assert all(one.answer is None for one in source_forecasts(known))
    told = compose(known)
    assert compose(as_of(replace(case, outcomes=None), case.day)) == told


def test_every_outcome_stands_in_the_chapter_on_what_came() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "second-case-outcomes.md").read_text(encoding="utf-8")
    outcomes = loaded("greece-north-macedonia").outcomes
    assert outcomes is not None
    for outcome in (*outcomes.questions.values(), *outcomes.sources.values()):
        assert outcome.source.startswith("docs/second-case-outcomes.md")
        assert outcome.on.last > dt.date(2018, 6, 20)
    for day in ("2019-01-25", "2018-07-05", "2018-09-30", "2019-02-12", "2018-06-26", "2018-07-11", "2019-01-11"):
        assert f"| {day} |" in page
