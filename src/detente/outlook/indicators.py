"""The indicators of a case: what to watch, from when it counts, whether it is met, and what it does to its driver."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.case.case import Case
from detente.outlook.evidence import Followed, Odds, followed
from detente.outlook.result import percent
from detente.outlook.sighting import Sighting
from detente.positions.table import Entry, Table, table


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator. ``before`` and ``after`` are the odds of its driver's states: around the day on which it was
    met; where it is not met, now and if it were met today. ``state`` is the state whose odds it moves most."""

    key: str
    name: str
    threshold: str
    driver: str
    met: Sighting | None
    before: Odds
    after: Odds
    state: str
    cites: tuple[str, ...]

    @property
    def effect(self) -> str:
        """`attention of Cordia, high: 30% -> 46%`."""
        return f"{self.state}: {percent(self.before[self.state])} -> {percent(self.after[self.state])}"


def indicators(case: Case, found: Followed | None = None) -> tuple[IndicatorRow, ...]:
    """Those of a case, in the order of its file; none where it has no outlook. ``found`` saves following again."""
    if case.outlook is None:
        return ()
    found = found or followed(case, case.outlook, case.day + dt.timedelta(days=1))
    told: dict[str, tuple[Sighting | None, Odds, Odds]] = {
        **{shift.indicator: (shift.sighting, shift.before, shift.after) for shift in found.shifts},
        **{unmet.indicator: (None, unmet.before, unmet.after) for unmet in found.unmet},
    }
    rows = []
    for key, item in case.outlook.indicators.items():
        met, before, after = told[key]
        state = max(before, key=lambda s: (abs(after[s] - before[s]), s))
        driver = case.outlook.drivers[item.driver].name
        cites = tuple(b.worded for b in item.basis if b.statement)
        rows.append(IndicatorRow(key, item.name, item.threshold, driver, met, before, after, state, cites))
    return tuple(rows)


def indicators_table(case: Case, found: Followed | None = None) -> Table:
    """For reading: those that are met first, with the statements that met them; copies are named, and count nothing
    more."""
    rows = sorted(indicators(case, found), key=lambda row: row.met is None)
    entries = [
        [
            Entry.of(row.name, row.cites),
            Entry(row.threshold),
            Entry.of(f"met {row.met.day.isoformat()}{_copies(row.met)}", row.met.by) if row.met else Entry("not met"),
            Entry(row.driver),
            Entry(row.effect if row.met else f"would move {row.effect}"),
        ]
        for row in rows
    ]
    heads = ("indicator", "threshold", "met", "driver", "belief")
    note = "Belief is by central values. An indicator counts once; not seeing it counts nothing."
    return table("indicators", "Indicators", heads, entries, note)


def _copies(met: Sighting) -> str:
    return f"; repeated in {', '.join(met.copies)}" if met.copies else ""
