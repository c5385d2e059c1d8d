"""The procedures of a case, one line each."""

from __future__ import annotations

from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model, procedure_name
from detente.procedures.dates import earliest
from detente.procedures.outline import unsourced


def procedures_table(model: Model) -> Table:
    """Name, title, what waits for it, number of steps and routes, earliest date, unsourced values."""
    case = model.case
    waiting: dict[str, list[str]] = {name: list(item.reaches) for name, item in case.procedures.items()}
    for condition in case.process.conditions.values():
        if condition.met_by and (name := procedure_name(condition.met_by)) in waiting:
            waiting[name].append(condition.name)
    rows = []
    for name, item in case.procedures.items():
        missing = sum(len(unsourced(step)) for step in item.steps.values())
        rows.append(
            (
                Entry.of(name, map(str, item.rests_on)),
                Entry(item.title),
                Entry(", ".join(waiting[name])),
                Entry(f"{len(item.steps)} / {len(item.routes) or 1}"),
                Entry(earliest(model, name).text),
                Entry(str(missing) if missing else ""),
            )
        )
    heads = ("name", "title", "waited for by", "steps / routes", "earliest", "unsourced values")
    return table("procedures", "Procedures", heads, rows)
