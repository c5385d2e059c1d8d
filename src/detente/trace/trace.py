"""A tree of reasons: each node says something, and its children are what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Trace:
    """`id` can be asked for again; `solidity` is given at the leaves (sourced, assumed, unsourced)."""

    id: str
    text: str
    children: tuple[Trace, ...] = ()
    solidity: str = ""

    def lines(self, depth: int = 0) -> Iterator[str]:
        """As an indented list."""
        mark = "" if depth == 0 else "  " * (depth - 1) + "- "
        tail = f" [{self.solidity}]" if self.solidity else ""
        yield f"{mark}{self.id}: {self.text}{tail}" if self.id else f"{mark}{self.text}{tail}"
        for child in self.children:
            yield from child.lines(depth + 1)

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        found: dict[str, Any] = {"id": self.id, "text": self.text}
        if self.solidity:
            found["solidity"] = self.solidity
        if self.children:
            found["because"] = [child.as_json() for child in self.children]
        return found

    def leaves(self) -> Iterator[Trace]:
        """Where the reasons end: passages, places in laws, assumptions."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()
