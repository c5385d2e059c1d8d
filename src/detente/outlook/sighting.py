"""What of the record meets an indicator, and on which day: copies of one origin count once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.case.act import Act
from detente.case.case import Case
from detente.case.indicator import Watch
from detente.case.process import ConditionStatus
from detente.case.statement import Statement

TOOK_PLACE = frozenset(
    {Act.AGREED, Act.COMMITTED, Act.ANNOUNCED, Act.OBSERVED, Act.RULED, Act.ACKNOWLEDGED, Act.REPORTED}
)
"""Acts that say that an event took place; a claim, a fear or a forecast does not."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An indicator is met: of which day that speaks, since when it was known, by what, and what only repeats it."""

    day: dt.date
    known: dt.date
    by: tuple[str, ...]
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One statement that fits, the statement that it goes back to, and its days."""

    key: str
    root: str
    day: dt.date
    known: dt.date


def sighting(case: Case, watch: Watch, since: dt.date) -> Sighting | None:
    """The first time that enough of it was known, counting what became known after ``since`` and by the day of the
    case, and speaks of no earlier day; None where it is not met."""
    if watch.reached or watch.met:
        return _of_process(case, watch, since)
    found: dict[str, Match] = {}
    copies: list[str] = []
    for match in sorted(matches(case, watch), key=lambda m: (m.known, m.day, m.key)):
        if not since < match.known <= case.day or match.day < since:
            continue
        if match.root in found:
            copies.append(match.key)
        elif len(found) < watch.times:
            found[match.root] = match
    if len(found) < watch.times:
        return None
    last = max(found.values(), key=lambda m: (m.known, m.day))
    return Sighting(last.day, last.known, tuple(m.key for m in found.values()), tuple(copies))


def matches(case: Case, watch: Watch) -> list[Match]:
    """The statements that fit what is watched."""
    found = []
    for key, statement in case.standing.items():
        if _fits(case, watch, statement):
            known = case.known_on(key)
            root = _event(watch, statement) or _root(case, key)
            found.append(Match(key, root, min(_day(watch, statement, known), known), known))
    return found


def _fits(case: Case, watch: Watch, statement: Statement) -> bool:
    acts = watch.act or (TOOK_PLACE if watch.event else ())
    if acts and statement.act not in acts:
        return False
    if watch.event and not watch.act and (statement.modality or _ahead(case, statement)):
        return False
    wanted = (
        (watch.about, (statement.about,)),
        (watch.event, statement.event),
        (watch.by, statement.by),
        (watch.to, statement.to),
        (watch.entity, statement.entity),
        (watch.value, (statement.value,) if statement.value else ()),
    )
    if any(names and not set(names) & set(given) for names, given in wanted):
        return False
    return watch.stance is None or statement.stance is watch.stance


def _ahead(case: Case, statement: Statement) -> bool:
    """It speaks of what is still to come."""
    return statement.when is not None and statement.when.start > case.day


def _event(watch: Watch, statement: Statement) -> str | None:
    """Of several reports of one event, whoever makes them, each event counts once."""
    return next((name for name in statement.event if name in watch.event), None)


def _root(case: Case, key: str) -> str:
    """The statement that a copy goes back to, whether or not it is known yet."""
    seen = [key]
    while seen[-1] in case.statements and (repeats := case.statements[seen[-1]].repeats):
        following = next((name for name in repeats if name not in seen), None)
        if following is None:
            break
        seen.append(following)
    return seen[-1]


def _day(watch: Watch, statement: Statement, known: dt.date) -> dt.date:
    """The day of which it speaks: of an event the day on which it took place, else the day on which it was said."""
    said = statement.when if watch.event else statement.said
    return (said or statement.said).last if (said or statement.said) else known  # type: ignore[union-attr]


def _of_process(case: Case, watch: Watch, since: dt.date) -> Sighting | None:
    if watch.reached:
        instrument, _, rung = watch.reached.partition(".")
        item = case.process.instruments.get(instrument)
        reached = item.reached.get(rung) if item else None
        when, basis = (reached.since, reached.basis) if reached else (None, ())
    else:
        condition = case.process.conditions.get((watch.met or "").removeprefix("condition:"))
        met = condition is not None and condition.status is ConditionStatus.MET
        when, basis = (condition.since, condition.status_basis) if met and condition else (None, ())
    if when is None or not since < when.last <= case.day:
        return None
    return Sighting(when.last, when.last, tuple(map(str, basis)))
