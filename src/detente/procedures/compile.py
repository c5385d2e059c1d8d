"""From a case to the graph of its process: ladder, conditions, procedures with their routes and steps.

Names of nodes: `INSTRUMENT.RUNG`, `condition:NAME`, `PROCEDURE`, `PROCEDURE:ROUTE`, `PROCEDURE.STEP`, and for
a step that is itself a procedure `PROCEDURE.STEP.STEP`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from detente.case.case import Case
from detente.case.delay import Delay
from detente.case.needs import How, Needs
from detente.case.procedure import Body, Procedure, Route, Step
from detente.case.process import Condition, ConditionStatus, Instrument, Ring
from detente.procedures.graph import Graph, Limit, Node
from detente.procedures.schedule import Scheduler
from detente.procedures.who import Who, bodies, who

MOST_NESTED = 8
MOST_NODES = 100_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A step as a node: its procedure in the case (for a nested one, the innermost) and its key there."""

    procedure: str
    key: str
    step: Step
    who: Who


@dataclass(frozen=True)
class Model:
    """The compiled process. `steps` are keyed by node; `blocking` are the conditions that count, by name."""

    case: Case
    graph: Graph
    steps: Mapping[str, Placed]
    bodies: Mapping[str, Body]
    blocking: Mapping[str, Condition]

    @property
    def start(self) -> date:
        """The first day on which something can still happen: the day after the case ends."""
        return self.case.day + timedelta(days=1)

    def gate(self, name: str) -> str | None:
        """The rung that waits for a condition; none for a demand that stands before nothing."""
        condition = self.case.process.conditions[name]
        return condition.gates or (stated_gate(self.case, condition) if name in self.blocking else None)

    def done(self, node: str) -> bool:
        """Whether a node of the graph is complete."""
        position = self.graph.at.get(node)
        return position is not None and self.graph.nodes[position].done is not None

    @property
    def standing(self) -> list[str]:
        """The conditions that block a rung still to be reached, and are not met."""
        return [
            name
            for name in self.blocking
            if (rung := self.gate(name)) in self.graph.at
            and not self.done(str(rung))
            and not self.done(f"condition:{name}")
        ]

    @cached_property
    def scheduler(self) -> Scheduler:
        """Dates on this graph."""
        return Scheduler(self.graph, self.start)


def procedure_name(reference: str) -> str:
    """`procedures/NAME` or `NAME`."""
    return reference.removeprefix("procedures/").removesuffix(".yaml")


def compiled(
    case: Case, *, switches: Iterable[str] = (), without: Iterable[str] = (), reached: Iterable[str] = ()
) -> Model:
    """The model of a case. Demands from outside the text block only with their switch in `switches` (or their own
    name); conditions in `without` are taken away; rungs in `reached` count as reached. Raises `Circular`."""
    return _Compiler(case, frozenset(switches), frozenset(without), frozenset(reached)).model()


def stated_gate(case: Case, condition: Condition) -> str | None:
    """The rung of the main instrument that the statements behind a condition let wait; else that of the case's
    preconditions."""
    stated = (s.gates for b in condition.basis if (s := case.statements.get(b.statement or "")))
    for rung in stated:
        if rung and rung.startswith(case.meta.instrument + "."):
            return rung
    gates = (c.gates for c in case.process.conditions.values() if c.ring is Ring.PRECONDITION and c.gates)
    return next(gates, None)


class _Compiler:
    def __init__(
        self, case: Case, switches: frozenset[str], without: frozenset[str], reached: frozenset[str]
    ) -> None:
        self.case, self.switches, self.without, self.reached = case, switches, without, reached
        self.known = bodies(case)
        self.nodes: dict[str, Node] = {}
        self.steps: dict[str, Placed] = {}
        self.blocking: dict[str, Condition] = {}
        self.within: list[str] = []

    def model(self) -> Model:
        case = self.case
        for name, procedure in case.procedures.items():
            self.within = [name]
            self._procedure(name, name, name, procedure, ())
        for name, condition in case.process.conditions.items():
            self._condition(name, condition)
        for name, instrument in case.process.instruments.items():
            self._ladder(name, instrument)
        self._drop_unknown()
        return Model(case, Graph.of(self.nodes.values()), self.steps, self.known, self.blocking)

    def _drop_unknown(self) -> None:
        """Names that lead nowhere are reported by `check`; here they ask for nothing. What is done needs nothing."""
        for name, node in self.nodes.items():
            if node.done is not None:
                self.nodes[name] = replace(node, needs=(), limits=())
            elif any(need not in self.nodes for need in node.all_needs):
                kept = tuple(need for need in node.needs if need in self.nodes)
                limits = tuple(limit for limit in node.limits if limit.since in self.nodes)
                self.nodes[name] = replace(node, needs=kept, limits=limits)

    # -- ladder and conditions ----------------------------------------------------------------

    def _ladder(self, name: str, instrument: Instrument) -> None:
        ladder = self.case.process.ladder
        done = {rung: item.since.last.toordinal() for rung, item in instrument.reached.items()}
        done |= {
            rung.partition(".")[2]: self.case.day.toordinal() for rung in self.reached if rung.startswith(name + ".")
        }
        passed: int | None = None
        below: str | None = None
        for rung in reversed(ladder):
            if rung in done:
                passed = done[rung] if passed is None else min(passed, done[rung])
            if passed is not None:
                done[rung] = passed
        for rung in ladder:
            node = f"{name}.{rung}"
            needs = [below] if below else []
            needs += [f"condition:{c}" for c, item in self.blocking.items() if self.gate(item) == node]
            needs += [p for p, procedure in self.case.procedures.items() if node in procedure.reaches]
            needs += [
                f"{p}.{key}"
                for p, procedure in self.case.procedures.items()
                for key, step in procedure.steps.items()
                if node in step.reaches
            ]
            self.nodes[node] = Node(node, tuple(needs), step=False, done=done.get(rung))
            below = node

    def _condition(self, name: str, condition: Condition) -> None:
        node = f"condition:{name}"
        done = None
        if condition.status in (ConditionStatus.MET, ConditionStatus.LAPSED):
            done = self.case.day.toordinal()
        procedure = procedure_name(condition.met_by) if condition.met_by else None
        if procedure in self.case.procedures:
            self.nodes[node] = Node(node, (str(procedure),), step=False, done=done)
        else:
            actors = condition.must_act or condition.asked_of
            self.nodes[node] = Node(node, done=done, stops=tuple(frozenset({actor}) for actor in actors))
        if self._blocks(name, condition):
            self.blocking[name] = condition

    def gate(self, condition: Condition) -> str | None:
        """The rung that waits for it: its own; for a demand without one that is switched on, the rung that a
        statement it rests on lets wait, else the one that the preconditions stand before."""
        return condition.gates or stated_gate(self.case, condition)

    def _blocks(self, name: str, condition: Condition) -> bool:
        if name in self.without:
            return False
        if condition.ring in (Ring.PRECONDITION, Ring.IN_TEXT):
            return True
        return name in self.switches or (condition.switch is not None and condition.switch in self.switches)

    def _counts(self, procedure: str, name: str, route: Route) -> bool:
        """Whether a route counts: not taken away, and not set aside unless switched on."""
        full = f"{procedure}:{name}"
        return full not in self.without and (route.set_aside is None or full in self.switches)

    # -- procedures ---------------------------------------------------------------------------

    def _procedure(
        self, prefix: str, goal: str, name: str, procedure: Procedure, start: tuple[str, ...], depth: int = 0
    ) -> None:
        """All nodes of a procedure under `prefix`, `goal` for the whole; its first steps wait for `start`."""
        for key, step in procedure.steps.items():
            self._step(prefix, name, procedure, key, step, start, depth)
        if procedure.routes:
            for route, item in procedure.routes.items():
                self._join(f"{prefix}:{route}", prefix, item.needs, procedure)
            routes = tuple(
                f"{prefix}:{route}" for route, item in procedure.routes.items() if self._counts(name, route, item)
            )
            self.nodes[goal] = Node(goal, routes, any=True, step=False)
        else:
            used = {n for step in procedure.steps.values() if step.after for n, _ in step.after.names()}
            last = tuple(f"{prefix}.{key}" for key in procedure.steps if key not in used)
            self.nodes[goal] = Node(goal, last, step=False)

    def _step(
        self,
        prefix: str,
        name: str,
        procedure: Procedure,
        key: str,
        step: Step,
        start: tuple[str, ...],
        depth: int,
    ) -> None:
        node = f"{prefix}.{key}"
        actors = who(self.case, self.known, step)
        self.steps[node] = Placed(name, key, step, actors)
        progress = procedure.progress.get(key) if depth == 0 else None
        needs = start
        since: str | None = start[0] if len(start) == 1 else None
        if step.after is not None:
            joined = self._needs(f"{node}:after", prefix, step.after, procedure)
            needs = joined
            since = joined[0] if len(joined) == 1 else None
        if step.uses and (used := self._used(step.uses, depth)):
            self.within.append(procedure_name(step.uses))
            self._procedure(node, f"{node}:done", self.within[-1], used, needs, depth + 1)
            self.within.pop()
            needs = (f"{node}:done",)
        # A step without actors only sums up: it happens on the day of what it follows from, and cannot wait.
        timed = step.takes or step.within or step.window or step.closes
        sums_up = not actors.stops and step.after is not None and not step.uses and not timed
        self.nodes[node] = Node(
            node,
            needs,
            any=sums_up and len(needs) == 1,
            step=bool(actors.stops) or not (step.uses or step.after),
            takes=step.takes.time.low if step.takes else Delay(),
            limits=tuple(self._limits(step, prefix, procedure, since)),
            windows=step.window.when if step.window else (),
            closes=step.closes.last.toordinal() if step.closes else None,
            done=progress.since.last.toordinal() if progress else None,
            stops=actors.stops,
        )

    def _used(self, reference: str, depth: int) -> Procedure | None:
        """The procedure that a step is; none where it would go in a circle, too deep or past all measure, which
        `check` reports."""
        name = procedure_name(reference)
        if name in self.within or depth >= MOST_NESTED or len(self.nodes) > MOST_NODES:
            return None
        return self.case.procedures.get(name)

    def _limits(self, step: Step, prefix: str, procedure: Procedure, since: str | None) -> Iterator[Limit]:
        for timed in step.within:
            after = self._named(prefix, timed.time.since, procedure) if timed.time.since else since
            if after:
                yield Limit(timed.time.low, timed.time.high, after)

    def _needs(self, node: str, prefix: str, needs: Needs, procedure: Procedure) -> tuple[str, ...]:
        """The nodes that stand for an expression: names for `all`, one join for `any`."""
        if needs.how is How.ONE:
            return (self._named(prefix, needs.name, procedure),)
        parts: list[str] = []
        for index, part in enumerate(needs.parts):
            found = self._needs(f"{node}.{index}", prefix, part, procedure)
            if needs.how is How.ANY and len(found) > 1:
                self.nodes[f"{node}.{index}"] = Node(f"{node}.{index}", found, step=False)
                found = (f"{node}.{index}",)
            parts += found
        if needs.how is How.ANY:
            self.nodes[node] = Node(node, tuple(parts), any=True, step=False)
            return (node,)
        return tuple(parts)

    def _join(self, node: str, prefix: str, needs: Needs, procedure: Procedure) -> None:
        named = tuple(self._named(prefix, name, procedure) for name, _ in needs.names())
        self.nodes[node] = Node(
            node, self._needs(f"{node}:needs", prefix, needs, procedure), step=False, steers=named
        )

    def _named(self, prefix: str, name: str, procedure: Procedure) -> str:
        return f"{prefix}.{name}" if name in procedure.steps else name
