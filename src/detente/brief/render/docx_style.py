"""The styles of the Word brief: real, named styles, so that an office can restyle it with its own template."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

SERIF, SANS, COMPLEX = "Cambria", "Calibri", "Arial"
INK, QUIET, DARK = RGBColor(0x16, 0x20, 0x2C), RGBColor(0x4A, 0x56, 0x63), RGBColor(0x1F, 0x3F, 0x66)
MARGIN = 19.0
TEXT_WIDTH = 210.0 - 2 * MARGIN
"""Millimetres, on A4."""

FACTS, LEAD, NOTE, TABLE_TEXT, PASSAGE = "Brief Facts", "Brief Lead", "Brief Note", "Brief Table", "Brief Passage"
CITATION, JUDGED = "Brief Citation", "Brief Assessment"


def set_styles(document: Document, language: str) -> None:
    """Lay out the page, set the built-in styles that the brief uses and add its own."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(MARGIN)
    page.top_margin, page.bottom_margin = Mm(18), Mm(15)
    page.header_distance, page.footer_distance = Mm(10), Mm(9)
    _defaults(document, language)
    _paragraph(document, "Normal", SERIF, 9.5, after=2)
    _paragraph(document, "Title", SANS, 18, colour=DARK, bold=True, after=4, keep=True)
    _paragraph(document, "Heading 1", SANS, 11, colour=DARK, bold=True, before=6, after=1.5, keep=True)
    _paragraph(document, "List Bullet", SERIF, 9.5, after=1)
    _paragraph(document, "Caption", SANS, 8.5, bold=True, before=3, after=1.5, keep=True)
    _paragraph(document, "Header", SANS, 8, colour=QUIET)
    _paragraph(document, "Footer", SANS, 8, colour=QUIET)
    _paragraph(document, FACTS, SANS, 8.5, after=4, lines=1.1)
    _paragraph(document, LEAD, SERIF, 10.5, after=2, lines=1.05)
    _paragraph(document, NOTE, SANS, 8, colour=QUIET, before=1, after=3)
    _paragraph(document, TABLE_TEXT, SANS, 8)
    _paragraph(document, PASSAGE, SERIF, 8.5, after=2)
    _hanging(document, "List Bullet", 4)
    _hanging(document, PASSAGE, 8)
    for name in ("Header", "Footer"):
        _one_tab(document, name)
    _edge(document, "Title", "bottom", 12)
    _edge(document, FACTS, "bottom", 6)
    _edge(document, LEAD, "left", 24)
    _character(document, CITATION, colour=DARK)
    _character(document, JUDGED, colour=QUIET)


def _defaults(document: Document, language: str) -> None:
    """The language of the text, for spelling and for screen readers."""
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if run is None:
        raise RuntimeError("the template of python-docx has no default run properties")
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), language)
    run.append(lang)


def _paragraph(
    document: Document,
    name: str,
    font: str,
    size: float,
    *,
    colour: RGBColor = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    lines: float = 1.0,
    keep: bool = False,
) -> None:
    known = name in {style.name for style in document.styles}
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if not known:
        style.base_style = document.styles["Normal"]
    _font(style, font, size, colour, bold=bold)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), lines
    form.keep_with_next, form.widow_control = keep, True


def _hanging(document: Document, name: str, indent: float) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    form = style.paragraph_format
    form.left_indent, form.first_line_indent = Mm(indent), Mm(-indent)
    form.tab_stops.clear_all()
    form.tab_stops.add_tab_stop(Mm(indent))


def _one_tab(document: Document, name: str) -> None:
    """Left part, right part: no stop in the middle."""
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)


def _font(style: CharacterStyle, font: str, size: float, colour: RGBColor, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    _complex(style, size, bold=bold)
    for script, name in (("ascii", font), ("hAnsi", font), ("eastAsia", font), ("cs", COMPLEX)):
        fonts.set(qn(f"w:{script}"), name)


def _complex(style: CharacterStyle, size: float, *, bold: bool) -> None:
    """The same size and weight for right-to-left scripts, which Word keeps apart."""
    properties = style.element.get_or_add_rPr()
    for tag in ("w:szCs", "w:bCs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    half_points = OxmlElement("w:szCs")
    half_points.set(qn("w:val"), str(round(size * 2)))
    properties.find(qn("w:sz")).addnext(half_points)
    if bold:
        properties.find(qn("w:b")).addnext(OxmlElement("w:bCs"))


def _character(document: Document, name: str, *, colour: RGBColor) -> None:
    """A style for marks after a sentence: three quarters of the size of running text."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    _font(style, SANS, 7.5, colour, bold=False)


def _edge(document: Document, name: str, side: str, eighths: int) -> None:
    """A rule along one side of the paragraphs of a style, in eighths of a point."""
    properties = document.styles[name].element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders, border = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "6" if side == "left" else "3")):
        border.set(qn(f"w:{key}"), value)
    border.set(qn("w:color"), str(DARK))
    borders.append(border)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
        "w:outlineLvl", "w:rPr",
    )  # fmt: skip
