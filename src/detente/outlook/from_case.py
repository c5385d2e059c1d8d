"""From a case and its procedures to a process that can be drawn.

Every step that a rung of the main instrument needs becomes a condition of its own, named as in the process; joins
and routes become AllOf and AnyOf. A step takes what outlook.yaml says, else what its procedure says; where neither
has a number it is refused by name. A span counted from another step (`50..65 days after sent`) runs beside what the
step waits for; where the others take longer, the step comes when they are complete. A meeting with a chance of
failing, whose day within its opening is not known, stands in the middle of the opening; without such a chance every
day of the opening is open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from detente.case.case import Case
from detente.case.outlook import OutlookFile
from detente.outlook.case_demand import with_demands
from detente.outlook.case_driver import Outside
from detente.outlook.case_number import Assumption, Ledger
from detente.outlook.case_spot import FILE, Spot, at
from detente.outlook.case_step import Steps
from detente.outlook.case_waiver import once, waived
from detente.outlook.check import check
from detente.outlook.condition import AllOf, AnyOf, Condition, Procedure
from detente.outlook.evidence import Followed, followed
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Process, Rung
from detente.outlook.step import Step
from detente.procedures.compile import Model
from detente.procedures.graph import Node


class NoOutlook(ValueError):
    """The case has no outlook.yaml, or none that was made by this day."""


@dataclass(frozen=True)
class Built:
    """The process with the rungs that it can speak of, every number used, what the record says of its drivers, and
    effects that move nothing."""

    process: Process
    reached: tuple[str, ...]
    left_out: Mapping[str, str]
    assumptions: tuple[Assumption, ...]
    followed: Followed
    idle: tuple[Problem, ...] = ()


def built(case: Case, model: Model, horizon: dt.date) -> Built:
    """The process of a case, with calendars up to ``horizon``.

    Raises ``NoOutlook``, and ``InvalidModel`` with every part that has no number and every number that is none, each
    with its place in the files.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no {FILE} made by {case.day.isoformat()}")
    return _Builder(case, case.outlook, model, horizon).built()


@dataclass
class _Builder:
    case: Case
    file: OutlookFile
    model: Model
    horizon: dt.date
    ledger: Ledger = field(init=False)
    steps: Steps = field(init=False)
    possible: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.case)
        self.followed = followed(self.case, self.file, self.model.start)
        self.outside = Outside(self.file, self.model, self.ledger, self.followed.starts)
        self.steps = Steps(self.case, self.file, self.model, self.horizon, self.ledger, self.outside)

    def built(self) -> Built:
        main, ladder = self.case.meta.instrument, self.case.process.ladder
        every = [f"{main}.{rung}" for rung in ladder]
        reached = tuple(rung for rung in every if self.model.done(rung))
        goals = [rung for rung in every if not self.model.done(rung) and rung not in self.file.leaves_out]
        used = {i for goal in goals for i in self.model.graph.below(self.model.graph.at[goal])}
        conditions: list[Condition] = []
        rungs: list[Rung] = []
        for index in sorted(used):
            node = self.model.graph.nodes[index]
            self.possible[node.name] = self._possible(node)
            if node.done is not None or not self.possible[node.name]:
                continue
            if node.name in every:
                if node.name in goals:
                    rungs.append(Rung(node.name, self._rung_needs(node, every, goals)))
            else:
                found = list(self._conditions(node, every))
                conditions += waived(found, node.name, self.case, self.file, self.ledger, self.outside)
        self._unreachable(goals)
        rungs.sort(key=lambda rung: every.index(rung.name))
        parts = {part.name for part in (*conditions, *rungs)}
        drivers, hazards = self.outside.drivers(), self.outside.hazards(parts)
        process = Process(self.case.meta.title, self.model.start, tuple(rungs), once(conditions), drivers, hazards)
        process = with_demands(process, self.file, self.model, self.ledger)
        problems = self.ledger.problems or self.ledger.spots.located(check(process, self.horizon))
        if problems:
            raise InvalidModel(problems)
        leaned = tuple(self.ledger.leaned.values())
        return Built(process, reached, self.file.leaves_out, leaned, self.followed, self._idle())

    def _unreachable(self, goals: list[str]) -> None:
        for goal in goals:
            if not self.possible.get(goal):
                text = f"'{goal}' cannot be reached: every way to it is left out"
                self.ledger.problem(
                    Spot(("leaves-out",)), "no-path", text, hint="name the rung there too, with a reason"
                )
        if not goals:
            text = "there is no rung to forecast: every one is reached or left out"
            self.ledger.problem(Spot(("leaves-out",) if self.file.leaves_out else ()), "no-path", text)

    def _idle(self) -> tuple[Problem, ...]:
        """Effects on steps that no rung of the forecast needs; what is done already may still be named."""
        names = {f"{p.procedure}.{p.key}": node for node, p in self.model.steps.items()}
        found = []
        for index, effect in enumerate(self.file.effects):
            node = effect.on if effect.on in self.model.graph.at else names.get(effect.on)
            if index in self.outside.used or effect.driver not in self.file.drivers:
                continue
            if (node is not None and not self.model.done(node)) or effect.on.startswith("waiver:"):
                text = f"nothing that is forecast needs '{effect.on}', so the effect moves nothing"
                spot = Spot((*at(self.file.effects, "effects", index), "on"))
                found.append(self.ledger.spots.problem(spot, "effect-on-nothing", text))
        for spot in self.outside.gone:
            text = "nothing that is forecast needs this, so it moves nothing"
            found.append(self.ledger.spots.problem(spot, "effect-on-nothing", text))
        return tuple(found)

    # -- the graph ----------------------------------------------------------------------------

    def _possible(self, node: Node) -> bool:
        if node.done is not None:
            return True
        if node.name in self.file.leaves_out and not self._is_rung(node.name):
            return False
        needs = [self.possible[name] for name in node.all_needs]
        return any(needs) if node.any and needs else all(needs)

    def _is_rung(self, name: str) -> bool:
        instrument, _, rung = name.partition(".")
        return instrument in self.case.process.instruments and rung in self.case.process.ladder

    def _needs(self, node: Node, every: list[str]) -> tuple[str, ...]:
        """What is still to come of what a node needs; a rung left out stands for what it needs itself."""
        found: dict[str, None] = {}
        for name in node.needs:
            need = self.model.graph.nodes[self.model.graph.at[name]]
            if need.done is not None or not self.possible[name]:
                continue
            if name in every and name in self.file.leaves_out:
                found |= dict.fromkeys(self._needs(need, every))
            else:
                found[name] = None
        return tuple(found)

    def _rung_needs(self, node: Node, every: list[str], goals: list[str]) -> tuple[str, ...]:
        needs = tuple(name for name in self._needs(node, every) if name not in goals)
        self.ledger.spots.note(("rungs", node.name), Spot(("ladder",), "process.yaml"))
        if not needs:
            text = f"nothing stands before '{node.name}', so nothing says when it comes"
            self.ledger.problem(
                Spot(("ladder",), "process.yaml"), "no-number", text, hint="name it in outlook.yaml under leaves-out"
            )
        return needs

    def _conditions(self, node: Node, every: list[str]) -> Iterator[Condition]:
        needs = self._needs(node, every)
        any_done = node.any and any(self.model.done(name) for name in node.needs)
        if node.step:
            yield from self.steps.procedures(node, needs)
        elif node.any and needs and not any_done:
            yield AnyOf(node.name, needs)
        elif needs and not any_done:
            yield AllOf(node.name, needs)
        elif node.name.startswith("condition:"):
            yield from self.steps.procedures(node, needs)
        else:
            yield Procedure(node.name, (Step("at-once"),))
