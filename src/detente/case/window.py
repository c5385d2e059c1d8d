"""Days on which alone something can happen: a yearly council, an election, fixed dates.

======================================  =========================================
written                                 stands for
======================================  =========================================
yearly, December                        every December, no day known
yearly, 5 December                      that day
yearly, 2 November to 30 November       those days
every 5 years from 2029, November       2029, 2034, ...
weekly, Thursday                        every Thursday
2025-12, 2026-06-03/2026-06-13, ...     a date with its precision
======================================  =========================================

A window keeps its precision: what is only known to fall in a month is never shown as a day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from detente.values.partial_date import BadDate, PartialDate, Precision

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_YEARLY = re.compile(r"(?:yearly|every (\d{1,2}) years from (\d{4})), (.+)\Z", re.ASCII)
_WEEKLY = re.compile(r"weekly, ([A-Za-z]+)\Z", re.ASCII)
_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]+)\Z", re.ASCII)


class BadWindow(ValueError):
    """The text is no window in the notation above."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a window: days as ordinals, both included."""

    first: int
    last: int
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Yearly:
    """From `first` to `last` (month, day) each year, every `step` years from `since`."""

    worded: str
    first: tuple[int, int]
    last: tuple[int, int]
    step: int = 1
    since: int = 1000

    def openings(self, year: int) -> list[Opening]:
        """Those that begin in a year."""
        if year < self.since or (year - self.since) % self.step:
            return []
        start, end = _day(year, *self.first), _day(year, *self.last)
        whole_month = self.first[1] == 1 and start.month == end.month and self.last[1] == 31
        if whole_month:
            when = PartialDate.parse(f"{year}-{start.month:02}")
        elif start == end:
            when = PartialDate.on(start)
        else:
            when = PartialDate.parse(f"{start.isoformat()}/{end.isoformat()}")
        return [Opening(start.toordinal(), end.toordinal(), when)]


@dataclass(frozen=True, slots=True)
class Weekly:
    """A day of the week, Monday 0."""

    worded: str
    weekday: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date with its precision."""

    worded: str
    date: PartialDate


Recurrence = Yearly | Weekly | Fixed


def parse_window(text: str) -> Recurrence:
    """Read the notation above; raise `BadWindow`."""
    text = text.strip()
    if m := _WEEKLY.match(text):
        if (weekday := _WEEKDAYS.get(m[1].lower())) is None:
            raise BadWindow(f"'{m[1]}' is no day of the week")
        return Weekly(text, weekday)
    if m := _YEARLY.match(text):
        first, last = _days_of_year(m[3])
        return Yearly(text, first, last, int(m[1] or 1) or 1, int(m[2] or 1000))
    try:
        return Fixed(text, PartialDate.parse(text))
    except BadDate:
        raise BadWindow(
            f"'{text}' is no window; write yearly, December; weekly, Thursday; every 5 years from 2029, November; "
            "or a date"
        ) from None


def _days_of_year(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    left, joined, right = text.partition(" to ")
    first, month = _month_day(left)
    if not joined:
        return (month, first or 1), (month, first or 31)
    last, end_month = _month_day(right)
    if (end_month, last or 31) < (month, first or 1):
        raise BadWindow(f"'{text}' ends before it begins")
    return (month, first or 1), (end_month, last or 31)


def _month_day(text: str) -> tuple[int | None, int]:
    if (month := _MONTHS.get(text.strip().lower())) is not None:
        return None, month
    if (m := _DAY.match(text.strip())) and (month := _MONTHS.get(m[2].lower())) is not None:
        if not 1 <= int(m[1]) <= calendar.monthrange(2024, month)[1]:
            raise BadWindow(f"there is no {text.strip()}")
        return int(m[1]), month
    raise BadWindow(f"'{text}' is no month and no day of one; write December or 5 December")


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def next_opening(windows: tuple[Recurrence, ...], day: int, horizon: int) -> Opening | None:
    """The opening with the earliest usable day at or after `day` (its `first` moved up to `day` if it has begun)."""
    best: Opening | None = None
    for window in windows:
        found = _next(window, day, horizon)
        if found and (best is None or found.first < best.first):
            best = found
    return best if best and best.first <= horizon else None


def previous_day(windows: tuple[Recurrence, ...], day: int, earliest: int) -> int | None:
    """The last usable day at or before `day`."""
    days = [found for window in windows if (found := _previous(window, day, earliest)) is not None]
    return max(days, default=None)


def _next(window: Recurrence, day: int, horizon: int) -> Opening | None:
    match window:
        case Weekly(weekday=weekday):
            when = day + (weekday - (day - 1)) % 7  # ordinal 1 is a Monday
            return Opening(when, when, PartialDate.on(date.fromordinal(when)))
        case Fixed(date=when_said):
            first, last = when_said.start.toordinal(), when_said.last.toordinal()
            return Opening(max(first, day), last, when_said) if last >= day else None
        case Yearly():
            for year in range(date.fromordinal(day).year, date.fromordinal(horizon).year + 1):
                for opening in window.openings(year):
                    if opening.last >= day:
                        return Opening(max(opening.first, day), opening.last, opening.date)
            return None


def _previous(window: Recurrence, day: int, earliest: int) -> int | None:
    match window:
        case Weekly(weekday=weekday):
            return day - ((day - 1) - weekday) % 7
        case Fixed(date=when_said):
            return min(when_said.last.toordinal(), day) if when_said.start.toordinal() <= day else None
        case Yearly():
            for year in range(date.fromordinal(day).year, date.fromordinal(earliest).year - 2, -1):
                for opening in window.openings(year):
                    if opening.first <= day:
                        return min(opening.last, day)
            return None


def openings_between(windows: tuple[Recurrence, ...], first: date, last: date) -> list[Opening]:
    """Every opening that touches the days from `first` to `last`, oldest first; a weekly one is not spelled out."""
    found: list[Opening] = []
    for window in windows:
        match window:
            case Fixed(date=when):
                if when.start <= last and when.last >= first:
                    found.append(Opening(when.start.toordinal(), when.last.toordinal(), when))
            case Yearly():
                for year in range(first.year, last.year + 1):
                    found += [
                        o
                        for o in window.openings(year)
                        if o.first <= last.toordinal() and o.last >= first.toordinal()
                    ]
            case Weekly():
                pass
    return sorted(found, key=lambda opening: (opening.first, opening.last))


def as_date(opening: Opening) -> PartialDate:
    """The date of an opening, from its first usable day on."""
    start = date.fromordinal(opening.first)
    if start == opening.date.start or opening.date.precision is Precision.DAY:
        return opening.date
    end = opening.date.last
    return PartialDate(f"{start.isoformat()}/{end.isoformat()}", start, end + timedelta(days=1), Precision.INTERVAL)
