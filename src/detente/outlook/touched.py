"""What a change of the process reaches, and the numbers that lie on its way to a rung.

A number lies on the way if it stands in a condition, hazard or driver that the change alters or that waits for what
it alters, as far as the rung waits for that in turn; and in the drivers that these feel. Where the rung no longer
waits for a condition, or newly does, everything that this condition waits for is on the way too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from detente.outlook.case_number import Assumption
from detente.outlook.condition import Demand, Procedure
from detente.outlook.number import Uncertain
from detente.outlook.order import waits_for
from detente.outlook.process import Process
from detente.outlook.step import ByState, Multipliers, Step
from detente.procedures.compile import Model


def touched(before: Process, after: Process, rung: str) -> tuple[str, ...]:
    """Names of the drivers, hazards, conditions and rungs on the way from the change to the rung, in the order of the
    process; none where the change does not reach it."""
    changed = {name for name, item in _items(after).items() if _items(before).get(name) != item}
    changed |= {name for name in _items(before) if name not in _items(after)}
    reached: set[str] = set()
    for process in (before, after):
        waits = _waits(process)
        behind = _closure(changed, _turned(waits))
        ahead = _closure({rung, *(h.name for h in process.hazards if h.ends)}, waits)
        on_the_way = behind & ahead
        gates = _regated(before, after) & ahead
        on_the_way |= _closure(gates, waits)
        felt = {driver for name in on_the_way for driver in _drivers_of(_items(process).get(name))}
        reached |= on_the_way | _closure(felt & set(_drivers(process)), waits)
    return tuple(name for name in {**_items(before), **_items(after)} if name in reached)


def leaned_on(
    process: Process, model: Model, assumptions: Sequence[Assumption], names: Iterable[str]
) -> list[Assumption]:
    """Those of the assumptions that stand in the named parts of the process."""
    items = _items(process)
    wanted: set[str] = set()
    words: set[str] = set()
    for name in names:
        wanted |= {number.name for number in _numbers(items.get(name)) if number.name}
        words |= _words(model, name)
    return [a for a in assumptions if a.where in wanted or _speaks_of(a.where, words)]


def _words(model: Model, name: str) -> set[str]:
    """How a part may be named in the place of a number."""
    for suffix in (":met", ":waived"):
        name = name.removesuffix(suffix)
    name = name.partition(":within.")[0]
    if name.startswith("demand:"):
        return {name.split(":")[1]}
    placed = model.steps.get(name)
    return {name, f"{placed.procedure}.{placed.key}"} if placed else {name}


def _speaks_of(where: str, words: set[str]) -> bool:
    """`signature.signed, takes` and `steps > signature.signed > odds` speak of `signature.signed`."""
    first = where.partition(",")[0]
    return first in words or (" > " in where and where.split(" > ")[1] in words)


def _items(process: Process) -> dict[str, Any]:
    every = (*process.drivers, *process.hazards, *process.conditions, *process.rungs)
    return {item.name: item for item in every}


def _drivers(process: Process) -> list[str]:
    return [driver.name for driver in process.drivers]


def _waits(process: Process) -> dict[str, set[str]]:
    """What each named thing waits for or feels."""
    found = {name: set(wanted) for name, wanted in waits_for(process).items()}
    for name, item in _items(process).items():
        found.setdefault(name, set()).update(_drivers_of(item))
    return found


def _drivers_of(item: Any) -> Iterator[str]:
    for step in getattr(item, "steps", ()):
        yield from _felt(step)
    for multipliers in (getattr(item, "multipliers", {}), getattr(item, "pace", {})):
        yield from multipliers


def _felt(step: Step) -> Iterator[str]:
    speeds: Multipliers = step.speeds
    yield from speeds
    for odds in (step.odds, step.window.odds if step.window else None):
        if isinstance(odds, ByState):
            yield odds.driver


def _regated(before: Process, after: Process) -> set[str]:
    """What a rung, or a condition that it waits for, waits for before and not after, or the reverse."""
    then, now = waits_for(before), waits_for(after)
    items = {**_items(before), **_items(after)}
    found: set[str] = set()
    for name in then.keys() & now.keys():
        if not isinstance(items[name], Procedure | Demand) or then[name] != now[name]:
            found |= then[name] ^ now[name]
    return found


def _turned(waits: Mapping[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, wanted in waits.items():
        for one in wanted:
            found.setdefault(one, set()).add(name)
    return found


def _closure(names: Iterable[str], edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += edges.get(name, ())
    return found


def _numbers(item: Any) -> Iterator[Uncertain]:
    """Every uncertain number inside."""
    if isinstance(item, Uncertain):
        yield item
    elif isinstance(item, Mapping):
        for value in item.values():
            yield from _numbers(value)
    elif isinstance(item, tuple | list):
        for value in item:
            yield from _numbers(value)
    elif dataclasses.is_dataclass(item) and not isinstance(item, type):
        for field in dataclasses.fields(item):
            yield from _numbers(getattr(item, field.name))
