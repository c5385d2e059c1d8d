"""A picture as PNG, for formats that cannot carry SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.brief.figures.svg import Picture
from detente.brief.render.typeset import typeset_png

DOTS_PER_INCH = 220.0
"""Sharp in print at the size laid out for, and no heavier than mail likes."""


def png_of(picture: Picture, *, fonts: Sequence[Path] = ()) -> bytes:
    """`picture` at its own size on white, 220 dots per inch; `fonts` are folders with further fonts."""
    return typeset_png(picture, DOTS_PER_INCH, fonts=fonts)
