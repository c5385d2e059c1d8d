"""Dates with the precision they are worded in, as the short strings that the reader hands out.

2020, 2025-02, 2025-03-13, intervals a/b, decades 199X, durations PnY (X for an unknown number). ISO 8601
where it has a form; decades and unknown numbers follow TIMEX3 (Pustejovsky et al., TimeML, 2005).
"""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {name: n for n, name in enumerate(_calendar.month_name) if name}
MONTHS |= {
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sep": 9,
    "Sept": 9,
    "Oct": 10,
    "Nov": 11,
    "Dec": 12,
}
WEEKDAYS = {
    name: n for n, name in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "half": 0,
}
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
    "centurie": "Y",
}


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month or a day, whichever parts are known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or _calendar.monthrange(self.year, month)[1])


def day(year: int, month: int | None = None, number: int | None = None) -> Day | None:
    """A Day, or None where the calendar has none such."""
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if number is not None and (month is None or not 1 <= number <= _calendar.monthrange(year, month)[1]):
        return None
    return Day(year, month, number)


def parse(value: str) -> Day | None:
    """The Day that a value like 2025-03 stands for; for an interval, its beginning."""
    head = value.split("/", 1)[0]
    parts = head.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return None
    numbers = [int(part) for part in parts]
    return day(*numbers)


def part_of_month(year: int, month: int, part: str) -> str:
    """Early: days 1-10, mid: 11-20, late: 21 to the end."""
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, _calendar.monthrange(year, month)[1])}[part]
    return f"{Day(year, month, first)}/{Day(year, month, last)}"


def part_of_decade(decade: int, part: str) -> str:
    """Early: years 0-3, mid: 4-6, late: 7-9."""
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    return f"{decade + first}/{decade + last}"


def part_of_year(year: int, part: str) -> str:
    """Early: January to April, mid: May to August, late: September to December."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return f"{Day(year, first)}/{Day(year, last)}"


def season(name: str, year: int) -> str:
    """Three months; a winter reaches into the next year."""
    first = SEASONS[name]
    end = Day(year, first + 2) if first < 12 else Day(year + 1, 2)
    return f"{Day(year, first)}/{end}"


def duration(number: int | None, unit: str) -> str:
    """P3W, PT24H, P30Y; X for an unknown number."""
    short = UNITS[unit]
    if unit == "fortnight" and number is not None:
        number *= 2
    if unit == "decade" and number is not None:
        number *= 10
    if unit in ("century", "centurie") and number is not None:
        number *= 100
    shown = "X" if number is None else str(number)
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{shown}{short}"


def shift(base: Day, number: int, unit: str) -> Day | None:
    """A date moved by a number of units, with no more precision than unit and base allow."""
    if unit in ("decade", "century", "centurie"):
        number, unit = number * (10 if unit == "decade" else 100), "year"
    if unit in ("second", "minute", "hour"):
        return base
    if unit == "year":
        return day(base.year + number)
    if base.month is None:
        return None
    if unit == "month":
        at = base.year * 12 + base.month - 1 + number
        return day(at // 12, at % 12 + 1)
    if base.day is None:
        return None
    try:
        moved = base.first + timedelta(days=number * {"week": 7, "fortnight": 14}.get(unit, 1))
    except OverflowError:
        return None
    return Day(moved.year, moved.month, moved.day)


def number(text: str) -> int | None:
    """Three, 24, a hundred, twenty-one; None where no number is said."""
    text = text.lower().replace(",", "").strip()
    if text.isdigit():
        return int(text) if len(text) < 7 else None
    total, current = 0, None
    for part in text.replace("-", " ").split():
        if part in ("hundred", "thousand"):
            current = (1 if current is None else current) * (100 if part == "hundred" else 1000)
            continue
        if part == "and":
            continue
        value = int(part) if part.isdigit() else NUMBERS.get(part)
        if value is None:
            return None
        current = value if current is None else current + value
    return None if current is None else total + current
