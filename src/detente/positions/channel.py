"""Channels of a party on one day: its offices and leaders beside each other, and whether they diverge.

Two channels diverge where, on one day, one of them moves towards the other party (announces, offers, accepts) and
another accuses it. Both are shown; neither is taken for the party's true position.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.case.act import Act, Column
from detente.case.case import Case
from detente.positions.speech import listed, says, speaker, verb
from detente.positions.table import Entry, Table, table
from detente.values.partial_date import PartialDate, Precision

_TOWARDS = {Column.AGREEMENT, Column.ANNOUNCEMENT, Column.OFFER, Column.ACCEPTANCE, Column.ACKNOWLEDGEMENT}
_AGAINST = {Act.ACCUSED, Act.REJECTED}


@dataclass(frozen=True, slots=True)
class Divergence:
    """One party on one day: statements by channel, and what sources say of their order."""

    party: str
    day: date
    towards: tuple[str, ...]
    against: tuple[str, ...]
    order: tuple[str, ...]
    """Statements that tell in which order the channels spoke."""


def divergences(case: Case) -> list[Divergence]:
    """Days on which channels of one party diverge, by day, parties in their order."""
    by_day: dict[tuple[date, str], list[str]] = {}
    for key, s in case.standing.items():
        if s.said and s.said.precision is Precision.DAY:
            for party in dict.fromkeys(filter(None, map(case.party_of, s.by))):
                by_day.setdefault((s.said.start, party), []).append(key)
    reports = _orders(case)
    found = []
    for (day, party), keys in by_day.items():
        towards = [key for key in keys if case.statements[key].column in _TOWARDS]
        against = [key for key in keys if case.statements[key].act in _AGAINST]
        speakers = {actor for key in towards for actor in case.statements[key].by}
        others = {actor for key in against for actor in case.statements[key].by} - speakers
        if towards and others:
            order = [k for k, on in reports.get(day, {}).items() if speakers & on and others & on]
            found.append(Divergence(party, day, tuple(towards), tuple(against), tuple(order)))
    parties = list(case.meta.parties)
    return sorted(found, key=lambda d: (d.day, parties.index(d.party)))


def _orders(case: Case) -> dict[date, dict[str, set[str]]]:
    """By day, what says in which order several spoke (`scope`), with those whom it names."""
    found: dict[date, dict[str, set[str]]] = {}
    for key, s in case.standing.items():
        if s.when and s.scope and len(s.entity) > 1:
            found.setdefault(s.when.start, {})[key] = set(s.entity)
    return found


def channels_table(case: Case) -> Table:
    """For reading: the days on which channels diverge, each with both sides and their order as told."""
    rows = []
    for d in divergences(case):
        order = listed(dict.fromkeys(case.statements[key].scope or "" for key in d.order))
        rows.append(
            (
                Entry(case.name(d.party)),
                Entry(PartialDate.on(d.day).text),
                Entry.of(_told(case, d.towards), d.towards),
                Entry.of(_told(case, d.against), d.against),
                Entry.of(order or "order not told", d.order),
            )
        )
    heads = ("party", "day", "one channel", "another channel", "order")
    return table("channels", "Days on which channels of one party diverge", heads, rows)


def _told(case: Case, keys: tuple[str, ...]) -> str:
    statements = [case.statements[key] for key in keys]
    return "; ".join(dict.fromkeys(f"{speaker(case, s)} {verb(s)}: {says(s)}" for s in statements))
