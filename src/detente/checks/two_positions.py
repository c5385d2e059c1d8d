"""One holder has one position at a time.

    by: arland-mfa, about: treaty, said: 2031-05-02, stance: for
    by: arland-mfa, about: treaty, said: 2031-05-02, stance: against   ->  two-positions

Speakers change their minds between dates, and two offices of one party may differ; the same speaker on the same day
with opposite answers to one question is a slip in the record or news worth a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import ValueKind
from detente.case.statement import Stance, Statement
from detente.notation.problem import Problem, Severity

_Position: TypeAlias = tuple[Stance | None, str | None, Column, tuple[str, ...]]

_OPPOSITE = {(Stance.FOR, Stance.AGAINST), (Stance.AGAINST, Stance.FOR)}


def check(case: Case) -> Iterator[Problem]:
    """Statements in which one speaker holds opposite positions on one day."""
    # The first statement of each position on a day stands for all like it, so that work grows with the record only.
    held: dict[tuple[str, str, str | None, str], dict[_Position, str]] = defaultdict(dict)
    for key, statement in case.standing.items():
        if statement.said is None or statement.note:
            continue
        for speaker in statement.by:
            same_day = held[(speaker, statement.about, statement.scope, statement.said.interval)]
            for other_key in same_day.values():
                if _opposed(case, statement, case.statements[other_key]):
                    yield Problem(
                        "two-positions",
                        f"'{speaker}' holds two positions on '{statement.about}' at once.",
                        case.place_of_statement(key, of_key=True),
                        Severity.WARNING,
                        hint="correct one, or note why both stand",
                        others=(("the other one", case.place_of_statement(other_key, of_key=True)),),
                    )
            same_day.setdefault(_position(statement), key)


def _position(statement: Statement) -> _Position:
    answer = statement.column in (Column.ACCEPTANCE, Column.REJECTION)
    return statement.stance, statement.value, statement.column, statement.replies_to if answer else ()


def _opposed(case: Case, a: Statement, b: Statement) -> bool:
    if a.stance and b.stance:
        return (a.stance, b.stance) in _OPPOSITE
    issue = case.process.issues.get(a.about)
    if a.value and b.value and issue and issue.value is ValueKind.YES_NO:
        return a.value != b.value
    columns = {a.column, b.column}
    same_target = set(a.replies_to) & set(b.replies_to)
    return columns == {Column.ACCEPTANCE, Column.REJECTION} and bool(same_target)
