"""A picture under construction: a few shapes and texts, serialised as one self-contained `<svg>` element."""

from __future__ import annotations

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


class Drawing:
    """Collects shapes from top to bottom; y grows downwards, all lengths are in quarters of a millimetre."""

    def __init__(self, *, name: str, title: str, alt: str, width: float) -> None:
        self.name = name
        self.width = width
        self.root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
        self._labels(title, alt)
        self.definitions = SubElement(self.root, "defs")

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

    def text(self, x: float, y: float, text: str, size: float, **style: str | float) -> Element:
        """A line of text with its baseline at `y`."""
        element = self.shape("text", x=x, y=y, font_size=size, **style)
        element.text = visible(text)
        return element

    def fade(self, key: str, colour: str, *, towards: str) -> str:
        """A paint that fades out `towards` left or right; returns its reference."""
        ident = f"{self.name}-{key}"
        if self.definitions.find(f"linearGradient[@id='{ident}']") is None:
            gradient = SubElement(self.definitions, "linearGradient", {"id": ident})
            near, far = ("1", "0") if towards == "right" else ("0", "1")
            SubElement(gradient, "stop", {"offset": "0", "stop-color": colour, "stop-opacity": near})
            SubElement(gradient, "stop", {"offset": "1", "stop-color": colour, "stop-opacity": far})
        return f"url(#{ident})"

    def finished(self, height: float) -> str:
        """The picture as text, `height` being the room it came to need."""
        self.root.set("viewBox", f"0 0 {_value(self.width)} {_value(height)}")
        self.root.set("width", f"{_value(self.width / UNITS_PER_MM)}mm")
        self.root.set("height", f"{_value(height / UNITS_PER_MM)}mm")
        if len(self.definitions) == 0:
            self.root.remove(self.definitions)
        return tostring(self.root, encoding="unicode")


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".")
