"""What the reader proposes. A proposal is never accepted by itself: a person decides.

Every proposal carries `start` and `end`, code point offsets into the text exactly as it was given to
`read`, a `reason` (which rule and cue found it) and a `score` in 0..1 (how often such a proposal is right,
a rough ordering for the queue, not a probability).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Mode = Literal["direct", "mixed", "indirect", "nominal", "free indirect"]
Modality = Literal["asserted", "hedged", "hypothetical"]
Kind = Literal["speech", "stance", "commit"]

UNATTRIBUTED = "(unattributed)"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span of one document with the reason why it was proposed."""

    doc: str
    start: int
    end: int
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class ActorProposal(Proposal):
    """A mention of an actor. `known` is false for a name that neither gazetteer nor world list holds."""

    actor: str
    kind: str
    known: bool
    text: str


@dataclass(frozen=True, slots=True)
class NewcomerProposal(Proposal):
    """An actor that neither gazetteer nor world list holds, at its first mention: one for each name.

    `office` is the description the text gives ("deputy interior minister"), `of` the side it names, both None
    where it gives none; `mentions` counts the places where the name stands.
    """

    actor: str
    kind: str
    office: str | None
    of: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class DateProposal(Proposal):
    """An expression of time. `value` is None where it cannot be resolved: open instead of wrong.

    Values: 2020, 2025-02, 2025-03-13, 2026-06/2026-08, 199X, P3W, PXY (X: an unknown number).
    """

    value: str | None
    text: str


@dataclass(frozen=True, slots=True)
class StatementProposal(Proposal):
    """Who did which speech act, and with what content.

    `speakers` are resolved names, never pronouns; `via` the chain of those who report it, outermost first,
    without the document itself. `condition` is the wording the statement is made to depend on.
    """

    speakers: tuple[str, ...]
    speaker_text: str
    act: str
    cue: str
    mode: Mode = "indirect"
    kind: Kind = "speech"
    modality: Modality = "asserted"
    via: tuple[str, ...] = ()
    coref: bool = False
    condition: str | None = None
    date: str | None = None
    fine: str | None = None
    cue_start: int = -1
    cue_end: int = -1
    head: str = ""

    @property
    def speaker(self) -> str:
        """The first speaker."""
        return self.speakers[0] if self.speakers else UNATTRIBUTED


@dataclass(frozen=True, slots=True)
class EventProposal(Proposal):
    """Something that happened, is scheduled, alleged or supposed, at a date or an open one."""

    date: str | None
    kind: Literal["event", "scheduled", "alleged", "hypothetical", "publication"]


@dataclass(frozen=True, slots=True)
class ConditionProposal(Proposal):
    """A demand or a requirement: who wants it, of whom, for what, and who must act."""

    demander: str
    demanded_of: tuple[str, ...] = ()
    must_act: tuple[str, ...] = ()
    what: str = ""
    for_what: str | None = None
    status: Literal["demanded", "offered", "agreed", "required", "linked", "predicted"] = "demanded"


@dataclass(frozen=True, slots=True)
class VoiceProposal(Proposal):
    """An assessment that the document makes in its own voice; never a statement of a party."""

    act: str


@dataclass(frozen=True, slots=True)
class DisputeProposal:
    """A claim and the denial or refutation that answers it, possibly in another document."""

    claim: StatementProposal
    denial: StatementProposal
    role: Literal["denial", "third-party refutation", "court ruling"]
    window: str | None
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Mark:
    """What the pairing of disputes knows of a statement: sides, targets, subjects, and whether it points back."""

    sides: frozenset[str]
    targets: frozenset[str]
    topics: frozenset[str]
    stems: frozenset[str]
    points_back: bool
    sentence: int
    expert: bool
    answers: bool = False
    negated: bool = False
    names: Literal["", "proposal", "words", "figure", "accusation", "demand"] = ""
    figures: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day or interval against which a document's relative dates are read, with the reason."""

    earliest: str | None
    latest: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document proposed, each kind in order of its place in the text."""

    doc: str
    length: int
    anchor: Anchor
    actors: tuple[ActorProposal, ...] = ()
    statements: tuple[StatementProposal, ...] = ()
    dates: tuple[DateProposal, ...] = ()
    events: tuple[EventProposal, ...] = ()
    conditions: tuple[ConditionProposal, ...] = ()
    voice: tuple[VoiceProposal, ...] = ()
    disputes: tuple[DisputeProposal, ...] = ()
    marks: tuple[Mark, ...] = ()
    newcomers: tuple[NewcomerProposal, ...] = ()
    extractor: str = ""
    """What a plugged-in extractor did here, in one line."""
    extractor_failed: bool = False

    def __iter__(self) -> Iterator[Proposal]:
        yield from self.statements
        yield from self.dates
        yield from self.events
        yield from self.conditions
        yield from self.actors
        yield from self.newcomers
        yield from self.voice

    def with_disputes(self, disputes: tuple[DisputeProposal, ...]) -> Reading:
        """The same reading with its disputes."""
        return replace(self, disputes=disputes)
