"""What is written is what is seen: no control characters and no marks that turn the order of text around.

says: "a text with U+202E in it"   ->  hidden-character
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Place, Problem

_ALLOWED = "\n\r\t"
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
_SUSPECT = frozenset(_BIDI) | {chr(c) for c in range(0x80, 0xA0)} | {"\u2028", "\u2029"}


def check(case: Case) -> Iterator[Problem]:
    """Control and direction characters anywhere in a file of the case."""
    for name, file in case.files.items():
        if file.text.isascii():
            continue
        for number, line in enumerate(file.text.split("\n"), start=1):
            for column, character in enumerate(line, start=1):
                if character in _SUSPECT and character not in _ALLOWED:
                    label = unicodedata.name(character, f"U+{ord(character):04X}")
                    yield Problem("hidden-character", f"A hidden character: {label}.", Place(name, number, column))
