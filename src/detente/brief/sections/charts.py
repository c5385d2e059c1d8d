"""The figures of the outlook, from its numbers."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from detente.brief.chart import Bar, Curve, CurvesFigure, Layer, Panel, Point, StackFigure, TornadoFigure
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import capital
from detente.outlook.result import Outlook
from detente.values.partial_date import PartialDate
from detente.values.percent import percent

MOST_RUNGS = 2
MOST_ENDS = 2
MOST_BARS = 8
MOST_PANELS = 4
LEAST_SWING = 0.005


def fan(found: Prospect) -> CurvesFigure:
    """Probability by each day with its 90% band: of the goal, of the last rung that is forecast, and of what would
    end the process."""
    rungs = list(dict.fromkeys((found.goal, found.forecast.rungs[-1])))[:MOST_RUNGS]
    ends = sorted(found.ending, key=lambda name: (-found.chance(name, found.telling).value, name))[:MOST_ENDS]
    days = _days(found)
    panels = tuple(
        Panel(_name(found, goal), (Curve("", tuple(_point(found.forecast.outlook, goal, day) for day in days)),))
        for goal in (*rungs, *ends)
    )
    last = days[-1]
    told = [f"{_name(found, goal)} {percent(found.chance(goal, last).value)}" for goal in (*rungs, *ends)]
    title = "How likely by when, if the assumptions hold"
    alt = f"Curves that rise from {_text(days[0])}; by {_text(last)}: {', '.join(told)}."
    return CurvesFigure(title, panels, found.forecast.horizons, alt)


def outcomes(found: Prospect) -> StackFigure:
    """By the end of each month: the goal reached, each end that came before it, none of these."""
    outlook, days = found.forecast.outlook, _months(found)
    reached = outlook.cumulated(found.goal)
    layers = [Layer(_name(found, found.goal), tuple(float(reached[(day - outlook.start).days]) for day in days))]
    layers += [Layer(f"{name} first", shares) for name, shares in _ends_before(found, days)]
    rest = tuple(max(0.0, 1.0 - sum(layer.shares[n] for layer in layers)) for n in range(len(days)))
    layers.append(Layer("none of these", rest))
    told = ", ".join(f"{layer.name} {percent(layer.shares[-1])}" for layer in layers)
    title = f"Outcomes by month: {_name(found, found.goal)}, or what ends the process before, if the assumptions hold"
    table_days = tuple(day for day in found.forecast.horizons if day in days)
    return StackFigure(title, tuple(days), tuple(layers), table_days, f"By {_text(days[-1])}: {told}.")


def _ends_before(found: Prospect, days: Sequence[date]) -> list[tuple[str, tuple[float, ...]]]:
    """Shares of draws that an end stopped before the goal, by day. An end that can also come after the goal has no
    count of its own before it; such ends stand together, as what is left of all that were stopped."""
    outlook, goal = found.forecast.outlook, found.goal
    rungs, hazards = list(found.forecast.rungs), found.case.outlook.hazards if found.case.outlook else {}
    only_before = [end for end in found.ending if _place(rungs, hazards[end].until) <= rungs.index(goal)]
    layers = []
    for end in only_before:
        counted = outlook.cumulated(end)
        layers.append((_name(found, end), tuple(float(counted[(day - outlook.start).days]) for day in days)))
    if others := [end for end in found.ending if end not in only_before]:
        stopped = outlook.counts.stopped[rungs.index(goal)].cumsum() / outlook.counts.draws
        first = outlook.start.year * 12 + outlook.start.month
        whole = [float(stopped[day.year * 12 + day.month - first]) for day in days]
        rest = [max(0.0, all_ends - sum(layer[n] for _, layer in layers)) for n, all_ends in enumerate(whole)]
        layers.append((" or ".join(_name(found, end) for end in others), tuple(rest)))
    return layers


def _place(rungs: list[str], until: str | None) -> int:
    """Of the rung after which an end no longer counts; a rung that is reached already stands before all."""
    if until is None:
        return len(rungs)
    return rungs.index(until) if until in rungs else -1


def tornado(found: Prospect) -> TornadoFigure:
    """The numbers that move the goal by the telling day."""
    from detente.brief.number_name import basis_word, ends_text, number_name

    by_place = {item.where: item for item in found.forecast.built.assumptions}
    bars = []
    for bar in found.tornado.bars[:MOST_BARS]:
        if bar.size < LEAST_SWING:
            continue
        item = by_place.get(bar.where)
        low, high, swapped = ends_text(bar.where, item, bar.low, bar.high)
        chances = (bar.at_high, bar.at_low) if swapped else (bar.at_low, bar.at_high)
        bars.append(Bar(number_name(found.case, bar.where), basis_word(item), low, high, *chances))
    name, day = _name(found, found.goal), _text(found.telling)
    told = "; ".join(f"{bar.label}: {percent(bar.at_low)} to {percent(bar.at_high)}" for bar in bars[:3])
    return TornadoFigure(
        f"Which numbers move the chance of “{name}” by {day}",
        found.tornado.central,
        tuple(bars),
        f"Bars around {percent(found.tornado.central)}, the longest first. {told}.",
    )


def before_and_after(found: Prospect) -> CurvesFigure:
    """The goal with and without each of the levers that move it most."""
    days = _days(found)
    panels = []
    for item in found.pulled[:MOST_PANELS]:
        both = item.both
        curves = (
            Curve("before", tuple(Point(day, both.before.probability(found.goal, day).value) for day in days)),
            Curve(
                "after", tuple(Point(day, both.after.probability(found.goal, day).value) for day in days), after=True
            ),
        )
        who = ", ".join(found.case.name(actor) for actor in item.lever.actor)
        panels.append(Panel(f"{capital(item.lever.name)} ({who})", curves))
    name = _name(found, found.goal)
    told = "; ".join(
        f"{item.lever.name}: {percent(item.before.value)} to {percent(item.after.value)}"
        for item in found.pulled[:MOST_PANELS]
    )
    title = f"What if: the chance of “{name}” with and without each lever, if the assumptions hold"
    return CurvesFigure(title, tuple(panels), found.forecast.horizons, f"By {_text(found.telling)}: {told}.")


def _months(found: Prospect) -> list[date]:
    """The last day of each month, and the last of all."""
    month, last = found.forecast.outlook.start, found.forecast.horizons[-1]
    days = []
    while month <= last:
        end = month.replace(day=calendar.monthrange(month.year, month.month)[1])
        days.append(min(end, last))
        month = end + timedelta(days=1)
    return days


def _days(found: Prospect) -> list[date]:
    """The first day, the last of each month, and the horizons."""
    return sorted({found.forecast.outlook.start, *found.forecast.horizons, *_months(found)})


def _point(outlook: Outlook, goal: str, day: date) -> Point:
    found = outlook.probability(goal, day)
    return Point(day, found.value, found.low, found.high)


def _name(found: Prospect, goal: str) -> str:
    return found.name(goal)


def _text(day: date) -> str:
    return PartialDate.on(day).text
