"""Earliest dates for reading: per route and overall, with the chain of steps that sets them and the slack of
the rest.

A date is never shown more exactly than what it rests on: a meeting known to fall in December gives "December
2025".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.case.window import as_date, next_opening
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model
from detente.procedures.schedule import Schedule, critical_path
from detente.procedures.who import shown
from detente.values.partial_date import PartialDate, Precision


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest date of a node; `date` is absent where it cannot happen, and `because` says why.

    `path` are the steps that set the date, first to last; `slack` the days that each further step may slip.
    `exact` is False where the search over alternatives was cut.
    """

    node: str
    date: PartialDate | None
    because: tuple[str, ...]
    path: tuple[str, ...]
    slack: tuple[tuple[str, int], ...]
    exact: bool = True

    @property
    def text(self) -> str:
        """`20 June 2025`, `December 2025`, or `cannot happen as written`."""
        return self.date.text if self.date else "cannot happen as written"


@dataclass(frozen=True, slots=True)
class RouteDate:
    """A route with its earliest date, and whether it counts."""

    procedure: str
    route: str
    name: str
    counts: bool
    contested: bool
    earliest: Earliest


def earliest(model: Model, node: str) -> Earliest:
    """The earliest date of a rung, condition, procedure, route or step by its name in the graph."""
    schedule = model.scheduler.earliest(node)
    if not schedule.possible:
        because = tuple(f"{told(model, model.graph.nodes[r.node].name)}: {r.says}" for r in schedule.reasons)
        return Earliest(node, None, because or ("it has no route that counts",), (), (), schedule.exact)
    path = critical_path(model.scheduler, schedule)
    names = tuple(model.graph.nodes[index].name for index in path)
    slack = tuple(
        (name, schedule.slack(index))
        for index in schedule.days
        if (name := model.graph.nodes[index].name) in model.steps
        and index not in path
        and model.graph.nodes[index].step
        and model.graph.nodes[index].done is None
    )
    return Earliest(node, _date(model, schedule), (), names, slack, schedule.exact)


def _date(model: Model, schedule: Schedule) -> PartialDate:
    """The day with the precision of the window that it comes from."""
    day = schedule.day
    for index in reversed(critical_path(model.scheduler, schedule)):
        windows = model.graph.nodes[index].windows
        if not windows:
            continue
        opening = next_opening(windows, schedule.days[index], model.scheduler.horizon)
        if opening is None or opening.date.precision is Precision.DAY:
            break
        if opening.first <= day <= opening.last:
            return as_date(opening)
        return PartialDate.parse(f"{date.fromordinal(day).isoformat()}/..")
    return PartialDate.on(date.fromordinal(day))


def routes(model: Model, procedure: str) -> list[RouteDate]:
    """Every route of a procedure, those that count first."""
    item = model.case.procedures[procedure]
    goal = model.graph.nodes[model.graph.at[procedure]]
    found = [
        RouteDate(
            procedure,
            name,
            route.name,
            f"{procedure}:{name}" in goal.needs,
            route.contested,
            earliest(model, f"{procedure}:{name}"),
        )
        for name, route in item.routes.items()
    ]
    return sorted(found, key=lambda route: not route.counts)


def latest_starts(model: Model, node: str, deadline: date) -> list[tuple[str, date, date]] | None:
    """For each open step on the way: (step, earliest day, latest day) with the node complete by `deadline`;
    None where that cannot be met. The latest day is the one by which the step must be complete."""
    schedule = model.scheduler.earliest(node)
    latest = model.scheduler.meeting(node, deadline)
    if latest is None:
        return None
    return [
        (name, date.fromordinal(schedule.days[index]), date.fromordinal(latest[index]))
        for index in sorted(schedule.days, key=lambda i: (schedule.days[i], i))
        if (name := model.graph.nodes[index].name) in model.steps
        and model.graph.nodes[index].step
        and model.graph.nodes[index].done is None
    ]


def told(model: Model, node: str) -> str:
    """A node in words: what its step does, a condition's name, a rung."""
    if placed := model.steps.get(node):
        return placed.step.does
    if node.startswith("condition:"):
        condition = model.case.process.conditions.get(node.removeprefix("condition:"))
        return condition.name if condition else node
    procedure, _, route = node.partition(":")
    item = model.case.procedures.get(procedure)
    if item and not route:
        return item.title
    if item and route in item.routes:
        return item.routes[route].name
    instrument, _, rung = node.partition(".")
    if instrument in model.case.process.instruments:
        return f"{rung.replace('-', ' ')}: {model.case.process.instruments[instrument].title}"
    return node


def who_acts(model: Model, node: str) -> str:
    """Who acts in a step, in our words."""
    placed = model.steps.get(node)
    return ", ".join(shown(model.case, name) for name in placed.who.must) if placed else ""


def cites(model: Model, node: str) -> tuple[str, ...]:
    """What a step and its values rest on."""
    placed = model.steps.get(node)
    if placed is None:
        return ()
    values = [placed.step, *(value for _, value in placed.step.values())]
    return tuple(dict.fromkeys(str(basis) for value in values for basis in value.rests_on))


def dates_table(model: Model, nodes: Iterator[str] | list[str]) -> Table:
    """Earliest dates with the chain that sets each."""
    rows = []
    for node in nodes:
        found = earliest(model, node)
        path = "; ".join(told(model, name) for name in found.path) or "; ".join(found.because)
        grounds = tuple(dict.fromkeys(cite for name in found.path for cite in cites(model, name)))
        rows.append((Entry(told(model, node)), Entry(found.text), Entry.of(path, grounds)))
    return table(
        "dates",
        "Earliest dates",
        ("what", "earliest", "set by"),
        rows,
        note="Earliest feasible, not expected: every step at its fastest, and every vote and consent given.",
    )
