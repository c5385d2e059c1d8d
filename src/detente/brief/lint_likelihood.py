"""How a brief may tell a probability.

- *likelihood-and-confidence*: how likely and how sure are never told in one sentence.
- *two-scales*: a word of another scale than that of the house.
- *no-event*: a likelihood word or a number of one, without an event that the brief defines and a day.
- *no-horizon*: the day of a stated probability is not to be read in its sentence, column or caption.
- *not-as-told*: a stated probability that does not stand there as the house tells it (number first, range, word; or
  the words alone; whole percents; never 0% or 100%).
- *unconditional*: nothing near it says that it holds only if the assumptions do.

A source's own forecast, told with its citation, is told in the source's words and no concern of these rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.brief.document import Brief, Bullets, Chance, Paragraph, Section, Sentence, Table, sentences_of
from detente.brief.sections.prose import IF_THEY_HOLD
from detente.case.case import Case
from detente.case.meta import Style
from detente.notation.problem import Problem
from detente.values.likelihood import ScaleName, likelihoods, said, scales, words_of
from detente.values.partial_date import PartialDate
from detente.values.percent import percent

_CONFIDENCE = re.compile(r"\bconfidence\b", re.I)
_CERTAIN = re.compile(r"(?<![\d.])(?:0|100)\s?%")
_NUMBER = re.compile(r"\d%.{0,40}\b(?:chance|probab|likel)|\b(?:chance|probab\w+|likel\w+)\b.{0,40}\d%", re.I)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with its address and what may be read around it: in a table, the head of its column and the caption.
    `conditional` where it or its table says what it hangs on."""

    address: str
    sentence: Sentence
    around: str
    conditional: bool


def lint_likelihood(case: Case, brief: Brief) -> Iterator[Problem]:
    """Everything that is wrong with how the brief tells likelihood."""
    style = case.meta.style
    for section in brief.all_sections():
        for told in _told(section):
            yield from _words(told, style)
            for chance in told.sentence.chances:
                yield from _stated(told, chance, brief, style)


def _told(section: Section) -> Iterator[_Told]:
    around = {id(sentence): (text, held) for sentence, text, held in _surroundings(section)}
    for index, sentence in enumerate(sentences_of(section), start=1):
        text, held = around[id(sentence)]
        yield _Told(f"{section.number}.{index}", sentence, text, held)


def _surroundings(section: Section) -> Iterator[tuple[Sentence, str, bool]]:
    for block in section.blocks:
        match block:
            case Paragraph(sentences):
                yield from _in_paragraph(sentences)
            case Bullets(points):
                for point in points:
                    yield from _in_paragraph(point.sentences)
            case Table():
                note = block.note.text if block.note else ""
                held = IF_THEY_HOLD in f"{block.caption} {note}"
                for row in block.rows:
                    for cell, head in zip(row, (*block.heads, *("",) * len(row)), strict=False):
                        yield cell.sentence, f"{cell.sentence.text} {head} {block.caption}", held
                if block.note:
                    yield block.note, note, held
            case _:
                pass


def _in_paragraph(sentences: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, str, bool]]:
    for sentence in sentences:
        yield sentence, sentence.text, IF_THEY_HOLD in sentence.text


def _words(told: _Told, style: Style) -> Iterator[Problem]:
    sentence, address = told.sentence, told.address
    likely = _pattern(*ScaleName).search(sentence.text)
    if likely and _CONFIDENCE.search(sentence.text):
        yield Problem("likelihood-and-confidence", f"{address}: likelihood and confidence in one sentence")
    if sentence.cites and not sentence.assessment and not sentence.chances:
        return
    ours = words_of(style.likelihood)
    for found in _pattern(*ScaleName).finditer(sentence.text):
        if found[0].lower() not in ours:
            yield Problem("two-scales", f"{address}: '{found[0]}' is no word of {style.likelihood}")
    if (likely or _NUMBER.search(sentence.text)) and not sentence.chances and not sentence.framing:
        yield Problem("no-event", f"{address}: a likelihood without an event and a day: '{sentence.text}'")


def _stated(told: _Told, chance: Chance, brief: Brief, style: Style) -> Iterator[Problem]:
    address, text = told.address, told.sentence.text
    if not brief.events.get(chance.event):
        yield Problem("no-event", f"{address}: the brief does not define the event '{chance.event}'")
    day = PartialDate.on(chance.by).text
    if day not in told.around and chance.by.isoformat() not in told.around:
        yield Problem("no-horizon", f"{address}: nothing says that it is by {day}")
    if not _as_told(text, chance, style):
        yield Problem("not-as-told", f"{address}: '{text}' does not tell {percent(chance.value)} as the house does")
    if _CERTAIN.search(text):
        yield Problem("not-as-told", f"{address}: '{text}' claims certainty")
    if not told.conditional:
        yield Problem("unconditional", f"{address}: nothing says “{IF_THEY_HOLD}”")


def _as_told(text: str, chance: Chance, style: Style) -> bool:
    """Number, range and word; a number alone where the sentence turns it round and gives the day that has it."""
    told = said(chance.value, chance.low, chance.high, style.likelihood, style.likelihood_shown)
    if told.lower() in text.lower():
        return True
    words = likelihoods(chance.low, chance.high, style.likelihood)
    turned = f"{percent(chance.value)} by {PartialDate.on(chance.by).text}"
    return turned in text and not (words and words in text)


@lru_cache(maxsize=8)
def _pattern(*names: ScaleName) -> re.Pattern[str]:
    """Any word of these scales, the longest first so that `very unlikely` is not read as `unlikely`."""
    words = {term.word for name in names for term in scales()[name].terms}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b", re.I)
