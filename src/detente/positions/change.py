"""What changed between two days: evidence first, then what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.positions.condition import ring_name
from detente.positions.dispute import disputes
from detente.positions.holding import holdings
from detente.positions.incident import incidents
from detente.positions.ladder import ladder
from detente.positions.table import Entry, Table, table


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind (evidence, rung, condition, position, dispute, incident), what, and what caused it."""

    kind: str
    what: str
    cites: tuple[str, ...]


def changes(case: Case, before: date, after: date) -> list[Change]:
    """From `before` to `after`, both inclusive days on which the case was known. Raises `LaterThanCase`."""
    return between(as_of(case, before), as_of(case, after))


def between(old: Case, new: Case) -> list[Change]:
    """The same for two cases at hand: two days of one case, or two versions of it."""
    added = [key for key in new.statements if key not in old.statements]
    gone = [key for key in old.statements if key not in new.statements]
    found = []
    for source in dict.fromkeys(key.partition("/")[0] for key in added):
        keys = tuple(key for key in added if key.partition("/")[0] == source)
        found.append(Change("evidence", f"{len(keys)} statements added from source {source}", keys))
    for source in dict.fromkeys(key.partition("/")[0] for key in gone):
        keys = tuple(key for key in gone if key.partition("/")[0] == source)
        found.append(Change("evidence", f"{len(keys)} statements withdrawn from source {source}", ()))
    retyped = [k for k in new.statements if k in old.statements and new.statements[k].act != old.statements[k].act]
    found += [
        Change("evidence", f"{key} re-typed from {old.statements[key].act} to {new.statements[key].act}", (key,))
        for key in retyped
    ]
    return [
        *found,
        *_rungs(old, new),
        *_conditions(old, new),
        *_disputes(old, new),
        *_incidents(old, new),
        *_holdings(old, new),
    ]


def _rungs(old: Case, new: Case) -> list[Change]:
    before = {rung.name: rung.state for rung in ladder(old)} if old.meta.instrument in old.process.instruments else {}
    return [
        Change("rung", f"{rung.name.replace('-', ' ')} ({rung.since})", rung.cites)
        for rung in ladder(new)
        if rung.state == "reached" and before.get(rung.name) != "reached"
    ]


def _conditions(old: Case, new: Case) -> list[Change]:
    found = []
    for key, condition in new.process.conditions.items():
        earlier = old.process.conditions.get(key)
        cites = tuple(b.worded for b in condition.basis)
        if earlier is None:
            found.append(Change("condition", f"{condition.name} ({ring_name(condition.ring)})", cites))
        elif (earlier.status, earlier.ring) != (condition.status, condition.ring):
            found.append(Change("condition", f"{condition.name}: {earlier.status} to {condition.status}", cites))
    return found


def _disputes(old: Case, new: Case) -> list[Change]:
    before = {dispute.name: {side.answer for side in dispute.sides} for dispute in disputes(old)}
    found = []
    for dispute in disputes(new):
        answers = {side.answer for side in dispute.sides}
        if dispute.name not in before:
            found.append(Change("dispute", dispute.asks, dispute.statements))
        elif fresh := answers - before[dispute.name]:
            keys = tuple(k for side in dispute.sides if side.answer in fresh for k in side.statements)
            found.append(Change("dispute", f"{dispute.asks} (a further answer)", keys))
    return found


def _incidents(old: Case, new: Case) -> list[Change]:
    before = {incident.event: incident.status for incident in incidents(old)}
    return [
        Change("incident", f"{i.name}: {i.status}", (*i.claimed, *i.denied, *i.observed))
        for i in incidents(new)
        if before.get(i.event) != i.status
    ]


def _holdings(old: Case, new: Case) -> list[Change]:
    found = []
    for issue in new.process.issues:
        before = {h.holder: h for h in holdings(old, issue)}
        for holding in holdings(new, issue):
            earlier = before.get(holding.holder)
            if earlier and earlier.stance and holding.stance and earlier.stance != holding.stance:
                who = f"{new.name(holding.holder)} on {new.process.issues[issue].name}"
                what = f"{who}: {earlier.stance}, now {holding.stance}"
                found.append(Change("position", what, (holding.statement, earlier.statement)))
            elif earlier and earlier.condition and earlier.condition != holding.condition:
                who = f"{new.name(holding.holder)} on {new.process.issues[issue].name}"
                what = f"{who}: condition was “{earlier.condition}”, now {holding.condition or 'none'}"
                found.append(Change("position", what, (holding.statement, earlier.statement)))
    return found


def changes_table(case: Case, before: date, after: date) -> Table:
    """For reading."""
    rows = [(Entry(c.kind), Entry.of(c.what, c.cites)) for c in changes(case, before, after)]
    title = f"What changed from {before.isoformat()} to {after.isoformat()}"
    return table("changes", title, ("kind", "what"), rows)
