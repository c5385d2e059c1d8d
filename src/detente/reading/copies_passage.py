"""A passage that two documents share: where, how closely, in which direction, and whether it was credited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Closeness(StrEnum):
    """How the two sides of a passage resemble each other."""

    VERBATIM = "verbatim copy"
    NEAR = "near-verbatim"
    QUOTATION = "attributed quotation"
    PARAPHRASE = "paraphrase"
    SHARED = "shared quotation"
    """Both give the same words of a third party: a common source, no copy of one from the other."""


class Direction(StrEnum):
    """Which side came first."""

    A_TO_B = "A->B"
    B_TO_A = "B->A"
    UNKNOWN = "unknown"


class Credit(StrEnum):
    """Whether the later side says where the words are from."""

    QUOTED = "quoted and named"
    NAMED = "named"
    QUOTED_UNNAMED = "quoted, not named"
    LINKED = "linked"
    NONE = "none"
    UNKNOWN = "unknown"
    """A link stands there whose target is lost, or the direction is not known."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage: `document.text[start:end]` of the document called `name`."""

    name: str
    start: int
    end: int

    def overlaps(self, name: str, start: int, end: int) -> bool:
        """True where it shares at least half of the shorter of the two spans."""
        shared = min(self.end, end) - max(self.start, start)
        return self.name == name and shared > 0 and 2 * shared >= min(self.end - self.start, end - start)


@dataclass(frozen=True, slots=True)
class Copied:
    """A shared passage. `a` is the side of the first document compared, whichever came first.

    `matched` counts words equal on both sides (spelling aside), `share` is their part of the shorter side.
    `because` says why it is held to be a copy and why in this direction.
    """

    a: Side
    b: Side
    closeness: Closeness
    direction: Direction
    credit: Credit
    credited_to: str | None
    matched: int
    share: float
    score: float
    because: str

    @property
    def is_reuse(self) -> bool:
        """False for words of a third party that both documents give."""
        return self.closeness is not Closeness.SHARED

    @property
    def earlier(self) -> Side | None:
        """The side that came first; None where that is not known."""
        return {Direction.A_TO_B: self.a, Direction.B_TO_A: self.b}.get(self.direction)

    @property
    def later(self) -> Side | None:
        """The side that came second; None where that is not known."""
        return {Direction.A_TO_B: self.b, Direction.B_TO_A: self.a}.get(self.direction)

    def as_row(self) -> dict[str, Any]:
        """One line of JSONL: `kind: reuse`, offsets in code points into the documents' texts."""
        return {
            "kind": "reuse",
            "doc_a": self.a.name,
            "start_a": self.a.start,
            "end_a": self.a.end,
            "doc_b": self.b.name,
            "start_b": self.b.start,
            "end_b": self.b.end,
            "how": self.closeness.value,
            "direction": self.direction.value,
            "credit": self.credit.value,
            "credited_to": self.credited_to,
            "matched_words": self.matched,
            "share": round(self.share, 3),
            "score": round(self.score, 2),
            "reason": self.because,
        }
