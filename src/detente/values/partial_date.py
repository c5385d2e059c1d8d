"""A date that keeps its own precision.

Reporting says "early April", "summer of 2026", "in 2022". A `PartialDate` keeps the wording and computes
with the half-open interval of days that it stands for, so that nothing becomes more exact than it was said.

Notation (after ISO 8601-1/-2, in words where words are clearer):

=====================  =======================================
written                stands for
=====================  =======================================
2025-03-13             one day
2025-03, 2025          the month, the year
2025-Q2, 2025-H1       the quarter, the half-year
1990s                  the decade
2026-summer            three months; winter 2026 is December 2025 to February 2026
early 2025-04          days 1-10; mid 11-20; late 21 to the end
early 2025             January-April; mid May-August; late September-December
early 1990s            years 0-3; mid 4-6; late 7-9
2025-03-21/2025-04     from the first day of one to the last day of the other
2025-03-18/..          open; also ../2025
before X, after X      up to the day before X begins; from the day after X ends
by X, since X          up to the end of X; from the beginning of X
=====================  =======================================
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

FIRST_DAY = date.min
LAST_DAY = date.max

_SEASONS = {"winter": -1, "spring": 2, "summer": 5, "autumn": 8}  # months since January of the first month
_SEASON_SYNONYMS = {"fall": "autumn"}
# Spelled out, since `calendar.month_name` follows the locale of the process.
_MONTH_NAMES = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"]  # fmt: skip

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
_YEAR = re.compile(r"(\d{4})\Z", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-Q([1-4])\Z", re.ASCII)
_HALF = re.compile(r"(\d{4})-H([12])\Z", re.ASCII)
_DECADE = re.compile(r"(\d{3})0s\Z", re.ASCII)
_SEASON = re.compile(r"(\d{4})-([a-z]+)\Z", re.ASCII)
_PART = re.compile(r"(early|mid|late)[ -](.+)\Z")
_SIDE = re.compile(r"(before|after|by|since) (.+)\Z")


class Precision(StrEnum):
    """How exactly a date was given, finest first."""

    DAY = "day"
    PART_OF_MONTH = "part of a month"
    MONTH = "month"
    SEASON = "season"
    PART_OF_YEAR = "part of a year"
    YEAR = "year"
    PART_OF_DECADE = "part of a decade"
    DECADE = "decade"
    INTERVAL = "interval"
    OPEN = "open interval"


class BadDate(ValueError):
    """The text is no date in the notation above; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """`worded` as written; `start` inclusive and `end` exclusive, in days (`date.min`/`date.max` when open)."""

    worded: str
    start: date
    end: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the notation above; raise `BadDate` with the reason where it does not fit."""
        return _parse(text.strip())

    @classmethod
    def on(cls, day: date) -> PartialDate:
        """The date of one day."""
        return cls(day.isoformat(), day, day + timedelta(days=1), Precision.DAY)

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end if self.end == LAST_DAY else self.end - timedelta(days=1)

    def overlaps(self, other: PartialDate) -> bool:
        """True where some day belongs to both: the two could be the same date."""
        return self.start < other.end and other.start < self.end

    def within(self, other: PartialDate) -> bool:
        """True where every day of it belongs to the other."""
        return other.start <= self.start and self.end <= other.end

    def surely_before(self, other: PartialDate) -> bool:
        """True where all its days precede all days of the other."""
        return self.end <= other.start

    def surely_by(self, day: date) -> bool:
        """True where it has passed or is passing on `day` whatever day was meant."""
        return self.last <= day

    def possibly_by(self, day: date) -> bool:
        """True where its first day is not after `day`."""
        return self.start <= day

    @property
    def interval(self) -> str:
        """The half-open interval in ISO days, as it is computed with: `[2025-04-01, 2025-04-11)`."""
        start = ".." if self.start == FIRST_DAY else self.start.isoformat()
        end = ".." if self.end == LAST_DAY else self.end.isoformat()
        return f"[{start}, {end})"

    @property
    def text(self) -> str:
        """For reading, unambiguous in every country: 13 March 2025, early April 2025, summer 2026."""
        return _spoken(self.worded)

    def __str__(self) -> str:
        return self.worded


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    if not text:
        raise BadDate("an empty date")
    if len(text) > 60:
        raise BadDate("too long for a date")
    if "/" in text:
        return _interval(text)
    if side := _SIDE.match(text):
        return _one_sided(text, side[1], side[2].strip())
    start, end, precision = _unit(text)
    return PartialDate(text, start, end, precision)


def _interval(text: str) -> PartialDate:
    left, _, right = text.partition("/")
    if "/" in right:
        raise BadDate("more than one '/' in an interval")
    if left.strip() == right.strip() == "..":
        raise BadDate("an interval open at both ends says nothing; leave the date out")
    start = FIRST_DAY if left.strip() == ".." else _unit(left.strip())[0]
    end = LAST_DAY if right.strip() == ".." else _unit(right.strip())[1]
    if start >= end:
        raise BadDate(f"the interval ends ({right.strip()}) before it begins ({left.strip()})")
    open_ended = ".." in (left.strip(), right.strip())
    return PartialDate(text, start, end, Precision.OPEN if open_ended else Precision.INTERVAL)


def _one_sided(text: str, side: str, limit: str) -> PartialDate:
    first, after, _ = _unit(limit)
    start, end = {
        "before": (FIRST_DAY, first),
        "by": (FIRST_DAY, after),
        "after": (after, LAST_DAY),
        "since": (first, LAST_DAY),
    }[side]
    return PartialDate(text, start, end, Precision.OPEN)


def _unit(text: str) -> tuple[date, date, Precision]:
    if m := _DAY.match(text):
        year, month, day = int(m[1]), _month(m[2]), int(m[3])
        days = calendar.monthrange(_year(m[1]), month)[1]
        if not 1 <= day <= days:
            raise BadDate(f"{_MONTH_NAMES[month]} {year} has {days} days, not {day}")
        return _days(date(year, month, day), 1, Precision.DAY)
    if m := _MONTH.match(text):
        return _months(_year(m[1]), _month(m[2]), 1, Precision.MONTH)
    if m := _YEAR.match(text):
        return _months(_year(m[1]), 1, 12, Precision.YEAR)
    if m := _QUARTER.match(text):
        return _months(_year(m[1]), 3 * int(m[2]) - 2, 3, Precision.PART_OF_YEAR)
    if m := _HALF.match(text):
        return _months(_year(m[1]), 6 * int(m[2]) - 5, 6, Precision.PART_OF_YEAR)
    if m := _DECADE.match(text):
        return _months(_year(m[1] + "0"), 1, 120, Precision.DECADE)
    if m := _SEASON.match(text):
        return _season(_year(m[1]), m[2])
    if m := _PART.match(text):
        return _part(m[1], m[2])
    raise BadDate(
        f"'{text}' is no date; write 2025-03-13, 2025-03, 2025, 2026-summer, early 2025-04, 1990s, "
        "A/B, A/.., before A, after A, by A or since A"
    )


def _part(part: str, whole: str) -> tuple[date, date, Precision]:
    index = ("early", "mid", "late").index(part)
    if m := _MONTH.match(whole):
        year, month = _year(m[1]), _month(m[2])
        first = date(year, month, 1 + 10 * index)
        length = 10 if index < 2 else calendar.monthrange(year, month)[1] - 20
        return _days(first, length, Precision.PART_OF_MONTH)
    if m := _YEAR.match(whole):
        return _months(_year(m[1]), 1 + 4 * index, 4, Precision.PART_OF_YEAR)
    if m := _DECADE.match(whole):
        first_year, years = ((0, 4), (4, 3), (7, 3))[index]
        return _months(_year(m[1] + "0") + first_year, 1, 12 * years, Precision.PART_OF_DECADE)
    raise BadDate(f"'{part}' goes with a month, a year or a decade, not with '{whole}'")


def _season(year: int, name: str) -> tuple[date, date, Precision]:
    name = _SEASON_SYNONYMS.get(name, name)
    if name not in _SEASONS:
        raise BadDate(f"'{name}' is no season; write spring, summer, autumn or winter")
    months = year * 12 + _SEASONS[name]
    return _months(months // 12, months % 12 + 1, 3, Precision.SEASON)


def _year(text: str) -> int:
    year = int(text)
    if not 1000 <= year <= 2999:
        raise BadDate(f"the year {text} lies outside 1000-2999")
    return year


def _month(text: str) -> int:
    month = int(text)
    if not 1 <= month <= 12:
        raise BadDate(f"there is no month {text}")
    return month


def _days(start: date, count: int, precision: Precision) -> tuple[date, date, Precision]:
    return start, start + timedelta(days=count), precision


def _months(year: int, month: int, count: int, precision: Precision) -> tuple[date, date, Precision]:
    after = year * 12 + month - 1 + count
    return date(year, month, 1), date(after // 12, after % 12 + 1, 1), precision


def _spoken(text: str) -> str:
    if "/" in text:
        left, _, right = (part.strip() for part in text.partition("/"))
        if left == "..":
            return f"up to {_spoken(right)}"
        if right == "..":
            return f"{_spoken(left)} or later"
        return f"{_spoken(left)} to {_spoken(right)}"
    for word in ("before", "after", "by", "since", "early", "mid", "late"):
        if text.startswith((word + " ", word + "-")):
            joint = "-" if word == "mid" else " "
            return f"{word}{joint}{_spoken(text[len(word) + 1 :])}"
    if m := _DAY.match(text):
        return f"{int(m[3])} {_MONTH_NAMES[int(m[2])]} {m[1]}"
    if m := _MONTH.match(text):
        return f"{_MONTH_NAMES[int(m[2])]} {m[1]}"
    if m := _QUARTER.match(text):
        return f"quarter {m[2]} of {m[1]}"
    if m := _HALF.match(text):
        return f"{'first' if m[2] == '1' else 'second'} half of {m[1]}"
    if m := _SEASON.match(text):
        return f"{m[2]} {m[1]}"
    return text
