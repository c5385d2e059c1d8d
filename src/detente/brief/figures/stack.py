"""Outcomes that exclude each other, stacked, month by month."""

from __future__ import annotations

from detente.brief.chart import StackFigure
from detente.brief.figures.axis import LINE, TICK_SIZE, TONES, Scale, day_axis, share_axis, share_ticks
from detente.brief.figures.svg import INK, PAPER, RULE, UNITS_PER_MM, Drawing, Picture
from detente.brief.figures.text_width import text_width, wrap
from detente.values.percent import percent

SIZE = 12.0
HEIGHT = 150.0
AXIS_ROOM = 40.0
SWATCH = 12.0
NAMES = 0.3
"""Share of the width that the names may take."""


def tones(count: int) -> tuple[str, ...]:
    """As many tones as layers, dark to light, as far apart as they go; the last stands for what is left."""
    if count <= 1:
        return TONES[:1]
    return tuple(TONES[min(round(at * (len(TONES) - 1) / (count - 1)), len(TONES) - 1)] for at in range(count))


def stack(figure: StackFigure, *, name: str, width: float) -> Picture:
    """`figure` for `width` millimetres. White lines part the layers, and their names stand to the right in the order
    of the layers, with the share at the end, so that no tone must be matched by eye."""
    total = width * UNITS_PER_MM
    drawing = Drawing(name=name, title=figure.title, alt=figure.alt, width=total)
    top = 8.0
    names = [
        wrap(f"{layer.name}: {percent(layer.shares[-1])}", SIZE, total * NAMES - SWATCH - 8)
        for layer in figure.layers
    ]
    gutter = max(text_width(line, SIZE) for lines in names for line in lines) + SWATCH + 16
    first, last = figure.days[0], figure.days[-1]
    x = Scale(first.toordinal(), max(last.toordinal(), first.toordinal() + 1), AXIS_ROOM, total - gutter)
    bottom = top + max(HEIGHT, sum(LINE * len(lines) + 6 for lines in names))
    y = Scale(0.0, 1.0, bottom, top)
    sums = [
        tuple(sum(layer.shares[at] for layer in figure.layers[: place + 1]) for at in range(len(figure.days)))
        for place in range(len(figure.layers))
    ]
    below = (0.0,) * len(figure.days)
    for tone, above in zip(tones(len(figure.layers)), sums, strict=True):
        there = " L".join(f"{x(d.toordinal()):.2f} {y(s):.2f}" for d, s in zip(figure.days, above, strict=True))
        back = " L".join(
            f"{x(d.toordinal()):.2f} {y(s):.2f}" for d, s in reversed(list(zip(figure.days, below, strict=True)))
        )
        drawing.shape("path", d=f"M{there} L{back} Z", fill=tone, stroke=PAPER, stroke_width=1.2)
        below = above
    drawing.box(x.start, top, x.end - x.start, bottom - top, fill="none", stroke=RULE, stroke_width=1)
    day_axis(drawing, x, first, last, bottom, bottom)
    share_axis(drawing, y, share_ticks(0.0, 1.0), x.start - 4, x.start)
    _names(drawing, names, x.end + 10, top)
    return drawing.finished(bottom + TICK_SIZE + 12)


def _names(drawing: Drawing, names: list[list[str]], left: float, top: float) -> None:
    y = top
    for tone, lines in reversed(list(zip(tones(len(names)), names, strict=True))):
        drawing.box(left, y + 1, SWATCH, SWATCH, fill=tone, stroke=INK, stroke_width=0.8)
        for line in lines:
            y += LINE
            drawing.text(left + SWATCH + 6, y - 3, line, SIZE)
        y += 6
