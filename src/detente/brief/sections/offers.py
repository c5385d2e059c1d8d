"""What is on the table: offers that nobody answered, and acceptances with their conditions."""

from __future__ import annotations

from detente.brief.document import Bullets, Paragraph, Section
from detente.brief.sections.prose import capital, cited
from detente.case.case import Case
from detente.positions.offer import offers
from detente.positions.speech import says, speaker, verb

MOST = 2
RECENT_DAYS = 365


def on_the_table(case: Case, number: str) -> Section | None:
    """Dated open offers first, with their age on the as-of day; then conditional ones."""
    points = []
    known = [
        o
        for o in offers(case)
        if case.party_of(case.statements[o.statement].by[0]) and (o.age is None or o.age <= RECENT_DAYS)
    ]
    ranked = sorted(
        known, key=lambda o: (not (o.open and o.age is not None), case.statements[o.statement].condition is None)
    )
    for offer in ranked[:MOST]:
        s = case.statements[offer.statement]
        age = f", open for {offer.age} days" if offer.open and offer.age is not None else ""
        answer = "no answer in the sources" if offer.open else "answered"
        said = f" ({s.said.text})" if s.said else ""
        text = f"{speaker(case, s)} {verb(s)}{said}: {says(s)}; {answer}{age}."
        points.append(Paragraph((cited(case, capital(text), (offer.statement, *offer.also, *offer.replies)),)))
    return Section(number, "What is on the table", (Bullets(tuple(points)),)) if points else None
