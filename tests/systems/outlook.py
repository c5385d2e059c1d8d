"""The outlook of the shipped case for tests: drawn once for each question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from detente.case.case import Case
from detente.case.outlook import OutlookFile
from detente.outlook.case_number import Assumption
from detente.outlook.forecast import Forecast, forecast, with_states
from detente.outlook.from_case import Built, built
from detente.outlook.simulate import simulate
from detente.positions.table import Table
from detente.procedures.compile import compiled
from systems.record import shipped

DRAWS = 4_000
SIGNED = "peace-agreement.signed"


def file(case: Case | None = None) -> OutlookFile:
    """outlook.yaml."""
    found = (case or shipped()).outlook
    assert found is not None
    return found


@cache
def whole() -> Built:
    """The process with its assumptions."""
    case = shipped()
    return built(case, compiled(case), max(day.last for day in file().horizons))


@cache
def drawn(*given: tuple[str, str]) -> Forecast:
    """The forecast, with drivers in these states."""
    case = shipped()
    return forecast(case, compiled(case), draws=DRAWS, given=dict(given))


def chance(case: Case, goal: str = SIGNED, given: Mapping[str, str] | None = None) -> float:
    """The probability of a rung, a hazard or a condition by the last horizon."""
    horizon = max(day.last for day in file(case).horizons)
    process = with_states(built(case, compiled(case), horizon).process, given or {})
    watch = [*(c.name for c in process.conditions), *(h.name for h in process.hazards if not h.ends)]
    outlook = simulate(process, horizon, draws=DRAWS, watch=watch)
    return outlook.probability(goal, horizon).value


def changed(**changes: Any) -> Case:
    """The shipped case with other parts of its outlook."""
    return replace(shipped(), outlook=file().model_copy(update=changes))


def without_statement(key: str) -> Case:
    """The shipped case without one statement."""
    case = shipped()
    return replace(case, statements={k: s for k, s in case.statements.items() if k != key})


def assumption(case: Case, where: str) -> Assumption:
    """One number that the outlook leans on."""
    every = built(case, compiled(case), max(day.last for day in file(case).horizons)).assumptions
    return next(item for item in every if item.where == where)


def row(table: Table, text: str) -> dict[str, str]:
    """The first row of a table with this text in one of its cells."""
    found = next(cells for cells in table.rows if any(text in entry.text for entry in cells))
    return {head: entry.text for head, entry in zip(table.heads, found, strict=True)}
