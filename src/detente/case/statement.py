"""A statement: who said what, through whom, when, about what, on what condition, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from detente.case.act import Act, Column
from detente.case.item import (
    ActorId,
    Day,
    EventId,
    InstrumentId,
    IssueId,
    Item,
    OneOrMore,
    PlaceId,
    Ref,
    RungId,
    StatementId,
    Text,
    Whole,
    YesNo,
)
from detente.values.canonical import content_id


class Modality(StrEnum):
    """How firmly the speaker put it; left out where it was put as plain fact."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    NECESSARY = "necessary"
    HYPOTHETICAL = "hypothetical"


class Stance(StrEnum):
    """Where the speaker stands on the issue, where that does not follow from the act."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    UNDECIDED = "undecided"


class Locator(Item):
    """Where the passage stands in the document."""

    chars: Annotated[tuple[Whole, Whole], Field(description="start and end in code points of the extracted text")]
    opens: Text | None = None
    """Its first words (at most five), for finding it in any copy."""
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """Of the passage, white space and quotation marks normalised; see documents.locator."""


class Review(Item):
    """Who checked the statement against its passage; suspect as soon as the passage changes."""

    by: Text
    on: Day


class Statement(Item):
    """One act of speech by one speaker (or by several together) on one topic."""

    by: OneOrMore[ActorId]
    """Who said it. For a source's own voice, the source's `voice`."""
    via: OneOrMore[ActorId] = ()
    """Who stands between the source and the speaker, nearest to the source first."""
    act: Act
    about: IssueId
    says: Text
    """In our own words."""
    to: OneOrMore[ActorId] = ()
    """Whom it asks, offers to, accuses, advises or answers."""
    condition: Text | None = None
    """If, once, after, unless: in our own words."""
    hangs_on: Annotated[str, Ref("rung or condition or event")] | None = None
    """The rung, condition or event that the condition names."""
    gates: RungId | None = None
    """The rung that it makes wait: instrument.rung."""
    needs: OneOrMore[ActorId] = ()
    """Whose act or consent it says is required."""
    value: Text | None = None
    """Its answer to the issue's question, in the issue's kind of value."""
    scope: Text | None = None
    """What the value covers, where speakers may mean different things by it."""
    stance: Stance | None = None
    modality: Modality | None = None
    hedge: Text | None = None
    """The hedging word itself, where one stands there."""
    wording: OneOrMore[Annotated[str, Field(min_length=1, max_length=90)]] = ()
    """Words quoted exactly, under nine at a time."""
    language: Text | None = None
    """Language of the utterance, where it is not the source's."""
    said: Day | None = None
    """When it was said, where the source tells."""
    when: Day | None = None
    """The date that it speaks of: when something happened, is due or is expected."""
    no_horizon: YesNo = False
    """For a forecast that names no date."""
    window: Day | None = None
    """For an observation or silence: the time that it covers."""
    event: OneOrMore[EventId] = ()
    """The event that it reports, announces, claims or denies."""
    place: OneOrMore[PlaceId] = ()
    article: Annotated[str, Ref("article")] | None = None
    """The article of the main instrument whose content it gives."""
    omitted_from: InstrumentId | None = None
    """The instrument that it says does not contain the issue."""
    forum: ActorId | None = None
    """The court, body or format that it speaks of as a forum."""
    entity: OneOrMore[ActorId] = ()
    """Whom or what it concerns, beside speaker and addressee."""
    replies_to: OneOrMore[StatementId] = ()
    """The offer, demand or claim that it answers."""
    repeats: OneOrMore[StatementId] = ()
    """The statement in another source that this one copies or quotes; it adds no origin of its own."""
    supersedes: OneOrMore[StatementId] = ()
    """The earlier entry that this one corrects."""
    at: OneOrMore[Locator]
    """Its passage, or passages."""
    origin: Text = "hand"
    """`hand`, or extractor and version."""
    reviewed: Review | None = None
    note: Text | None = None

    @property
    def column(self) -> Column:
        """The ledger's column."""
        return self.act.column

    @cached_property
    def id(self) -> str:
        """Hash of what it says, not of who reviewed it; the same on every machine."""
        return content_id(self.plain(exclude={"reviewed", "note"}, serialize_as_any=True))
