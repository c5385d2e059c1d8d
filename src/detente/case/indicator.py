"""Indicators: what to watch for outside the process, and how it moves the belief in the states of a driver.

talks-reported:
  name: talks on a truce
  watches: {about: neighbour-war, act: reported, value: talks}
  threshold: one report, whoever copies it
  driver: war
  ratios:
    truce: {value: 4, range: 2..10, basis: assumed by N. N., why: talks seldom come before a will to stop}
  basis: courier/s9
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.case.act import Act
from detente.case.driver import NodeName
from detente.case.figure import Figure, Reasoned
from detente.case.item import (
    ActorId,
    EventId,
    Id,
    IssueId,
    Item,
    OneOrMore,
    RungId,
    Text,
    Whole,
)
from detente.case.statement import Stance


class Watch(Item):
    """What is watched: statements of this kind, a rung that is reached, or a condition that is met. All that is named
    must hold of a statement; of several values under one key any."""

    about: OneOrMore[IssueId] = ()
    event: OneOrMore[EventId] = ()
    act: OneOrMore[Act] = ()
    """Without it, for an event the acts that say it took place, else any act."""
    by: OneOrMore[ActorId] = ()
    to: OneOrMore[ActorId] = ()
    entity: OneOrMore[ActorId] = ()
    value: OneOrMore[Text] = ()
    stance: Stance | None = None
    reached: RungId | None = None
    met: NodeName | None = None
    times: Whole = 1
    """How many statements of independent origin, or events, it takes."""


class Indicator(Reasoned):
    """Something that can be seen, and what seeing it says about a driver. It counts once, when it is first met. The
    basis is that of watching it at all."""

    name: Text
    watches: Watch
    threshold: Text
    """In words, so that two readers would agree whether it is met."""
    driver: Id
    ratios: Annotated[dict[Id, Figure], Field(min_length=1)]
    """How many times as likely it is to be seen in a state as in a state that is not named here."""
