"""Policies that hang on a condition: "open if progress", "open once signed". Readings are kept apart.

For an issue with labelled answers: each label with who states it, who only advises or claims it, and its
condition.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import ValueKind
from detente.positions.speech import listed, says, speaker
from detente.positions.table import Entry, Table, table

_OWN = {Column.ANNOUNCEMENT, Column.DEMAND, Column.OFFER, Column.ACCEPTANCE, Column.AGREEMENT}


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer: `stated` by its own holder, `told` by others (advice, claims, assessments)."""

    label: str
    words: str
    stated: tuple[str, ...]
    told: tuple[str, ...]


def linkage(case: Case, issue: str) -> list[Reading]:
    """Every labelled answer that a statement gives, in the order of the labels."""
    item = case.process.issues[issue]
    if item.value is not ValueKind.LABEL:
        return []
    found = []
    for label, words in item.labels.items():
        keys = [key for key, s in case.about(issue) if s.value == label]
        stated = tuple(key for key in keys if case.statements[key].column in _OWN)
        told = tuple(key for key in keys if key not in stated)
        if keys:
            found.append(Reading(label, words, stated, told))
    return found


def linkage_table(case: Case, issue: str) -> Table:
    """For reading."""
    rows = []
    for reading in linkage(case, issue):
        keys = (*reading.stated, *reading.told)
        conditions = listed(dict.fromkeys(c for key in keys if (c := case.statements[key].condition)))
        rows.append(
            (
                Entry(reading.words),
                Entry.of(
                    listed(dict.fromkeys(speaker(case, case.statements[k]) for k in reading.stated)), reading.stated
                ),
                Entry.of(
                    listed(dict.fromkeys(speaker(case, case.statements[k]) for k in reading.told)), reading.told
                ),
                Entry(conditions),
                Entry("; ".join(says(case.statements[key]) for key in keys)),
            )
        )
    asks = case.process.issues[issue].asks or case.process.issues[issue].name
    return table("linkage", asks, ("reading", "stated by", "told by", "condition", "what is said"), rows)


def _speakers(case: Case, keys: tuple[str, ...]) -> str:
    return listed(dict.fromkeys(speaker(case, case.statements[key]) for key in keys))
