"""Writing down what came: answers to questions of the ledger and to forecasts of sources, in outcomes.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.case.act import Column
from detente.case.case import Case
from detente.case.ledger import Answer, Outcome, OutcomesFile
from detente.notation.edit import Value, appended, changed, with_line
from detente.notation.problem import closest_name
from detente.notation.yaml_file import YamlFile, parse_yaml
from detente.scoring.question import Asked, asked

FILE = "outcomes.yaml"


class CannotResolve(ValueError):
    """The answer does not fit the question; the message says why."""


@dataclass(frozen=True, slots=True)
class Resolving:
    """What the user says: `name` is EVENT.HORIZON, EVENT for all its horizons, or SOURCE/KEY."""

    name: str
    answer: str
    on: dt.date
    source: str
    known: dt.date | None = None
    note: str | None = None


def resolved(case: Case, given: Resolving) -> tuple[str, dict[str, str]]:
    """The text of outcomes.yaml with the answer, and what each question now says. Raises `CannotResolve`,
    ``CannotEdit``."""
    if given.answer not in set(Answer):
        raise CannotResolve(f"'{given.answer}' is no answer; write yes, no, void or disputed")
    if given.known is not None and given.known < given.on:
        raise CannotResolve(f"it cannot be known on {given.known} before it is so on {given.on}")
    section, answers = _answers(case, given)
    file = changed(Path(case.folder) / FILE, FILE)
    told = (getattr(case.outcomes, section) if case.outcomes else {}) or {}
    said: dict[str, str] = {}
    for name, answer in answers:
        file = _read(_written(file, section, name, _entry(given, answer), told.get(name)))
        said[name] = answer.value
    if not said:
        raise CannotResolve(f"nothing of '{given.name}' can be answered so: {_why(case, given)}")
    return file.text, said


def last_known(case: Case) -> dt.date:
    """The last day on which something of the case or of its outcomes became known."""
    outcomes = case.outcomes or OutcomesFile()
    every = [*outcomes.questions.values(), *outcomes.sources.values()]
    days = [day for one in every for day in (one.since(), one.settled.on.last if one.settled else case.day)]
    return max([case.day, *days])


def fits(one: Asked, answer: Answer, on: dt.date) -> str | None:
    """Why an answer of a day does not fit a question; None where it does."""
    if on < one.question.opens.start:
        return f"{on} lies before the question opens on {one.question.opens.text}"
    if answer is Answer.YES and on > one.horizon:
        return f"on {on} the horizon {one.horizon} is over, so that the answer is no"
    if answer is Answer.NO and on <= one.horizon:
        return f"on {on} the horizon {one.horizon} is not over yet"
    return None


def _answers(case: Case, given: Resolving) -> tuple[str, list[tuple[str, Answer]]]:
    answer = Answer(given.answer)
    if "/" in given.name:
        statement = case.statements.get(given.name)
        if statement is None or statement.column is not Column.FORECAST:
            raise CannotResolve(f"there is no forecast '{given.name}' in the record")
        _refuse_twice(given.name, case.outcomes.sources.get(given.name) if case.outcomes else None)
        return "sources", [(given.name, answer)]
    found = [one for one in asked(case) if given.name in (one.name, one.event)]
    if not found:
        known = {name for one in asked(case) for name in (one.name, one.event)}
        near = closest_name(given.name, known)
        raise CannotResolve(f"there is no question '{given.name}'" + (f"; closest: {near}" if near else ""))
    whole = given.name == found[0].event
    return "questions", list(_by_horizon(case, found, answer, given.on, whole=whole))


def _by_horizon(
    case: Case, found: list[Asked], answer: Answer, on: dt.date, *, whole: bool
) -> Iterator[tuple[str, Answer]]:
    """An event that came on a day answers every horizon: yes from that day on, no before."""
    for one in found:
        told = case.outcomes.questions.get(one.name) if case.outcomes else None
        if not whole:
            _refuse_twice(one.name, told)
        elif told is not None and not _in_dispute(told):
            continue
        if not one.published:
            if whole:
                continue
            raise CannotResolve(f"'{one.name}' is a draft: no forecast of it was published")
        own = Answer.NO if whole and answer is Answer.YES and on > one.horizon else answer
        if (wrong := fits(one, own, on)) is None:
            yield one.name, own
        elif not whole:
            raise CannotResolve(wrong)


def _why(case: Case, given: Resolving) -> str:
    found = [one for one in asked(case) if given.name == one.event]
    reasons = [fits(one, Answer(given.answer), given.on) for one in found if one.outcome is None and one.published]
    return next((reason for reason in reasons if reason), "it is a draft, or answered already")


def _in_dispute(told: Outcome) -> bool:
    return told.answer is Answer.DISPUTED and told.settled is None


def _refuse_twice(name: str, told: Outcome | None) -> None:
    if told is not None and not _in_dispute(told):
        raise CannotResolve(f"'{name}' is answered already: {(told.settled or told).answer.value}, {told.on.text}")


def _entry(given: Resolving, answer: Answer) -> dict[str, Value]:
    found: dict[str, Value] = {"answer": answer.value, "on": given.on.isoformat()}
    if given.known is not None:
        found["known"] = given.known.isoformat()
    found["source"] = given.source
    if given.note:
        found["note"] = given.note
    return found


def _written(file: YamlFile, section: str, name: str, entry: dict[str, Value], told: Outcome | None) -> str:
    if told is not None:
        return with_line(file, (section, name), "settled", {k: v for k, v in entry.items() if k != "known"})
    if isinstance(file.tree, dict) and section in file.tree:
        return with_line(file, (section,), name, entry)
    return appended(file.text, section, {name: entry})


def _read(text: str) -> YamlFile:
    file, _ = parse_yaml(text.encode("utf-8"), FILE)
    assert file is not None
    return file
