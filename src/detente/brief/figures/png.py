"""A picture as PNG, for formats that cannot carry SVG."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.brief.render.typeset import typeset_png

DOTS_PER_INCH = 220.0
"""Sharp in print at the size laid out for, and no heavier than mail likes."""


def png_of(svg: str, *, fonts: Sequence[Path] = ()) -> bytes:
    """`svg` (from `svg_of`) drawn at its own size on white, 220 dots per inch."""
    return typeset_png(svg, DOTS_PER_INCH, fonts=fonts)
