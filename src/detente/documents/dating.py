"""When a document that does not say its date can have been published: bounds, each with the sentence it rests on.

A past event told as past bounds the date from below; an event told as to come bounds it from above. A day and month
without a year is read as lying within the half-year before publication, which is how news uses the short form; the
reason says where that reading was used. Nothing is taken from the file system.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from detente.documents.cleaned import Cleaned
from detente.documents.dates import Mention, mentions
from detente.documents.document import Certainty, Known
from detente.documents.wordlist import wordlist
from detente.values.partial_date import PartialDate

_SENTENCE = re.compile(r".+?(?:[.!?…][\"”’)]*(?=\s+[\"“‘(A-Z\d])|\n|\Z)", re.S)
_QUOTED = re.compile(r"[\"“][^\"“”]{0,600}[\"”]")
_WORD = re.compile(r"[\w’'-]+")
_PAST = wordlist(
    "said told was were had did announced broke gave met held came began took made led left won lost fell "
    "saw spoke went wrote became sent found brought fled stood kept ran rose grew lay paid sold built "
    "struck shot hit put cut set read"
)
_NO_VERB = wordlist("need needed based united armed limited so-called related speed indeed hundred sacred naked seed")
_COMING = wordlist(
    "will shall due expected expects scheduled planned plans plan upcoming next slated likely unlikely "
    "forecast intends aims until target would could may might should can must"
)
_AHEAD = re.compile(
    r"\b(?:is|are|remains?|being)\b[^,;.—()]{0,40}\b(?:due|expected|scheduled|slated|planned|set|likely|unlikely)\b[^,;.—()]{0,70}$"
    r"|\b(?:will|shall)\b[^,;.—()]{0,50}$|\b(?:next|upcoming)\b[^;.—()]{0,40}\bdue (?:in|on|by)\s$",
    re.I,
)
_UNREAL = re.compile(r"\b(?:if|unless|would have|had it)\b", re.I)
_BREAKS = (";", "—", " – ", ":")
_HALF_YEAR = 183


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound on the date of publication: the day, the reason in words, and the span in the document."""

    day: date
    reason: str
    span: tuple[int, int]


def bounds(cleaned: Cleaned) -> tuple[Bound | None, Bound | None]:
    """The latest lower bound and the earliest upper bound (both inclusive) that the text gives."""
    past, coming = _told(cleaned)
    lower = max((_lower(cleaned, mention) for mention in past if mention.year), key=lambda b: b.day, default=None)
    anchor = lower
    for mention in past:
        if not mention.year and lower is not None and anchor is not None:
            lower = max(lower, _short_form(cleaned, mention, anchor), key=lambda b: b.day)
    floor = lower.day if lower else date.min
    upper = [_upper(cleaned, mention) for mention in coming if mention.year and mention.last() >= floor]
    return lower, min(upper, key=lambda b: b.day, default=None)


def bounded(cleaned: Cleaned) -> Known[PartialDate] | None:
    """The bounds as an interval with their reasons; None where the text gives neither."""
    lower, upper = bounds(cleaned)
    if lower is None and upper is None:
        return None
    written = f"{lower.day.isoformat() if lower else '..'}/{upper.day.isoformat() if upper else '..'}"
    reasons = [f"not before: {lower.reason}" if lower else "", f"not after: {upper.reason}" if upper else ""]
    basis = "not stated; " + "; ".join(filter(None, reasons))
    span = (lower or upper).span if (lower or upper) else None  # type: ignore[union-attr]
    return Known(PartialDate.parse(written), basis, Certainty.INFERRED, span)


def _told(cleaned: Cleaned) -> tuple[list[Mention], list[Mention]]:
    """Mentions told as past, and as to come. Quoted words and conditions are left out."""
    past: list[Mention] = []
    coming: list[Mention] = []
    for sentence in _SENTENCE.finditer(cleaned.text):
        words = _QUOTED.sub(lambda quote: " " * len(quote[0]), sentence[0])
        for found in mentions(words):
            shift = sentence.start()
            mention = replace(found, start=found.start + shift, end=found.end + shift)
            left, right = _clause(words, found.start, found.end)
            if _UNREAL.search(left) or _UNREAL.search(right[:30]):
                continue
            if found.year and _AHEAD.search(left):
                coming.append(mention)
            elif _is_past(left, right):
                past.append(mention)
    return past, coming


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a mention, up to a break in the sentence."""
    left = max((at + len(mark) for mark in _BREAKS if (at := text.rfind(mark, 0, start)) >= 0), default=0)
    right = min((at for mark in _BREAKS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[left:start], text[end:right]


def _is_past(left: str, right: str) -> bool:
    """True where the nearest verb, before the mention if there is one there, is in the past."""
    before = [word.lower() for word in _WORD.findall(left)][-16:]
    for index in range(len(before) - 1, -1, -1):
        if (tense := _tense(before[index])) is not None:
            planned = "to" in before[index + 1 :]  # agreed to meet again in July
            return tense and not planned and not any(word in _COMING for word in before[max(0, index - 3) : index])
    after = [word.lower() for word in _WORD.findall(right)][:20]
    for index, word in enumerate(after):
        if (tense := _tense(word)) is not None:
            return tense and not any(other in _COMING for other in after[index + 1 : index + 3])
    return False


def _tense(word: str) -> bool | None:
    """True for a past form, False for a word that looks ahead, None for any other."""
    if word in _COMING:
        return False
    return True if word in _PAST or (word.endswith("ed") and len(word) > 4 and word not in _NO_VERB) else None


def _lower(cleaned: Cleaned, mention: Mention) -> Bound:
    return Bound(mention.first(), f"speaks of {_worded(cleaned, mention)} as past", _span(cleaned, mention))


def _short_form(cleaned: Cleaned, mention: Mention, lower: Bound) -> Bound:
    """The first day on or after `lower` that has the mention behind it by half a year at most."""
    year = lower.day.year
    for candidate in (year - 1, year, year + 1):
        day = mention.first(candidate)
        if day + timedelta(days=_HALF_YEAR) >= lower.day:
            break
    if day <= lower.day:
        return lower
    reason = f"cites {_worded(cleaned, mention)} as past (year {day.year}: it {lower.reason})"
    return Bound(day, reason, _span(cleaned, mention))


def _upper(cleaned: Cleaned, mention: Mention) -> Bound:
    return Bound(mention.last(), f"speaks of {_worded(cleaned, mention)} as to come", _span(cleaned, mention))


def _worded(cleaned: Cleaned, mention: Mention) -> str:
    return " ".join(cleaned.text[mention.start : mention.end].split())


def _span(cleaned: Cleaned, mention: Mention) -> tuple[int, int]:
    return cleaned.original(mention.start, mention.end)


def narrowed(
    known: Known[PartialDate] | None, bounds_found: Sequence[tuple[str, PartialDate]]
) -> Known[PartialDate] | None:
    """A date narrowed by other documents: each `(name, date)` quotes this one, so it came out no later than that one.

    A stated date is left as it is, and so is a bound that would contradict the document's own.
    """
    last = min((when.last for _, when in bounds_found), default=None)
    if last is None or last == date.max or (known and known.certainty is Certainty.STATED):
        return known
    name = next(name for name, when in bounds_found if when.last == last)
    start = known.value.start if known else date.min
    if (known and known.value.last <= last) or start > last:
        return known
    written = f"{'..' if start == date.min else start.isoformat()}/{last.isoformat()}"
    basis = f"{known.basis}; " if known else "not stated; "
    return Known(PartialDate.parse(written), f"{basis}not after: quoted by {name}", Certainty.INFERRED)
