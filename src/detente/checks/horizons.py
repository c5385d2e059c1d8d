"""A forecast names its date or says that it has none; an observation names the time it covers.

act: forecast        without `when:` or `no-horizon: yes`   ->  missing-horizon
act: observed        without `window:`                      ->  missing-window
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.act import Act, Column
from detente.case.case import Case
from detente.notation.problem import Problem

_WINDOWED = {Act.OBSERVED: "An observation", Act.KEPT_SILENT: "A silence"}


def check(case: Case) -> Iterator[Problem]:
    """Forecasts without horizon; observations and silences without window."""
    for key, statement in case.statements.items():
        if statement.column is Column.FORECAST and not statement.when and not statement.no_horizon:
            yield Problem(
                "missing-horizon",
                "A forecast needs its date (when:), or 'no-horizon: yes' where it names none.",
                case.place_of_statement(key, "act"),
            )
        if statement.when and statement.no_horizon:
            yield Problem(
                "missing-horizon",
                "It has a date and says that it has none.",
                case.place_of_statement(key, "no-horizon"),
            )
        if (what := _WINDOWED.get(statement.act)) and not statement.window:
            yield Problem(
                "missing-window",
                f"{what} needs the time that it covers (window:).",
                case.place_of_statement(key, "act"),
                hint="window: ../2025-03-17 where it reaches up to a day",
            )
