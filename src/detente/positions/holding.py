"""Who stands where on an issue on a given day, with conditions.

The position of a speaker is its latest statement on the issue that takes one; what it replaced stays visible. Parties
are shown by their speakers, never averaged: a ministry and a president may differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from detente.case.act import Act, Column
from detente.case.case import Case
from detente.case.statement import Stance, Statement
from detente.positions.speech import chain, dated, says, verb
from detente.positions.table import Entry, Table, table

_STANCES = {
    Act.AGREED: Stance.FOR,
    Act.COMMITTED: Stance.FOR,
    Act.DEMANDED: Stance.FOR,
    Act.OFFERED: Stance.FOR,
    Act.ACCEPTED: Stance.FOR,
    Act.OFFERED_IF: Stance.CONDITIONAL,
    Act.ACCEPTED_IF: Stance.CONDITIONAL,
    Act.REJECTED: Stance.AGAINST,
    Act.WISHED: Stance.FOR,
}
_NO_POSITION = {Column.REPORT, Column.FORECAST, Column.OBSERVATION}


@dataclass(frozen=True, slots=True)
class Holding:
    """One speaker's position: its latest statement, the ones before it, and the stance that follows from the act
    (none for plain claims)."""

    holder: str
    party: str | None
    statement: str
    stance: Stance | None
    condition: str | None
    earlier: tuple[str, ...]

    @property
    def cites(self) -> tuple[str, ...]:
        """The statements it rests on, latest first."""
        return (self.statement, *self.earlier)


def stance_of(statement: Statement) -> Stance | None:
    """As stated, else as the act implies; a stated condition makes a favourable act conditional."""
    if statement.stance:
        return statement.stance
    implied = _STANCES.get(statement.act)
    return Stance.CONDITIONAL if implied is Stance.FOR and statement.condition else implied


def holdings(case: Case, issue: str) -> list[Holding]:
    """Positions on an issue as far as the case knows them, parties first, then by name."""
    held: dict[str, list[str]] = defaultdict(list)
    for key in _taken(case).get(issue, ()):
        for speaker in case.statements[key].by:
            held[speaker].append(key)
    found = []
    for holder, keys in held.items():
        latest, *earlier = sorted(keys, key=lambda key: _recency(case, key), reverse=True)
        statement = case.statements[latest]
        found.append(
            Holding(holder, case.party_of(holder), latest, stance_of(statement), statement.condition, tuple(earlier))
        )
    parties = list(case.meta.parties)
    return sorted(
        found, key=lambda h: (parties.index(h.party) if h.party in parties else len(parties), case.name(h.holder))
    )


@lru_cache(maxsize=16)
def _taken(case: Case) -> Mapping[str, list[str]]:
    """Statements that take a position, by issue, less the superseded ones."""
    found: dict[str, list[str]] = {}
    for key, statement in case.standing.items():
        if statement.column not in _NO_POSITION:
            found.setdefault(statement.about, []).append(key)
    return found


def _recency(case: Case, key: str) -> tuple[date, bool, date, str]:
    """When it was said, as far as that is sure; undated statements count as said when they were reported."""
    statement = case.statements[key]
    known = case.known_on(key)
    said = statement.said.last if statement.said else known
    return (min(said, known), statement.column is not Column.SILENCE, known, key)


def positions_table(case: Case, issue: str) -> Table:
    """Holdings for reading."""
    rows = []
    for h in holdings(case, issue):
        statement = case.statements[h.statement]
        rows.append(
            (
                Entry.of(case.name(h.holder), h.statement),
                Entry(case.name(h.party) if h.party else ""),
                Entry.of(f"{verb(statement)}: {says(statement)}", h.cites),
                Entry(h.stance.value if h.stance else ""),
                Entry(dated(statement)),
                Entry(" > ".join(chain(case, h.statement))),
            )
        )
    name = case.process.issues[issue].name if issue in case.process.issues else issue
    return table(
        "positions", f"Who stands where: {name}", ("holder", "for", "position", "stance", "said", "through"), rows
    )
