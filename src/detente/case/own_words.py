"""Every sentence and name of a case that is in our own words, with its place. Quotations are not among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.case import Case
from detente.notation.problem import Place
from detente.notation.yaml_file import PathTo

_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|(?<!\w)[\'‘][^\'’]*[\'’](?!\w)')


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A text in our words: where it stands, and the text with what it quotes blanked out."""

    file: str
    path: PathTo
    text: str

    @property
    def unquoted(self) -> str:
        """The text with quotations replaced by spaces of the same length."""
        return _QUOTED.sub(lambda m: " " * len(m[0]), self.text)


_REGISTER_TEXTS = ("name", "asks", "note", "title", "state", "covers", "function", "house_wording", "says", "why")


def own_words(case: Case) -> Iterator[OwnWords]:
    """All of them, in the order of the files."""
    for name in ("title", "about"):
        yield OwnWords("case.yaml", (name,), getattr(case.meta, name))
    for actor, item in case.actors.items():
        for field in ("name", "note"):
            if text := getattr(item, field):
                yield OwnWords("actors.yaml", ("actors", actor, field), text)
    for register in type(case.process).model_fields:
        items = getattr(case.process, register)
        if isinstance(items, dict):
            for key, item in items.items():
                for field in _REGISTER_TEXTS:
                    if isinstance(text := getattr(item, field, None), str):
                        yield OwnWords("process.yaml", (register, key, field.replace("_", "-")), text)
    for key, statement in case.statements.items():
        source, _, name = key.partition("/")
        for field in ("says", "condition", "scope", "note"):
            if text := getattr(statement, field):
                yield OwnWords(f"record/{source}.yaml", (name, field), text)
    for key, judgement in case.judgements.items():
        yield OwnWords("judgements.yaml", (key, "says"), judgement.says)


def place_of(case: Case, words: OwnWords, start: int = 0, length: int = 1) -> Place:
    """Where they stand; the exact column where the text stands on one line as written."""
    place = case.place_of(words.file, words.path)
    file = case.files.get(words.file)
    line = file.line(place.line) if file else None
    fragment = words.text[start : start + length]
    if line is not None and fragment and (column := line.find(fragment, place.column - 1)) >= 0:
        return Place(place.file, place.line, column + 1, length)
    return place
