"""A document goes into the queue: its sidecar, its proposals, what it copies; the case itself is not touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.case.case import Case
from detente.notation.problem import Problem
from detente.review import texts
from detente.review.card import Card, card_id
from detente.review.copying import Overlap, at_hand, known_sources, overlaps
from detente.review.intake import Intake
from detente.review.proposing import cards
from detente.review.sidecar import sidecar, source_name, voice_of
from detente.review.store import Queue, Waiting

_FIRST = "review that one first, then add this one with --again"


@dataclass(frozen=True, slots=True)
class Added:
    """What was put into the queue, and what it shares with known sources."""

    document: Waiting
    overlaps: tuple[Overlap, ...]
    compared: int = 0
    """Known sources that were at hand for comparing, out of `known` that have a text."""
    known: int = 0

    @property
    def new(self) -> list[Card]:
        """Cards with content that no known source has."""
        return [card for card in self.document.cards if card.kind not in ("source", "repeat")]

    @property
    def repeats(self) -> list[Card]:
        """Cards whose passage was copied from a known source: they add no origin, and wait for nobody."""
        return [card for card in self.document.cards if card.kind == "repeat"]


def add(
    case: Case,
    queue: Queue,
    intake: Intake,
    folder: Path,
    came_in: date,
    *,
    name: str | None = None,
    seen: bool = False,
    again: bool = False,
    own_voice: bool = True,
) -> tuple[Added | None, list[Problem]]:
    """Put a document that was read into the queue of a case; its bytes and text go into the user's `folder`.

    `came_in` is the day from which it was known to us. A document that the case or the queue has is refused, unless
    `again` is set and nothing was decided on it yet.
    """
    if intake.document is None or intake.cleaned is None:
        return None, list(intake.problems)
    with queue.alone():
        return _added(case, queue, intake, folder, came_in, name, seen=seen, again=again, own_voice=own_voice)


def _added(
    case: Case,
    queue: Queue,
    intake: Intake,
    folder: Path,
    came_in: date,
    name: str | None,
    *,
    seen: bool,
    again: bool,
    own_voice: bool,
) -> tuple[Added | None, list[Problem]]:
    document, cleaned = intake.document, intake.cleaned
    assert document is not None and cleaned is not None
    known = _already(case, queue, document.sha256)
    if known and again and known not in case.sources and not _decided(queue, known):
        name = known
        del queue.documents[known]
    elif known:
        hint = (
            "decisions were taken on it" if again else "--again reads it again, where nothing was decided on it yet"
        )
        return None, [Problem("already-known", f"This document is source '{known}' already.", hint=hint)]
    taken = set(case.sources) | set(queue.documents)
    if name is not None and name in taken:
        return None, [Problem("same-name", f"There is a source '{name}' already.", hint="--name gives another")]
    source = name or source_name(Path(document.name).stem, taken)
    compared = known_sources(case, folder)
    found = overlaps(cleaned, compared)
    beside = {n: str(d.sidecar.get("sha256")) for n, d in queue.documents.items() if n not in (*case.sources, source)}
    waits = [one for one in overlaps(cleaned, at_hand(beside, folder)) if one.newer]
    fields = sidecar(cleaned, found, came_in, seen=seen)
    voice, actor = voice_of(case, source, fields)
    if not actor:
        fields["voice"] = voice
    made: Sequence[Card] = ()
    if intake.reading is not None:
        made = cards(case, source, document.text, intake.reading, found, own_voice=own_voice)
    first = Card(card_id(source, "source", 0, 0, {}), source, "source", why="the document itself")
    texts.keep(folder, source, intake.path, document)
    waiting = Waiting(
        source,
        fields,
        document.text_sha256,
        intake.reader,
        texts.relative(folder, case.folder),
        {"id": voice, "actor": actor} if actor else {"id": voice},
        (
            *(one.banner for one in found),
            *(
                f"It shares {len(one.passages)} passages with '{one.source}', which waits itself: {_FIRST}"
                for one in waits
            ),
        ),
        (first, *made),
    )
    queue.put(waiting)
    return Added(waiting, tuple(found), len(compared), sum(item.has_text for item in case.sources.values())), []


def _decided(queue: Queue, source: str) -> bool:
    cards = {card.id for card in queue.documents[source].cards}
    return any(one.card in cards for one in queue.decisions)


def _already(case: Case, queue: Queue, sha256: str) -> str | None:
    for source, item in case.sources.items():
        if item.sha256 == sha256:
            return source
    for source, document in queue.documents.items():
        if document.sidecar.get("sha256") == sha256:
            return source
    return None
