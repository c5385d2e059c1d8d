"""Bottom line: at most sixty words."""

from __future__ import annotations

from detente.brief.document import Paragraph, Section, Sentence
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import IF_THEY_HOLD, cited, forecasting, framing
from detente.case.case import Case
from detente.positions.incident import incidents, verified
from detente.positions.ladder import gating, ladder
from detente.positions.speech import counted, listed
from detente.values.partial_date import PartialDate

MOST_WORDS = 60


def bottom_line(case: Case, number: str, found: Prospect | None) -> Section:
    """Where the main instrument stands, how likely the next gated rung is by the case's first horizon (the one number
    here), what it waits for, and what is known of incidents; the last of these that do not fit are left out."""
    sentences: list[Sentence] = []
    chance = _chance(found) if found else None
    for sentence in (_status(case), chance, _preconditions(case), _incidents(case)):
        if sentence and _words(sentences) + len(sentence.text.split()) <= MOST_WORDS:
            sentences.append(sentence)
    return Section(number, "Bottom line", (Paragraph(tuple(sentences)),))


def _words(sentences: list[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)


def _status(case: Case) -> Sentence:
    rungs = ladder(case)
    title = case.process.instruments[case.meta.instrument].title
    reached = [rung for rung in rungs if rung.state == "reached"]
    waiting = next((rung for rung in rungs if rung.waits_for and rung.state in ("next", "later")), None)
    if not reached:
        return framing(f"{title}: no rung is reached in the record.")
    top = reached[-1]
    following = waiting or next((rung for rung in rungs if rung.state == "next"), None)
    not_yet = f"; it is not {following.name.replace('-', ' ')}" if following else ""
    head = f"{title} stands at “{top.name.replace('-', ' ')}” since {top.since}{not_yet}."
    return cited(case, head, top.cites, f"{case.meta.instrument}.{top.name}")


def _chance(found: Prospect) -> Sentence:
    chance = found.chance(found.goal, found.first)
    day = PartialDate.on(found.first).text
    text = f"{found.said(chance)}, that it is {found.name(found.goal)} by {day}, {IF_THEY_HOLD}."
    return forecasting(text[:1].upper() + text[1:], chance)


def _preconditions(case: Case) -> Sentence | None:
    """Those of the first rung that waits for any."""
    waiting = next((rung for rung in ladder(case) if rung.waits_for and rung.state in ("next", "later")), None)
    if waiting is None:
        return None
    held = gating(case, f"{case.meta.instrument}.{waiting.name}")
    holders = list(dict.fromkeys(case.name(_party(case, h)) for _, c in held for h in c.holder))
    head = (
        f"Before it is {waiting.name.replace('-', ' ')}, {listed(holders)} require{'s' if len(holders) == 1 else ''}"
    )
    cites = [b.worded for _, c in held for b in c.basis]
    text = f"{head}: {listed(c.name for _, c in held)}."
    if len(text.split()) > MOST_WORDS // 2:
        text = f"{head} {counted(len(held), 'thing')}, listed below."
    return cited(case, text, cites, *(key for key, _ in held))


def _party(case: Case, actor: str) -> str:
    return case.party_of(actor) or actor


def _incidents(case: Case) -> Sentence | None:
    known = incidents(case)
    if not known:
        return None
    count = len(verified(case))
    confirmed = "none is verified" if count == 0 else f"{count} of {len(known)} are verified"
    cites = [key for incident in known for key in (*incident.claimed, *incident.denied)]
    return cited(case, f"Incidents are claimed and denied; {confirmed}.", cites, *(i.event for i in known))
