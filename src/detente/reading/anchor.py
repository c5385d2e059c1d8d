"""When a document was written: as given, as it says itself, or bounded by what it speaks of as past."""

from __future__ import annotations

import re

from detente.reading import datevalue as cal
from detente.reading.date_days import day_first
from detente.reading.date_words import Now
from detente.reading.dates import ABSOLUTE, Expression, expressions, tense_at
from detente.reading.datevalue import Day
from detente.reading.proposals import Anchor
from detente.reading.words import Page

_STAMP = re.compile(r"\b(?:published|updated|posted|issued|last modified|date|released|filed)\b[^.\n]{0,20}$", re.I)
_SURE = ("full date", "iso day")


def find(pages: list[Page], published: str | None) -> tuple[Now, Anchor]:
    """What relative dates are read against, and how that is known."""
    now, since = _found(pages, published)
    now.day_first = day_first("\n".join(page.block.text for page in pages))
    return now, since


def _found(pages: list[Page], published: str | None) -> tuple[Now, Anchor]:
    if published:
        day = cal.parse(published)
        if day is not None:
            first, _, last = published.partition("/")
            return Now(day, "/" not in published), Anchor(
                first, last.strip(".") or None if last else first, "as given"
            )
    unread = {id(page): expressions(page, Now(None), ABSOLUTE) for page in pages}
    own = _stamp(pages, unread)
    if own is not None:
        return Now(own, True), Anchor(str(own), str(own), "the document says when it was published")
    return _bound(pages, unread)


def _stamp(pages: list[Page], unread: dict[int, list[Expression]]) -> Day | None:
    """A date that the document gives as its own: "Published on ...", or alone on a line near the top."""
    for i, page in enumerate(pages):
        for one in unread[id(page)]:
            if one.rule not in _SURE or one.value is None:
                continue
            prose = page.block.text
            alone = len(prose.strip()) - (one.end - one.start) < 14
            if (alone and i < 8) or (_STAMP.search(prose[: one.start]) and len(prose) < 200):
                return cal.parse(one.value)
    return None


def _bound(pages: list[Page], unread: dict[int, list[Expression]]) -> tuple[Now, Anchor]:
    """The latest date spoken of as past is the earliest that the document can be; a bound is no date yet."""
    past: list[Day] = []
    future: list[Day] = []
    for page in pages:
        for one in unread[id(page)]:
            day = cal.parse(one.value) if one.value and "X" not in one.value and one.rule != "duration" else None
            if day is None:
                continue
            tense = tense_at(page, one.start)
            if tense == "future":
                future.append(day)
            elif tense == "past":
                past.append(day)
    if not past:
        return Now(None), Anchor(None, None, "nothing in the text bounds its date")
    latest = max(past, key=lambda d: d.first)
    ahead = min((d for d in future if d.first > latest.last), key=lambda d: d.first, default=None)
    if latest.month is None and (ahead is None or ahead.year - latest.year > 1):
        return Now(None), Anchor(str(latest), str(ahead) if ahead else None, f"speaks of {latest} as past")
    if latest.month is None and ahead is not None:
        latest = Day(latest.year, 12)
    bounded = ahead is not None and ahead.year - latest.year <= 1
    if not bounded and not _this_year(past, latest):
        return Now(None), Anchor(str(latest), str(ahead) if ahead else None, f"speaks of {latest} as past")
    known = latest
    for page in pages:
        past_days = {
            one.start
            for one in unread[id(page)]
            if one.rule in ("day of month", "part of month") and tense_at(page, one.start) == "past"
        }
        for again in expressions(page, Now(latest), ABSOLUTE) if past_days else ():
            day = cal.parse(again.value or "") if again.start in past_days else None
            if day is not None and day.first > known.first:
                known = day
    return Now(known, False), Anchor(str(known), None, f"speaks of {known} as past")


_TOLD = 2
"""Days of one year, given in full and told as past, that show that the document was written in it."""


def _this_year(past: list[Day], latest: Day) -> bool:
    """One month with a year bounds a document; only several days of that year make it the document's own, or a date
    to come in it or the year after."""
    return len({day for day in past if day.year == latest.year and day.day is not None}) >= _TOLD


def shared(found: list[tuple[Now, Anchor]]) -> list[tuple[Now, Anchor]]:
    """Undated documents take the year of those read with them, where their own bounds allow it."""
    known = sorted((now.day for now, _ in found if now.day is not None), key=lambda d: d.first)
    if not known:
        return found
    middle = known[len(known) // 2]
    out = []
    for now, since in found:
        if now.day is None and _allowed(since, middle):
            now = Now(Day(middle.year, middle.month), False, now.day_first)
            since = Anchor(since.earliest, since.latest, f"{since.reason}; read with documents of {middle.year}")
        out.append((now, since))
    return out


def _allowed(since: Anchor, day: Day) -> bool:
    first = cal.parse(since.earliest) if since.earliest else None
    last = cal.parse(since.latest) if since.latest else None
    return (first is None or first.year <= day.year) and (last is None or day.year <= last.year)
