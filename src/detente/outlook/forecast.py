"""The outlook of a case, ready to be shown: probabilities by day, dates, what came last, and what it leans on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from detente.case.case import Case
from detente.case.outlook import OutlookFile
from detente.outlook.address import PAST_TEXTS, number_id, outlook_id
from detente.outlook.convergence import convergence_json, convergence_table
from detente.outlook.from_case import Built, NoOutlook, built
from detente.outlook.indicators import indicators, indicators_table
from detente.outlook.likelihood import likelihood
from detente.outlook.naming import goal_name as goal_name
from detente.outlook.outside import causes_table, drivers_table, parties_table, stale, windows_table
from detente.outlook.past_texts import past_texts
from detente.outlook.process import Process
from detente.outlook.result import UNTIL_AN_END, Estimate, Outlook, percent
from detente.outlook.simulate import simulate
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model

QUANTILES = (0.1, 0.25, 0.5)
MOST_MOMENTS = 6
MONTHS = 12


@dataclass(frozen=True)
class Forecast:
    """What was drawn."""

    case: Case
    built: Built
    outlook: Outlook
    horizons: tuple[dt.date, ...]
    seed: int
    given: Mapping[str, str] = field(default_factory=dict)
    """Drivers that are taken to be in a state now."""

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
            "that the ranges of rates, odds, factors and likeliest lengths leave."
        )

    @property
    def notes(self) -> list[str]:
        """What else must be read: scenarios that are set, and drivers of which the last word is out of date."""
        given = [
            f"Given that '{self.file.drivers[name].name}' is '{state}' now." for name, state in self.given.items()
        ]
        return [*given, *stale(self.case, self.file, self.built.followed)]

    @property
    def file(self) -> OutlookFile:
        """The outlook as written."""
        assert self.case.outlook is not None
        return self.case.outlook

    def tables(self, *, assumptions: bool = False, drivers: bool = False, months: bool = False) -> Iterator[Table]:
        """For reading."""
        found = self.built.followed
        yield self._probabilities()
        yield self._dates()
        yield self._last()
        if past := past_texts(self.case, self.horizons):
            yield past.table([self.outlook.probability(past.rung, day) for day in self.horizons])
        if self.file.indicators:
            yield indicators_table(self.case, found)
        if self.file.windows:
            yield windows_table(self.case, self.file, found, self.horizons)
        yield self._left_out()
        if len(self.outlook.convergence) > 1:
            yield convergence_table(self.outlook)
        if months:
            yield self._months()
            yield self._moments()
        if drivers:
            yield drivers_table(self.case, self.file, found)
            yield causes_table(self.case, self.file)
            yield parties_table(self.case, self.file)
        if assumptions:
            yield self._assumptions()

    def _months(self) -> Table:
        """The chance of each end in each of the next twelve months, given that nothing came before."""
        ends = [hazard.name for hazard in self.built.process.hazards if hazard.ends]
        series = {name: self.outlook.hazard(name)[:MONTHS] for name in ends}
        heads = ["month", *(goal_name(self.case, name) for name in ends)]
        firsts = [first for first, _ in next(iter(series.values()), [])]
        rows = [
            [Entry(first.strftime("%Y-%m")), *(Entry(f"{100 * series[name][i][1]:.1f}%") for name in ends)]
            for i, first in enumerate(firsts)
        ]
        note = "The chance in the month, if neither signature nor an end came before."
        return table("outlook-months", "Risk by month", heads, rows, note)

    def _moments(self) -> Table:
        """Days that carry much of a rung, and months after which not having met a condition costs much."""
        rows = []
        for rung in self.rungs:
            for moment in self.outlook.moments(rung)[:MOST_MOMENTS]:
                missed = moment.what.removesuffix(" not met")
                if missed == moment.what:
                    when, told = moment.day.isoformat(), f"{percent(moment.share)} of all draws reach it on this day"
                else:
                    costs = f"{100 * moment.change:+.0f} points, in {percent(moment.share)} of the draws"
                    when, told = f"{moment.day:%Y-%m}", f"{goal_name(self.case, missed)} not met by its end: {costs}"
                rows.append([Entry(goal_name(self.case, rung)), Entry(when), Entry(told)])
        note = "Days with at least 2% of all draws, and months that take five points or more from what is left."
        return table("outlook-moments", "Decisive moments", ("rung", "day or month", "what"), rows, note)

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
        if {item.ends for _, item in self._events()} == {True, False}:
            note += f". {UNTIL_AN_END}"
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
            [
                Entry(a.where),
                Entry(a.says),
                Entry(a.standing),
                Entry("; ".join(map(str, a.basis)) or "unsourced"),
                Entry("; ".join(map(str, a.against))),
                Entry(a.why or ""),
            ]
            for a in self.built.assumptions
        ]
        heads = ("number", "says", "rests on", "basis", "against", "why")
        return table("outlook-assumptions", "What it leans on", heads, rows)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "case": self.case.meta.title,
            "as-of": self.case.day.isoformat(),
            "warning": self.warning,
            "draws": self.outlook.counts.draws,
            "convergence": convergence_json(self.outlook),
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
                    "rests-on": a.standing,
                    "basis": [str(b) for b in a.basis],
                    "against": [str(b) for b in a.against],
                    "why": a.why,
                }
                for a in self.built.assumptions
            ],
            "past-texts": self._past(),
            "given": dict(self.given),
            "notes": self.notes,
            "drivers": [
                {"id": f"driver:{name}", "driver": name, "odds": dict(odds)}
                for name, odds in self.built.followed.beliefs.items()
            ],
            "indicators": [
                {
                    "id": f"indicator:{row.key}",
                    "indicator": row.key,
                    "name": row.name,
                    "threshold": row.threshold,
                    "met": row.met.day.isoformat() if row.met else None,
                    "by": list(row.met.by) if row.met else [],
                    "before": dict(row.before),
                    "after": dict(row.after),
                }
                for row in indicators(self.case, self.built.followed)
            ],
        }

    def _past(self) -> list[dict[str, Any]]:
        past = past_texts(self.case, self.horizons)
        rows = past.rows if past else ()
        return [
            {
                "id": PAST_TEXTS,
                "by": row.day.isoformat(),
                "all": [row.every.k, row.every.n],
                "alike": [row.alike.k, row.alike.n],
                "drawn-towards-all": row.drawn,
            }
            for row in rows
        ]

    def _events(self) -> list[tuple[str, Any]]:
        return list(self.case.outlook.hazards.items()) if self.case.outlook else []


def forecast(
    case: Case,
    model: Model,
    *,
    horizons: Sequence[dt.date] | None = None,
    draws: int | None = 10_000,
    seed: int = 1,
    given: Mapping[str, str] | None = None,
    moments: bool = False,
) -> Forecast:
    """Draw the outlook of a case by its horizons, or by those given; ``given`` sets drivers to a state: a scenario;
    ``moments`` also watches what the rungs need, so that the moments tell when missing it costs most.

    Raises ``NoOutlook``, and ``InvalidModel`` for what cannot be drawn, horizons before the case's day among it.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    days = tuple(sorted(horizons or (day.last for day in case.outlook.horizons)))
    if days[0] < model.start:
        from detente.outlook.problem import InvalidModel, Problem

        text = f"{days[0]} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("horizon",), "horizon-in-the-past", text)])
    whole = built(case, model, days[-1])
    process = with_states(whole.process, given or {})
    watch = [hazard.name for hazard in process.hazards if not hazard.ends]
    if moments:
        watch += dict.fromkeys(need for rung in process.rungs for need in rung.needs)
    outlook = simulate(process, days[-1], draws=draws, seed=seed, watch=watch)
    return Forecast(case, whole, outlook, days, seed, given or {})


def with_states(process: Process, given: Mapping[str, str]) -> Process:
    """The process with some drivers in a state on its first day. Raises ``InvalidModel`` for unknown names."""
    from detente.outlook.problem import InvalidModel, Problem

    known = {driver.name: driver for driver in process.drivers}
    problems = []
    for name, state in given.items():
        names, what = (known, "driver") if name not in known else (known[name].states, "state")
        wanted = name if what == "driver" else state
        if wanted not in names:
            near = next(iter(get_close_matches(wanted, list(names), n=1)), None)
            problems.append(Problem(("given", name), f"unknown-{what}", f"there is no {what} '{wanted}'", near))
    if problems:
        raise InvalidModel(problems)
    drivers = tuple(replace(d, start=given[d.name]) if d.name in given else d for d in process.drivers)
    return replace(process, drivers=drivers)


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
