"""Actors and places: who can speak or act, under which names, and for whom."""

from __future__ import annotations

from enum import StrEnum

from detente.case.item import ActorId, Day, Item, OneOrMore, RestsOn, Text, YesNo


class ActorKind(StrEnum):
    """What an actor is. `unnamed` is for holders that a source does not name; `voice` for an unnamed author."""

    STATE = "state"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    OFFICE = "office"
    PERSON = "person"
    BODY = "body"
    COURT = "court"
    PARTY = "political party"
    MISSION = "mission"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"
    FORCE = "force"
    GROUP = "group"
    OUTLET = "outlet"
    INSTITUTE = "institute"
    COMPANY = "company"
    UNNAMED = "unnamed"
    VOICE = "voice"


class Actor(Item):
    """One who speaks, acts or is asked to act. Each office and ministry is a speaker of its own."""

    name: Text
    """The name in our words; the house style may prefer another."""
    kind: ActorKind
    of: ActorId | None = None
    """What it belongs to: a ministry's state, a court's state, a mission's organisation."""
    speaks_for: ActorId | None = None
    """The party whose position its words are; left out for courts, opposition, press and others who do not."""
    office: Text | None = None
    """For a person: the office held on the as-of date."""
    office_since: Day | None = None
    """Since when."""
    aliases: OneOrMore[Text] = ()
    """Other names and spellings."""
    metonyms: OneOrMore[Text] = ()
    """Capitals and buildings that stand for it."""
    demonyms: OneOrMore[Text] = ()
    """Adjectives and nouns for its people."""
    members: OneOrMore[ActorId] = ()
    """Of a group, alliance or body."""
    basis: RestsOn = ()
    """Where its office or role is stated."""
    note: Text | None = None
    """A descriptor of stance or role, neutral in tone."""


class GeoPlace(Item):
    """A place with its names; which name stands in our words is house style, quotations are never altered."""

    name: Text
    of: ActorId | None = None
    """The state it belongs to under international law, where that is not contested in the case."""
    aliases: OneOrMore[Text] = ()
    contested_names: YesNo = False
    """Whether the choice of name is itself a matter of dispute."""
    note: Text | None = None


class ActorsFile(Item):
    """actors.yaml"""

    actors: dict[str, Actor]
    places: dict[str, GeoPlace] = {}
