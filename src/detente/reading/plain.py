"""Running prose out of a document's text, with the way back to every original offset.

Markdown links and emphasis are taken out of the way of the parser, paragraphs broken in the middle of a
sentence are joined, and list items are marked. Nothing is lost: `Block.at` maps each character of the
prose to the code point it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

LONGEST = 4_000
"""Characters in one block; a longer one is cut at a sentence's end or a space. Bounds time and memory."""

_MARK = re.compile(r"\[([^\[\]]{0,2000})\]\(([^()\s]{0,2000})\)|(\*\*|__)|(?<!\w)[*_](?=\w)|(?<=\w|[.!?])[*_](?!\w)")
_ITEM = re.compile(r"\s*(?:[-*•–]\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_CLOCK = re.compile(
    r"\s*[\[(]?\d{1,2}[:.h]\d\d(?::\d\d)?[\])]?\s?"
    r"(?:(?:[ap]\.?m\.?|GMT|UTC|CES?T|BST|EE?ST|EDT|local time|hrs)\s?)*[\])]?"
    r"\s*(?:[-–—:|]+\s*)?(?=\S)"
)
"""The hour at the head of an entry of a live report."""
_LABEL = re.compile(r"\s*(?:\*\*|__)?(Q|A|Question|Answer)(?:\*\*|__)?\s?[:.](?:\*\*|__)?\s+(?=\S)")
"""Whose turn it is in an interview."""
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ON = rf"(?:,\s(?:{_MONTHS}\s\d{{1,2}}|\d{{1,2}}\s{_MONTHS})(?:,?\s\d{{4}})?)"
_DATELINE = re.compile(
    r"\s*(?:"
    r"[A-Z][A-ZÀ-Þ.'’/ -]{2,40}(?:,\s[A-Z][\w.'’ -]{1,30})?"
    rf"{_ON}?(?:\s\([^()]{{2,40}}\))?"
    rf"|[A-Z][\w.'’/ -]{{2,40}}{_ON}(?:\s\([^()]{{2,40}}\))?"
    r"|[A-Z][\w.'’/ -]{2,40}(?:,\s[A-Z][\w.'’ -]{1,30})?\s\([A-Z][^()]{2,40}\)"
    r")\s?(?:--?|–|—)\s?(?=[\w\"“‘'])"
)
"""PLACE, 3 March (Agency) - at the head of a dispatch."""
_ENDS = re.compile(r"[.!?:;][\"'”’)\]*]*\s*$")
_OPEN = re.compile(
    r"\b(?:in|on|at|of|for|to|with|by|from|and|or|the|a|an|that|which|as|than|into|over|between|its|"
    r"their|his|her)$",
    re.I,
)
_UNBROKEN = re.compile(r"\S{300,}")
"""No prose: blanked, since tokenising such runs takes quadratic time."""
_CONTROL = {i: " " for i in range(32) if i not in (9, 10)} | {127: " ", 0x00A0: " ", 0x202F: " ", 0x2019: "'"}

BlockKind = Literal["prose", "item", "heading", "dateline"]
Turn = Literal["", "Q", "A"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or heading. `origin[i]` is the original offset of character i of `text`.

    `turn` says whether it asks or answers in an interview.
    """

    kind: BlockKind
    text: str
    origin: list[int]
    turn: Turn = ""

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of the non-empty stretch `text[start:end]`."""
        return self.origin[start], self.origin[end - 1] + 1


def blocks(text: str) -> list[Block]:
    """The document's blocks in order; empty for an empty document. Linear in the length of the text."""
    return [made for kind, lines in _paragraphs(text) for made in _block(text, kind, lines)]


def _lines(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def _paragraphs(text: str) -> list[tuple[BlockKind, list[tuple[int, int]]]]:
    """Lines gathered into paragraphs: a break inside a sentence is no break."""
    out: list[tuple[BlockKind, list[tuple[int, int]]]] = []
    blank = True
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip():
            blank = True
            continue
        kind = _kind(line)
        if out and kind == "prose" and _goes_on(text, out[-1], line, blank):
            out[-1][1].append((start, end))
        else:
            out.append((kind, [(start, end)]))
        blank = False
    return out


def _kind(line: str) -> BlockKind:
    if _HEADING.match(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    if _LABEL.match(line):
        return "prose"
    bare = line.strip().strip("*_# ")
    if len(bare) < 90 and not re.search(r"[.!?;:,…\"”’]$", bare) and bare[:1].isupper():
        return "heading"
    return "prose"


def _goes_on(text: str, last: tuple[BlockKind, list[tuple[int, int]]], line: str, blank: bool) -> bool:
    kind, lines = last
    start, end = lines[-1]
    before = text[start:end].rstrip()
    if _LABEL.match(line) or _CLOCK.match(line):
        return False
    first = line.lstrip()[:1]
    if kind == "heading" and not (first.islower() or _OPEN.search(before)):
        return False
    if first.islower():
        return not blank or not _ENDS.search(before) or before.endswith((":", ","))
    if _OPEN.search(before):
        return True
    return not blank and not _ENDS.search(before) and 40 <= len(before) <= 120


def _block(text: str, kind: BlockKind, lines: list[tuple[int, int]]) -> list[Block]:
    chars: list[str] = []
    origin: list[int] = []

    def keep(start: int, end: int) -> None:
        chars.append(text[start:end])
        origin.extend(range(start, end))

    first, turn = lines[0], ""
    out: list[Block] = []
    if kind == "prose" and (mark := _LABEL.match(text, *first)):
        lines, turn = [(mark.end(), first[1]), *lines[1:]], mark[1][0]
    elif kind == "prose" and (mark := _CLOCK.match(text, *first)):
        lines = [(mark.end(), first[1]), *lines[1:]]
    elif kind == "prose" and (mark := _DATELINE.match(text, *first)) and mark.end() < first[1] - 20:
        out = _block(text, "dateline", [(first[0], mark.end())])
        lines = [(mark.end(), first[1]), *lines[1:]]
    for start, end in lines:
        if chars:
            chars.append(" ")
            origin.append(start - 1)
        if kind == "item" and (mark := _ITEM.match(text, start, end)):
            start = mark.end()
        elif kind == "heading" and (mark := _HEADING.match(text, start, end)):
            start = mark.end()
        at = start
        for found in _MARK.finditer(text, start, end):
            keep(at, found.start())
            if found.group(1) is not None:
                _inside(text, found.start(1), found.end(1), keep)
            at = found.end()
        keep(at, end)
    prose = "".join(chars).translate(_CONTROL).replace("\t", " ")
    return out + _cut(kind, _UNBROKEN.sub(lambda run: " " * len(run.group()), prose), origin, cast("Turn", turn))


def _inside(text: str, start: int, end: int, keep: object) -> None:
    assert callable(keep)
    at = start
    for found in _MARK.finditer(text, start, end):
        if found.group(1) is None:
            keep(at, found.start())
            at = found.end()
    keep(at, end)


def _cut(kind: BlockKind, prose: str, origin: list[int], turn: Turn) -> list[Block]:
    out, at = [], 0
    while at < len(prose):
        end = min(len(prose), at + LONGEST)
        if end < len(prose):
            space = max(prose.rfind(stop, at + LONGEST // 2, end) + 1 for stop in (". ", "! ", "? ", ".” ", '." '))
            space = space if space > 0 else prose.rfind(" ", at + LONGEST // 2, end)
            end = space + 1 if space > 0 else end
        if prose[at:end].strip():
            out.append(Block(kind, prose[at:end], origin[at:end], turn))
        at = end
    return out
