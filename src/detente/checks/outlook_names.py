"""What an outlook names exists, and whatever stands outside the process moves something in it.

effects: {driver: moood, ...}                     ->  There is no driver 'moood'.  closest: mood
drivers: {mood: ...}, and no effect of it          ->  The driver 'mood' moves nothing.
windows: {talks: {driver: mood}}                   ->  A window closes with a state of a driver, or on a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.case.case import Case
from detente.case.driver import Driver, Effect
from detente.case.outlook import OutlookFile
from detente.notation.problem import Problem, Severity, closest_name
from detente.notation.yaml_file import PathTo
from detente.procedures.compile import compiled
from detente.procedures.graph import Circular
from detente.procedures.vote import rules

FILE = "outlook.yaml"
Names = Collection[str]


def check(case: Case) -> Iterator[Problem]:
    """Names of the outlook."""
    outlook = case.outlook
    if outlook is None:
        return
    steps = steps_of(case)
    yield from _drivers(case, outlook)
    yield from _hazards(case, outlook, steps)
    for index, effect in enumerate(outlook.effects):
        yield from _effect(case, outlook, steps, effect, at(outlook.effects, "effects", index))
    for name in outlook.steps:
        yield from _step(case, name, steps, ("steps", name), of_key=True)
    for name in outlook.leaves_out:
        yield from _step(case, name, steps, ("leaves-out", name), of_key=True)
    for name, waiver in outlook.waivers.items():
        if not waiver.conditions and (known := case.names.get("condition")) is not None:
            yield from _unknown(case, "condition", name, known, ("waivers", name), of_key=True)
    yield from _indicators(case, outlook, steps)
    yield from _windows(case, outlook)
    if (actors := case.names.get("actor")) is not None:
        for name in outlook.parties:
            yield from _unknown(case, "actor", name, actors, ("parties", name), of_key=True)
    votes = [] if steps is None else [f"{rule.procedure}.{rule.step}" for rule in rules(case)]
    for name in outlook.votes if steps is not None else ():
        yield from _unknown(case, "vote", name, votes, ("votes", name), of_key=True)


def at(items: Collection[object], key: str, index: int) -> PathTo:
    """A single item may be written without its list."""
    return (key, index) if len(items) > 1 else (key,)


def _drivers(case: Case, outlook: OutlookFile) -> Iterator[Problem]:
    paced = {pace.driver for driver in outlook.drivers.values() for pace in driver.pace}
    for name, driver in outlook.drivers.items():
        here: PathTo = ("drivers", name)
        for path, state, of_key in _states(driver, here):
            yield from _state(case, state, driver.states, path, of_key=of_key)
        for index, pace in enumerate(driver.pace):
            where = (*here, *at(driver.pace, "pace", index))
            yield from _unknown(case, "driver", pace.driver, outlook.drivers, (*where, "driver"))
            if pace.driver in outlook.drivers:
                yield from _state(case, pace.state, outlook.drivers[pace.driver].states, (*where, "state"))
        moved = {effect.on for effect in outlook.effects if effect.driver == name}
        if not moved and name not in paced:
            yield Problem(
                "driver-without-effect",
                f"The driver '{name}' moves nothing: no effect and no pace names it.",
                case.place_of(FILE, here, of_key=True),
                Severity.WARNING,
                hint="declare what it does under effects, or leave it out",
                because_of="unknown-driver",
            )


def _states(driver: Driver, here: PathTo) -> Iterator[tuple[PathTo, str, bool]]:
    """Every state that a driver names, with its place, and whether it is a key there."""
    if driver.start is not None:
        yield (*here, "start"), driver.start, False
    for state in driver.odds:
        yield (*here, "odds", state), state, True
    for index, move in enumerate(driver.moves):
        where = (*here, *at(driver.moves, "moves", index))
        yield (*where, "from"), move.from_, False
        yield (*where, "to"), move.to, False
    for index, redrawn in enumerate(driver.redrawn):
        where = (*here, *at(driver.redrawn, "redrawn", index))
        for place, state in enumerate(redrawn.from_):
            yield (*where, *at(redrawn.from_, "from", place)), state, False
        for state in redrawn.odds:
            yield (*where, "odds", state), state, True
    for index, past in enumerate(driver.history):
        yield (*here, *at(driver.history, "history", index), "state"), past.state, False


def _hazards(case: Case, outlook: OutlookFile, steps: Names | None) -> Iterator[Problem]:
    for name, hazard in outlook.hazards.items():
        if hazard.after is not None:
            yield from _step(case, hazard.after, steps, ("hazards", name, "after"))
        for index, met in enumerate(hazard.once_met):
            path = ("hazards", name, *at(hazard.once_met, "once-met", index), "met")
            yield from _step(case, met.met, steps, path)


def _effect(case: Case, outlook: OutlookFile, steps: Names | None, effect: Effect, path: PathTo) -> Iterator[Problem]:
    yield from _unknown(case, "driver", effect.driver, outlook.drivers, (*path, "driver"))
    if effect.driver in outlook.drivers:
        yield from _state(case, effect.state, outlook.drivers[effect.driver].states, (*path, "state"))
    waivers = [f"waiver:{name}" for name in outlook.waivers]
    if effect.on not in outlook.hazards and effect.on not in waivers:
        known = None if steps is None else [*steps, *outlook.hazards, *waivers]
        yield from _step(case, effect.on, known, (*path, "on"))
    if (effect.factor is None) == (effect.odds is None):
        yield Problem("bad-value", "An effect has a factor or odds.", case.place_of(FILE, path))


def _indicators(case: Case, outlook: OutlookFile, steps: Names | None) -> Iterator[Problem]:
    for name, item in outlook.indicators.items():
        path: PathTo = ("indicators", name)
        yield from _unknown(case, "driver", item.driver, outlook.drivers, (*path, "driver"))
        if item.driver in outlook.drivers:
            for state in item.ratios:
                states = outlook.drivers[item.driver].states
                yield from _state(case, state, states, (*path, "ratios", state), of_key=True)
        watch = item.watches
        of_statements = any((watch.about, watch.event, watch.act, watch.by, watch.to, watch.entity, watch.value))
        if [of_statements, watch.reached is not None, watch.met is not None].count(True) != 1:
            text = "An indicator watches statements, or one rung, or one condition."
            yield Problem("bad-value", text, case.place_of(FILE, (*path, "watches")))
        if watch.met is not None:
            yield from _step(case, watch.met, steps, (*path, "watches", "met"))
        if watch.times < 1:
            text = "An indicator takes at least one statement."
            yield Problem("bad-value", text, case.place_of(FILE, (*path, "watches", "times")))


def _windows(case: Case, outlook: OutlookFile) -> Iterator[Problem]:
    for name, window in outlook.windows.items():
        path: PathTo = ("windows", name)
        if (window.day is None) == (window.driver is None) or (window.driver is None) != (window.state is None):
            text = "A window closes with a state of a driver, or on a day."
            yield Problem("bad-value", text, case.place_of(FILE, path))
        elif window.driver is not None and window.state is not None:
            yield from _unknown(case, "driver", window.driver, outlook.drivers, (*path, "driver"))
            if window.driver in outlook.drivers:
                yield from _state(case, window.state, outlook.drivers[window.driver].states, (*path, "state"))


def steps_of(case: Case) -> list[str] | None:
    """What a step can be called; None where the process goes in a circle or cannot be read, which is reported
    elsewhere."""
    read: dict[str, Names] = {
        "instrument": case.process.instruments,
        "condition": case.process.conditions,
        "procedure": case.procedures,
    }
    if not case.process.ladder or any(case.names.get(kind) != frozenset(items) for kind, items in read.items()):
        return None
    try:
        graph = compiled(case).graph
    except Circular:
        return None
    own = [f"{name}.{key}" for name, item in case.procedures.items() for key in item.steps]
    return list(dict.fromkeys([*own, *(node.name for node in graph.nodes)]))


def _step(case: Case, name: str, steps: Names | None, path: PathTo, *, of_key: bool = False) -> Iterator[Problem]:
    if steps is not None:
        yield from _unknown(case, "step", name, steps, path, of_key=of_key)


def _state(case: Case, state: str, states: Names, path: PathTo, *, of_key: bool = False) -> Iterator[Problem]:
    yield from _unknown(case, "state", state, states, path, of_key=of_key)


def _unknown(
    case: Case, kind: str, name: str, known: Names, path: PathTo, *, of_key: bool = False
) -> Iterator[Problem]:
    if name not in known:
        yield Problem(
            f"unknown-{kind}",
            f"There is no {kind} '{name}'.",
            case.place_of(FILE, path, of_key=of_key),
            closest=closest_name(name, list(known)),
        )
