"""The annex: the registers in full."""

from __future__ import annotations

from detente.brief.document import Section
from detente.brief.sections.prose import from_view
from detente.case.case import Case
from detente.positions.view import view

_PARTS: tuple[tuple[str, tuple[int, ...], tuple[float, ...]], ...] = (
    ("articles", (0, 1, 2), (1.6, 4, 0.9)),
    ("matrix", (), ()),
    ("conditions", (0, 1, 2, 3, 4, 5, 6), (2.2, 1.1, 1.2, 1.2, 0.8, 1.8, 1)),
    ("disputes", (0, 1, 2, 3, 4, 6), (2.4, 0.9, 2.6, 2, 1.2, 0.9)),
    ("acceptances", (0, 1, 2, 3, 5), (1.3, 1.4, 2.6, 1.8, 1)),
    ("omissions", (0, 1, 2, 3), (2, 2, 2, 1)),
    ("silences", (0, 1, 2, 3), (1.2, 3, 1.2, 1.2)),
    ("forecasts", (0, 1, 2), (1.6, 4, 1.2)),
    ("advice", (0, 1, 2, 4), (1.2, 1.4, 3.4, 1.2)),
    ("tracks", (0, 1, 2, 3, 4), (1.4, 0.8, 1.6, 1.8, 2.4)),
    ("missions", (0, 1, 2, 3, 4), (1.6, 2.4, 1, 1, 1)),
    ("guarantees", (0, 1, 2, 3), (1.4, 1, 2.6, 1)),
    ("narratives", (0, 1, 2, 3), (2.4, 2, 1, 1.2)),
    ("instruments", (0, 1, 2, 3, 4, 5), (3, 1.2, 1.2, 0.7, 1, 1.6)),
    ("names", (0, 1, 2), (1.6, 4, 1)),
)


def annex(case: Case) -> list[Section]:
    """Those registers that have anything in them."""
    sections = []
    for name, columns, widths in _PARTS:
        table = view(case, name)
        if table.rows:
            shown = from_view(case, table, columns=columns or None, widths=widths)
            sections.append(Section(f"A{len(sections) + 1}", table.title, (shown,)))
    return sections
