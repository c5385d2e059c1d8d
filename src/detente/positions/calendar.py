"""The calendar: what is scheduled, ends or falls due, each date with its own precision and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.case import Case
from detente.case.process import EventKind
from detente.positions.table import Entry, Table, table
from detente.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Due:
    """One date of one thing; sources that date it differently give one entry each."""

    what: str
    subject: str
    when: PartialDate
    cites: tuple[str, ...]


def calendar(case: Case) -> list[Due]:
    """Scheduled events as statements date them, ends of mandates, and narratives that fall due; earliest first."""
    found: list[Due] = []
    by_event: dict[str, dict[str, list[str]]] = {}
    for key, s in case.standing.items():
        for event in s.event if s.when else ():
            by_event.setdefault(event, {}).setdefault(s.when.worded if s.when else "", []).append(key)
    for event, item in case.process.events.items():
        if item.kind is EventKind.SCHEDULED:
            for worded, keys in by_event.get(event, {}).items():
                found.append(Due(item.name, event, PartialDate.parse(worded), tuple(keys)))
    for name, mission in case.process.missions.items():
        if mission.mandate_end and not mission.ended:
            cites = tuple(b.worded for b in mission.mandate_end_basis)
            found.append(Due(f"end of mandate: {case.name(mission.actor)}", name, mission.mandate_end, cites))
    for name, issue in case.process.issues.items():
        about = tuple(key for key, _ in case.about(name)) if issue.expires else ()
        if issue.expires and about:
            found.append(Due(f"to be resolved: {issue.name}", name, issue.expires, about))
    return sorted(found, key=lambda due: (due.when.start, due.when.end, due.what))


def calendar_table(case: Case) -> Table:
    """For reading."""
    rows = [
        (Entry.of(due.when.text, due.cites), Entry(due.when.precision.value), Entry.of(due.what, due.cites))
        for due in calendar(case)
    ]
    return table("calendar", "Calendar", ("when", "precision", "what"), rows)
