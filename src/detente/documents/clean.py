"""Cleaning: furniture and markup fall away, broken paragraphs are joined, every character keeps its place."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterator

from detente.documents.cleaned import CleanBlock, Cleaned, Dropped, Joined
from detente.documents.document import Document
from detente.documents.furniture import furniture
from detente.documents.lines import Line, lines_of
from detente.documents.markup import links, marks
from detente.documents.paragraphs import Block, Kind, blocks
from detente.documents.sniff import EML

_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_ENTITY = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|mdash|ndash|lsquo|rsquo|ldquo|rdquo|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
_SPECIAL = re.compile(r"[^\S ]|^ | $|  |&|[" + "".join(sorted(_INVISIBLE)) + "]")
"""What keeps a block without marks from being its own clean text."""
_HYPHEN = re.compile(r"[^\W\d_]-$")


def clean(document: Document) -> Cleaned:
    """The clean text of `document`, with the place of every character and a report of what fell away."""
    lines = lines_of(document.text, document.body_start)
    dropped = furniture(lines, mail=document.media_type == EML)
    found = blocks(lines, dropped)
    characters: list[str] = []
    offsets = array("L")
    clean_blocks: list[CleanBlock] = []
    for block in found:
        text, places = _read(block)
        if not text:
            continue
        if characters:
            characters.append("\n\n")
            offsets.extend([offsets[-1] + 1] * 2)
        start = len(offsets)
        characters.append(text)
        offsets.extend(places)
        clean_blocks.append(CleanBlock(block.kind, start, len(offsets)))
    return Cleaned(
        document,
        "".join(characters),
        offsets,
        tuple(clean_blocks),
        tuple(_dropped(document, lines, dropped)),
        tuple(Joined(*join) for block in found for join in block.joins),
        tuple(link for line in lines for link in links(line.text, line.start)),
    )


def _dropped(document: Document, lines: list[Line], dropped: dict[int, str]) -> Iterator[Dropped]:
    if document.body_start:
        yield Dropped(0, document.body_start, "front matter")
    for index, kind in sorted(dropped.items()):
        if lines[index].bare:
            yield Dropped(lines[index].start, lines[index].end, kind)


def _read(block: Block) -> tuple[str, list[int]]:
    """The block's text and the place of each of its characters."""
    raw, places = _raw(block)
    marked = marks(raw)
    if not marked and not _SPECIAL.search(raw):
        return raw, places
    fallen: set[int] = set()
    for start, end in marked:
        fallen.update(range(start, end))
    entities = {match.start(): match for match in _ENTITY.finditer(raw)}
    text: list[str] = []
    kept: list[int] = []
    skip = 0
    for index, character in enumerate(raw):
        if index < skip or index in fallen or character in _INVISIBLE:
            continue
        if match := entities.get(index):
            character, skip = html.unescape(match[0])[:1], match.end()
        if character.isspace() or character == "\u00a0":
            if not text or text[-1] == " ":
                continue
            character = " "
        text.append(character)
        kept.append(places[index])
    while text and text[-1] == " ":
        text.pop()
        kept.pop()
    return "".join(text), kept


def _raw(block: Block) -> tuple[str, list[int]]:
    """Its lines one after another, the gaps as one space; a word hyphenated over a line end is put together."""
    text = ""
    places: list[int] = []
    for line in block.lines:
        if text and block.kind is not Kind.HEADING and _HYPHEN.search(text) and line.bare[:1].islower():
            text = text[:-1]
            places.pop()
        elif text:
            places.append(places[-1] + 1)
            text += " "
        body = line.text.strip()
        start = line.start + len(line.text) - len(line.text.lstrip())
        text += body
        places.extend(range(start, start + len(body)))
    return text, places
