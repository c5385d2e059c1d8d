"""From days to places on a line, with long empty stretches cut short and marked as cut."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

CUT_WIDTH = 26.0
"""What is left of a stretch that was cut."""

_LONGEST_GAP = 0.3
"""An empty stretch longer than this share of what is shown, and twice as long as the next one, is cut."""

_MOST_CUTS = 3
_MARGIN = 0.04


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `start` to `end` (ordinals) drawn from `left` to `right`; `cut` where the scale jumps."""

    start: float
    end: float
    left: float
    right: float
    cut: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis and what stands there."""

    x: float
    label: str


class TimeScale:
    """Places for days between `left` and `right`, linear but for the cuts."""

    def __init__(self, spans: Iterable[tuple[date, date]], left: float, right: float) -> None:
        busy = _merged([(start.toordinal(), end.toordinal()) for start, end in spans])
        gaps = _gaps_to_cut(busy)
        shown = busy[-1][1] - busy[0][0] - sum(end - start for start, end in gaps)
        margin = max(shown * _MARGIN, 2.0)
        edges: list[tuple[float, float, bool]] = []
        at = busy[0][0] - margin
        for start, end in gaps:
            keep = min(margin, (end - start) / 4)
            edges += [(at, start + keep, False), (start + keep, end - keep, True)]
            at = end - keep
        edges.append((at, busy[-1][1] + margin, False))
        self.stretches = tuple(_placed(edges, left, right))
        self._starts = [stretch.start for stretch in self.stretches]

    def __call__(self, day: float) -> float:
        """Where a day (an ordinal, fractions for times of day) lies; days outside are held at the ends."""
        stretch = self.stretches[max(0, bisect_right(self._starts, day) - 1)]
        share = (day - stretch.start) / (stretch.end - stretch.start)
        return stretch.left + min(max(share, 0.0), 1.0) * (stretch.right - stretch.left)

    def at(self, day: date) -> float:
        """Where the beginning of `day` lies."""
        return self(day.toordinal())

    @property
    def cuts(self) -> tuple[Stretch, ...]:
        """The stretches that were cut."""
        return tuple(stretch for stretch in self.stretches if stretch.cut)

    def ticks(self, months: float, years: float) -> list[Tick]:
        """Beginnings of months at least `months` apart, or else of years at least `years` apart, at round steps."""
        per_month = min(
            (stretch.right - stretch.left) / (stretch.end - stretch.start) * 30.44
            for stretch in self.stretches
            if not stretch.cut
        )
        step = next((step for step in (1, 2, 3, 6) if step * per_month >= months), None) or next(
            (step for step in (12, 24, 60, 120, 240, 600) if step * per_month >= years), 1200
        )
        room = years if step >= 12 else months
        ticks: list[Tick] = []
        for stretch in self.stretches:
            if stretch.cut:
                continue
            for tick in self._ticks_in(stretch, step):
                if not ticks or tick.x - ticks[-1].x >= room * 0.95:
                    ticks.append(tick)
        return ticks

    def _ticks_in(self, stretch: Stretch, step: int) -> Iterator[Tick]:
        first = date.fromordinal(max(1, int(stretch.start)))
        month = (first.year * 12 + first.month - 1) // step * step
        while month < 9999 * 12:
            day = date(max(1, month // 12), month % 12 + 1, 1)
            if day.toordinal() > stretch.end:
                return
            if day.toordinal() >= stretch.start:
                label = str(day.year) if step >= 12 else f"{calendar.month_abbr[day.month]} {day.year}"
                yield Tick(self.at(day), label)
            month += step


def _merged(spans: list[tuple[int, int]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _gaps_to_cut(busy: list[tuple[float, float]]) -> list[tuple[float, float]]:
    gaps = sorted(
        ((left[1], right[0]) for left, right in pairwise(busy)),
        key=lambda gap: (gap[0] - gap[1], gap[0]),
    )
    shown, cut = busy[-1][1] - busy[0][0], []
    for (start, end), (next_start, next_end) in pairwise([*gaps[: _MOST_CUTS + 1], (0.0, 0.0)]):
        gap = end - start
        if gap <= _LONGEST_GAP * shown or gap < 2 * (next_end - next_start) or gap == shown:
            break
        cut.append((start, end))
        shown -= gap
    return sorted(cut[:_MOST_CUTS])


def _placed(edges: list[tuple[float, float, bool]], left: float, right: float) -> Iterator[Stretch]:
    cuts = sum(cut for *_, cut in edges)
    days = sum(end - start for start, end, cut in edges if not cut)
    per_day = (right - left - cuts * CUT_WIDTH) / days
    x = left
    for start, end, cut in edges:
        width = CUT_WIDTH if cut else (end - start) * per_day
        yield Stretch(start, end, x, x + width, cut)
        x += width
