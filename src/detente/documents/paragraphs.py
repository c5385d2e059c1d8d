"""Lines put together into blocks: paragraphs, headings, list items; paragraphs broken by layout are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from detente.documents.lines import Line
from detente.documents.wordlist import wordlist

_HEADING = re.compile(r"\s*#{1,6}\s")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_BULLET = re.compile(r"\s*(?:[-*+•▪–]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+)")
_QUOTE = re.compile(r"\s*>\s?")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]*_]*(?:\[\d{1,3}\])*\(?#?\)?[*_]*\s*$")
_LINK_END = re.compile(r"\]\([^)]*\)")
_OPEN_WORDS = wordlist(
    "a an the of in on at to for from by with and or but nor as than that which who whose if when while "
    "because since into over under between about against after before during through its their his her "
    "our your this these those is are was were be been has have had will would could should may might "
    "must can not no such both either neither"
)


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"


@dataclass(slots=True)
class Block:
    """A kind and the lines that make it up; `joins` are the gaps closed inside it: offset span and reason."""

    kind: Kind
    lines: list[Line]
    joins: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def tail(self) -> str:
        """Its last line, without link targets and marks."""
        return _LINK_END.sub("", self.lines[-1].bare).rstrip("*_] ")

    @property
    def words(self) -> int:
        """Words in all its lines."""
        return sum(line.words for line in self.lines)


def blocks(lines: list[Line], dropped: dict[int, str]) -> list[Block]:
    """The blocks of a text, furniture left out."""
    kept = [(index, line) for index, line in enumerate(lines)]
    wrapped = is_wrapped([line for index, line in kept if index not in dropped])
    found = list(_grouped(kept, dropped, wrapped))
    return list(_joined(found))


def is_wrapped(lines: list[Line]) -> bool:
    """True where lines are cut at a width instead of at the end of a paragraph."""
    filled = [line for line in lines if line.bare]
    if len(filled) < 4:
        return False
    lengths = sorted(len(line.bare) for line in filled)
    if lengths[int(0.95 * (len(lengths) - 1))] > 130 or lengths[len(lengths) // 2] < 30:
        return False
    open_ends = sum(not _CLOSED.search(line.bare) for line in filled)
    return open_ends > 0.5 * len(filled)


def _grouped(kept: list[tuple[int, Line]], dropped: dict[int, str], wrapped: bool) -> Iterator[Block]:
    current: Block | None = None
    for index, line in kept:
        if not line.bare or index in dropped:
            if current is not None and not _goes_on_over_page(line, current, wrapped):
                yield current
                current = None
            continue
        kind = _kind(line)
        if current is not None and _continues(current, line, kind, wrapped):
            gap = (current.lines[-1].end, line.start, "line cut at a width")
            current.joins.append(gap)
            current.lines.append(line)
            continue
        if current is not None:
            yield current
        current = Block(kind, [line])
    if current is not None:
        yield current


def _goes_on_over_page(line: Line, current: Block, wrapped: bool) -> bool:
    """A running head or page number does not end the paragraph that it interrupts."""
    return wrapped and bool(line.bare) and not _CLOSED.search(current.tail)


def _kind(line: Line) -> Kind:
    if _HEADING.match(line.text):
        return Kind.HEADING
    if _QUOTE.match(line.text):
        return Kind.QUOTE
    return Kind.ITEM if _BULLET.match(line.text) and not line.bare.startswith("**") else Kind.PARAGRAPH


def _continues(current: Block, line: Line, kind: Kind, wrapped: bool) -> bool:
    if kind is Kind.QUOTE and current.kind is Kind.QUOTE:
        return True
    if kind is not Kind.PARAGRAPH or current.kind is Kind.HEADING:
        return False
    if not wrapped:
        return current.kind is Kind.PARAGRAPH and _broken(current, line)
    full = len(current.lines[-1].bare) > 0.6 * max(len(part.bare) for part in current.lines)
    short_title = (
        len(current.lines) == 1 and current.words <= 8 and line.bare[:1].isupper() and len(current.tail) < 45
    )
    return full and not short_title


def _joined(found: list[Block]) -> Iterator[Block]:
    """Headings told from paragraphs; a paragraph split in mid-sentence joined with its other half."""
    current: Block | None = None
    for position, block in enumerate(found):
        following = found[position + 1 : position + 2] if position else _longer(found[1:5], block)
        if block.kind is Kind.PARAGRAPH and _is_heading(block, following):
            block.kind = Kind.HEADING
        both = current is not None and block.kind is Kind.PARAGRAPH and current.kind is Kind.PARAGRAPH
        if both and current is not None and _broken(current, block.lines[0]):
            current.joins.append((current.lines[-1].end, block.lines[0].start, "sentence split by a blank line"))
            current.joins.extend(block.joins)
            current.lines.extend(block.lines)
            continue
        if current is not None:
            yield current
        current = block
    if current is not None:
        yield current


def _broken(current: Block, line: Line) -> bool:
    """True where the paragraph stops in the middle of a sentence that `line` goes on with."""
    tail = current.tail
    head = line.bare.lstrip("*_[\"'“‘(")
    if _CLOSED.search(tail) or not head or current.words < 6:
        return False
    small = head[:1].islower()
    last = re.sub(r"\W+$", "", tail).rpartition(" ")[2].casefold()
    if tail.endswith((":", ",", ";", "—", "–", "-")):
        return small
    if last in _OPEN_WORDS and current.words >= 8:
        return True
    return small or (current.words >= 20 and ". " in " ".join(part.bare for part in current.lines))


def _longer(following: list[Block], block: Block) -> list[Block]:
    """Under a title, other short lines can stand before the first paragraph."""
    return [other for other in following if other.words >= max(15, block.words)][:1]


def _is_heading(block: Block, following: list[Block]) -> bool:
    """A short line on its own, not closed like a sentence, before something longer."""
    if len(block.lines) > 2 or block.words > 14 or not following or following[0].words < block.words:
        return False
    tail = block.lines[-1].bare
    if tail.endswith("?") and _is_title_case(tail):
        return True
    if block.lines[0].bare[:1].islower() or tail.endswith((".", "!", ":", ";", ",", "”", '"')):
        return bool(re.fullmatch(r"\*\*[^*]+\*\*", tail))
    return not tail.endswith("?") or block.words <= 14


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return bool(words) and sum(word[:1].isupper() for word in words) >= 0.8 * len(words)
