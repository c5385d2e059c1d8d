"""Levers of a case pulled on its process: what was there before, and the settings that lead to after.

Before the draws, the process gets what the levers may need and nothing of it changes a number: a switch for each
factor that a lever brings, which stands at rest; demands that a lever switches on, which nothing waits for yet; and a
condition that is met at once, for what a lever takes as reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from detente.case.lever import Lever as CaseLever
from detente.case.lever import Setting
from detente.outlook.condition import AllOf, Condition, Demand, Procedure
from detente.outlook.driver import Driver
from detente.outlook.from_case import Built
from detente.outlook.lever import Lever, Path, applied
from detente.outlook.number import Number, Uncertain
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Process
from detente.outlook.step import ByState, Step
from detente.outlook.work import Fixed, Uniform
from detente.procedures.compile import Model
from detente.values.quantity import Quantity

AT_ONCE = "met at once"
REST, PULLED = "at rest", "pulled"


@dataclass(frozen=True)
class Pulled:
    """The process before, and the levers that lead to after, in order."""

    before: Process
    levers: tuple[Lever, ...]

    @property
    def after(self) -> Process:
        """The process with all levers pulled."""
        return applied(self.before, *self.levers)


def pulled(model: Model, built: Built, levers: Sequence[CaseLever]) -> Pulled:
    """The levers of a case on its process.

    Demands that a lever switches on must be in the model (its `switches`). Raises ``InvalidModel`` with everything
    that a lever sets and the process has not, or no longer.
    """
    return _Pulling(model, built.process).pulled(levers)


@dataclass
class _Pulling:
    model: Model
    before: Process
    problems: list[Problem] = field(default_factory=list)
    lever: str = ""
    position: int = 0

    def pulled(self, levers: Sequence[CaseLever]) -> Pulled:
        self._prepare(levers)
        after, found = self.before, []
        for self.position, lever in enumerate(levers):
            self.lever = lever.name
            settings: dict[Path, Any] = {}
            for index, setting in enumerate(lever.sets):
                now = self._settings(after, setting, index)
                after = applied(after, Lever(lever.name, now))
                settings |= now
            case = self.model.case
            who, basis = ", ".join(map(case.name, lever.actor)), "; ".join(map(str, lever.basis))
            found.append(Lever(lever.name, settings, who, basis))
        if self.problems:
            raise InvalidModel(list(dict.fromkeys(self.problems)))
        return Pulled(self.before, tuple(found))

    # -- what the process gets beforehand -------------------------------------------------------

    def _prepare(self, levers: Sequence[CaseLever]) -> None:
        self.before = replace(
            self.before, conditions=(*self.before.conditions, Procedure(AT_ONCE, (Step("at-once"),)))
        )
        for self.position, lever in enumerate(levers):
            self.lever = lever.name
            for index, setting in enumerate(lever.sets):
                if setting.switches is not None:
                    node = f"condition:{setting.switches}"
                    for path, needs in self._without(self.before, node).items():
                        self.before = applied(self.before, Lever(lever.name, {path: needs}))
                if setting.factor is not None:
                    self._switch(setting, index)

    def _switch(self, setting: Setting, index: int) -> None:
        """A driver that stands at rest, and under which a step or a hazard has another speed once it is pulled."""
        name = self._switch_name(index)
        assert setting.factor is not None
        factor = {name: {PULLED: self._number(setting.factor, setting.range, f"levers > {self.lever} > {index}")}}
        self.before = replace(self.before, drivers=(*self.before.drivers, Driver(name, (REST, PULLED), REST)))
        if setting.hazard is not None:
            hazard = next((h for h in self.before.hazards if h.name == setting.hazard), None)
            if hazard is None:
                self._missing(setting.hazard, "hazard")
                return
            path: Path = ("hazards", hazard.name, "multipliers")
            self.before = applied(self.before, Lever(name, {path: {**hazard.multipliers, **factor}}))
            return
        for condition, step in self._steps(self.before, str(setting.step)):
            path = ("conditions", condition, step.name, "speeds")
            self.before = applied(self.before, Lever(name, {path: {**step.speeds, **factor}}))

    def _switch_name(self, index: int) -> str:
        return f"lever {self.position} {self.lever} {index}"

    # -- what each setting does -----------------------------------------------------------------

    def _settings(self, process: Process, setting: Setting, index: int) -> dict[Path, Any]:
        if setting.factor is not None:
            return {("drivers", self._switch_name(index), "start"): PULLED}
        match setting.named:
            case "step":
                return self._step(process, setting)
            case "driver":
                return self._driver(process, setting)
            case "hazard":
                return self._rate(process, "hazards", str(setting.hazard), setting)
            case "demand":
                return self._rate(process, "conditions", f"demand:{setting.demand}", setting)
            case "drops":
                return self._without(process, str(setting.drops))
            case "meets":
                return self._met(process, str(setting.meets))
            case "switches":
                return self._with(process, f"condition:{setting.switches}")
            case "reached":
                return self._reached(process, str(setting.reached))
        return {}

    def _step(self, process: Process, setting: Setting) -> dict[Path, Any]:
        found: dict[Path, Any] = {}
        for condition, step in self._steps(process, str(setting.step)):
            path: Path = ("conditions", condition, step.name)
            if setting.delay is not None:
                found[(*path, "delay")] = _days(step.delay) + setting.delay.low.about_days
            if setting.not_before is not None:
                later = max(filter(None, (setting.not_before.start, step.not_before)))
                found[(*path, "not_before")] = max(later, process.start)
            if setting.takes is not None:
                low = setting.takes.low.about_days
                high = (setting.takes.high or setting.takes.low).about_days
                found[(*path, "work")] = Uniform(low, high) if low < high else Fixed(low)
            if setting.odds is not None:
                odds = step.window.odds if step.window else step.odds
                name = odds.name if isinstance(odds, Uncertain) else f"levers > {self.lever} > odds"
                number = self._number(setting.odds, setting.range, name)
                found[(*path, "window", "odds") if step.window else (*path, "odds")] = number
        return found

    def _driver(self, process: Process, setting: Setting) -> dict[Path, Any]:
        name = str(setting.driver)
        if name not in {driver.name for driver in process.drivers}:
            self._missing(name, "driver")
            return {}
        if setting.stays is not None:
            return {
                ("drivers", name, "start"): setting.stays,
                ("drivers", name, "rates"): {},
                ("drivers", name, "scheduled"): (),
            }
        return {("drivers", name, "start"): setting.start}

    def _rate(self, process: Process, kind: str, name: str, setting: Setting) -> dict[Path, Any]:
        items: Sequence[Any] = process.hazards if kind == "hazards" else process.conditions
        item = next((item for item in items if item.name == name), None)
        if item is None:
            self._missing(name, kind.removesuffix("s"))
            return {}
        place = item.rate.name if isinstance(item.rate, Uncertain) else f"levers > {self.lever} > rate"
        assert setting.rate is not None
        spread = setting.range.to("1/day") if setting.range is not None else None
        return {(kind, name, "rate"): self._number(setting.rate.to("1/day"), spread, place)}

    def _without(self, process: Process, node: str) -> dict[Path, Any]:
        """What needs it, or a demand that would only follow once it is met, needs it no longer."""
        found: dict[Path, Any] = {}
        following = {
            f"{condition.name}:gate"
            for condition in process.conditions
            if isinstance(condition, Demand) and condition.after in (node, f"{node}:met")
        }
        for rung in process.rungs:
            if node in rung.needs:
                left = tuple(name for name in rung.needs if name != node and name not in following)
                found["rungs", rung.name, "needs"] = left or (AT_ONCE,)
        for condition in process.conditions:
            match condition:
                case AllOf(name, members) if node in members:
                    left = tuple(member for member in members if member != node)
                    found["conditions", name, "members"] = left or (AT_ONCE,)
                case Procedure(name, _, after) if node in after:
                    found["conditions", name, "after"] = tuple(one for one in after if one != node)
        if not found:
            self._missing(node, "condition", f"nothing that is still to come waits for '{node}'")
        return found

    def _with(self, process: Process, node: str) -> dict[Path, Any]:
        """The rung that a demand stands before waits for it."""
        gate = self.model.gate(node.removeprefix("condition:"))
        rung = next((rung for rung in process.rungs if rung.name == gate), None)
        if rung is None or node not in {condition.name for condition in process.conditions}:
            self._missing(node, "condition", f"'{node}' stands before no rung that is still to come")
            return {}
        return {("rungs", rung.name, "needs"): (*rung.needs, node)}

    def _met(self, process: Process, node: str) -> dict[Path, Any]:
        if node not in {condition.name for condition in process.conditions}:
            self._missing(node, "condition", f"'{node}' is not among what is still to come")
            return {}
        name = f"{node}:met" if f"{node}:met" in {condition.name for condition in process.conditions} else node
        return {("conditions", name): Procedure(name, (Step("at-once"),))}

    def _reached(self, process: Process, name: str) -> dict[Path, Any]:
        """The rung and all below it."""
        names = [rung.name for rung in process.rungs]
        if name not in names:
            self._missing(name, "rung", f"'{name}' is not among the rungs still to come: {', '.join(names)}")
            return {}
        return {("rungs", rung, "needs"): (AT_ONCE,) for rung in names[: names.index(name) + 1]}

    # -- names and numbers ----------------------------------------------------------------------

    def _steps(self, process: Process, name: str) -> Iterator[tuple[str, Step]]:
        """(condition, step) for a step by its own name, or wherever a procedure that holds it is used."""
        named: dict[str, Condition] = {condition.name: condition for condition in process.conditions}
        places = [node for node, placed in self.model.steps.items() if f"{placed.procedure}.{placed.key}" == name]
        nodes = [name] if name in named else [node for node in places if node in named]
        found = False
        for node in nodes:
            condition = named.get(f"{node}:met") or named[node]
            if isinstance(condition, Procedure):
                found = True
                yield condition.name, condition.steps[-1]
        if not found:
            self._missing(name, "step", f"'{name}' is no step that is still to come")

    def _number(self, value: Quantity, spread: Quantity | None, name: str) -> Number:
        best = value.best if value.best is not None else (value.low + value.high) / 2
        part = 0.01 if str(value.unit) == "%" else 1.0
        if spread is None:
            return best * part
        return Uncertain(best * part, spread.low * part, spread.high * part, "triangular", name=name)

    def _missing(self, name: str, kind: str, text: str = "") -> None:
        self.problems.append(
            Problem(("levers", self.lever), "unknown-lever", text or f"the process has no {kind} '{name}'")
        )


def steps_of(model: Model, process: Process, name: str) -> list[tuple[str, Step]]:
    """(condition, step) of a step by its name in the case."""
    return list(_Pulling(model, process)._steps(process, name))


def state_dependent(step: Step) -> bool:
    """Whether the chance of a step depends on the state of a driver when it is taken."""
    return isinstance(step.odds, ByState) or (step.window is not None and isinstance(step.window.odds, ByState))


def _days(number: Number) -> float:
    return number.value if isinstance(number, Uncertain) else float(number)
