"""Years, ranges and parts of years, decades and centuries."""

from __future__ import annotations

import re

from detente.reading import datevalue as cal
from detente.reading.date_words import ORDINAL, SKIP, YEAR, Found, Now, Piece, Tense, part, rules
from detente.reading.datevalue import Day

RULES, _rule = rules()
_STEP = {"last": -1, "this": 0, "next": 1, "the": 0}


@_rule("fuzzy decade", "year", r"\b(?:the )?(early|mid|late)[- ](?:the )?((?:1[5-9]|20)\d)0['’]?s\b", re.I)
def _decade_part(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return cal.part_of_decade(int(m[2]) * 10, m[1].lower())


@_rule("decade", "year", r"\b(?:the )?((?:1[5-9]|20)\d)0['’]?s\b", re.I)
def _decade(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return f"{m[1]}X"


@_rule("decade", "year", r"\bthe ['‘’]?(\d)0s\b", re.I)
def _short_decade(m: re.Match[str], now: Now, tense: Tense) -> Found:
    """The '90s: of this century only where it has come to pass."""
    if now.day is None:
        return f"19{m[1]}X" if m[1] in "56789" else None
    return f"{20 if int(m[1]) * 10 <= now.day.year % 100 else 19}{m[1]}X"


@_rule("century", "unit", r"\b(?:the )?(?:(?:early|mid|late)[- ])?(1\d|20|21)(?:st|th)[- ]century\b", re.I)
def _century(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return f"{int(m[1]) - 1}XX"


@_rule("year range", "year", rf"\b(?:from |between )?({YEAR})\s?(?:-|–|to|and|through|until|till)\s?({YEAR})\b", 0)
def _years(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if re.search(r"\band\b", m[0]) and not m[0].lower().startswith("between"):
        return tuple(Piece(m.start(group), m.end(group), m[group]) for group in (1, 2))
    return f"{m[1]}/{m[2]}" if int(m[1]) < int(m[2]) else None


@_rule("year range", "year", rf"\b({YEAR})[-–](\d\d)\b(?!-)", 0)
def _years_short(m: re.Match[str], now: Now, tense: Tense) -> Found:
    end = int(m[1][:2] + m[2])
    return f"{m[1]}/{end}" if int(m[1]) < end else None


@_rule("end of year", "year", rf"\b(?:the )?end[- ]of[- ]({YEAR})\b|\b({YEAR})['’]s end\b|\bend-({YEAR})\b", re.I)
def _end_of(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return f"{m[1] or m[2] or m[3]}-12-31"


@_rule(
    "part of year",
    "year",
    rf"\b(early|mid|late|the (?:start|beginning|middle) of)(?:-| in )?\s?({YEAR})\b",
    re.I,
)
def _year_part(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return cal.part_of_year(int(m[2]), part(m[1]))


def _fraction(year: int, nth: str, name: str) -> str | None:
    which = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(nth, 1 if name == "half" else 3)
    months = 6 if name == "half" else 3
    if which * months >= 12:
        return None
    return f"{Day(year, which * months + 1)}/{Day(year, which * months + months)}"


@_rule("half or quarter", "year", rf"\bthe ({ORDINAL}) (half|quarter) of ({YEAR})\b", re.I)
def _quarter(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _fraction(int(m[3]), m[1].lower(), m[2].lower())


@_rule("half or quarter", "year", rf"\b([QH])([1-4]) (?:of )?({YEAR})\b", 0)
def _short_quarter(m: re.Match[str], now: Now, tense: Tense) -> Found:
    nth = ("first", "second", "third", "fourth")[int(m[2]) - 1]
    return _fraction(int(m[3]), nth, "half" if m[1] == "H" else "quarter")


@_rule("half or quarter", "unit", rf"\bthe ({ORDINAL}) (half|quarter) of (last|this|next|the) year\b", re.I)
def _relative_quarter(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return _fraction(now.day.year + _STEP[m[3].lower()], m[1].lower(), m[2].lower()) if now.day else None


@_rule("half or quarter", "unit", r"(?<=\bin )the (first|second|third|fourth|last) quarter\b(?! of)", re.I)
def _quarter_alone(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None or now.day.month is None:
        return None
    which = {"first": 1, "second": 4, "third": 7}.get(m[1].lower(), 10)
    year = (
        now.day.year - (tense == "past" and which > now.day.month) + (tense == "future" and which + 2 < now.day.month)
    )
    return _fraction(year, m[1].lower(), "quarter")


@_rule(
    "end of year",
    "unit",
    r"\b(?:the )?(?:(?:this |the )?year['’]s end|year-end|year end|end of (?P<which>the|this|last|next) year)\b",
    re.I,
)
def _years_end(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return f"{now.day.year + _STEP[(m['which'] or 'the').lower()]}-12-31" if now.day else None


@_rule("relative year", "unit", r"\bthe year before last\b", re.I)
def _before_last(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return str(now.day.year - 2) if now.day else None


@_rule("relative year", "unit", r"\b(?:(later|earlier|early|late|mid) )?(last|next|this) year\b", re.I)
def _relative_year(m: re.Match[str], now: Now, tense: Tense) -> Found:
    if now.day is None:
        return None
    year = now.day.year + _STEP[m[2].lower()]
    when = (m[1] or "").lower()
    return cal.part_of_year(year, when) if when in ("early", "mid", "late") else str(year)


_COUNTED = (
    "people|soldiers|troops|men|women|km|dollars|euros|prisoners|civilians|miles|tons|tonnes|metres|meters|"
    "families|homes|names|houses|deaths|dead|fighters|refugees|residents|voters|members|children|police|officers"
)


@_rule(
    "year",
    "year",
    rf"(?<![\d.,$€£:/#-])\b({YEAR})\b(?![-\d%:/]|,\d|\.\d| (?:{_COUNTED})\b)",
    0,
)
def _year(m: re.Match[str], now: Now, tense: Tense) -> Found:
    return SKIP if re.search(r"\b(?:some|about|nearly|over|than) $", m.string[: m.start()][-8:]) else m[1]
