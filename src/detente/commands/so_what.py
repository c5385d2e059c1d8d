"""What accepted statements change: judgements touched, numbers moved, disputes, positions, conditions; or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from detente.case.case import Case

_SHOWN = 4


def so_what(before: Case, after: Case, accepted: Sequence[str]) -> list[str]:
    """Lines for the reviewer: what the `accepted` statements (SOURCE/KEY) change from `before` to `after`.

    Compared as of the case's day, or of the later day on which the last of them counts as known.
    """
    from detente.positions.change import between

    known = [key for key in accepted if key in after.statements]
    if not known:
        return ["no change"]
    latest = max(after.known_on(key) for key in known)
    day = max(after.day, latest)
    if not any(after.known_on(key) <= day for key in known) or latest.year == 9999:
        return ["no change: the source has no date yet, so its statements count on no day"]
    old, new = _on(before, day), _on(after, day)
    moved = [change for change in between(old, new) if change.kind != "evidence"]
    lines = [f"{change.kind}: {change.what}{_cites(change.cites)}" for change in moved]
    lines += _first_positions(old, new, known)
    lines += _judgements(new, known)
    lines += _conditions(new, known)
    lines += _numbers(old, new)
    if not lines:
        lines = ["no change"]
    if day > after.day:
        lines.append(f"counts from {day.isoformat()}; the case ends on {after.day.isoformat()} (as-of: in case.yaml)")
    return lines


def _on(case: Case, day: date) -> Case:
    from detente.case.as_of import as_of
    from detente.values.partial_date import PartialDate

    moved = replace(case, meta=case.meta.model_copy(update={"as_of": PartialDate.on(max(day, case.day))}))
    return as_of(moved, day)


def _first_positions(old: Case, new: Case, accepted: Sequence[str]) -> Iterator[str]:
    """Speakers who had no position on an issue and now have one."""
    from detente.positions.holding import holdings

    for issue in dict.fromkeys(new.statements[key].about for key in accepted if key in new.statements):
        before = {holding.holder for holding in holdings(old, issue)}
        for holding in holdings(new, issue):
            if holding.holder not in before and holding.stance:
                who = f"{new.name(holding.holder)} on {new.process.issues[issue].name}"
                yield f"position: {who}: {holding.stance}, where none was known{_cites([holding.statement])}"


def _judgements(case: Case, accepted: Sequence[str]) -> Iterator[str]:
    for name, judgement in case.judgements.items():
        leans_on = {basis.statement for basis in judgement.basis if basis.statement}
        issues = {judgement.about} | {case.statements[key].about for key in leans_on if key in case.statements}
        touching = [key for key in accepted if _touches(case, key, issues, leans_on)]
        if touching:
            copies = [key for key in touching if case.statements[key].repeats]
            note = f"; {len(copies)} of them copied, no new origin" if copies else ""
            yield f"judgement: {name} may need another look{_cites(touching)}{note}"


def _conditions(case: Case, accepted: Sequence[str]) -> Iterator[str]:
    for condition in case.process.conditions.values():
        leans_on = {basis.statement for basis in condition.basis if basis.statement}
        touching = [key for key in accepted if _touches(case, key, {condition.issue}, leans_on)]
        if touching:
            yield f"condition: {condition.name} is spoken of{_cites(touching)}"


def _numbers(old: Case, new: Case) -> Iterator[str]:
    """Probabilities that moved, drawn anew with and without the statements on the same numbers."""
    if new.outlook is None:
        return
    try:
        from detente.outlook.change.split import NoComparison, split
        from detente.outlook.change.tables import moved_words
        from detente.outlook.problem import InvalidModel
    except ImportError as error:  # a review goes on without what draws
        yield f"number: the outlook cannot be compared: {error}"
        return
    try:
        found = split(old, new)
    except (NoComparison, InvalidModel) as error:
        yield f"number: the outlook cannot be compared: {str(error).splitlines()[0]}"
        return
    yield from moved_words(new, found)


def _touches(case: Case, key: str, issues: set[str], leans_on: Iterable[str]) -> bool:
    statement = case.statements.get(key)
    if statement is None:
        return False
    linked = {*statement.repeats, *statement.supersedes, *statement.replies_to}
    return statement.about in issues or bool(linked & set(leans_on))


def _cites(cites: Sequence[str]) -> str:
    shown = ", ".join(cites[:_SHOWN]) + (f", +{len(cites) - _SHOWN}" if len(cites) > _SHOWN else "")
    return f" [{shown}]" if shown else ""
