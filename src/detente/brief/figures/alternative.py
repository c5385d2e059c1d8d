"""A figure as a small table of text: for mail, for screen readers, for whoever prefers words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.brief.document import Figure, LadderFigure, Mark, TimelineFigure
from detente.brief.render.visible import visible
from detente.values.partial_date import FIRST_DAY


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Heads, rows of plain texts, and the citation numbers of each row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[int, ...], ...]


def table_of(figure: Figure, numbers: Mapping[str, int]) -> FigureTable:
    """What the figure draws, row by row: rungs in their order, timeline entries by date."""
    return _ladder(figure) if isinstance(figure, LadderFigure) else _timeline(figure, numbers)


def reading_order(mark: Mark) -> tuple[date, date, str]:
    """Sorts marks by where they begin, or by where they end if that is all that is known."""
    when = mark.when
    return (when.end if when.start == FIRST_DAY else when.start, when.end, mark.label)


def _ladder(figure: LadderFigure) -> FigureTable:
    rows = [(step.name, step.state, step.since, "; ".join(step.waits_for)) for step in figure.steps]
    return FigureTable(("Rung", "State", "Since", "Waits for"), _shown(rows), ((),) * len(rows))


def _timeline(figure: TimelineFigure, numbers: Mapping[str, int]) -> FigureTable:
    marks = sorted(figure.marks, key=reading_order)
    rows = [
        (mark.when.text, mark.label, mark.lane, "expected" if mark.future else "past or present") for mark in marks
    ]
    cited = tuple(tuple(sorted({numbers[cite] for cite in mark.cites})) for mark in marks)
    return FigureTable(("When", "What", "Group", "Status"), _shown(rows), cited)


def _shown(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(visible(text) for text in row) for row in rows)
