"""Likelihood in the words of one published scale at a time, and the ways in which a house may show it.

The scales are data (`likelihood.toml`), each with its version and source. A word is that of the number as printed, in
whole percents, so that a reader can check it. An edge that two terms share belongs to the term nearer to an even
chance, and a number in a gap to the nearer term (the one nearer to even where both are as near): so an event and its
opposite always get opposite words.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from detente.values.percent import percent

_FILE = Path(__file__).with_suffix(".toml")
_EVEN = 50


class ScaleName(StrEnum):
    """Published scales of likelihood words; one at a time."""

    ICD_203 = "icd-203"
    PHIA = "phia"


class Shown(StrEnum):
    """How a probability stands in our sentences: number, range and word, or the word alone."""

    NUMBER_FIRST = "number-first"
    WORDS_ONLY = "words-only"


@dataclass(frozen=True, slots=True)
class Term:
    """A word and the whole percents that it stands for, both ends included."""

    word: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A published scale: terms from the least likely up; `verified` where its numbers were read from the official
    page."""

    title: str
    publisher: str
    version: str
    place: str
    url: str
    verified: bool
    note: str
    terms: tuple[Term, ...]

    def term(self, percents: int) -> Term:
        """The term of a whole percent between 1 and 99."""
        return min(self.terms, key=lambda term: (_outside(term, percents), _from_even(term)))

    def terms_of(self, low: int, high: int) -> tuple[Term, ...]:
        """The one term that holds both ends of an interval of whole percents, else those of its two ends."""
        holding = [term for term in self.terms if term.low <= low and high <= term.high]
        if holding:
            return (min(holding, key=_from_even),)
        return tuple(dict.fromkeys((self.term(low), self.term(high))))

    @property
    def cited(self) -> str:
        """Publisher, title and version; and that its numbers are unverified, where they are."""
        unverified = "" if self.verified else "; its numbers are not yet verified against the official page"
        return f"{self.publisher}: {self.title} ({self.version}){unverified}"


def _outside(term: Term, percents: int) -> int:
    return max(term.low - percents, percents - term.high, 0)


def _from_even(term: Term) -> float:
    return abs((term.low + term.high) / 2 - _EVEN)


@lru_cache(maxsize=1)
def scales() -> dict[ScaleName, Scale]:
    """Every shipped scale."""
    found = {}
    for name, item in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        terms = tuple(Term(*term) for term in item.pop("terms"))
        found[ScaleName(name)] = Scale(**item, terms=terms)
    return found


def likelihood(share: float, name: ScaleName = ScaleName.ICD_203) -> str | None:
    """The word for a share in 0..1; none under 1% and over 99%, where a word would sound certain."""
    if not 0.01 <= share <= 0.99:
        return None
    return scales()[name].term(round(100 * share)).word


def likelihoods(low: float, high: float, name: ScaleName = ScaleName.ICD_203) -> str | None:
    """The word for an interval; both words where no term holds both ends; none where all of it is under 1% or over
    99%."""
    if high < 0.01 or low > 0.99:
        return None
    first, last = (min(max(round(100 * end), 1), 99) for end in (low, high))
    return " to ".join(term.word for term in scales()[name].terms_of(first, last))


def said(
    value: float, low: float, high: float, name: ScaleName = ScaleName.ICD_203, shown: Shown = Shown.NUMBER_FIRST
) -> str:
    """A probability with its interval in the style of a house: `26% (14% to 40%), very unlikely to unlikely`, or the
    words alone."""
    words = likelihoods(low, high, name)
    if shown is Shown.WORDS_ONLY:
        return words or percent(value)
    number = f"{percent(value)} ({percent(low)} to {percent(high)})"
    return f"{number}, {words}" if words else number


def words_of(name: ScaleName) -> tuple[str, ...]:
    """The words of a scale."""
    return tuple(term.word for term in scales()[name].terms)
