"""The tree behind a number of the outlook: what the event is, what it waits for, which numbers move it, and on what
each of them rests.

==========================  =============================================================================
`outlook:GOAL@DAY`          the probability of a rung (INSTRUMENT.RUNG), a hazard, a condition or a step by a day
`outlook:GOAL`              its dates, and what was complete last
`number:PLACE`              one number that the outlook leans on, by its place (`detente outlook --json`)
`driver:NAME`, `hazard:`    an entry of outlook.yaml: what it says, with the basis of each value
`lever:`, `indicator:` ...
==========================  =============================================================================

A result is as solid as the weakest number that moves it, and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.case.item import Item
from detente.outlook.address import PAST_TEXTS, number_id, outlook_id
from detente.trace.belief import driver_belief, indicator_belief
from detente.trace.item import Leaf, item_trace, own_words
from detente.trace.past_texts import past_texts_trace
from detente.trace.path import below, waits
from detente.trace.trace import Trace
from detente.values.basis import Solidity, weakest

if TYPE_CHECKING:
    from detente.outlook.case_number import Assumption
    from detente.outlook.forecast import Forecast
    from detente.outlook.swing import Swing

LEAST = 0.005
"""A swing under half a point is listed as one that hardly moves the result."""


class NotDrawn(ValueError):
    """The outlook of the case cannot be drawn; the message says why."""


def outlook_ids(case: Case) -> list[str]:
    """What can be asked for, as of the case's day; none where it has no outlook."""
    if case.outlook is None:
        return []
    entries = [f"{kind}:{name}" for kind, items in _registers(case).items() for name in items]
    try:
        found = _forecast(case, None)
    except NotDrawn:
        return entries
    goals = (*found.rungs, *found.hazards)
    return [
        *(outlook_id(goal, day) for goal in goals for day in (None, *found.horizons)),
        *([PAST_TEXTS] if past_texts_trace(case) else []),
        *(number_id(item.where) for item in found.built.assumptions),
        *entries,
    ]


def explain_outlook(case: Case, id: str, leaf: Leaf) -> Trace | None:
    """The tree behind one of these ids; none for any other. Raises `NotDrawn`."""
    kind, _, name = id.partition(":")
    if case.outlook is None:
        return None
    if id == PAST_TEXTS:
        return past_texts_trace(case)
    if kind == "outlook":
        goal, _, text = name.partition("@")
        return _probability(case, goal, text, leaf)
    if kind == "number":
        return _number(case, id, leaf)
    item = _registers(case).get(kind, {}).get(name)
    if item is None:
        return None
    told = item_trace(case, id, "" if own_words(item) else name, item, leaf)
    beliefs = {"driver": driver_belief, "indicator": indicator_belief}.get(kind)
    more = tuple(beliefs(case, name, leaf)) if beliefs else ()
    return Trace(told.id, told.text, (*told.children, *more), told.solidity)


def _registers(case: Case) -> dict[str, Mapping[str, Item]]:
    """The registers of outlook.yaml by the singular of their key: drivers, hazards, levers and whatever else holds
    named entries; steps and votes are reached by their numbers."""
    found: dict[str, Mapping[str, Item]] = {}
    file = case.outlook
    for name in type(file).model_fields if file else ():
        value = getattr(file, name)
        if isinstance(value, Mapping) and value and all(isinstance(item, Item) for item in value.values()):
            key = name.replace("_", "-")
            found["party" if key == "parties" else key.removesuffix("s")] = value
    return found


# -- probabilities --------------------------------------------------------------------------------


def _probability(case: Case, goal: str, text: str, leaf: Leaf) -> Trace | None:
    from detente.outlook.forecast import goal_name, said

    day = _day(text)
    if text and day is None:
        return None
    found = _forecast(case, day)
    if goal not in (*found.rungs, *found.hazards):
        if goal not in {condition.name for condition in found.built.process.conditions}:
            return None
        found = _watching(case, found.horizons, goal)
    swings = _swings(case, found.horizons, goal, day or found.horizons[-1])
    numbers = list(_numbers(found, case, swings, leaf))
    moving = [i for i in found.built.assumptions if i.where in swings and swings[i.where].size >= LEAST]
    solidity = min((_solidity(item) for item in moving or found.built.assumptions), default=Solidity.UNSOURCED)
    by = day or found.horizons[-1]
    head = f"{goal_name(case, goal)} by {by.isoformat()}: {said(found.outlook.probability(goal, by))}"
    parts = [
        _event(case, found, goal),
        *([] if goal in found.hazards else [_dates(found, goal)]),
        *_comes_of(case, found, goal),
        *numbers,
        _drawn(found, goal, by),
    ]
    return Trace(outlook_id(goal, day), head, tuple(parts), f"{solidity.word}, as its weakest number")


def _comes_of(case: Case, found: Forecast, goal: str) -> list[Trace]:
    """What a rung or a condition waits for, and what can end a process before a rung."""
    if goal in found.rungs:
        return [waits(found, goal), _ended_by(case, found, goal)]
    return [] if goal in found.hazards else [below(found, goal)]


def _event(case: Case, found: Forecast, goal: str) -> Trace:
    hazard = case.outlook.hazards.get(goal) if case.outlook else None
    if hazard is not None:
        ends = "it ends the process" if hazard.ends else "it ends nothing"
        until = f" until {hazard.until}" if hazard.ends and hazard.until else ""
        return Trace(f"hazard:{goal}", f"event: {hazard.event} ({ends}{until})")
    if goal not in found.rungs:
        from detente.outlook.forecast import goal_name

        return Trace("", f"event: {goal_name(case, goal)}: complete, before anything ends the process")
    instrument, _, rung = goal.partition(".")
    title = case.process.instruments[instrument].title
    return Trace(goal, f"event: {title} reaches the rung '{rung}', before anything ends the process")


def _dates(found: Forecast, goal: str) -> Trace:
    from detente.outlook.forecast import QUANTILES

    days = [(share, found.outlook.quantile(goal, share)) for share in QUANTILES]
    told = [f"{share:.0%}: {day or f'not by {found.horizons[-1]}'}" for share, day in days]
    return Trace("", f"first day by which it has this probability: {'; '.join(told)}")


def _ended_by(case: Case, found: Forecast, goal: str) -> Trace:
    from detente.outlook.result import percent

    outcomes = found.outlook.outcomes(goal)
    hazards = case.outlook.hazards if case.outlook else {}
    parts = tuple(
        Trace(f"hazard:{name}", f"{percent(share)} of the draws end with it first: {hazards[name].event}")
        for name, share in outcomes.items()
        if name in hazards
    )
    return Trace("", f"what can end the process before it, by {found.horizons[-1]}", parts)


def _numbers(found: Forecast, case: Case, swings: Mapping[str, Swing], leaf: Leaf) -> Iterator[Trace]:
    """Every number, those that move the result most first."""
    every = {item.where: item for item in found.built.assumptions}
    starts = _starts(case, swings)
    ordered = [where for where in swings if where in every or where in starts]

    def told(where: str) -> Trace:
        return starts[where] if where in starts else _leaned(case, every[where], leaf, swings.get(where))

    still = [where for where in ordered if swings[where].size == 0.0]
    groups = (
        (
            "numbers that move it, one at a time from the 5% to the 95% point of belief, the others central",
            [where for where in ordered if swings[where].size >= LEAST],
        ),
        ("numbers that move it by less than half a point", [w for w in ordered if 0 < swings[w].size < LEAST]),
        ("starts and fixed numbers", [where for where in every if where not in swings]),
    )
    for label, places in groups:
        if places:
            yield Trace("", label, tuple(map(told, places)))
    if still:
        names = ", ".join(starts[where].id if where in starts else number_id(where) for where in still)
        yield Trace("", f"{len(still)} further number{'s' if len(still) > 1 else ''} moved it in no draw: {names}")


def _starts(case: Case, swings: Mapping[str, Swing]) -> dict[str, Trace]:
    """Where each driver stands now, by the state whose odds move the result most."""
    found: dict[str, Trace] = {}
    seen: set[str] = set()
    for where, swing in swings.items():
        parts = where.split(" > ")
        if len(parts) == 4 and parts[0] == "drivers" and parts[2] == "start" and parts[1] not in seen:
            seen.add(parts[1])
            item = case.outlook.drivers.get(parts[1]) if case.outlook else None
            name = item.name if item else parts[1]
            text = f"where it stands now: {name}, odds of '{parts[3]}' {_percents(swing)}{_moves(swing)}"
            found[where] = Trace(f"driver:{parts[1]}", text)
    return found


def _percents(swing: Swing) -> str:
    """The ends of odds."""
    from detente.outlook.result import percent

    return f"{percent(swing.low)} to {percent(swing.high)}"


def _moves(swing: Swing | None) -> str:
    """How far it moves the result; empty where hardly."""
    from detente.outlook.result import percent

    if swing is None or swing.size < LEAST:
        return ""
    ends = sorted((swing.at_low, swing.at_high))
    return f"; moves it by {100 * swing.size:.1f} points, between {percent(ends[0])} and {percent(ends[1])}"


def _leaned(case: Case, item: Assumption, leaf: Leaf, swing: Swing | None = None) -> Trace:
    parts = [leaf(case, basis) for basis in item.basis]
    parts += [_against(leaf(case, basis)) for basis in getattr(item, "against", ())]
    parts += [Trace("", f"why: {item.why}")] if item.why else []
    return Trace(number_id(item.where), f"{item.says}{_moves(swing)}", tuple(parts), _solidity(item).word)


def _against(found: Trace) -> Trace:
    return Trace(found.id, f"against it: {found.text}", found.children, found.solidity)


def _solidity(item: Assumption) -> Solidity:
    """Of the weakest thing it rests on; "unsourced" beside another basis says only that no law was found."""
    return weakest([basis for basis in item.basis if basis.solidity] or item.basis)


def _drawn(found: Forecast, goal: str, by: dt.date) -> Trace:
    error = found.outlook.probability(goal, by).error
    draws = found.outlook.counts.draws
    noise = f"{164.5 * error:.1f} points" if error else "none seen"
    return Trace(
        "",
        f"{draws:,} draws, seed {found.seed}; 90% of the noise of drawing is within ± {noise}; the range in brackets "
        "holds 90% of the belief that the ranges of rates, odds and factors leave, durations aside",
    )


def _number(case: Case, id: str, leaf: Leaf) -> Trace | None:
    """One number with its grounds."""
    found = _forecast(case, None)
    item = next((item for item in found.built.assumptions if number_id(item.where) == id), None)
    if item is None:
        return None
    told = _leaned(case, item, leaf)
    goals = ", ".join(outlook_id(goal) for goal in (*found.rungs, *found.hazards))
    how = Trace("", f"how far it moves a probability: ask for one of {goals}")
    return Trace(told.id, f"{item.where}: {told.text}", (*told.children, how), told.solidity)


# -- drawing --------------------------------------------------------------------------------------


def _forecast(case: Case, day: dt.date | None) -> Forecast:
    """The outlook by the case's own horizons, or by these and one day more. Raises `NotDrawn`."""
    own = tuple(horizon.last for horizon in case.outlook.horizons) if case.outlook else ()
    return _forecasts(case, own if day is None or day in own else tuple(sorted({*own, day})))


@lru_cache(maxsize=4)
def _forecasts(case: Case, days: tuple[dt.date, ...]) -> Forecast:
    from detente.outlook.forecast import forecast
    from detente.outlook.from_case import NoOutlook
    from detente.outlook.problem import InvalidModel
    from detente.procedures.compile import compiled

    try:
        return forecast(case, compiled(case), horizons=days)
    except (NoOutlook, InvalidModel) as error:
        raise NotDrawn(f"the outlook cannot be drawn: {str(error).splitlines()[0]}") from None


@lru_cache(maxsize=4)
def _watching(case: Case, days: tuple[dt.date, ...], goal: str) -> Forecast:
    """The same draws with the dates of a condition or step kept."""
    from detente.outlook.simulate import simulate

    found = _forecasts(case, days)
    watch = [*(h.name for h in found.built.process.hazards if not h.ends), goal]
    draws = found.outlook.counts.draws
    return replace(found, outlook=simulate(found.built.process, days[-1], draws=draws, seed=found.seed, watch=watch))


@lru_cache(maxsize=16)
def _swings(case: Case, days: tuple[dt.date, ...], goal: str, by: dt.date) -> Mapping[str, Swing]:
    """By the place of the number, the longest swing first."""
    from detente.outlook.swing import swings
    from detente.procedures.compile import compiled

    found = _forecasts(case, days)
    built = found.built
    made = swings(built.process, compiled(found.case), built.assumptions, goal, by, seed=found.seed)
    return {swing.where: swing for swing in made}


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
