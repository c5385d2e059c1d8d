"""The made-up process in SimPy, written from its description alone: shares no code with the engines."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy


class World:
    """One draw."""

    def __init__(self, data: dict[str, Any], chance: random.Random) -> None:
        self.data, self.chance, self.env = data, chance, simpy.Environment()
        self.states = [driver["start"] for driver in data["drivers"]]
        self.changed = self.env.event()
        self.over = self.env.event()
        for d, driver in enumerate(data["drivers"]):
            self.env.process(self.driver(d, driver["rates_per_day"]))
        self.complete: list[Any] = [None] * len(data["preconditions"])
        for c in range(len(data["preconditions"])):
            self.begin(c)
        for e, name in enumerate(data["exits"]["names"]):
            self.env.process(self.exit(e, name))
        self.env.process(self.sign())

    def begin(self, c: int) -> Any:
        """Start a precondition once."""
        if self.complete[c] is None:
            before = self.data["depends_on"][c]
            first = self.begin(before) if before >= 0 else None
            self.complete[c] = self.env.process(self.precondition(c, first))
        return self.complete[c]

    def driver(self, d: int, rates: list[list[float]]) -> Generator[Any, Any, None]:
        """Sojourn, move, tell everyone."""
        while True:
            row = rates[self.states[d]]
            yield self.env.timeout(self.chance.expovariate(sum(row)))
            self.states[d] = self.chance.choices(range(len(row)), row)[0]
            old, self.changed = self.changed, self.env.event()
            old.succeed()

    def product(self, table: list[list[float]]) -> float:
        """Product over drivers of a table at their states."""
        total = 1.0
        for values, state in zip(table, self.states, strict=True):
            total *= values[state]
        return total

    def work(self, amount: float, table: list[list[float]], base: float = 1.0) -> Generator[Any, Any, None]:
        """Until ``amount`` is done at the current speed."""
        while amount > 0.0:
            speed, begun = base * self.product(table), self.env.now
            if speed == 0.0:
                yield self.changed
                continue
            done = self.env.timeout(amount / speed)
            changed = self.changed
            yield done | changed
            if done.processed:
                return
            amount -= (self.env.now - begun) * speed

    def exit(self, e: int, name: str) -> Generator[Any, Any, None]:
        """A competing exit."""
        exits = self.data["exits"]
        yield from self.work(self.chance.expovariate(1.0), exits["multipliers"][e], exits["base_per_day"][e])
        if not self.over.triggered:
            self.over.succeed(name)

    def precondition(self, c: int, first: Any) -> Generator[Any, Any, None]:
        """Its steps in turn."""
        if first is not None:
            yield first
        for spec in self.data["preconditions"][c]:
            if spec["gate"] == "date" and self.env.now < spec["not_before_day"]:
                yield self.env.timeout(spec["not_before_day"] - self.env.now)
            if spec["work"] == "exponential":
                amount = self.chance.expovariate(1.0 / spec["mean"])
            else:
                amount = spec["median"] * self.chance.lognormvariate(0.0, spec["sigma"])
            yield from self.work(amount, self.data["speed_tables"][spec["speed_table"]])
            if spec["gate"] == "window":
                yield from self.window(spec)

    def window(self, spec: dict[str, Any]) -> Generator[Any, Any, None]:
        """Wait for a day on which it comes off."""
        for day in self.data["calendars_days"][spec["calendar"]]:
            if day >= self.env.now:
                yield self.env.timeout(day - self.env.now)
                if self.chance.random() < self.data["success"][spec["success_row"]][self.states[0]]:
                    return
        yield self.env.event()

    def sign(self) -> Generator[Any, Any, None]:
        """All preconditions."""
        yield self.env.all_of(self.complete)
        if not self.over.triggered:
            self.over.succeed("signed")

    def outcome(self) -> tuple[str, float]:
        """Which end, and when."""
        horizon = self.env.timeout(self.data["horizon_days"], "none")
        self.env.run(until=self.over | horizon)
        return (str(self.over.value) if self.over.triggered else "none"), float(self.env.now)


def draws(data: dict[str, Any], count: int, seed: int) -> list[tuple[str, float]]:
    """Outcomes and days of ``count`` draws."""
    chance = random.Random(seed)
    return [World(data, chance).outcome() for _ in range(count)]
