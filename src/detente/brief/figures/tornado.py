"""A tornado: how far the probability moves with each number at either end of its range."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.chart import Bar, TornadoFigure
from detente.brief.figures.axis import LINE, TICK_SIZE, Scale, share_ticks, tick_text
from detente.brief.figures.svg import DARK, LIGHT, QUIET, RULE, UNITS_PER_MM, Drawing, Picture
from detente.brief.figures.text_width import text_width, wrap
from detente.values.percent import percent

SIZE = 12.0
BAR = 13.0
GAP = 9.0
NAMES = 0.42
"""Share of the width that the names may take."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar with its name in lines."""

    bar: Bar
    lines: list[str]

    @property
    def height(self) -> float:
        return max(LINE * len(self.lines), BAR) + GAP


def tornado(figure: TornadoFigure, *, name: str, width: float) -> Picture:
    """`figure` for `width` millimetres: hollow towards the low end of a number's range, filled towards the high end;
    what the ends are stands at the ends of the bar."""
    total = width * UNITS_PER_MM
    drawing = Drawing(name=name, title=figure.title, alt=figure.alt, width=total)
    rows = [_Row(bar, wrap(f"{bar.label} ({bar.basis})", SIZE, total * NAMES)) for bar in figure.bars]
    ends = [end for bar in figure.bars for end in (bar.at_low, bar.at_high)] + [figure.central]
    low, high = max(0.0, min(ends)), min(1.0, max(ends))
    ticks = share_ticks(low, max(high, low + 0.01))
    texts = max(text_width(text, TICK_SIZE) for bar in figure.bars for text in (bar.low_text, bar.high_text))
    left = max(text_width(line, SIZE) for row in rows for line in row.lines) + 10
    x = Scale(low, max(high, low + 0.01), left + texts + 8, total - texts - 8)
    top = LINE + 6
    bottom = top + sum(row.height for row in rows)
    taken = 0.0
    for tick in ticks:
        drawing.line(x(tick), top - 4, x(tick), bottom, stroke=RULE, stroke_width=0.8)
        half = text_width(tick_text(tick), TICK_SIZE) / 2
        if x(tick) - half > taken:
            drawing.text(x(tick), top - 8, tick_text(tick), TICK_SIZE, colour=QUIET, anchor="middle")
            taken = x(tick) + half + 4
    y = top
    for row in rows:
        _draw(drawing, row, x, figure.central, y)
        y += row.height
    drawing.line(x(figure.central), top - 4, x(figure.central), bottom, stroke=DARK, stroke_width=1.6)
    return drawing.finished(_key(drawing, figure, bottom + LINE))


def _draw(drawing: Drawing, row: _Row, x: Scale, central: float, top: float) -> None:
    for at, line in enumerate(row.lines, start=1):
        drawing.text(0, top + LINE * at - 3, line, SIZE)
    bar = row.bar
    y = top + (row.height - GAP - BAR) / 2
    for end, fill in ((bar.at_low, LIGHT), (bar.at_high, DARK)):
        start, stop = sorted((x(central), x(end)))
        drawing.box(start, y, max(stop - start, 0.8), BAR, fill=fill, stroke=DARK, stroke_width=1)
    _ends(drawing, bar, x, central, y + BAR / 2 + TICK_SIZE * 0.36)


def _ends(drawing: Drawing, bar: Bar, x: Scale, central: float, y: float) -> None:
    """The texts of the two ends: beside them, the lower one to the left; both to the right where both lie there."""
    first, second = (bar.low_text, bar.at_low), (bar.high_text, bar.at_high)
    if (bar.at_low, bar.at_high) != tuple(sorted((bar.at_low, bar.at_high))):
        first, second = second, first
    drawing.text(min(x(first[1]), x(central)) - 5, y, first[0], TICK_SIZE, colour=QUIET, anchor="end")
    drawing.text(max(x(second[1]), x(central)) + 5, y, second[0], TICK_SIZE, colour=QUIET)


def _key(drawing: Drawing, figure: TornadoFigure, y: float) -> float:
    left = 0.0
    for fill, text in ((LIGHT, "at the low end of its range"), (DARK, "at the high end")):
        drawing.box(left, y - 9, 24, 10, fill=fill, stroke=DARK, stroke_width=1)
        drawing.text(left + 30, y, text, TICK_SIZE, colour=QUIET)
        left += 30 + text_width(text, TICK_SIZE) + 16
    text = f"with every number at its best value: {percent(figure.central)}"
    if left + 12 + text_width(text, TICK_SIZE) > drawing.width:
        left, y = 0.0, y + LINE + 2
    drawing.line(left + 4, y - 10, left + 4, y + 2, stroke=DARK, stroke_width=1.6)
    drawing.text(left + 12, y, text, TICK_SIZE, colour=QUIET)
    return y + 5
