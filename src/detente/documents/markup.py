"""Markdown marks inside a block: which characters are marks and fall away, and where links led."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.documents.document import Link

_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.S)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,400})\]\(([^()\[\]\n]{0,500})\)")
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,600})\]\(([^()\[\]\n]{0,500}(?:\([^()\[\]\n]{0,100}\)[^()\[\]\n]{0,300})?)\)"
)
_REFERENCE = re.compile(r"(?<!!)\[([^\[\]\n]{1,600})\]\[[^\[\]\n]{0,80}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,4000}?)(?<=\S)\1", re.S)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])(.{1,2000}?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])(.{1,2000}?)(?<=[^\s_])_(?![\w_])",
    re.S,
)
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!>~|-])")
_LEAD = re.compile(r"(?m)^\s*(?:#{1,6}\s+|>\s?)+|^\s*[-*+•▪–]\s+|(?<=\S)[ \t]{1,9}#{1,6}[ \t]{0,9}$")
_CODE = re.compile(r"`+")
_LOST = re.compile(r"#?|about:blank|javascript:.*", re.I)


def marks(text: str) -> list[tuple[int, int]]:
    """The spans of `text` (one block) that are marks, in order and apart: everything else is what is read."""
    spans = list(_marks(text))
    return _apart(spans)


def links(text: str, start: int = 0) -> list[Link]:
    """The links of `text` in order, offsets counted from `start`; an empty or `#` target is lost (None)."""
    found = []
    for match in _LINK.finditer(text):
        inner_start, inner_end = match.span(1)
        target = match[2].strip().split(" ")[0].strip("<>")
        lost = bool(_LOST.fullmatch(target))
        label = re.sub(r"\*\*|__", "", match[1])
        found.append(Link(start + inner_start, start + inner_end, label, None if lost else target))
    return found


def _marks(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_COMMENT, _IMAGE):
        for match in pattern.finditer(text):
            yield match.span()
    for pattern in (_LINK, _REFERENCE, _AUTOLINK):
        for match in pattern.finditer(text):
            yield match.start(), match.start(1)
            yield match.end(1), match.end()
    for match in _STRONG.finditer(text):
        yield match.span(1)
        yield match.end(2), match.end()
    for match in _EMPHASIS.finditer(text):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()
    for pattern in (_ESCAPE, _LEAD, _CODE):
        for match in pattern.finditer(text):
            yield match.span()


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
