"""Concessions and the demands around them: what each party gave, and what was asked of it afterwards.

A concession is what a party accepted, committed itself to, granted or offered on a matter that another party
asks of it. The ledger keeps the condition of each. A demand counts as coming after a concession only where
both dates say so; demands that others only expect are listed apart and never as made.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.act import Act, Column
from detente.case.case import Case
from detente.case.process import Ring
from detente.positions.speech import listed, says, speaker
from detente.positions.table import Entry, Table, table
from detente.values.partial_date import FIRST_DAY, LAST_DAY, PartialDate

_GIVING = {
    Act.ACCEPTED: "accepted",
    Act.ACCEPTED_IF: "accepted on a condition",
    Act.COMMITTED: "committed",
    Act.ACKNOWLEDGED: "granted",
    Act.OFFERED: "offered",
    Act.OFFERED_IF: "offered on a condition",
}


@dataclass(frozen=True, slots=True)
class Concession:
    """What a party gave or offered; `when` is the earliest and latest day that the record allows."""

    party: str
    statement: str
    kind: str
    issue: str
    when: PartialDate | None


@dataclass(frozen=True, slots=True)
class Demand:
    """What one party asks of another. `made` is False where others only expect it."""

    holder: str
    asked: tuple[str, ...]
    name: str
    issue: str
    when: PartialDate | None
    made: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Demands around a concession: `after` surely came later, `unordered` may have come before or after."""

    concession: Concession
    after: tuple[Demand, ...]
    unordered: tuple[Demand, ...]


def concessions(case: Case) -> list[Concession]:
    """By party, then by date."""
    asked = _asked(case)
    found = []
    for key, statement in case.statements.items():
        kind = _GIVING.get(statement.act)
        parties = {party for actor in statement.by if (party := case.party_of(actor))}
        if kind is None or len(parties) != 1:
            continue
        party = parties.pop()
        others = {case.party_of(actor) for actor in statement.to} - {None, party}
        if others or statement.about in asked.get(party, ()):
            found.append(Concession(party, key, kind, statement.about, _when(case, key)))
    order = list(case.meta.parties)
    return sorted(found, key=lambda c: (order.index(c.party), c.when.start if c.when else LAST_DAY, c.statement))


def _asked(case: Case) -> dict[str, set[str]]:
    """The issues on which something is asked of each party by somebody else."""
    found: dict[str, set[str]] = {}
    for condition in case.process.conditions.values():
        for actor in condition.asked_of:
            if party := case.party_of(actor):
                found.setdefault(party, set()).add(condition.issue)
    for statement in case.statements.values():
        if statement.act is Act.DEMANDED:
            own = {case.party_of(actor) for actor in statement.by}
            for actor in statement.to:
                party = case.party_of(actor)
                if party and party not in own:
                    found.setdefault(party, set()).add(statement.about)
    return found


def demands(case: Case) -> list[Demand]:
    """The conditions of the case: made demands first, then those only expected."""
    found = []
    for condition in case.process.conditions.values():
        keys = tuple(b.statement for b in condition.basis if b.statement in case.statements)
        statements = tuple(key for key in keys if key)
        made = condition.ring is not Ring.FEARED and any(
            case.statements[key].column is not Column.FORECAST for key in statements
        )
        found.append(
            Demand(
                listed(case.name(actor) for actor in condition.holder),
                condition.asked_of,
                condition.name,
                condition.issue,
                condition.since or _earliest(case, statements),
                made,
                statements,
            )
        )
    return sorted(found, key=lambda demand: not demand.made)


def chain(case: Case) -> list[Link]:
    """For each concession the demands made of the same party on another issue, after it or in unknown order."""
    made = [demand for demand in demands(case) if demand.made]
    found = []
    for concession in concessions(case):
        of_party = [
            d
            for d in made
            if d.issue != concession.issue and concession.party in {case.party_of(actor) for actor in d.asked}
        ]
        after = tuple(d for d in of_party if _surely_after(d.when, concession.when))
        before = [d for d in of_party if _surely_after(concession.when, d.when)]
        found.append(Link(concession, after, tuple(d for d in of_party if d not in after and d not in before)))
    return found


def _surely_after(later: PartialDate | None, earlier: PartialDate | None) -> bool:
    if later is None or earlier is None or later.start == FIRST_DAY:
        return False
    return earlier.surely_before(later)


def _when(case: Case, key: str) -> PartialDate | None:
    statement = case.statements[key]
    if statement.said:
        return statement.said
    if statement.when and statement.when.start <= case.known_on(key):
        return statement.when
    return PartialDate.parse(f"by {case.known_on(key).isoformat()}")


def _earliest(case: Case, keys: tuple[str, ...]) -> PartialDate | None:
    dates = [when for key in keys if (when := _when(case, key))]
    return min(dates, key=lambda when: (when.start, when.end), default=None)


def concessions_table(case: Case) -> Table:
    """The ledger."""
    rows = []
    for concession in concessions(case):
        statement = case.statements[concession.statement]
        rows.append(
            (
                Entry(case.name(concession.party)),
                Entry(concession.when.text if concession.when else ""),
                Entry(concession.kind),
                Entry.of(says(statement), concession.statement),
                Entry(speaker(case, statement)),
                Entry(statement.condition or ""),
            )
        )
    note = "As sources tell it; the same step can stand here as several sources tell it."
    heads = ("party", "when", "kind", "what", "by", "condition")
    return table("concessions", "Concessions", heads, rows, note)


def chain_table(case: Case) -> Table:
    """Demands around concessions, and below them demands that are only expected."""
    rows = []
    for link in chain(case):
        if not link.after and not link.unordered:
            continue
        statement = case.statements[link.concession.statement]
        after = [key for demand in link.after for key in demand.statements]
        rows.append(
            (
                Entry.of(f"{case.name(link.concession.party)}: {says(statement)}", link.concession.statement),
                Entry(link.concession.when.text if link.concession.when else ""),
                Entry.of("; ".join(_told(demand) for demand in link.after), after),
                Entry(
                    f"{len(link.unordered)}" if link.unordered else "", because=tuple(d.name for d in link.unordered)
                ),
            )
        )
    expected = [f"{demand.name} ({_by(case, demand)})" for demand in demands(case) if not demand.made]
    note = f"Only expected, by the speakers named, and not made: {'; '.join(expected)}." if expected else None
    heads = ("concession", "when", "demands after it", "demands of unknown order")
    return table("demand-chain", "Demands after concessions", heads, rows, note)


def _told(demand: Demand) -> str:
    return f"{demand.name} ({demand.when.text})" if demand.when else demand.name


def _by(case: Case, demand: Demand) -> str:
    return "expected by " + listed(dict.fromkeys(speaker(case, case.statements[key]) for key in demand.statements))
