"""Runs, bookmarks and links inside a paragraph of a Word document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from detente.brief.render.direction import LEFT_TO_RIGHT_MARK, runs
from detente.brief.render.docx_style import CITATION, JUDGED
from detente.brief.render.laid_out import ASSESSMENT, Line


def add_paragraph(document: Document, style: str = "Normal") -> Paragraph:
    """A new paragraph at the end, in the named style (by its id, since looking up names is slow)."""
    return styled(document.add_paragraph(), style)


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """`paragraph`, set in the named style."""
    paragraph._p.style = _id(style)
    return paragraph


class Writer:
    """Writes into paragraphs; keeps the numbers that bookmarks need."""

    def __init__(self) -> None:
        self._marks = count(1)

    def text(
        self, paragraph: Paragraph, text: str, *, bold: bool | None = None, style: str | None = None
    ) -> list[Run]:
        """`text` in runs of one direction each, those from right to left marked so and closed with a mark that keeps
        a number or a bracket after them in its place."""
        written = []
        for part in runs(text):
            run = paragraph.add_run(part.text)
            if style:
                run._r.style = _id(style)
            run.bold = bold
            written.append(run)
            if part.right_to_left:
                run.font.rtl = True
                if bold:
                    run.font.cs_bold = True
                written.append(paragraph.add_run(LEFT_TO_RIGHT_MARK))
        return written

    def line(self, paragraph: Paragraph, line: Line, *, bold: bool | None = None) -> None:
        """A sentence under its bookmark, with its citations as links and its mark if it is an assessment."""
        self.bookmark(paragraph, line.anchor)
        self.text(paragraph, line.text, bold=bold)
        if line.numbers:
            self.text(paragraph, "\u00a0[", style=CITATION)
            links = [(str(number), f"c{number}") for number in line.numbers]
            self.links(paragraph, links, style=CITATION, between=",\u00a0")
            self.text(paragraph, "]", style=CITATION)
        if line.assessment:
            self.text(paragraph, " ")
            self.text(paragraph, ASSESSMENT, style=JUDGED)

    def lines(self, paragraph: Paragraph, lines: Iterable[Line]) -> None:
        """Sentences with a space between them."""
        for place, line in enumerate(lines):
            if place:
                self.text(paragraph, " ")
            self.line(paragraph, line)

    def links(
        self, paragraph: Paragraph, links: Iterable[tuple[str, str]], *, style: str | None = None, between: str = ", "
    ) -> None:
        """(text, anchor) pairs as links inside the document."""
        for place, (text, anchor) in enumerate(links):
            if place:
                self.text(paragraph, between, style=style)
            _wrap(self.text(paragraph, text, style=style), anchor)

    def bookmark(self, paragraph: Paragraph, anchor: str) -> None:
        """A place that links can lead to."""
        number = str(next(self._marks))
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = _element(tag, id=number)
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), _name(anchor))
            paragraph._p.append(mark)

    def field(self, paragraph: Paragraph, code: str) -> None:
        """A number that Word computes: PAGE, NUMPAGES."""
        for kind in ("begin", None, "separate", "text", "end"):
            run = paragraph.add_run("1" if kind == "text" else "")
            if kind is None:
                instruction = OxmlElement("w:instrText")
                instruction.text = f" {code} "
                run._r.append(instruction)
            elif kind != "text":
                run._r.append(_element("w:fldChar", fldCharType=kind))


def _wrap(runs_of_link: list[Run], anchor: str) -> None:
    if not runs_of_link:
        return
    link = _element("w:hyperlink", anchor=_name(anchor), history="1")
    runs_of_link[0]._r.addprevious(link)
    for run in runs_of_link:
        link.append(run._r)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _id(style: str) -> str:
    """The id that Word and python-docx give to a style of this name."""
    return style.replace(" ", "")


def _name(anchor: str) -> str:
    """Word allows letters, digits and underscores in the names of bookmarks."""
    return anchor.replace("-", "_")
