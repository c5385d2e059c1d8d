"""A step, body, route, procedure or source that a procedure names exists.

after: [refrendum]       ->  There is no step 'refrendum' in this procedure.  closest: referendum
(procedures/...)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.case.case import Case
from detente.case.failure import Outcome
from detente.case.procedure import Procedure, Version
from detente.checks import references
from detente.notation.problem import Place, Problem, closest_name
from detente.notation.yaml_file import PathTo

FILL_IN = "fill-in"
"""Names that begin so are placeholders of a template, still to be filled in."""


def check(case: Case) -> Iterator[Problem]:
    """Names in procedures that lead nowhere."""
    for name, procedure in case.procedures.items():
        file = f"procedures/{name}.yaml"
        for problem in references.unresolved(case, procedure, file, ()):
            if f"'{FILL_IN}" not in problem.message:
                yield _with_place_of_body(case, problem)
        for path, version in versions(procedure):
            yield from _steps(case, file, path, procedure, version)
    for name, condition in case.process.conditions.items():
        if condition.met_by and _procedure(condition.met_by) not in case.procedures:
            yield _unknown_procedure(case, condition.met_by, "process.yaml", ("conditions", name, "met-by"))


def versions(procedure: Procedure) -> Iterator[tuple[PathTo, Version | Procedure]]:
    """The procedure's own steps and those of its other versions, each with where it stands."""
    yield (), procedure
    for key, version in procedure.versions.items():
        yield ("versions", key), version


def written(case: Case, file: str, path: PathTo) -> Place:
    """Where a value stands that may be written short: `majority: 2/3 of members` for `majority: {needs: ...}`."""
    known = case.files.get(file)
    tree: object = known.tree if known else {}
    found: list[str | int] = []
    for step in path:
        if isinstance(tree, dict) and isinstance(step, str) and step in tree:
            tree = tree[step]
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            continue
        found.append(step)
    return case.place_of(file, tuple(found))


def _steps(
    case: Case, file: str, path: PathTo, procedure: Procedure, version: Version | Procedure
) -> Iterator[Problem]:
    for key, step in version.steps.items():
        here = (*path, "steps", key)
        if step.after:
            for name, below in step.after.names():
                yield from _need(case, version, name, file, (*here, "after", *below), path)
        for index, timed in enumerate(step.within):
            if timed.time.since:
                yield from _need(case, version, timed.time.since, file, (*here, "within", index, "time"), path)
        if step.uses and _procedure(step.uses) not in case.procedures:
            yield _unknown_procedure(case, step.uses, file, (*here, "uses"))
        if step.fails:
            failure, where = step.fails.leads_to, (*here, "fails", "leads-to")
            if failure.outcome is Outcome.BACK and failure.target not in version.steps:
                yield _unknown(case, "step", str(failure.target), list(version.steps), file, where, (*path, "steps"))
            if failure.outcome is Outcome.ROUTE and failure.target not in version.routes:
                yield _unknown(
                    case, "route", str(failure.target), list(version.routes), file, where, (*path, "routes")
                )
    for key, route in version.routes.items():
        for name, below in route.needs.names():
            yield from _need(case, version, name, file, (*path, "routes", key, "needs", *below), path)
    for key in procedure.progress if version is procedure else ():
        if key not in version.steps:
            yield _unknown(case, "step", key, list(version.steps), file, ("progress", key), ("steps",), of_key=True)


def _need(
    case: Case, version: Version | Procedure, name: str, file: str, where: PathTo, path: PathTo
) -> Iterator[Problem]:
    """A step of the same procedure, PROCEDURE.STEP, INSTRUMENT.RUNG, or a procedure."""
    if name in version.steps or name in case.procedures:
        return
    owner, _, key = name.partition(".")
    if key and owner in case.procedures:
        steps = case.procedures[owner].steps
        if key not in steps:
            found = closest_name(key, steps)
            place = case.place_of(f"procedures/{owner}.yaml", ("steps", found), of_key=True) if found else None
            yield Problem(
                "unknown-step",
                f"There is no step '{key}' in the procedure '{owner}'.",
                case.place_of(file, where),
                closest=f"{owner}.{found} ({place})" if found else None,
            )
        return
    instruments = case.names.get("instrument")
    if key and (instruments is None or (owner in instruments and key in case.process.ladder)):
        return
    yield _unknown(
        case,
        "step",
        name,
        list(version.steps),
        file,
        where,
        (*path, "steps"),
        hint="name a step of the same procedure, or write PROCEDURE.STEP or INSTRUMENT.RUNG",
    )


def _unknown(
    case: Case,
    kind: str,
    name: str,
    known: list[str],
    file: str,
    where: PathTo,
    register: PathTo,
    *,
    of_key: bool = False,
    hint: str | None = None,
) -> Problem:
    found = closest_name(name, known)
    return Problem(
        f"unknown-{kind}",
        f"There is no {kind} '{name}' in this procedure.",
        case.place_of(file, where, of_key=of_key),
        closest=f"{found} ({case.place_of(file, (*register, found), of_key=True)})" if found else None,
        hint=hint,
    )


def _unknown_procedure(case: Case, name: str, file: str, where: PathTo) -> Problem:
    found = closest_name(_procedure(name), case.procedures)
    return Problem(
        "unknown-procedure",
        f"There is no procedure '{name}'.",
        case.place_of(file, where),
        closest=f"{found} (procedures/{found}.yaml)" if found else None,
    )


def _procedure(name: str) -> str:
    return name.removeprefix("procedures/").removesuffix(".yaml")


def _with_place_of_body(case: Case, problem: Problem) -> Problem:
    if problem.code != "unknown-body" or not problem.closest:
        return problem
    for name, procedure in case.procedures.items():
        if problem.closest in procedure.bodies:
            place = case.place_of(f"procedures/{name}.yaml", ("bodies", problem.closest), of_key=True)
            return replace(problem, closest=f"{problem.closest} ({place})")
    if problem.closest in case.actors:
        place = case.place_of("actors.yaml", ("actors", problem.closest), of_key=True)
        return replace(problem, closest=f"{problem.closest} ({place})")
    return problem
