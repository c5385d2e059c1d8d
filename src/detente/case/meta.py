"""case.yaml, judgements.yaml and expect.yaml: what the case is, what an analyst concludes, what must come out."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from detente.case.item import ActorId, Day, InstrumentId, IssueId, Item, OneOrMore, Ref, RestsOn, Text, YesNo
from detente.values.likelihood import ScaleName, Shown


class Style(Item):
    """House style: which names and words stand in our own sentences. Quotations are never touched."""

    names: dict[str, Text] = {}
    """Preferred name by actor or place."""
    likelihood: ScaleName = ScaleName.ICD_203
    likelihood_shown: Shown = Shown.NUMBER_FIRST
    loaded: OneOrMore[Text] = ()
    """Words that our own sentences avoid for this conflict, beside the general list."""


class CaseFile(Item):
    """case.yaml"""

    title: Text
    about: Text
    """One or two sentences for a reader who never heard of it."""
    as_of: Day
    """The last day that the case knows; a single day."""
    parties: Annotated[OneOrMore[ActorId], Field(min_length=1)]
    """In the order shown, which is alphabetical unless the note says otherwise."""
    party_order: Text = "alphabetical"
    instrument: InstrumentId
    """The instrument whose fate the case is about."""
    style: Style = Style()
    made_by: Text | None = None
    """Who wrote the record and how, with any use of machines; shown in the method note (ICS 206-01)."""
    handling: Text = "open"
    """Handling mark of the case."""


class ConfidenceLevel(StrEnum):
    """Suggested by the tool, decided by an analyst."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


class Judgement(Item):
    """A conclusion that an analyst draws: it lives apart from the record and can be undone."""

    says: Text
    about: IssueId
    basis: RestsOn
    by: Text
    corroborated: YesNo = False
    """Whether independent origins agree; checked."""
    confidence: ConfidenceLevel = ConfidenceLevel.LOW


class Expectation(Item):
    """An assertion that is checked on every load: this measure of the case has this value."""

    measure: Annotated[str, Ref("measure")]
    of: Text | None = None
    """What it is measured of, where the measure needs one."""
    as_of: Day | None = None
    is_: OneOrMore[Text]
    """The value, or the values, that must come out."""
    why: Text | None = None
