"""A conditional act is worth nothing without its condition.

act: accepted-if          without `condition:`   ->  missing-condition
act: accepted, condition: once it is signed      ->  act-blurred: it is accepted-if
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.act import Act
from detente.case.case import Case
from detente.notation.problem import Problem

_CONDITIONAL_FORM = {Act.ACCEPTED: Act.ACCEPTED_IF, Act.OFFERED: Act.OFFERED_IF}


def check(case: Case) -> Iterator[Problem]:
    """Acceptances and offers that lost their condition, or that hide one."""
    for key, statement in case.statements.items():
        if statement.act.conditional and not statement.condition:
            yield Problem(
                "missing-condition",
                f"'{statement.act}' needs its condition.",
                case.place_of_statement(key, "act"),
                hint="add condition: in our own words, and hangs-on: where it names a rung",
            )
        elif statement.condition and (form := _CONDITIONAL_FORM.get(statement.act)):
            yield Problem(
                "act-blurred",
                f"With a condition it is '{form}', not '{statement.act}'.",
                case.place_of_statement(key, "act"),
            )
