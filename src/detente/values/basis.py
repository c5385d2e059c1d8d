"""What a fact or a number rests on.

Written as one text or a list of texts:

==========================  =====================================================================
`003/s27`                   the statement `s27` of the record of source `003`
`constitution#Art. 202(1)`  a place in a source that has no statements: a law, a data set, a text
`class treaty-ratified 8/9` a reference class with its count
`assumed by NAME`           somebody's judgement; say why beside it
`unsourced`                 nothing yet, and shown so
==========================  =====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

_STATEMENT = re.compile(r"([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)\Z", re.ASCII)
_PLACE = re.compile(r"([a-z0-9][a-z0-9-]*)#(.+)\Z", re.ASCII)
_CLASS = re.compile(r"class ([a-z0-9][a-z0-9.-]*)(?: (\d+)/(\d+))?\Z", re.ASCII)
_ASSUMED = re.compile(r"assumed by (.+)\Z")


class Solidity(IntEnum):
    """From weakest to strongest; a result is never shown as more solid than its weakest input."""

    UNSOURCED = 0
    ASSUMED = 1
    CLASS = 2
    SOURCED = 3

    @property
    def word(self) -> str:
        """For reading."""
        return {0: "unsourced", 1: "assumed", 2: "reference class", 3: "sourced"}[self.value]


class BadBasis(ValueError):
    """The text names no kind of basis."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing that a fact rests on. `source` and `key` for passages, `name` for classes and judges."""

    worded: str
    solidity: Solidity
    source: str | None = None
    key: str | None = None
    locator: str | None = None
    name: str | None = None
    k: int | None = None
    n: int | None = None

    @classmethod
    def parse(cls, text: str) -> Basis:
        """Read one basis; raise `BadBasis` where it is of no kind above."""
        text = text.strip()
        if m := _STATEMENT.match(text):
            return cls(text, Solidity.SOURCED, source=m[1], key=m[2])
        if m := _PLACE.match(text):
            return cls(text, Solidity.SOURCED, source=m[1], locator=m[2].strip())
        if m := _CLASS.match(text):
            k, n = (int(m[2]), int(m[3])) if m[2] else (None, None)
            if k is not None and n is not None and (n == 0 or k > n):
                raise BadBasis(f"{k} of {n} is no count of cases")
            return cls(text, Solidity.CLASS, name=m[1], k=k, n=n)
        if m := _ASSUMED.match(text):
            return cls(text, Solidity.ASSUMED, name=m[1].strip())
        if text == "unsourced":
            return cls(text, Solidity.UNSOURCED)
        if text == "assumed":
            raise BadBasis("an assumption has a name; write 'assumed by NAME'")
        raise BadBasis(
            f"'{text}' is no basis; write SOURCE/KEY, SOURCE#place, class NAME k/n, assumed by NAME or unsourced"
        )

    @property
    def statement(self) -> str | None:
        """`SOURCE/KEY` where it is a statement."""
        return f"{self.source}/{self.key}" if self.key else None

    def __str__(self) -> str:
        return self.worded


def weakest(bases: Iterable[Basis]) -> Solidity:
    """The solidity of what rests on all of these together; unsourced where there are none."""
    return min((basis.solidity for basis in bases), default=Solidity.UNSOURCED)
