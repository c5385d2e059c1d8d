"""The words that expressions of time are made of, what they are read against, and how a rule is registered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from detente.reading import datevalue as cal
from detente.reading.datevalue import Day

Tense = Literal["past", "future", "open"]

LONG_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = LONG_MONTH + r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
ANY_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
YEAR = r"(?:1[5-9]|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
TH = r"(?:st|nd|rd|th)?"
ORDINAL = "first|second|third|fourth|last|final"

NUMBER = (
    r"(?:\d{1,4}|an?(?: hundred| thousand)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|hundred|thousand))?)"
)
VAGUE = r"(?:several|a few|few|many|some|a couple of|a number of|countless|dozens of|recent|the coming|coming)"
UNIT = r"(?:second|minute|hour|day|week|fortnight|month|year|decade|centur(?:y|ie))s?"
ABOUT = (
    r"(?:(?:just |only )?(?:more than|less than|fewer than|over|nearly|almost|about|around|roughly|some|"
    r"at least|at most|up to|"
    r"well over|under|another|approximately|close to|the (?:past|last|next|first|final|coming|following|previous)|"
    r"(?:past|last|next)|every|within|just)\s+)"
)
PART = (
    r"(?P<part>early(?: in)?|mid|late(?: in)?|the beginning of|the start of|the middle of|"
    r"beginning of|start of)[- ]"
)
_PARTS = {"early": "early", "mid": "mid", "late": "late", "beginning": "early", "start": "early"}


@dataclass(slots=True)
class Now:
    """What a document's relative dates are read against. `day` may be a lower bound (`exact` false).

    `day_first` says how the document itself writes 12/03/2024: None where it does not show.
    """

    day: Day | None
    exact: bool = False
    day_first: bool | None = None

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


@dataclass(frozen=True, slots=True)
class Piece:
    """One of several expressions that a rule found together: "3 and 5 March"."""

    start: int
    end: int
    value: str | None


Found = str | tuple[Piece, ...] | None
"""A value, several expressions, None for recognised but open, or SKIP."""
SKIP = "SKIP"
Handler = Callable[["re.Match[str]", Now, Tense], Found]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it stands for. `needs` names the kind of word without which it cannot match."""

    name: str
    pattern: re.Pattern[str]
    value: Handler
    needs: str


def rules() -> tuple[list[Rule], Callable[[str, str, str, int], Callable[[Handler], Handler]]]:
    """A list of rules and the decorator that adds to it: name, needs, pattern, flags."""
    out: list[Rule] = []

    def rule(name: str, needs: str, pattern: str, flags: int = 0) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            out.append(Rule(name, re.compile(pattern, flags), handler, needs))
            return handler

        return keep

    return out, rule


def month(text: str) -> int:
    """March, Mar and Mar. are 3."""
    return cal.MONTHS[text.rstrip(".").capitalize()]


def part(text: str) -> str:
    """Early, mid or late."""
    return next((name for word, name in _PARTS.items() if word in text.lower()), "mid")


def shown(value: object) -> str | None:
    """The text of a value, or None."""
    return None if value is None else str(value)


def unit(text: str) -> str:
    """Weeks and week are week."""
    lower = text.lower()
    return {"century": "century", "centuries": "century"}.get(lower, lower.rstrip("s"))
