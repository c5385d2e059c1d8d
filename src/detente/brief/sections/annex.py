"""The annex: timeline, source cards, and the registers in full."""

from __future__ import annotations

from dataclasses import replace

from detente.brief.document import Section
from detente.brief.prospect import Prospect
from detente.brief.sections.incidents import incident_ledger
from detente.brief.sections.method import source_cards
from detente.brief.sections.offers import on_the_table
from detente.brief.sections.prose import capital, from_view
from detente.brief.sections.status import timeline
from detente.brief.sections.wordings import wordings
from detente.case.case import Case
from detente.positions.view import VIEWS, view

_REGISTERS: tuple[tuple[str, tuple[int, ...], tuple[float, ...]], ...] = (
    ("articles", (0, 1, 2), (1.6, 4, 0.9)),
    ("matrix", (), ()),
    ("conditions", (0, 1, 2, 3, 4, 5, 6), (2.2, 1.1, 1.2, 1.2, 0.8, 1.8, 1)),
    ("disputes", (0, 1, 2, 3, 6), (2.4, 0.9, 2.8, 2.4, 1)),
    ("incidents", (0, 1, 2, 3, 4, 5, 6), (2, 1.2, 1.5, 1.7, 1.6, 0.8, 1.2)),
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
)


def annex(case: Case, found: Prospect | None) -> list[Section]:
    """Those parts that have anything in them."""
    sections: list[Section] = []
    if found:
        from detente.brief.sections.assumptions import outlook_annex
        from detente.brief.sections.watch import all_watched

        sections += outlook_annex(found, 1)
        if watched := all_watched(found, f"A{len(sections) + 1}"):
            sections.append(watched)
    for build in (timeline, on_the_table, incident_ledger, source_cards, wordings):
        if section := build(case, f"A{len(sections) + 1}"):
            sections.append(section)
    for name, columns, widths in _REGISTERS:
        table = view(case, name)
        if table.rows:
            shown = replace(
                from_view(case, table, columns=columns or None, widths=widths), caption=capital(VIEWS[name].shows)
            )
            sections.append(Section(f"A{len(sections) + 1}", table.title, (shown,)))
    return sections
