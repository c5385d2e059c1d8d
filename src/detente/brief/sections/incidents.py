"""Incidents: claimed, denied, observed, adjudicated."""

from __future__ import annotations

from detente.brief.document import Bullets, Paragraph, Section, Sentence
from detente.brief.sections.prose import capital, cited
from detente.case.case import Case
from detente.positions.incident import Incident, incidents, independent_observers
from detente.positions.speech import listed, speaker


def incident_ledger(case: Case, number: str) -> Section | None:
    """One line for each incident or series; nothing is adjudicated by default. The annex has the ledger."""
    known = incidents(case)
    if not known:
        return None
    points = tuple(Paragraph(tuple(_told(case, incident))) for incident in known)
    return Section(number, "Incidents", (Bullets(points),))


def _told(case: Case, incident: Incident) -> list[Sentence]:
    when = f" ({incident.when.text})" if incident.when else ""
    by = [f"claimed by {_who(case, incident.claimed)}"] if incident.claimed else []
    by += [f"denied by {_who(case, incident.denied)}"] if incident.denied else []
    seen = [f"observation covers it: {_who(case, incident.observed)}"] if incident.observed else []
    if not seen and incident.observed_elsewhen and independent_observers(case):
        windows = [s.window.text for k in incident.observed_elsewhen if (s := case.statements[k]).window]
        seen = [
            f"the observation by {_who(case, incident.observed_elsewhen)} reaches {listed(dict.fromkeys(windows))}"
        ]
    ruled = f"adjudicated by {_who(case, incident.adjudicated)}" if incident.adjudicated else "not adjudicated"
    text = capital(f"{incident.name}{when}: {'; '.join([*by, *seen, ruled])}.")
    cites = (*incident.claimed[:1], *incident.denied[:1], *(incident.observed or incident.observed_elsewhen)[:1])
    return [cited(case, text, cites, incident.event)]


def _who(case: Case, keys: tuple[str, ...]) -> str:
    return listed(dict.fromkeys(speaker(case, case.statements[key]) for key in keys))
