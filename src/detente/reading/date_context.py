"""Expressions of time reckoned from another date in the text: after an event, that day, a week later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from detente.reading import datevalue as cal
from detente.reading.date_words import LONG_MONTH, NUMBER, UNIT, VAGUE, YEAR, Now, month, shown, unit
from detente.reading.dates import AFTER, Expression, expressions, tense_at
from detente.reading.datevalue import Day
from detente.reading.words import Page

_LATER = re.compile(
    rf"^(?:just |only |about |some |almost |nearly )?(?P<n>{NUMBER}|{VAGUE}) (?P<u>{UNIT}) (?P<way>earlier|"
    rf"later|afterwards|before)",
    re.I,
)
_NEXT = re.compile(
    r"(?:the (?P<which>following|next|previous|preceding|same) (?P<u>\w+)|the (?P<v>\w+) (?P<way>before|after)|"
    r"(?:on |later |earlier )?(?:that|the) (?:same )?(?P<w>\w+))$",
    re.I,
)
_MONTH_OF = re.compile(rf"(?P<month>{LONG_MONTH}) (?:of )?(?P<which>that|the same|the following|the previous) year$")
_STEP = {"following": 1, "next": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}
_STEMS = re.compile(r"[a-z]{5,}")
_NO_BASE = frozenset({"duration", "vague"})
_NEAR = 3
"""Sentences back in which the date is looked for that "the following day" starts from."""


def iterate(pages: list[Page], now: Now) -> Iterator[Expression]:
    """Time expressions of all blocks, those reckoned from others resolved."""
    yield from anchored([one for page in pages for one in expressions(page, now)], now)


def anchored(all_: list[Expression], now: Now) -> list[Expression]:
    """Event-relative expressions resolved by dates that the document gives for the same event, others by the
    date before them."""
    out: list[Expression] = []
    for i, one in enumerate(all_):
        value = one.value
        if one.value is None and one.rule == "phase of":
            value = _phase(all_, i)
        elif one.value is None and one.rule == "event-relative":
            value = _not_to_come(one, _after_event(all_, i), now)
        elif one.rule == "time of life":
            value = _from_before(one, out)
        elif one.rule == "month of a year" and one.value is None:
            value = _month_of_year(one, out)
        elif one.rule in ("month alone", "day of month") and one.value:
            value = _same_year(one, out, now)
        if value != one.value:
            one = Expression(one.page, one.start, one.end, value, one.rule, one.text, one.partial)
        out.append(one)
    return out


def _number(one: Expression) -> int:
    """The number of the sentence that an expression stands in."""
    return next((s.number for s in one.page.sentences if s.start <= one.start < s.end), one.page.sentences[-1].number)


def _base(one: Expression, before: list[Expression], step: str) -> Day | None:
    """The nearest date before, as precise as a step by days, weeks, months or years needs."""
    at = _number(one)
    for other in reversed(before[-12:]):
        if other.value is None or other.rule in _NO_BASE or at - _number(other) > _NEAR:
            continue
        made = cal.parse(other.value)
        if made is None or (step in ("year", "decade") and made.year) or (step == "month" and made.month):
            return made
        if made.day is not None:
            return made
    return None


def _from_before(one: Expression, before: list[Expression]) -> str | None:
    if (found := _LATER.match(one.text)) is not None:
        count, step = cal.number(found["n"]), unit(found["u"])
        base = _base(one, before, step)
        if base is None or count is None:
            return None
        way = 1 if found["way"].lower() in ("later", "afterwards") else -1
        return shown(cal.shift(base, way * count, step))
    found = _NEXT.match(one.text)
    if found is None:
        return None
    step = (found["u"] or found["v"] or found["w"]).lower()
    step = "day" if step in ("night", "evening") else step
    count = _STEP.get((found["which"] or found["way"] or "same").lower(), 0)
    base = _base(one, before, step)
    if base is None:
        return None
    if step == "year":
        return str(base.year + count)
    if step == "month":
        return shown(cal.shift(Day(base.year, base.month), count, "month")) if base.month else None
    if step == "week" and base.day:
        monday = base.first - timedelta(days=base.first.weekday() - 7 * count)
        return f"{monday}/{monday + timedelta(days=6)}"
    return shown(cal.shift(base, count, "day")) if base.day else None


def _month_of_year(one: Expression, before: list[Expression]) -> str | None:
    found, base = _MONTH_OF.match(one.text), _base(one, before, "year")
    if found is None or base is None:
        return None
    step = {"the following": 1, "the previous": -1}.get(found["which"], 0)
    return shown(cal.day(base.year + step, month(found["month"])))


def _same_year(one: Expression, before: list[Expression], now: Now) -> str | None:
    """ "In May 2019 ... In July ...": a story told in the past keeps its year."""
    base = next((e for e in reversed(before) if e.rule not in _NO_BASE), None)
    own = cal.parse(one.value or "")
    if (
        base is None
        or own is None
        or base.rule not in ("full date", "month", "iso day")
        or not 0 <= _number(one) - _number(base) <= 1
        or tense_at(one.page, one.start) != "past"
    ):
        return one.value
    since = cal.parse(base.value or "")
    if since is None or now.day is None or since.year >= now.day.year or (since.month or 13) > (own.month or 0):
        return one.value
    return shown(cal.day(since.year, own.month, own.day))


def _phase(all_: list[Expression], i: int) -> str | None:
    """Beside another date (In May 2031, in the last weeks of ...): the date it stands beside."""
    one = all_[i]
    for other in (all_[i - 1] if i else None, all_[i + 1] if i + 1 < len(all_) else None):
        if other is not None and other.page is one.page and other.value and other.rule != "duration":
            low, high = sorted(((other.start, other.end), (one.start, one.end)))
            between = one.page.block.text[low[1] : high[0]]
            if re.fullmatch(r"\s*,?\s*(?:in|during|on|at)?\s*", between):
                return other.value
    return None


def _after_event(all_: list[Expression], i: int) -> str | None:
    one = all_[i]
    found = AFTER.match(one.text)
    if found is None:
        return None
    count, step = cal.number(found["n"]), unit(found["u"])
    if count is None and step not in ("hour", "minute"):
        return None
    event = one.text[found.end() :]
    stems = {w[:6] for w in _STEMS.findall(event.lower())} - {"their", "about", "which", "there"}
    own = re.search(YEAR, event)
    best: tuple[int, Day] | None = None
    for j in range(max(0, i - 200), min(len(all_), i + 50)):
        other = all_[j]
        base = (
            cal.parse(other.value)
            if other.value
            and other.rule in ("full date", "iso day", "day of month", "month", "month alone", "relative month")
            else None
        )
        if base is None or j == i:
            continue
        near = {w[:6] for w in _STEMS.findall(_sentence(other).lower())}
        shared = len(stems & near)
        if not shared and not (step in ("hour", "minute") and base.day):
            continue
        cost = -10 * shared + abs(i - j) + (4 if j > i else 0) + (0 if base.day else 6)
        if best is None or cost < best[0]:
            best = (cost, base)
    if best is None or own:
        return None
    way = -1 if found["way"].lower() in ("before", "prior to") else 1
    return shown(cal.shift(best[1], way * (count or 0), step))


def _sentence(one: Expression) -> str:
    for sentence in one.page.sentences:
        if sentence.start <= one.start < sentence.end:
            return sentence.text
    return one.page.block.text


def _not_to_come(one: Expression, value: str | None, now: Now) -> str | None:
    """What is told as past cannot lie after the day of the document."""
    made = cal.parse(value or "")
    if made is None or now.day is None or not now.exact or made.first <= now.day.last:
        return value
    return None if tense_at(one.page, one.start) != "future" else value
