"""Which levers move an outcome most: each alone, on the same draws, under those who could pull it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.case.case import Case
from detente.case.lever import Lever
from detente.outlook.case_lever import pulled
from detente.outlook.compare import compare
from detente.outlook.from_case import Built, NoOutlook, built
from detente.outlook.goal import known_rung, telling
from detente.outlook.naming import goal_name
from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.result import Estimate
from detente.outlook.simulate import simulate
from detente.outlook.what_if import lacking, points
from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model, compiled


@dataclass(frozen=True)
class Ranked:
    """A lever with what it alone does to the chance of a rung by a day; ``missing`` are those whose consent it lacks,
    and which is taken as given here."""

    key: str
    lever: Lever
    change: Estimate
    missing: tuple[str, ...]
    moves: bool


@dataclass(frozen=True)
class Ranking:
    """Levers by the size of what they do, largest first; ``chance`` is that of the rung without any."""

    case: Case
    rung: str
    by: dt.date
    chance: Estimate
    levers: tuple[Ranked, ...]
    left_out: tuple[str, ...] = ()
    """Those that take the rung as reached."""
    closed: tuple[str, ...] = ()
    """Those that set what is no longer to come."""

    def by_actor(self) -> list[tuple[tuple[str, ...], list[Ranked]]]:
        """The levers of each set of actors who could pull them; first those with the largest single effect."""
        groups: dict[tuple[str, ...], list[Ranked]] = {}
        for each in self.levers:
            groups.setdefault(each.lever.actor, []).append(each)
        return sorted(groups.items(), key=lambda g: (-abs(g[1][0].change.value), [self.case.name(a) for a in g[0]]))

    def table(self) -> Table:
        """For reading."""
        rows = []
        for actors, group in self.by_actor():
            for index, each in enumerate(group):
                consent = f"only with the consent of {_names(self.case, each.missing)}" if each.missing else ""
                rows.append(
                    (
                        Entry(_names(self.case, actors) if index == 0 else ""),
                        Entry(each.key),
                        Entry(each.lever.name),
                        Entry(points(each.change) if each.moves else "no way to the outcome"),
                        Entry(consent),
                    )
                )
        name, low, high = goal_name(self.case, self.rung), self.chance.low, self.chance.high
        title = f"What each lever alone does to '{name}' by {self.by.isoformat()} (without any: {self.chance})"
        note = (
            "The size of each lever is assumed; ranges hold 90% of the belief that the uncertain numbers leave. "
            f"Without any lever that belief runs from {low:.0%} to {high:.0%}."
        )
        if self.left_out:
            note += f" Left out, since they take the rung as reached: {', '.join(self.left_out)}."
        if self.closed:
            note += f" What they set is no longer to come: {', '.join(self.closed)}."
        return table("levers", title, ("who would act", "name", "lever", "change", "condition"), rows, note)


def ranking(
    case: Case,
    model: Model,
    *,
    rung: str | None = None,
    by: dt.date | None = None,
    draws: int = 4_000,
    seed: int = 1,
    base: Built | None = None,
) -> Ranking:
    """Pull every lever of the case alone. ``rung`` is the lowest to come if None, ``by`` the first horizon by which
    its chance lies between 5% and 95%, else the last; ``base`` saves building the process again.

    Raises ``NoOutlook``, and ``InvalidModel`` for what cannot be drawn.
    """
    if case.outlook is None:
        raise NoOutlook(f"the case has no outlook.yaml made by {case.day.isoformat()}")
    horizons = sorted(day.last for day in case.outlook.horizons)
    last = by or horizons[-1]
    if last < model.start:
        text = f"{last} is before the first day still open, {model.start}"
        raise InvalidModel([Problem(("by",), "horizon-in-the-past", text)])
    process = base or built(case, model, last)
    goal = known_rung(process.process, rung)
    plain = simulate(process.process, last, draws=draws, seed=seed, watch=())
    day = by or telling([(d, plain.probability(goal, d).value) for d in horizons])
    rungs = [r.name for r in process.process.rungs]
    above = rungs[rungs.index(goal) :]
    left_out = [k for k, lever in case.outlook.levers.items() if any(s.reached in above for s in lever.sets)]
    found: list[Ranked] = []
    closed: list[str] = []
    for key, lever in case.outlook.levers.items():
        if key in left_out:
            continue
        switches = [s.switches for s in lever.sets if s.switches]
        own = compiled(case, switches=switches) if switches else model
        try:
            change = pulled(own, built(case, own, last) if switches else process, [lever])
        except InvalidModel:  # what it sets is no longer to come, or has no number
            closed.append(key)
            continue
        both = compare(change.before, change.levers, last, draws=draws, seed=seed, checkpoints=[day], watch=())
        missing = lacking(case, lever, ())
        found.append(Ranked(key, lever, both.difference(goal, day), missing, not both.unchanged))
    found.sort(key=lambda each: (-abs(each.change.value), not each.moves, each.key))
    return Ranking(case, goal, day, plain.probability(goal, day), tuple(found), tuple(left_out), tuple(closed))


def _names(case: Case, actors: tuple[str, ...]) -> str:
    return listed(case.name(actor) for actor in actors)
