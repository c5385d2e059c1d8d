"""The pictures of a brief: a status ladder and a timeline, as SVG, PNG and text."""

from __future__ import annotations

from collections.abc import Mapping

from detente.brief.document import Figure, LadderFigure

FULL_WIDTH = 170.0
"""Millimetres between the margins of an A4 page."""


def svg_of(figure: Figure, numbers: Mapping[str, int], *, name: str = "figure", width: float = FULL_WIDTH) -> str:
    """`figure` as one `<svg>` element laid out for `width` millimetres; `numbers` are the citation numbers by id,
    `name` prefixes the ids inside the picture so that several fit in one page."""
    if isinstance(figure, LadderFigure):
        from detente.brief.figures.ladder import ladder

        return ladder(figure, name=name, width=width)
    from detente.brief.figures.timeline import timeline

    return timeline(figure, numbers, name=name, width=width)
