"""What the charts of the outlook show, before they are drawn: curves with bands, stacked outcomes, a tornado.

Shares are of 0..1; days rise. Like everything in a brief they carry texts in our words, and no colours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

Show = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Point:
    """A probability by the end of a day, with its 90% range where it has one."""

    day: date
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A probability over time; `after` curves are drawn bold over what they are compared with."""

    name: str
    points: tuple[Point, ...]
    after: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: a title of one or two lines, its curves, and a line below."""

    title: str
    curves: tuple[Curve, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CurvesFigure:
    """Panels side by side on the same axes. `days` are those whose numbers stand in the table beside the picture;
    every curve has a point on each."""

    title: str
    panels: tuple[Panel, ...]
    days: tuple[date, ...]
    alt: str

    def shown(self, show: Show) -> CurvesFigure:
        """With every text passed through `show`."""
        panels = tuple(
            Panel(show(p.title), tuple(replace(c, name=show(c.name)) for c in p.curves), show(p.note))
            for p in self.panels
        )
        return replace(self, title=show(self.title), panels=panels, alt=show(self.alt))


@dataclass(frozen=True, slots=True)
class Layer:
    """An outcome and its share on each day."""

    name: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StackFigure:
    """Outcomes that exclude each other and add up to one, by day, from the bottom up; `table_days` are those whose
    numbers stand in the table beside the picture."""

    title: str
    days: tuple[date, ...]
    layers: tuple[Layer, ...]
    table_days: tuple[date, ...]
    alt: str

    def shown(self, show: Show) -> StackFigure:
        """With every text passed through `show`."""
        layers = tuple(replace(layer, name=show(layer.name)) for layer in self.layers)
        return replace(self, title=show(self.title), layers=layers, alt=show(self.alt))


@dataclass(frozen=True, slots=True)
class Bar:
    """A number of the outlook, and the probability with it at either end of its range; `basis` says in a word
    whether it is sourced or assumed."""

    label: str
    basis: str
    low_text: str
    high_text: str
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True)
class TornadoFigure:
    """Bars around the probability with every number at its best value, the longest first."""

    title: str
    central: float
    bars: tuple[Bar, ...]
    alt: str

    def shown(self, show: Show) -> TornadoFigure:
        """With every text passed through `show`."""
        bars = tuple(
            replace(
                bar,
                label=show(bar.label),
                basis=show(bar.basis),
                low_text=show(bar.low_text),
                high_text=show(bar.high_text),
            )
            for bar in self.bars
        )
        return replace(self, title=show(self.title), bars=bars, alt=show(self.alt))
