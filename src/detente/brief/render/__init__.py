"""The renderers: one `Brief` in, the bytes of one format out; the same brief always gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from detente.brief.document import Brief

Format: TypeAlias = Literal["md", "html", "pdf", "docx"]

FORMATS: tuple[Format, ...] = get_args(Format)


def render(brief: Brief, form: Format, *, fonts: Sequence[Path] = ()) -> str | bytes:
    """`brief` in one format: text for `md` and `html`, bytes for `pdf` and `docx`.

    `fonts` are folders with further fonts, for scripts that the bundled ones lack (PDF, and pictures in DOCX).
    Raises `UnknownCitation` where a sentence cites an id that the brief does not list, and `ValueError` for any
    other format.
    """
    match form:
        case "md":
            from detente.brief.render.markdown import markdown

            return markdown(brief)
        case "html":
            from detente.brief.render.html import html

            return html(brief)
        case "pdf":
            from detente.brief.render.pdf import pdf

            return pdf(brief, fonts=fonts)
        case "docx":
            from detente.brief.render.docx import docx

            return docx(brief, fonts=fonts)
        case _:
            raise ValueError(f"no format '{form}'; there are {', '.join(FORMATS)}")
