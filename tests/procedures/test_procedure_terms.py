"""Majorities, lengths of time, windows and requirements as they are written."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.delay import BadDelay, Delay, Span
from detente.case.failure import BadFailure, Failure, Outcome
from detente.case.needs import BadNeeds, How, Needs
from detente.case.share import BadShare, Base, Share
from detente.case.window import BadWindow, as_date, next_opening, openings_between, parse_window, previous_day
from detente.values.partial_date import Precision


@pytest.mark.parametrize(
    ("text", "house", "votes"),
    [
        ("2/3 of members", 105, 70),
        ("3/5 of members", 105, 63),
        ("2/3 of members", 107, 72),
        ("3/5 of members", 107, 65),
        ("1/3 of members", 107, 36),
        ("majority of members", 107, 54),
        ("more than 1/2 of members", 100, 51),
        ("1/2 of members", 100, 50),
        ("1/2 of members", 101, 51),
        ("95 of members", 125, 95),
        ("33.3% of members", 1000, 333),
    ],
)
def test_a_majority_comes_to_whole_votes(text: str, house: int, votes: int) -> None:
    assert Share.parse(text).count(house) == votes


@given(
    st.integers(1, 30).flatmap(lambda below: st.tuples(st.integers(0, below), st.just(below))),
    st.booleans(),
    st.integers(1, 500),
)
def test_the_count_is_the_least_number_that_reaches_the_share(
    parts: tuple[int, int], strict: bool, total: int
) -> None:
    share = Share("", Fraction(*parts), None, Base.MEMBERS, strict)
    count = share.count(total)
    assert share.reached(count, total)
    assert count == 0 or not share.reached(count - 1, total)


@pytest.mark.parametrize(
    "text", ["", "half of members", "2/0 of votes", "2/3 of hats", "2/3", "at least majority of votes"]
)
def test_what_is_no_majority(text: str) -> None:
    with pytest.raises(BadShare):
        Share.parse(text)


def test_more_than_everybody_is_impossible() -> None:
    assert Share.parse("4/3 of members").impossible
    assert Share.parse("more than 100% of votes").impossible
    assert not Share.parse("1/1 of members").impossible


def test_a_span_counts_from_a_step() -> None:
    span = Span.parse("50..65 days after sent")
    assert (span.low, span.high, span.since) == (Delay(50), Delay(65), "sent")
    assert Span.parse("at most 2 weeks").high == Delay(14)
    assert Span.parse("at most 2 weeks").low == Delay(0)
    assert Span.parse("at least 6 months").high is None


@pytest.mark.parametrize("text", ["", "65..50 days", "some days", "at most 3..5 days", "1.5 months", "900 years"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(BadDelay):
        Span.parse(text)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40), st.integers(0, 30))
def test_a_delay_can_be_turned_round(day: date, days: int, months: int) -> None:
    delay, target = Delay(days, months), day.toordinal()
    latest, earliest = delay.latest_before(target), delay.earliest_before(target)
    assert delay.after(latest) <= target < delay.after(latest + 1)
    assert delay.after(earliest) >= target > delay.after(earliest - 1)


def test_months_move_on_the_calendar() -> None:
    end_of_month = date(2025, 8, 31).toordinal()
    assert date.fromordinal(Delay(months=6).after(end_of_month)) == date(2026, 2, 28)


def test_a_window_keeps_its_precision() -> None:
    december = (parse_window("yearly, December"),)
    found = next_opening(december, date(2025, 5, 1).toordinal(), date(2040, 1, 1).toordinal())
    assert found is not None
    assert as_date(found).worded == "2025-12"
    assert as_date(found).precision is Precision.MONTH
    begun = next_opening(december, date(2025, 12, 10).toordinal(), date(2040, 1, 1).toordinal())
    assert begun is not None
    assert as_date(begun).worded == "2025-12-10/2025-12-31"


@pytest.mark.parametrize(
    ("text", "day", "following"),
    [
        ("weekly, Thursday", date(2025, 5, 1), date(2025, 5, 1)),
        ("weekly, Thursday", date(2025, 5, 2), date(2025, 5, 8)),
        ("yearly, 5 December", date(2025, 12, 6), date(2026, 12, 5)),
        ("every 5 years from 2029, November", date(2025, 1, 1), date(2029, 11, 1)),
        ("every 5 years from 2029, November", date(2029, 12, 1), date(2034, 11, 1)),
        ("2026-06-03/2026-06-13", date(2026, 6, 7), date(2026, 6, 7)),
        ("2026-summer", date(2025, 1, 1), date(2026, 6, 1)),
    ],
)
def test_the_next_day_of_a_window(text: str, day: date, following: date) -> None:
    found = next_opening((parse_window(text),), day.toordinal(), date(2060, 1, 1).toordinal())
    assert found is not None
    assert date.fromordinal(found.first) == following


@given(
    st.sampled_from(
        ["weekly, Monday", "yearly, December", "yearly, 29 February", "2025-03", "yearly, 2 May to 9 June"]
    ),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_next_and_previous_agree(text: str, day: date) -> None:
    windows, ordinal = (parse_window(text),), day.toordinal()
    following = next_opening(windows, ordinal, date(2050, 1, 1).toordinal())
    if following is not None:
        assert following.first >= ordinal
        assert previous_day(windows, following.first, ordinal) == following.first
        before = previous_day(windows, following.first - 1, date(2000, 1, 1).toordinal())
        assert before is None or before < ordinal


def test_openings_of_several_years() -> None:
    found = openings_between((parse_window("yearly, December"),), date(2025, 5, 1), date(2027, 12, 5))
    assert [opening.date.worded for opening in found] == ["2025-12", "2026-12", "2027-12"]


@pytest.mark.parametrize(
    "text", ["", "yearly", "weekly, Someday", "yearly, 31 Juny", "yearly, 9 June to 2 May", "soon"]
)
def test_what_is_no_window(text: str) -> None:
    with pytest.raises(BadWindow):
        parse_window(text)


def test_requirements_nest() -> None:
    needs = Needs.read(["a", {"any": ["b", ["c", "d"]]}])
    assert needs.how is How.ALL
    assert [name for name, _ in needs.names()] == ["a", "b", "c", "d"]
    assert [path for _, path in needs.names()] == [(0,), (1, "any", 0), (1, "any", 1, 0), (1, "any", 1, 1)]


@pytest.mark.parametrize("value", [[], {}, {"some": ["a"]}, {"any": []}, "A B", {"any": ["a"], "all": ["b"]}])
def test_what_is_no_requirement(value: object) -> None:
    with pytest.raises(BadNeeds):
        Needs.read(value)


def test_what_a_failure_leads_to() -> None:
    assert Failure.parse("end").outcome is Outcome.END
    back = Failure.parse("back to sent after 1 year")
    assert (back.outcome, back.target) == (Outcome.BACK, "sent")
    assert back.wait is not None and back.wait.low == Delay(months=12)
    assert Failure.parse("route silence").target == "silence"
    for text in ("", "stop", "end after 3 days", "back to"):
        with pytest.raises(BadFailure):
            Failure.parse(text)
