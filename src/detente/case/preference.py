"""What time is worth to the parties, how strong they are, and windows that close.

The numbers are set by the analyst, with the passages that they come from and those that speak against them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.case.figure import Reasoned
from detente.case.item import ActorId, Amount, Day, Id, Item, OneOrMore, RestsOn, Text


class Period(Reasoned):
    """A number that holds from a day on, until the next one does."""

    value: Amount
    range: Amount | None = None
    since: Day
    against: RestsOn = ()
    """Passages that speak against it: shown beside it, counted nowhere."""


class Party(Item):
    """`haste` is the rate at which a party discounts what comes later, `strength` its weight beside the other's."""

    haste: Annotated[OneOrMore[Period], Field(min_length=1)]
    strength: Annotated[OneOrMore[Period], Field(min_length=1)]


class ClosingWindow(Reasoned):
    """An opportunity that passes: with the state of a driver, or on a day."""

    name: Text
    whose: OneOrMore[ActorId]
    """By whom it closes: whose attention, election or decision."""
    driver: Id | None = None
    state: Id | None = None
    day: Day | None = None
