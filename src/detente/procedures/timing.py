"""When holders say that something comes: "with the vote" and "after the vote" never merge.

Statements on an issue with a scheduled event are grouped by the answer they give and the date they name. Two
groups whose dates share no day cannot both hold. A date that can be read in two ways is marked where the
record says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.case import Case
from detente.case.process import EventKind, ValueKind
from detente.positions.speech import listed, speaker
from detente.positions.table import Entry, Table, table
from detente.values.partial_date import PartialDate

_AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the label it gives, the dates it names as one, the statements that give it, and a warning
    where its date can be read in two ways."""

    label: str
    when: PartialDate | None
    statements: tuple[str, ...]
    ambiguous: str | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """All answers on one issue. `apart` are pairs of positions whose dates share no day."""

    issue: str
    answers: tuple[Answer, ...]
    apart: tuple[tuple[int, int], ...]


def timings(case: Case) -> list[Timing]:
    """For each issue with a scheduled event, who gives which date."""
    issues = {
        event.issue for event in case.process.events.values() if event.kind is EventKind.SCHEDULED and event.issue
    }
    found = []
    for issue in case.process.issues:
        if issue in issues and (answers := _answers(case, issue)):
            apart = tuple(
                (i, j)
                for j, b in enumerate(answers)
                for i, a in enumerate(answers[:j])
                if a.when and b.when and not a.when.overlaps(b.when)
            )
            found.append(Timing(issue, answers, apart))
    return found


def _answers(case: Case, issue: str) -> tuple[Answer, ...]:
    item = case.process.issues[issue]
    events = {name: event for name, event in case.process.events.items() if event.issue == issue}
    scheduled = {name for name, event in events.items() if event.kind is EventKind.SCHEDULED}
    groups: dict[tuple[str, str], list[str]] = {}
    for key, s in case.statements.items():
        dated = s.when is not None and (scheduled & set(s.event) or (s.about == issue and not s.event))
        if not dated and not _ambiguous(case, key, set(events)):
            continue
        label = item.labels.get(s.value or "", "") if item.value is ValueKind.LABEL and s.about == issue else ""
        groups.setdefault((label, s.when.worded if s.when else ""), []).append(key)
    return tuple(
        Answer(
            label,
            PartialDate.parse(when) if when else None,
            tuple(keys),
            next((note for key in keys if (note := _ambiguous(case, key, set(events)))), None),
        )
        for (label, when), keys in groups.items()
    )


def _ambiguous(case: Case, key: str, events: set[str]) -> str | None:
    statement = case.statements[key]
    note = statement.note or ""
    return note if events & set(statement.event) and note.startswith(_AMBIGUOUS) else None


def timings_table(case: Case) -> Table:
    """For reading: each answer with its holders; answers whose dates cannot both hold are marked by number."""
    rows = []
    for timing in timings(case):
        for index, answer in enumerate(timing.answers):
            others = [j if i == index else i for i, j in timing.apart if index in (i, j)]
            who = listed(dict.fromkeys(speaker(case, case.statements[key]) for key in answer.statements))
            remark = answer.ambiguous or (
                f"cannot hold together with {', '.join(str(n + 1) for n in others)}" if others else ""
            )
            rows.append(
                (
                    Entry(case.process.issues[timing.issue].name if index == 0 else ""),
                    Entry(str(index + 1)),
                    Entry.of(answer.when.text if answer.when else "no date", answer.statements),
                    Entry(str(answer.when.precision) if answer.when else ""),
                    Entry(answer.label),
                    Entry(who),
                    Entry(remark),
                )
            )
    heads = ("what", "no", "date", "precision", "answer", "by", "remark")
    return table("timings", "When, by whom", heads, rows)
