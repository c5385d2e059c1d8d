"""A majority or quorum: a share of something counted, exactly.

`2/3 of members` is at least two thirds; `majority of votes` and `more than 1/2 of votes` are more than half;
`95 of members` is a number. All arithmetic is in whole numbers and fractions (Python's `fractions`), so that no
rounding decides a vote.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

_FORM = re.compile(r"(?:(at least|more than) )?(?:(majority)|(\d+)/(\d+)|(\d+(?:\.\d+)?)%|(\d+)) of (.+)\Z", re.ASCII)


class Base(StrEnum):
    """What a share is counted of."""

    MEMBERS = "members"
    """All members of the body."""
    PRESENT = "present"
    """Members present."""
    VOTES = "votes"
    """Votes for and against."""
    PARTICIPANTS = "participants"
    """All who took part, with invalid and blank votes."""
    ELECTORATE = "electorate"
    """All who are entitled to vote."""


class BadShare(ValueError):
    """The text is no majority in the notation above."""


@dataclass(frozen=True, slots=True)
class Share:
    """`fraction` of `of`, or a fixed `number`; `strict` for more than."""

    worded: str
    fraction: Fraction | None
    number: int | None
    of: Base
    strict: bool

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read the notation above; raise `BadShare`."""
        form = _FORM.match(text.strip())
        if not form:
            raise BadShare(f"'{text}' is no majority; write 2/3 of members, majority of votes or 1/4 of electorate")
        side, majority, above, below, percent, number, base = form.groups()
        if base not in list(Base):
            raise BadShare(f"'{base}' is nothing to count; write one of {', '.join(Base)}")
        if below is not None and int(below) == 0:
            raise BadShare(f"'{text}' divides by zero")
        if number is not None:
            return cls(text.strip(), None, int(number), Base(base), side == "more than")
        if majority:
            if side:
                raise BadShare(f"'{side}' does not go with a majority")
            return cls(text.strip(), Fraction(1, 2), None, Base(base), True)
        fraction = Fraction(int(above), int(below)) if above else Fraction(percent) / 100
        return cls(text.strip(), fraction, None, Base(base), side == "more than")

    @property
    def impossible(self) -> bool:
        """True where not even everybody together reaches it."""
        return self.fraction is not None and (self.fraction > 1 or (self.strict and self.fraction == 1))

    def count(self, total: int) -> int:
        """The smallest number out of `total` that reaches it."""
        if self.number is not None:
            return self.number + (1 if self.strict else 0)
        assert self.fraction is not None
        exact = self.fraction * total
        return math.floor(exact) + 1 if self.strict else math.ceil(exact)

    def reached(self, count: int | Fraction, total: int | Fraction) -> bool:
        """Whether `count` of `total` reaches it, exactly."""
        if self.number is not None:
            return count > self.number if self.strict else count >= self.number
        assert self.fraction is not None
        needed = self.fraction * total
        return count > needed if self.strict else count >= needed

    def __str__(self) -> str:
        return self.worded
