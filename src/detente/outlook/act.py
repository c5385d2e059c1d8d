"""What a party could do now: begin a step that waits for nothing but it, or let one of its own demands go.

Doing it now means that it takes its shortest time, from the first day; waiting, the same so many days later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.case.case import Case
from detente.outlook.condition import AnyOf, Condition, Demand, Procedure
from detente.outlook.lever import Lever, applied
from detente.outlook.process import Process
from detente.outlook.step import Step
from detente.outlook.work import Beta, Fixed, Pert, Triangular, Uniform, Work
from detente.procedures.compile import Model
from detente.procedures.who import belongs_to


@dataclass(frozen=True)
class Act:
    """Something that a party could do now: the condition of the process that it begins or, with ``lets_go``, the
    demands that it drops; ``jointly`` where others have to act in the same step."""

    party: str
    nodes: tuple[str, ...]
    lets_go: bool
    jointly: tuple[str, ...] = ()

    def after(self, process: Process, days: float) -> Process:
        """The process in which it is done after so many days (0: now)."""
        for node in self.nodes:
            process = _let_go(process, node, days) if self.lets_go else _begun(process, node, days)
        return process


def acts(case: Case, model: Model, process: Process) -> list[Act]:
    """Every such act of each party, in the order of the parties and of the process."""
    return [
        act
        for party in case.meta.parties
        for act in (*_steps(case, model, process, party), *_demands(case, process, party))
    ]


def _steps(case: Case, model: Model, process: Process, party: str) -> Iterator[Act]:
    for condition in process.conditions:
        if not isinstance(condition, Procedure) or condition.after:
            continue
        name = condition.name.removesuffix(":met")
        actors = _actors(case, model, name)
        mine = [actor for actor in actors if belongs_to(case, actor, (party,))]
        if mine:
            yield Act(party, (condition.name,), False, tuple(actor for actor in actors if actor not in mine))


def _actors(case: Case, model: Model, name: str) -> list[str]:
    """Who has to act in a step or, without a procedure, for a condition; bodies stand as what they are bodies of."""
    if name in model.steps:
        found = []
        for actor in model.steps[name].who.must:
            body = model.bodies.get(actor)
            found.append(body.of if body is not None and body.of else actor)
        return found
    condition = case.process.conditions.get(name.removeprefix("condition:"))
    return list(condition.must_act or condition.asked_of) if condition is not None else []


def _demands(case: Case, process: Process, party: str) -> Iterator[Act]:
    needed = {name for rung in process.rungs for name in rung.needs}
    own = tuple(
        f"condition:{key}"
        for key, condition in case.process.conditions.items()
        if f"condition:{key}" in needed and any(case.party_of(actor) == party for actor in condition.holder)
    )
    for node in own:
        yield Act(party, (node,), True)
    if len(own) > 1:
        yield Act(party, own, True)


def _begun(process: Process, node: str, days: float) -> Process:
    condition = next(c for c in process.conditions if c.name == node)
    assert isinstance(condition, Procedure)
    first = condition.steps[0]
    step = replace(first, delay=days, work=shortest(first.work))
    steps = (step, *condition.steps[1:])
    return applied(process, Lever(node, {("conditions", node): replace(condition, steps=steps)}))


def shortest(work: Work) -> Work:
    """The shortest time that a work can take, where it has one; else the work itself."""
    match work:
        case Uniform(low=low) | Triangular(low=low) | Pert(low=low) | Beta(low=low):
            return Fixed(low)
        case _:
            return work


def _let_go(process: Process, node: str, days: float) -> Process:
    """The demand falls away after so many days, and with it what would only have followed it."""
    name, either = f"{node}:let-go", f"{node}:or-let-go"
    more: list[Condition] = [Procedure(name, (Step("act", delay=days),)), AnyOf(either, (node, name))]
    instead = {node: either}
    for condition in process.conditions:
        if isinstance(condition, Demand) and condition.after in (node, f"{node}:met"):
            gate = f"{condition.name}:gate"
            more.append(AnyOf(f"{gate}:or-let-go", (gate, name)))
            instead[gate] = f"{gate}:or-let-go"
    rungs = tuple(replace(rung, needs=tuple(instead.get(n, n) for n in rung.needs)) for rung in process.rungs)
    return replace(process, conditions=(*process.conditions, *more), rungs=rungs)
