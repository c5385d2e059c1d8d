"""The pictures of a brief: a status ladder and a timeline, as SVG, PNG and text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.brief.document import Figure, LadderFigure, Step, TimelineFigure
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
    figure = figure_shown(figure, visible)
    if isinstance(figure, LadderFigure):
        from detente.brief.figures.ladder import ladder

        return ladder(figure, name=name, width=width)
    from detente.brief.figures.timeline import timeline

    return timeline(figure, numbers, name=name, width=width)


def svg_of(figure: Figure, numbers: Mapping[str, int], *, name: str = "figure", width: float = FULL_WIDTH) -> str:
    """`picture_of` as one `<svg>` element, with its title and its description."""
    return picture_of(figure, numbers, name=name, width=width).svg


def figure_shown(figure: Figure, show: Callable[[str], str]) -> Figure:
    """`figure` with every text that is drawn passed through `show`, so that it is laid out as it will read."""
    if isinstance(figure, LadderFigure):
        steps = tuple(
            Step(show(step.name), show(step.state), show(step.since), tuple(map(show, step.waits_for)))
            for step in figure.steps
        )
        return LadderFigure(show(figure.title), steps, show(figure.alt))
    marks = tuple(replace(mark, label=show(mark.label), lane=show(mark.lane)) for mark in figure.marks)
    return TimelineFigure(show(figure.title), marks, figure.as_of, show(figure.alt))
