"""Right-to-left text among left-to-right text: where each run begins and ends, so that a renderer can isolate it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LEFT_TO_RIGHT_MARK = "\u200e"

_STRONG_RIGHT = {"R", "AL"}
_CLOSES = {"(": ")", "[": "]", "{": "}", "«": "»"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one direction."""

    text: str
    right_to_left: bool


def runs(text: str) -> Iterator[Run]:
    """`text` cut into runs: a right-to-left run goes from its first strong letter to its last one, with the spaces,
    digits and points between them (Unicode UAX 9 orders them inside the run); the rest is left to right."""
    start = 0
    while (first := _next_right(text, start)) is not None:
        last = _end_of_run(text, first)
        if first > start:
            yield Run(text[start:first], False)
        yield Run(text[first:last], True)
        start = last
    if start < len(text):
        yield Run(text[start:], False)


def is_right_to_left(text: str) -> bool:
    """True where the first strong letter runs right to left."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG_RIGHT or kind == "L":
            return kind != "L"
    return False


def guarded(text: str) -> str:
    """For formats without isolation: a left-to-right mark after each right-to-left run, so that a number or a
    bracket that follows stays where it was written."""
    if text.isascii():
        return text
    return "".join(run.text + LEFT_TO_RIGHT_MARK if run.right_to_left else run.text for run in runs(text))


def _next_right(text: str, start: int) -> int | None:
    for at in range(start, len(text)):
        if unicodedata.bidirectional(text[at]) in _STRONG_RIGHT:
            return at
    return None


def _end_of_run(text: str, first: int) -> int:
    end = first + 1
    for at in range(first + 1, len(text)):
        kind = unicodedata.bidirectional(text[at])
        if kind == "L":
            break
        if kind in _STRONG_RIGHT or (kind == "NSM" and at == end):
            end = at + 1
    return _with_closing_brackets(text, first, end)


def _with_closing_brackets(text: str, first: int, end: int) -> int:
    """Brackets that the run opened close in it, or they would turn away from each other."""
    still_open = [_CLOSES[char] for char in text[first:end] if char in _CLOSES]
    for char in text[first:end]:
        if char in still_open:
            still_open.remove(char)
    while still_open and end < len(text) and text[end] == still_open[-1]:
        still_open.pop()
        end += 1
    return end
