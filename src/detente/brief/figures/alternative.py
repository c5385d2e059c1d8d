"""A figure as a small table of text: for mail, for screen readers, for whoever prefers words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.brief.chart import CurvesFigure, Point, StackFigure, TornadoFigure
from detente.brief.document import Figure, LadderFigure, Mark, TimelineFigure
from detente.brief.render.visible import visible
from detente.values.partial_date import FIRST_DAY, PartialDate
from detente.values.percent import percent


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Heads, rows of plain texts, and the citation numbers of each row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[int, ...], ...]


def table_of(figure: Figure, numbers: Mapping[str, int]) -> FigureTable:
    """What the figure draws, row by row: rungs in their order, timeline entries by date, charts by their days."""
    match figure:
        case LadderFigure():
            return _ladder(figure)
        case TimelineFigure():
            return _timeline(figure, numbers)
        case CurvesFigure():
            return _curves(figure)
        case StackFigure():
            return _stack(figure)
        case TornadoFigure():
            return _tornado(figure)


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


def _curves(figure: CurvesFigure) -> FigureTable:
    rows = []
    for panel in figure.panels:
        for curve in panel.curves:
            by_day = {point.day: point for point in curve.points}
            name = ", ".join(dict.fromkeys(filter(None, (panel.title, curve.name))))
            rows.append((name, *(_told(by_day[day]) for day in figure.days)))
    return _plain(("Event", *(f"By {day_text(day)}" for day in figure.days)), rows)


def _told(point: Point) -> str:
    if point.low is None or point.high is None:
        return percent(point.share)
    return f"{percent(point.share)} ({percent(point.low)} to {percent(point.high)})"


def _stack(figure: StackFigure) -> FigureTable:
    at = [figure.days.index(day) for day in figure.table_days]
    rows = [(layer.name, *(percent(layer.shares[place]) for place in at)) for layer in reversed(figure.layers)]
    return _plain(("Outcome", *(f"By {day_text(day)}" for day in figure.table_days)), rows)


def _tornado(figure: TornadoFigure) -> FigureTable:
    heads = ("Number", "Basis", "Low end", "Chance there", "High end", "Chance there")
    rows = [
        (bar.label, bar.basis, bar.low_text, percent(bar.at_low), bar.high_text, percent(bar.at_high))
        for bar in figure.bars
    ]
    return _plain(heads, rows)


def _plain(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> FigureTable:
    return FigureTable(heads, _shown(rows), ((),) * len(rows))


def day_text(day: date) -> str:
    """`31 December 2025`."""
    return PartialDate.on(day).text


def _shown(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(visible(text) for text in row) for row in rows)
