"""The one door to typst. What goes in is fixed source and data beside it; no text of a brief ever becomes source."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from detente.brief.figures.svg import Picture
from detente.brief.render.visible import escape, visible

FONTS = Path(__file__).parent / "fonts"

_PROBE = b"""#set document(title: "probe", date: none)
#set page(width: auto, height: auto)
#sys.inputs.text"""

PICTURE = Path(__file__).parent / "picture.typ"

_PICTURE_PAGE = b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"

_SURE = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u00a0")
"""Characters that every font has, so that most texts need no probe."""


def typeset_pdf(source: bytes, data: dict[str, Any], day: date, *, fonts: Sequence[Path] = ()) -> bytes:
    """A tagged PDF (PDF/UA-1, PDF/A-2a) of `source`, which reads `data` as JSON from `sys.inputs.data`; dated `day`.

    Uses the bundled fonts and those in the folders `fonts`, never those of the machine, so that the bytes are the
    same everywhere. Characters that no font has must have been replaced by `Legible` before.
    """
    import typst

    return typst.compile(
        source,
        format="pdf",
        font_paths=_book(tuple(fonts)),
        sys_inputs=_inputs(data, fonts) | {"day": day.isoformat()},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=(day.toordinal() - date(1970, 1, 1).toordinal()) * 86400,
    )


def typeset_page(source: bytes, data: dict[str, Any], day: date, dots_per_inch: float) -> bytes:
    """The first page of what `typeset_pdf` makes, as PNG."""
    import typst

    pages = typst.compile(
        source,
        format="png",
        ppi=dots_per_inch,
        font_paths=_book(()),
        sys_inputs=_inputs(data, ()) | {"day": day.isoformat()},
        timestamp=0,
    )
    return pages if isinstance(pages, bytes) else pages[0]


def typeset_png(picture: Picture, dots_per_inch: float, *, fonts: Sequence[Path] = ()) -> bytes:
    """`picture` at its own size, on white."""
    import typst

    legible = Legible(fonts)
    return typst.compile(
        _PICTURE_PAGE + PICTURE.read_bytes() + b"\n#drawn(json(bytes(sys.inputs.data)))",
        format="png",
        ppi=dots_per_inch,
        font_paths=_book(tuple(fonts)),
        sys_inputs=_inputs(picture_data(picture, legible), fonts),
        timestamp=0,
    )


def picture_data(picture: Picture, show: Callable[[str], str]) -> dict[str, Any]:
    """What `drawn` of `picture.typ` reads, its texts passed through `show`."""
    return {
        "svg": picture.shapes,
        "width": picture.width,
        "height": picture.height,
        "labels": [asdict(label) | {"text": show(label.text)} for label in picture.labels],
    }


class Legible:
    """Replaces characters for which no font at hand has a shape by their escape, `[U+4E2D]`."""

    def __init__(self, fonts: Sequence[Path] = ()) -> None:
        self._fonts = tuple(fonts)
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """`visible(text)` with nothing in it that would show as an empty box."""
        text = visible(text)
        unknown = {char for char in text if char not in _SURE and char not in self._known}
        if unknown:
            missing = _without_shape(unknown, self._fonts)
            self._known |= {char: escape(char) if char in missing else char for char in unknown}
        return "".join(self._known.get(char, char) for char in text)


def _without_shape(chars: Iterable[str], fonts: tuple[Path, ...]) -> set[str]:
    """The characters among `chars` that no font has, found by asking typst, which refuses them in accessible PDF."""
    asked = sorted(chars)
    if _all_have_shape(asked, fonts):
        return set()
    if len(asked) == 1:
        return set(asked)
    middle = len(asked) // 2
    return _without_shape(asked[:middle], fonts) | _without_shape(asked[middle:], fonts)


def _all_have_shape(chars: Sequence[str], fonts: tuple[Path, ...]) -> bool:
    import typst

    text = {"text": " ".join(chars)}
    try:
        typst.compile(_PROBE, format="pdf", font_paths=_book(fonts), sys_inputs=text, pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def _inputs(data: dict[str, Any], fonts: Sequence[Path]) -> dict[str, str]:
    return {
        "data": json.dumps(data, ensure_ascii=False),
        "families": json.dumps(_families(tuple(fonts)), ensure_ascii=False),
    }


@lru_cache(maxsize=4)
def _families(fonts: tuple[Path, ...]) -> list[str]:
    """The families of the bundled and of the given fonts in the order of their names, which puts the one for Latin
    before those for further scripts. All come before what typst itself would fall back on."""
    import typst

    folders = [str(folder) for folder in (FONTS, *fonts)]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return sorted(found.families())


@lru_cache(maxsize=4)
def _book(fonts: tuple[Path, ...]) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in (FONTS, *fonts)])
