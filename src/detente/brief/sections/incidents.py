"""Incidents: claimed, denied, observed, adjudicated."""

from __future__ import annotations

from detente.brief.document import Bullets, Paragraph, Section, Sentence
from detente.brief.sections.prose import capital, cited
from detente.case.case import Case
from detente.positions.incident import Incident, incidents
from detente.positions.speech import listed, speaker


def incident_ledger(case: Case, number: str) -> Section | None:
    """One line for each incident or series, and one on what was observed; nothing is adjudicated by default. The
    annex has the ledger."""
    known = incidents(case)
    if not known:
        return None
    points = [Paragraph((_told(case, incident),)) for incident in known]
    if observed := _observed(case, known):
        points.append(Paragraph((observed,)))
    return Section(number, "Incidents", (Bullets(tuple(points)),))


def _told(case: Case, incident: Incident) -> Sentence:
    when = f" ({incident.when.text})" if incident.when else ""
    by = [f"claimed by {_who(case, incident.claimed)}"] if incident.claimed else []
    by += [f"denied by {_who(case, incident.denied)}"] if incident.denied else []
    by.append(f"adjudicated by {_who(case, incident.adjudicated)}" if incident.adjudicated else "not adjudicated")
    text = capital(f"{incident.name}{when}: {'; '.join(by)}.")
    return cited(case, text, (*incident.claimed[:1], *incident.denied[:1], *incident.adjudicated[:1]), incident.event)


def _observed(case: Case, known: list[Incident]) -> Sentence | None:
    keys = list(dict.fromkeys(key for i in known for key in (*i.observed, *i.observed_elsewhen)))
    if not keys:
        return None
    windows = listed(dict.fromkeys(s.window.text for key in keys if (s := case.statements[key]).window))
    covered = sum(1 for incident in known if incident.observed)
    reach = f"covers {covered} of {len(known)} whole" if covered else "covers none of these whole"
    return cited(case, f"Observation by {_who(case, tuple(keys))} ({windows}) {reach}.", keys)


def _who(case: Case, keys: tuple[str, ...]) -> str:
    return listed(dict.fromkeys(speaker(case, case.statements[key]) for key in keys))
