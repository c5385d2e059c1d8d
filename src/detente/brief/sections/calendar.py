"""The next ninety days, and what comes first after them."""

from __future__ import annotations

from detente.brief.document import Bullets, Paragraph, Section, Sentence
from detente.brief.sections.prose import capital, cited, framing
from detente.case.case import Case
from detente.procedures.calendar import Due, calendar, next_days
from detente.procedures.compile import compiled

DAYS = 90
MOST = 4
MOST_AFTER = 2


def next_ninety_days(case: Case, number: str) -> Section | None:
    """Windows, last days and scheduled events, each as precise as its source."""
    model = compiled(case)
    near = next_days(model, DAYS)
    later = [due for due in calendar(model) if due not in near][: MOST_AFTER if len(near) < MOST else 0]
    if not near and not later:
        return None
    points = [Paragraph((_told(case, due),)) for due in (*near[:MOST], *later)]
    none = framing(f"Nothing is dated within {DAYS} days; first after them:")
    before = () if near else (Paragraph((none,)),)
    return Section(number, f"Next {DAYS} days", (*before, Bullets(tuple(points))))


def _told(case: Case, due: Due) -> Sentence:
    cites = [cite for cite in due.cites if cite != "unsourced"]
    text = capital(f"{due.when.text}: {due.what}.")
    return cited(case, text, cites) if cites else framing(f"{text[:-1]} [unsourced].")
