"""The axes that the charts share: shares upwards or sideways, days to the right; and tones that print in grey."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.brief.figures.svg import DARK, LIGHT, QUIET, RULE, Drawing
from detente.brief.figures.text_width import text_width

TICK_SIZE = 11.0
LINE = 14.0

_TOPS = (0.1, 0.2, 0.25, 0.5, 0.6, 0.8, 1.0)

TONES = (DARK, "#4b6a90", "#7d98b7", "#b0c1d4", LIGHT)
"""From dark to light in steps that also a photocopy keeps apart."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values to places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value; what lies outside is held at the ends."""
        part = (value - self.low) / (self.high - self.low)
        return self.start + min(max(part, 0.0), 1.0) * (self.end - self.start)


def top_of(largest: float) -> float:
    """The first round share at or above the largest one."""
    return next((top for top in _TOPS if top >= largest), 1.0)


def share_ticks(low: float, high: float) -> list[float]:
    """Round shares between two, three to six of them."""
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if (high - low) / step <= 5.001)
    first = round(low / step)
    ticks = [step * place for place in range(first, round(high / step) + 1)]
    return [tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9]


def tick_text(share: float) -> str:
    """`25%`; axes reach 0% and 100%, no number on them does."""
    return f"{100 * share:.0f}%"


def share_axis(drawing: Drawing, scale: Scale, ticks: Sequence[float], left: float, right: float) -> None:
    """Rules across at each share, and their numbers to the left."""
    for tick in ticks:
        y = scale(tick)
        drawing.line(left, y, right, y, stroke=QUIET if tick == ticks[0] else RULE, stroke_width=1)
        drawing.text(left - 5, y + TICK_SIZE * 0.36, tick_text(tick), TICK_SIZE, colour=QUIET, anchor="end")


def day_axis(drawing: Drawing, scale: Scale, first: date, last: date, top: float, bottom: float) -> None:
    """Marks at the beginnings of months or years, as many as there is room for, with their names below."""
    ends = -1.0
    for day, label in _beginnings(first, last, abs(scale.end - scale.start)):
        x = scale(day.toordinal())
        drawing.line(x, top, x, bottom + 4, stroke=RULE, stroke_width=0.8)
        half = text_width(label, TICK_SIZE) / 2
        if x - half > ends and x + half <= drawing.width:
            drawing.text(x, bottom + 4 + TICK_SIZE, label, TICK_SIZE, colour=QUIET, anchor="middle")
            ends = x + half + 6


def _beginnings(first: date, last: date, room: float) -> list[tuple[date, str]]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next(
        (s for s in (1, 3, 6, 12, 24, 60, 120) if months / s * 62 <= room or (s >= 12 and months / s * 36 <= room)),
        240,
    )
    found = []
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month + 1):
        if month % step == 0:
            day = date(month // 12, month % 12 + 1, 1)
            if first <= day <= last:
                found.append((day, str(day.year) if step >= 12 else f"{calendar.month_abbr[day.month]} {day.year}"))
    return found
