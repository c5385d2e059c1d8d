"""What is written is what is seen: no control characters and no marks that turn the order of text around.

says: "a text with U+202E in it"   ->  hidden-character
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Place, Problem
from detente.notation.yaml_file import PathTo, Tree, lines_of

_BIDI = "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
_CONTROLS = {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0))} - set("\n\r\t")
_SUSPECT = frozenset(_BIDI) | _CONTROLS | {"\u2028", "\u2029"}


def check(case: Case) -> Iterator[Problem]:
    """Control and direction characters anywhere in a file of the case."""
    for name, file in case.files.items():
        if not file.text.isascii():
            for number, line in enumerate(lines_of(file.text), start=1):
                for column, character in enumerate(line, start=1):
                    if character in _SUSPECT:
                        yield Problem("hidden-character", f"{_named(character)}.", Place(name, number, column))
        if "\\" in file.text:
            for path, text in _texts(file.tree):
                if found := next((c for c in text if c in _SUSPECT and c not in file.text), None):
                    yield Problem("hidden-character", f"{_named(found)}, as an escape.", file.place(path))


def _named(character: str) -> str:
    return f"A hidden character: {unicodedata.name(character, f'U+{ord(character):04X}')}"


def _texts(tree: Tree, path: PathTo = ()) -> Iterator[tuple[PathTo, str]]:
    """Every key and value."""
    match tree:
        case str():
            yield path, tree
        case list():
            for index, part in enumerate(tree):
                yield from _texts(part, (*path, index))
        case dict():
            for key, part in tree.items():
                yield (*path, key), key
                yield from _texts(part, (*path, key))
