"""What blocks a rung: per condition its status, who must act, who can stop it, what is open, when at the
earliest, and who contests it.

Every number and name comes from the case: from procedures with their law, and from statements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import Condition, ConditionStatus, Ring
from detente.case.statement import Stance
from detente.positions.holding import stance_of
from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model, compiled
from detente.procedures.dates import Earliest, cites, earliest
from detente.procedures.sets import Minimal, minimal_steps, stopping_sets
from detente.procedures.who import shown

MOST_SETS = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """Which of the sources that list several conditions list this one."""

    lists: tuple[str, ...]
    """Sources that make the instrument wait for two conditions or more."""
    among: tuple[str, ...]
    """Those of them that name this condition."""

    @property
    def text(self) -> str:
        """`common to all 4 lists`, `disputed: 1 of 4 lists (002)`, or `in no list`."""
        if not self.among:
            return "in no list" if self.lists else ""
        if len(self.lists) == 1:
            return "in the only list"
        if len(self.among) == len(self.lists):
            return f"common to all {len(self.lists)} lists"
        return f"disputed: {len(self.among)} of {len(self.lists)} lists ({', '.join(self.among)})"

    @property
    def disputed(self) -> bool:
        """Named by some lists and not by others."""
        return 0 < len(self.among) < len(self.lists)


@dataclass(frozen=True, slots=True)
class Blocker:
    """A condition as it stands. Actors are ids (see `who.shown`); `must` act on every way, `may_act` on some way.

    `stops` are the minimal sets of actors that can keep the condition from being met, `steps` the minimal
    sets of open steps (node names) that meet it; `contested` are actors who reject or deny it, each with
    statements.
    """

    name: str
    condition: Condition
    rung: str | None
    rungs_said: tuple[str, ...]
    blocks: bool
    must: tuple[str, ...]
    may_act: tuple[str, ...]
    stops: Minimal[str]
    steps: Minimal[str]
    open_steps: tuple[str, ...]
    earliest: Earliest
    contested: tuple[tuple[str, tuple[str, ...]], ...]
    listing: Listing
    cites: tuple[str, ...]

    @property
    def met(self) -> bool:
        """Nothing is open any more."""
        return self.condition.status in (ConditionStatus.MET, ConditionStatus.LAPSED)

    @property
    def rung_conflict(self) -> bool:
        """Sources let different rungs wait for it."""
        return len(self.rungs_said) > 1


def blockers(model: Model) -> list[Blocker]:
    """Every condition of the case: those that block first, then by ring, in the order of the case."""
    lists = _lists(model.case)
    found = [_blocker(model, name, condition, lists) for name, condition in model.case.process.conditions.items()]
    rings = list(Ring)
    return sorted(found, key=lambda b: (b.met, not b.blocks, rings.index(b.condition.ring)))


def _blocker(model: Model, name: str, condition: Condition, lists: dict[str, tuple[str, ...]]) -> Blocker:
    case, node = model.case, f"condition:{name}"
    sets = minimal_steps(model.graph, node, MOST_SETS)
    steps = Minimal(
        tuple(frozenset(model.graph.nodes[index].name for index in found) for found in sets.sets),
        sets.complete,
        sets.more,
    )
    acting = [_acting(model, condition, found) for found in steps.sets]
    every = set.intersection(*acting) if acting else set()
    some = set.union(*acting) if acting else set()
    order = [actor for placed in model.steps.values() for actor in placed.who.must]
    order += [*condition.must_act, *condition.asked_of]
    rung = model.gate(name)
    in_use = [n for n in model.steps if any(n in found for found in steps.sets)]
    return Blocker(
        name,
        condition,
        rung,
        _rungs_said(case, condition),
        name in model.standing,
        tuple(dict.fromkeys(actor for actor in order if actor in every)),
        tuple(dict.fromkeys(actor for actor in order if actor in some - every)),
        stopping_sets(model.graph, node, MOST_SETS),
        steps,
        tuple(in_use),
        earliest(model, node),
        _contested(case, condition),
        Listing(tuple(lists), tuple(source for source, names in lists.items() if name in names)),
        tuple(dict.fromkeys([*map(str, condition.basis), *(cite for n in in_use for cite in cites(model, n))])),
    )


def _acting(model: Model, condition: Condition, steps: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for step in steps:
        placed = model.steps.get(step)
        found |= set(placed.who.must) if placed else set(condition.must_act or condition.asked_of)
    return found


def _rungs_said(case: Case, condition: Condition) -> tuple[str, ...]:
    said = [s.gates for b in condition.basis if (s := case.statements.get(b.statement or ""))]
    gates = [condition.gates, *said]
    return tuple(dict.fromkeys(rung for rung in gates if rung))


def _lists(case: Case) -> dict[str, tuple[str, ...]]:
    """For each source that makes the main instrument wait for two conditions or more: their names."""
    named: dict[str, list[str]] = {}
    prefix = case.meta.instrument + "."
    for name, condition in case.process.conditions.items():
        if condition.ring is Ring.IN_TEXT:
            continue
        for basis in condition.basis:
            statement = case.statements.get(basis.statement or "")
            if statement is not None and statement.gates and statement.gates.startswith(prefix):
                found = named.setdefault(str(basis.source), [])
                if name not in found:
                    found.append(name)
    return {source: tuple(names) for source, names in sorted(named.items()) if len(names) > 1}


def _contested(case: Case, condition: Condition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    issues = {condition.issue, *(name for name, issue in case.process.issues.items() if issue.of == condition.issue)}
    parties = {case.party_of(holder) for holder in condition.holder}
    found: dict[str, list[str]] = {}
    for key, statement in case.statements.items():
        if statement.about not in issues:
            continue
        against = statement.column in (Column.DENIAL, Column.REJECTION) or stance_of(statement) is Stance.AGAINST
        ruled = statement.column is Column.RULING
        if against or ruled:
            for speaker in statement.by:
                if case.party_of(speaker) not in parties or case.party_of(speaker) is None:
                    found.setdefault(speaker, []).append(key)
    return tuple((speaker, tuple(keys)) for speaker, keys in found.items())


def stops_text(case: Case, stops: Minimal[str], most: int = 12) -> str:
    """Who can stop it: single actors, then sets that can only do it together."""
    parts = [" with ".join(sorted(shown(case, name) for name in found)) for found in stops.sets[:most]]
    rest = len(stops.sets) - len(parts)
    more = [] if stops.complete and not rest else [f"{stops.count} sets in all"]
    return "; ".join([*parts, *more])


def blockers_table(model: Model, found: Iterable[Blocker] | None = None) -> Table:
    """For reading: condition, rung, who must act, who can stop it, earliest date, contested by whom."""
    case = model.case
    rows = []
    for b in found if found is not None else blockers(model):
        name = b.condition.name + ("" if b.blocks or b.met else " (does not block)")
        must = listed(shown(case, actor) for actor in b.must)
        if b.may_act:
            must += f"; on some ways also {listed(shown(case, actor) for actor in b.may_act)}"
        rungs = listed(_rung(case, rung) for rung in b.rungs_said) or "none"
        if b.blocks and b.rung and b.rung not in b.rungs_said:
            rungs = _rung(case, b.rung)
        contested = listed(case.name(actor) for actor, _ in b.contested)
        against = [key for _, keys in b.contested for key in keys]
        rows.append(
            (
                Entry.of(name, map(str, b.condition.basis)),
                Entry(f"{b.condition.ring}" + (f"; {b.listing.text}" if b.listing.text else "")),
                Entry(rungs + (" (sources differ)" if b.rung_conflict else "")),
                Entry.of(str(b.condition.status), map(str, b.condition.status_basis)),
                Entry.of(must, map(str, b.condition.must_act_basis or b.condition.basis)),
                Entry(stops_text(case, b.stops)),
                Entry("" if b.met else b.earliest.text, because=tuple(b.earliest.path)),
                Entry.of(contested, against),
            )
        )
    rung = f"{case.process.instruments[case.meta.instrument].title}"
    return table(
        "blockers",
        f"What blocks: {rung}",
        ("condition", "kind", "rung", "status", "must act", "can stop it", "earliest", "contested by"),
        rows,
        note=(
            "Earliest: every step at its fastest and every consent given; a condition without a procedure has no "
            "shortest time. A holder can also drop its own demand."
        ),
    )


def _rung(case: Case, rung: str) -> str:
    instrument, _, step = rung.partition(".")
    words = step.replace("-", " ")
    return words if instrument == case.meta.instrument else f"{words} ({instrument})"


def signature(case: Case, *, switches: Iterable[str] = (), without: Iterable[str] = ()) -> Table:
    """The table of what blocks the main instrument, only with conditions that still stand (for the brief)."""
    model = compiled(case, switches=switches, without=without)
    return blockers_table(model, [b for b in blockers(model) if b.blocks and not b.met])
