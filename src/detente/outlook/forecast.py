"""The outlook of a case, ready to be shown: probabilities by day, dates, what came last, and what it leans on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.case import Case
from detente.outlook.address import number_id, outlook_id
from detente.outlook.from_case import Built, NoOutlook, built
from detente.outlook.likelihood import likelihood
from detente.outlook.result import Estimate, Outlook, percent
from detente.outlook.simulate import simulate
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model

QUANTILES = (0.1, 0.25, 0.5)


@dataclass(frozen=True)
class Forecast:
    """What was drawn."""

    case: Case
    built: Built
    outlook: Outlook
    horizons: tuple[dt.date, ...]
    seed: int

    @property
    def rungs(self) -> tuple[str, ...]:
        """Rungs still to come, lowest first."""
        return tuple(rung.name for rung in self.built.process.rungs)

    @property
    def hazards(self) -> tuple[str, ...]:
        """Dangers of the outlook."""
        return tuple(hazard.name for hazard in self.built.process.hazards)

    @property
    def warning(self) -> str:
        """What must be read first."""
        every = self.built.assumptions
        assumed = sum(item.assumed for item in every)
        return (
            f"Warning: {assumed} of the {len(every)} numbers behind this are assumptions, the effects of drivers "
            "among them. It says what follows if they hold; it is no measurement. Ranges hold 90% of the belief "
            "that the ranges of the assumed rates, odds and factors leave."
        )

    def tables(self, *, assumptions: bool = False) -> Iterator[Table]:
        """For reading."""
        yield self._probabilities()
        yield self._dates()
        yield self._last()
        yield self._left_out()
        if assumptions:
            yield self._assumptions()

    def _probabilities(self) -> Table:
        rows = [
            [
                Entry(goal_name(self.case, goal)),
                *(Entry(said(self.outlook.probability(goal, day))) for day in self.horizons),
            ]
            for goal in (*self.rungs, *self.hazards)
        ]
        note = "; ".join(
            f"{name}: {item.event}" + ("" if item.ends else " (it ends nothing)") for name, item in self._events()
        )
        heads = ["event", *(f"by {day.isoformat()}" for day in self.horizons)]
        title = f"Outlook as of {self.case.day.isoformat()}: {self.case.meta.title}"
        return table("outlook", title, heads, rows, note or None)

    def _dates(self) -> Table:
        rows = []
        for goal in self.rungs:
            days = [self.outlook.quantile(goal, share) for share in QUANTILES]
            rows.append([Entry(goal_name(self.case, goal)), *(Entry(_day(day, self.horizons[-1])) for day in days)])
        heads = ["rung", *(f"first day with {share:.0%}" for share in QUANTILES)]
        return table("outlook-dates", "Dates", heads, rows)

    def _last(self) -> Table:
        rows = [
            [Entry(goal_name(self.case, rung)), Entry(goal_name(self.case, name)), Entry(percent(share))]
            for rung in self.rungs
            for name, share in sorted(self.outlook.last(rung).items(), key=lambda item: (-item[1], item[0]))
            if share > 0
        ]
        title = "What was complete last, where the rung is reached"
        return table("outlook-last", title, ("rung", "last", "share"), rows)

    def _left_out(self) -> Table:
        rows = [[Entry(goal_name(self.case, name)), Entry(why)] for name, why in self.built.left_out.items()]
        return table("outlook-left-out", "Not forecast", ("part", "reason"), rows)

    def _assumptions(self) -> Table:
        rows = [
            [Entry(a.where), Entry(a.says), Entry("; ".join(map(str, a.basis)) or "unsourced"), Entry(a.why or "")]
            for a in self.built.assumptions
        ]
        return table("outlook-assumptions", "What it leans on", ("number", "says", "basis", "why"), rows)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "case": self.case.meta.title,
            "as-of": self.case.day.isoformat(),
            "warning": self.warning,
            "draws": self.outlook.counts.draws,
            "seed": self.seed,
            "probabilities": [
                {
                    "id": outlook_id(goal, day),
                    "event": goal,
                    "by": day.isoformat(),
                    **_plain(self.outlook.probability(goal, day)),
                }
                for goal in (*self.rungs, *self.hazards)
                for day in self.horizons
            ],
            "events": {name: item.event for name, item in self._events()},
            "dates": {
                rung: {f"{share:g}": _iso(self.outlook.quantile(rung, share)) for share in QUANTILES}
                for rung in self.rungs
            },
            "last": {rung: self.outlook.last(rung) for rung in self.rungs},
            "left-out": dict(self.built.left_out),
            "assumptions": [
                {
                    "id": number_id(a.where),
                    "number": a.where,
                    "says": a.says,
                    "basis": [str(b) for b in a.basis],
                    "why": a.why,
                }
                for a in self.built.assumptions
            ],
        }

    def _events(self) -> list[tuple[str, Any]]:
        return list(self.case.outlook.hazards.items()) if self.case.outlook else []


def goal_name(case: Case, goal: str) -> str:
    """In words: a condition by its name, a procedure by its title, a step by what it does, a rung alone."""
    if goal.startswith("condition:") and (condition := case.process.conditions.get(goal.removeprefix("condition:"))):
        return condition.name
    if goal.startswith("demand:") and case.outlook:
        demand = case.outlook.demands.get(goal.removeprefix("demand:").partition(":")[0])
        return demand.name if demand else goal
    if goal in case.procedures:
        return case.procedures[goal].title
    procedure, _, key = goal.partition(".")
    if procedure in case.procedures and key in case.procedures[procedure].steps:
        return f"{case.procedures[procedure].title}: {case.procedures[procedure].steps[key].does}"
    return goal.removeprefix(case.meta.instrument + ".").replace("-", " ")


def forecast(
    case: Case,
    model: Model,
    *,
    horizons: Sequence[dt.date] | None = None,
    draws: int = 10_000,
    seed: int = 1,
) -> Forecast:
    """Draw the outlook of a case by its horizons, or by those given.

    Raises ``NoOutlook``, and ``InvalidModel`` for what cannot be drawn, horizons before the case's day among it.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    days = tuple(sorted(horizons or (day.last for day in case.outlook.horizons)))
    if days[0] < model.start:
        from detente.outlook.problem import InvalidModel, Problem

        text = f"{days[0]} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("horizon",), "horizon-in-the-past", text)])
    process = built(case, model, days[-1])
    watch = [hazard.name for hazard in process.process.hazards if not hazard.ends]
    return Forecast(
        case, process, simulate(process.process, days[-1], draws=draws, seed=seed, watch=watch), days, seed
    )


def said(estimate: Estimate) -> str:
    """Number, range, word where there is one."""
    word = likelihood(estimate.value)
    return f"{estimate}, {word}" if word else str(estimate)


def _plain(estimate: Estimate) -> dict[str, Any]:
    return {
        "probability": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "error": estimate.error,
        "said": said(estimate),
    }


def _day(day: dt.date | None, horizon: dt.date) -> str:
    return day.isoformat() if day else f"after {horizon.isoformat()}"


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
