"""Dates with their own precision: every form of the notation, the arithmetic of intervals, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.values.partial_date import FIRST_DAY, LAST_DAY, BadDate, PartialDate, Precision

# written, first day, last day, precision, for reading
ROWS = [
    ("2025-03-13", "2025-03-13", "2025-03-13", "day", "13 March 2025"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day", "29 February 2024"),
    ("2025-03", "2025-03-01", "2025-03-31", "month", "March 2025"),
    ("2024-02", "2024-02-01", "2024-02-29", "month", "February 2024"),
    ("2025-12", "2025-12-01", "2025-12-31", "month", "December 2025"),
    ("2025", "2025-01-01", "2025-12-31", "year", "2025"),
    ("2025-Q1", "2025-01-01", "2025-03-31", "part of a year", "quarter 1 of 2025"),
    ("2025-Q4", "2025-10-01", "2025-12-31", "part of a year", "quarter 4 of 2025"),
    ("2025-H1", "2025-01-01", "2025-06-30", "part of a year", "first half of 2025"),
    ("2025-H2", "2025-07-01", "2025-12-31", "part of a year", "second half of 2025"),
    ("1990s", "1990-01-01", "1999-12-31", "decade", "1990s"),
    ("2026-spring", "2026-03-01", "2026-05-31", "season", "spring 2026"),
    ("2026-summer", "2026-06-01", "2026-08-31", "season", "summer 2026"),
    ("2026-autumn", "2026-09-01", "2026-11-30", "season", "autumn 2026"),
    ("2026-fall", "2026-09-01", "2026-11-30", "season", "fall 2026"),
    ("2026-winter", "2025-12-01", "2026-02-28", "season", "winter 2026"),
    ("2024-winter", "2023-12-01", "2024-02-29", "season", "winter 2024"),
    ("early 2025-04", "2025-04-01", "2025-04-10", "part of a month", "early April 2025"),
    ("mid 2025-04", "2025-04-11", "2025-04-20", "part of a month", "mid-April 2025"),
    ("mid-2025-04", "2025-04-11", "2025-04-20", "part of a month", "mid-April 2025"),
    ("late 2025-02", "2025-02-21", "2025-02-28", "part of a month", "late February 2025"),
    ("late 2024-02", "2024-02-21", "2024-02-29", "part of a month", "late February 2024"),
    ("late 2025-03", "2025-03-21", "2025-03-31", "part of a month", "late March 2025"),
    ("early 2025", "2025-01-01", "2025-04-30", "part of a year", "early 2025"),
    ("mid 2025", "2025-05-01", "2025-08-31", "part of a year", "mid-2025"),
    ("late 2025", "2025-09-01", "2025-12-31", "part of a year", "late 2025"),
    ("early 1990s", "1990-01-01", "1993-12-31", "part of a decade", "early 1990s"),
    ("mid 1990s", "1994-01-01", "1996-12-31", "part of a decade", "mid-1990s"),
    ("late 1990s", "1997-01-01", "1999-12-31", "part of a decade", "late 1990s"),
    ("2025-03-21/2025-04", "2025-03-21", "2025-04-30", "interval", "21 March 2025 to April 2025"),
    ("2025-03-21 / 2025-04", "2025-03-21", "2025-04-30", "interval", "21 March 2025 to April 2025"),
    ("2025/2025", "2025-01-01", "2025-12-31", "interval", "2025 to 2025"),
    ("early 2025-03/2025-summer", "2025-03-01", "2025-08-31", "interval", "early March 2025 to summer 2025"),
    ("2025-03-18/..", "2025-03-18", None, "open interval", "18 March 2025 or later"),
    ("../2025", None, "2025-12-31", "open interval", "up to 2025"),
    ("before 2025-03", None, "2025-02-28", "open interval", "before March 2025"),
    ("by 2025-03", None, "2025-03-31", "open interval", "by March 2025"),
    ("after 2025-03", "2025-04-01", None, "open interval", "after March 2025"),
    ("since 2025-03", "2025-03-01", None, "open interval", "since March 2025"),
    ("  2025-03  ", "2025-03-01", "2025-03-31", "month", "March 2025"),
    ("1000-01-01", "1000-01-01", "1000-01-01", "day", "1 January 1000"),
    ("2999-12-31", "2999-12-31", "2999-12-31", "day", "31 December 2999"),
]


@pytest.mark.parametrize(("written", "first", "last", "precision", "text"), ROWS)
def test_each_form_stands_for_its_days(
    written: str, first: str | None, last: str | None, precision: str, text: str
) -> None:
    found = PartialDate.parse(written)
    assert found.start == (date.fromisoformat(first) if first else FIRST_DAY)
    assert found.last == (date.fromisoformat(last) if last else LAST_DAY)
    assert found.precision == precision
    assert found.text == text
    assert str(found) == found.worded == written.strip()


def test_every_precision_stands_in_the_table() -> None:
    assert {row[3] for row in ROWS} == set(Precision)


REFUSED = [
    ("2025-02-30", "February 2025 has 28 days, not 30"),
    ("2025-02-29", "February 2025 has 28 days, not 29"),
    ("2025-04-00", "April 2025 has 30 days, not 0"),
    ("2025-13-01", "there is no month 13"),
    ("2025-00", "there is no month 00"),
    ("0999", "outside 1000-2999"),
    ("3000-01-01", "outside 1000-2999"),
    ("2025-04/2025-03", r"ends \(2025-03\) before it begins \(2025-04\)"),
    ("2025-03-13/2025-03-12", "before it begins"),
    ("../..", "open at both ends"),
    ("2025/2026/2027", "more than one '/'"),
    ("2025/", "no date"),
    ("/2025", "no date"),
    ("", "an empty date"),
    ("   ", "an empty date"),
    ("early 2025-04-01", "goes with a month, a year or a decade"),
    ("early 2025-summer", "goes with a month, a year or a decade"),
    ("2026-monsoon", "'monsoon' is no season"),
    ("2025-3-13", "is no date"),
    ("13.03.2025", "is no date"),
    ("2025-03-13T10:00", "is no date"),
    ("٢٠٢٥-03-13", "is no date"),
    ("before after 2025", "is no date"),
    ("before 2024/after 2025", "is no date"),
    ("since by 2025", "is no date"),
    ("before 2024/2025", "is no date"),
    ("tomorrow", "is no date"),
    ("before ..", "is no date"),
    ("2025-03-13 " + "x" * 60, "too long"),
]


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_what_is_no_date_says_why(written: str, reason: str) -> None:
    with pytest.raises(BadDate, match=reason):
        PartialDate.parse(written)


@given(st.text(max_size=80))
def test_any_text_is_a_date_or_a_bad_date(text: str) -> None:
    try:
        found = PartialDate.parse(text)
    except BadDate as problem:
        assert str(problem)
    else:
        assert found.start < found.end and found.text


days = st.dates(date(1001, 1, 1), date(2998, 12, 31))


FORMS = [
    "{d}", "{y}-{m:02}", "{y}", "{y}-summer", "{y}-winter", "early {y}-{m:02}", "late {y}", "{c}0s", "mid {c}0s",
    "before {d}", "since {y}-{m:02}", "{y}-Q2", "{y}-H2", "{d}/{y2}", "{d}/..", "../{d}",
]  # fmt: skip


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    year, month = day.year, day.month
    form = draw(st.sampled_from(FORMS))
    return PartialDate.parse(form.format(d=day.isoformat(), y=year, m=month, c=str(year)[:3], y2=year + 1))


@given(partial_dates(), partial_dates())
def test_relations_agree_with_the_days(a: PartialDate, b: PartialDate) -> None:
    latest_start, earliest_last = max(a.start, b.start), min(a.last, b.last)
    assert a.overlaps(b) == b.overlaps(a) == (latest_start <= earliest_last)
    assert a.surely_before(b) == (a.last < b.start)
    assert not (a.surely_before(b) and a.overlaps(b))
    if a.within(b):
        assert a.overlaps(b) and b.start <= a.start and a.last <= b.last
    assert a.within(a) and a.overlaps(a) and not a.surely_before(a)


@given(partial_dates(), days)
def test_by_a_day(found: PartialDate, day: date) -> None:
    assert found.possibly_by(day) == (found.start <= day)
    assert found.surely_by(day) == (found.last <= day)
    if found.surely_by(day):
        assert found.possibly_by(day)


@given(days)
def test_one_day(day: date) -> None:
    on = PartialDate.on(day)
    assert on == PartialDate.parse(day.isoformat())
    assert on.end - on.start == timedelta(days=1) and on.last == day
    assert on.interval == f"[{day}, {day + timedelta(days=1)})"


def test_intervals_are_half_open_and_show_where_they_are_open() -> None:
    assert PartialDate.parse("early 2025-04").interval == "[2025-04-01, 2025-04-11)"
    assert PartialDate.parse("2025-03-18/..").interval == "[2025-03-18, ..)"
    assert PartialDate.parse("before 2025").interval == "[.., 2025-01-01)"


def test_neighbours_do_not_overlap() -> None:
    early, mid, late = (PartialDate.parse(f"{part} 2025-04") for part in ("early", "mid", "late"))
    assert early.surely_before(mid) and mid.surely_before(late)
    assert early.end == mid.start and mid.end == late.start and late.end == date(2025, 5, 1)
    before, since = PartialDate.parse("before 2025-04"), PartialDate.parse("since 2025-04")
    assert before.end == since.start and not before.overlaps(since)


@given(partial_dates())
def test_wording_is_kept_and_reads_back(found: PartialDate) -> None:
    assume(found.worded)
    assert PartialDate.parse(found.worded) == found


def test_months_have_the_same_names_in_every_locale() -> None:
    code = (
        "import calendar; calendar.month_name = ['', *('Monat' for _ in range(12))]\n"
        "from detente.values.partial_date import PartialDate\n"
        "print(PartialDate.parse('2025-03-13').text)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "13 March 2025\n"
