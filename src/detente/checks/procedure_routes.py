"""Routes, bodies and versions are told apart: no two with one name, no two versions for one day.

routes: {a: {name: by vote}, b: {name: by vote}}   ->  same-name
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.procedure import Procedure, Version
from detente.checks.procedure_names import versions
from detente.notation.problem import Place, Problem
from detente.values.partial_date import FIRST_DAY, LAST_DAY


def check(case: Case) -> Iterator[Problem]:
    """Two routes with one name, one body defined twice, a step called like a rung, overlapping
    versions."""
    defined: dict[str, Place] = {}
    for name, procedure in case.procedures.items():
        file = f"procedures/{name}.yaml"
        rung = next((step for step in procedure.steps if step in case.process.ladder), None)
        if name in case.process.instruments and rung is not None:
            yield Problem(
                "same-name",
                f"'{name}.{rung}' is this step and a rung of the instrument '{name}'.",
                case.place_of(file, ("steps", rung), of_key=True),
                others=(("the instrument", case.place_of("process.yaml", ("instruments", name), of_key=True)),),
                hint="give the step or the file another name",
            )
        for body in procedure.bodies:
            place = case.place_of(file, ("bodies", body), of_key=True)
            if body in defined:
                yield _same(f"The body '{body}' is defined twice.", place, defined[body])
            defined.setdefault(body, place)
        for path, version in versions(procedure):
            seen: dict[str, Place] = {}
            for key, route in version.routes.items():
                place = case.place_of(file, (*path, "routes", key, "name"))
                if route.name in seen:
                    yield _same(f"Two routes are called '{route.name}'.", place, seen[route.name])
                seen.setdefault(route.name, place)
        yield from _overlaps(case, file, procedure)


def _overlaps(case: Case, file: str, procedure: Procedure) -> Iterator[Problem]:
    every = list(versions(procedure))
    for index, (path, version) in enumerate(every):
        for _, earlier in every[:index]:
            (start, end), (other_start, other_end) = _span(version), _span(earlier)
            if start < other_end and other_start < end:
                yield Problem(
                    "overlapping-versions",
                    "Two versions hold on the same days.",
                    case.place_of(file, path, of_key=True),
                    hint="from: is the first day of a version, until: the first day on which it no longer holds",
                )
                break


def _span(version: Version | Procedure):  # type: ignore[no-untyped-def]
    return (
        version.from_.start if version.from_ else FIRST_DAY,
        version.until.start if version.until else LAST_DAY,
    )


def _same(message: str, place: Place, first: Place) -> Problem:
    return Problem("same-name", message, place, others=(("the first one", first),), hint="rename one of them")
