"""Offers and acceptances: with their conditions, who answered, and how long they have been open."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.act import Column
from detente.case.case import Case
from detente.positions.speech import listed, says, speaker
from detente.positions.table import Entry, Table, table


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, other reports and copies of it, and the replies that the record has; `age` in days on the case's day,
    from the last day on which it may have been made."""

    statement: str
    also: tuple[str, ...]
    replies: tuple[str, ...]
    age: int | None

    @property
    def open(self) -> bool:
        """True where nobody has answered it in the record."""
        return not self.replies


def offers(case: Case) -> list[Offer]:
    """Offers in the record, oldest first. Copies, and reports of what one party offered on one day on one issue, are
    one offer."""
    groups: dict[str, list[str]] = {}
    for key, statement in case.standing.items():
        if statement.column is Column.OFFER:
            groups.setdefault(_identity(case, key), []).append(key)
    found = []
    for key, *also in groups.values():
        statement = case.statements[key]
        replies = tuple(
            other
            for other, reply in case.standing.items()
            if {key, *also} & set(reply.replies_to)
            and reply.column in (Column.ACCEPTANCE, Column.REJECTION, Column.OFFER)
            and set(reply.by).isdisjoint(statement.by)
        )
        age = (case.day - statement.said.last).days if statement.said else None
        found.append(Offer(key, tuple(also), replies, age))
    return sorted(found, key=lambda o: (o.age is None, -(o.age or 0), o.statement))


def _identity(case: Case, key: str) -> str:
    statement = case.statements[key]
    for original in statement.repeats:
        if original in case.statements and case.statements[original].column is Column.OFFER:
            return _identity(case, original)
    if statement.said is None:
        return key
    holders = sorted(case.party_of(actor) or actor for actor in statement.by)
    return f"{holders} {statement.about} {statement.said.interval}"


def offers_table(case: Case) -> Table:
    """For reading."""
    rows = []
    for offer in offers(case):
        statement = case.statements[offer.statement]
        rows.append(
            (
                Entry.of(speaker(case, statement), offer.statement),
                Entry.of(says(statement), offer.statement, offer.also),
                Entry(statement.condition or ""),
                Entry(statement.said.text if statement.said else ""),
                Entry("" if offer.age is None else f"{offer.age} days"),
                Entry.of(
                    listed(
                        f"{speaker(case, case.statements[key])}: {case.statements[key].act}" for key in offer.replies
                    )
                    or "no answer in the sources",
                    offer.replies,
                ),
            )
        )
    heads = ("offered by", "what", "condition", "made", "open for", "answered")
    return table("offers", "Offers and their answers", heads, rows)


def acceptances_table(case: Case) -> Table:
    """Accept(what) given a condition, in order of time; a change of condition shows as a further row."""
    rows = [
        (
            Entry.of(speaker(case, s), key),
            Entry(case.process.issues[s.about].name if s.about in case.process.issues else s.about),
            Entry.of(s.says, key),
            Entry(s.condition or "none stated"),
            Entry(s.hangs_on or ""),
            Entry((s.said or case.source_of(key).published or case.meta.as_of).text),
        )
        for key, s in sorted(case.standing.items(), key=lambda item: (case.known_on(item[0]), item[0]))
        if s.column in (Column.ACCEPTANCE, Column.OFFER)
    ]
    heads = ("who", "issue", "accepts or offers", "condition", "hangs on", "as of")
    return table("acceptances", "Conditional and sequenced acceptance", heads, rows)
