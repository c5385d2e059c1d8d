"""How long blockers and earliest dates take: the shipped case, and made-up processes of 10 to 10,000 steps.

    python benchmarks/blockers.py

Times are medians of several runs after a first one, on the machine at hand; what matters is how they grow.
Small made-up processes are compared with an exhaustive search over all sets of steps and actors.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from datetime import date
from itertools import combinations
from time import perf_counter

from detente.case.delay import Delay
from detente.case.loader import load
from detente.case.window import Recurrence, parse_window
from detente.commands.case_argument import shipped
from detente.procedures.blockers import blockers, blockers_table
from detente.procedures.compile import compiled
from detente.procedures.graph import Graph, Limit, Node
from detente.procedures.schedule import Scheduler, critical_path
from detente.procedures.sets import minimal_steps, stopping_sets

AIM_MS = 50.0
SIZES = (10, 100, 1_000, 10_000)
START = date(2025, 1, 1)
CASE = "armenia-azerbaijan"


def made_up(steps: int, seed: int = 1) -> Graph:
    """Stages one after the other; in each, two or three alternative ways of one to three steps. Some steps
    wait for a yearly or weekly window, some have a "not sooner, not later"; each is acted on by one of a
    fifth as many actors."""
    pick = random.Random(seed)
    actors = [f"actor-{n}" for n in range(max(3, steps // 5))]
    nodes: list[Node] = []
    before: tuple[str, ...] = ()
    count = 0
    while count < steps:
        ways: list[str] = []
        for _ in range(pick.choice((2, 2, 3))):
            last = before
            for _ in range(pick.choice((1, 1, 2, 3))):
                name = f"s{count}"
                count += 1
                limits: tuple[Limit, ...] = ()
                if last and pick.random() < 0.2:
                    low = pick.randrange(10)
                    limits = (Limit(Delay(low), Delay(low + 15), last[0]),)
                windows: tuple[Recurrence, ...] = ()
                draw = pick.random()
                if draw < 0.02:
                    windows = (parse_window("yearly, December"),)
                elif draw < 0.15:
                    windows = (parse_window("weekly, Thursday"),)
                stops = (frozenset({pick.choice(actors)}),)
                takes = Delay(pick.randrange(4))
                nodes.append(Node(name, last, takes=takes, limits=limits, windows=windows, stops=stops))
                last = (name,)
            ways.append(last[0])
        join = f"j{count}"
        nodes.append(Node(join, tuple(ways), any=True, step=False))
        before = (join,)
    nodes.append(Node("goal", before, step=False))
    return Graph.of(nodes)


def median_ms(run: Callable[[], object], times: int) -> float:
    """Median wall time of `times` runs after one that is not counted, in milliseconds."""
    run()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        run()
        taken.append(1000 * (perf_counter() - begun))
    return statistics.median(taken)


def shipped_case() -> None:
    """The shipped case, warm."""
    case, problems = load(shipped() / CASE)
    if case is None or problems.errors:
        sys.exit(problems.text())
    model = compiled(case)
    rungs = [f"{case.meta.instrument}.{rung}" for rung in case.process.ladder]

    def dates() -> None:
        scheduler = Scheduler(model.graph, model.start)
        for name in (*rungs, *case.procedures):
            critical_path(scheduler, scheduler.earliest(name))

    def everything() -> None:
        fresh = compiled(case)
        blockers_table(fresh, [b for b in blockers(fresh) if b.blocks])

    print(f"{CASE}: {len(model.graph.nodes)} nodes, {len(model.steps)} steps")
    rows = [
        ("compile", median_ms(lambda: compiled(case), 20)),
        (f"earliest dates of {len(rungs)} rungs and {len(case.procedures)} procedures", median_ms(dates, 20)),
        ("compile, blockers of the instrument, their table", median_ms(everything, 20)),
    ]
    for what, taken in rows:
        print(f"  {what:70} {taken:8.1f} ms   (aim: {AIM_MS:.0f} ms)")


def growth() -> None:
    """Made-up processes."""
    print("\nmade-up processes: earliest date, minimal sets of steps and of actors (cap 100)")
    print(f"  {'steps':>6} {'earliest':>12} {'exact':>6} {'step sets':>12} {'':14} {'actor sets':>12}")
    last: float | None = None
    for size in SIZES:
        graph = made_up(size)
        times = 5 if size < 10_000 else 3
        day = median_ms(lambda g=graph: Scheduler(g, START, date(2900, 1, 1)).earliest("goal"), times)  # type: ignore[misc]
        exact = Scheduler(graph, START, date(2900, 1, 1)).earliest("goal").exact
        steps = median_ms(lambda g=graph: minimal_steps(g, "goal"), times)  # type: ignore[misc]
        actors = median_ms(lambda g=graph: stopping_sets(g, "goal"), times)  # type: ignore[misc]
        found, stops = minimal_steps(graph, "goal"), stopping_sets(graph, "goal")
        whole = day + steps + actors
        growth_text = f"x{whole / last:.0f} for x10 steps" if last else ""
        print(
            f"  {size:6} {day:9.1f} ms {'yes' if exact else 'no':>6} {steps:9.1f} ms {found.count:14} "
            f"{actors:9.1f} ms  {stops.count:14} {growth_text}"
        )
        last = whole


def compared() -> None:
    """Small processes against an exhaustive search."""
    agreed, slow, fast = 0, 0.0, 0.0
    for seed in range(200):
        graph = made_up(8, seed)
        goal = graph.at["goal"]
        begun = perf_counter()
        steps, actors = set(minimal_steps(graph, goal).sets), set(stopping_sets(graph, goal).sets)
        fast += perf_counter() - begun
        begun = perf_counter()
        agreed += steps == _all_steps(graph, goal) and actors == _all_actors(graph, goal)
        slow += perf_counter() - begun
    print(f"\n200 made-up processes of 8 to 14 steps: {agreed} of 200 agree with an exhaustive search,")
    print(f"  which takes {slow / fast:.0f} times as long")


def _all_steps(graph: Graph, goal: int) -> set[frozenset[int]]:
    found: set[frozenset[int]] = set()
    steps = [index for index in graph.below(goal) if graph.nodes[index].step]
    for size in range(len(steps) + 1):
        for chosen in map(frozenset, combinations(steps, size)):
            if not any(smaller <= chosen for smaller in found) and graph.holds(goal, chosen.__contains__):
                found.add(chosen)
    return found


def _all_actors(graph: Graph, goal: int) -> set[frozenset[str]]:
    found: set[frozenset[str]] = set()
    actors = sorted({name for node in graph.nodes for stop in node.stops for name in stop})
    for size in range(len(actors) + 1):
        for chosen in map(frozenset, combinations(actors, size)):
            free = {i for i, node in enumerate(graph.nodes) if not any(stop <= chosen for stop in node.stops)}
            if not any(smaller <= chosen for smaller in found) and not graph.holds(goal, free.__contains__):
                found.add(chosen)
    return found


if __name__ == "__main__":
    shipped_case()
    growth()
    compared()
