"""How a change of several parts is divided among them: the average over the orders in which they can be made.

The value of a part is the mean, over orders, of what it adds when its turn comes (L. S. Shapley, "A value for
n-person games", 1953). Orders that pass through a world that cannot be drawn do not count (the Shapley value under
precedence: U. Faigle and W. Kern, International Journal of Game Theory 21, 1992). Where no order is left, parts are
taken together. The values add up to the whole by construction: in every order they do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

Mixture = frozenset[str]
"""The parts that are already new; the others are still old."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part, or several that cannot be told apart, as a sum of worlds with weights."""

    parts: tuple[str, ...]
    weights: Mapping[Mixture, Fraction]


@dataclass(frozen=True, slots=True)
class Division:
    """The shares, how many orders they average over, and how many there would be."""

    shares: tuple[Share, ...]
    orders: int
    possible: int

    @property
    def worlds(self) -> set[Mixture]:
        """Those whose probability is needed."""
        return {world for share in self.shares for world in share.weights}


def mixtures(parts: Sequence[str]) -> list[Mixture]:
    """Every mixture of old and new, the old world first and the new one last."""
    found = [frozenset[str]()]
    for part in parts:
        found += [world | {part} for world in found]
    return sorted(found, key=lambda world: (len(world), sorted(world)))


def division(parts: Sequence[str], drawable: Collection[Mixture]) -> Division:
    """Of a change in `parts`, through worlds that are `drawable`; the old and the new one must be among them.

    Parts are kept apart as far as possible; among equals, those named first stay apart longest.
    """
    for groups in _groupings(tuple(parts)):
        orders = [order for order in permutations(groups) if all(world in drawable for world in _along(order))]
        if orders:
            return Division(tuple(_share(group, orders) for group in groups), len(orders), _factorial(len(groups)))
    raise ValueError("the old or the new world cannot be drawn")


def _groupings(parts: tuple[str, ...]) -> list[tuple[tuple[str, ...], ...]]:
    """All ways to take parts together, the finest first."""
    if not parts:
        return [()]
    found: list[tuple[tuple[str, ...], ...]] = []
    for rest in _groupings(parts[:-1]):
        found.append((*rest, (parts[-1],)))
        for index, group in enumerate(rest):
            found.append((*rest[:index], (*group, parts[-1]), *rest[index + 1 :]))
    return sorted(found, key=lambda groups: -len(groups))


def _along(order: Sequence[tuple[str, ...]]) -> Iterator[Mixture]:
    """The worlds that an order passes through."""
    world: Mixture = frozenset()
    yield world
    for group in order:
        world |= frozenset(group)
        yield world


def _share(group: tuple[str, ...], orders: Sequence[Sequence[tuple[str, ...]]]) -> Share:
    weights: dict[Mixture, Fraction] = {}
    for order in orders:
        passed = list(_along(order))
        turn = list(order).index(group)
        for world, sign in ((passed[turn + 1], 1), (passed[turn], -1)):
            weights[world] = weights.get(world, Fraction(0)) + Fraction(sign, len(orders))
    return Share(group, {world: weight for world, weight in weights.items() if weight})


def _factorial(count: int) -> int:
    return 1 if count < 2 else count * _factorial(count - 1)
