"""A value of a procedure names its law or what shows it; what has neither stands as unsourced.

majority: 2/3 of members, with no `law:` or `basis:` here or at its step   ->  unsourced
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.procedure import Procedure, Sourced
from detente.checks.procedure_names import versions
from detente.notation.problem import Place, Problem, Severity
from detente.notation.yaml_file import PathTo
from detente.values.basis import Solidity


def check(case: Case) -> Iterator[Problem]:
    """A warning where nothing is said of the source; one note a file on what is said to have none."""
    for name, procedure in case.procedures.items():
        file = f"procedures/{name}.yaml"
        admitted: list[tuple[str, Place]] = []
        for what, value, path, of_key in _values(procedure):
            place = case.place_of(file, path, of_key=of_key)
            if not value.rests_on:
                yield Problem(
                    "unsourced",
                    f"{what} names no law and nothing that shows it.",
                    place,
                    Severity.WARNING,
                    hint="law: SOURCE#Art. 1, basis: SOURCE/KEY, or law: unsourced",
                )
            elif all(basis.solidity is Solidity.UNSOURCED for basis in value.rests_on):
                admitted.append((what, place))
        if admitted:
            count = f"{len(admitted)} values are" if len(admitted) > 1 else "One value is"
            others = tuple((f"{what[:1].lower()}{what[1:]}", place) for what, place in admitted[1:])
            yield Problem(
                "unsourced", f"{count} unsourced: {admitted[0][0]}.", admitted[0][1], Severity.NOTE, others=others
            )


def _values(procedure: Procedure) -> Iterator[tuple[str, Sourced, PathTo, bool]]:
    """Every step and number, and every value that does not take the source of its step."""
    for path, version in versions(procedure):
        for key, step in version.steps.items():
            here = (*path, "steps", key)
            yield f"The step '{key}'", step, here, True
            for field, value in step.values():
                if value.rests_on or not step.rests_on:
                    keys = tuple(int(part) if part.isdigit() else part for part in field.split("."))
                    yield f"'{keys[0]}' of the step '{key}'", value, (*here, *keys), False
    for body, item in procedure.bodies.items():
        for field in ("members", "electorate"):
            for index, count in enumerate(getattr(item, field)):
                yield f"The number of {field} of '{body}'", count, ("bodies", body, field, index), False
