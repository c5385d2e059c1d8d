"""How wide a text will be, without a font at hand: advances of Noto Sans, and room for fonts that stand in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate

# Advances of U+0020..U+007E in hundredths of the type size (Noto Sans 2.004, Regular).
_ASCII = (
    26, 27, 41, 65, 57, 83, 73, 22, 30, 30, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 27, 27,
    57, 57, 57, 43, 90, 64, 65, 63, 73, 56, 52, 73, 74, 34, 27, 62, 52, 91, 76, 78, 60, 78, 62, 55, 56, 73, 60, 93,
    59, 57, 57, 33, 37, 33, 57, 44, 28, 56, 62, 48, 62, 56, 34, 62, 62, 26, 26, 53, 26, 94, 62, 60, 62, 62, 41, 48,
    36, 62, 51, 79, 53, 51, 47, 38, 55, 38, 57,
)  # fmt: skip

_SLACK = 1.05
"""Of the fonts named in `svg.FONT` none is much wider than Noto Sans."""

_BOLD = 1.1

_AS_WIDE_AS = {"ı": "i", "ə": "e", "Ə": "O", "ł": "l", "–": "o", "’": "'", "‘": "'", "“": "(", "”": "("}

_UPPER, _LOWER, _WIDE = 78, 66, 100


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of `text` at a type size, in the unit of the size; rather too large than too small."""
    return sum(_advance(char) for char in text) * _scale(size, bold=bold)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """`text` in lines of at most `width`, broken at spaces but not at no-break spaces; a word that is too long for a
    line is cut. At least one line."""
    lines: list[str] = []
    for word in text.split(" "):
        for piece in _pieces(word, width / _scale(size, bold=bold)) if word else ():
            if lines and text_width(f"{lines[-1]} {piece}", size, bold=bold) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines or [""]


def _scale(size: float, *, bold: bool) -> float:
    return size * _SLACK * (_BOLD if bold else 1.0) / 100


def _pieces(word: str, room: float) -> list[str]:
    """`word` in pieces of at most `room` hundredths of the type size."""
    sums = list(accumulate(map(_advance, word)))
    if sums[-1] <= room:
        return [word]
    pieces, start, used = [], 0, 0
    for at, total in enumerate(sums):
        if total - used > room and at > start and not unicodedata.combining(word[at]):
            pieces.append(word[start:at])
            start, used = at, sums[at - 1]
    return [*pieces, word[start:]]


@lru_cache(maxsize=4096)
def _advance(char: str) -> int:
    code = ord(char)
    if 0x20 <= code <= 0x7E:
        return _ASCII[code - 0x20]
    if (base := _base(char)) != char:
        return _advance(base)
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _UPPER if char.isupper() or "\u0600" <= char <= "\u06ff" else _LOWER


def _base(char: str) -> str:
    """The plain letter under an accent, or one as wide."""
    if char in _AS_WIDE_AS:
        return _AS_WIDE_AS[char]
    first = unicodedata.normalize("NFKD", char)[0]
    return first if first.isascii() else char
