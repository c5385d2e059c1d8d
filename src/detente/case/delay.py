"""A length of time in calendar terms: `14 days`, `6 months`; and a span of such lengths, `50..65 days after
sent`.

Days and weeks are counted; months and years move on the calendar, and the 31st falls on the last day of a
shorter month. Days are ordinals (`date.toordinal`).
"""

from __future__ import annotations

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(
    r"(?:(about|at least|at most|up to) )?(\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))? "
    r"(day|week|month|year)s?(?: (after) ([a-z0-9][a-z0-9.-]*))?\Z",
    re.ASCII,
)
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_LONGEST = 100 * 366


class BadDelay(ValueError):
    """The text is no length of time in the notation above."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Whole days and months; both zero for at once."""

    days: int = 0
    months: int = 0

    def after(self, day: int) -> int:
        """The day that lies so long after `day`."""
        if self.months:
            day = _moved(day, self.months)
        return day + self.days

    def latest_before(self, day: int) -> int:
        """The last day from which `after` leads to `day` or earlier."""
        found = _moved(day - self.days, -self.months) if self.months else day - self.days
        while self.after(found + 1) <= day:
            found += 1
        while self.after(found) > day:
            found -= 1
        return found

    def earliest_before(self, day: int) -> int:
        """The first day from which `after` leads to `day` or later."""
        found = self.latest_before(day)
        while self.after(found) < day:
            found += 1
        while self.after(found - 1) >= day:
            found -= 1
        return found

    @property
    def about_days(self) -> float:
        """In days, a month at its mean Gregorian length."""
        return self.days + self.months * 146097 / 4800

    def __str__(self) -> str:
        parts = [
            f"{n} {noun}{'s' if n != 1 else ''}" for n, noun in ((self.months, "month"), (self.days, "day")) if n
        ]
        return " and ".join(parts) or "0 days"


def _moved(day: int, months: int) -> int:
    start = date.fromordinal(max(1, day))
    count = start.year * 12 + start.month - 1 + months
    year = min(max(count // 12, 1), 9998)
    month = count % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1])).toordinal()


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high` (open where none), counted from the step `since` where one is named."""

    worded: str
    low: Delay
    high: Delay | None
    since: str | None = None

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read the notation above; raise `BadDelay`."""
        form = _FORM.match(text.strip())
        if not form:
            raise BadDelay(f"'{text}' is no length of time; write 14 days, 50..65 days after STEP, at most 3 weeks")
        side, first, second, noun, _, since = form.groups()
        if side and second:
            raise BadDelay(f"'{side}' does not go with a range")
        low = high = _delay(first, noun)
        if second:
            high = _delay(second, noun)
            if high.about_days < low.about_days:
                raise BadDelay(f"the range runs backwards: {first}..{second}")
        if side in ("at most", "up to"):
            low = Delay()
        return cls(text.strip(), low, None if side == "at least" else high, since)

    def __str__(self) -> str:
        return self.worded


def _delay(number: str, noun: str) -> Delay:
    amount = float(number)
    if amount * (_DAYS.get(noun) or 31 * _MONTHS[noun]) > _LONGEST:
        raise BadDelay(f"{number} {noun}s is longer than a procedure can last")
    if noun in _MONTHS:
        if amount != int(amount):
            raise BadDelay(f"write {number} {noun}s in days or whole months")
        return Delay(months=int(amount) * _MONTHS[noun])
    return Delay(days=math.ceil(amount * _DAYS[noun]))
