"""What changed between two days of a case or two versions of it: evidence first, then what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.fingerprint import NOT_CONTENT
from detente.case.source import Source
from detente.case.statement import Statement
from detente.positions.condition import ring_name
from detente.positions.dispute import disputes
from detente.positions.holding import holdings
from detente.positions.incident import incidents
from detente.positions.ladder import ladder
from detente.positions.table import Entry, Table, table

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind (evidence, rung, condition, position, dispute, incident, judgement), what, and what
    caused it."""

    kind: str
    what: str
    cites: tuple[str, ...]


def changes(case: Case, before: date, after: date) -> list[Change]:
    """From `before` to `after`, both inclusive days on which the case was known. Raises `LaterThanCase`."""
    return between(as_of(case, before), as_of(case, after))


def between(old: Case, new: Case) -> list[Change]:
    """The same for two cases at hand: two days of one case, or two versions of it."""
    return [
        *_sources(old, new),
        *_statements(old, new),
        *_rungs(old, new),
        *_conditions(old, new),
        *_disputes(old, new),
        *_incidents(old, new),
        *_holdings(old, new),
        *_judgements(old, new),
    ]


def _sources(old: Case, new: Case) -> list[Change]:
    return [
        *(Change("evidence", f"source {name} withdrawn", ()) for name in old.sources if name not in new.sources),
        *(
            Change("evidence", f"source {name} dated {_dated(source)}, before {_dated(earlier)}", ())
            for name, source in new.sources.items()
            if (earlier := old.sources.get(name)) and _dated(earlier) != _dated(source)
        ),
    ]


def _dated(source: Source) -> str:
    return source.published.text if source.published else "not at all"


def _statements(old: Case, new: Case) -> list[Change]:
    added = [key for key in new.statements if key not in old.statements]
    gone = [key for key in old.statements if key not in new.statements]
    found = []
    for source in dict.fromkeys(key.partition("/")[0] for key in added):
        keys = tuple(key for key in added if key.partition("/")[0] == source)
        found.append(Change("evidence", f"{_counted(keys)} added from source {source}", keys))
    for source in dict.fromkeys(key.partition("/")[0] for key in gone):
        keys = tuple(key for key in gone if key.partition("/")[0] == source)
        found.append(Change("evidence", f"{_counted(keys)} withdrawn from source {source}: {_few(keys)}", ()))
    for key, statement in new.statements.items():
        corrected = [k for k in statement.supersedes if k in old.statements]
        if corrected and (key not in old.statements or old.statements[key].supersedes != statement.supersedes):
            found.append(Change("evidence", f"{key} supersedes {', '.join(corrected)}", ()))
        earlier = old.statements.get(key)
        if earlier is None or not (differing := _fields(earlier, statement)):
            continue
        if earlier.act != statement.act:
            found.append(Change("evidence", f"{key} re-typed from {earlier.act} to {statement.act}", (key,)))
        else:
            found.append(Change("evidence", f"{key} edited: {', '.join(differing)}", ()))
    return found


def _counted(keys: Sequence[str]) -> str:
    return f"{len(keys)} statement{'s' if len(keys) != 1 else ''}"


def _few(keys: Sequence[str]) -> str:
    return ", ".join(keys[:_MOST_NAMED]) + (f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else "")


def _fields(old: Statement, new: Statement) -> list[str]:
    """The keys of a statement whose value differs, those of its review aside."""
    names = [name for name in type(new).model_fields if name not in NOT_CONTENT]
    return [name.rstrip("_").replace("_", "-") for name in names if getattr(old, name) != getattr(new, name)]


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
            what = [f"{earlier.status} to {condition.status}"] if earlier.status != condition.status else []
            what += (
                [f"{ring_name(earlier.ring)} to {ring_name(condition.ring)}"]
                if earlier.ring != condition.ring
                else []
            )
            found.append(Change("condition", f"{condition.name}: {'; '.join(what)}", cites))
    gone = [c.name for key, c in old.process.conditions.items() if key not in new.process.conditions]
    return found + [Change("condition", f"{name}: no longer in the record", ()) for name in gone]


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
    named = {dispute.name for dispute in disputes(new)}
    gone = [dispute for dispute in disputes(old) if dispute.name not in named]
    return found + [
        Change("dispute", f"{d.asks} (no longer differed on)", tuple(_kept(new, d.statements))) for d in gone
    ]


def _kept(case: Case, keys: Iterable[str]) -> list[str]:
    return [key for key in keys if key in case.statements]


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
                found.append(Change("position", what, (holding.statement, *_kept(new, [earlier.statement]))))
            elif earlier and earlier.condition and earlier.condition != holding.condition:
                who = f"{new.name(holding.holder)} on {new.process.issues[issue].name}"
                what = f"{who}: condition was “{earlier.condition}”, now {holding.condition or 'none'}"
                found.append(Change("position", what, (holding.statement, *_kept(new, [earlier.statement]))))
    return found


def _judgements(old: Case, new: Case) -> list[Change]:
    found = []
    for name, judgement in new.judgements.items():
        earlier = old.judgements.get(name)
        cites = tuple(b.worded for b in judgement.basis)
        if earlier is None:
            found.append(Change("judgement", f"{name}: {judgement.says} (new)", cites))
        elif earlier.says != judgement.says:
            found.append(Change("judgement", f"{name}: {judgement.says} (it said: {earlier.says})", cites))
        elif earlier.confidence != judgement.confidence:
            what = f"{name}: confidence {earlier.confidence} to {judgement.confidence}"
            found.append(Change("judgement", what, cites))
    gone = [name for name in old.judgements if name not in new.judgements]
    return found + [Change("judgement", f"{name}: no longer rests on all of its reasons", ()) for name in gone]


def changes_table(found: Iterable[Change], before: str, after: str) -> Table:
    """For reading: `before` and `after` name the two."""
    rows = [(Entry(c.kind), Entry.of(c.what, c.cites)) for c in found]
    return table("changes", f"What changed from {before} to {after}", ("kind", "what"), rows)
