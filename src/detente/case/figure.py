"""Numbers of an outlook: a value with its range, what it rests on, what speaks against it, and a stated judgement."""

from __future__ import annotations

from detente.case.item import Amount, Item, RestsOn, Text
from detente.case.procedure import SpanText


class Reasoned(Item):
    """A number or choice with what it rests on."""

    basis: RestsOn
    """`class NAME k/n` of a shipped reference class brings its own spread, and needs no range."""
    why: Text | None = None
    """For an assumption: the reason."""


class Adjust(Reasoned):
    """A judgement beside a reference class: a factor on its odds, or on its rate."""

    factor: Amount
    range: Amount


class Figure(Reasoned):
    """A number with its range."""

    value: Amount
    range: Amount | None = None
    adjust: Adjust | None = None
    """With a class: `value` is what the class gives after this judgement."""


class Duration(Reasoned):
    """How long a step takes once it has begun: any length of the range, or mostly one within it."""

    time: SpanText
    mostly: SpanText | None = None
    """The likeliest length; as a range, how far that itself is uncertain. Without it, every length of the range is as
    likely as any other."""
