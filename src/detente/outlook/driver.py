"""An outside driver: a Markov chain in continuous time that many steps and hazards share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.outlook.number import Number


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A day on which a driver's state is drawn anew: an election, an inauguration, an expiry.

    ``odds[before][after]`` is the chance of each state after, given the state before; a state before that
    is not listed stays as it is.
    """

    day: dt.date
    odds: Mapping[str, Mapping[str, Number]]


@dataclass(frozen=True, slots=True)
class Driver:
    """States, moves between them (rates per day), and where it starts.

    ``start`` is a state, or the odds of each. ``rates[from][to]`` are per day. ``pace[parent][state]``
    multiplies every rate of this driver while another driver is in that state (war makes attention move).
    """

    name: str
    states: tuple[str, ...]
    start: str | Mapping[str, Number]
    rates: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    scheduled: tuple[Scheduled, ...] = ()
    pace: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
