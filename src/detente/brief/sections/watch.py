"""Indicators to watch: from when each counts, and what it would move; those not met first."""

from __future__ import annotations

from collections.abc import Sequence

from detente.brief.document import Cell, Paragraph, Section, Sentence, Table
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import IF_THEY_HOLD, capital, chosen, framing
from detente.outlook.indicators import IndicatorRow, indicators
from detente.values.partial_date import PartialDate
from detente.values.percent import percent

MOST = 5
WIDTHS = (2.2, 3.1, 3.7)


def to_watch(found: Prospect, number: str) -> Section | None:
    """Those that are not met, at most five, the one that would move most first; the annex has all."""
    every = _ranked(found)
    if not every:
        return None
    unmet = [row for row in every if row.met is None]
    met = len(every) - len(unmet)
    if not unmet:
        return Section(
            number, "Indicators to watch", (Paragraph((framing(f"All {len(every)} are met; the annex has them."),)),)
        )
    rows = tuple((*_named(found, row), _moves(row)) for row in unmet[:MOST])
    others = f" ({met} of {len(every)} are met: annex)" if met else ""
    caption = f"Not met so far{others}; what meeting one now would move, {IF_THEY_HOLD}"
    table = Table(caption, ("watch for", "counts from", "would move"), rows, WIDTHS)
    return Section(number, "Indicators to watch", (table,))


def all_watched(found: Prospect, number: str) -> Section | None:
    """Every indicator, those not met first; of one that is met, when and by what, and what it moved then."""
    every = _ranked(found)
    if not every:
        return None
    rows = tuple((*_named(found, row), _met(found, row), _moves(row)) for row in every)
    note = framing("States of drivers, by central values. An indicator counts once; not seeing it counts nothing.")
    caption = f"Before and after each is met, {IF_THEY_HOLD}; for those not met, as if it were met now"
    heads = ("indicator", "counts from", "met", "moves")
    return Section(number, "Indicators", (Table(caption, heads, rows, (2.2, 2.8, 1.3, 3.2), note),))


def _ranked(found: Prospect) -> Sequence[IndicatorRow]:
    every = indicators(found.case, found.forecast.built.followed)
    return sorted(every, key=lambda row: (row.met is not None, -abs(row.after[row.state] - row.before[row.state])))


def _named(found: Prospect, row: IndicatorRow) -> tuple[Cell, Cell]:
    cites = chosen(found.case, row.cites, 2)
    because = (f"indicator:{row.key}",)
    name = Sentence(capital(row.name), cites, framing=not cites, because=because)
    return Cell(name, strong=True), Cell(framing(row.threshold))


def _met(found: Prospect, row: IndicatorRow) -> Cell:
    if row.met is None:
        return Cell(framing("not met"))
    cites = chosen(found.case, row.met.by, 2)
    return Cell(Sentence(PartialDate.on(row.met.day).text, cites, framing=not cites))


def _moves(row: IndicatorRow) -> Cell:
    before, after = percent(row.before[row.state]), percent(row.after[row.state])
    change = f"from {before} to {after}" if before != after else f"by under a point, at {before}"
    text = f"{row.driver}, “{row.state.replace('-', ' ')}”: {change}"
    return Cell(Sentence(text, framing=True, because=(f"indicator:{row.key}",)))
