"""Cases that take some parts from an earlier version and some from a later one, and which of them can be drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cached_property

from detente.case.as_of import bounded
from detente.case.case import Case
from detente.case.fingerprint import fingerprint
from detente.case.grounds import bases
from detente.outlook.change.orders import Mixture, mixtures
from detente.outlook.change.paired import World
from detente.outlook.check import checked
from detente.outlook.evidence import Shift
from detente.outlook.from_case import NoOutlook, built
from detente.outlook.problem import InvalidModel
from detente.procedures.compile import Model, compiled
from detente.procedures.graph import Circular
from detente.values.partial_date import PartialDate

EVIDENCE, ASSUMPTIONS, TIME = PARTS = ("evidence", "assumptions", "time")


class Mixed:
    """Two versions of a case, each as it was known on its own day, and what lies between them."""

    def __init__(self, old: Case, new: Case) -> None:
        self.sides = (old, new)
        before, after = fingerprint(old), fingerprint(new)
        differ = (
            before.evidence != after.evidence,
            before.assumptions != after.assumptions,
            before.day != after.day,
        )
        self.changed = tuple(part for part, other in zip(PARTS, differ, strict=True) if other)
        self.shifts: dict[Mixture, tuple[Shift, ...]] = {}

    @property
    def new(self) -> Mixture:
        """All parts new."""
        return frozenset(self.changed)

    def case(self, mixture: Mixture) -> Case:
        """The mixture as a case."""
        evidence, numbers, day = (self.sides[part in mixture] for part in PARTS)
        meta = evidence.meta.model_copy(update={"as_of": PartialDate.on(day.day)})
        return replace(evidence, meta=meta, outlook=numbers.outlook)

    def drawable(self, horizon: dt.date) -> tuple[dict[Mixture, World], dict[Mixture, str]]:
        """The mixtures that can be drawn, and for the others the reason."""
        found: dict[Mixture, World] = {}
        refused: dict[Mixture, str] = {}
        for mixture in mixtures(self.changed):
            if reason := self._unknown(mixture) or self._groundless(mixture):
                refused[mixture] = reason
                continue
            try:
                found[mixture] = self._world(mixture, horizon)
            except (InvalidModel, NoOutlook, Circular) as error:
                refused[mixture] = str(error).splitlines()[0]
        return found, refused

    def _world(self, mixture: Mixture, horizon: dt.date) -> World:
        case = self.case(mixture)
        model = compiled(case)
        if finished := _finished(case, model):
            return World(None, finished)
        made = built(case, model, horizon)
        checked(made.process, horizon, draws=1)
        self.shifts[mixture] = made.followed.shifts
        return World(made.process, made.reached)

    def _unknown(self, mixture: Mixture) -> str:
        """Evidence of the later day cannot be used on the earlier one."""
        if EVIDENCE in mixture and TIME in self.changed and TIME not in mixture and self._later:
            return f"the new evidence was not known on {self.sides[0].day.isoformat()}"
        if EVIDENCE in self.changed and EVIDENCE not in mixture and TIME in mixture and self._earlier:
            return f"the old evidence was not known on {self.sides[1].day.isoformat()}"
        return ""

    @cached_property
    def _later(self) -> bool:
        return _known_later(self.sides[1], self.sides[0].day)

    @cached_property
    def _earlier(self) -> bool:
        """Only where the earlier version speaks of a later day: a comparison backward in time."""
        return self.sides[0].day > self.sides[1].day and _known_later(self.sides[0], self.sides[1].day)

    def _groundless(self, mixture: Mixture) -> str:
        """Numbers whose basis the other version's record does not hold: there they would rest on nothing."""
        evidence, numbers = (self.sides[part in mixture] for part in (EVIDENCE, ASSUMPTIONS))
        if evidence is numbers or numbers.outlook is None:
            return ""
        cited = {b.statement for b in bases(numbers.outlook) if b.statement}
        lacking = sorted(key for key in cited if key in numbers.statements and key not in evidence.statements)
        if not lacking:
            return ""
        which = "new numbers cite" if numbers is self.sides[1] else "old numbers cite"
        record = "old record" if evidence is self.sides[0] else "new record"
        return f"{which} statements that the {record} lacks: {', '.join(lacking)}"


def _known_later(case: Case, day: dt.date) -> bool:
    """Whether the case holds evidence that was not known on an earlier day."""
    return day < case.day and fingerprint(bounded(case, day)).evidence != fingerprint(case).evidence


def _finished(case: Case, model: Model) -> tuple[str, ...]:
    """The rungs reached, where no other is left to be forecast; else none."""
    every = [f"{case.meta.instrument}.{rung}" for rung in case.process.ladder]
    left_out = case.outlook.leaves_out if case.outlook else {}
    reached = tuple(rung for rung in every if model.done(rung))
    return reached if all(rung in reached or rung in left_out for rung in every) else ()
