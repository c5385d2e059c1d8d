"""How the brief was made, and the cards of its sources."""

from __future__ import annotations

from detente.brief.document import Cell, Paragraph, Section, Sentence, Table
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import framing
from detente.case.case import Case
from detente.positions.register import sources_table
from detente.positions.speech import counted, listed

MOST_NAMED = 8


def method(case: Case, number: str, found: Prospect | None) -> Section:
    """Which sources, how they are cited, what the backtest found; the annex says how the record was made."""
    documents = [name for name, source in case.sources.items() if source.has_text]
    names = listed(documents) if len(documents) <= MOST_NAMED else counted(len(documents), "document")
    sentences: tuple[Sentence, ...] = (
        framing(f"Sources: {names or 'none'}; cards, method and every passage cited are in the annex."),
        framing("Every sentence cites what it rests on, or is marked as an assessment; copies add no origin."),
        framing(f"Order of the parties: {case.meta.party_order}."),
    )
    if found:
        from detente.scoring.backtest_report import verdict

        sentences = (*sentences, framing(verdict(case.day)))
    return Section(number, "Sources and method", (Paragraph(sentences),))


def source_cards(case: Case, number: str) -> Section | None:
    """A card for each document (what is known of it, what is not, whom it copies), and how the record was made."""
    view = sources_table(case)
    if not view.rows:
        return None
    kept = (0, 1, 2, 3, 4, 5, 6)
    rows = tuple(tuple(Cell(Sentence(row[i].text, framing=True), strong=i == 0) for i in kept) for row in view.rows)
    table = Table("Sources", tuple(view.heads[i] for i in kept), rows, (0.7, 2.2, 1.8, 2.4, 2, 0.6, 1.6))
    notes = [framing("Grades run from A to F; F means that nobody has judged the source yet.")]
    if case.meta.made_by:
        notes.append(framing(f"{case.meta.made_by.rstrip('.')}."))
    if hands := sorted({s.origin for s in case.statements.values()} - {"hand"}):
        notes.append(framing(f"Statements proposed by {listed(hands)} were each accepted by a person."))
    return Section(number, "Source cards and method", (table, Paragraph(tuple(notes))))
