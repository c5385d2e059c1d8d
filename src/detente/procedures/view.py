"""The views that need procedures, by name: for the command line, the brief and exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.case.case import Case
from detente.case.process import ValueKind
from detente.positions.table import Table
from detente.procedures.blockers import blockers, blockers_table
from detente.procedures.calendar import calendar, calendar_table
from detente.procedures.capability import incapable_table
from detente.procedures.compile import Model
from detente.procedures.concessions import chain_table, concessions_table
from detente.procedures.fallback import fallbacks_table
from detente.procedures.forum import forums, forums_table
from detente.procedures.ladder import ladder_table
from detente.procedures.linkage import linkage_table
from detente.procedures.listing import procedures_table
from detente.procedures.outline import routes_table, steps_table
from detente.procedures.timing import timings_table


@dataclass(frozen=True, slots=True)
class View:
    """A view of the compiled process: what it shows, and the names that it needs one of, if any."""

    shows: str
    make: Callable[[Model, str], Table]
    subjects: Callable[[Case], list[str]] | None = None


def _labelled(case: Case) -> list[str]:
    return [name for name, issue in case.process.issues.items() if issue.value is ValueKind.LABEL]


def _forums(case: Case) -> list[str]:
    return [forum.name for forum in forums(case)]


def _procedures(case: Case) -> list[str]:
    return list(case.procedures)


VIEWS: dict[str, View] = {
    "blockers": View(
        "what blocks the main instrument",
        lambda m, _: blockers_table(m, [b for b in blockers(m) if b.blocks]),
    ),
    "all-conditions": View("every condition, also those that do not block", lambda m, _: blockers_table(m)),
    "ladder": View("rung by rung: what it waits for, and when at the earliest", lambda m, _: ladder_table(m)),
    "procedures": View("the procedures of the case", lambda m, _: procedures_table(m)),
    "routes": View("routes of a procedure with their earliest dates", routes_table, _procedures),
    "steps": View("steps of a procedure with their law", steps_table, _procedures),
    "calendar": View("windows, last days, scheduled events", lambda m, _: calendar_table(m.case, calendar(m))),
    "timings": View("who gives which date for one event", lambda m, _: timings_table(m.case)),
    "capability": View("demands that the addressee cannot deliver alone", lambda m, _: incapable_table(m)),
    "concessions": View("what each party gave or offered", lambda m, _: concessions_table(m.case)),
    "demand-chain": View("demands after concessions", lambda m, _: chain_table(m.case)),
    "linkage": View("readings of a conditional policy", lambda m, issue: linkage_table(m.case, issue), _labelled),
    "forums": View("forums of the record", lambda m, _: forums_table(m.case)),
    "without-forum": View("forums left when one is closed", lambda m, name: forums_table(m.case, [name]), _forums),
    "fallbacks": View("texts that apply as long as a rung is open", lambda m, _: fallbacks_table(m)),
}


class UnknownView(ValueError):
    """No view, or no subject, of this name."""


def view(model: Model, name: str, subject: str = "") -> Table:
    """The view as a table; raise `UnknownView`."""
    found = VIEWS.get(name)
    if found is None:
        raise UnknownView(f"there is no view '{name}'; there are: {', '.join(VIEWS)}")
    if found.subjects is not None and subject not in (known := found.subjects(model.case)):
        raise UnknownView(f"'{name}' needs one of: {', '.join(known)}")
    return found.make(model, subject)
