"""Calendar dates as documents write them about themselves, in English or in figures; enough to date a document.

The grammar of dates inside statements (relative, seasonal, scoped) is a matter of reading, not of files.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from detente.values.partial_date import BadDate, PartialDate

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_M = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d{2})"
_PART = r"(?P<part>early|mid|late)[ -](?:to[ -]\w+[ -])?"
_FORMS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b{_D}\s+(?:of\s+)?{_M},?\s+{_Y}\b", re.I),
        (rf"\b{_M}\s+{_D},?\s+{_Y}\b", re.I),
        (r"\b(?P<year>(?:19|20)\d{2})-(?P<number>\d{2})-(?P<day>\d{2})\b", 0),
        (rf"\b{_PART}{_M}(?:,?\s+(?:of\s+)?{_Y})?(?!\w)", re.I),
        (rf"\b{_D}\s+(?:of\s+)?{_M}(?!\w)", 0),
        (rf"\b{_M}\s+{_D}(?![\d,]*\d|\w)", 0),
        (rf"\b{_M},?\s+(?:of\s+)?{_Y}\b", 0),
        (rf"(?<![\d–—-])(?<!\d[,.]){_Y}(?![\d–—-]|s\b|[,.]\d)", 0),
    )
)
_HINT = re.compile(r"\d|early|mid|late", re.I)
"""What every form holds: most sentences have none of it."""
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date in a text. `month`, `day` and `part` are 0 or empty where the text gives none, `year` 0 likewise."""

    start: int
    end: int
    year: int
    month: int
    day: int
    part: str

    def first(self, year: int | None = None) -> date:
        """Its first day, in `year` where it names none itself."""
        day = self.day or (_PARTS[self.part][0] if self.part else 1)
        return _safe(self.year or year or 1, self.month or 1, day)

    def last(self, year: int | None = None) -> date:
        """Its last day, in `year` where it names none itself."""
        day = self.day or (_PARTS[self.part][1] if self.part else 31)
        return _safe(self.year or year or 1, self.month or 12, day)


def mentions(text: str) -> Iterator[Mention]:
    """The dates in `text`, in order and apart, the fuller form first where forms overlap."""
    if not _HINT.search(text):
        return
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())  # also where it is no day of the calendar: half of it is none either
            if mention := _mention(match):
                found.append(mention)
    yield from sorted(found, key=lambda mention: mention.start)


def stated(text: str) -> PartialDate | None:
    """The date that a metadata field gives: ISO with or without a time, mail form, English; None where unclear."""
    text = " ".join(text.split())[:80]
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        text = text[:10]
    try:
        return PartialDate.parse(text)
    except BadDate:
        pass
    if re.match(r"(?:\w{3},\s*)?\d{1,2} \w{3} \d{4} \d{2}:", text):
        try:
            return PartialDate.on(parsedate_to_datetime(text).date())
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    found = [mention for mention in mentions(text) if mention.year and mention.month]
    if len(found) == 1:
        one = found[0]
        written = f"{one.year:04}-{one.month:02}" + (f"-{one.day:02}" if one.day else "")
        return PartialDate.parse(f"{one.part} {written}" if one.part else written)
    return _unambiguous_figures(text)


def _unambiguous_figures(text: str) -> PartialDate | None:
    """13/03/2025 and 03/13/2025 can be read in one way only; 03/04/2025 in two, so in none."""
    match = _NUMERIC.search(text)
    if not match:
        return None
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    readings = {(d, m) for d, m in ((one, two), (two, one)) if 1 <= m <= 12 and 1 <= d <= 31}
    if len(readings) != 1:
        return None
    day, month = readings.pop()
    try:
        return PartialDate.on(date(year, month, day))
    except ValueError:
        return None


def _mention(match: re.Match[str]) -> Mention | None:
    groups = match.groupdict()
    year, day = int(groups.get("year") or 0), int(groups.get("day") or 0)
    month = int(groups["number"]) if groups.get("number") else _month(groups.get("month"))
    part = (groups.get("part") or "").lower()
    if month > 12 or ("month" in groups and not month):
        return None
    if day:
        try:
            date(year or 2000, month, day)
        except ValueError:
            return None
    return Mention(match.start(), match.end(), year, month, day, part)


def _month(name: str | None) -> int:
    return _MONTHS.get((name or "")[:3].lower(), 0)


def _safe(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
