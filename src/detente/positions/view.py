"""Every view by name, for the command line, the brief and exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import Ring
from detente.notation.problem import closest_name
from detente.positions import (
    calendar,
    channel,
    condition,
    dispute,
    holding,
    incident,
    ladder,
    ledger,
    offer,
    register,
    scope,
)
from detente.positions.table import Table


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it shows, and the names that it can be asked of (none where it is asked of nothing)."""

    shows: str
    make: Callable[[Case, str], Table]
    subjects: Callable[[Case], list[str]] | None = None
    needed: bool = False


class UnknownView(ValueError):
    """No view, or no subject, of this name; the message names the closest."""


def _issues(case: Case) -> list[str]:
    return list(case.process.issues)


def _articles(case: Case) -> list[str]:
    return list(case.process.instruments[case.meta.instrument].articles)


VIEWS: dict[str, View] = {
    "ladder": View("status ladder of the main instrument", lambda c, _: ladder.ladder_table(c)),
    "articles": View("article board, with what is unknown", lambda c, _: ladder.board_table(c)),
    "scope": View("whom an article covers, by source", scope.scope_table, _articles, needed=True),
    "conditions": View(
        "conditions and demands in their rings",
        lambda c, ring: condition.conditions_table(c, ring or None),
        lambda c: [ring.value for ring in Ring],
    ),
    "matrix": View("which source counts which condition", lambda c, _: condition.matrix_table(c)),
    "positions": View("who stands where on an issue", holding.positions_table, _issues, needed=True),
    "disputes": View("every question on which sources differ", lambda c, _: dispute.disputes_table(c)),
    "channels": View("days on which channels of one party diverge", lambda c, _: channel.channels_table(c)),
    "calendar": View("what is scheduled or falls due", lambda c, _: calendar.calendar_table(c)),
    "incidents": View("claimed, denied, observed, adjudicated", lambda c, _: incident.incidents_table(c)),
    "offers": View("offers and their answers", lambda c, _: offer.offers_table(c)),
    "acceptances": View("acceptances with their conditions", lambda c, _: offer.acceptances_table(c)),
    "ledger": View(
        "statements, by column",
        lambda c, column: ledger.ledger_table(c, column or None),
        lambda c: [column.value for column in Column],
    ),
    "issue": View("everything on an issue", ledger.issue_table, _issues, needed=True),
    "actor": View("everything by or on an actor", ledger.actor_table, lambda c: list(c.actors), needed=True),
    "omissions": View("what sources say the text leaves out", lambda c, _: ledger.omissions_table(c)),
    "silences": View("who has not spoken", lambda c, _: ledger.silences_table(c)),
    "forecasts": View("forecasts made by sources", lambda c, _: ledger.forecasts_table(c)),
    "advice": View("advice made by sources", lambda c, _: ledger.advice_table(c)),
    "wordings": View(
        "how sources word one event", ledger.wordings_table, lambda c: list(c.process.events), needed=True
    ),
    "durations": View("lengths of time by scope", ledger.durations_table, _issues, needed=True),
    "forums": View("forums, by whom and when", lambda c, _: ledger.forums_table(c)),
    "instruments": View("instruments and fallback texts", lambda c, _: register.instruments_table(c)),
    "chains": View("what instruments refer to", lambda c, _: register.chains_table(c)),
    "tracks": View("tracks, parts and asserted links", lambda c, _: register.tracks_table(c)),
    "missions": View("missions and mandates", lambda c, _: register.missions_table(c)),
    "guarantees": View("security guarantees", lambda c, _: register.guarantees_table(c)),
    "narratives": View("allegations with expiry", lambda c, _: register.narratives_table(c)),
    "sources": View("source cards", lambda c, _: register.sources_table(c)),
    "names": View("one entity, many names", lambda c, _: register.names_table(c)),
    "gaps": View("what is not known", lambda c, _: register.gaps_table(c)),
}


def view(case: Case, name: str, subject: str = "") -> Table:
    """The view as a table; raise `UnknownView` where there is no such view or subject."""
    found = VIEWS.get(name)
    if found is None:
        raise UnknownView(_unknown("view", name, list(VIEWS)))
    if found.subjects is not None:
        names = found.subjects(case)
        if subject and subject not in names:
            raise UnknownView(_unknown(f"subject of '{name}'", subject, names))
        if found.needed and not subject:
            raise UnknownView(f"'{name}' needs one of: {', '.join(names)}")
    elif subject:
        raise UnknownView(f"'{name}' is asked of nothing; leave '{subject}' out")
    return found.make(case, subject)


def _unknown(what: str, name: str, names: list[str]) -> str:
    near = closest_name(name, names)
    return f"there is no {what} '{name}'" + (f"; closest: {near}" if near else f"; there are: {', '.join(names)}")
