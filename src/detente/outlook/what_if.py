"""A what-if: levers pulled, before and after on the same draws, what differs, and what it rests on.

```python
from detente.commands.case_argument import checked
from detente.outlook.what_if import what_if
from detente.procedures.compile import compiled

case, problems = checked("armenia-azerbaijan")
found = what_if(case, compiled(case), ["early-draft", "war:factor=0.5"], draws=2_000)
print(found.warning, found.comparison.difference(found.rung), found.leaned)
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.case.act import Act
from detente.case.case import Case
from detente.case.figure import Duration
from detente.case.lever import Lever as CaseLever
from detente.case.outlook import StepNumbers
from detente.outlook.beside import Beside, beside
from detente.outlook.case_lever import pulled
from detente.outlook.case_number import Assumption
from detente.outlook.compare import OUTCOMES, Comparison, compare
from detente.outlook.from_case import Built, NoOutlook, built
from detente.outlook.goal import known_rung
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.question import FOR_THIS_QUESTION, asked, made_up
from detente.outlook.result import Estimate
from detente.outlook.setting import words
from detente.outlook.touched import leaned_on, touched
from detente.positions.table import Table
from detente.procedures.compile import Model, compiled


@dataclass(frozen=True)
class WhatIf:
    """Two outlooks of a case on paired draws.

    ``levers`` are those asked for; of these, ``off`` are the ones that change nothing because somebody whose consent
    they need has not given it, each with who that is. ``rung`` is the one that the answer is about, ``leaned`` the
    numbers between the levers and it, ``beside`` what changes and is no number.
    """

    case: Case
    built: Built
    levers: tuple[CaseLever, ...]
    off: tuple[tuple[CaseLever, tuple[str, ...]], ...]
    comparison: Comparison
    horizons: tuple[dt.date, ...]
    rung: str
    leaned: tuple[Assumption, ...]
    beside: tuple[Beside, ...]

    @property
    def rungs(self) -> tuple[str, ...]:
        """Rungs still to come, lowest first."""
        return tuple(rung.name for rung in self.built.process.rungs)

    @property
    def ends(self) -> tuple[str, ...]:
        """What ends the process otherwise."""
        return tuple(hazard.name for hazard in self.built.process.hazards if hazard.ends)

    @property
    def events(self) -> tuple[str, ...]:
        """What ends nothing and is counted."""
        return tuple(hazard.name for hazard in self.built.process.hazards if not hazard.ends)

    @property
    def unchanged(self) -> bool:
        """Whether no rung and no end comes on another day in any draw."""
        return self.comparison.unchanged

    @property
    def warning(self) -> str:
        """What must be read first."""
        count = len(self.leaned)
        if self.unchanged:
            return (
                "Read this first: the model gives these levers no way to the outcome. That is no finding about the "
                "world: it says that no source or assumption of the case leads from them to it."
            )
        assumed = sum(item.assumed for item in self.leaned)
        made = sum(made_up(lever) for lever in self.levers)
        what = "The effect of each lever is assumed"
        if made:
            what += f" ({made} of {len(self.levers)} made up for this question)"
        numbers = f"{assumed} of the {count} numbers" if count > 1 else f"{assumed} of the one number"
        return (
            f"Read this first: {what[0].lower()}{what[1:]}, and so {'is' if assumed == 1 else 'are'} {numbers} "
            "between the levers and the outcome. This says what would follow in the model, not what will happen."
        )

    def three(self, rung: str, day: dt.date, outcome: str) -> tuple[float, float, Estimate]:
        """Share of draws with an outcome (`compare.OUTCOMES`) by a day: before, after, and the paired difference."""
        both = self.comparison
        return (*both.outcome(rung, day, outcome), both.difference(rung, day, outcome))

    def tables(self, *, assumptions: bool = False) -> list[Table]:
        """For reading; with all numbers that it leans on, else the first of them."""
        from detente.outlook.what_if_tables import tables

        return tables(self, assumptions=assumptions)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        off = {lever.name: list(missing) for lever, missing in self.off}
        return {
            "warning": self.warning,
            "rung": self.rung,
            "levers": [
                {
                    "name": x.name,
                    "actor": list(x.actor),
                    "sets": [words(self.case, setting) for setting in x.sets],
                    "basis": [str(b) for b in x.basis] or [FOR_THIS_QUESTION],
                    "against": [str(b) for b in x.against],
                    "cost": x.cost,
                    "why": x.why,
                    "off-without-consent-of": off.get(x.name, []),
                }
                for x in self.levers
            ],
            "unchanged": self.unchanged,
            "outcomes": [
                {
                    "rung": rung,
                    "by": day.isoformat(),
                    "outcome": outcome,
                    "before": before,
                    "after": after,
                    "difference": change.value,
                    "low": change.low,
                    "high": change.high,
                }
                for rung in self.rungs
                for day in self.horizons
                for outcome in OUTCOMES
                for before, after, change in [self.three(rung, day, outcome)]
            ],
            "paths": {
                rung: [
                    {"before": before, "after": after, "share": share}
                    for (before, after), share in self.comparison.paths(rung).items()
                ]
                for rung in self.rungs
            },
            "events": [
                {
                    "event": event,
                    "by": day.isoformat(),
                    "before": self.comparison.before.probability(event, day).value,
                    "after": self.comparison.after.probability(event, day).value,
                }
                for event in self.events
                for day in self.horizons
            ],
            "beside": [
                {"what": x.what, "before": x.before, "after": x.after, "cites": list(x.cites)} for x in self.beside
            ],
            "assumptions": [
                {"number": a.where, "says": a.says, "basis": [str(b) for b in a.basis], "why": a.why}
                for a in self.leaned
            ],
        }


def what_if(
    case: Case,
    model: Model,
    levers: Sequence[str | CaseLever],
    *,
    horizons: Sequence[dt.date] | None = None,
    rung: str | None = None,
    accepted_by: Iterable[str] = (),
    draws: int = 10_000,
    seed: int = 1,
) -> WhatIf:
    """Pull levers together: those of the case by name, made-up settings as texts (see `question`), or levers.

    ``rung`` is the rung that the answer is about (the lowest to come if None). ``accepted_by`` are actors taken to
    consent to the levers that need it. Raises ``NoOutlook``, ``BadQuestion``, and ``InvalidModel`` for what cannot be
    drawn.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    known = iter(asked(case, [text for text in levers if isinstance(text, str)]))
    every = [next(known) if isinstance(lever, str) else lever for lever in levers]
    consenting = frozenset(accepted_by)
    off = [(lever, missing) for lever in every if (missing := lacking(case, lever, consenting))]
    on = [lever for lever in every if lever not in [one for one, _ in off]]
    days = tuple(sorted(horizons or (day.last for day in case.outlook.horizons)))
    if days[0] < model.start:
        text = f"{days[0]} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("horizon",), "horizon-in-the-past", text)])
    switches = [s.switches for lever in on for s in lever.sets if s.switches]
    if switches:
        case = _with_lengths(case, on, switches)
        model = compiled(case, switches=switches)
    process = built(case, model, days[-1])
    change = pulled(model, process, on)
    both = compare(change.before, change.levers, days[-1], draws=draws, seed=seed, checkpoints=days)
    goal = known_rung(process.process, rung)
    parts = touched(change.before, change.after, goal)
    numbers = leaned_on(change.before, model, process.assumptions, parts)
    return WhatIf(case, process, tuple(every), tuple(off), both, days, goal, tuple(numbers), tuple(beside(case, on)))


def lacking(case: Case, lever: CaseLever, consenting: Iterable[str]) -> tuple[str, ...]:
    """Whose consent a lever needs and has not: neither given for the question nor shown by the record."""
    given = set(consenting)
    for basis in lever.consented:
        statement = case.statements.get(basis.statement or "")
        if statement is not None and statement.act in (Act.ACCEPTED, Act.AGREED, Act.COMMITTED):
            given |= {party for actor in statement.by if (party := case.party_of(actor))} | set(statement.by)
    return tuple(actor for actor in lever.needs_consent if actor not in given)


def _with_lengths(case: Case, levers: Sequence[CaseLever], switches: Sequence[str]) -> Case:
    """The case in which a demand that is switched on takes as long as the question says, if the outlook is silent."""
    assert case.outlook is not None
    steps = dict(case.outlook.steps)
    for setting in (s for lever in levers for s in lever.sets):
        name = setting.step or ""
        if setting.takes is not None and name.removeprefix("condition:") in switches and name not in steps:
            takes = Duration.model_construct(time=setting.takes, basis=(), why=FOR_THIS_QUESTION)
            steps[name] = StepNumbers.model_construct(takes=takes)
    return replace(case, outlook=case.outlook.model_copy(update={"steps": steps}))


def points(change: Estimate) -> str:
    """A difference in percentage points with its range."""
    if change.value == change.low == change.high == 0.0:
        return "none"
    if max(map(abs, (change.value, change.low, change.high))) < 0.005:
        return "under 1 point"
    value, low, high = (_signed(100 * part) for part in (change.value, change.low, change.high))
    return f"{value} point{'' if value in ('+1', '-1') else 's'} ({low} to {high})"


def _signed(value: float) -> str:
    return f"{value:+.0f}" if abs(value) >= 0.5 else "0"
