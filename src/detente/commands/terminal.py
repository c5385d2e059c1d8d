"""A table fitted to a terminal: columns share its width, cells wrap, citations follow in brackets."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Sequence

from detente.positions.table import Entry, Table

NARROWEST = 8
UNBROKEN = 12
"""Words up to so many columns are broken only where nothing else gives room."""
GAP = "  "


def fitted(table: Table, width: int | None = None) -> str:
    """The table as text of at most `width` columns (the terminal's by default, 100 where there is none)."""
    total = width or max(60, min(160, shutil.get_terminal_size((100, 24)).columns))
    lines = [table.title, ""]
    if not table.rows:
        return "\n".join([table.title, "", "nothing in the record", *([table.note] if table.note else [])])
    cells = [[_text(entry) for entry in row] for row in table.rows]
    kept = [i for i in range(len(table.heads)) if any(row[i] for row in cells)]
    heads = [table.heads[i] for i in kept]
    cells = [[row[i] for i in kept] for row in cells]
    widths = _widths(heads, cells, total)
    lines += _row(heads, widths)
    lines.append(GAP.join("-" * width for width in widths))
    for row in cells:
        lines += _row(row, widths)
    if table.note:
        lines += ["", *textwrap.wrap(table.note, total)]
    return "\n".join(lines)


def _text(entry: Entry) -> str:
    cites = [cite for cite in entry.cites if cite != entry.text]
    shown = ", ".join(cites[:4]) + (f", +{len(cites) - 4}" if len(cites) > 4 else "")
    text = f"{entry.text} [{shown}]" if shown and entry.text else entry.text
    return "".join(c if c.isprintable() or c == " " else c.encode("unicode_escape").decode() for c in text)


def _widths(heads: Sequence[str], cells: Sequence[Sequence[str]], total: int) -> list[int]:
    room = total - len(GAP) * (len(heads) - 1)
    wanted = [max(cells_width(head), *(cells_width(row[i]) for row in cells)) for i, head in enumerate(heads)]
    longest = [
        max((n for row in cells for word in row[i].split() if (n := cells_width(word)) <= UNBROKEN), default=0)
        for i in range(len(heads))
    ]
    least = [
        min(width, max(NARROWEST, word, max(map(cells_width, head.split()))))
        for width, head, word in zip(wanted, heads, longest, strict=True)
    ]
    widths = least[:]
    while sum(widths) > room and max(widths) > 1:  # many columns in a narrow window: words break
        widths[widths.index(max(widths))] -= 1
    spare = room - sum(widths)
    while spare > 0 and any(w < most for w, most in zip(widths, wanted, strict=True)):
        # The column whose text would wrap over most lines gets the next place.
        neediest = max(
            (i for i in range(len(widths)) if widths[i] < wanted[i]),
            key=lambda i: sum(cells_width(row[i]) for row in cells) / widths[i] ** 2,
        )
        widths[neediest] += 1
        spare -= 1
    return widths


def _row(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(text, width, break_long_words=True) or [""] for text, width in zip(texts, widths, strict=True)
    ]
    height = max(map(len, wrapped))
    return [
        GAP.join(
            (column[line] if line < len(column) else "").ljust(width)
            for column, width in zip(wrapped, widths, strict=True)
        ).rstrip()
        for line in range(height)
    ]


def cells_width(text: str) -> int:
    """Columns that a text takes in a terminal: wide East Asian characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
