"""No step waits for itself, in its own procedure or through others.

a: {after: b}   b: {after: a}   ->  circular-steps
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from detente.case.case import Case
from detente.notation.problem import Place, Problem
from detente.procedures.compile import compiled, procedure_name
from detente.procedures.graph import Circular

MOST_STEPS = 20_000


def check(case: Case) -> Iterator[Problem]:
    """Circles of steps, rungs and conditions, and of procedures that use each other."""
    if problem := _uses(case):
        yield problem
        return
    switches = [name for name, condition in case.process.conditions.items() if condition.switch]
    routes = [f"{name}:{route}" for name, item in case.procedures.items() for route in item.routes]
    for on in ((), (*switches, *routes)):
        try:
            compiled(case, switches=on)
        except Circular as circle:
            names = [name for name in circle.circle if ":after" not in name and not name.endswith(":needs")]
            yield Problem(
                "circular-steps",
                f"These wait for each other: {' -> '.join(names)}.",
                next((place for name in names if (place := _place(case, name))), None),
                hint="take one of the 'after' away, or use 'fails: back to STEP' for a second try",
            )
            return


def _uses(case: Case) -> Problem | None:
    uses = {
        name: {
            used
            for step in item.steps.values()
            if step.uses and (used := procedure_name(step.uses)) in case.procedures
        }
        for name, item in case.procedures.items()
    }
    try:
        order = list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        step = next(
            key
            for key, s in case.procedures[circle[0]].steps.items()
            if s.uses and procedure_name(s.uses) == circle[1]
        )
        place = case.place_of(f"procedures/{circle[0]}.yaml", ("steps", step, "uses"))
        return Problem("circular-steps", f"These procedures use each other: {' -> '.join(circle)}.", place)
    size: dict[str, int] = {}
    for name in order:
        steps = case.procedures[name].steps.values()
        size[name] = len(steps) + sum(size.get(procedure_name(s.uses), 0) for s in steps if s.uses)
    if (total := sum(size.values())) > MOST_STEPS:
        largest = max(size, key=lambda name: size[name])
        return Problem(
            "too-many-steps",
            f"With what they use, the procedures have {total:,} steps; at most {MOST_STEPS:,} are read.",
            Place(f"procedures/{largest}.yaml"),
        )
    return None


def _place(case: Case, node: str) -> Place | None:
    procedure, _, step = node.partition(".")
    if procedure in case.procedures and step in case.procedures[procedure].steps:
        return case.place_of(f"procedures/{procedure}.yaml", ("steps", step, "after"))
    return None
