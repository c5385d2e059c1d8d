"""How many independent origins a claim has: documents that copied one another count once.

Sets are joined with union-find (Tarjan 1975, J. ACM 22(2)).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.reading.copies_passage import Copied


@dataclass(frozen=True, slots=True)
class Support:
    """A passage of a document that supports a claim; `source` is the third party it rests on, where it names one."""

    document: str
    start: int
    end: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Supports that go back to one origin, and why they do; the first is the earliest known."""

    supports: tuple[Support, ...]
    reasons: tuple[str, ...]


class Sets:
    """Disjoint sets of the numbers below `size`."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The number that stands for the set of `item`."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, two: int) -> None:
        """Make the sets of two items one, under the smaller number, so that order of joining does not show."""
        low, high = sorted((self.find(one), self.find(two)))
        self._parent[high] = low


def origins(supports: Sequence[Support], copied: Iterable[Copied]) -> list[Origin]:
    """The independent origins among `supports` of one claim.

    Two supports are of one origin where they are in one document, where a copied passage links them (credited or
    not, direction known or not: a copy adds nothing either way), or where both rest on the same named third party.
    """
    passages = list(copied)
    sets = Sets(len(supports))
    reasons: list[tuple[int, str]] = []
    for i, one in enumerate(supports):
        for j in range(i):
            if reason := _same_origin(supports[j], one):
                sets.join(i, j)
                reasons.append((i, reason))
    for passage in passages:
        ends = [
            [i for i, s in enumerate(supports) if side.overlaps(s.document, s.start, s.end)]
            for side in (passage.a, passage.b)
        ]
        for i in ends[0]:
            for j in ends[1]:
                sets.join(i, j)
                reasons.append((i, _copy_reason(passage)))
    grouped: dict[int, list[int]] = {}
    for i in range(len(supports)):
        grouped.setdefault(sets.find(i), []).append(i)
    earlier = {passage.earlier.name for passage in passages if passage.earlier}
    return [
        Origin(
            tuple(sorted((supports[i] for i in group), key=lambda s: s.document not in earlier)),
            tuple(dict.fromkeys(reason for i, reason in reasons if sets.find(i) == root)),
        )
        for root, group in sorted(grouped.items())
    ]


def _same_origin(one: Support, two: Support) -> str | None:
    if one.document == two.document:
        return f"both in {one.document}"
    if one.source and one.source == two.source:
        return f"both rest on {one.source}"
    return None


def _copy_reason(passage: Copied) -> str:
    earlier, later = passage.earlier, passage.later
    if earlier and later:
        return f"{later.name} copies {earlier.name}"
    return f"{passage.a.name} and {passage.b.name} share the passage"
