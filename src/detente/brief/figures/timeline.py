"""The timeline: dated entries in lanes, each drawn as exactly as its date is known, with the as-of day as a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.brief.document import Mark, TimelineFigure
from detente.brief.figures.alternative import reading_order
from detente.brief.figures.scale import TimeScale
from detente.brief.figures.svg import (
    DARK,
    LIGHT,
    MIDDLE,
    NOW,
    PAPER,
    QUIET,
    RULE,
    UNITS_PER_MM,
    Drawing,
    Picture,
)
from detente.brief.figures.text_width import text_width, wrap
from detente.values.partial_date import FIRST_DAY, LAST_DAY, Precision

SIZE = 12.0
LINE = 15.0
TICK_SIZE = 11.0
ROW_GAP = 2.0
LANE_GAP = 7.0
POINT = 4.5
"""Radius of a point."""
BAND = 9.0
"""Height of a band."""
CLEAR = 7.0
"""Free space beside a symbol and a text."""
TOP = 22.0
OVERHANG = 26.0
"""How far something that goes on is drawn beyond the as-of day, after which nothing of it is known."""
LEAST_TEXT = 130.0
"""A text is not broken more narrowly than this."""

_TIED = "\u00a0"
"""A no-break space, so that a citation stays with its text."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The room for entries, its scale, and where the as-of day lies."""

    left: float
    right: float
    scale: TimeScale
    now: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """A mark with its place and its text, broken into lines."""

    mark: Mark
    left: float
    right: float
    lines: tuple[str, ...]
    text_width: float


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry's text goes and what it occupies; `below` puts it under the symbol."""

    text_x: float
    start: float
    end: float
    anchor: str = "start"
    below: bool = False


@dataclass(slots=True)
class _Row:
    """Entries that share a height."""

    placed: list[tuple[_Entry, _Place]]

    def has_room(self, place: _Place) -> bool:
        return all(place.end + CLEAR <= other.start or other.end + CLEAR <= place.start for _, other in self.placed)

    @property
    def height(self) -> float:
        return max(LINE * (len(entry.lines) + place.below) for entry, place in self.placed) + ROW_GAP


def timeline(figure: TimelineFigure, numbers: Mapping[str, int], *, name: str, width: float) -> Picture:
    """`figure` for `width` millimetres. A day is a point; a date known to the month or season only is a pale band
    in which it lies; an interval is a solid band; an open end fades out. What is expected is hollow."""
    total = width * UNITS_PER_MM
    drawing = Drawing(name=name, title=figure.title, alt=figure.alt, width=total)
    lanes = list(dict.fromkeys(mark.lane for mark in figure.marks))
    names = {lane: wrap(lane, SIZE, total * 0.16, bold=True) for lane in lanes}
    gutter = max((text_width(line, SIZE, bold=True) for lines in names.values() for line in lines), default=0) + 12
    scale = TimeScale(_spans(figure), gutter, total - 8)
    frame = _Frame(gutter, total, scale, scale(figure.as_of.last.toordinal() + 0.5))
    rows = {lane: _rows(_entries(figure.marks, lane, frame, numbers), frame) for lane in lanes}
    heights = [
        max(sum(row.height for row in rows[lane]), LINE * len(names[lane]) + ROW_GAP) + LANE_GAP for lane in lanes
    ]
    bottom = TOP + sum(heights)
    _axis(drawing, scale, gutter, bottom)
    _lanes(drawing, [names[lane] for lane in lanes], heights)
    _as_of(drawing, frame, figure, bottom)
    y = TOP
    for lane, height in zip(lanes, heights, strict=True):
        row_y = y + LANE_GAP / 2
        for row in rows[lane]:
            for entry, place in row.placed:
                _draw(drawing, entry, place, row_y)
            row_y += row.height
        y += height
    return drawing.finished(_key(drawing, figure, bottom + 6 + SIZE))


def _spans(figure: TimelineFigure) -> list[tuple[date, date]]:
    """The finite parts of all dates, an open side being a point at its limit; the as-of day among them."""
    spans = [(figure.as_of.last, figure.as_of.last)]
    for mark in figure.marks:
        start = mark.when.end if mark.when.start == FIRST_DAY else mark.when.start
        end = mark.when.start if mark.when.end == LAST_DAY else mark.when.end
        spans.append((start, end))
    return spans


def _entries(marks: Sequence[Mark], lane: str, frame: _Frame, numbers: Mapping[str, int]) -> list[_Entry]:
    mine = [mark for mark in marks if mark.lane == lane]
    return [_entry(mark, frame, numbers) for mark in sorted(mine, key=reading_order)]


def _entry(mark: Mark, frame: _Frame, numbers: Mapping[str, int]) -> _Entry:
    left, right = _extent(mark, frame)
    cited = f",{_TIED}".join(str(number) for number in sorted({numbers[cite] for cite in mark.cites}))
    text = f"{mark.when.text}: {mark.label}" + (f"{_TIED}[{cited}]" if cited else "")
    beside = max(frame.right - right, left - frame.left) - CLEAR
    lines = wrap(text, SIZE, beside if beside >= LEAST_TEXT else frame.right - frame.left)
    return _Entry(mark, left, right, tuple(lines), max(text_width(line, SIZE) for line in lines))


def _extent(mark: Mark, frame: _Frame) -> tuple[float, float]:
    """From where to where the symbol reaches. What is expected by some day cannot come before the as-of day; of what
    goes on, nothing is known after it."""
    when, scale = mark.when, frame.scale
    if when.precision is Precision.DAY:
        x = scale(when.start.toordinal() + 0.5)
        return x - POINT, x + POINT
    left, right = scale.at(when.start), scale.at(when.end)
    if when.start == FIRST_DAY and mark.future and frame.now < right:
        left = frame.now
    if when.end == LAST_DAY and not mark.future and left < frame.now:
        right = min(frame.now + OVERHANG, frame.right)
    middle = (left + right) / 2
    return min(left, middle - POINT), max(right, middle + POINT)


def _rows(entries: Sequence[_Entry], frame: _Frame) -> list[_Row]:
    """Pack entries into as few rows as come of putting each into the first row where it fits."""
    rows: list[_Row] = []
    for entry in entries:
        places = _places(entry, frame)
        for row in rows:
            if place := next((place for place in places if row.has_room(place)), None):
                row.placed.append((entry, place))
                break
        else:
            rows.append(_Row([(entry, places[0])]))
    return rows


def _places(entry: _Entry, frame: _Frame) -> list[_Place]:
    """Right of the symbol, left of it, or below it, best first, each only if it stays inside the picture."""
    room = entry.text_width
    places = []
    if entry.right + CLEAR + room <= frame.right:
        places.append(_Place(entry.right + CLEAR, entry.left, entry.right + CLEAR + room))
    if entry.left - CLEAR - room >= frame.left:
        places.append(_Place(entry.left - CLEAR, entry.left - CLEAR - room, entry.right, anchor="end"))
    x = max(frame.left, min(entry.left, frame.right - room))
    below = _Place(x, min(x, entry.left), max(x + room, entry.right), below=True)
    return places or [below]


def _draw(drawing: Drawing, entry: _Entry, place: _Place, top: float) -> None:
    middle = top + LINE / 2
    _symbol(drawing, entry, middle)
    for at, line in enumerate(entry.lines):
        y = top + LINE * (at + place.below) + SIZE * 0.96
        room = text_width(line, SIZE)
        x = place.text_x - (room if place.anchor == "end" else 0)
        drawing.box(x - 2, y - SIZE * 0.85, room + 4, LINE - 2, fill=PAPER, fill_opacity=0.85)
        drawing.text(place.text_x, y, line, SIZE, anchor=place.anchor)


def _symbol(drawing: Drawing, entry: _Entry, middle: float) -> None:
    when, future = entry.mark.when, entry.mark.future
    outline: dict[str, str | float] = {"stroke": DARK, "stroke_width": 1.6}
    if future:
        outline["stroke_dasharray"] = "4 2.5"
    if when.precision is Precision.DAY:
        drawing.shape(
            "circle", cx=entry.left + POINT, cy=middle, r=POINT, fill=PAPER if future else DARK, stroke=DARK,
            stroke_width=1.6,
        )  # fmt: skip
    elif when.precision is Precision.OPEN:
        _open_band(drawing, entry, middle)
    else:
        exact = when.precision is Precision.INTERVAL
        fill = PAPER if future else DARK if exact else LIGHT
        drawing.box(
            entry.left, middle - BAND / 2, entry.right - entry.left, BAND, rx=0 if exact else BAND / 2, fill=fill,
            **outline,
        )  # fmt: skip


def _open_band(drawing: Drawing, entry: _Entry, middle: float) -> None:
    """A bar at the limit that is known, and a band that fades, with an arrow, towards the side that is not."""
    to_right = entry.mark.when.end == LAST_DAY
    limit, tip, sign = (entry.left, entry.right, 1) if to_right else (entry.right, entry.left, -1)
    height = BAND * 0.8
    if entry.mark.future:
        drawing.box(
            entry.left, middle - height / 2, entry.right - entry.left, height, fill=PAPER, stroke=DARK,
            stroke_width=1.2, stroke_dasharray="4 2.5",
        )  # fmt: skip
    else:
        side = "right" if to_right else "left"
        fade = drawing.fade(f"fade-{side}", MIDDLE, towards=side)
        drawing.box(entry.left, middle - height / 2, entry.right - entry.left, height, fill=fade)
        drawing.shape(
            "path",
            d=f"M{tip - 5 * sign:.2f} {middle - 4:.2f} l{5 * sign} 4 l{-5 * sign} 4",
            fill="none", stroke=DARK, stroke_width=1.6,
        )  # fmt: skip
    drawing.line(limit, middle - BAND / 2 - 1, limit, middle + BAND / 2 + 1, stroke=DARK, stroke_width=2.4)


def _axis(drawing: Drawing, scale: TimeScale, gutter: float, bottom: float) -> None:
    cuts = [(cut.left + cut.right) / 2 for cut in scale.cuts]
    for tick in scale.ticks(months=72, years=44):
        drawing.line(tick.x, TOP - 4, tick.x, bottom, stroke=RULE, stroke_width=0.8)
        half = text_width(tick.label, TICK_SIZE) / 2
        if tick.x + half <= drawing.width and all(abs(tick.x - cut) > half + 8 for cut in cuts):
            drawing.text(tick.x, TOP - 8, tick.label, TICK_SIZE, colour=QUIET, anchor="middle")
    drawing.line(gutter, TOP - 4, drawing.width, TOP - 4, stroke=QUIET, stroke_width=1.2)
    for x in cuts:
        drawing.box(x - 4, TOP - 7, 8, 6, fill=PAPER)
        for shift in (-4, 4):
            drawing.line(x + shift - 3, TOP + 2, x + shift + 3, TOP - 10, stroke=QUIET, stroke_width=1.2)


def _lanes(drawing: Drawing, names: Sequence[Sequence[str]], heights: Sequence[float]) -> None:
    y = TOP
    for lines, height in zip(names, heights, strict=True):
        for at, line in enumerate(lines):
            drawing.text(0, y + LANE_GAP / 2 + LINE * at + SIZE * 0.96, line, SIZE, bold=True)
        y += height
        drawing.line(0, y, drawing.width, y, stroke=RULE, stroke_width=1)


def _as_of(drawing: Drawing, frame: _Frame, figure: TimelineFigure, bottom: float) -> None:
    drawing.line(frame.now, TOP - 4, frame.now, bottom + 3, stroke=NOW, stroke_width=1.8, stroke_dasharray="7 3")
    text = f"as of {figure.as_of.text}"
    half = text_width(text, SIZE, bold=True) / 2
    x = max(half, min(frame.now, drawing.width - half))
    drawing.text(x, bottom + 3 + SIZE, text, SIZE, colour=NOW, bold=True, anchor="middle")


def _key(drawing: Drawing, figure: TimelineFigure, top: float) -> float:
    """Explain those symbols that occur; returns where the picture ends."""
    kinds = {"expected" if mark.future else _kind(mark) for mark in figure.marks}
    x, y = 0.0, top
    for kind, text in _KEY.items():
        if kind not in kinds:
            continue
        room = 30 + text_width(text, TICK_SIZE) + 10
        if x == 0 or x + room > drawing.width:
            x, y = 0.0, y + LINE
        _key_symbol(drawing, kind, x, y - 4)
        drawing.text(x + 30, y, text, TICK_SIZE, colour=QUIET)
        x += room
    return y + 5


_KEY = {
    "point": "on that day",
    "vague": "at some time within",
    "span": "between those days",
    "open": "known on one side only",
    "expected": "expected",
}


def _kind(mark: Mark) -> str:
    match mark.when.precision:
        case Precision.DAY:
            return "point"
        case Precision.INTERVAL:
            return "span"
        case Precision.OPEN:
            return "open"
        case _:
            return "vague"


def _key_symbol(drawing: Drawing, kind: str, x: float, y: float) -> None:
    outline: dict[str, str | float] = {"stroke": DARK, "stroke_width": 1.6}
    match kind:
        case "point":
            drawing.shape("circle", cx=x + 12, cy=y, r=POINT, fill=DARK, **outline)
        case "vague":
            drawing.box(x + 1, y - BAND / 2, 22, BAND, rx=BAND / 2, fill=LIGHT, **outline)
        case "span":
            drawing.box(x + 1, y - BAND / 2, 22, BAND, fill=DARK, **outline)
        case "open":
            fade = drawing.fade("fade-right", MIDDLE, towards="right")
            drawing.box(x + 2, y - BAND * 0.4, 22, BAND * 0.8, fill=fade)
            drawing.line(x + 2, y - BAND / 2 - 1, x + 2, y + BAND / 2 + 1, stroke=DARK, stroke_width=2.4)
        case _:
            drawing.shape("circle", cx=x + 5.8, cy=y, r=POINT, fill=PAPER, **outline)
            drawing.box(x + 13, y - BAND / 2, 11, BAND, rx=BAND / 2, fill=PAPER, stroke_dasharray="4 2.5", **outline)
