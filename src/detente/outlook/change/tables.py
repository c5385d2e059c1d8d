"""A change of the outlook and its parts, for reading and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.case.case import Case
from detente.outlook.change.split import CODE, Line, Split
from detente.outlook.evidence import Shift
from detente.outlook.forecast import goal_name
from detente.outlook.result import Estimate, percent
from detente.positions.table import Entry, Table, table

NOTE = (
    "Points of a hundred; ± is 90% of the noise of drawing, on the same draws before and after. Each part is the "
    "mean of what it adds over the orders in which the changes can be made, so that the parts add up to the change."
)


LEAST = 0.001
"""What counts as moved in a list of moved numbers."""


def split_tables(case: Case, found: Split) -> list[Table]:
    """The lines that moved, then what could not be told. `case` gives the names."""
    moved = [line for line in found.lines if _moves(line)]
    tables = [_moved(case, found, moved) if moved else _still(found)]
    if found.indicators:
        title = "Indicators met since; what they do is part of the evidence"
        tables.append(_indicators(case, found.indicators, "change-indicators", title))
    if found.lapsed:
        title = "Indicators no longer met; what they did is gone from the evidence"
        tables.append(_indicators(case, found.lapsed, "change-indicators-lapsed", title))
    if found.not_told:
        rows = [[Entry(what), Entry(why)] for what, why in found.not_told.items()]
        tables.append(table("change-not-told", "Not computed", ("what", "reason"), rows))
    return tables


def _indicators(case: Case, shifts: Sequence[Shift], name: str, title: str) -> Table:
    rows = [
        [
            Entry.of(indicator_name(case, shift), shift.sighting.by),
            Entry(shift.sighting.known.isoformat()),
            Entry(_belief(shift)),
        ]
        for shift in shifts
    ]
    return table(name, title, ("indicator", "known", "belief"), rows)


def _still(found: Split) -> Table:
    rows = [[Entry("every event of the outlook, by every horizon"), Entry("none: not one draw differs")]]
    return table("change", _title(found), ("event", "change"), rows)


def _title(found: Split) -> str:
    return f"Probabilities, from {found.before.isoformat()} to {found.after.isoformat()}"


def _moved(case: Case, found: Split, moved: list[Line]) -> Table:
    still = len(found.lines) - len(moved)
    rest = f" {still} further {'probability' if still == 1 else 'probabilities'} moved in no draw." if still else ""
    columns = [*found.changed, *([CODE] if any(_has_code(line) for line in found.lines) else [])]
    heads = ("event", "by", "before", "after", "change", *(name for name in columns))
    rows = [
        [
            Entry(goal_name(case, line.event), because=(f"outlook:{line.event}@{line.by.isoformat()}",)),
            Entry(line.by.isoformat()),
            Entry(percent(line.before.value)),
            Entry(percent(line.after.value)),
            Entry(points(line.total)),
            *(Entry(_cell(line, name)) for name in columns),
        ]
        for line in moved
    ]
    return table("change", _title(found), heads, rows, NOTE + rest)


def points(change: Estimate) -> str:
    """A difference in points with the noise of drawing; `none` where no draw differs."""
    if change.value == change.error == 0.0:
        return "none"
    return f"{100 * change.value:+.1f} ± {max(0.1, 164.5 * change.error):.1f}"


def line_words(case: Case, line: Line) -> str:
    """One change as a clause of a sentence: `signed by 2031-12-31: 20% to 26%; evidence +4.0, time -1.0 points`."""
    head = f"{goal_name(case, line.event)} by {line.by.isoformat()}: "
    head += f"{percent(line.before.value)} to {percent(line.after.value)}"
    parts = [f"{part.name} {100 * part.change.value:+.1f}" for part in line.parts if part.change.error]
    return f"{head}; {', '.join(parts)} points" if parts else f"{head}; unmoved"


def indicator_name(case: Case, shift: Shift) -> str:
    """As outlook.yaml names it."""
    item = case.outlook.indicators.get(shift.indicator) if case.outlook else None
    return item.name if item else shift.indicator


def _belief(shift: Shift) -> str:
    """The states of the driver whose odds moved: `war: truce 20% to 45%`."""
    states = [
        f"{state} {percent(before)} to {percent(shift.after[state])}"
        for state, before in shift.before.items()
        if abs(shift.after[state] - before) >= LEAST
    ]
    return f"{shift.driver}: {', '.join(states) or 'unmoved'}"


def moved_words(case: Case, found: Split) -> list[str]:
    """One line for each probability that moved by a tenth of a point or more, and one on the others that moved."""
    moved = [line for line in found.lines if _moves(line)]
    large = [line for line in moved if abs(line.total.value) >= LEAST]
    words = [
        f"indicator: {indicator_name(case, shift)} is met by {', '.join(shift.sighting.by)}; {_belief(shift)}"
        for shift in found.indicators
    ]
    words += [
        f"number: {goal_name(case, line.event)} by {line.by.isoformat()}: {percent(line.before.value)} to "
        f"{percent(line.after.value)} ({points(line.total)} points)"
        for line in large
    ]
    if rest := len(moved) - len(large):
        words.append(
            f"number: {rest} {'probability' if rest == 1 else 'probabilities'} moved by under a tenth of a point"
        )
    return words


def _moves(line: Line) -> bool:
    return any(part.change.value or part.change.error for part in line.parts)


def _has_code(line: Line) -> bool:
    return any(part.names == (CODE,) for part in line.parts)


def _cell(line: Line, name: str) -> str:
    change = line.part(name)
    if change is not None:
        return points(change)
    part = next(part for part in line.parts if name in part.names)
    others = " and ".join(other for other in part.names if other != name)
    return f"with {others}: {points(part.change)}" if name == part.names[0] else f"with {part.names[0]}"


def split_json(found: Split) -> dict[str, Any]:
    """Plain data; `parts` add up to `change`."""
    return {
        "from": found.before.isoformat(),
        "to": found.after.isoformat(),
        "draws": found.draws,
        "seed": found.seed,
        "changed": list(found.changed),
        "probabilities": [
            {
                "id": f"outlook:{line.event}@{line.by.isoformat()}",
                "event": line.event,
                "by": line.by.isoformat(),
                "before": line.before.value,
                "after": line.after.value,
                "change": _plain(line.total),
                "parts": [{"parts": list(part.names), **_plain(part.change)} for part in line.parts],
                "orders": line.orders,
                "of-orders": line.possible,
            }
            for line in found.lines
        ],
        "indicators": [_shift_json(shift) for shift in found.indicators],
        "indicators-lapsed": [_shift_json(shift) for shift in found.lapsed],
        "not-told": dict(found.not_told),
    }


def _shift_json(shift: Shift) -> dict[str, Any]:
    return {
        "indicator": shift.indicator,
        "driver": shift.driver,
        "known": shift.sighting.known.isoformat(),
        "by": list(shift.sighting.by),
        "before": dict(shift.before),
        "after": dict(shift.after),
    }


def _plain(change: Estimate) -> dict[str, float]:
    return {"value": change.value, "low": change.low, "high": change.high, "error": change.error}
