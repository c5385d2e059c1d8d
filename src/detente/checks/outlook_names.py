"""What an outlook names exists, what it rests on was known when it was made, and its numbers are numbers.

effects: {driver: moood, ...}                     ->  There is no driver 'moood'.  closest: mood
made: 2031-06-01, basis: courier/c30 (15 June)    ->  impossible-order
odds: {value: 130%, basis: assumed by N. N.}      ->  bad-quantity
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.case.case import Case
from detente.case.item import Item
from detente.case.outlook import Effect, Lever, OutlookFile, Reasoned
from detente.checks import references
from detente.notation.problem import Problem, Severity, closest_name
from detente.notation.yaml_file import PathTo
from detente.procedures.compile import compiled
from detente.procedures.graph import Circular
from detente.values.basis import Solidity
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

FILE = "outlook.yaml"


def check(case: Case) -> Iterator[Problem]:
    """Names, bases, reasons and ranges of the outlook."""
    outlook = case.outlook
    if outlook is None:
        return
    yield from references.unresolved(case, outlook, FILE, ())
    if outlook.made.last > case.day:
        yield Problem("impossible-order", "The outlook is made after the day on which the case ends.",
                      case.place_of(FILE, ("made",)))  # fmt: skip
    for path, item in _reasoned(outlook, ()):
        yield from _rests(case, outlook, path, item)
        yield from _ranges(case, path, item)
    steps = _steps(case)
    yield from _drivers(case, outlook)
    for index, effect in enumerate(outlook.effects):
        yield from _effect(case, outlook, steps, effect, _at(outlook.effects, "effects", index))
    for name in outlook.steps:
        yield from _step(case, name, steps, ("steps", name), of_key=True)
    for name in outlook.leaves_out:
        yield from _step(case, name, steps, ("leaves-out", name), of_key=True)
    for name in outlook.waivers:
        if (known := case.names.get("condition")) is not None:
            yield from _unknown(case, "condition", name, known, ("waivers", name), of_key=True)
    for name, lever in outlook.levers.items():
        yield from _lever(case, outlook, steps, name, lever)


def _reasoned(item: Item, path: PathTo) -> Iterator[tuple[PathTo, Reasoned]]:
    """Every part that has a basis, with its place."""
    if isinstance(item, Reasoned):
        yield path, item
    for name, info in type(item).model_fields.items():
        value, key = getattr(item, name), info.alias or name
        if isinstance(value, Item):
            yield from _reasoned(value, (*path, key))
        elif isinstance(value, dict):
            for inner, part in value.items():
                if isinstance(part, Item):
                    yield from _reasoned(part, (*path, key, inner))
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if isinstance(part, Item):
                    yield from _reasoned(part, (*path, *_at(value, key, index)))


def _at(items: Collection[object], key: str, index: int) -> PathTo:
    """A single item may be written without its list."""
    return (key, index) if len(items) > 1 else (key,)


def _rests(case: Case, outlook: OutlookFile, path: PathTo, item: Reasoned) -> Iterator[Problem]:
    place = case.place_of(FILE, (*path, "basis"))
    solidities = {basis.solidity for basis in item.basis}
    if not item.basis or Solidity.UNSOURCED in solidities:
        name = " > ".join(str(step) for step in path)
        yield Problem("number-without-basis", f"The number '{name}' has no basis yet.", place, Severity.WARNING)
    if Solidity.ASSUMED in solidities and not item.why:
        yield Problem("assumption-without-reason", "An assumption says why (why:).", place)
    for basis in item.basis:
        if basis.statement in case.statements and case.known_on(str(basis.statement)) > outlook.made.last:
            text = f"'{basis}' was not yet known on the day on which the outlook was made."
            yield Problem("impossible-order", text, place, others=())


def _ranges(case: Case, path: PathTo, item: Reasoned) -> Iterator[Problem]:
    """A value lies within its range; odds lie within 0 and 1; nothing is below zero."""
    spread = getattr(item, "range", None)
    for key in ("value", "rate", "factor", "odds"):
        value = getattr(item, key, None)
        if not isinstance(value, Quantity):
            continue
        place = case.place_of(FILE, (*path, key))
        try:
            wide = spread.to(str(value.unit)) if isinstance(spread, Quantity) else value
        except BadUnit as error:
            yield Problem("bad-quantity", f"{error}.", place)
            continue
        if value.best is None:
            yield Problem("bad-quantity", f"'{value.worded}' is no single number; its range stands beside.", place)
        elif not 0 <= wide.low <= value.best <= wide.high:
            yield Problem(
                "bad-quantity", f"The value {value.best:g} lies outside {wide.low:g}..{wide.high:g}.", place
            )
        elif key in ("value", "odds") and wide.high > (100 if str(value.unit) == "%" else 1):
            yield Problem("bad-quantity", "Odds lie between 0 and 1.", place)


def _drivers(case: Case, outlook: OutlookFile) -> Iterator[Problem]:
    for name, driver in outlook.drivers.items():
        here: PathTo = ("drivers", name)
        yield from _state(case, driver.start, driver.states, (*here, "start"))
        for index, move in enumerate(driver.moves):
            where = (*here, *_at(driver.moves, "moves", index))
            yield from _state(case, move.from_, driver.states, (*where, "from"))
            yield from _state(case, move.to, driver.states, (*where, "to"))
        for index, redrawn in enumerate(driver.redrawn):
            for state in redrawn.odds:
                where = (*here, *_at(driver.redrawn, "redrawn", index), "odds", state)
                yield from _state(case, state, driver.states, where, of_key=True)


def _effect(
    case: Case, outlook: OutlookFile, steps: Collection[str] | None, effect: Effect, path: PathTo
) -> Iterator[Problem]:
    yield from _unknown(case, "driver", effect.driver, outlook.drivers, (*path, "driver"))
    if effect.driver in outlook.drivers:
        yield from _state(case, effect.state, outlook.drivers[effect.driver].states, (*path, "state"))
    if effect.on not in outlook.hazards:
        known = None if steps is None else [*steps, *outlook.hazards]
        yield from _step(case, effect.on, known, (*path, "on"))
    if (effect.factor is None) == (effect.odds is None):
        yield Problem("bad-value", "An effect has a factor or odds.", case.place_of(FILE, path))


def _lever(
    case: Case, outlook: OutlookFile, steps: Collection[str] | None, name: str, lever: Lever
) -> Iterator[Problem]:
    for index, setting in enumerate(lever.sets):
        path = ("levers", name, *_at(lever.sets, "sets", index))
        if not setting.sound:
            yield Problem("bad-value", "A setting sets one thing of one thing.", case.place_of(FILE, path))
        for key in ("step", "drops"):
            if (node := getattr(setting, key)) is not None:
                yield from _step(case, node, steps, (*path, key))
        if setting.driver is not None:
            yield from _unknown(case, "driver", setting.driver, outlook.drivers, (*path, "driver"))
        if setting.hazard is not None:
            yield from _unknown(case, "hazard", setting.hazard, outlook.hazards, (*path, "hazard"))
        if setting.start is not None and setting.driver in outlook.drivers:
            yield from _state(case, setting.start, outlook.drivers[setting.driver].states, (*path, "start"))


def _steps(case: Case) -> list[str] | None:
    """What a step can be called; None where the process goes in a circle or cannot be read, which is reported
    elsewhere."""
    read: dict[str, Collection[str]] = {
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


def _step(
    case: Case, name: str, steps: Collection[str] | None, path: PathTo, *, of_key: bool = False
) -> Iterator[Problem]:
    if steps is not None:
        yield from _unknown(case, "step", name, steps, path, of_key=of_key)


def _state(
    case: Case, state: str, states: Collection[str], path: PathTo, *, of_key: bool = False
) -> Iterator[Problem]:
    yield from _unknown(case, "state", state, states, path, of_key=of_key)


def _unknown(
    case: Case, kind: str, name: str, known: Collection[str], path: PathTo, *, of_key: bool = False
) -> Iterator[Problem]:
    if name not in known:
        yield Problem(
            f"unknown-{kind}",
            f"There is no {kind} '{name}'.",
            case.place_of(FILE, path, of_key=of_key),
            closest=closest_name(name, list(known)),
        )
