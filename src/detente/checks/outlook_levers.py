"""A lever sets one thing of one thing that is there, and a demand that is only expected rests on forecasts.

sets: {step: east-law.voet, delay: 90 days}       ->  There is no step 'east-law.voet'.  closest: east-law.vote
sets: {hazard: war, start: cold}                  ->  bad-value: a hazard has a rate or a factor
expected-by: courier/c07 (a demand)               ->  expected-not-made
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.case.act import Column
from detente.case.case import Case
from detente.case.lever import TAKES, Demand, Lever, Setting
from detente.case.outlook import OutlookFile
from detente.case.process import Ring
from detente.checks.outlook_names import FILE, steps_of
from detente.notation.problem import Problem, closest_name
from detente.notation.yaml_file import PathTo
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

EXPECTING = (Column.FORECAST,)

Fault = tuple[str, str, str, str | None]
"""Key at fault (empty for the whole setting), code, message, closest name."""


def check(case: Case) -> Iterator[Problem]:
    """Settings of levers, and what demands follow and gate."""
    outlook = case.outlook
    if outlook is None:
        return
    steps = steps_of(case)
    for name, lever in outlook.levers.items():
        yield from _lever(case, steps, name, lever)
    for name, demand in outlook.demands.items():
        yield from _demand(case, outlook, steps, name, demand)


def _lever(case: Case, steps: Collection[str] | None, name: str, lever: Lever) -> Iterator[Problem]:
    for index, setting in enumerate(lever.sets):
        path: PathTo = ("levers", name, "sets", index) if len(lever.sets) > 1 else ("levers", name, "sets")
        for problem in setting_problems(case, steps, setting):
            key, code, message, closest = problem
            place = case.place_of(FILE, (*path, key.replace("_", "-")) if key else path)
            yield Problem(code, message, place, closest=closest)
    if lever.cost_basis and lever.cost is None:
        place = case.place_of(FILE, ("levers", name, "cost-basis"))
        yield Problem("bad-value", "A basis of a cost stands beside the cost (cost:).", place)


def setting_problems(case: Case, steps: Collection[str] | None, setting: Setting) -> Iterator[Fault]:
    """Everything that is wrong with a setting."""
    outlook = case.outlook
    assert outlook is not None
    if not setting.sound:
        yield "", "bad-value", f"A setting sets one thing of one thing{_takes(setting)}.", None
    missions = case.process.missions if case.names.get("condition") is not None else None
    forums = {s.forum for s in case.statements.values() if s.forum} if case.whole_record else None
    yield from _unknown("step", "step", setting.step, steps)
    yield from _unknown("drops", "step", setting.drops, steps)
    yield from _unknown("meets", "step", setting.meets, steps)
    yield from _unknown("driver", "driver", setting.driver, outlook.drivers)
    yield from _unknown("hazard", "hazard", setting.hazard, outlook.hazards)
    yield from _unknown("demand", "demand", setting.demand, outlook.demands)
    yield from _unknown("ends", "mission", setting.ends, missions)
    yield from _unknown("closes", "forum", setting.closes, forums)
    condition = case.process.conditions.get(setting.switches or "")
    if condition is not None and condition.ring is not Ring.OUTSIDE:
        text = f"'{setting.switches}' is no demand from outside the text; only those are switched on."
        yield "switches", "bad-value", text, None
    for key in ("start", "stays"):
        state = getattr(setting, key)
        if state is not None and setting.driver in outlook.drivers:
            yield from _unknown(key, "state", state, outlook.drivers[setting.driver].states)
    yield from _ranges(setting)


def _unknown(key: str, kind: str, name: str | None, names: Collection[str] | None) -> Iterator[Fault]:
    """A name that is not among those known; where these are None, the file that has them could not be read."""
    if name is not None and names is not None and name not in names:
        yield key, f"unknown-{kind}", f"There is no {kind} '{name}'.", closest_name(name, sorted(names))


def _takes(setting: Setting) -> str:
    if setting.named in TAKES:
        values = " or ".join(value.replace("_", "-") for value in TAKES[setting.named])
        return f"; a {setting.named} has {values}"
    return ""


def _ranges(setting: Setting) -> Iterator[Fault]:
    """Values are single numbers of their unit within their range, lengths of time have their ends."""
    for key in ("odds", "factor", "rate"):
        value = getattr(setting, key)
        if isinstance(value, Quantity):
            yield from _range(key, value, setting.range)
    for key in ("delay", "takes"):
        span = getattr(setting, key)
        if span is None:
            continue
        if span.since is not None:
            yield key, "bad-value", f"'{span}' counts from a step; write the length alone.", None
        elif span.high is None:
            yield key, "bad-value", f"'{span}' has no longest time.", None
        elif key == "delay" and span.high.about_days > span.low.about_days:
            yield key, "bad-value", f"A delay is one length of time; '{span}' is a range.", None


def _range(key: str, value: Quantity, spread: Quantity | None) -> Iterator[Fault]:
    if value.best is None:
        yield key, "bad-quantity", f"'{value.worded}' is no single number; its range stands beside.", None
        return
    try:
        whole = value.to("1/day" if key == "rate" else "%" if str(value.unit) == "%" else "")
        wide = spread.to(str(whole.unit)) if spread is not None else whole
    except BadUnit:
        unit = "a rate, such as 0.1/year" if key == "rate" else "a plain number or a share in %"
        text = f"Expected {unit}, with a range in the same unit; found '{value.worded}'"
        yield key, "bad-quantity", f"{text} and '{spread.worded}'." if spread is not None else f"{text}.", None
        return
    best = whole.best if whole.best is not None else whole.low
    if min(best, wide.low) < 0:
        yield key, "bad-quantity", f"Expected nothing below zero, found '{value.worded}'.", None
    elif not wide.low <= best <= wide.high:
        worded = spread.worded if spread is not None else ""
        yield key, "bad-quantity", f"The value {value.worded} lies outside {worded}.", None
    elif key == "odds" and wide.high > (100 if str(whole.unit) == "%" else 1):
        yield key, "bad-quantity", "Odds lie between 0 and 1.", None


def _demand(
    case: Case, outlook: OutlookFile, steps: Collection[str] | None, name: str, demand: Demand
) -> Iterator[Problem]:
    path: PathTo = ("demands", name)
    if steps is not None and demand.after not in steps:
        text = f"There is no step '{demand.after}'."
        place = case.place_of(FILE, (*path, "after"))
        yield Problem("unknown-step", text, place, closest=closest_name(demand.after, list(steps)))
    if demand.gates in outlook.leaves_out:
        text = f"'{demand.gates}' is left out of the outlook; a demand stands before a rung that has a number."
        yield Problem("bad-value", text, case.place_of(FILE, (*path, "gates")))
    if not 1 <= demand.most <= 20:
        text = f"Expected 1 to 20 demands in a row, found {demand.most}."
        yield Problem("bad-value", text, case.place_of(FILE, (*path, "most")))
    for key in ("within", "takes"):
        span = demand.within if key == "within" else demand.takes.time
        if span.high is None:
            place = case.place_of(FILE, (*path, key) if key == "within" else (*path, key, "time"))
            yield Problem("bad-value", f"'{span}' has no longest time.", place)
    for basis in demand.expected_by:
        statement = case.statements.get(basis.statement or "")
        if statement is not None and statement.column not in EXPECTING:
            yield Problem(
                "expected-not-made",
                f"'{basis}' is no forecast; what was demanded stands as a condition in process.yaml.",
                case.place_of(FILE, (*path, "expected-by")),
            )
