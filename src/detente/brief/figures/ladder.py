"""The status ladder: the rungs of an instrument from first to last, which are reached, what the others wait for."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.document import LadderFigure, Step
from detente.brief.figures.svg import DARK, INK, MIDDLE, PAPER, QUIET, RULE, UNITS_PER_MM, Drawing, Picture
from detente.brief.figures.text_width import text_width, wrap

NAME_SIZE = 13.0
NOTE_SIZE = 12.0
NAME_LINE = 16.0
NOTE_LINE = 15.5
GAP = 12.0
LEAST_COLUMN = 96.0
EDGE = 1.5
"""Room for the stroke of an outer box."""

_LOOKS: dict[str, dict[str, str | float]] = {
    "reached": {"fill": DARK, "stroke": DARK, "stroke_width": 1.5},
    "next": {"fill": PAPER, "stroke": DARK, "stroke_width": 3},
    "later": {"fill": PAPER, "stroke": QUIET, "stroke_width": 1.2, "stroke_dasharray": "5 4"},
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A rung with its lines broken to the width of a column."""

    step: Step
    name: list[str]
    note: list[str]


def ladder(figure: LadderFigure, *, name: str, width: float) -> Picture:
    """`figure` for `width` millimetres: boxes from left to right, over several rows if there are many, below them
    what each rung waits for. State is written out, and shown by fill and outline, never by hue alone."""
    total = width * UNITS_PER_MM
    drawing = Drawing(name=name, title=figure.title, alt=figure.alt, width=total)
    columns = _columns(len(figure.steps), total)
    y = EDGE
    for start in range(0, len(figure.steps), columns):
        y = _row(drawing, figure.steps[start : start + columns], columns, y) + 8
    waiting = [step for step in figure.steps if step.waits_for and figure.listed]
    heads = [wrap(f"“{step.name}” waits for", NOTE_SIZE, total * 0.26, bold=True) for step in waiting]
    left = max((text_width(line, NOTE_SIZE, bold=True) for head in heads for line in head), default=0) + 22
    for step, head in zip(waiting, heads, strict=True):
        y = _waits(drawing, step, head, left, y)
    return drawing.finished(y if waiting else y - 6)


def _columns(count: int, total: float) -> int:
    """How many boxes stand side by side: all of them if they fit, else rows of equal length."""
    most = max(1, int((total + GAP) // (LEAST_COLUMN + GAP)))
    rows = -(-count // most) or 1
    return max(1, -(-count // rows))


def _row(drawing: Drawing, steps: tuple[Step, ...], columns: int, top: float) -> float:
    """Draw one row of boxes; returns where the next thing may begin."""
    width = (drawing.width - 2 * EDGE - GAP * (columns - 1)) / columns
    boxes = [_box(step, width) for step in steps]
    height = 14 + NAME_LINE * max(len(box.name) for box in boxes)
    for at, box in enumerate(boxes):
        x = EDGE + at * (width + GAP)
        if at:
            _joint(drawing, x, top + height / 2, reached=box.step.state == "reached")
        _draw(drawing, box, x, top, width, height)
    return top + height + 4 + NOTE_LINE * max(len(box.note) for box in boxes)


def _box(step: Step, width: float) -> _Box:
    notes = [text for text in (step.state, step.since) if text]
    lines = [line for note in notes for line in wrap(note, NOTE_SIZE, width + GAP - 4)]
    return _Box(step, wrap(step.name, NAME_SIZE, width - 8, bold=True), lines)


def _draw(drawing: Drawing, box: _Box, x: float, top: float, width: float, height: float) -> None:
    look = _LOOKS.get(box.step.state, _LOOKS["later"])
    drawing.box(x, top, width, height, rx=4, **look)
    colour = PAPER if look["fill"] == DARK else INK
    bold = look is not _LOOKS["later"]
    first = top + height / 2 - NAME_LINE * (len(box.name) - 1) / 2 + NAME_SIZE * 0.36
    for at, line in enumerate(box.name):
        y = first + at * NAME_LINE
        drawing.text(x + width / 2, y, line, NAME_SIZE, colour=colour, bold=bold, anchor="middle")
    for at, line in enumerate(box.note):
        y = top + height + NOTE_LINE * (at + 1)
        drawing.text(x + width / 2, y, line, NOTE_SIZE, colour=QUIET, anchor="middle")


def _joint(drawing: Drawing, x: float, y: float, *, reached: bool) -> None:
    """The short arrow that leads into a box."""
    colour = DARK if reached else MIDDLE
    drawing.line(x - GAP + 1, y, x - 5, y, stroke=colour, stroke_width=2)
    drawing.shape("path", d=f"M{x - 7:.2f} {y - 4:.2f} l5.5 4 l-5.5 4 Z", fill=colour)


def _waits(drawing: Drawing, step: Step, head: list[str], left: float, top: float) -> float:
    """A ruled list of what a rung waits for, the items from `left` on; returns where the next thing may begin."""
    drawing.line(EDGE, top, drawing.width - EDGE, top, stroke=RULE, stroke_width=1)
    for at, line in enumerate(head):
        drawing.text(EDGE, top + NOTE_LINE * (at + 1), line, NOTE_SIZE, bold=True)
    y = top
    for item in step.waits_for:
        for at, line in enumerate(wrap(item, NOTE_SIZE, drawing.width - left - 2)):
            y += NOTE_LINE
            if at == 0:
                drawing.box(left - 13, y - 7.5, 6, 6, fill=PAPER, stroke=DARK, stroke_width=1.5)
            drawing.text(left, y, line, NOTE_SIZE)
    return max(y, top + NOTE_LINE * len(head)) + 8
