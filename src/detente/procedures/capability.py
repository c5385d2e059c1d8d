"""A demand addressed to somebody who cannot deliver it alone.

The demand's procedure says whose acts and consent it takes. Where every way needs somebody who is neither an
addressee nor part of one, the demand is flagged with those missing and the law that says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.case.act import Act
from detente.positions.speech import listed, speaker
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model
from detente.procedures.dates import cites
from detente.procedures.sets import minimal_steps
from detente.procedures.who import ANY_OF, belongs_to, shown


@dataclass(frozen=True, slots=True)
class Incapable:
    """A statement that demands something of `asked`, for which `missing` must act or agree too, by `law`."""

    statement: str
    condition: str
    asked: tuple[str, ...]
    missing: tuple[str, ...]
    law: tuple[str, ...]


def incapable(model: Model) -> list[Incapable]:
    """Every such demand of the record."""
    case = model.case
    found = []
    for name, condition in case.process.conditions.items():
        if not condition.met_by:
            continue
        ways = _ways(model, name)
        for key, statement in case.statements.items():
            if statement.about != condition.issue or statement.act is not Act.DEMANDED or not statement.to:
                continue
            lacking = [_lacking(model, way, statement.to) for way in ways]
            if lacking and all(lacking):
                missing = min(lacking, key=len)
                law = tuple(
                    dict.fromkeys(
                        cite
                        for step in set().union(*ways)
                        if set(_needed(model, [step])) & set(missing)
                        for cite in cites(model, step)
                    )
                )
                found.append(Incapable(key, name, statement.to, tuple(missing), tuple(sorted(law))))
    return found


def _ways(model: Model, condition: str) -> list[frozenset[str]]:
    sets = minimal_steps(model.graph, f"condition:{condition}").sets
    return [frozenset(model.graph.nodes[index].name for index in way) for way in sets]


def _needed(model: Model, steps: Iterable[str]) -> list[str]:
    """Who must act, agree or not object in these steps; a group that decides by consensus stands for its members."""
    found: dict[str, None] = {}
    for step in sorted(steps):
        placed = model.steps.get(step)
        if placed is not None:
            found |= dict.fromkeys(placed.who.must)
            found |= dict.fromkeys(n.removeprefix(ANY_OF) for n in placed.who.may_stop if n.startswith(ANY_OF))
    return list(found)


def _lacking(model: Model, steps: frozenset[str], asked: tuple[str, ...]) -> list[str]:
    members = [m for name in asked if name in model.case.actors for m in model.case.actors[name].members]
    owners = [*asked, *members]
    known = model.bodies
    missing = []
    for name in _needed(model, steps):
        owner = known[name].of if name in known else None
        if not belongs_to(model.case, owner or name, owners):
            missing.append(name)
    return missing


def incapable_table(model: Model) -> Table:
    """For reading."""
    case = model.case
    rows = []
    for flag in incapable(model):
        statement = case.statements[flag.statement]
        rows.append(
            (
                Entry.of(case.process.conditions[flag.condition].name, flag.statement),
                Entry(speaker(case, statement)),
                Entry(listed(case.name(actor) for actor in flag.asked)),
                Entry.of(listed(shown(case, actor) for actor in flag.missing), flag.law),
            )
        )
    heads = ("demand", "by", "asked of", "cannot be delivered without")
    return table("capability", "Demands that the addressee cannot deliver alone", heads, rows)
