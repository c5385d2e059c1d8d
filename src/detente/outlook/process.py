"""The process: drivers, conditions, the ladder of goals, and the ends that compete with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.outlook.condition import Condition
from detente.outlook.driver import Driver
from detente.outlook.number import Number
from detente.outlook.step import Multipliers


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder: reached when all of ``needs`` are complete and the rung below is reached.

    ``needs`` names conditions. The order of the rungs in the process is the ladder, lowest first.
    """

    name: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hazard:
    """Something that may happen at a rate: an end that competes (``ends``), or an event to count.

    ``rate`` per day times the product of ``multipliers`` over drivers. ``until`` names the rung after
    which it can no longer end the process; ``after`` the condition or rung from which it can happen at
    all (from the start, if absent). ``once_met`` multiplies the rate after a condition or rung is met.
    """

    name: str
    rate: Number
    multipliers: Multipliers = field(default_factory=dict)
    ends: bool = True
    until: str | None = None
    after: str | None = None
    once_met: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Process:
    """Everything the draws need. Times run in days from midnight at the start of ``start``."""

    name: str
    start: dt.date
    rungs: tuple[Rung, ...]
    conditions: tuple[Condition, ...]
    drivers: tuple[Driver, ...] = ()
    hazards: tuple[Hazard, ...] = ()
