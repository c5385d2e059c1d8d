"""A step of a procedure: work, the speed at which it is done, and the gates it must pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.outlook.number import Number
from detente.outlook.work import Fixed, Work

Multipliers = Mapping[str, Mapping[str, Number]]
"""driver -> state -> factor; the factors of several drivers multiply; a state left out counts as 1."""


@dataclass(frozen=True, slots=True)
class ByState:
    """A chance that depends on the state a driver is in when the chance is taken."""

    driver: str
    odds: Mapping[str, Number]


Odds = Number | ByState
NOTHING = Fixed(0.0)
"""No work: the step is its gates alone."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which alone a step can complete: a yearly council, a court's sitting, a ballot day.

    The step completes on the first such day, at or after its work is done, on which the chance comes off.
    The draw belongs to the day, not to the attempt: a later start never gets a luckier council.
    """

    days: tuple[dt.date, ...]
    odds: Odds = 1.0


@dataclass(frozen=True, slots=True)
class Yearly:
    """Every year on this day, from ``first`` to ``last`` (years, both included)."""

    month: int
    day: int
    first: int
    last: int

    def days(self) -> tuple[dt.date, ...]:
        """The days, oldest first. 29 February falls on the 28th in other years."""
        found = []
        for year in range(self.first, self.last + 1):
            try:
                found.append(dt.date(year, self.month, self.day))
            except ValueError:
                found.append(dt.date(year, self.month, 28))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    It starts when the step before it in its procedure is complete, waits ``delay`` days, not before
    ``not_before``; its work is drawn then and done at the product of ``speeds`` (0 blocks). With a
    ``window`` it completes only on a day of it. Past the end of the day ``closes``, or once the hazard
    ``closed_by`` has happened, it fails. ``odds`` is the chance of success when the work is done; what a
    failure leads to is the procedure's ``retry``.
    """

    name: str
    work: Work = NOTHING
    speeds: Multipliers = field(default_factory=dict)
    delay: Number = 0.0
    not_before: dt.date | None = None
    window: Window | None = None
    closes: dt.date | None = None
    closed_by: str | None = None
    odds: Odds = 1.0
