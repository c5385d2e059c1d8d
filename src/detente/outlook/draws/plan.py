"""A process compiled to arrays: what both engines read, and nothing else.

Axis 0 of every table of numbers is the outer draw (length 1 where nothing is uncertain); draw ``i`` uses
row ``i % outer``. Nodes stand in an order in which everything a node waits for stands before it. A node
has two times, when it is done and when it failed; reference ``r < nodes`` means done, ``r >= nodes``
means failure of node ``r - nodes``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.outlook.draws.chance import Floats, Ints, Words

STEP, ALL, ANY, UNLESS, HAZARD = range(5)
FIXED, EXPONENTIAL, LOGNORMAL, UNIFORM, TRIANGULAR, KNOTS, BETA = range(7)


@dataclass(frozen=True)
class Plan:
    """Arrays; D drivers, S the largest number of states, n nodes, M outer draws."""

    name: str
    start: int  # ordinal of day 0
    horizon: float  # days
    outer: int
    common: bool  # trajectories shared by all outer draws
    seed: int
    # drivers
    drivers: tuple[str, ...]
    states: Ints  # (D,)
    start_odds: Floats  # (M, D, S) cumulative
    wait: Floats  # (M, D, S) mean days in a state (inf where it is never left)
    move: Floats  # (M, D, S, S) cumulative odds of the next state
    scheduled_at: Ints  # (D + 1,) offsets into the next two
    scheduled_day: Floats  # (E,)
    scheduled_odds: Floats  # (M, E, S, S) cumulative
    pace: Ints  # (D,) clock that multiplies the driver's rates, -1 for none
    driver_keys: Words  # (3, D): start, wait, move
    # clocks: speed as a function of the states of some drivers
    clock_at: Ints  # (C + 1,) offsets into clock_speed
    clock_stride: Ints  # (C, D) code = sum of state * stride
    clock_speed: Floats  # (M, total)
    # nodes
    nodes: tuple[tuple[str, ...], ...]
    kind: Ints  # (n,)
    wants_at: Ints  # (n + 1,)
    wants: Ints  # references
    delay: Floats  # (M, n)
    not_before: Floats  # (n,)
    work_kind: Ints  # (n,)
    work: Floats  # (M, n, 3)
    limit: Floats  # (M, n) work above this fails
    knots_at: Ints  # (n + 1,)
    knots: Floats  # (2, total): probability, value
    work_key: Words  # (n,)
    odds_key: Words  # (n,)
    clock: Ints  # (n,) -1 for speed 1
    odds_driver: Ints  # (n,) -1 where the odds depend on nothing
    odds: Floats  # (M, n, S)
    calendar_at: Ints  # (n + 1,)
    calendar: Floats  # days
    calendar_key: Words  # one per day
    closes: Floats  # (n,)
    closed_by: Ints  # (n,) node, -1 for none
    factor_at: Ints  # (n + 1,) once-met factors of hazards
    factor_node: Ints
    factor: Floats  # (M, total)
    # what is watched
    rungs: tuple[str, ...]
    rung_nodes: Ints
    rung_members: tuple[tuple[str, ...], ...]
    member_nodes: tuple[tuple[int, ...], ...]
    ends: tuple[str, ...]
    end_nodes: Ints
    end_until: Ints  # index of a rung, -1 for always
    watched: tuple[str, ...]
    watched_nodes: Ints
    needed: Ints  # (n,) 1 where a rung, an end or a watched item waits for the node
    # what was uncertain
    parameters: tuple[tuple[str, ...], ...]
    values: Floats  # (M, parameters)

    @property
    def needs_gathering(self) -> bool:
        """Whether the rows of the tables differ between draws."""
        return self.outer > 1


def empty_words() -> Words:
    """No keys."""
    return np.zeros(0, dtype=np.uint64)
