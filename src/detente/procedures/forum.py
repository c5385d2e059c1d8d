"""Courts, bodies and formats that the record names as forums: who turned to which and when, and what is left when one
is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.case.case import Case
from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table
from detente.procedures.who import belongs_to


@dataclass(frozen=True, slots=True)
class Forum:
    """A forum with the parties that statements connect with it, the dates they name, and whether it is open to later
    moves."""

    name: str
    parties: tuple[str, ...]
    dates: tuple[str, ...]
    statements: tuple[str, ...]
    open: bool


def forums(case: Case, closed: Iterable[str] = ()) -> list[Forum]:
    """Every forum of the record; those in `closed`, and what belongs to them, are open to no later move."""
    by_name: dict[str, list[str]] = {}
    for key, statement in case.statements.items():
        if statement.forum:
            by_name.setdefault(statement.forum, []).append(key)
    shut = frozenset(closed)
    found = []
    for name, keys in by_name.items():
        statements = [case.statements[key] for key in keys]
        parties = [p for s in statements for actor in (*s.by, *s.entity) if (p := case.party_of(actor))]
        dates = [when.text for s in statements if (when := s.when or s.said)]
        found.append(
            Forum(
                name,
                tuple(dict.fromkeys(parties)),
                tuple(dict.fromkeys(dates)),
                tuple(keys),
                not (shut and belongs_to(case, name, shut)),
            )
        )
    return found


def forums_table(case: Case, closed: Iterable[str] = ()) -> Table:
    """For reading."""
    rows = [
        (
            Entry.of(case.name(forum.name), forum.statements),
            Entry(listed(case.name(party) for party in forum.parties)),
            Entry("; ".join(forum.dates)),
            Entry("open" if forum.open else "closed in this what-if: no later move goes there"),
        )
        for forum in forums(case, closed)
    ]
    return table("forums", "Forums", ("forum", "parties named with it", "when", "later moves"), rows)
