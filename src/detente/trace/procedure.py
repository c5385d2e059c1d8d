"""The tree behind a procedure, a route, a step or an earliest date, down to the article of law."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.case.case import Case
from detente.case.procedure import Sourced
from detente.procedures.compile import Model, compiled
from detente.procedures.dates import Earliest, earliest, told
from detente.procedures.outline import acting, rules, times
from detente.trace.trace import Trace
from detente.values.basis import Basis

EARLIEST = "earliest:"
Leaf = Callable[[Case, Basis], Trace]


def procedure_ids(case: Case) -> list[str]:
    """What can be asked for: PROCEDURE, PROCEDURE:ROUTE, PROCEDURE.STEP, earliest:NODE."""
    return [
        *case.procedures,
        *(f"{name}:{route}" for name, item in case.procedures.items() for route in item.routes),
        *(f"{name}.{step}" for name, item in case.procedures.items() for step in item.steps),
        *(f"{EARLIEST}{name}" for name in case.procedures),
        *(f"{EARLIEST}condition:{name}" for name in case.process.conditions),
        *(f"{EARLIEST}{i}.{rung}" for i in case.process.instruments for rung in case.process.ladder),
    ]


def explain_procedure(case: Case, id: str, leaf: Leaf) -> Trace | None:
    """The tree behind one of these ids, `leaf` giving what a single basis says; none for any other id."""
    if id.startswith(EARLIEST):
        model = compiled(case)
        node = id.removeprefix(EARLIEST)
        return _earliest(model, node, leaf) if node in model.graph.at else None
    name, _, route = id.partition(":")
    if name in case.procedures and route in case.procedures[name].routes:
        return _route(case, name, route, leaf)
    if id in case.procedures:
        item = case.procedures[id]
        parts = [
            *(_route(case, id, route, leaf) for route in item.routes),
            *(_step(case, id, s, leaf) for s in item.steps),
        ]
        return Trace(id, item.title, (*_grounds(case, item, leaf), *parts))
    name, _, step = id.partition(".")
    if name in case.procedures and step in case.procedures[name].steps:
        return _step(case, name, step, leaf)
    return None


def _route(case: Case, name: str, route: str, leaf: Leaf) -> Trace:
    item = case.procedures[name].routes[route]
    words = [item.name]
    if item.reading:
        words.append(f"reading: {item.reading}")
    if item.contested:
        words.append("contested")
    if item.set_aside:
        words.append(f"set aside: {item.set_aside}")
    return Trace(f"{name}:{route}", "; ".join(words), tuple(_grounds(case, item, leaf)))


def _step(case: Case, name: str, key: str, leaf: Leaf) -> Trace:
    step = case.procedures[name].steps[key]
    who = acting(case, step)
    values = [
        Trace("", f"{_field(field)}: {_said(value)}", tuple(_grounds(case, value, leaf)))
        for field, value in step.values()
        if value.rests_on
    ]
    facts = [*rules(case, step), *times(step)]
    text = "; ".join([f"{step.does} ({who})" if who else step.does, *facts])
    return Trace(f"{name}.{key}", text, (*_grounds(case, step, leaf), *values))


def _earliest(model: Model, node: str, leaf: Leaf) -> Trace:
    found: Earliest = earliest(model, node)
    if found.date is None:
        reasons = tuple(Trace("", reason) for reason in found.because)
        return Trace(f"{EARLIEST}{node}", f"{told(model, node)}: cannot happen as written", reasons)
    parts = []
    for name in found.path:
        placed = model.steps.get(name)
        if placed:
            parts.append(_step(model.case, placed.procedure, placed.key, leaf))
        else:
            parts.append(Trace(name.removeprefix("condition:"), told(model, name)))
    text = f"{told(model, node)}: {found.text} at the earliest; the steps that set it, every one at its fastest"
    return Trace(f"{EARLIEST}{node}", text, tuple(parts))


def _field(field: str) -> str:
    return {"passes": "passes with", "takes": "takes", "within": "within", "window": "on"}.get(
        field.partition(".")[0], field.partition(".")[0]
    )


def _said(value: Sourced) -> str:
    for name in ("needs", "time", "leads_to", "value"):
        if (said := getattr(value, name, None)) is not None:
            return str(said)
    when = getattr(value, "when", ())
    return ", ".join(window.worded for window in when)


def _grounds(case: Case, value: Sourced, leaf: Leaf) -> Iterable[Trace]:
    found = [leaf(case, basis) for basis in value.rests_on]
    if value.confidence:
        found.append(Trace("", f"confidence {value.confidence}{f': {value.note}' if value.note else ''}"))
    return found
