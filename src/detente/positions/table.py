"""What a view returns for reading: a titled table whose every entry says what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: its text, the statements or places it cites, and the computed things it follows from."""

    text: str
    cites: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str, *cites: str | Iterable[str]) -> Entry:
        """An entry with its citations, given one by one or in groups."""
        flat: list[str] = []
        for cite in cites:
            flat += [cite] if isinstance(cite, str) else list(cite)
        return cls(text, tuple(dict.fromkeys(flat)))


@dataclass(frozen=True, slots=True)
class Table:
    """A view as a table. `key` names the column whose text identifies a row."""

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    note: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data: one object a row, with the citations beside each text."""
        return {
            "view": self.name,
            "title": self.title,
            "rows": [
                {head: {"text": e.text, "cites": list(e.cites)} for head, e in zip(self.heads, row, strict=True)}
                for row in self.rows
            ],
            **({"note": self.note} if self.note else {}),
        }


def table(
    name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[Entry]], note: str | None = None
) -> Table:
    """A table from rows of entries."""
    return Table(name, title, tuple(heads), tuple(tuple(row) for row in rows), note)
