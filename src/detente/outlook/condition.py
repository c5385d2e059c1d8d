"""Conditions: procedures, joins of procedures, and demands that a concession may bring."""

from __future__ import annotations

from dataclasses import dataclass

from detente.outlook.number import Number
from detente.outlook.step import Step


@dataclass(frozen=True, slots=True)
class Retry:
    """After a failed step: wait, then go on from step ``back_to``, at most ``times`` more times."""

    times: int
    back_to: str
    wait: Number = 0.0


@dataclass(frozen=True, slots=True)
class Procedure:
    """A chain of steps. Starts when everything in ``after`` (conditions or rungs) is complete."""

    name: str
    steps: tuple[Step, ...]
    after: tuple[str, ...] = ()
    retry: Retry | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Complete when every member is: an and-join."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Complete when the first member is: alternative routes."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A concession may bring a new demand: moving goalposts as a hazard.

    Once ``after`` (the concession) is complete, a demand is raised at ``rate`` per day during ``within``
    days. A demand that is raised must be met by ``steps`` before whatever needs this condition; one that
    is not raised asks nothing. Meeting it is itself a concession: up to ``most`` demands in a row.
    The demand is decided by the concession and not by how late the rest is, so that delay never pays.
    """

    name: str
    after: str
    rate: Number
    within: Number
    steps: tuple[Step, ...]
    most: int = 1


Condition = Procedure | AllOf | AnyOf | Demand
