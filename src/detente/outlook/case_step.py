"""Steps of a case as procedures of the process: their work, odds, windows and new attempts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.case.case import Case
from detente.case.delay import Span
from detente.case.figure import Duration, Reasoned
from detente.case.outlook import OutlookFile, StepNumbers
from detente.case.procedure import Odds as CaseOdds
from detente.case.window import Weekly, openings_between
from detente.outlook.case_driver import Outside, effect_name
from detente.outlook.case_number import Ledger, said
from detente.outlook.case_spot import FILE, Part, Spot
from detente.outlook.condition import Procedure, Retry
from detente.outlook.number import Number, Uncertain
from detente.outlook.referendum import Belief, chance
from detente.outlook.step import ByState, Odds, Step, Window
from detente.outlook.work import Fixed, Pert, Uniform, Work
from detente.procedures.compile import Model, Placed
from detente.procedures.graph import Node
from detente.procedures.vote import rules

HINT = "give it a number in outlook.yaml under steps, or name it under leaves-out"


@dataclass
class Steps:
    """Makes procedures of the steps of the graph; ``horizon`` is the last day of their calendars."""

    case: Case
    file: OutlookFile
    model: Model
    horizon: dt.date
    ledger: Ledger
    outside: Outside

    def procedures(self, node: Node, needs: tuple[str, ...]) -> Iterator[Procedure]:
        """A step, and one more for each span that counts from another step than those it waits for."""
        placed = self.model.steps.get(node.name)
        key, numbers = self._numbers(node.name, placed)
        part = ("conditions", node.name)
        self.ledger.spots.note(part, self._spot(node, placed, key, numbers))
        beside = []
        for procedure in self._spans(node, placed, numbers):
            beside.append(procedure.name)
            yield procedure
        work = self._work(node, placed, key, numbers, otherwise=bool(beside or node.windows))
        odds = self._odds(node, placed, key, numbers)
        speeds = self.outside.factors(self._names(node, placed), (*part, "act", "speeds"))
        step = Step("act", work, speeds=speeds, odds=odds)
        if node.windows and numbers is not None and numbers.planned:
            openings = openings_between(node.windows, self.model.start, self.horizon)
            first = min((opening.first for opening in openings), default=self.model.start.toordinal())
            step = replace(step, not_before=dt.date.fromordinal(first))
        elif node.windows:
            days = self._days(node, sure=odds == 1.0)
            if not days:
                spot = self._spot(node, placed, key, None)
                self.ledger.problem(
                    spot, "no-path", f"no day of the window of '{node.name}' lies before {self.horizon}"
                )
            step = replace(step, window=Window(days, odds), odds=1.0)
        if node.closes is not None:
            step = replace(step, closes=dt.date.fromordinal(node.closes))
        yield Procedure(node.name, (step,), (*needs, *beside), self._retry(key, numbers, part))

    def _spans(self, node: Node, placed: Placed | None, numbers: StepNumbers | None) -> Iterator[Procedure]:
        for index, limit in enumerate(node.limits):
            since = () if self.model.done(limit.since) else (limit.since,)
            if limit.high is None:
                if not (numbers and numbers.takes):
                    self._refuse(node, placed, f"'{node.name}' has a shortest time and no longest")
                continue
            low, high = limit.low.about_days, limit.high.about_days
            work: Work = Uniform(low, high) if low < high else Fixed(low)
            yield Procedure(f"{node.name}:within.{index}", (Step("span", work),), since)
            item = placed.step.within[index] if placed and index < len(placed.step.within) else None
            if item is not None:
                self.ledger.rest(f"{node.name}, within", item.time.worded, item.rests_on, item.note)

    def _numbers(self, node: str, placed: Placed | None) -> tuple[str, StepNumbers | None]:
        shared = f"{placed.procedure}.{placed.key}" if placed else node
        for name in (node, shared):
            if name in self.file.steps:
                return name, self.file.steps[name]
        return node, None

    def _names(self, node: Node, placed: Placed | None) -> tuple[str, str]:
        """The name of the node, and that of its step in the procedure that is used there."""
        return node.name, f"{placed.procedure}.{placed.key}" if placed else node.name

    def _spot(self, node: Node, placed: Placed | None, key: str, numbers: StepNumbers | None) -> Spot:
        if numbers is not None:
            return Spot(("steps", key))
        if placed is not None:
            return Spot(("steps", placed.key), f"procedures/{placed.procedure}.yaml")
        if node.name.startswith("condition:"):
            return Spot(("conditions", node.name.removeprefix("condition:")), "process.yaml")
        return Spot((), FILE)

    def _work(
        self, node: Node, placed: Placed | None, key: str, numbers: StepNumbers | None, *, otherwise: bool
    ) -> Work:
        part: Part = ("conditions", node.name, "act", "work")
        if numbers and numbers.takes:
            spot = Spot(("steps", key, "takes"))
            self.ledger.spots.note(part, spot)
            self.ledger.lean(f"{key}, takes", takes_said(numbers.takes), numbers.takes)
            return self._spread(numbers.takes.time, numbers.takes.mostly, spot, key)
        takes = placed.step.takes if placed else None
        if takes and takes.time.high is not None and placed:
            self.ledger.rest(f"{node.name}, takes", takes.time.worded, takes.rests_on, takes.note)
            spot = Spot(("steps", placed.key, "takes"), f"procedures/{placed.procedure}.yaml")
            return self._spread(takes.time, None, spot, key)
        if takes:
            self._refuse(node, placed, f"'{node.name}' has a shortest time ({takes.time}) and no longest")
        elif not otherwise:
            self._refuse(node, placed, f"nothing says how long '{node.name}' takes")
        return Fixed(0.0)

    def _spread(self, time: Span, mostly: Span | None, spot: Spot, key: str) -> Work:
        """Days of work. Where the likeliest length is itself a range, the upper end is drawn with the parameters: the
        likeliest length then moves over its range, and no length leaves that of the step."""
        low = time.low.about_days
        if time.high is None:
            self.ledger.problem(spot.under("time"), "missing-parameter", f"'{time}' has no longest time")
            return Fixed(low)
        high = time.high.about_days
        if mostly is None or low == high:
            return Uniform(low, high) if low < high else Fixed(low)
        first = mostly.low.about_days
        last = (mostly.high or mostly.low).about_days
        if not low <= first <= last <= high:
            self.ledger.problem(spot.under("mostly"), "ends-crossed", f"'{mostly}' lies outside '{time}'")
            return Uniform(low, high)
        if first == last:
            return Pert(low, first, high)
        middle = (first * last) ** 0.5
        least = max(first, low + 0.01 * (high - low))
        ends = [low + (high - low) * (mode - low) / (last - low) for mode in (least, max(middle, least), last)]
        stretch = Uncertain(ends[1], ends[0], ends[2], "triangular", name=f"{key}, mostly")
        return Pert(low, max(middle, least), stretch)

    def _odds(self, node: Node, placed: Placed | None, key: str, numbers: StepNumbers | None) -> Odds:
        part = ("conditions", node.name, "act", "odds")
        base: Number = 1.0
        voted = next((name for name in self._names(node, placed) if name in self.file.votes), None)
        if voted is not None and placed is not None:
            base = self._voted(voted, placed, part)
        elif numbers and numbers.odds:
            item = numbers.odds
            spot = Spot(("steps", key, "odds"))
            base = self.ledger.number(
                item.value, item.range, item, spot.under("value"), adjust=item.adjust, where=spot.name, part=part
            )
        elif placed and placed.step.odds:
            base = self._sourced(placed.step.odds, node, placed, part)
        given = [(i, e) for i, e in self.outside.effects((node.name, key)) if e.odds is not None]
        if not given:
            return base
        driver = given[0][1].driver
        for index, effect in given:
            if effect.driver != driver:
                text = f"the odds of a step follow one driver, and '{driver}' moves these already"
                self.ledger.problem(self.outside.spot(index, "driver"), "odds-twice", text)
        by_state: dict[str, Number] = dict.fromkeys(self.file.drivers[driver].states, base)
        for index, effect in given:
            assert effect.odds is not None
            by_state[effect.state] = self.ledger.number(
                effect.odds, effect.range, effect, self.outside.spot(index, "odds"),
                where=effect_name(effect), part=(*part, effect.state),
            )  # fmt: skip
        return ByState(driver, by_state)

    def _voted(self, name: str, placed: Placed, part: Part) -> Number:
        """The odds of a popular vote, from turnout and support."""
        spot, vote = Spot(("votes", name)), self.file.votes[name]
        self.ledger.spots.note(part, spot)
        rule = next(r for r in rules(self.case) if (r.procedure, r.step) == (placed.procedure, placed.key))
        beliefs = []
        for key, figure in (("turnout", vote.turnout), ("support", vote.support)):
            self.ledger.lean(f"{spot.name} > {key}", said(figure.value, figure.range), figure)
            ends = self.ledger.ends(figure.value, figure.range, spot.under(key, "value"))
            if ends is None or not 0.0 <= ends[0] <= ends[1] <= ends[2] <= 1.0:
                return 0.0  # the checks say so
            beliefs.append(Belief(*ends))
        low, value, high = (float(f"{x:.12g}") for x in chance(rule, *beliefs))
        basis = tuple(dict.fromkeys((*vote.turnout.basis, *vote.support.basis)))
        why = "turnout and support drawn together against every limb of the rule"
        self.ledger.rest(spot.name, f"{value:.3g} ({low:.3g}..{high:.3g})", basis, why)
        return Uncertain(value, low, high, name=spot.name) if low < high else value

    def _sourced(self, odds: CaseOdds, node: Node, placed: Placed, part: Part) -> Number:
        spot = Spot(("steps", placed.key, "odds"), f"procedures/{placed.procedure}.yaml")
        reasoned = Reasoned.model_construct(basis=odds.rests_on, why=odds.why)
        return self.ledger.number(odds.value, odds.range, reasoned, spot, where=f"{node.name}, odds", part=part)

    def _retry(self, key: str, numbers: StepNumbers | None, part: Part) -> Retry | None:
        if not (numbers and numbers.again):
            return None
        again = numbers.again
        self.ledger.spots.note((*part, "retry"), Spot(("steps", key, "again")))
        self.ledger.lean(f"{key}, again", f"{again.times} times after {again.wait}", again)
        low, high = again.wait.low.about_days, (again.wait.high or again.wait.low).about_days
        wait: Number = low
        if high > low:
            wait = Uncertain((low + high) / 2, low, high, "uniform", name=f"{key}.again")
        return Retry(again.times, "act", wait)

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

    def _refuse(self, node: Node, placed: Placed | None, text: str) -> None:
        self.ledger.problem(self._spot(node, placed, node.name, None), "no-number", text, hint=HINT)


def takes_said(takes: Duration) -> str:
    """As written."""
    return takes.time.worded + (f", mostly {takes.mostly.worded}" if takes.mostly else "")
