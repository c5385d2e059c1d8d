"""Expressions of time in prose and the date they stand for, read against the date of their document.

A grammar of our own, since the libraries at hand either miss the forms that reporting uses or are not
free to ship. What cannot be resolved keeps `value` None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from detente.reading import datevalue as cal
from detente.reading.datevalue import Day
from detente.reading.words import Page, Word

Tense = Literal["past", "future", "open"]

_M = "January|February|March|April|May|June|July|August|September|October|November|December"
_MS = _M + r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
_W = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_Y = r"(?:1[5-9]|20)\d\d"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_N = (
    r"(?:\d{1,4}|an?(?: hundred| thousand)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand))?)"
)
_VAGUE = (
    r"(?:several|a few|few|many|some|a couple of|a number of|countless|dozens of|recent|the coming|coming)"
)
_U = r"(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?"
_ABOUT = (
    r"(?:(?:just |only )?(?:more than|less than|fewer than|over|nearly|almost|about|around|roughly|some|"
    r"at least|at most|up to|"
    r"well over|under|another|approximately|close to|the (?:past|last|next|first|final|coming|following|previous)|"
    r"(?:past|last|next)|every|within|just)\s+)"
)
_PART = (
    r"(?P<part>early|mid|late|the beginning of|the start of|the middle of|the end of|"
    r"end of|beginning of|start of)[- ]"
)
_PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "beginning": "early",
    "start": "early",
    "middle": "mid",
    "end": "late",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a block: offsets into its prose, value, precision and what it was recognised as."""

    page: Page
    start: int
    end: int
    value: str | None
    rule: str
    text: str
    partial: bool = False


@dataclass(slots=True)
class Now:
    """What a document's relative dates are read against. `day` may be a lower bound (`exact` false)."""

    day: Day | None
    exact: bool = False

    def near(self, month: int, number: int | None, tense: Tense) -> Day | None:
        """The year that makes a month or a day of it nearest to now, on the side that the tense asks for."""
        if self.day is None:
            return None
        here = self.day.first if self.day.day else (self.day.last if tense == "past" else self.day.first)
        best: tuple[int, Day] | None = None
        for year in (self.day.year - 1, self.day.year, self.day.year + 1):
            made = cal.day(year, month, number)
            if made is None:
                continue
            away = (made.first - here).days
            cost = abs(away)
            if tense == "past" and self.exact and away > 3:
                cost += 400
            if tense == "future" and made.last < here:
                cost += 400
            if best is None or cost < best[0]:
                best = (cost, made)
        return best[1] if best else None


_Handler = Callable[["re.Match[str]", Now, Tense], "str | None"]
_RULES: list[tuple[str, re.Pattern[str], _Handler, str]] = []


def _rule(name: str, needs: str, pattern: str, flags: int = 0) -> Callable[[_Handler], _Handler]:
    """Registers a rule. `needs` names the kind of word without which it cannot match, to skip it quickly."""

    def keep(handler: _Handler) -> _Handler:
        _RULES.append((name, re.compile(pattern, flags), handler, needs))
        return handler

    return keep


def _month(text: str) -> int:
    return cal.MONTHS[text.rstrip(".")]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


@_rule("iso day", "year", rf"\b({_Y})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
def _iso(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(cal.day(int(m[1]), int(m[2]), int(m[3])))


@_rule(
    "day range",
    "month",
    rf"\b({_MS}) ({_D})(?:st|nd|rd|th)?\s?(?:-|–|to)\s?({_D})(?:st|nd|rd|th)?(?!\d)(?:,? ({_Y}))?",
)
def _days(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _day_range(m[1], m[2], m[3], m[4], now, tense)


@_rule(
    "day range",
    "month",
    rf"\b({_D})(?:st|nd|rd|th)?\s?(?:-|–|to)\s?({_D})(?:st|nd|rd|th)? ({_MS})(?:,? ({_Y}))?\b",
)
def _days_first(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _day_range(m[3], m[1], m[2], m[4], now, tense)


def _day_range(month: str, first: str, last: str, year: str | None, now: Now, tense: Tense) -> str | None:
    begin = (
        cal.day(int(year), _month(month), int(first)) if year else now.near(_month(month), int(first), tense)
    )
    end = cal.day(begin.year, _month(month), int(last)) if begin else None
    return f"{begin}/{end}" if begin and end else None


@_rule("full date", "month", rf"\b(?:(?:{_W}),? (?:the )?)?({_MS}) ({_D})(?:st|nd|rd|th)?,? ({_Y})\b")
def _full(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(cal.day(int(m[3]), _month(m[1]), int(m[2])))


@_rule("full date", "month", rf"\b(?:(?:{_W}),? )?(?:the )?({_D})(?:st|nd|rd|th)?(?: of)? ({_MS}),? ({_Y})\b")
def _full_day_first(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(cal.day(int(m[3]), _month(m[2]), int(m[1])))


@_rule("day of month", "month", rf"\b(?:(?:{_W}),? )?({_MS}) ({_D})(?:st|nd|rd|th)?(?![\d,.]*\d)")
def _partial(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(now.near(_month(m[1]), int(m[2]), tense))


@_rule(
    "day of month", "month", rf"\b(?:(?:{_W}),? )?(?:the )?({_D})(?:st|nd|rd|th)?(?: of)? ({_MS})\b(?! ?\d)"
)
def _partial_day_first(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(now.near(_month(m[2]), int(m[1]), tense))


@_rule("part of month", "month", rf"\b{_PART}(?P<month>{_M})(?: of)?,? (?P<year>{_Y})\b", re.I)
def _month_part_year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.part_of_month(int(m["year"]), cal.MONTHS[m["month"].capitalize()], _part(m["part"]))


@_rule("part of month", "month", rf"\b{_PART}(?P<month>{_M})\b")
def _month_part(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    near = now.near(_month(m["month"]), None, tense)
    return cal.part_of_month(near.year, near.month or 1, _part(m["part"])) if near else None


def _part(text: str) -> str:
    return next(part for word, part in _PARTS.items() if word in text.lower())


@_rule("month", "month", rf"\b({_MS})(?: of)?,? ({_Y})\b")
def _month_year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(cal.day(int(m[2]), _month(m[1])))


@_rule("relative month", "month", rf"\b(last|next|this(?: past| coming)?) ({_M})\b", re.I)
def _relative_month(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if now.day is None:
        return None
    month, here = cal.MONTHS[m[2].capitalize()], now.day.month or 12
    which = m[1].lower()
    year = now.day.year
    if which in ("last", "this past"):
        year -= month >= here
    elif which in ("next", "this coming"):
        year += month <= here
    return _text(cal.day(year, month))


@_rule(
    "month alone",
    "month",
    rf"(?<=\bin )(?:{_M})\b(?!-)|(?<=\b(?:by|of) )(?:{_M})\b|(?<=\bsince )(?:{_M})\b|(?<=\bfor )(?:{_M})\b|"
    rf"(?<=\buntil )(?:{_M})\b|(?<=\bduring )(?:{_M})\b|(?<=\bbefore )(?:{_M})\b|"
    rf"(?<=\bafter )(?:{_M})\b|(?<=\btill )(?:{_M})\b|"
    rf"(?<=\bfrom )(?:{_M})\b|(?<=\bto )(?:March|April|June|July|August|September|October|November|"
    rf"December|January|February)\b|"
    r"\b(?:January|February|September|October|November|December)\b",
)
def _month_alone(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _text(now.near(_month(m[0]), None, tense))


@_rule("fuzzy decade", "year", r"\b(?:the )?(early|mid|late)[- ](?:the )?((?:1[5-9]|20)\d)0'?s\b", re.I)
def _decade_part(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.part_of_decade(int(m[2]) * 10, m[1].lower())


@_rule("decade", "year", r"\b(?:the )?((?:1[5-9]|20)\d)0'?s\b", re.I)
def _decade(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return f"{m[1]}X"


@_rule("century", "unit", r"\b(?:the )?(?:(?:early|mid|late)[- ])?(1\d|20|21)(?:st|th)[- ]century\b", re.I)
def _century(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return f"{int(m[1]) - 1}XX"


@_rule(
    "season",
    "year",
    rf"\b(?:the )?(?:(?:early|late|mid)[- ])?(spring|summer|autumn|fall|winter)(?: of|,| in)? ({_Y})\b",
    re.I,
)
def _season(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.season(m[1].lower(), int(m[2]))


@_rule(
    "relative season",
    "season",
    r"\b(last|next|this|this past|this coming) (spring|summer|autumn|fall|winter)\b",
    re.I,
)
def _relative_season(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if now.day is None or now.day.month is None:
        return None
    name, which = m[2].lower(), m[1].lower()
    first, year, here = cal.SEASONS[name], now.day.year, now.day.month
    if which.startswith(("last", "this past")):
        year -= first >= here or (first == 12)
        if first == 12 and here <= 2:
            year -= 0
    elif which == "next":
        year += first <= here
    return cal.season(name, year)


@_rule(
    "season alone",
    "season",
    r"(?:(?<=\bin )|(?<=\bby )|(?<=\buntil )|(?<=\bbefore )|(?<=\bsince )|"
    r"(?<=\bduring )|(?<=\bbeyond )|(?<=\bafter )|(?<=\bover )|(?<=\bthrough ))(?:the )?(?:(?:early|late|mid)[- ])?(spring|summer|autumn|winter)\b",
    re.I,
)
def _season_alone(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    near = now.near(cal.SEASONS[m[1].lower()], None, tense)
    return cal.season(m[1].lower(), near.year) if near else None


@_rule("year range", "year", rf"\b(?:from |between )?({_Y})\s?(?:-|–|to|and|through|until)\s?({_Y})\b(?<=\d)")
def _years(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if re.search(r"\band\b", m[0]) and not m[0].lower().startswith("between"):
        return "SPLIT"
    return f"{m[1]}/{m[2]}" if int(m[1]) < int(m[2]) else None


@_rule("year range", "year", rf"\b({_Y})[-–](\d\d)\b(?!-)")
def _years_short(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    end = int(m[1][:2] + m[2])
    return f"{m[1]}/{end}" if int(m[1]) < end else None


@_rule("end of year", "year", rf"\b(?:the )?end of ({_Y})\b|\b({_Y})'s end\b", re.I)
def _end_of(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return f"{m[1] or m[2]}-12-31"


@_rule("part of year", "year", rf"\b(early|mid|late)(?:-| in )?\s?({_Y})\b", re.I)
def _year_part(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.part_of_year(int(m[2]), m[1].lower())


@_rule("half or quarter", "year", rf"\bthe (first|second|third|fourth|last) (half|quarter) of ({_Y})\b", re.I)
def _quarter(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    which = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 1 if m[2].lower() == "half" else 3}[
        m[1].lower()
    ]
    months = 6 if m[2].lower() == "half" else 3
    if which * months >= 12:
        return None
    return f"{Day(int(m[3]), which * months + 1)}/{Day(int(m[3]), which * months + months)}"


@_rule(
    "end of year",
    "unit",
    r"\b(?:the )?(?:(?:this |the )?year's end|year-end|year end|end of (?:the|this) year)\b",
    re.I,
)
def _years_end(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return f"{now.day.year}-12-31" if now.day else None


@_rule("end of month", "unit", r"\b(?:the )?(?:month's end|end of (?:the|this) month)\b", re.I)
def _months_end(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return str(now.day and Day(now.day.year, now.day.month).last) if now.day and now.day.month else None


@_rule(
    "relative year",
    "unit",
    r"\b(?:(?:later|earlier|early|late) )?(last|next|this|the previous|the following) year\b",
    re.I,
)
def _relative_year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if now.day is None or m[1].lower().startswith("the"):
        return None
    return str(now.day.year + {"last": -1, "this": 0, "next": 1}[m[1].lower()])


@_rule("relative month", "unit", r"\b(?:(?:later|earlier|early|late) )?(last|next|this) month\b", re.I)
def _relative_months(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if now.day is None or now.day.month is None:
        return None
    return _text(
        cal.shift(Day(now.day.year, now.day.month), {"last": -1, "this": 0, "next": 1}[m[1].lower()], "month")
    )


@_rule(
    "relative week", "unit", r"\b(?:(?:later|earlier|early|late) )?(last|next|this) (week|weekend)\b", re.I
)
def _relative_week(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    from datetime import timedelta

    if now.day is None or now.day.day is None or not now.exact:
        return None
    monday = now.day.first - timedelta(days=now.day.first.weekday())
    monday += timedelta(days=7 * {"last": -1, "this": 0, "next": 1}[m[1].lower()])
    first, last = (5, 6) if m[2].lower() == "weekend" else (0, 6)
    return f"{monday + timedelta(days=first)}/{monday + timedelta(days=last)}"


@_rule("today", "day", r"\b(today|tonight|yesterday|tomorrow)\b", re.I)
def _today(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if now.day is None or now.day.day is None or not now.exact:
        return None
    return _text(cal.shift(now.day, {"yesterday": -1, "tomorrow": 1}.get(m[1].lower(), 0), "day"))


@_rule("weekday", "weekday", rf"\b(?:(last|next|this) )?({_W})(?: (?:morning|afternoon|evening|night))?\b")
def _weekday(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if now.day is None or now.day.day is None or not now.exact:
        return None
    wanted, here = cal.WEEKDAYS[m[2]], now.day.first.weekday()
    if m[1] == "next" or tense == "future":
        step = (wanted - here) % 7 or 7
    else:
        step = -((here - wanted) % 7)
        if step == 0 and m[1] == "last":
            step = -7
    return _text(cal.shift(now.day, step, "day"))


@_rule(
    "ago",
    "unit",
    rf"\b(?P<about>{_ABOUT})?(?P<n>{_N}|{_VAGUE}) (?P<u>{_U}) ago\b|\b(?P<bare>{_U}) ago\b",
    re.I,
)
def _ago(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    count = cal.number(m["n"]) if m["n"] else None
    if now.day is None or count is None:
        return None
    return _text(cal.shift(now.day, -count, _unit(m["u"])))


@_rule(
    "time of life",
    "unit",
    rf"\b(?:just |only |about |some |almost |nearly )?(?:{_N}|{_VAGUE}) {_U} (?:earlier|later|"
    rf"afterwards|before(?=[ ]*[,.;]))\b",
    re.I,
)
def _elsewhere(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return None


@_rule(
    "vague",
    "unit",
    rf"\b(?:in|over|during) (?:recent|the coming|coming|the past few|the last few|the next few) (?:{_U})\b",
    re.I,
)
def _vague(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return None


@_rule(
    "duration",
    "unit",
    rf"\b(?P<about>{_ABOUT})?(?P<n>{_N}|"
    rf"{_VAGUE})(?P<half> and a half)?[- ](?P<u>{_U})(?:[- ]long)?\b(?! ago| old\b| earlier)",
    re.I,
)
def _duration(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.duration(cal.number(m["n"]), _unit(m["u"]))


@_rule(
    "duration",
    "unit",
    r"\b(?:the )?(?:past|last|next|previous|coming) (year|month|week|decade|century)\b(?! of)",
    re.I,
)
def _past_unit(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.duration(1, m[1].lower())


@_rule(
    "duration",
    "unit",
    r"\b(?:for |over (?:the )?|after )?(hours|days|weeks|months|years|decades|centuries)(?=[ -]long\b|"
    r"[ -]old\b| of\b|,|\.| |$)(?! ago| before| after| later| earlier| to come)",
    re.I,
)
def _bare(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    plain = m[0].lower()
    alone = m[1].lower() in ("decades", "centuries") or plain.startswith(("for", "over", "after"))
    return cal.duration(None, _unit(m[1])) if alone else "SKIP"


@_rule(
    "year",
    "year",
    rf"(?<![\d.,$€£:/#-])\b({_Y})\b(?![-\d%:/]|,\d|\.\d| (?:people|soldiers|troops|men|women|km|dollars|"
    rf"euros|prisoners|civilians|miles|tons|tonnes|metres|meters|families|homes|names))",
)
def _year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return m[1]


def _unit(text: str) -> str:
    lower = text.lower()
    return {"century": "century", "centuries": "century"}.get(lower, lower.rstrip("s"))


_AFTER = re.compile(
    rf"\b(?P<about>{_ABOUT})?(?P<n>{_N}|{_VAGUE})[ -](?P<u>{_U}) (?P<way>after|before|following|since|"
    rf"prior to|into) (?=\w)",
    re.I,
)
_PHASE = re.compile(
    r"\b(?:the )?(?:final|first|last|closing|opening|early|dying|waning) (?:days|weeks|months|years|"
    r"hours) of (?:the |his |her |its )?[^,.;:()]{3,60}?(?=[,.;:()]|$)",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|due|planned|expected|expire|expires|upcoming|next|by|until|till|"
    r"deadline|is to|are to|to be held|before the)\b",
    re.I,
)
_SIGNS = (
    ("month", re.compile(_MS)),
    ("year", re.compile(_Y)),
    ("weekday", re.compile(_W)),
    ("season", re.compile("spring|summer|autumn|fall|winter", re.I)),
    ("day", re.compile("today|tonight|yesterday|tomorrow", re.I)),
    ("unit", re.compile(r"(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?\b")),
)
_ANY = re.compile("|".join(sign.pattern for _, sign in _SIGNS), re.I)
_ROOM = 70
_AHEAD = re.compile(
    r"\b(?:scheduled|due|planned|expire|expires|upcoming|next|until|till|deadline|to be held)\b[^,;.]*$", re.I
)
_LATER = re.compile(
    rf"^(?:just |only |about |some |almost |nearly )?(?P<n>{_N}|{_VAGUE}) (?P<u>{_U}) (?P<way>earlier|"
    rf"later|afterwards|before)",
    re.I,
)
_STEMS = re.compile(r"[a-z]{5,}")


ABSOLUTE = frozenset(
    {
        "iso day",
        "day range",
        "full date",
        "day of month",
        "part of month",
        "month",
        "month alone",
        "year range",
        "season",
        "year",
        "fuzzy decade",
        "decade",
    }
)
"""Rules that tell something about when a document was written."""


def expressions(page: Page, now: Now, only: frozenset[str] = frozenset()) -> list[Expression]:
    """All time expressions of a block in order, or those of some rules. Overlaps go to the earlier rule."""
    prose = page.block.text
    if not _ANY.search(prose):
        return []
    taken: list[tuple[int, int]] = []
    out: list[Expression] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in taken)

    near = _near(prose)
    for found in _matches(_AFTER, prose, [] if only else near["unit"]):
        end = _phrase_end(page, found.end())
        taken.append((found.start(), end))
        out.append(Expression(page, found.start(), end, None, "event-relative", prose[found.start() : end]))
    for found in _matches(_PHASE, prose, [] if only else near["unit"]):
        if free(found.start(), found.end()):
            taken.append((found.start(), found.end()))
            out.append(Expression(page, found.start(), found.end(), None, "phase of", found.group()))
    for name, pattern, handler, needs in _RULES:
        if only and name not in only:
            continue
        for found in _matches(pattern, prose, near[needs]):
            if not free(found.start(), found.end()):
                continue
            tense = tense_at(page, found.start()) if now.day is not None and name != "year" else "open"
            value = handler(found, now, tense)
            if value == "SKIP":
                continue
            if value == "SPLIT":
                for year in re.finditer(_Y, found.group()):
                    start = found.start() + year.start()
                    out.append(Expression(page, start, start + 4, year.group(), "year", year.group()))
                taken.append((found.start(), found.end()))
                continue
            taken.append((found.start(), found.end()))
            out.append(
                Expression(
                    page,
                    found.start(),
                    found.end(),
                    value,
                    name,
                    found.group(),
                    name in ("day of month", "part of month", "month alone", "day range"),
                )
            )
    return sorted(out, key=lambda e: e.start)


def _near(prose: str) -> dict[str, list[tuple[int, int]]]:
    """Where each kind of word stands, with room around it: the rules need look nowhere else."""
    out: dict[str, list[tuple[int, int]]] = {"": [(0, len(prose))]}
    for need, sign in _SIGNS:
        spans: list[tuple[int, int]] = []
        for found in sign.finditer(prose):
            start, end = max(0, found.start() - _ROOM), min(len(prose), found.end() + _ROOM)
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        out[need] = spans
    return out


def _matches(pattern: re.Pattern[str], prose: str, spans: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    for start, end in spans:
        yield from pattern.finditer(prose, start, end)


def anchored(all_: list[Expression]) -> list[Expression]:
    """Event-relative expressions resolved by dates that the document gives for the same event."""
    out: list[Expression] = []
    for i, one in enumerate(all_):
        if one.value is None and one.rule in ("event-relative", "phase of"):
            value = _phase(all_, i) if one.rule == "phase of" else _after_event(all_, i)
            one = Expression(one.page, one.start, one.end, value, one.rule, one.text)
        elif one.rule == "time of life" and (found := _LATER.match(one.text)) is not None:
            count = cal.number(found["n"])
            before = next(
                (e for e in reversed(out) if e.page is one.page and e.value and e.rule != "duration"), None
            )
            base = cal.parse(before.value) if before is not None and before.value else None
            if base is not None and count is not None:
                way = 1 if found["way"].lower() in ("later", "afterwards") else -1
                one = Expression(
                    one.page,
                    one.start,
                    one.end,
                    _text(cal.shift(base, way * count, _unit(found["u"]))),
                    one.rule,
                    one.text,
                )
        out.append(one)
    return out


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
    found = _AFTER.match(one.text)
    if found is None:
        return None
    count, unit = cal.number(found["n"]), _unit(found["u"])
    if count is None and unit not in ("hour", "minute"):
        return None
    event = one.text[found.end() :]
    stems = {w[:6] for w in _STEMS.findall(event.lower())} - {"their", "about", "which", "there"}
    own = re.search(_Y, event)
    best: tuple[int, Day] | None = None
    for j in range(max(0, i - 200), min(len(all_), i + 50)):
        other = all_[j]
        base = (
            cal.parse(other.value)
            if other.value
            and other.rule
            in ("full date", "iso day", "day of month", "month", "month alone", "relative month")
            else None
        )
        if base is None or j == i:
            continue
        near = {w[:6] for w in _STEMS.findall(_sentence(other).lower())}
        shared = len(stems & near)
        if not shared and not (unit in ("hour", "minute") and base.day):
            continue
        cost = -10 * shared + abs(i - j) + (4 if j > i else 0) + (0 if base.day else 6)
        if best is None or cost < best[0]:
            best = (cost, base)
    if best is None or own:
        return None
    way = -1 if found["way"].lower() in ("before", "prior to") else 1
    return _text(cal.shift(best[1], way * (count or 0), unit))


def _sentence(one: Expression) -> str:
    for sentence in one.page.sentences:
        if sentence.start <= one.start < sentence.end:
            return sentence.text
    return one.page.block.text


def _phrase_end(page: Page, start: int) -> int:
    """The end of the phrase or clause that "after" governs: to the next comma or full stop."""
    found = re.compile(r"[,.;:!?()\n]|\s[—–-]\s|—").search(page.block.text, start)
    end = found.start() if found else len(page.block.text)
    words = page.between(start, end)
    if words:
        head = next((w for w in words if w.dep in ("pobj", "pcomp") and w.head.start < start), None)
        if head is not None:
            last = start
            for word in head.subtree(frozenset({"relcl", "appos", "punct"})):
                if last <= word.start <= end:
                    last = word.end
            for word in head.sent.words:
                if word.start >= last and word.i > head.i and word.pos == "VERB" and word.head.i < head.i:
                    break
            return max(last, words[0].end)
    return end


def tense_at(page: Page, start: int) -> Tense:
    """Whether the clause around a place speaks of the past or of what is to come."""
    word = next((w for w in page.words if w.start <= start < w.end), None)
    if word is None:
        return "open"
    for up in (word, *word.ancestors()):
        if up.pos in ("VERB", "AUX"):
            return _tense(up, page.block.text[max(0, start - 60) : start])
        if up.dep == "prep" and up.lower in ("until", "till"):
            return "future"
    return "open"


def _tense(verb: Word, before: str) -> Tense:
    kids = {k.lower for k in verb.kids if k.dep in ("aux", "auxpass")}
    if (
        kids & {"will", "shall", "'ll"}
        or verb.lemma in ("schedule", "plan", "expect")
        or _AHEAD.search(before[-25:])
    ):
        return "future"
    if kids & {"can", "could", "may", "might", "would", "should", "must"} and "have" not in kids:
        return "future"
    if kids & {"had", "has", "have"} or verb.tag == "VBD":
        return "past"
    if _FUTURE.search(before[-25:]):
        return "future"
    if verb.tag in ("VBD", "VBN") or kids & {"had", "has", "have", "was", "were"}:
        return "past"
    return "open"


def iterate(pages: list[Page], now: Now) -> Iterator[Expression]:
    """Time expressions of all blocks, event-relative ones resolved."""
    yield from anchored([one for page in pages for one in expressions(page, now)])
