"""Measures: numbers and words that an analyst can expect of a case (`expect.yaml`), checked on every load.

- {measure: articles-known, is: 5}
- {measure: rung, of: peace-agreement, is: text-agreed}
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.case.act import Column
from detente.case.case import Case
from detente.case.origins import origins
from detente.case.process import Ring
from detente.positions.channel import divergences
from detente.positions.condition import in_ring, matrix_table
from detente.positions.dispute import disputes
from detente.positions.holding import holdings
from detente.positions.incident import incidents, independent_observers, verified
from detente.positions.ladder import board, ladder
from detente.positions.ledger import ledger
from detente.positions.offer import offers
from detente.positions.register import fallbacks, thin_actors
from detente.positions.scope import reading, scope

Measure = Callable[[Case, str], Sequence[str]]


class UnknownSubject(KeyError):
    """The measure was asked of something that the case does not have."""


def _articles_known(case: Case, _: str) -> list[str]:
    return [str(sum(1 for slot in board(case) if slot.statements))]


def _articles(case: Case, _: str) -> list[str]:
    return [str(len(board(case)))]


def _rung(case: Case, instrument: str) -> list[str]:
    name = instrument or case.meta.instrument
    if name not in case.process.instruments:
        raise UnknownSubject(name)
    reached = [rung.name for rung in ladder(case, name) if rung.state == "reached"]
    return reached[-1:] or ["none"]


def _conditions(case: Case, ring: str) -> list[str]:
    return [key for key, _ in in_ring(case, Ring(ring))]


def _disputed(case: Case, name: str) -> list[str]:
    """Answers to the dispute of this name (`rung:constitution`)."""
    found = [dispute for dispute in disputes(case) if dispute.name == name]
    return [side.answer for dispute in found for side in dispute.sides] or ["not disputed"]


def _disputes(case: Case, kind: str) -> list[str]:
    return [str(sum(1 for dispute in disputes(case) if not kind or dispute.kind == kind))]


def _stance(case: Case, subject: str) -> list[str]:
    """Stance of a holder on an issue, as `holder on issue`."""
    holder, _, issue = subject.partition(" on ")
    found = [h for h in holdings(case, issue) if h.holder == holder]
    return [h.stance.value if h.stance else "none" for h in found] or ["unknown"]


def _origins(case: Case, keys: str) -> list[str]:
    """Independent origins of the statements listed, separated by commas."""
    wanted = [key.strip() for key in keys.split(",")]
    if missing := [key for key in wanted if key not in case.statements]:
        raise UnknownSubject(missing[0])
    return [str(len(origins(case, wanted)))]


def _incidents_verified(case: Case, _: str) -> list[str]:
    return [str(len(verified(case)))]


def _incident(case: Case, event: str) -> list[str]:
    return [incident.status for incident in incidents(case) if incident.event == event] or ["unknown"]


def _observers(case: Case, without: str) -> list[str]:
    """Independent observers of incidents; `of` names missions to leave out."""
    return [str(len(independent_observers(case, without=frozenset(without.split()))))]


def _open_offers(case: Case, issue: str) -> list[str]:
    return [
        str(
            sum(
                1
                for offer in offers(case)
                if offer.open and (not issue or case.statements[offer.statement].about == issue)
            )
        )
    ]


def _statements(case: Case, column: str) -> list[str]:
    return [str(len(ledger(case, Column(column) if column else None)))]


def _counted(case: Case, source: str) -> list[str]:
    """How many conditions a source counts before the main instrument's rungs."""
    rows = {row[0].text: row[-1].text for row in matrix_table(case).rows}
    if source and source not in case.sources:
        raise UnknownSubject(source)
    return [rows.get(source, "0")]


def _status(case: Case, condition: str) -> list[str]:
    if condition not in case.process.conditions:
        raise UnknownSubject(condition)
    return [case.process.conditions[condition].status.value]


def _readings(case: Case, subject: str) -> list[str]:
    """Different readings of whether an article covers an entity, as `entity under article`."""
    entity, _, article = subject.partition(" under ")
    if article not in case.process.instruments[case.meta.instrument].articles:
        raise UnknownSubject(article)
    found = [row for row in scope(case, article) if row.entity == entity]
    return [str(len({reading(case, key) for row in found for key in row.statements}))]


def _omitted(case: Case, _: str) -> list[str]:
    """Issues that some source says the main instrument leaves out."""
    return list(dict.fromkeys(s.about for s in case.statements.values() if s.omitted_from == case.meta.instrument))


def _thin(case: Case, _: str) -> list[str]:
    """Actors of whom the record has too little for a judgement."""
    return list(thin_actors(case))


def _fallbacks(case: Case, _: str) -> list[str]:
    """Texts that are said to apply while the main instrument has not reached the rung that ends them."""
    return fallbacks(case)


def _divergences(case: Case, party: str) -> list[str]:
    """Days on which channels of a party diverge."""
    return [d.day.isoformat() for d in divergences(case) if not party or d.party == party] or ["none"]


MEASURES: dict[str, Measure] = {
    "articles": _articles,
    "articles-known": _articles_known,
    "rung": _rung,
    "conditions": _conditions,
    "dispute": _disputed,
    "disputes": _disputes,
    "stance": _stance,
    "origins": _origins,
    "incidents-verified": _incidents_verified,
    "incident": _incident,
    "observers": _observers,
    "open-offers": _open_offers,
    "statements": _statements,
    "counted": _counted,
    "status": _status,
    "readings": _readings,
    "omitted": _omitted,
    "too-thin": _thin,
    "fallbacks": _fallbacks,
    "divergences": _divergences,
}
"""Every measure by name; each takes the case and what it is measured of (empty where it needs nothing)."""
