"""One self-contained HTML file: no script, nothing remote, readable with a keyboard, a screen reader, or on paper."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path

from detente.brief.document import Brief
from detente.brief.figures import svg_of
from detente.brief.render.direction import runs
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
    tables_of,
)

_FEW = 4
"""So many citation numbers stay on one line."""

_QUOTED = re.compile('(“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|"[^"]*")')


def html(brief: Brief) -> str:
    """The brief as one HTML document. Its Content-Security-Policy allows the one style sheet inside it, by hash, and
    nothing else: no script, no image, no font, no form, no connection."""
    laid = lay_out(brief)
    style = _style(laid)
    return "\n".join([*_head(laid, style), *_body(laid), "</html>", ""])


def _head(laid: LaidBrief, style: str) -> Iterator[str]:
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(laid.language)}" dir="ltr">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(laid.title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"


def _body(laid: LaidBrief) -> Iterator[str]:
    yield "<body>"
    yield '<a class="skip" href="#main">Skip to the text</a>'
    yield "<header>"
    yield f"<h1>{_text(laid.title)}</h1>"
    yield from _facts(laid)
    yield "</header>"
    yield from _contents(laid)
    yield '<main id="main" tabindex="-1">'
    for place, section in enumerate(laid.sections):
        yield from _section(section, laid, lead=place == 0)
    if laid.annex or laid.citations:
        yield '<div class="annex">'
        for section in laid.annex:
            yield from _section(section, laid)
        yield from _citations(laid.citations)
        yield "</div>"
    yield "</main>"
    yield f"<footer>{_text(laid.stamp)}</footer>" if laid.stamp else ""
    yield "</body>"


def _facts(laid: LaidBrief) -> Iterator[str]:
    if laid.header:
        yield '<dl class="facts">'
        for label, value in laid.header:
            mark = ' class="handling"' if value == laid.handling else ""
            yield f"<div{mark}><dt>{_text(label)}</dt><dd>{_text(value)}</dd></div>"
        yield "</dl>"


def _contents(laid: LaidBrief) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ol>'
    for section in laid.all_sections():
        yield f'<li><a href="#{section.anchor}">{_heading(section)}</a></li>'
    if laid.citations:
        yield f'<li><a href="#cited">{CITED}</a></li>'
    yield "</ol></nav>"


def _section(section: LaidSection, laid: LaidBrief, *, lead: bool = False) -> Iterator[str]:
    kind = ' class="lead"' if lead else ""
    yield f'<section aria-labelledby="{section.anchor}"{kind}>'
    yield f'<h2 id="{section.anchor}">{_heading(section)}</h2>'
    for block in section.blocks:
        yield from _block(block, laid)
    if not section.blocks:
        yield f'<p class="none">{NO_ENTRIES}</p>'
    yield "</section>"


def _heading(section: LaidSection) -> str:
    number = f'<span class="number">{_text(section.number)}</span> ' if section.number else ""
    return f"{number}{_text(section.title)}"


def _block(block: LaidBlock, laid: LaidBrief) -> Iterator[str]:
    match block:
        case LaidParagraph():
            yield f"<p>{_paragraph(block)}</p>"
        case LaidBullets(points):
            yield "<ul>"
            yield from (f"<li>{_paragraph(point)}</li>" for point in points)
            yield "</ul>"
        case LaidTable():
            yield from _table(block)
        case LaidFigure():
            yield from _figure(block, laid)


def _paragraph(paragraph: LaidParagraph) -> str:
    return " ".join(map(_line, paragraph.lines))


def _line(line: Line) -> str:
    judged = f' <em class="judged">{ASSESSMENT}</em>' if line.assessment else ""
    return f'<span id="{line.anchor}">{_text(line.text)}{_cites(line.numbers)}{judged}</span>'


def _cites(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    links = ", ".join(f'<a href="#c{number}" aria-label="passage {number}">{number}</a>' for number in numbers)
    kind = "cites" if len(numbers) > _FEW else "cites few"
    return f' <span class="{kind}">[{links}]</span>'


def _table(table: LaidTable) -> Iterator[str]:
    if not table.heads:
        yield f'<p class="none">{NO_ENTRIES}</p>'
        return
    label = f' aria-label="{escape(table.caption)}"' if table.caption else ' aria-label="table"'
    yield f'<div class="scroll" role="region"{label} tabindex="0">'
    yield f'<table class="{table.name}">'
    yield f"<caption>{_text(table.caption)}</caption>" if table.caption else ""
    yield f"<colgroup>{'<col>' * len(table.heads)}</colgroup>"
    yield from _rows(table.heads, (_row(row) for row in table.rows))
    yield "</table></div>"
    if table.note:
        yield f'<p class="note">{_line(table.note)}</p>'


def _row(row: Iterable[LaidCell]) -> Iterator[str]:
    for place, cell in enumerate(row):
        content = _line(cell.line) if cell.line else DASH
        if cell.strong and place == 0:
            yield f'<th scope="row">{content}</th>'
        else:
            yield f"<td>{f'<strong>{content}</strong>' if cell.strong else content}</td>"


def _rows(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{_text(head)}</th>' if head else "<td></td>" for head in heads)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    body = [f"<tr>{''.join(row)}</tr>" for row in rows]
    yield from body or [f'<tr><td colspan="{len(heads)}">{NO_ENTRIES}</td></tr>']
    yield "</tbody>"


def _figure(figure: LaidFigure, laid: LaidBrief) -> Iterator[str]:
    yield f'<figure id="{figure.name}">'
    yield f"<figcaption>{_text(figure.title)}</figcaption>"
    yield f'<div class="picture" role="group" aria-label="{escape(figure.title)}" tabindex="0">'
    yield svg_of(figure.figure, laid.numbers, name=figure.name)
    yield "</div>"
    yield "<details><summary>The figure as a table</summary>"
    yield "<table>"
    yield f"<caption>{_text(figure.title)}</caption>"
    numbered = zip(figure.table.rows, figure.table.numbers, strict=True)
    yield from _rows(figure.table.heads, (_figure_row(row, numbers) for row, numbers in numbered))
    yield "</table></details>"
    yield "</figure>"


def _figure_row(row: Sequence[str], numbers: Sequence[int]) -> Iterator[str]:
    yield f'<th scope="row">{_text(row[0])}{_cites(numbers)}</th>'
    yield from (f"<td>{_text(text) or DASH}</td>" for text in row[1:])


def _citations(citations: Sequence[LaidCitation]) -> Iterator[str]:
    if not citations:
        return
    yield '<section aria-labelledby="cited">'
    yield f'<h2 id="cited">{CITED}</h2>'
    yield '<ol class="cited">'
    for citation in citations:
        yield f'<li id="{citation.anchor}" value="{citation.number}">{_citation(citation)}</li>'
    yield "</ol>"
    yield "</section>"


def _citation(citation: LaidCitation) -> str:
    name = f'<span class="source">{_isolated(citation.source)}</span>' if citation.source else ""
    descriptor = f"({_text(citation.descriptor)})" if citation.descriptor else ""
    source = " ".join(part for part in (name, descriptor) if part)
    place = ", ".join(part for part in (source, _text(citation.where)) if part)
    entry = ": ".join(part for part in (place, _isolated(citation.says)) if part)
    back = ", ".join(
        f'<a href="#{line.anchor}" aria-label="back to {escape(line.address)}">{_text(line.address)}</a>'
        for line in citation.cited_at
    )
    return f"{entry}." + (f' <span class="back">Cited at {back}.</span>' if back else "")


def _text(text: str) -> str:
    """Escaped; what is quoted, and what runs right to left, is isolated from the direction of its surroundings."""
    if text.isascii() and '"' not in text:
        return escape(text)
    parts = _QUOTED.split(text)
    return "".join(_isolated(part) if place % 2 else _runs(part) for place, part in enumerate(parts))


def _isolated(text: str) -> str:
    return f"<bdi>{_runs(text)}</bdi>" if text else ""


def _runs(text: str) -> str:
    if text.isascii():
        return escape(text)
    return "".join(
        f'<bdi dir="rtl">{escape(run.text)}</bdi>' if run.right_to_left else escape(run.text) for run in runs(text)
    )


def _style(laid: LaidBrief) -> str:
    """The style sheet, the widths of this brief's table columns, and the running lines of its printed pages."""
    sheet = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
    widths = [
        f".{table.name} col:nth-child({place}) {{ width: {share * 100:.1f}% }}"
        for table in tables_of(laid)
        for place, share in enumerate(table.widths, 1)
    ]
    top = " \u00b7 ".join(part for part in (laid.title, f"as of {laid.as_of}" if laid.as_of else "") if part)
    pages = f"@page {{ @top-left {{ content: {_quoted(top)} }} @top-right {{ content: {_quoted(laid.handling)} }} }}"
    return "\n".join([sheet, *widths, pages, ""])


def _quoted(text: str) -> str:
    """A CSS string in which every character but letters and digits is an escape, so that nothing can end it."""
    return '"' + "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):06x}" for char in text) + '"'
