"""One holder has one position at a time.

    by: arland-mfa, about: treaty, said: 2031-05-02, stance: for
    by: arland-mfa, about: treaty, said: 2031-05-02, stance: against   ->  two-positions

Speakers change their minds between dates, and two offices of one party may differ; the same speaker on the same day
with opposite answers to one question is a slip in the record or news worth a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import ValueKind
from detente.case.statement import Stance, Statement
from detente.notation.problem import Problem, Severity

_OPPOSITE = {(Stance.FOR, Stance.AGAINST), (Stance.AGAINST, Stance.FOR)}


def check(case: Case) -> Iterator[Problem]:
    """Pairs of statements in which one speaker holds opposite positions on one day."""
    by_holder: dict[tuple[str, str, str | None], list[tuple[str, Statement]]] = defaultdict(list)
    superseded = {key for statement in case.statements.values() for key in statement.supersedes}
    for key, statement in case.statements.items():
        if statement.said is not None and key not in superseded:
            for speaker in statement.by:
                by_holder[(speaker, statement.about, statement.scope)].append((key, statement))
    for (speaker, issue, _), held in by_holder.items():
        for index, (key, statement) in enumerate(held):
            for other_key, other in held[:index]:
                if _same_day(statement, other) and _opposed(case, statement, other):
                    yield Problem(
                        "two-positions",
                        f"'{speaker}' holds two positions on '{issue}' at once.",
                        case.place_of_statement(key, of_key=True),
                        Severity.WARNING,
                        hint="correct one, or note why both stand",
                        others=(("the other one", case.place_of_statement(other_key, of_key=True)),),
                    )


def _same_day(a: Statement, b: Statement) -> bool:
    return a.said is not None and b.said is not None and a.said.interval == b.said.interval


def _opposed(case: Case, a: Statement, b: Statement) -> bool:
    if a.note or b.note:
        return False
    if a.stance and b.stance:
        return (a.stance, b.stance) in _OPPOSITE
    issue = case.process.issues.get(a.about)
    if a.value and b.value and issue and issue.value is ValueKind.YES_NO:
        return a.value != b.value
    columns = {a.column, b.column}
    same_target = set(a.replies_to) & set(b.replies_to)
    return columns == {Column.ACCEPTANCE, Column.REJECTION} and bool(same_target)
