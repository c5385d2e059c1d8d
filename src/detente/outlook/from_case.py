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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from detente.case.case import Case
from detente.case.delay import Span
from detente.case.outlook import Driver as CaseDriver
from detente.case.outlook import Effect, OutlookFile, Reasoned, StepNumbers
from detente.case.procedure import Odds as CaseOdds
from detente.case.window import Weekly, openings_between
from detente.outlook.case_number import FILE, Assumption, Ledger
from detente.outlook.condition import AllOf, AnyOf, Condition, Procedure, Retry
from detente.outlook.driver import Driver, Scheduled
from detente.outlook.number import Number, Uncertain
from detente.outlook.problem import InvalidModel
from detente.outlook.process import Hazard, Process, Rung
from detente.outlook.step import ByState, Odds, Step, Window
from detente.outlook.work import Exponential, Fixed, Pert, Uniform, Work
from detente.procedures.compile import Model, Placed
from detente.procedures.graph import Node


class NoOutlook(ValueError):
    """The case has no outlook.yaml, or none that was made by this day."""


@dataclass(frozen=True)
class Built:
    """The process with the rungs that it can speak of, and every number used."""

    process: Process
    reached: tuple[str, ...]
    left_out: Mapping[str, str]
    assumptions: tuple[Assumption, ...]


def built(case: Case, model: Model, horizon: dt.date) -> Built:
    """The process of a case, with calendars up to ``horizon``.

    Raises ``NoOutlook``, and ``InvalidModel`` with every part that has no number and every number that is none.
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
    ledger: Ledger = field(default_factory=Ledger)
    possible: dict[str, bool] = field(default_factory=dict)

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
                conditions += self._waived(list(self._conditions(node, every)), node.name)
        for goal in goals:
            if not self.possible.get(goal):
                self.ledger.problem(
                    ("leaves-out",), "no-path", f"'{goal}' cannot be reached: every way to it is left out"
                )
        process = Process(
            self.case.meta.title,
            self.model.start,
            tuple(sorted(rungs, key=lambda rung: every.index(rung.name))),
            tuple(self._with_effects(c) if isinstance(c, Procedure) else c for c in conditions),
            tuple(self._driver(name, driver) for name, driver in self.file.drivers.items()),
            tuple(self._hazard(name) for name in self.file.hazards),
        )
        if self.ledger.problems:
            raise InvalidModel(self.ledger.problems)
        return Built(process, reached, self.file.leaves_out, tuple(self.ledger.leaned.values()))

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
        if not needs:
            text = "nothing stands before this rung, so nothing says when it comes; name it under leaves-out"
            self.ledger.problem((node.name,), "no-number", text)
        return needs

    def _conditions(self, node: Node, every: list[str]) -> Iterator[Condition]:
        needs = self._needs(node, every)
        any_done = node.any and any(self.model.done(name) for name in node.needs)
        if not node.step:
            if node.any and needs and not any_done:
                yield AnyOf(node.name, needs)
            elif needs and not any_done:
                yield AllOf(node.name, needs)
            elif node.name.startswith("condition:"):
                yield from self._step(node, needs)
            else:
                yield Procedure(node.name, (Step("at-once"),))
            return
        yield from self._step(node, needs)

    def _waived(self, conditions: list[Condition], name: str) -> list[Condition]:
        """A condition that its holder may let go: met, or waived, whichever comes first."""
        waiver = self.file.waivers.get(name.removeprefix("condition:")) if name.startswith("condition:") else None
        if waiver is None:
            return conditions
        rate = self.ledger.number(waiver.rate, waiver.range, waiver, f"waivers > {name}", per="1/day")
        if not isinstance(rate, Uncertain) or rate.low <= 0.0:
            self.ledger.problem(("waivers", name), "rate-below-zero", "expected a rate above zero with a range")
            return conditions
        mean = replace(rate, value=1 / rate.value, low=1 / rate.high, high=1 / rate.low, shape="loguniform")
        met = [replace(c, name=f"{name}:met") if c.name == name else c for c in conditions]
        waived = Procedure(f"{name}:waived", (Step("act", Exponential(mean)),))
        return [*met, waived, AnyOf(name, (f"{name}:met", f"{name}:waived"))]

    def _step(self, node: Node, needs: tuple[str, ...]) -> Iterator[Procedure]:
        """A step, and one more for each span that counts from another step than those it waits for."""
        placed = self.model.steps.get(node.name)
        key, numbers = self._numbers(node.name, placed)
        beside = []
        for index, limit in enumerate(node.limits):
            name = f"{node.name}:within.{index}"
            since = () if self.model.done(limit.since) else (limit.since,)
            if limit.high is None:
                if not (numbers and numbers.takes):
                    self._refuse(node.name, f"'{node.name}' has a shortest time and no longest")
                continue
            low, high = limit.low.about_days, limit.high.about_days
            work: Work = Uniform(low, high) if low < high else Fixed(low)
            yield Procedure(name, (Step("span", work),), since)
            beside.append(name)
            item = placed.step.within[index] if placed and index < len(placed.step.within) else None
            if item is not None:
                self.ledger.lean(f"{node.name}, within", item.time.worded, item.rests_on, item.note)
        window = self._window(node)
        work = self._work(node, placed, key, numbers, otherwise=bool(beside or window))
        odds = self._odds(node, placed, key, numbers)
        if window is not None:
            days = self._days(window, sure=odds == 1.0)
            if not days:
                self.ledger.problem((node.name,), "no-path", f"no day of its window lies before {self.horizon}")
            step = Step("act", work, window=Window(days, odds))
        else:
            step = Step("act", work, odds=odds)
        if node.closes is not None:
            step = replace(step, closes=dt.date.fromordinal(node.closes))
        yield Procedure(node.name, (step,), (*needs, *beside), self._retry(key, numbers))

    # -- numbers of steps ---------------------------------------------------------------------

    def _numbers(self, node: str, placed: Placed | None) -> tuple[str, StepNumbers | None]:
        shared = f"{placed.procedure}.{placed.key}" if placed else node
        for name in (node, shared):
            if name in self.file.steps:
                return name, self.file.steps[name]
        return node, None

    def _work(
        self, node: Node, placed: Placed | None, key: str, numbers: StepNumbers | None, *, otherwise: bool
    ) -> Work:
        if numbers and numbers.takes:
            takes = numbers.takes
            self.ledger.lean(f"{key}, takes", takes.time.worded, takes.basis, takes.why)
            return self._spread(takes.time, takes.mostly, ("steps", key, "takes"))
        takes_there = placed.step.takes if placed else None
        if takes_there and takes_there.time.high is not None:
            self.ledger.lean(f"{node.name}, takes", takes_there.time.worded, takes_there.rests_on, takes_there.note)
            return self._spread(takes_there.time, None, ("steps", node.name, "takes"))
        if takes_there:
            self._refuse(node.name, f"'{node.name}' has a shortest time ({takes_there.time}) and no longest")
        elif not otherwise:
            self._refuse(node.name, f"nothing says how long '{node.name}' takes")
        return Fixed(0.0)

    def _spread(self, time: Span, mostly: Span | None, path: tuple[str, ...]) -> Work:
        low = time.low.about_days
        if time.high is None:
            self.ledger.problem(path, "missing-parameter", f"'{time}' has no longest time")
            return Fixed(low)
        high = time.high.about_days
        if mostly is None:
            return Uniform(low, high) if low < high else Fixed(low)
        mode = mostly.low.about_days
        if not low <= mode <= high:
            self.ledger.problem((*path, "mostly"), "ends-crossed", f"'{mostly}' lies outside '{time}'")
        return Pert(low, mode, high)

    def _odds(self, node: Node, placed: Placed | None, key: str, numbers: StepNumbers | None) -> Odds:
        base: Number = 1.0
        if numbers and numbers.odds:
            item = numbers.odds
            base = self.ledger.number(item.value, item.range, item, f"steps > {key} > odds")
        elif placed and placed.step.odds:
            base = self._sourced(placed.step.odds, f"{node.name}, odds")
        given = [e for e in self.file.effects if e.odds is not None and e.on in (node.name, key)]
        if not given:
            return base
        driver = given[0].driver
        if any(e.driver != driver for e in given):
            self.ledger.problem(("effects", key), "odds-twice", "the odds of a step follow one driver")
        states = self.file.drivers[driver].states if driver in self.file.drivers else ()
        by_state: dict[str, Number] = dict.fromkeys(states, base)
        for effect in given:
            assert effect.odds is not None
            by_state[effect.state] = self.ledger.number(effect.odds, effect.range, effect, self._effect(effect))
        return ByState(driver, by_state)

    def _sourced(self, odds: CaseOdds, where: str) -> Number:
        self.ledger.lean(where, odds.value.worded or str(odds.value), odds.rests_on, odds.why)
        reasoned = Reasoned.model_construct(basis=odds.rests_on, why=odds.why)
        return self.ledger.number(odds.value, odds.range, reasoned, where)

    def _retry(self, key: str, numbers: StepNumbers | None) -> Retry | None:
        if not (numbers and numbers.again):
            return None
        again = numbers.again
        self.ledger.lean(f"{key}, again", f"{again.times} times after {again.wait}", again.basis, again.why)
        high = again.wait.high or again.wait.low
        wait: Number = again.wait.low.about_days
        if high.about_days > again.wait.low.about_days:
            low = again.wait.low.about_days
            wait = Uncertain((low + high.about_days) / 2, low, high.about_days, "uniform", name=f"{key}.again")
        return Retry(again.times, "act", wait)

    # -- windows ------------------------------------------------------------------------------

    def _window(self, node: Node) -> Node | None:
        return node if node.windows else None

    def _days(self, node: Node, *, sure: bool) -> tuple[dt.date, ...]:
        start, found = self.model.start, set()
        for window in node.windows:
            if isinstance(window, Weekly):
                first = start + dt.timedelta(days=(window.weekday - start.weekday()) % 7)
                found |= {first + dt.timedelta(days=d) for d in range(0, (self.horizon - first).days + 1, 7)}
        for opening in openings_between(node.windows, start, self.horizon):
            if sure:
                last = min(opening.last, self.horizon.toordinal())
                found |= {dt.date.fromordinal(d) for d in range(max(opening.first, start.toordinal()), last + 1)}
            else:
                found.add(dt.date.fromordinal((opening.first + opening.last) // 2))
        return tuple(sorted(day for day in found if day >= start))

    # -- drivers, hazards, effects ------------------------------------------------------------

    def _driver(self, name: str, driver: CaseDriver) -> Driver:
        self.ledger.lean(f"drivers > {name} > start", driver.start, driver.basis, driver.why)
        rates: dict[str, dict[str, Number]] = {}
        for move in driver.moves:
            where = f"drivers > {name} > {move.from_} to {move.to}"
            rates.setdefault(move.from_, {})[move.to] = self.ledger.number(
                move.rate, move.range, move, where, per="1/day"
            )
        days = []
        for redrawn in driver.redrawn:
            where = f"drivers > {name} > {redrawn.day}"
            odds = {s: self.ledger.number(f.value, f.range, f, f"{where} > {s}") for s, f in redrawn.odds.items()}
            days.append(Scheduled(redrawn.day.last, dict.fromkeys(driver.states, odds)))
        coming = tuple(day for day in days if day.day >= self.model.start)
        return Driver(name, driver.states, driver.start, rates, coming)

    def _hazard(self, name: str) -> Hazard:
        item = self.file.hazards[name]
        rate = self.ledger.number(item.rate, item.range, item, f"hazards > {name} > rate", per="1/day")
        until = item.until if item.until and not self.model.done(item.until) else None
        return Hazard(name, rate, self._factors((name,)), item.ends, until)

    def _with_effects(self, procedure: Procedure) -> Procedure:
        placed = self.model.steps.get(procedure.name)
        names = (procedure.name, f"{placed.procedure}.{placed.key}" if placed else procedure.name)
        factors = self._factors(names)
        if not factors or procedure.steps[0].name != "act":
            return procedure
        return replace(procedure, steps=(replace(procedure.steps[0], speeds=factors),))

    def _factors(self, names: Iterable[str]) -> dict[str, dict[str, Number]]:
        found: dict[str, dict[str, Number]] = {}
        for effect in self.file.effects:
            if effect.on in names and effect.factor is not None:
                factor = self.ledger.number(effect.factor, effect.range, effect, self._effect(effect))
                found.setdefault(effect.driver, {})[effect.state] = factor
        return found

    def _effect(self, effect: Effect) -> str:
        return f"effects > {effect.driver} {effect.state} on {effect.on}"

    def _refuse(self, node: str, text: str) -> None:
        self.ledger.problem(
            ("steps", node), "no-number", f"{text}; give it a number here, or name it under leaves-out"
        )
