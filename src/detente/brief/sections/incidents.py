"""Incidents: claimed, denied, observed, adjudicated."""

from __future__ import annotations

from detente.brief.document import Section
from detente.brief.sections.prose import from_view
from detente.case.case import Case
from detente.positions.incident import incidents_table


def incident_ledger(case: Case, number: str) -> Section | None:
    """The ledger as it stands; nothing is adjudicated by default."""
    view = incidents_table(case)
    if not view.rows:
        return None
    return Section(number, "Incidents", (from_view(case, view, widths=(2, 1.2, 1.6, 1.6, 1.2, 0.9, 1)),))
