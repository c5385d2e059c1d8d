"""No step waits for itself, in its own procedure or through others.

a: {after: b}   b: {after: a}   ->  circular-steps
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Place, Problem
from detente.procedures.compile import compiled
from detente.procedures.graph import Circular


def check(case: Case) -> Iterator[Problem]:
    """Circles of steps, rungs and conditions."""
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


def _place(case: Case, node: str) -> Place | None:
    procedure, _, step = node.partition(".")
    if procedure in case.procedures and step in case.procedures[procedure].steps:
        return case.place_of(f"procedures/{procedure}.yaml", ("steps", step, "after"))
    return None
