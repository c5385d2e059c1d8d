"""A picture under construction: a few shapes and texts, serialised as one self-contained `<svg>` element."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from detente.brief.render.visible import visible

UNITS_PER_MM = 4.0
"""Drawings are laid out in quarters of a millimetre."""

FONT = "Noto Sans, Segoe UI, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans Condensed, sans-serif"

# A dark, a middle and a light tone of one blue, and an ochre: told apart by lightness alone, so also in grey.
INK = "#16202c"
DARK = "#1f3f66"
MIDDLE = "#8ea8c4"
LIGHT = "#e6edf4"
PAPER = "#ffffff"
QUIET = "#4a5663"
RULE = "#c3ccd6"
NOW = "#9a4d00"


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text in a picture: its baseline begins, is centred, or ends at `x` (`anchor` start, middle, end)."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    bold: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: `svg` is all of it; `shapes` is the same without its texts, and `labels` are these texts,
    for programs that set type better than they read SVG. Lengths are in quarters of a millimetre."""

    svg: str
    shapes: str
    labels: tuple[Label, ...]
    width: float
    height: float


class Drawing:
    """Collects shapes from top to bottom; y grows downwards, all lengths are in quarters of a millimetre."""

    def __init__(self, *, name: str, title: str, alt: str, width: float) -> None:
        self.name = name
        self.width = width
        self.root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
        self._labels(title, alt)
        self.definitions = SubElement(self.root, "defs")
        self.labels: list[Label] = []

    def _labels(self, title: str, alt: str) -> None:
        self.root.set("role", "img")
        self.root.set("aria-labelledby", f"{self.name}-title {self.name}-desc")
        self.root.set("font-family", FONT)
        SubElement(self.root, "title", {"id": f"{self.name}-title"}).text = visible(title)
        SubElement(self.root, "desc", {"id": f"{self.name}-desc"}).text = visible(alt)

    def shape(self, tag: str, **attributes: str | float) -> Element:
        """Any element; underscores in attribute names stand for hyphens, numbers are cut to two places."""
        return SubElement(self.root, tag, {key.replace("_", "-"): _value(value) for key, value in attributes.items()})

    def line(self, x1: float, y1: float, x2: float, y2: float, **style: str | float) -> Element:
        """A straight line."""
        return self.shape("line", x1=x1, y1=y1, x2=x2, y2=y2, **style)

    def box(self, x: float, y: float, width: float, height: float, **style: str | float) -> Element:
        """A rectangle."""
        return self.shape("rect", x=x, y=y, width=width, height=height, **style)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """A line of text with its baseline at `y`."""
        label = Label(x, y, visible(text), size, colour, bold, anchor)
        self.labels.append(label)
        weight: dict[str, str | float] = {"font_weight": "700"} if bold else {}
        element = self.shape("text", x=x, y=y, font_size=size, fill=colour, text_anchor=anchor, **weight)
        element.text = label.text

    def fade(self, key: str, colour: str, *, towards: str) -> str:
        """A paint that fades out `towards` left or right; returns its reference."""
        ident = f"{self.name}-{key}"
        if self.definitions.find(f"linearGradient[@id='{ident}']") is None:
            gradient = SubElement(self.definitions, "linearGradient", {"id": ident})
            near, far = ("1", "0") if towards == "right" else ("0", "1")
            SubElement(gradient, "stop", {"offset": "0", "stop-color": colour, "stop-opacity": near})
            SubElement(gradient, "stop", {"offset": "1", "stop-color": colour, "stop-opacity": far})
        return f"url(#{ident})"

    def finished(self, height: float) -> Picture:
        """The picture, `height` being the room it came to need."""
        self.root.set("viewBox", f"0 0 {_value(self.width)} {_value(height)}")
        self.root.set("width", f"{_value(self.width / UNITS_PER_MM)}mm")
        self.root.set("height", f"{_value(height / UNITS_PER_MM)}mm")
        if len(self.definitions) == 0:
            self.root.remove(self.definitions)
        shapes = deepcopy(self.root)
        for element in list(shapes):
            if element.tag in ("text", "title", "desc"):
                shapes.remove(element)
        return Picture(
            svg=tostring(self.root, encoding="unicode"),
            shapes=tostring(shapes, encoding="unicode"),
            labels=tuple(self.labels),
            width=self.width,
            height=height,
        )


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".")
