"""Minimal sets: of open steps that reach a goal, and of actors that can stop it.

Both are the minimal solutions of a growing yes-no function over an and/or graph (its prime implicants). They
are built up from the needs, smallest first; what grows past `most` at some node is cut there, and then the
answer says so: every set listed is still truly minimal (each is tested), but there are more, or may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.procedures.graph import Graph

T = TypeVar("T")
MOST = 100
_LARGEST_PRODUCT = 20_000


@dataclass(frozen=True, slots=True)
class Minimal(Generic[T]):
    """The minimal sets found, smallest first. `complete` where there are no others."""

    sets: tuple[frozenset[T], ...]
    complete: bool
    more: bool = False
    """True where it is certain that there are more than these."""

    @property
    def count(self) -> str:
        """`3`, `more than 100`, or `at least 40` where the search was cut before it could tell."""
        if self.complete:
            return str(len(self.sets))
        return f"{'more than' if self.more else 'at least'} {len(self.sets)}"


def minimal_steps(graph: Graph, goal: str | int, most: int = MOST) -> Minimal[int]:
    """The minimal sets of open steps (positions in the graph) that complete the goal."""
    position = graph.at[goal] if isinstance(goal, str) else goal
    work = _Work(most)
    families: dict[int, list[int]] = {}
    below = graph.below(position)
    for index in below:
        node = graph.nodes[index]
        needs = [families[need] for need in graph.needs[index]] if node.done is None else []
        if node.done is not None:
            families[index] = [0]
        elif node.any:
            apart = all(graph.nodes[need].step and graph.nodes[need].done is None for need in graph.needs[index])
            families[index] = work.union(needs, apart=apart and _apart(graph.needs[index], needs))
        else:
            own = 1 << index if node.step else 0
            families[index] = [mask | own for mask in work.product(needs)]
    found = families[position]
    if work.doubtful:
        found = _minimised({_shrunk(graph, below, mask) for mask in found})
    sets = [frozenset(_bits(mask)) for mask in found]
    return _result(sets, work, most)


def stopping_sets(graph: Graph, goal: str | int, most: int = MOST) -> Minimal[str]:
    """The minimal sets of actors who can together keep the goal from being complete."""
    position = graph.at[goal] if isinstance(goal, str) else goal
    below = graph.below(position)
    names = sorted({name for index in below for stop in graph.nodes[index].stops for name in stop})
    bit = {name: 1 << number for number, name in enumerate(names)}
    own = {index: _minimised({sum(bit[n] for n in stop) for stop in graph.nodes[index].stops}) for index in below}
    work = _Work(most)
    families: dict[int, list[int]] = {}
    for index in below:
        node = graph.nodes[index]
        if node.done is not None:
            families[index] = []
        elif node.any:
            families[index] = work.product([families[need] for need in graph.needs[index]])
        else:
            mine = own[index] if node.step else []
            families[index] = work.union([*(families[need] for need in graph.needs[index]), mine])
    found = families[position]
    if work.doubtful:
        found = _minimised({_fewest(graph, below, own, mask) for mask in found})
    sets = [frozenset(names[number] for number in _bits(mask)) for mask in found]
    return _result(sets, work, most)


def _result(sets: list[frozenset[T]], work: _Work, most: int) -> Minimal[T]:
    ordered = sorted(sets, key=lambda found: (len(found), sorted(map(str, found))))
    over = len(ordered) > most
    return Minimal(tuple(ordered[:most]), complete=not work.cut and not over, more=over)


class _Work:
    """Families of sets as bit masks, each an antichain, smallest first; whether anything was cut, and whether after a
    cut sets were compared that a missing one might have absorbed."""

    def __init__(self, most: int) -> None:
        self.width = most + 1
        self.cut = False
        self.doubtful = False

    def union(self, families: Sequence[list[int]], *, apart: bool = False) -> list[int]:
        """Any of them; `apart` where no set of one can contain a set of another."""
        joined: list[int] = []
        for family in families:
            if joined and family and not apart:
                self.doubtful |= self.cut
                joined = _merged(joined, family)
            else:
                joined = [*joined, *family]
        return self._kept(joined if len(families) == 1 else sorted(joined, key=_size))

    def product(self, families: Sequence[list[int]]) -> list[int]:
        """One of each. What all have in common stands for itself: (a or b) and (a or c) is a or (b and c)."""
        if len(families) == 1:
            return families[0]
        shared = set(families[0]).intersection(*families[1:]) if families else set()
        joined = [0]
        for family in sorted(families, key=len):
            own = [mask for mask in family if mask not in shared] if shared else family
            if len(own) == 1:
                joined = [mask | own[0] for mask in joined]
            elif len(joined) == 1:
                joined = [mask | joined[0] for mask in own]
            else:
                rows = max(1, _LARGEST_PRODUCT // max(1, len(own)))
                self.cut |= rows < len(joined)
                joined = [a | b for a in joined[:rows] for b in own]
            self.doubtful |= self.cut and len(joined) > 1
            joined = self._kept(_minimised(set(joined)))
        return self.union([sorted(shared, key=_size), joined]) if shared else joined

    def _kept(self, masks: list[int]) -> list[int]:
        if len(masks) > self.width:
            self.cut = True
            return masks[: self.width]
        return masks


def _size(mask: int) -> tuple[int, int]:
    return mask.bit_count(), mask


def _merged(family: list[int], other: list[int]) -> list[int]:
    """The minimal ones of two antichains together."""
    new = [mask for mask in other if not any(old & mask == old for old in family)]
    return [mask for mask in family if not any(found & mask == found for found in new)] + new


def _apart(needs: Sequence[int], families: Sequence[list[int]]) -> bool:
    """True where no set of one family can contain a set of another: each has a step that the others lack."""
    supports = []
    for family in families:
        support = 0
        for mask in family:
            support |= mask
        supports.append(support)
    return all(
        not supports[other] >> need & 1 for i, need in enumerate(needs) for other in range(len(needs)) if other != i
    )


def _minimised(masks: Iterable[int]) -> list[int]:
    """Those that contain no other, smallest first."""
    kept: list[int] = []
    smaller: list[int] = []
    size = -1
    for mask in sorted(masks, key=_size):
        if mask.bit_count() != size:
            size, smaller = mask.bit_count(), list(kept)
        if not any(other & mask == other for other in smaller):
            kept.append(mask)
    return kept


def _shrunk(graph: Graph, below: Sequence[int], mask: int) -> int:
    """A minimal set of steps within `mask`."""
    while (needed := _essential(graph, below, mask)) != mask:
        spare = mask & ~needed
        mask &= ~(spare & -spare)
    return mask


def _essential(graph: Graph, below: Sequence[int], mask: int) -> int:
    """The steps of `mask` without each of which the goal would not be complete, the others given."""
    essential: dict[int, int | None] = {}  # None: not complete even with all of the mask
    for index in below:
        node = graph.nodes[index]
        if node.done is not None:
            essential[index] = 0
            continue
        parts = [essential[need] for need in graph.needs[index]]
        if node.any:
            common: int | None = None
            for part in parts:
                if part is not None:
                    common = part if common is None else common & part
            essential[index] = common
        elif any(part is None for part in parts) or (node.step and not mask >> index & 1):
            essential[index] = None
        else:
            joined = 1 << index if node.step else 0
            for part in parts:
                joined |= part or 0
            essential[index] = joined
    return essential[below[-1]] or 0


def _fewest(graph: Graph, below: Sequence[int], own: dict[int, list[int]], mask: int) -> int:
    """A minimal set of actors within `mask` that stops the goal."""
    for number in _bits(mask):
        less = mask & ~(1 << number)
        if _stopped(graph, below, own, less):
            mask = less
    return mask


def _stopped(graph: Graph, below: Sequence[int], own: dict[int, list[int]], mask: int) -> bool:
    stopped: dict[int, bool] = {}
    for index in below:
        node = graph.nodes[index]
        if node.done is not None:
            stopped[index] = False
        elif node.any:
            stopped[index] = all(stopped[need] for need in graph.needs[index])
        else:
            stopped[index] = any(stopped[need] for need in graph.needs[index]) or (
                node.step and any(stop & mask == stop for stop in own[index])
            )
    return stopped[below[-1]]


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
