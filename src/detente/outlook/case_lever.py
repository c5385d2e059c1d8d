"""A lever of a case as one of the process."""

from __future__ import annotations

from typing import Any

from detente.case.case import Case
from detente.outlook.from_case import Built
from detente.outlook.lever import Lever, Path
from detente.outlook.number import Number
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Process
from detente.outlook.work import Fixed, Uniform


def lever(case: Case, built: Built, name: str) -> Lever:
    """The lever of that name; a number that it sets is taken as it stands. Raises ``KeyError`` for another name,
    ``InvalidModel`` where what it sets is not in the process."""
    if case.outlook is None:
        raise KeyError(name)
    item = case.outlook.levers[name]
    settings: dict[Path, Any] = {}
    for setting in item.sets:
        if setting.step is not None:
            for node in _nodes(built.process, setting.step, name):
                path = ("conditions", node, "act")
                if setting.delay is not None:
                    settings[(*path, "delay")] = setting.delay.low.about_days
                if setting.takes is not None:
                    low = setting.takes.low.about_days
                    high = (setting.takes.high or setting.takes.low).about_days
                    settings[(*path, "work")] = Uniform(low, high) if low < high else Fixed(low)
                if setting.odds is not None:
                    windowed = _windowed(built.process, node)
                    settings[(*path, "window", "odds") if windowed else (*path, "odds")] = _value(setting.odds)
        elif setting.driver is not None:
            settings["drivers", setting.driver, "start"] = setting.start
        elif setting.hazard is not None:
            assert setting.rate is not None
            settings["hazards", setting.hazard, "rate"] = _value(setting.rate.to("1/day"))
        elif setting.drops is not None:
            settings |= _without(built.process, setting.drops)
    basis = "; ".join(str(b) for b in item.basis)
    return Lever(item.name, settings, ", ".join(case.name(actor) for actor in item.actor), basis)


def _nodes(process: Process, step: str, lever: str) -> list[str]:
    """The conditions of that name, else those of the used procedure's step, wherever it is used."""
    names = [c.name for c in process.conditions]
    found = [step] if step in names else [name for name in names if name.endswith("." + step.rpartition(".")[2])]
    if not found:
        raise InvalidModel([Problem(("levers", lever), "unknown-lever", f"the process has no '{step}'")])
    return found


def _windowed(process: Process, node: str) -> bool:
    steps = next(getattr(c, "steps", ()) for c in process.conditions if c.name == node)
    return any(step.window is not None for step in steps)


def _without(process: Process, condition: str) -> dict[Path, Any]:
    """What needs the condition needs it no longer."""
    found: dict[Path, Any] = {}
    for rung in process.rungs:
        if condition in rung.needs:
            found["rungs", rung.name, "needs"] = tuple(name for name in rung.needs if name != condition)
    return found


def _value(quantity: Any) -> Number:
    best = quantity.best if quantity.best is not None else (quantity.low + quantity.high) / 2
    return float(best / 100 if str(quantity.unit) == "%" else best)
