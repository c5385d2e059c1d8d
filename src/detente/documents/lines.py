"""The lines of a text with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 1_000
_LINE = re.compile(r"[^\r\n\f\u2028\u2029]*(\r\n|[\r\n\f\u2028\u2029]|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end: `text == document.text[start:end]`. `page` is True where a form feed comes before."""

    text: str
    start: int
    page: bool = False

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """Without white space and zero-width characters at the ends."""
        return self.text.strip(" \t\u00a0\ufeff\u200b\u200e\u200f")

    @property
    def is_short(self) -> bool:
        """False for a line that is a paragraph by its length alone; the rules for single lines leave it alone."""
        return len(self.text) <= _LONGEST

    @property
    def words(self) -> int:
        """How many runs of characters between white space."""
        return len(self.text.split())


def lines_of(text: str, start: int = 0) -> list[Line]:
    """All lines of `text` from `start` on, blank ones included."""
    found: list[Line] = []
    page = False
    for match in _LINE.finditer(text, start):
        if match.start() == len(text) and found:
            break
        found.append(Line(text[match.start() : match.start(1)], match.start(), page))
        page = match[1] == "\f"
    return found
