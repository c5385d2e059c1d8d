"""Months, their parts and weeks, and seasons."""

from __future__ import annotations

import re

from detente.reading import datevalue as cal
from detente.reading.date_words import (
    LONG_MONTH,
    MONTH,
    NUMBER,
    ORDINAL,
    PART,
    SKIP,
    YEAR,
    Found,
    Now,
    Piece,
    Tense,
    month,
    part,
    rules,
    shown,
)
from detente.reading.datevalue import Day

RULES, _rule = rules()
_WHICH = r"(?P<which>last|next|this|the same|that)"


def _of(m: re.Match[str], now: Now, tense: Tense) -> Day | None:
    """The month that a match names, with its year or the nearest."""
    return cal.day(int(m["year"]), month(m["month"])) if m["year"] else now.near(month(m["month"]), None, tense)


@_rule(
    "month range",
    "month",
    rf"\b(?P<way>from|between) ({LONG_MONTH})(?: ({YEAR}))? (?:to|and|until|till|through) ({LONG_MONTH})"
    rf"(?: ({YEAR}))?\b",
    0,
)
def _months(m: re.Match[str], now: Now, tense: Tense) -> Found:
    year = m[5] or m[3]
    end = cal.day(int(year), month(m[4])) if year else now.near(month(m[4]), None, tense)
    if end is None:
        return None
    begin = cal.day(int(m[3] or end.year), month(m[2]))
    if begin is not None and begin.first > end.first:
        begin, end = (
            (begin, cal.day(begin.year + 1, month(m[4]))) if m[3] else (cal.day(end.year - 1, month(m[2])), end)
        )
    return f"{begin}/{end}"


@_rule("month", "month", rf"(?<=\bin )({LONG_MONTH}) and ({LONG_MONTH})(?:,? ({YEAR}))?\b", 0)
def _two_months(m: re.Match[str], now: Now, tense: Tense) -> Found:
    out = []
    for group in (1, 2):
        made = cal.day(int(m[3]), month(m[group])) if m[3] else now.near(month(m[group]), None, tense)
        out.append(Piece(m.start(group), m.end(1) if group == 1 else m.end(), shown(made)))
    return tuple(out)


@_rule(
    "end of month",
    "month",
    rf"\b(?:the )?end[- ]of[- ](?P<month>{LONG_MONTH})(?: of)?,?(?: (?P<year>{YEAR}))?\b|"
    rf"\bend-(?P<short>{LONG_MONTH})\b",
    0,
)
def _end_of(m: re.Match[str], now: Now, tense: Tense) -> Found:
    """A deadline is the last day; what happened "at the end of" a month, its last third."""
    name = m["month"] or m["short"]
    near = cal.day(int(m["year"]), month(name)) if m["year"] else now.near(month(name), None, tense)
    if near is None:
        return None
    before = m.string[max(0, m.start() - 10) : m.start()].lower()
    if re.search(r"\b(?:by|before|until|till|to) $", before):
        return str(cal.day(near.year, near.month, near.last.day))
    return cal.part_of_month(near.year, near.month or 1, "late")


@_rule("part of month", "month", rf"\b{PART}(?P<month>{LONG_MONTH})(?:(?: of)?,? (?P<year>{YEAR}))?\b", re.I)
def _month_part(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if m["month"][:1].islower():
        return SKIP
    near = _of(m, now, tense)
    return cal.part_of_month(near.year, near.month or 1, part(m["part"])) if near else None


@_rule(
    "part of month",
    "month",
    rf"\bthe (?P<nth>{ORDINAL}) (?P<unit>week|half|days?) (?:of|in) (?P<month>{LONG_MONTH})"
    rf"(?:,? (?P<year>{YEAR}))?\b",
    0,
)
def _nth_week(m: re.Match[str], now: Now, tense: Tense) -> Found:
    near, nth = _of(m, now, tense), m["nth"]
    if near is None or near.month is None:
        return None
    end = near.last.day
    last = nth in ("last", "final")
    if m["unit"] == "half":
        first, stop = (16, end) if last or nth == "second" else (1, 15)
    elif m["unit"] == "week":
        count = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(nth, 0)
        first, stop = (end - 6, end) if last else (7 * count + 1, 7 * count + 7)
    elif m["unit"] == "day":
        return str(cal.day(near.year, near.month, end if last else 1)) if last or nth == "first" else None
    else:
        first, stop = (21, end) if last else (1, 10)
    return f"{cal.day(near.year, near.month, first)}/{cal.day(near.year, near.month, stop)}"


@_rule("month", "month", rf"\b({MONTH})(?: of)?,? ({YEAR})\b", 0)
def _month_year(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return shown(cal.day(int(m[2]), month(m[1])))


@_rule(
    "month of a year",
    "month",
    rf"\b(?P<month>{LONG_MONTH}) (?:of )?(?P<which>last|next|this|that|the same|the following|the previous) year\b",
    0,
)
def _month_of_year(m: re.Match[str], now: Now, tense: Tense) -> Found:
    step = {"last": -1, "this": 0, "next": 1}.get(m["which"])
    return None if now.day is None or step is None else shown(cal.day(now.day.year + step, month(m["month"])))


@_rule("relative month", "month", rf"\b(last|next|this(?: past| coming)?) ({LONG_MONTH})\b", re.I)
def _relative_month(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if m[2][:1].islower():
        return SKIP
    if now.day is None:
        return None
    number, here = month(m[2]), now.day.month or 12
    which, year = m[1].lower(), now.day.year
    if which in ("last", "this past"):
        year -= number >= here
    elif which in ("next", "this coming"):
        year += number <= here
    return shown(cal.day(year, number))


_PLACED = "in|by|of|since|for|until|during|before|after|till|from|throughout"
_SURE = "January|February|September|October|November|December"


@_rule(
    "month alone",
    "month",
    "|".join(rf"(?<=\b{word} )(?:{LONG_MONTH})\b(?!-)" for word in _PLACED.split("|"))
    + r"|(?<=\bthe )(?:January|February|March|April|June|July|August)\b"
    + r"|(?<=\bto )(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    + rf"|\b(?:{_SURE})\b",
    0,
)
def _month_alone(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return shown(now.near(month(m[0]), None, tense))


@_rule(
    "end of month",
    "unit",
    r"\b(?:the )?(?:month's end|end of (?P<which>the|this|last|next) month)\b",
    re.I,
)
def _months_end(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.month is None:
        return None
    step = {"last": -1, "next": 1}.get((m["which"] or "").lower(), 0)
    made = cal.shift(Day(now.day.year, now.day.month), step, "month")
    return str(made.last) if made else None


@_rule("relative month", "unit", r"\b(?:(later|earlier|early|late|mid)[ -])?(last|next|this) month\b", re.I)
def _relative_months(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.month is None:
        return None
    which, when = m[2].lower(), (m[1] or "").lower()
    made = cal.shift(Day(now.day.year, now.day.month), {"last": -1, "this": 0, "next": 1}[which], "month")
    if made is not None and when in ("early", "late", "mid"):
        return cal.part_of_month(made.year, made.month or 1, when)
    return shown(made)


@_rule(
    "season",
    "year",
    rf"\b(?:the )?(?:(?:early|late|mid)[- ])?(spring|summer|autumn|fall|winter)(?: of|,| in)? ({YEAR})\b",
    re.I,
)
def _season(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return cal.season(m[1].lower(), int(m[2]))


@_rule(
    "relative season",
    "season",
    r"\b(last|next|this|this past|this coming) (spring|summer|autumn|fall|winter)\b",
    re.I,
)
def _relative_season(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.month is None:
        return None
    name, which = m[2].lower(), m[1].lower()
    first, year, here = cal.SEASONS[name], now.day.year, now.day.month
    if which.startswith(("last", "this past")):
        # A winter that still lasts is not the last one.
        year -= 2 if first == 12 and here <= 2 else int(first >= here or first == 12)
    elif which == "next":
        year += first <= here
    return cal.season(name, year)


@_rule(
    "season alone",
    "season",
    r"(?:(?<=\bin )|(?<=\bby )|(?<=\buntil )|(?<=\bbefore )|(?<=\bsince )|"
    r"(?<=\bduring )|(?<=\bbeyond )|(?<=\bafter )|(?<=\bover )|(?<=\bthrough ))(?:the )?"
    r"(?:(?:early|late|mid)[- ])?(spring|summer|autumn|winter)\b",
    re.I,
)
def _season_alone(m: re.Match[str], now: Now, tense: Tense) -> Found:
    near = now.near(cal.SEASONS[m[1].lower()], None, tense)
    return cal.season(m[1].lower(), near.year) if near else None


@_rule("part of month", "unit", r"\bthe (start|beginning|middle) of (?:the|this) month\b", re.I)
def _part_of_this_month(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.month is None or not now.exact:
        return None
    return cal.part_of_month(now.day.year, now.day.month, part(m[1]) if m[1].lower() != "middle" else "mid")


@_rule("month", "month", rf"\b({NUMBER}) ({LONG_MONTH})s ago\b", re.I)
def _months_of_years_ago(m: re.Match[str], now: Now, tense: Tense) -> Found:
    """ "Two Octobers ago": counted back from the last one that has come to pass."""
    count = cal.number(m[1])
    if now.day is None or now.day.month is None or not count:
        return None
    latest = now.day.year - (month(m[2]) >= now.day.month)
    return shown(cal.day(latest - count + 1, month(m[2])))
