"""What shows only when the process of an outlook is built: every problem, each in its file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.case.case import Case
from detente.notation.problem import Place, Severity
from detente.notation.problem import Problem as Located
from detente.outlook.from_case import built
from detente.outlook.problem import InvalidModel
from detente.procedures.compile import compiled
from detente.procedures.graph import Circular

READ = {"instrument": "instruments", "condition": "conditions"}


def problems(case: Case, reported: Collection[Place] = ()) -> Iterator[Located]:
    """Those of the case's outlook by its last horizon, without those whose place is reported already. None where
    process or procedures cannot be read, which is reported elsewhere."""
    if case.outlook is None or not _readable(case):
        return
    lines = {(place.file, place.line) for place in reported}
    horizon = max(day.last for day in case.outlook.horizons)
    try:
        for problem in built(case, compiled(case), max(horizon, case.day)).idle:
            yield problem.located(Severity.WARNING)
    except Circular:
        return
    except InvalidModel as error:
        for problem in error.problems:
            if problem.place is None or (problem.place.file, problem.place.line) not in lines:
                yield problem.located()


def _readable(case: Case) -> bool:
    registers = {kind: getattr(case.process, name) for kind, name in READ.items()}
    registers["procedure"] = case.procedures
    return bool(case.process.ladder) and all(
        case.names.get(kind) == frozenset(items) for kind, items in registers.items()
    )
