"""The graph that everything is computed on: steps and joins in an order in which needs come first.

It knows nothing of a case: names, needs, lengths of time, windows, and who can stop what. `compile` builds it
from a case; the benchmark and the property tests build it by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from detente.case.delay import Delay
from detente.case.window import Recurrence

AT_ONCE = Delay()


class Circular(ValueError):
    """Nodes need each other in a circle; `circle` names them, first and last alike."""

    def __init__(self, circle: Sequence[str]) -> None:
        super().__init__(" -> ".join(circle))
        self.circle = tuple(circle)


@dataclass(frozen=True, slots=True)
class Limit:
    """Not sooner than `low` and not later than `high` after the node `since`."""

    low: Delay
    high: Delay | None
    since: str


@dataclass(frozen=True, slots=True)
class Node:
    """A step (`step`), or a join: of all its needs, or with `any` of the first of them.

    Days are ordinals. `done` is the day on which it was completed. `stops` are the smallest sets of actors
    each of which can keep it from happening; empty where nobody can.
    """

    name: str
    needs: tuple[str, ...] = ()
    any: bool = False
    step: bool = True
    takes: Delay = AT_ONCE
    limits: tuple[Limit, ...] = ()
    windows: tuple[Recurrence, ...] = ()
    closes: int | None = None
    done: int | None = None
    stops: tuple[frozenset[str], ...] = ()
    steers: tuple[str, ...] = ()

    @property
    def all_needs(self) -> tuple[str, ...]:
        """Its needs, and what its limits count from."""
        return tuple(dict.fromkeys((*self.needs, *(limit.since for limit in self.limits))))


@dataclass(frozen=True)
class Graph:
    """Nodes with needs first. `at` gives the position of a name, `needs` those of each node's needs, `users`
    of those that need it."""

    nodes: tuple[Node, ...]
    at: Mapping[str, int]
    needs: tuple[tuple[int, ...], ...]
    limits: tuple[tuple[tuple[Delay, Delay | None, int], ...], ...] = field(repr=False)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> Graph:
        """Put in order; raise `Circular`, and `KeyError` for a need without node."""
        by_name = {node.name: node for node in nodes}
        for node in by_name.values():
            for name in node.all_needs:
                if name not in by_name:
                    raise KeyError(name)
        try:
            order = list(TopologicalSorter({n: by_name[n].all_needs for n in by_name}).static_order())
        except CycleError as error:
            raise Circular(list(reversed(error.args[1]))) from None
        at = {name: index for index, name in enumerate(order)}
        ordered = tuple(by_name[name] for name in order)
        return cls(
            ordered,
            at,
            tuple(tuple(at[name] for name in node.all_needs) for node in ordered),
            tuple(tuple((limit.low, limit.high, at[limit.since]) for limit in node.limits) for node in ordered),
        )

    def below(self, goal: int, chosen: Mapping[int, int] | None = None) -> list[int]:
        """The positions that the goal needs, itself last; with `chosen`, at an `any` only the chosen one. What is
        needed only by what is done is left out."""
        found = {goal}
        for index in range(goal, -1, -1):
            if index not in found or self.nodes[index].done is not None:
                continue
            if chosen is not None and self.nodes[index].any:
                found.add(chosen[index])
            else:
                found.update(self.needs[index])
        return sorted(found)

    def holds(self, goal: int, true: Callable[[int], bool]) -> bool:
        """Whether the goal is complete when exactly the steps for which `true` holds can be; done steps are."""
        held: dict[int, bool] = {}
        for index in self.below(goal):
            node = self.nodes[index]
            if node.done is not None:
                held[index] = True
            elif node.any:
                held[index] = any(held[need] for need in self.needs[index])
            else:
                held[index] = all(held[need] for need in self.needs[index]) and (not node.step or true(index))
        return held[goal]
