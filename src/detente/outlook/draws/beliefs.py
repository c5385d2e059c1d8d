"""The numbers of a model in each outer draw: parameters are drawn outside, trajectories inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from detente.outlook.draws import belief, chance
from detente.outlook.draws.chance import Floats
from detente.outlook.number import Number, Uncertain

Path = tuple[str, ...]


@dataclass
class Beliefs:
    """Values of every number of the model in each outer draw."""

    seed: int
    outer: int
    given: Mapping[Path, Floats] = field(default_factory=dict)
    drawn: dict[Path, Floats] = field(default_factory=dict)

    def value(self, number: Number, *path: str) -> Floats:
        """Shape (outer,). A certain number is the same in all."""
        if not isinstance(number, Uncertain):
            return np.full(self.outer, float(number))
        path = ("shared", number.name) if number.name else path
        if path not in self.drawn:
            if path in self.given:
                self.drawn[path] = np.asarray(self.given[path], dtype=np.float64)
            elif self.outer == 1:
                self.drawn[path] = np.array([float(number.value)])
            else:
                stream = chance.words(chance.key(self.seed, "outer", *path), chance.weyl(0, self.outer))
                self.drawn[path] = belief.quantile(number, chance.uniform(stream))
        return self.drawn[path]


@dataclass
class Found(Beliefs):
    """Beliefs that remember which uncertain numbers were asked for."""

    numbers: dict[Path, Uncertain] = field(default_factory=dict)

    def value(self, number: Number, *path: str) -> Floats:
        """The central value; remembers the number."""
        if isinstance(number, Uncertain):
            self.numbers[("shared", number.name) if number.name else path] = number
        return np.array([float(number.value if isinstance(number, Uncertain) else number)])
