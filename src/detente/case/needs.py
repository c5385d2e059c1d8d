"""What must be complete before something: one thing, all of several, or any of several.

after: sent                          one
after: [drafted, reviewed]           all of them
after: {any: [december, silence]}    any of them; nested as deep as needed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_NAME = "abcdefghijklmnopqrstuvwxyz0123456789-."


class How(StrEnum):
    """How several requirements join."""

    ONE = "one"
    ALL = "all"
    ANY = "any"


class BadNeeds(ValueError):
    """The value names no requirement."""


@dataclass(frozen=True, slots=True)
class Needs:
    """`name` where it is one; else `parts`. `path` is where it stands below its key."""

    how: How
    name: str = ""
    parts: tuple[Needs, ...] = ()
    path: tuple[str | int, ...] = ()

    @classmethod
    def read(cls, value: object, path: tuple[str | int, ...] = ()) -> Needs:
        """From plain values; raise `BadNeeds`."""
        match value:
            case Needs():
                return value
            case str() if value and set(value) <= set(_NAME):
                return cls(How.ONE, value, (), path)
            case str():
                raise BadNeeds(f"'{value}' is no name of a step")
            case list() if value:
                return cls(How.ALL, "", tuple(cls.read(part, (*path, i)) for i, part in enumerate(value)), path)
            case dict() if len(value) == 1 and (key := next(iter(value))) in ("any", "all"):
                inner = value[key]
                listed = inner if isinstance(inner, list) else [inner]
                parts = tuple(
                    cls.read(part, (*path, key, i) if isinstance(inner, list) else (*path, key))
                    for i, part in enumerate(listed)
                )
                if not parts:
                    raise BadNeeds("an empty list needs nothing; leave the key out")
                return cls(How(key), "", parts, path)
        raise BadNeeds("write the name of a step, a list of them, or {any: [...]}")

    def names(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Every name in it with its place below the key."""
        if self.how is How.ONE:
            yield self.name, self.path
        for part in self.parts:
            yield from part.names()
