"""The pictures of a brief: ladder, timeline and the charts of the outlook, as SVG, PNG and text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.brief.chart import CurvesFigure, StackFigure, TornadoFigure
from detente.brief.document import Figure, LadderFigure, TimelineFigure
from detente.brief.render.visible import visible

if TYPE_CHECKING:
    from detente.brief.figures.svg import Picture

FULL_WIDTH = 170.0
"""Millimetres between the margins of an A4 page."""


def picture_of(
    figure: Figure, numbers: Mapping[str, int], *, name: str = "figure", width: float = FULL_WIDTH
) -> Picture:
    """`figure` drawn for `width` millimetres; `numbers` are the citation numbers by id, `name` prefixes the ids
    inside the picture so that several fit in one page."""
    figure = figure.shown(visible)
    match figure:
        case LadderFigure():
            from detente.brief.figures.ladder import ladder

            return ladder(figure, name=name, width=width)
        case TimelineFigure():
            from detente.brief.figures.timeline import timeline

            return timeline(figure, numbers, name=name, width=width)
        case CurvesFigure():
            from detente.brief.figures.curves import curves

            return curves(figure, name=name, width=width)
        case StackFigure():
            from detente.brief.figures.stack import stack

            return stack(figure, name=name, width=width)
        case TornadoFigure():
            from detente.brief.figures.tornado import tornado

            return tornado(figure, name=name, width=width)


def svg_of(figure: Figure, numbers: Mapping[str, int], *, name: str = "figure", width: float = FULL_WIDTH) -> str:
    """`picture_of` as one `<svg>` element, with its title and its description."""
    return picture_of(figure, numbers, name=name, width=width).svg
