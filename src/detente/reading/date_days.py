"""Days: full dates, days of a month, ranges of days, weekdays, today and the like, and fixed feasts."""

from __future__ import annotations

import re
from datetime import timedelta

from detente.reading import datevalue as cal
from detente.reading.date_words import (
    ANY_WEEKDAY,
    DAY,
    MONTH,
    SKIP,
    TH,
    WEEKDAY,
    YEAR,
    Found,
    Now,
    Piece,
    Tense,
    month,
    rules,
    shown,
)

RULES, _rule = rules()
_TO = r"\s?(?:-|–|—|to|until|till|through|and)\s?"
_ON = rf"(?:{ANY_WEEKDAY},? (?:the )?)?"


@_rule("iso day", "year", rf"\b({YEAR})[-/](0[1-9]|1[0-2])[-/](0[1-9]|[12]\d|3[01])\b", 0)
def _iso(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return shown(cal.day(int(m[1]), int(m[2]), int(m[3])))


@_rule("numeric day", "year", rf"(?<![\d/.])(\d\d?)([/.])(\d\d?)\2({YEAR})\b(?![/.]\d)", 0)
def _numeric(m: re.Match[str], now: Now, tense: Tense) -> Found:
    """12/03/2024 is open unless one of the numbers is no month, or the document shows how it writes dates."""
    first, second, year = int(m[1]), int(m[3]), int(m[4])
    if m[2] == "." or first > 12 or first == second:
        return shown(cal.day(year, second, first))
    if second > 12 or now.day_first is False:
        return shown(cal.day(year, first, second))
    return shown(cal.day(year, second, first)) if now.day_first else None


def day_first(text: str) -> bool | None:
    """How a text writes numeric dates: day first, month first, or None where it does not show or varies."""
    seen = {
        int(m[1]) > 12
        for m in re.finditer(rf"(?<![\d/])(\d\d?)/(\d\d?)/{YEAR}\b", text)
        if (int(m[1]) > 12) != (int(m[2]) > 12)
    }
    return seen.pop() if len(seen) == 1 else None


@_rule(
    "day range",
    "month",
    rf"\b(?:from |between )?({DAY}){TH} ({MONTH})(?:,? ({YEAR}))?{_TO}({DAY}){TH} ({MONTH})(?:,? ({YEAR}))?\b",
    0,
)
def _days_of_two_months(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _stretch((m[2], m[1], m[3]), (m[5], m[4], m[6]), m, now, tense)


@_rule(
    "day range",
    "month",
    rf"\b(?:from |between )?({MONTH}) ({DAY}){TH}(?:,? ({YEAR}))?{_TO}({MONTH}) ({DAY}){TH}(?!\d)(?:,? ({YEAR}))?",
    0,
)
def _months_first(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _stretch((m[1], m[2], m[3]), (m[4], m[5], m[6]), m, now, tense)


def _stretch(
    first: tuple[str, str, str | None],
    last: tuple[str, str, str | None],
    m: re.Match[str],
    now: Now,
    tense: Tense,
) -> Found:
    if " and " in m[0] and not m[0].startswith("between"):
        return SKIP
    year = last[2] or first[2]
    end = cal.day(int(year), month(last[0]), int(last[1])) if year else now.near(month(last[0]), int(last[1]), tense)
    if end is None:
        return None
    begin = cal.day(int(first[2] or end.year), month(first[0]), int(first[1]))
    if begin is not None and begin.first > end.first and not first[2]:
        begin = cal.day(end.year - 1, month(first[0]), int(first[1]))
    return f"{begin}/{end}" if begin and begin.first < end.first else None


@_rule(
    "day range",
    "month",
    rf"\b(?:from |between )?({MONTH}) ({DAY}){TH}(\s?(?:-|–|to|through)\s?|,? and )({DAY}){TH}(?!\d)(?:,? ({YEAR}))?",
    0,
)
def _days(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if "and" in m[3] and not m[0].startswith("between"):
        return _two(m, (2, 4), (m.start(1), m.end(2)), m[1], m[5], now, tense)
    return _day_range(m[1], m[2], m[4], m[5], now, tense)


@_rule(
    "day range",
    "month",
    rf"\b(?:from |between )?({DAY}){TH}(\s?(?:-|–|/|to|through)\s?|,? and )({DAY}){TH} ({MONTH})(?:,? ({YEAR}))?\b",
    0,
)
def _days_first(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if "and" in m[2] and not m[0].startswith("between"):
        return _two(m, (1, 3), m.span(1), m[4], m[5], now, tense)
    return _day_range(m[4], m[1], m[3], m[5], now, tense)


def _two(
    m: re.Match[str],
    days: tuple[int, int],
    first: tuple[int, int],
    name: str,
    year: str | None,
    now: Now,
    tense: Tense,
) -> Found:
    """ "3 and 5 March": two days of one month, given as groups; `first` is where the first one stands."""
    made = [
        cal.day(int(year), month(name), int(m[group])) if year else now.near(month(name), int(m[group]), tense)
        for group in days
    ]
    return Piece(*first, shown(made[0])), Piece(m.start(days[1]), m.end(), shown(made[1]))


def _day_range(name: str, first: str, last: str, year: str | None, now: Now, tense: Tense) -> str | None:
    begin = cal.day(int(year), month(name), int(first)) if year else now.near(month(name), int(first), tense)
    end = cal.day(begin.year, month(name), int(last)) if begin else None
    return f"{begin}/{end}" if begin and end and begin.first < end.first else None


@_rule("full date", "month", rf"\b{_ON}({MONTH}) ({DAY}){TH},? ({YEAR})\b", 0)
def _full(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return shown(cal.day(int(m[3]), month(m[1]), int(m[2])))


@_rule("full date", "month", rf"\b{_ON}(?:the )?({DAY}){TH}(?: of)? ({MONTH}),? ({YEAR})\b", 0)
def _full_day_first(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return shown(cal.day(int(m[3]), month(m[2]), int(m[1])))


@_rule("day of month", "month", rf"\b(?:{ANY_WEEKDAY}(?:,? | \())?({MONTH}) ({DAY}){TH}(?![\d,.]*\d)", 0)
def _partial(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _weekday_agrees(m, now, now.near(month(m[1]), int(m[2]), tense))


@_rule(
    "day of month",
    "month",
    rf"\b(?:{ANY_WEEKDAY}(?:,? | \())?(?:the )?({DAY}){TH}(?: of)? ({MONTH})\b(?! ?\d)",
    0,
)
def _partial_day_first(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _weekday_agrees(m, now, now.near(month(m[2]), int(m[1]), tense))


def _weekday_agrees(m: re.Match[str], now: Now, made: cal.Day | None) -> str | None:
    """The year beside it where that makes the weekday right that is named with the day."""
    named = re.match(r"Mon|Tue|Wed|Thu|Fri|Sat|Sun", m[0])
    if made is None or named is None or now.day is None:
        return shown(made)
    wanted = next(n for name, n in cal.WEEKDAYS.items() if name.startswith(named[0]))
    for year in (made.year, made.year - 1, made.year + 1):
        other = cal.day(year, made.month, made.day)
        if other is not None and other.first.weekday() == wanted:
            return str(other)
    return str(made)


@_rule("day alone", "ordinal", rf"(?<=\bon )the ({DAY})(?:st|nd|rd|th)\b(?= ?(?:[.,;:)]|and\b|that\b|$))", 0)
def _day_alone(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.day is None or now.day.month is None or not now.exact:
        return None
    here, number = now.day, int(m[1])
    step = 0 if (number <= (here.day or 0)) == (tense != "future") else (1 if tense == "future" else -1)
    at = here.year * 12 + (here.month or 1) - 1 + step
    return shown(cal.day(at // 12, at % 12 + 1, number))


_FEASTS = {"christmas eve": (12, 24), "christmas": (12, 25), "new year's eve": (12, 31), "new year's day": (1, 1)}
_FEASTS |= {"may day": (5, 1), "boxing day": (12, 26), "international women's day": (3, 8)}


@_rule(
    "feast",
    "feast",
    rf"\b(Christmas Eve|Christmas(?: Day)?|New Year['’]s (?:Eve|Day)|May Day|Boxing Day|International Women['’]s Day)"
    rf"(?:,? ({YEAR}))?\b",
    0,
)
def _feast(m: re.Match[str], now: Now, tense: Tense) -> Found:
    """Feasts on a fixed day only."""
    name = m[1].lower().replace("’", "'")
    number = _FEASTS.get(name) or _FEASTS[name.removesuffix(" day")]
    return shown(cal.day(int(m[2]), *number) if m[2] else now.near(*number, tense))


@_rule(
    "today",
    "day",
    r"\b(the day before yesterday|the day after tomorrow|(?:earlier |later )?today|tonight|yesterday|tomorrow|"
    r"last night|this (?:morning|afternoon|evening))\b",
    re.I,
)
def _today(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.day is None or not now.exact:
        return None
    steps = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }
    return shown(cal.shift(now.day, steps.get(m[1].lower(), 0), "day"))


@_rule("weekday", "weekday", rf"\b({WEEKDAY})(?: of)? (last|next|this|the same) week\b", 0)
def _weekday_of_week(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.day is None or not now.exact or m[2] == "the same":
        return None
    return str(_week(now.day, {"last": -1, "this": 0, "next": 1}[m[2]], cal.WEEKDAYS[m[1]]))


@_rule(
    "weekday",
    "weekday",
    rf"(?<!\bGood )(?<!\bBlack )(?<!\bBloody )(?<!\bPalm )(?<!\bEaster )(?<!\bAsh )"
    rf"\b(?:early (?:on )?|late (?:on )?)?(?:(last|next|this|this coming) )?({WEEKDAY})"
    rf"(?: (?:morning|afternoon|evening|night))?\b",
    0,
)
def _weekday(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if m.string[: m.start()].endswith((" a ", "A ")):
        return SKIP
    if now.day is None or now.day.day is None or not now.exact:
        return None
    wanted, here = cal.WEEKDAYS[m[2]], now.day.first.weekday()
    if m[1] in ("next", "this", "this coming") or (tense == "future" and m[1] != "last"):
        step = (wanted - here) % 7 or 7
        if m[1] == "this" and tense == "past":
            step -= 7
    else:
        step = -((here - wanted) % 7)
        if step == 0 and m[1] == "last":
            step = -7
    return shown(cal.shift(now.day, step, "day"))


@_rule(
    "relative week",
    "unit",
    r"\b(?:over |at )?the weekend\b|"
    r"\b(?:(?:later|earlier|early|late) )?(last|next|this(?: coming| past)?) (week|weekend)\b(?! (?:of|in) [A-Z\d])",
    re.I,
)
def _relative_week(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.day is None or not now.exact:
        return None
    which = (m[1] or "the").lower().split()[0]
    step = {"last": -1, "this": 0, "next": 1, "the": 0}[which]
    if (m[2] or "weekend").lower() == "weekend":
        begun = now.day.first.weekday() >= 5
        if which == "the" and not begun and tense != "future":
            step = -1
        return f"{_week(now.day, step, 5)}/{_week(now.day, step, 6)}"
    return f"{_week(now.day, step, 0)}/{_week(now.day, step, 6)}"


def _week(now: cal.Day, step: int, weekday: int) -> cal.Day | None:
    monday = now.first - timedelta(days=now.first.weekday())
    made = monday + timedelta(days=7 * step + weekday)
    return cal.day(made.year, made.month, made.day)
