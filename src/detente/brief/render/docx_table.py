"""Tables of a Word document: a head that repeats on each page, rows that stay whole, rules only between rows."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from detente.brief.render.docx_style import NOTE, TABLE_TEXT, TEXT_WIDTH
from detente.brief.render.docx_text import Writer, add_paragraph, styled
from detente.brief.render.laid_out import DASH, NO_ENTRIES, LaidTable

_HEAD, _RULE, _WASH = "1F3F66", "C3CCD6", "EEF2F6"


def add_table(document: Document, writer: Writer, table: LaidTable) -> None:
    """`table` with its caption above and its note below."""
    if table.caption:
        writer.text(add_paragraph(document, "Caption"), table.caption)
    if not table.heads:
        document.add_paragraph(NO_ENTRIES)
        return
    grid = document.add_table(rows=1, cols=len(table.heads))
    _rules(grid)
    _describe(grid, table.caption)
    for cell, head in zip(grid.rows[0].cells, table.heads, strict=True):
        writer.text(_only_paragraph(cell), head, bold=True)
        _shade(cell)
    _row_property(grid.rows[0]._tr, "w:tblHeader")
    for row in table.rows:
        cells = grid.add_row().cells
        for cell, laid in zip(cells, row, strict=True):
            paragraph = _only_paragraph(cell)
            if laid.line:
                writer.line(paragraph, laid.line, bold=laid.strong or None)
            else:
                writer.text(paragraph, DASH)
    if not table.rows:
        cells = grid.add_row().cells
        writer.text(_only_paragraph(cells[0].merge(cells[-1])), NO_ENTRIES)
    _widths(grid, table.widths)
    for line in grid.rows:
        _row_property(line._tr, "w:cantSplit")
    after = add_paragraph(document, NOTE)
    if table.note:
        writer.line(after, table.note)
    else:
        after.paragraph_format.line_spacing = Pt(3)


def _only_paragraph(cell: _Cell) -> Paragraph:
    return styled(cell.paragraphs[0], TABLE_TEXT)


def _widths(grid: Table, shares: Sequence[float]) -> None:
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm(TEXT_WIDTH * share)
        for cell in column.cells:
            cell.width = Mm(TEXT_WIDTH * share)


def _rules(grid: Table) -> None:
    properties = grid._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("bottom", "4", _RULE), ("insideH", "4", _RULE)):
        border = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    for element in (borders, margins):
        if look is None:
            properties.append(element)
        else:
            look.addprevious(element)


def _describe(grid: Table, caption: str) -> None:
    """The alternative text of the table, for screen readers."""
    if caption:
        element = OxmlElement("w:tblCaption")
        element.set(qn("w:val"), caption)
        grid._tbl.tblPr.append(element)


def _shade(cell: _Cell) -> None:
    properties = cell._tc.get_or_add_tcPr()
    borders, bottom, shade = OxmlElement("w:tcBorders"), OxmlElement("w:bottom"), OxmlElement("w:shd")
    for key, value in (("val", "single"), ("sz", "8"), ("space", "0"), ("color", _HEAD)):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", _WASH)):
        shade.set(qn(f"w:{key}"), value)
    properties.append(borders)
    properties.append(shade)


def _row_property(row: CT_Row, tag: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(tag))
