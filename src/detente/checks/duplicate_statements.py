"""One act of speech stands once: two statements with the same content have the same id.

s1 and s9 with the same speaker, act, words and passage   ->  duplicate-statement
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """Statements that are the same but for their key; within a source, since sources may say the same."""
    first: dict[tuple[str, str], str] = {}
    for key, statement in case.statements.items():
        identity = (key.partition("/")[0], statement.id)
        if earlier := first.get(identity):
            yield Problem(
                "duplicate-statement",
                f"'{key}' says the same as '{earlier}' (id {statement.id}).",
                case.place_of_statement(key, of_key=True),
                others=(("the first one", case.place_of_statement(earlier, of_key=True)),),
                hint="remove one of them",
            )
        else:
            first[identity] = key
