"""How the sources word one event, beside the wording of the house; quotations are never reworded."""

from __future__ import annotations

from detente.brief.document import Block, Paragraph, Section
from detente.brief.sections.prose import framing, from_view
from detente.case.case import Case
from detente.positions.ledger import wordings_table


def wordings(case: Case, number: str) -> Section | None:
    """One table for each event that has a house wording and is worded by a source."""
    found: list[Block] = []
    for event, item in case.process.events.items():
        table = wordings_table(case, event) if item.house_wording else None
        if table and table.rows:
            found.append(from_view(case, table, widths=(0.7, 1.6, 3)))
    if not found:
        return None
    intro = framing("Sources word these events differently; our own sentences use one wording, named below each.")
    return Section(number, "Wording compared", (Paragraph((intro,)), *found))
