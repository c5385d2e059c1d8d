"""What a brief must be before it leaves the house.

A sentence has a citation, or is an assessment, or states a probability of the outlook, or is framing; citations lead
to the record; the bottom line has at most sixty words, and one number where there is an outlook; at most five changes
and five judgements; no loaded word outside quotation marks; the body fits two pages. How probabilities are told has
rules of its own (`lint_likelihood`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.brief.document import Brief, Bullets, Section, Sentence, sentences_of
from detente.brief.lint_likelihood import lint_likelihood
from detente.case.case import Case
from detente.case.own_words import OwnWords
from detente.notation.problem import Problem
from detente.values.basis import BadBasis, Basis

BOTTOM_LINE = "Bottom line"
BOTTOM_LINE_WORDS = 60
BODY_WORDS = 1300
MOST_POINTS = {"What changed": 5, "Key judgements": 5}


def lint(case: Case, brief: Brief) -> Iterator[Problem]:
    """Everything that is wrong with the brief."""
    loaded = _loaded(case)
    for section in brief.all_sections():
        for index, sentence in enumerate(sentences_of(section), start=1):
            address = f"{section.number}.{index}"
            yield from _support(case, address, sentence)
            yield from _wording(address, sentence, loaded)
        yield from _points(section)
    yield from lint_likelihood(case, brief)
    yield from _lengths(brief)
    yield from _one_number(brief)


def _support(case: Case, address: str, sentence: Sentence) -> Iterator[Problem]:
    if not (sentence.cites or sentence.assessment or sentence.framing or sentence.chances):
        yield Problem("unsupported-sentence", f"{address}: neither citation nor assessment: '{sentence.text}'")
    for cite in sentence.cites:
        if not _leads_somewhere(case, cite):
            yield Problem("dead-citation", f"{address}: '{cite}' leads nowhere")


def _leads_somewhere(case: Case, cite: str) -> bool:
    try:
        basis = Basis.parse(cite)
    except BadBasis:
        return False
    return basis.statement in case.statements if basis.statement else basis.source in case.sources


def _wording(address: str, sentence: Sentence, loaded: re.Pattern[str]) -> Iterator[Problem]:
    unquoted = OwnWords("", (), sentence.text).unquoted
    if found := loaded.search(unquoted):
        yield Problem("loaded-wording", f"{address}: '{found[0]}' stands outside quotation marks")


def _loaded(case: Case) -> re.Pattern[str]:
    from detente.checks.loaded_wording import pattern

    return pattern(case)


def _points(section: Section) -> Iterator[Problem]:
    for title, most in MOST_POINTS.items():
        if section.title.startswith(title):
            for block in section.blocks:
                if isinstance(block, Bullets) and len(block.points) > most:
                    yield Problem("too-many-points", f"{section.number}: {len(block.points)} points; at most {most}")


def _lengths(brief: Brief) -> Iterator[Problem]:
    for section in brief.sections:
        if section.title == BOTTOM_LINE and (count := _words(section)) > BOTTOM_LINE_WORDS:
            yield Problem(
                "too-long", f"{section.number}: the bottom line has {count} words; at most {BOTTOM_LINE_WORDS}"
            )
    total = sum(_words(section) for section in brief.sections if section.title != "Sources and method")
    if total > BODY_WORDS:
        yield Problem("too-long", f"the body has {total} words; two pages hold about {BODY_WORDS}")


def _one_number(brief: Brief) -> Iterator[Problem]:
    """Where there is an outlook, the bottom line states one probability, and no second."""
    for section in brief.sections:
        count = sum(len(sentence.chances) for sentence in sentences_of(section))
        if section.title == BOTTOM_LINE and brief.events and count != 1:
            yield Problem("one-number", f"{section.number}: the bottom line states {count} probabilities, not one")


def _words(section: Section) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences_of(section))
