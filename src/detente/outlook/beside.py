"""What a what-if changes beside the numbers: who still observes, which forums are open, which earlier texts apply."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.case.case import Case
from detente.case.lever import Lever
from detente.positions.incident import incidents, independent_observers
from detente.positions.speech import counted, listed
from detente.procedures.compile import compiled
from detente.procedures.fallback import fallbacks
from detente.procedures.forum import forums


@dataclass(frozen=True, slots=True)
class Beside:
    """One such change: what, how it was, how it is, and the statements or places that it rests on."""

    what: str
    before: str
    after: str
    cites: tuple[str, ...] = ()


def beside(case: Case, levers: Sequence[Lever]) -> list[Beside]:
    """The changes that these levers bring, in the order observers, forums, earlier texts."""
    settings = [setting for lever in levers for setting in lever.sets]
    found = []
    if gone := frozenset(s.ends for s in settings if s.ends):
        found += _observers(case, gone)
    if shut := [s.closes for s in settings if s.closes]:
        found += _forums(case, shut)
    if reached := [s.reached for s in settings if s.reached]:
        found += _texts(case, reached)
    return found


def _observers(case: Case, gone: frozenset[str]) -> list[Beside]:
    every, left = independent_observers(case), independent_observers(case, without=gone)
    actors = {case.process.missions[name].actor for name in gone if name in case.process.missions}
    cites = [str(b) for name in gone if name in case.process.missions for b in case.process.missions[name].basis]
    found = [
        Beside("independent observers of incidents", _missions(case, every), _missions(case, left), tuple(cites))
    ]
    ledger = incidents(case)
    lost = [
        i.event for i in ledger if i.observed and all(set(case.statements[key].by) <= actors for key in i.observed)
    ]
    seen = [i.event for i in ledger if i.observed]
    if seen:
        found.append(
            Beside(
                "incidents of the record that an independent observer covers",
                f"{len(seen)} of {len(ledger)}",
                f"{len(seen) - len(lost)} of {len(ledger)}",
            )
        )
    return found


def _missions(case: Case, names: Iterable[str]) -> str:
    listed_names = [case.name(case.process.missions[name].actor) for name in names]
    return f"{len(listed_names)} ({listed(listed_names)})" if listed_names else "0"


def _forums(case: Case, shut: Sequence[str]) -> list[Beside]:
    every = [forum for forum in forums(case) if forum.open]
    left = {forum.name for forum in forums(case, shut) if forum.open}
    gone = [forum for forum in every if forum.name not in left]
    found = [
        Beside(
            "forums that later moves can go to",
            f"{counted(len(every), 'forum')}: {listed(case.name(forum.name) for forum in every)}",
            f"{counted(len(left), 'forum')}: {listed(case.name(f.name) for f in every if f.name in left)}",
        )
    ]
    for forum in gone:
        who = listed(case.name(party) for party in forum.parties) or "no party"
        found.append(
            Beside(
                f"{case.name(forum.name)} as a forum",
                f"open (named with it: {who})",
                "closed: no later move goes there",
                forum.statements,
            )
        )
    return found


def _texts(case: Case, reached: Sequence[str]) -> list[Beside]:
    then = fallbacks(compiled(case))
    now = {rule.instrument: rule.active for rule in fallbacks(compiled(case, reached=reached))}
    return [
        Beside(
            case.process.instruments[rule.instrument].title,
            "applies for now" if rule.active else "no longer applies",
            "applies for now" if now[rule.instrument] else "no longer applies",
            rule.cites,
        )
        for rule in then
        if rule.active != now[rule.instrument]
    ]
