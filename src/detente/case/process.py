"""process.yaml: instruments and articles, ladder, issues, conditions, tracks, missions, guarantees, events."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from detente.case.item import (
    ActorId,
    Amount,
    Day,
    EventId,
    Id,
    InstrumentId,
    IssueId,
    Item,
    OneOrMore,
    Ref,
    RestsOn,
    RungId,
    Text,
    Whole,
    YesNo,
)


class Reached(Item):
    """A rung that an instrument has reached."""

    since: Day
    basis: RestsOn


class Article(Item):
    """An article with sourced content. Articles without any are not listed: they are unknown."""

    title: Text
    about: IssueId
    number: Whole | None = None


class Reference(Item):
    """A reference from one instrument to another."""

    to: InstrumentId
    basis: RestsOn
    note: Text | None = None


class Instrument(Item):
    """A treaty, statement, declaration, constitution or other text that the process turns on."""

    title: Text
    kind: Text
    parties: OneOrMore[ActorId] = ()
    dated: Day | None = None
    reached: dict[str, Reached] = {}
    """Rungs reached, with since when and on what basis."""
    slots: Whole | None = None
    """How many articles it has, where that is known."""
    slots_basis: RestsOn = ()
    articles: dict[str, Article] = {}
    """Only those whose content some source gives."""
    refers_to: OneOrMore[Reference] = ()
    pa_x: Annotated[str, Field(pattern=r"^\d+$")] | None = None
    """AgtId in the PA-X Peace Agreements Database, as text."""
    applies_until: RungId | None = None
    """The rung of another instrument until which this text remains the fallback."""
    basis: RestsOn = ()
    note: Text | None = None


class ValueKind(StrEnum):
    """What kind of answer an issue's question has."""

    LABEL = "label"
    COUNT = "count"
    DURATION = "duration"
    AMOUNT = "amount"
    YES_NO = "yes-no"


class IssueKind(StrEnum):
    """What an issue is about."""

    TEXT = "text"
    DEMAND = "demand"
    TRACK = "track"
    FACT = "fact"
    LAW = "law"
    MISSION = "mission"
    SECURITY = "security"
    NARRATIVE = "narrative"
    RELATION = "relation"
    OUTLOOK = "outlook"
    HUMANITARIAN = "humanitarian"
    POLITICS = "politics"
    ADVICE = "advice"


class Issue(Item):
    """A question that statements answer."""

    name: Text
    asks: Text | None = None
    """The question in one neutral sentence."""
    kind: IssueKind
    of: IssueId | None = None
    """The wider issue."""
    value: ValueKind | None = None
    """The kind of answer, where answers are compared."""
    labels: dict[str, Text] = {}
    """The possible labels, each in words."""
    expires: Day | None = None
    """For a narrative with a date in it: when it must have proved itself."""
    mirror: IssueId | None = None
    """The same issue held by the other party."""


class Ring(StrEnum):
    """How a condition stands to the text (DESIGN: A condition is a procedure)."""

    IN_TEXT = "in-text"
    PRECONDITION = "precondition"
    OUTSIDE = "outside"
    FEARED = "feared"


class ConditionStatus(StrEnum):
    """Where a condition stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    MET = "met"
    REFUSED = "refused"
    LAPSED = "lapsed"


class Condition(Item):
    """Something that a party demands, that a text requires, or that others only fear will be demanded."""

    name: Text
    issue: IssueId
    ring: Ring
    gates: RungId | None = None
    """The rung that waits for it; left out where it is held to be separate from the instrument."""
    holder: OneOrMore[ActorId]
    """Who demands it (for `feared`: who is expected to)."""
    asked_of: OneOrMore[ActorId] = ()
    must_act: OneOrMore[ActorId] = ()
    """Whose acts it takes, as sources or law say."""
    must_act_basis: RestsOn = ()
    met_by: Annotated[str, Ref("procedure")] | None = None
    """The procedure that meets it."""
    status: ConditionStatus
    status_basis: RestsOn = ()
    since: Day | None = None
    frequency: Text | None = None
    """How current the demand is: current, older."""
    switch: Id | None = None
    """The what-if switch that lets an outside demand block."""
    basis: RestsOn
    """The demanding statements."""
    note: Text | None = None


class Link(Item):
    """A link from a track to another one or to an instrument, held by somebody."""

    to: Annotated[str, Ref("track or instrument or rung")]
    says: Text
    basis: RestsOn


class Segment(Item):
    """A part of a border, route or region with its state."""

    name: Text
    state: Text
    since: Day | None = None
    basis: RestsOn


class Track(Item):
    """A line of negotiation, in the text or beside it."""

    name: Text
    issue: IssueId
    inside: InstrumentId | None = None
    """The instrument whose text covers it; left out where it runs separately."""
    state: Text
    links: OneOrMore[Link] = ()
    segments: dict[str, Segment] = {}
    basis: RestsOn


class Mission(Item):
    """A mission or force with its mandate."""

    actor: ActorId
    function: Text
    start: Day | None = None
    start_basis: RestsOn = ()
    mandate_end: Day | None = None
    mandate_end_basis: RestsOn = ()
    ended: Day | None = None
    """When it left, where it left before its mandate ended."""
    ended_basis: RestsOn = ()
    observes: YesNo = False
    """Whether it observes incidents independently of the parties."""
    basis: RestsOn
    note: Text | None = None


class Guarantee(Item):
    """A security guarantee and what became of it. A guarantor without a record is `untested`, never yes."""

    guarantor: ActorId
    beneficiary: ActorId
    covers: Text
    record: Annotated[str, Field(pattern="^(refused|honoured|untested|withdrawn|ended)$")]
    basis: RestsOn
    note: Text | None = None


class EventKind(StrEnum):
    """What sort of event."""

    EVENT = "event"
    INCIDENT = "incident"
    SCHEDULED = "scheduled"
    HYPOTHETICAL = "hypothetical"
    PUBLICATION = "publication"


class Event(Item):
    """Something that happened, is due or is alleged. Its date comes from the statements that report it."""

    name: Text
    kind: EventKind = EventKind.EVENT
    issue: IssueId | None = None
    joint: YesNo | None = None
    """For an announcement: whether the parties made it together."""
    of: EventId | None = None
    """The larger event that it belongs to."""
    house_wording: Text | None = None
    """How our own words describe it, where sources word it differently."""


class Fact(Item):
    """A figure that the case uses, with unit, range, date and basis."""

    value: Amount
    range: Amount | None = None
    date: Day | None = None
    says: Text
    basis: RestsOn
    why: Text | None = None
    """For an assumption: the reason."""


class ProcessFile(Item):
    """process.yaml"""

    ladder: OneOrMore[Id]
    """Rungs of an instrument from the first to the last."""
    instruments: dict[str, Instrument]
    issues: dict[str, Issue]
    conditions: dict[str, Condition] = {}
    tracks: dict[str, Track] = {}
    missions: dict[str, Mission] = {}
    guarantees: dict[str, Guarantee] = {}
    events: dict[str, Event] = {}
    facts: dict[str, Fact] = {}
