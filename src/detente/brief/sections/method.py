"""Sources with descriptors and grades, and how the brief was made."""

from __future__ import annotations

from detente.brief.document import Cell, Paragraph, Section, Sentence, Table
from detente.brief.sections.prose import framing
from detente.case.case import Case
from detente.positions.register import sources_table


def sources(case: Case, number: str) -> Section:
    """A card for each document, and a note on method."""
    view = sources_table(case)
    rows = tuple(
        tuple(Cell(Sentence(row[i].text, framing=True), strong=i == 0) for i in (0, 1, 2, 3, 4, 5, 6))
        for row in view.rows
    )
    heads = tuple(view.heads[i] for i in (0, 1, 2, 3, 4, 5, 6))
    table = Table("Sources", heads, rows, (0.6, 2.2, 2, 2.2, 2, 0.6, 1.8))
    hands = {s.origin for s in case.statements.values()}
    machine = (
        "No passage was selected or worded by a machine."
        if hands == {"hand"}
        else (f"Statements come from: {', '.join(sorted(hands))}; each was accepted by a person.")
    )
    note = Paragraph(
        (
            framing(
                "Every sentence cites the passages it rests on, or is marked as an assessment. Copies and quotations add "
                "no origin. Grades run from A to F; F means that nobody has judged the source yet. "
            ),
            framing(machine),
            framing(f"Parties stand in {case.meta.party_order} order."),
        )
    )
    return Section(number, "Sources and method", (table, note))
