"""What the sections of a brief share of the outlook: one forecast, one goal, its tornado, and the levers pulled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from detente.brief.document import Chance
from detente.case.case import Case
from detente.case.lever import Lever
from detente.positions.ladder import ladder
from detente.values.likelihood import said

if TYPE_CHECKING:
    from detente.outlook.forecast import Forecast
    from detente.outlook.result import Estimate
    from detente.outlook.sensitivity import Sensitivity
    from detente.outlook.what_if import WhatIf

DRAWS = 10_000
DRAWS_TO_RANK = 2_000
MOST_LEVERS = 5
CERTAIN = 0.99
"""A lever after which the goal is as good as certain is the goal itself, and says nothing of how it is reached."""
TRAJECTORIES = 1_000
TELLING = (0.1, 0.9)
"""A chance between these says something that the next report can change."""


@dataclass(frozen=True)
class Pulled:
    """A lever with what it does to the goal by the telling day."""

    key: str
    lever: Lever
    found: WhatIf
    before: Chance
    after: Chance
    change: Estimate


@dataclass(frozen=True)
class Prospect:
    """The outlook of a case as a brief needs it.

    `goal` is the next rung of the main instrument that a condition gates (else the next that is forecast); `first` is
    the case's first horizon, by which the bottom line speaks; `telling` is the first horizon by which the chance of
    the goal lies between 10% and 90% (else the last), by which everything that is compared is compared.
    """

    case: Case
    forecast: Forecast
    goal: str
    first: date
    telling: date

    def chance(self, goal: str, day: date) -> Chance:
        """The probability of a goal by a day."""
        found = self.forecast.outlook.probability(goal, day)
        return Chance(goal, day, found.value, found.low, found.high)

    def name(self, goal: str) -> str:
        """`signed`, `war`: a rung or hazard in a word or two."""
        from detente.outlook.forecast import goal_name

        return goal_name(self.case, goal)

    def said(self, chance: Chance) -> str:
        """In the style of the house."""
        style = self.case.meta.style
        return said(chance.value, chance.low, chance.high, style.likelihood, style.likelihood_shown)

    @cached_property
    def events(self) -> dict[str, str]:
        """Each rung and hazard with what it means that it has come."""
        from detente.brief.event import event_of

        return {goal: event_of(self.case, goal) for goal in (*self.forecast.rungs, *self.forecast.hazards)}

    @property
    def ending(self) -> tuple[str, ...]:
        """Hazards that end the process."""
        hazards = self.case.outlook.hazards if self.case.outlook else {}
        return tuple(name for name in self.forecast.hazards if hazards[name].ends)

    @cached_property
    def tornado(self) -> Sensitivity:
        """Which number moves the goal by the telling day."""
        from detente.outlook.sensitivity import sensitivity

        return sensitivity(
            self.forecast.built.process,
            self.goal,
            self.telling,
            trajectories=TRAJECTORIES,
            rows=0,
            seed=self.forecast.seed,
            engine="numpy",
        )

    @cached_property
    def pulled(self) -> tuple[Pulled, ...]:
        """The levers of the case that move the goal most, at most five, the strongest first; found with few draws and
        then drawn on the same draws as the forecast."""
        keys = list(self.case.outlook.levers) if self.case.outlook else []
        ranked = [item for item in self._pull(keys, DRAWS_TO_RANK) if item.after.low <= CERTAIN]
        keys = [item.key for item in ranked[:MOST_LEVERS]]
        return tuple(self._pull(keys, self.forecast.outlook.counts.draws))

    def _pull(self, keys: Sequence[str], draws: int) -> list[Pulled]:
        from detente.outlook.what_if import what_if
        from detente.procedures.compile import compiled

        model, found = compiled(self.case), []
        levers = self.case.outlook.levers if self.case.outlook else {}
        for key in keys:
            pair = what_if(
                self.case, model, [key], horizons=self.forecast.horizons, draws=draws, seed=self.forecast.seed
            )
            before, after = (
                side.probability(self.goal, self.telling) for side in (pair.comparison.before, pair.comparison.after)
            )
            found.append(
                Pulled(
                    key,
                    levers[key],
                    pair,
                    Chance(self.goal, self.telling, before.value, before.low, before.high),
                    Chance(self.goal, self.telling, after.value, after.low, after.high),
                    pair.comparison.difference(self.goal, self.telling),
                )
            )
        return sorted(found, key=lambda item: (-abs(item.change.value), item.lever.name))


@lru_cache(maxsize=4)
def prospect(case: Case) -> Prospect | None:
    """Draw the outlook; None where the case has none. Raises `InvalidModel` where it cannot be drawn."""
    if case.outlook is None:
        return None
    from detente.outlook.forecast import forecast
    from detente.procedures.compile import compiled

    found = forecast(case, compiled(case), draws=DRAWS)
    if not found.rungs:
        return None
    gated = [f"{case.meta.instrument}.{rung.name}" for rung in ladder(case) if rung.waits_for]
    goal = next((rung for rung in found.rungs if rung in gated), found.rungs[0])
    least, most = TELLING
    telling = next(
        (day for day in found.horizons if least <= found.outlook.probability(goal, day).value <= most),
        found.horizons[-1],
    )
    return Prospect(case, found, goal, found.horizons[0], telling)
