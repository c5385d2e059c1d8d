"""The incident ledger: claimed, denied, observed, adjudicated. Nothing is adjudicated by default.

An observation covers a claim only where the claim's whole date lies inside the observation's window; a claim dated
after the window stays open, whatever the observer said of earlier days.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import EventKind
from detente.positions.speech import listed, speaker
from detente.positions.table import Entry, Table, table
from detente.values.partial_date import FIRST_DAY, PartialDate


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident or series of them, as statements describe it."""

    event: str
    name: str
    when: PartialDate | None
    claimed: tuple[str, ...]
    denied: tuple[str, ...]
    observed: tuple[str, ...]
    observed_elsewhen: tuple[str, ...]
    adjudicated: tuple[str, ...]

    @property
    def status(self) -> str:
        """The most that can be said of it."""
        if self.adjudicated:
            return "adjudicated"
        if self.observed:
            return "covered by an observer, not adjudicated"
        said = "claimed and denied" if self.claimed and self.denied else "claimed" if self.claimed else "denied"
        return f"{said}, not adjudicated"


def incidents(case: Case) -> list[Incident]:
    """Every incident that a statement names, in the order of the case's events."""
    told: dict[str, dict[Column, list[str]]] = {}
    observed: dict[str, list[str]] = {}
    for key, statement in case.standing.items():
        for event in statement.event:
            told.setdefault(event, {}).setdefault(statement.column, []).append(key)
        if statement.column is Column.OBSERVATION and statement.window:
            observed.setdefault(statement.about, []).append(key)
    found = []
    for event, item in case.process.events.items():
        if item.kind is not EventKind.INCIDENT:
            continue
        by_column = told.get(event, {})
        claims = by_column.get(Column.CLAIM, [])
        if not by_column:
            continue
        when = _when(case, claims)
        observations = observed.get(item.issue or "", [])
        covering = [key for key in observations if _covers(case, key, when)]
        found.append(
            Incident(
                event,
                item.name,
                when,
                tuple(claims),
                tuple(by_column.get(Column.DENIAL, ())),
                tuple(covering),
                tuple(key for key in observations if key not in covering),
                tuple(by_column.get(Column.RULING, ())),
            )
        )
    return found


def _covers(case: Case, observation: str, when: PartialDate | None) -> bool:
    window = case.statements[observation].window
    return window is not None and when is not None and when.within(window)


def _when(case: Case, claims: list[str]) -> PartialDate | None:
    dates = [case.statements[key].when or case.statements[key].said for key in claims]
    known = [date for date in dates if date]
    if not known:
        return None
    start, end = min(date.start for date in known), max(date.end for date in known)
    exact = [date for date in known if (date.start, date.end) == (start, end)]
    if exact:
        return exact[0]
    return PartialDate.parse(f"{start.isoformat()}/{max(date.last for date in known).isoformat()}")


def verified(case: Case) -> list[Incident]:
    """Those that a body with authority, or an observer on the spot, has confirmed as having happened."""
    return [i for i in incidents(case) if i.adjudicated]


def independent_observers(case: Case, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Missions that observe incidents independently of the parties, less those in `without`."""
    return [
        name
        for name, mission in case.process.missions.items()
        if mission.observes and name not in without and mission.actor not in without
    ]


def incidents_table(case: Case) -> Table:
    """For reading."""
    rows = []
    for incident in incidents(case):
        windows = [
            *(_window(case, key, "covers it") for key in incident.observed),
            *(_window(case, key, _partly(case, key, incident.when)) for key in incident.observed_elsewhen),
        ]
        rows.append(
            (
                Entry(incident.name, because=(incident.event,)),
                Entry(incident.when.text if incident.when else ""),
                *(_column(case, keys) for keys in (incident.claimed, incident.denied)),
                Entry.of(listed(windows), incident.observed, incident.observed_elsewhen),
                _column(case, incident.adjudicated),
                Entry(incident.status),
            )
        )
    heads = ("incident", "date", "claimed by", "denied by", "observed", "adjudicated by", "status")
    note = f"{len(verified(case))} incidents verified; claims are never counted as events."
    return table("incidents", "Incident ledger", heads, rows, note)


def _window(case: Case, key: str, reach: str) -> str:
    s = case.statements[key]
    return f"{speaker(case, s)}, {s.window.text if s.window else 'no window'}: {reach}"


def _partly(case: Case, key: str, when: PartialDate | None) -> str:
    window = case.statements[key].window
    if when is None or window is None:
        return "no dates to compare"
    sure = when.start != FIRST_DAY and when.overlaps(window)
    return "covers part of it" if sure else "does not surely cover it"


def _column(case: Case, keys: tuple[str, ...]) -> Entry:
    return Entry.of(listed(dict.fromkeys(speaker(case, case.statements[key]) for key in keys)), keys)
