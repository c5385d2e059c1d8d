"""One node of a plan while it is being compiled, and which nodes a goal needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.outlook.draws import chance, plan
from detente.outlook.draws.beliefs import Path
from detente.outlook.draws.chance import Floats


@dataclass
class Row:
    """A node before its number of outer draws is filled in."""

    name: Path
    kind: int
    wants: tuple[int, ...]
    key: Path = ()
    delay: Floats = field(default_factory=lambda: np.zeros(1))
    not_before: float = 0.0
    work_kind: int = plan.FIXED
    work: list[Floats] = field(default_factory=lambda: [np.zeros(1)] * 3)
    limit: Floats = field(default_factory=lambda: np.full(1, np.inf))
    knots: tuple[Floats, Floats] | None = None
    clock: int = -1
    odds_driver: int = -1
    odds: Floats = field(default_factory=lambda: np.ones((1, 1)))
    calendar: list[tuple[float, int]] = field(default_factory=list)
    closes: float = np.inf
    closed_by: int = -1
    factors: list[tuple[int, Floats]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = self.key or self.name
        self.work = list(self.work)


def failed(node: int) -> int:
    """Reference to a failure while the number of nodes is not known yet."""
    return -1 - node


def needed_rows(wants: Sequence[Sequence[int]], rows: Sequence[Row], goals: chance.Ints, n: int) -> chance.Ints:
    """1 for each row that a goal waits for, itself included. Shape (n,)."""
    needed = np.zeros(n, dtype=np.int64)
    waiting = [int(goal) for goal in goals]
    while waiting:
        i = waiting.pop()
        if needed[i]:
            continue
        needed[i] = 1
        waiting += [w % n for w in wants[i]] + [node for node, _ in rows[i].factors]
        waiting += [rows[i].closed_by] if rows[i].closed_by >= 0 else []
    return needed
