"""What is due and when: windows and last days of procedures beside scheduled events and ends of mandates.

A season stays a season: nothing is shown more exactly than it was said. Dates of several holders for one
event stand beside each other and are never merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.case.case import Case
from detente.case.window import as_date, openings_between
from detente.positions.calendar import calendar as scheduled
from detente.positions.speech import listed, speaker
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model
from detente.procedures.dates import cites, earliest, told
from detente.values.partial_date import FIRST_DAY, LAST_DAY, PartialDate

YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Due:
    """An entry: when, what, of which kind (window, last day, scheduled), by whom it is dated, what it rests on.
    `key` is the same for the same entry on every machine."""

    when: PartialDate
    what: str
    kind: str
    holder: str
    cites: tuple[str, ...]
    key: str


def calendar(model: Model, first: date | None = None, last: date | None = None) -> list[Due]:
    """Every entry that touches the days from `first` (the first day after the case) to `last` (five years on)."""
    first = first or model.start
    last = last or date(first.year + YEARS_AHEAD, first.month, min(first.day, 28))
    found = [*_windows(model, first, last), *_scheduled(model.case)]
    kept = [due for due in found if due.when.start <= last and due.when.last >= first and bounded(due.when)]
    unique = {due.key: due for due in kept}
    return sorted(unique.values(), key=lambda due: (due.when.start, due.when.end, due.what, due.key))


def next_days(model: Model, days: int = 90, *, possible: bool = False) -> list[Due]:
    """The entries of the next days; with `possible` also what could at the earliest be complete in them."""
    last = model.start + timedelta(days=days - 1)
    found = calendar(model, model.start, last)
    if possible:
        found += [due for due in soonest(model) if due.when.start <= last]
    return sorted(found, key=lambda due: (due.when.start, due.when.end, due.what, due.key))


def soonest(model: Model) -> list[Due]:
    """The earliest date of each condition that blocks and of each open rung of the main instrument: every step at its
    fastest, every consent given. No forecast."""
    instrument = model.case.process.instruments[model.case.meta.instrument]
    rungs = [f"{model.case.meta.instrument}.{rung}" for rung in model.case.process.ladder]
    nodes = [*(f"condition:{name}" for name in model.standing), *(rung for rung in rungs if not model.done(rung))]
    found = []
    for node in nodes:
        if (date_of := earliest(model, node)).date is None or not date_of.path:
            continue
        rests = tuple(dict.fromkeys(cite for step in date_of.path for cite in cites(model, step)))
        name = told(model, node).removesuffix(f": {instrument.title}")
        found.append(Due(date_of.date, f"{name}: not before this", "earliest possible", "", rests, f"{node}!"))
    return found


def bounded(when: PartialDate) -> bool:
    """True where it has both ends."""
    return when.start != FIRST_DAY and when.end != LAST_DAY


def _windows(model: Model, first: date, last: date) -> Iterator[Due]:
    seen: set[tuple[str, str]] = set()
    for node, placed in model.steps.items():
        step, name = placed.step, f"{placed.procedure}.{placed.key}"
        done = model.graph.nodes[model.graph.at[node]].done is not None
        if done or (placed.procedure, placed.key) in seen or _set_aside(model, placed.procedure, placed.key):
            continue
        seen.add((placed.procedure, placed.key))
        title = model.case.procedures[placed.procedure].title
        if step.window:
            rests = tuple(map(str, step.window.rests_on or step.rests_on))
            for opening in openings_between(step.window.when, first, last):
                when = as_date(opening)
                yield Due(when, f"{step.does} ({title})", "window", "", rests, f"{name}@{when.worded}")
        if step.closes:
            what = f"last day: {step.does} ({title})"
            yield Due(step.closes, what, "last day", "", tuple(map(str, step.rests_on)), f"{name}#closes")


def _set_aside(model: Model, procedure: str, key: str) -> bool:
    """True where the step serves only routes that do not count."""
    item = model.case.procedures[procedure]
    using = [
        f"{procedure}:{name}"
        for name, route in item.routes.items()
        if any(named == key for named, _ in route.needs.names())
    ]
    counting = model.graph.nodes[model.graph.at[procedure]].needs
    return bool(using) and not any(route in counting for route in using)


def _scheduled(case: Case) -> Iterator[Due]:
    for due in scheduled(case):
        holders = [speaker(case, case.statements[cite]) for cite in due.cites if cite in case.statements]
        key = f"{due.subject}@{due.when.worded}"
        yield Due(due.when, due.what, "scheduled", listed(dict.fromkeys(holders)), due.cites, key)


def calendar_table(case: Case, entries: Iterable[Due]) -> Table:
    """For reading."""
    rows = [
        (
            Entry(due.when.text),
            Entry(str(due.when.precision)),
            Entry.of(due.what, due.cites),
            Entry(due.kind),
            Entry(due.holder),
        )
        for due in entries
    ]
    note = "Dates keep the precision with which they were given; an entry without source stands as unsourced."
    return table("calendar", f"Calendar: {case.meta.title}", ("when", "precision", "what", "kind", "by"), rows, note)
