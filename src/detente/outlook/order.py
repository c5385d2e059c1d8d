"""What waits for what, and an order in which nothing waits for a later thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.outlook.condition import AllOf, AnyOf, Demand, Procedure
from detente.outlook.driver import Driver
from detente.outlook.process import Hazard, Process


@dataclass(frozen=True)
class RungAt:
    """A rung by its place on the ladder."""

    index: int
    name: str


def waits_for(process: Process) -> dict[str, set[str]]:
    """Which named things a condition, hazard or rung waits for."""
    found: dict[str, set[str]] = {}
    for condition in process.conditions:
        match condition:
            case Procedure(name=name, after=after, steps=steps):
                found[name] = set(after) | {s.closed_by for s in steps if s.closed_by}
            case AllOf(name=name, members=members) | AnyOf(name=name, members=members):
                found[name] = set(members)
            case Demand(name=name, after=one, steps=steps):
                found[name] = {one} | {s.closed_by for s in steps if s.closed_by}
    for hazard in process.hazards:
        found[hazard.name] = set(hazard.once_met) | ({hazard.after} if hazard.after else set())
    for i, rung in enumerate(process.rungs):
        found[rung.name] = set(rung.needs) | ({process.rungs[i - 1].name} if i else set())
    return found


def in_order(process: Process) -> list[object]:
    """Hazards, conditions and rungs, each after what it waits for; stable. Raises on a circle."""
    rungs = [RungAt(i, rung.name) for i, rung in enumerate(process.rungs)]
    items: list[Procedure | AllOf | AnyOf | Demand | Hazard | RungAt]
    items = [*process.hazards, *process.conditions, *rungs]
    waits = waits_for(process)
    done: set[str] = set()
    ordered: list[object] = []
    while items:
        ready = next((item for item in items if waits[item.name] <= done), None)
        if ready is None:
            raise ValueError("circle: " + ", ".join(item.name for item in items))
        items.remove(ready)
        done.add(ready.name)
        ordered.append(ready)
    return ordered


def parents_first(drivers: Sequence[Driver]) -> list[Driver]:
    """Drivers, each after those whose pace it keeps. Raises on a circle."""
    left, ordered = list(drivers), list[Driver]()
    while left:
        known = {driver.name for driver in ordered}
        ready = next((driver for driver in left if set(driver.pace) <= known), None)
        if ready is None:
            raise ValueError("circle: " + ", ".join(driver.name for driver in left))
        left.remove(ready)
        ordered.append(ready)
    return ordered
