"""The rules by which expressions of time are recognised and valued: a grammar of our own.

Each rule is a pattern and a function from its match, the document's date and the tense around it to a value.
None is "recognised, but open"; "SKIP" and "SPLIT" are for the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from detente.reading import datevalue as cal
from detente.reading.datevalue import Day

Tense = Literal["past", "future", "open"]


_M = "January|February|March|April|May|June|July|August|September|October|November|December"


MONTH = _M + r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"


WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"


YEAR = r"(?:1[5-9]|20)\d\d"


_D = r"(?:3[01]|[12]\d|0?[1-9])"


NUMBER = (
    r"(?:\d{1,4}|an?(?: hundred| thousand)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand))?)"
)


VAGUE = r"(?:several|a few|few|many|some|a couple of|a number of|countless|dozens of|recent|the coming|coming)"


UNIT = r"(?:second|minute|hour|day|week|month|year|decade|centur(?:y|ie))s?"


ABOUT = (
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


RULES: list[tuple[str, re.Pattern[str], _Handler, str]] = []


def _rule(name: str, needs: str, pattern: str, flags: int = 0) -> Callable[[_Handler], _Handler]:
    """Registers a rule. `needs` names the kind of word without which it cannot match, to skip it quickly."""

    def keep(handler: _Handler) -> _Handler:
        RULES.append((name, re.compile(pattern, flags), handler, needs))
        return handler

    return keep


def _month(text: str) -> int:
    return cal.MONTHS[text.rstrip(".")]


def shown(value: object) -> str | None:
    return None if value is None else str(value)


@_rule("iso day", "year", rf"\b({YEAR})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
def _iso(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(cal.day(int(m[1]), int(m[2]), int(m[3])))


@_rule(
    "day range",
    "month",
    rf"\b({MONTH}) ({_D})(?:st|nd|rd|th)?\s?(?:-|–|to)\s?({_D})(?:st|nd|rd|th)?(?!\d)(?:,? ({YEAR}))?",
)
def _days(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _day_range(m[1], m[2], m[3], m[4], now, tense)


@_rule(
    "day range",
    "month",
    rf"\b({_D})(?:st|nd|rd|th)?\s?(?:-|–|to)\s?({_D})(?:st|nd|rd|th)? ({MONTH})(?:,? ({YEAR}))?\b",
)
def _days_first(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return _day_range(m[3], m[1], m[2], m[4], now, tense)


def _day_range(month: str, first: str, last: str, year: str | None, now: Now, tense: Tense) -> str | None:
    begin = cal.day(int(year), _month(month), int(first)) if year else now.near(_month(month), int(first), tense)
    end = cal.day(begin.year, _month(month), int(last)) if begin else None
    return f"{begin}/{end}" if begin and end else None


@_rule("full date", "month", rf"\b(?:(?:{WEEKDAY}),? (?:the )?)?({MONTH}) ({_D})(?:st|nd|rd|th)?,? ({YEAR})\b")
def _full(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(cal.day(int(m[3]), _month(m[1]), int(m[2])))


@_rule(
    "full date",
    "month",
    rf"\b(?:(?:{WEEKDAY}),? )?(?:the )?({_D})(?:st|nd|rd|th)?(?: of)? ({MONTH}),? ({YEAR})\b",
)
def _full_day_first(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(cal.day(int(m[3]), _month(m[2]), int(m[1])))


@_rule("day of month", "month", rf"\b(?:(?:{WEEKDAY}),? )?({MONTH}) ({_D})(?:st|nd|rd|th)?(?![\d,.]*\d)")
def _partial(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(now.near(_month(m[1]), int(m[2]), tense))


@_rule(
    "day of month",
    "month",
    rf"\b(?:(?:{WEEKDAY}),? )?(?:the )?({_D})(?:st|nd|rd|th)?(?: of)? ({MONTH})\b(?! ?\d)",
)
def _partial_day_first(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(now.near(_month(m[2]), int(m[1]), tense))


@_rule("part of month", "month", rf"\b{_PART}(?P<month>{_M})(?: of)?,? (?P<year>{YEAR})\b", re.I)
def _month_part_year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.part_of_month(int(m["year"]), cal.MONTHS[m["month"].capitalize()], _part(m["part"]))


@_rule("part of month", "month", rf"\b{_PART}(?P<month>{_M})\b")
def _month_part(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    near = now.near(_month(m["month"]), None, tense)
    return cal.part_of_month(near.year, near.month or 1, _part(m["part"])) if near else None


def _part(text: str) -> str:
    return next(part for word, part in _PARTS.items() if word in text.lower())


@_rule("month", "month", rf"\b({MONTH})(?: of)?,? ({YEAR})\b")
def _month_year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(cal.day(int(m[2]), _month(m[1])))


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
    return shown(cal.day(year, month))


@_rule(
    "month alone",
    "month",
    rf"(?<=\bin )(?:{_M})\b(?!-)|(?<=\bthe )(?:January|February|March|April|June|July|August)\b|"
    rf"(?<=\b(?:by|of) )(?:{_M})\b|(?<=\bsince )(?:{_M})\b|(?<=\bfor )(?:{_M})\b|"
    rf"(?<=\buntil )(?:{_M})\b|(?<=\bduring )(?:{_M})\b|(?<=\bbefore )(?:{_M})\b|"
    rf"(?<=\bafter )(?:{_M})\b|(?<=\btill )(?:{_M})\b|"
    rf"(?<=\bfrom )(?:{_M})\b|(?<=\bto )(?:March|April|June|July|August|September|October|November|"
    rf"December|January|February)\b|"
    r"\b(?:January|February|September|October|November|December)\b",
)
def _month_alone(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return shown(now.near(_month(m[0]), None, tense))


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
    rf"\b(?:the )?(?:(?:early|late|mid)[- ])?(spring|summer|autumn|fall|winter)(?: of|,| in)? ({YEAR})\b",
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
    r"(?<=\bduring )|(?<=\bbeyond )|(?<=\bafter )|(?<=\bover )|(?<=\bthrough ))(?:the )?"
    r"(?:(?:early|late|mid)[- ])?(spring|summer|autumn|winter)\b",
    re.I,
)
def _season_alone(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    near = now.near(cal.SEASONS[m[1].lower()], None, tense)
    return cal.season(m[1].lower(), near.year) if near else None


@_rule("year range", "year", rf"\b(?:from |between )?({YEAR})\s?(?:-|–|to|and|through|until)\s?({YEAR})\b(?<=\d)")
def _years(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    if re.search(r"\band\b", m[0]) and not m[0].lower().startswith("between"):
        return "SPLIT"
    return f"{m[1]}/{m[2]}" if int(m[1]) < int(m[2]) else None


@_rule("year range", "year", rf"\b({YEAR})[-–](\d\d)\b(?!-)")
def _years_short(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    end = int(m[1][:2] + m[2])
    return f"{m[1]}/{end}" if int(m[1]) < end else None


@_rule("end of year", "year", rf"\b(?:the )?end of ({YEAR})\b|\b({YEAR})'s end\b", re.I)
def _end_of(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return f"{m[1] or m[2]}-12-31"


@_rule("part of year", "year", rf"\b(early|mid|late)(?:-| in )?\s?({YEAR})\b", re.I)
def _year_part(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.part_of_year(int(m[2]), m[1].lower())


@_rule("half or quarter", "year", rf"\bthe (first|second|third|fourth|last) (half|quarter) of ({YEAR})\b", re.I)
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
    return shown(
        cal.shift(Day(now.day.year, now.day.month), {"last": -1, "this": 0, "next": 1}[m[1].lower()], "month")
    )


@_rule("relative week", "unit", r"\b(?:(?:later|earlier|early|late) )?(last|next|this) (week|weekend)\b", re.I)
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
    return shown(cal.shift(now.day, {"yesterday": -1, "tomorrow": 1}.get(m[1].lower(), 0), "day"))


@_rule("weekday", "weekday", rf"\b(?:(last|next|this) )?({WEEKDAY})(?: (?:morning|afternoon|evening|night))?\b")
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
    return shown(cal.shift(now.day, step, "day"))


@_rule(
    "ago",
    "unit",
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER}|{VAGUE}) (?P<u>{UNIT}) ago\b|\b(?P<bare>{UNIT}) ago\b",
    re.I,
)
def _ago(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    count = cal.number(m["n"]) if m["n"] else None
    if now.day is None or count is None:
        return None
    return shown(cal.shift(now.day, -count, unit(m["u"])))


@_rule(
    "time of life",
    "unit",
    rf"\b(?:just |only |about |some |almost |nearly )?(?:{NUMBER}|{VAGUE}) {UNIT} (?:earlier|later|"
    rf"afterwards|before(?=[ ]*[,.;]))\b",
    re.I,
)
def _elsewhere(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return None


@_rule(
    "vague",
    "unit",
    rf"\b(?:in|over|during) (?:recent|the coming|coming|the past few|the last few|the next few) (?:{UNIT})\b",
    re.I,
)
def _vague(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return None


@_rule(
    "duration",
    "unit",
    rf"\b(?P<about>{ABOUT})?(?P<n>{NUMBER}|"
    rf"{VAGUE})(?P<half> and a half)?[- ](?P<u>{UNIT})(?:[- ]long)?\b(?! ago| old\b| earlier)",
    re.I,
)
def _duration(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return cal.duration(cal.number(m["n"]), unit(m["u"]))


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
    return cal.duration(None, unit(m[1])) if alone else "SKIP"


@_rule(
    "year",
    "year",
    rf"(?<![\d.,$€£:/#-])\b({YEAR})\b(?![-\d%:/]|,\d|\.\d| (?:people|soldiers|troops|men|women|km|dollars|"
    rf"euros|prisoners|civilians|miles|tons|tonnes|metres|meters|families|homes|names))",
)
def _year(m: re.Match[str], now: Now, tense: Tense) -> str | None:
    return m[1]


def unit(text: str) -> str:
    lower = text.lower()
    return {"century": "century", "centuries": "century"}.get(lower, lower.rstrip("s"))
