"""A tagged, archivable PDF on A4: `brief.typ` is the layout, the brief goes in beside it as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from detente.brief.document import Brief
from detente.brief.figures import picture_of
from detente.brief.render.as_of import as_of_day
from detente.brief.render.direction import guarded
from detente.brief.render.laid_out import (
    ASSESSMENT,
    CITED,
    DASH,
    NO_ENTRIES,
    LaidBlock,
    LaidBrief,
    LaidBullets,
    LaidCell,
    LaidCitation,
    LaidFigure,
    LaidParagraph,
    LaidSection,
    LaidTable,
    Line,
    lay_out,
    shortened,
)
from detente.brief.render.typeset import PICTURE, Legible, picture_data, typeset_page, typeset_pdf

_LONGEST_WORD = 28
_SYLLABLE = 10
_MAY_BREAK = "\u200b"

Show = Callable[[str], str]
Data = dict[str, Any]


def pdf(brief: Brief, *, fonts: Sequence[Path] = ()) -> bytes:
    """The brief as PDF/UA-1 and PDF/A-2a, dated by its as-of day; `fonts` as in `render`.

    A character that no font has is written out as `[U+4E2D]`.
    """
    return typeset_pdf(_source(), _content(brief, fonts), as_of_day(brief), fonts=fonts)


def first_page(brief: Brief, dots_per_inch: float) -> bytes:
    """The first page of the PDF as PNG, to be shown on a screen."""
    return typeset_page(_source(), _content(brief, ()), as_of_day(brief), dots_per_inch)


def _source() -> bytes:
    return PICTURE.read_bytes() + (Path(__file__).parent / "brief.typ").read_bytes()


def _content(brief: Brief, fonts: Sequence[Path]) -> Data:
    legible = Legible(fonts)

    def show(text: str) -> str:
        return _breakable(guarded(legible(text)))

    return _data(lay_out(brief), show, legible)


def _data(laid: LaidBrief, show: Show, plain: Show) -> Data:
    """What `brief.typ` reads. Every text has gone through `show`, or through `plain` where it is no running text."""
    return {
        "title": show(laid.title) or DASH,
        "short": show(shortened(laid.title, 90)),
        "name": plain(laid.title) or DASH,
        "language": laid.language.split("-")[0].lower(),
        "header": [[show(label), show(value), value == laid.handling] for label, value in laid.header],
        "as_of": show(laid.as_of),
        "handling": show(laid.handling),
        "stamp": show(laid.stamp),
        "sections": [_section(section, laid, show, plain) for section in laid.sections],
        "annex": [_section(section, laid, show, plain) for section in laid.annex],
        "citations": [_citation(citation, show) for citation in laid.citations],
        "words": {"assessment": ASSESSMENT, "none": NO_ENTRIES, "cited": CITED, "dash": DASH},
    }


def _section(section: LaidSection, laid: LaidBrief, show: Show, plain: Show) -> Data:
    return {
        "anchor": section.anchor,
        "number": show(section.number),
        "title": show(section.title),
        "blocks": [_block(block, laid, show, plain) for block in section.blocks],
    }


def _block(block: LaidBlock, laid: LaidBrief, show: Show, plain: Show) -> Data:
    match block:
        case LaidParagraph():
            return {"kind": "paragraph", "lines": _lines(block, show)}
        case LaidBullets(points):
            return {"kind": "bullets", "points": [_lines(point, show) for point in points]}
        case LaidTable():
            return _table(block, show)
        case LaidFigure():
            figure = block.figure.shown(plain)
            picture = picture_data(picture_of(figure, laid.numbers), guarded)
            return {"kind": "figure", "title": show(block.title), "alt": plain(block.alt) or DASH, "picture": picture}


def _table(table: LaidTable, show: Show) -> Data:
    return {
        "kind": "table",
        "caption": show(table.caption),
        "heads": [show(head) for head in table.heads],
        "widths": list(table.widths),
        "rows": [[_cell(cell, show) for cell in row] for row in table.rows],
        "note": _line(table.note, show) if table.note else None,
    }


def _cell(cell: LaidCell, show: Show) -> Data:
    return {"line": _line(cell.line, show) if cell.line else None, "strong": cell.strong}


def _lines(paragraph: LaidParagraph, show: Show) -> list[Data]:
    return [_line(line, show) for line in paragraph.lines]


def _line(line: Line, show: Show) -> Data:
    return {
        "text": show(line.text),
        "anchor": line.anchor,
        "numbers": [[str(number), f"c{number}"] for number in line.numbers],
        "assessment": line.assessment,
    }


def _citation(citation: LaidCitation, show: Show) -> Data:
    return {
        "number": str(citation.number),
        "anchor": citation.anchor,
        "source": show(citation.source),
        "where": show(citation.where),
        "says": show(citation.says),
        "descriptor": show(citation.descriptor),
        "places": [[show(line.address), line.anchor] for line in citation.cited_at],
    }


def _breakable(text: str) -> str:
    """`text` with invisible break opportunities in words that are too long for a column."""
    if len(text) <= _LONGEST_WORD:
        return text
    return " ".join(_broken(word) if len(word) > _LONGEST_WORD else word for word in text.split(" "))


def _broken(word: str) -> str:
    return _MAY_BREAK.join(word[at : at + _SYLLABLE] for at in range(0, len(word), _SYLLABLE))
