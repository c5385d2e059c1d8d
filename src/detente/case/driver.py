"""Outside drivers: states, where they stood on a day, how they move, and what they do to steps and hazards.

war:
  name: a war next door
  states: [war, truce]
  start: war
  since: 2031-05-01
  basis: courier/s4
  moves: {from: war, to: truce, rate: 0.4/year, range: 0.1..1/year, basis: assumed by N. N., why: no talks yet}
attention:
  ...
  pace: {driver: war, state: truce, factor: 3, range: 1..6, basis: courier/s5}
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.case.figure import Figure, Reasoned
from detente.case.item import Amount, Day, Id, Item, OneOrMore, RestsOn, Text
from detente.case.procedure import SpanText

NODE_PATTERN = r"^((condition|waiver):)?[a-z0-9][a-z0-9-]*([.:][a-z0-9-]+)*$"
NodeName = Annotated[str, Field(pattern=NODE_PATTERN, max_length=200)]


class Move(Reasoned):
    """From one state to another, at a rate."""

    from_: Id
    to: Id
    rate: Amount
    range: Amount | None = None


class Pace(Reasoned):
    """Every move of this driver is so many times as fast while another driver is in a state."""

    driver: Id
    state: Id
    factor: Amount
    range: Amount | None = None


class Redrawn(Item):
    """A day on which the state is drawn anew: an election. `from` names the states to which these odds belong;
    without it they hold whatever the state was."""

    day: Day
    from_: OneOrMore[Id] = ()
    odds: Annotated[dict[Id, Figure], Field(min_length=1)]


class Past(Item):
    """A state in which the driver was from a day on, for its history."""

    since: Day
    state: Id
    basis: RestsOn
    why: Text | None = None


class Driver(Reasoned):
    """Something outside the process that several steps feel. Its basis is that of a start in one state."""

    name: Text
    states: OneOrMore[Id]
    start: Id | None = None
    """Its state, or below the odds of each state; one of the two."""
    odds: dict[Id, Figure] = {}
    since: Day | None = None
    """The day of which the start speaks, by what was known then; without it, that on which the outlook was made."""
    stale_after: SpanText | None = None
    """The age from which what is known of it is out of date, and said to be."""
    moves: OneOrMore[Move] = ()
    redrawn: OneOrMore[Redrawn] = ()
    pace: OneOrMore[Pace] = ()
    history: OneOrMore[Past] = ()
    against: RestsOn = ()
    """Passages that speak against it: shown beside it, counted nowhere."""


class Effect(Reasoned):
    """What a driver does while it is in a state: a factor on the speed of a step, or on the rate of a hazard or of a
    waiver (`waiver:NAME`); or the odds of a step."""

    driver: Id
    state: Id
    on: NodeName
    factor: Amount | None = None
    odds: Amount | None = None
    range: Amount | None = None
