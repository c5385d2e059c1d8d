"""Curves over time in panels side by side: a fan of dates, or before and after."""

from __future__ import annotations

from detente.brief.chart import Curve, CurvesFigure, Panel
from detente.brief.figures.axis import LINE, TICK_SIZE, Scale, day_axis, share_axis, share_ticks, top_of
from detente.brief.figures.svg import DARK, LIGHT, MIDDLE, QUIET, UNITS_PER_MM, Drawing, Picture
from detente.brief.figures.text_width import text_width, wrap
from detente.values.percent import percent

SIZE = 12.0
HEIGHT = 80.0
"""Of the room for the curves."""
AXIS_ROOM = 36.0
"""To the left of a panel, for the shares."""
GAP = 14.0
NAME_GAP = 8.0
MOST_ACROSS = 4


def curves(figure: CurvesFigure, *, name: str, width: float) -> Picture:
    """`figure` for `width` millimetres: pale bands hold 90% of the belief, lines are the probability by each day;
    what is compared with is dashed. All panels have the same axes, so that the eye can compare them."""
    total = width * UNITS_PER_MM
    drawing = Drawing(name=name, title=figure.title, alt=figure.alt, width=total)
    across = min(len(figure.panels), MOST_ACROSS if width >= 150 else 2)
    room = (total - GAP * (across - 1)) / across
    y = 0.0
    for start in range(0, len(figure.panels), across):
        y = _row(drawing, figure, figure.panels[start : start + across], room, y)
    return drawing.finished(_key(drawing, figure, y))


def _row(drawing: Drawing, figure: CurvesFigure, panels: tuple[Panel, ...], room: float, top: float) -> float:
    titles = [wrap(panel.title, SIZE, room - 4, bold=True) for panel in panels]
    notes = [wrap(panel.note, TICK_SIZE, room - 4) if panel.note else [] for panel in panels]
    above = LINE * max(map(len, titles)) + 8
    below = LINE * max(map(len, notes))
    for at, panel in enumerate(panels):
        left = at * (room + GAP)
        for line, text in enumerate(titles[at], start=1):
            drawing.text(left, top + LINE * line - 2, text, SIZE, bold=True)
        _panel(drawing, figure, panel, left, room, top + above)
        for line, text in enumerate(notes[at], start=1):
            y = top + above + HEIGHT + TICK_SIZE + 6 + LINE * line
            drawing.text(left, y, text, TICK_SIZE, colour=QUIET)
    return top + above + HEIGHT + TICK_SIZE + 14 + below


def _panel(drawing: Drawing, figure: CurvesFigure, panel: Panel, left: float, room: float, top: float) -> None:
    points = [point for p in figure.panels for curve in p.curves for point in curve.points]
    most = top_of(max([point.share if point.high is None else point.high for point in points], default=1.0))
    first, last = min(point.day for point in points), max(point.day for point in points)
    x = Scale(first.toordinal(), max(last.toordinal(), first.toordinal() + 1), left + AXIS_ROOM, left + room - 4)
    y = Scale(0.0, most, top + HEIGHT, top)
    for curve in panel.curves:
        _band(drawing, curve, x, y)
    day_axis(drawing, x, first, last, top, top + HEIGHT)
    share_axis(drawing, y, share_ticks(0.0, most), x.start, x.end)
    for curve in panel.curves:
        _line(drawing, curve, x, y, alone=len(panel.curves) == 1)


def _band(drawing: Drawing, curve: Curve, x: Scale, y: Scale) -> None:
    known = [(p.day.toordinal(), p.low, p.high) for p in curve.points if p.low is not None and p.high is not None]
    if len(known) < 2:
        return
    there = " L".join(f"{x(day):.2f} {y(high):.2f}" for day, _, high in known)
    back = " L".join(f"{x(day):.2f} {y(low):.2f}" for day, low, _ in reversed(known))
    drawing.shape("path", d=f"M{there} L{back} Z", fill=LIGHT, stroke=MIDDLE, stroke_width=0.8)


def _line(drawing: Drawing, curve: Curve, x: Scale, y: Scale, *, alone: bool) -> None:
    solid = alone or curve.after
    path = " L".join(f"{x(p.day.toordinal()):.2f} {y(p.share):.2f}" for p in curve.points)
    style: dict[str, str | float] = {} if solid else {"stroke_dasharray": "5 3"}
    colour = DARK if solid else QUIET
    drawing.shape("path", d=f"M{path}", fill="none", stroke=colour, stroke_width=2.4 if solid else 1.6, **style)


def _key(drawing: Drawing, figure: CurvesFigure, top: float) -> float:
    """What lines and bands mean; returns where the picture ends."""
    compared = any(len(panel.curves) > 1 for panel in figure.panels)
    banded = any(p.low is not None for panel in figure.panels for curve in panel.curves for p in curve.points)
    names = (
        list(dict.fromkeys((c.name, c.after) for panel in figure.panels for c in panel.curves)) if compared else []
    )
    x, y = 0.0, top + TICK_SIZE
    for text, after in names or [("probability by the end of each day", True)]:
        style: dict[str, str | float] = {} if after else {"stroke_dasharray": "5 3"}
        drawing.line(
            x, y - 4, x + 24, y - 4, stroke=DARK if after else QUIET, stroke_width=2.4 if after else 1.6, **style
        )
        drawing.text(x + 30, y, text, TICK_SIZE, colour=QUIET)
        x += 30 + text_width(text, TICK_SIZE) + 16
    if banded:
        drawing.box(x, y - 9, 24, 10, fill=LIGHT, stroke=MIDDLE, stroke_width=0.8)
        drawing.text(x + 30, y, "90% of the belief", TICK_SIZE, colour=QUIET)
    return y + 5


def last_number(curve: Curve) -> str:
    """The probability by the last day, for the line below a panel."""
    return percent(curve.points[-1].share)
