"""An answer has the form that its question asks for, so that answers can be compared.

about: an issue with `value: count`,   value: two   ->  wrong-value
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.process import Issue, ValueKind
from detente.case.statement import Statement
from detente.notation.problem import Problem, closest_name
from detente.values.quantity import BadQuantity, Quantity
from detente.values.unit import BadUnit

_TIME = ("day", "week", "month", "year")


def check(case: Case) -> Iterator[Problem]:
    """Values that do not fit the kind of their issue."""
    first: dict[str, Quantity] = {}
    for key, statement in case.statements.items():
        issue = case.process.issues.get(statement.about)
        if issue is None or statement.value is None:
            continue
        if reason := _misfit(issue, statement) or _other_kind(issue, statement, first):
            yield Problem(
                "wrong-value",
                reason,
                case.place_of_statement(key, "value"),
                closest=closest_name(statement.value, issue.labels),
                others=(("the issue", case.place_of("process.yaml", ("issues", statement.about), of_key=True)),),
            )


def _misfit(issue: Issue, statement: Statement) -> str | None:
    value = statement.value or ""
    match issue.value:
        case None:
            return f"The issue '{statement.about}' has no kind of value to compare by."
        case ValueKind.LABEL:
            return None if value in issue.labels else f"'{value}' is no label of the issue '{statement.about}'."
        case ValueKind.YES_NO:
            return None if value in ("yes", "no", "partly") else f"'{value}' is not yes, no or partly."
        case ValueKind.COUNT | ValueKind.AMOUNT | ValueKind.DURATION:
            return _quantity_misfit(issue.value, value)


def _other_kind(issue: Issue, statement: Statement, first: dict[str, Quantity]) -> str | None:
    """Amounts of one issue are compared, so they measure the same thing."""
    if issue.value is not ValueKind.AMOUNT or statement.value is None:
        return None
    quantity = Quantity.parse(statement.value)
    earlier = first.setdefault(statement.about, quantity)
    try:
        earlier.overlaps(quantity)
    except BadUnit:
        return f"'{statement.value}' does not measure the same as '{earlier}', which stands earlier."
    return None


def _quantity_misfit(kind: ValueKind, value: str) -> str | None:
    try:
        quantity = Quantity.parse(value)
    except BadQuantity as problem:
        return str(problem)[:1].upper() + str(problem)[1:] + "."
    units = [noun for noun, _ in quantity.unit.powers]
    if kind is ValueKind.DURATION and (len(units) != 1 or units[0] not in _TIME):
        return f"'{value}' is no length of time; write for example 2 years."
    if kind is ValueKind.COUNT and units:
        return f"'{value}' has a unit; a count is a plain number."
    return None
