"""Graphs for tests: small made-up processes, and the slow but obvious answers to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

from hypothesis import strategies as st

from detente.case.delay import Delay
from detente.case.window import parse_window
from detente.procedures.graph import Graph, Limit, Node

ACTORS = "abcde"


@st.composite
def graphs(draw: st.DrawFn, largest: int = 7, *, timed: bool = True, tight: bool = False) -> Graph:
    """A graph of up to `largest` nodes whose last node is the goal `n{last}`; `tight` ones have
    windows and short "not later" bounds almost everywhere."""
    size = draw(st.integers(1, largest))
    nodes: list[Node] = []
    for number in range(size):
        before = [f"n{i}" for i in range(number)]
        needs = tuple(draw(st.lists(st.sampled_from(before), max_size=3, unique=True))) if before else ()
        if number == size - 1 and before and not needs:
            needs = (before[-1],)
        joins = len(needs) > 1 and draw(st.booleans())
        if joins:
            nodes.append(Node(f"n{number}", needs, any=True, step=False))
            continue
        limits: tuple[Limit, ...] = ()
        windows: tuple[object, ...] = ()
        takes = Delay()
        if timed:
            takes = Delay(days=draw(st.integers(0, 3)))
            if needs and (tight or draw(st.booleans())):
                low = draw(st.integers(0, 4))
                high = (
                    low + draw(st.integers(0, 2)) if tight else draw(st.one_of(st.none(), st.integers(low, low + 3)))
                )
                since = draw(st.sampled_from(needs))
                limits = (Limit(Delay(days=low), None if high is None else Delay(days=high), since),)
            if draw(st.integers(0, 1 if tight else 3)) == 0:
                windows = (
                    parse_window(
                        draw(st.sampled_from(["weekly, Monday", "weekly, Friday", "2025-01-04/2025-01-16"]))
                    ),
                )
        stops = draw(st.lists(st.frozensets(st.sampled_from(ACTORS), min_size=1, max_size=2), max_size=2))
        nodes.append(
            Node(f"n{number}", needs, takes=takes, limits=limits, windows=windows, stops=tuple(stops))  # type: ignore[arg-type]
        )
    return Graph.of(nodes)


def goal(graph: Graph) -> int:
    """The node made last."""
    return graph.at[f"n{len(graph.nodes) - 1}"]


def subsets(items: list[int]) -> Iterator[frozenset[int]]:
    """All of them, smallest first."""
    return map(frozenset, chain.from_iterable(combinations(items, size) for size in range(len(items) + 1)))


def all_minimal_steps(graph: Graph, position: int) -> set[frozenset[int]]:
    """Every minimal set of steps that completes the goal, by trying all sets."""
    steps = [index for index in graph.below(position) if graph.nodes[index].step]
    found: set[frozenset[int]] = set()
    for chosen in subsets(steps):
        if not any(smaller <= chosen for smaller in found) and graph.holds(position, chosen.__contains__):
            found.add(chosen)
    return found


def all_stopping_sets(graph: Graph, position: int) -> set[frozenset[str]]:
    """Every minimal set of actors that stops the goal, by trying all sets."""
    found: set[frozenset[str]] = set()
    for numbers in subsets(list(range(len(ACTORS)))):
        chosen = frozenset(ACTORS[n] for n in numbers)
        if any(smaller <= chosen for smaller in found):
            continue
        free = {index for index, node in enumerate(graph.nodes) if not any(stop <= chosen for stop in node.stops)}
        if not graph.holds(position, free.__contains__):
            found.add(chosen)
    return found


def choices(graph: Graph, position: int) -> Iterator[dict[int, int]]:
    """Every choice among alternatives."""
    joins = [index for index in graph.below(position) if graph.nodes[index].any]
    for picked in product(*(graph.needs[index] for index in joins)):
        yield dict(zip(joins, picked, strict=True))


def earliest_by_search(graph: Graph, position: int, start: int, last: int) -> int | None:
    """The earliest day of the goal, by trying for every choice of alternatives all days of all steps in use."""
    best: int | None = None
    for chosen in choices(graph, position):
        used = graph.below(position, chosen)
        found = _search(graph, used, chosen, {}, start, best if best is not None else last + 1)
        if found is not None and (best is None or found < best):
            best = found
    return best


def _search(
    graph: Graph, used: list[int], chosen: dict[int, int], days: dict[int, int], start: int, bound: int
) -> int | None:
    if len(days) == len(used):
        return days[used[-1]]
    index = used[len(days)]
    node = graph.nodes[index]
    needs = (chosen[index],) if node.any else graph.needs[index]
    first = node.takes.after(max([start, *(days[need] for need in needs)]))
    for low, _, since in graph.limits[index]:
        first = max(first, low.after(days[since]))
    best: int | None = None
    for day in range(first, bound):
        if any(high is not None and day > high.after(days[since]) for _, high, since in graph.limits[index]):
            break
        if node.any and day > first:
            break  # a join happens when what it takes happens
        if not _open(node, day):
            continue
        found = _search(graph, used, chosen, {**days, index: day}, start, bound)
        if found is not None and (best is None or found < best):
            best = found
            bound = min(bound, found)
    return best


def _open(node: Node, day: int) -> bool:
    from detente.case.window import next_opening

    if not node.windows:
        return True
    opening = next_opening(node.windows, day, day + 400)
    return opening is not None and opening.first == day
