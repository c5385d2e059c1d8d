"""Markdown that reads well as plain text in a mail client, and stays inert where it is turned into HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detente.brief.document import Brief
from detente.brief.render.direction import guarded
from detente.brief.render.laid_out import (
    ASSESSMENT,
    CITED,
    DASH,
    NO_ENTRIES,
    LaidBlock,
    LaidBullets,
    LaidCitation,
    LaidFigure,
    LaidParagraph,
    LaidSection,
    LaidTable,
    Line,
    lay_out,
)

_ANYWHERE = re.compile(r"([\\`*\[\]<>|~$])|_(?![^\W_])|(?<![^\W_])_|&(?=[#\w]+;)")
"""What would be markup in any place: an underscore only at the edge of a word, an ampersand only in an entity."""

_AT_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")

_PADDED_TO = 110
"""Tables up to this many characters wide get their columns aligned with spaces."""


def markdown(brief: Brief) -> str:
    """The brief as Markdown (CommonMark with pipe tables), ending in a newline."""
    laid = lay_out(brief)
    parts = [f"# {_text(laid.title)}"]
    parts += (
        ["\n".join(f"- {_start(_text(label))}: {_text(value)}" for label, value in laid.header)]
        if laid.header
        else []
    )
    for section in laid.sections:
        parts += _section(section)
    if laid.annex:
        parts += ["---"]
    for section in laid.annex:
        parts += _section(section)
    if laid.citations:
        parts += [f"## {CITED}", "\n".join(f"- {_citation(citation)}" for citation in laid.citations)]
    if laid.stamp:
        parts += ["---", _start(_text(laid.stamp))]
    return "\n\n".join(parts) + "\n"


def _section(section: LaidSection) -> Iterator[str]:
    yield f"## {_heading(section)}"
    for block in section.blocks:
        yield from _block(block)
    if not section.blocks:
        yield NO_ENTRIES


def _heading(section: LaidSection) -> str:
    return " ".join(_text(part) for part in (section.number, section.title) if part)


def _block(block: LaidBlock) -> Iterator[str]:
    match block:
        case LaidParagraph():
            yield _start(_paragraph(block))
        case LaidBullets(points):
            yield "\n".join(f"- {_start(_paragraph(point))}" for point in points)
        case LaidTable():
            yield from [f"**{_text(block.caption)}**"] if block.caption else []
            yield _table(block.heads, ([_line(cell.line) for cell in row] for row in block.rows))
            yield from [_start(_line(block.note))] if block.note else []
        case LaidFigure():
            yield from _figure(block)


def _figure(figure: LaidFigure) -> Iterator[str]:
    yield f"**Figure: {_text(figure.title)}**"
    yield _start(_text(figure.alt))
    numbered = zip(figure.table.rows, figure.table.numbers, strict=True)
    rows = ([_marked(_text(row[0]), numbers), *map(_text, row[1:])] for row, numbers in numbered)
    yield _table(figure.table.heads, ([cell or DASH for cell in row] for row in rows))


def _paragraph(paragraph: LaidParagraph) -> str:
    return " ".join(map(_line, paragraph.lines))


def _line(line: Line | None) -> str:
    if line is None:
        return DASH
    return _marked(_text(line.text), line.numbers) + (f" {ASSESSMENT}" if line.assessment else "")


def _marked(text: str, numbers: Sequence[int]) -> str:
    return f"{text} [{', '.join(map(str, numbers))}]" if numbers else text


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    if not heads:
        return NO_ENTRIES
    body = [list(row) for row in rows] or [[NO_ENTRIES, *[""] * (len(heads) - 1)]]
    grid = [[_text(head) for head in heads], *body]
    widths = [max(3, *(len(row[at]) for row in grid)) for at in range(len(heads))]
    if sum(widths) + 3 * len(widths) > _PADDED_TO:
        widths = [0] * len(widths)
    rule = ["-" * max(3, width) for width in widths]
    return "\n".join(_row(cells, widths) for cells in (grid[0], rule, *grid[1:]))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _citation(citation: LaidCitation) -> str:
    descriptor = f"({_text(citation.descriptor)})" if citation.descriptor else ""
    source = " ".join(part for part in (_text(citation.source), descriptor) if part)
    place = ", ".join(part for part in (source, _text(citation.where)) if part)
    entry = ": ".join(part for part in (place, _text(citation.says)) if part)
    back = ", ".join(_text(line.address) for line in citation.cited_at)
    return f"[{citation.number}] {entry}." + (f" Cited at {back}." if back else "")


def _text(text: str) -> str:
    inert = _ANYWHERE.sub(lambda found: "&amp;" if found[0] == "&" else f"\\{found[0]}", text)
    return guarded(inert)


def _start(text: str) -> str:
    """`text`, already inert, as the beginning of a block: no heading, list or rule by accident."""
    return _AT_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"
