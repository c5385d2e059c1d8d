"""A statement serves only as what it is: a forecast is no agreement, a fear is no demand.

reached: {text-agreed: {basis: a statement with `act: forecast`}}   ->  wrong-column
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import Ring
from detente.notation.problem import Problem
from detente.notation.yaml_file import PathTo
from detente.values.basis import Basis

_AGREED = {Column.AGREEMENT, Column.ANNOUNCEMENT, Column.REPORT, Column.ACKNOWLEDGEMENT}
_DEMANDED = {Column.DEMAND, Column.REPORT, Column.ANNOUNCEMENT, Column.ADVICE, Column.WISH, Column.CLAIM}
_FEARED = {Column.FORECAST, Column.JUDGEMENT, Column.CLAIM}
_OFFERED = {*_DEMANDED, Column.OFFER, Column.ACCEPTANCE, Column.AGREEMENT}


def check(case: Case) -> Iterator[Problem]:
    """Bases of registers that rest on the wrong kind of statement."""
    for name, instrument in case.process.instruments.items():
        for rung, reached in instrument.reached.items():
            path = ("instruments", name, "reached", rung, "basis")
            yield from _wrong(case, reached.basis, _AGREED, "reaching a rung", path)
    for name, condition in case.process.conditions.items():
        allowed, what = {
            Ring.IN_TEXT: (_AGREED | _DEMANDED | {Column.OFFER}, "an article of the text"),
            Ring.PRECONDITION: (_DEMANDED, "a demand"),
            Ring.OUTSIDE: (_OFFERED, "a demand or an offer"),
            Ring.FEARED: (_FEARED, "something only feared"),
        }[condition.ring]
        yield from _wrong(case, condition.basis, allowed, what, ("conditions", name, "basis"))


def _wrong(case: Case, bases: Iterable[Basis], allowed: set[Column], what: str, path: PathTo) -> Iterator[Problem]:
    listed = list(bases)
    for index, basis in enumerate(listed):
        statement = case.statements.get(basis.statement or "")
        if statement is not None and statement.column not in allowed:
            yield Problem(
                "wrong-column",
                f"'{basis.statement}' is a statement of kind {statement.column}; it cannot show {what}.",
                case.place_of("process.yaml", (*path, index)),
                others=(("its act", case.place_of_statement(str(basis.statement), "act")),),
            )
