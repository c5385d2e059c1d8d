"""Bottom line: at most sixty words."""

from __future__ import annotations

from detente.brief.document import Paragraph, Section, Sentence
from detente.brief.sections.prose import capital, cited, framing
from detente.case.case import Case
from detente.case.process import Ring
from detente.positions.condition import in_ring
from detente.positions.incident import incidents, verified
from detente.positions.ladder import ladder
from detente.positions.speech import listed

MOST_WORDS = 60


def bottom_line(case: Case, number: str) -> Section:
    """Where the main instrument stands, what the next rung waits for, and what fire across the border is claimed."""
    sentences = [*_status(case), *_preconditions(case), *_incidents(case)]
    return Section(number, "Bottom line", (Paragraph(tuple(sentences)),))


def _status(case: Case) -> list[Sentence]:
    rungs = ladder(case)
    title = case.process.instruments[case.meta.instrument].title
    reached = [rung for rung in rungs if rung.state == "reached"]
    waiting = next((rung for rung in rungs if rung.waits_for), None)
    if not reached:
        return [framing(f"{title}: no rung is reached in the record.")]
    top = reached[-1]
    not_yet = (
        f"; it is not {(waiting or rungs[-1]).name.replace('-', ' ')}" if waiting or top is not rungs[-1] else ""
    )
    head = f"{title} stands at “{top.name.replace('-', ' ')}” since {top.since}{not_yet}."
    return [cited(case, head, top.cites, f"{case.meta.instrument}.{top.name}")]


def _preconditions(case: Case) -> list[Sentence]:
    held = in_ring(case, Ring.PRECONDITION)
    if not held:
        return []
    holders = listed(dict.fromkeys(case.name(h) for _, c in held for h in c.holder))
    rungs = listed(dict.fromkeys((c.gates or "").partition(".")[2].replace("-", " ") for _, c in held if c.gates))
    cites = [b.worded for _, c in held for b in c.basis]
    names = listed(c.name for _, c in held)
    text = f"Before it is {rungs}, {holders} requires: {names}." if rungs else f"{holders} requires: {names}."
    return [cited(case, capital(text), cites, *(key for key, _ in held))]


def _incidents(case: Case) -> list[Sentence]:
    known = incidents(case)
    if not known:
        return []
    count = len(verified(case))
    confirmed = "none is verified" if count == 0 else f"{count} of {len(known)} are verified"
    cites = [key for incident in known for key in (*incident.claimed, *incident.denied)]
    return [cited(case, f"Incidents are claimed and denied; {confirmed}.", cites, *(i.event for i in known))]
