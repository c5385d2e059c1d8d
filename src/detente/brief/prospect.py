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
    from detente.outlook.compare import Comparison
    from detente.outlook.forecast import Forecast
    from detente.outlook.ranking import Ranked
    from detente.outlook.result import Estimate
    from detente.outlook.swing import Swing
    from detente.procedures.compile import Model

DRAWS = 10_000
DRAWS_TO_RANK = 1_000
"""Enough to tell which levers move the goal most: both sides meet the same draws."""
MOST_LEVERS = 3
TRAJECTORIES = 500
"""At each end of each number; all ends meet the same ones. The longest bars keep their order from 250 on."""
TELLING = (0.1, 0.9)
"""A chance between these says something that the next report can change."""


@dataclass(frozen=True)
class Pulled:
    """A lever with what it does to the goal by the telling day, and other levers that do just the same."""

    key: str
    lever: Lever
    same: tuple[str, ...]
    both: Comparison
    before: Chance
    after: Chance
    change: Estimate


@dataclass(frozen=True)
class Bars:
    """The chance of the goal with every number central, and how far each number alone moves it, the longest first."""

    central: float
    bars: tuple[Swing, ...]


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
    def tornado(self) -> Bars:
        """Which number moves the goal by the telling day, as `detente sensitivity` finds it."""
        from detente.outlook.sensitivity import sensitivity
        from detente.outlook.swing import swings
        from detente.procedures.compile import compiled

        built, seed = self.forecast.built, self.forecast.seed
        every = swings(
            built.process,
            compiled(self.case),
            built.assumptions,
            self.goal,
            self.telling,
            trajectories=TRAJECTORIES,
            seed=seed,
        )
        middle = sensitivity(
            built.process, self.goal, self.telling, trajectories=TRAJECTORIES, rows=0, tornado=False, seed=seed
        )
        return Bars(middle.central, tuple(bar for bar in every if bar.size > 0))

    @cached_property
    def pulled(self) -> tuple[Pulled, ...]:
        """The levers of the case that move the goal most, the strongest first; found with few draws and then drawn on
        the same draws as the forecast. Of levers with the same effect the first stands for all."""
        if self.case.outlook is None or not self.case.outlook.levers:
            return ()
        from detente.outlook.ranking import ranking
        from detente.procedures.compile import compiled

        model, base = compiled(self.case), self.forecast.built
        ranked = ranking(
            self.case, model, rung=self.goal, by=self.telling, draws=DRAWS_TO_RANK, seed=self.forecast.seed, base=base
        )
        alike: dict[Estimate, list[Ranked]] = {}
        for each in ranked.levers:
            if each.moves and each.change.value and not each.missing:
                alike.setdefault(each.change, []).append(each)
        found = [self._pull(model, group) for group in list(alike.values())[:MOST_LEVERS]]
        return tuple(sorted(found, key=lambda item: (-abs(item.change.value), item.lever.name)))

    def _pull(self, model: Model, group: Sequence[Ranked]) -> Pulled:
        from detente.outlook.case_lever import pulled
        from detente.outlook.compare import compare
        from detente.outlook.from_case import built
        from detente.procedures.compile import compiled

        first, last, process = group[0], self.forecast.horizons[-1], self.forecast.built
        if switches := [s.switches for s in first.lever.sets if s.switches]:
            model = compiled(self.case, switches=switches)
            process = built(self.case, model, last)
        change = pulled(model, process, [first.lever])
        both = compare(
            change.before,
            change.levers,
            last,
            draws=self.forecast.outlook.counts.draws,
            seed=self.forecast.seed,
            checkpoints=self.forecast.horizons,
        )
        before, after = (side.probability(self.goal, self.telling) for side in (both.before, both.after))
        return Pulled(
            first.key,
            first.lever,
            tuple(other.lever.name for other in group[1:]),
            both,
            Chance(self.goal, self.telling, before.value, before.low, before.high),
            Chance(self.goal, self.telling, after.value, after.low, after.high),
            both.difference(self.goal, self.telling),
        )


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
