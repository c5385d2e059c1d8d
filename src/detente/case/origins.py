"""How many independent origins statements have: copies and quotations lead back to what they repeat."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.case import Case


def origin_of(case: Case, statement: str) -> str:
    """The source in which a statement originates: its own, or that of what it repeats, followed to the end."""
    seen = {statement}
    current = statement
    while current in case.statements and (repeated := case.statements[current].repeats):
        following = next((key for key in repeated if key not in seen), None)
        if following is None:
            break
        seen.add(following)
        current = following
    return current.partition("/")[0]


def origins(case: Case, statements: Iterable[str]) -> list[str]:
    """The sources in which these statements independently originate, each once, in order of appearance."""
    return list(dict.fromkeys(origin_of(case, statement) for statement in statements))
