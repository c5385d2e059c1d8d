"""Who acts in a step, whose agreement it needs, and who can stop it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.case.actor import Actor
from detente.case.case import Case
from detente.case.procedure import Body, Step

ANY_OF = "any one of "


@dataclass(frozen=True, slots=True)
class Who:
    """Actors of a step by name; a body without an actor of its own stands under its own name.

    `must` have to act or agree; `may_stop` can stop it beside; `stops` are the smallest sets that can.
    """

    must: tuple[str, ...]
    may_stop: tuple[str, ...]
    stops: tuple[frozenset[str], ...]


def bodies(case: Case) -> dict[str, Body]:
    """Every body of the case's procedures."""
    return {name: body for procedure in case.procedures.values() for name, body in procedure.bodies.items()}


def actor_of(known: Mapping[str, Body], name: str) -> str:
    """The actor that a body is; the name itself where it is one."""
    body = known.get(name)
    return body.actor if body and body.actor else name


def who(case: Case, known: Mapping[str, Body], step: Step) -> Who:
    """The actors of a step."""
    acting = [actor_of(known, name) for name in (*step.body, *step.consent)]
    vetoes = [actor_of(known, name) for name in step.veto]
    stops = [frozenset({name}) for name in (*acting, *vetoes)]
    if step.consensus:
        group = actor_of(known, step.consensus)
        vetoes += [ANY_OF + group, *_members(case.actors, group)]
        stops += [frozenset({name}) for name in vetoes[-1 - len(_members(case.actors, group)) :]]
        if not step.silence:
            acting.append(group)
    return Who(_once(acting), _once(vetoes), tuple(dict.fromkeys(stops)))


def _members(actors: Mapping[str, Actor], group: str) -> tuple[str, ...]:
    return actors[group].members if group in actors else ()


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def shown(case: Case, name: str) -> str:
    """The actor or body in our words."""
    if name.startswith(ANY_OF):
        return ANY_OF + shown(case, name.removeprefix(ANY_OF))
    if name in case.actors:
        return case.name(name)
    body = bodies(case).get(name)
    return body.name if body else name.replace("-", " ")


def belongs_to(case: Case, name: str, owners: Iterable[str]) -> bool:
    """Whether an actor is, or is part of, one of the owners."""
    wanted = set(owners)
    seen: set[str] = set()
    while name not in seen:
        if name in wanted:
            return True
        seen.add(name)
        actor = case.actors.get(name)
        if actor is None or actor.of is None:
            return False
        name = actor.of
    return False


def size_on(body: Body, day: date) -> int | None:
    """The number of members or voters on a day, where it is known."""
    size = body.size(day)
    return size.count if size else None
