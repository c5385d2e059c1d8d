"""The brief as a Word document: real styles, linked citations, pictures with their text, repeating table heads."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx as word
from docx.document import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from detente.brief.document import Brief
from detente.brief.figures import picture_of
from detente.brief.figures.png import png_of
from detente.brief.figures.svg import UNITS_PER_MM
from detente.brief.render.as_of import as_of_day
from detente.brief.render.docx_package import packed, set_properties
from detente.brief.render.docx_style import FACTS, LEAD, PASSAGE, TEXT_WIDTH, set_styles
from detente.brief.render.docx_table import add_table
from detente.brief.render.docx_text import Writer, add_paragraph
from detente.brief.render.laid_out import (
    CITED,
    NO_ENTRIES,
    LaidBrief,
    LaidBullets,
    LaidCitation,
    LaidFigure,
    LaidParagraph,
    LaidSection,
    LaidTable,
    lay_out,
    shortened,
)

_TALLEST = 225.0
"""Millimetres that a picture may be high."""

_BETWEEN = "   \u00b7   "


def docx(brief: Brief, *, fonts: Sequence[Path] = ()) -> bytes:
    """The brief as a .docx file dated by its as-of day; `fonts` as in `render`, for the pictures."""
    laid = lay_out(brief)
    document = word.Document()
    set_styles(document, laid.language)
    set_properties(document, title=laid.title, language=laid.language, day=as_of_day(brief))
    writer = Writer()
    _running_lines(document, writer, laid)
    writer.text(add_paragraph(document, "Title"), laid.title)
    _facts(document, writer, laid)
    for place, section in enumerate(laid.sections):
        _section(document, writer, laid, section, fonts, lead=place == 0)
    for place, section in enumerate(laid.annex):
        _section(document, writer, laid, section, fonts, new_page=place == 0)
    _citations(document, writer, laid)
    return packed(document)


def _running_lines(document: Document, writer: Writer, laid: LaidBrief) -> None:
    """Title, as-of date and handling mark at the head of each page; run and page number at its foot."""
    page = document.sections[0]
    head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
    as_of = f" \u00b7 as of {laid.as_of}" if laid.as_of else ""
    writer.text(head, f"{shortened(laid.title, 70)}{as_of}\t")
    writer.text(head, laid.handling, bold=True)
    writer.text(foot, f"{shortened(laid.stamp, 110)}\t")
    writer.field(foot, "PAGE")
    writer.text(foot, " / ")
    writer.field(foot, "NUMPAGES")


def _facts(document: Document, writer: Writer, laid: LaidBrief) -> None:
    if not laid.header:
        return
    paragraph = add_paragraph(document, FACTS)
    for place, (label, value) in enumerate(laid.header):
        writer.text(paragraph, f"{_BETWEEN if place else ''}{label}: ")
        writer.text(paragraph, value, bold=True)


def _section(
    document: Document,
    writer: Writer,
    laid: LaidBrief,
    section: LaidSection,
    fonts: Sequence[Path],
    *,
    lead: bool = False,
    new_page: bool = False,
) -> None:
    heading = _heading(document, writer, "  ".join(part for part in (section.number, section.title) if part))
    heading.paragraph_format.page_break_before = new_page or None
    writer.bookmark(heading, section.anchor)
    for block in section.blocks:
        match block:
            case LaidParagraph():
                writer.lines(add_paragraph(document, LEAD if lead else "Normal"), block.lines)
            case LaidBullets(points):
                for point in points:
                    writer.lines(add_paragraph(document, "List Bullet"), point.lines)
            case LaidTable():
                add_table(document, writer, block)
            case LaidFigure():
                _figure(document, writer, laid, block, fonts)
    if not section.blocks:
        document.add_paragraph(NO_ENTRIES)


def _heading(document: Document, writer: Writer, text: str) -> Paragraph:
    heading = add_paragraph(document, "Heading 1")
    writer.text(heading, text)
    return heading


def _figure(document: Document, writer: Writer, laid: LaidBrief, figure: LaidFigure, fonts: Sequence[Path]) -> None:
    writer.text(add_paragraph(document, "Caption"), figure.title)
    picture = picture_of(figure.figure, laid.numbers, name=figure.name)
    width = min(TEXT_WIDTH, _TALLEST * picture.width / picture.height, picture.width / UNITS_PER_MM)
    shape = document.add_paragraph().add_run().add_picture(BytesIO(png_of(picture, fonts=fonts)), width=Mm(width))
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("descr", figure.alt)
    properties.set("title", figure.title)
    properties.set("name", figure.name)


def _citations(document: Document, writer: Writer, laid: LaidBrief) -> None:
    if not laid.citations:
        return
    heading = _heading(document, writer, CITED)
    heading.paragraph_format.page_break_before = (not laid.annex) or None
    for citation in laid.citations:
        _citation(add_paragraph(document, PASSAGE), writer, citation)


def _citation(paragraph: Paragraph, writer: Writer, citation: LaidCitation) -> None:
    writer.bookmark(paragraph, citation.anchor)
    writer.text(paragraph, f"[{citation.number}]\t")
    writer.text(paragraph, citation.source, bold=True)
    descriptor = f" ({citation.descriptor})" if citation.descriptor else ""
    where = f", {citation.where}" if citation.where else ""
    writer.text(paragraph, f"{descriptor}{where}{': ' if citation.says else ''}")
    writer.text(paragraph, citation.says)
    writer.text(paragraph, ".")
    if citation.cited_at:
        writer.text(paragraph, " Cited at ")
        writer.links(paragraph, [(line.address, line.anchor) for line in citation.cited_at])
        writer.text(paragraph, ".")
