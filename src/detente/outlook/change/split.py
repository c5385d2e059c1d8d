"""A change in the outlook between two versions of a case, or two days of one, divided among what changed.

    evidence      record, sources, process and procedures
    assumptions   outlook.yaml
    time          the day on which the case speaks, with the same evidence and numbers
    code          a frozen value against the same inputs drawn again now

Worlds that mix old and new are drawn on the same numbers, and each part gets its mean over the orders in which the
changes can be made (`orders`), so that no order is privileged and the parts add up to the whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.fingerprint import fingerprint
from detente.outlook.change.asked import asked
from detente.outlook.change.frozen import RunRecord
from detente.outlook.change.mixed import PARTS, Mixed
from detente.outlook.change.orders import Division, Mixture, division
from detente.outlook.change.paired import Sum, World, drawn
from detente.outlook.evidence import Shift
from detente.outlook.result import Estimate

CODE = "code"
OLD: Mixture = frozenset()
__all__ = ["CODE", "PARTS", "Line", "NoComparison", "Part", "Split", "split"]


class NoComparison(ValueError):
    """The two cannot be compared in numbers; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one part, or several that cannot be told apart, adds to a probability."""

    names: tuple[str, ...]
    change: Estimate

    @property
    def name(self) -> str:
        """For reading."""
        return " and ".join(self.names) + (" together" if len(self.names) > 1 else "")


@dataclass(frozen=True)
class Line:
    """One event by one day: before, after, and the parts of the difference, which add up to it."""

    event: str
    by: dt.date
    before: Estimate
    after: Estimate
    total: Estimate
    parts: tuple[Part, ...]
    orders: int
    possible: int

    def part(self, name: str) -> Estimate | None:
        """What a part adds; 0 where nothing of it changed; None where it cannot be told apart from another."""
        for part in self.parts:
            if name in part.names:
                return part.change if part.names == (name,) else None
        return Estimate(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Split:
    """Every event by every day that both versions speak of."""

    before: dt.date
    after: dt.date
    lines: tuple[Line, ...]
    changed: tuple[str, ...]
    """The parts in which the two differ at all."""
    not_told: Mapping[str, str]
    """What could not be computed, with the reason."""
    indicators: tuple[Shift, ...]
    """Indicators that are met in the later version and were not in the earlier one: part of the evidence."""
    lapsed: tuple[Shift, ...]
    """Indicators that were met in the earlier version and are not in the later one."""
    draws: int
    seed: int

    @property
    def unchanged(self) -> bool:
        """Whether no number moved in any draw."""
        return all(part.change.value == part.change.error == 0.0 for line in self.lines for part in line.parts)


def split(
    old: Case,
    new: Case,
    *,
    frozen: RunRecord | None = None,
    horizons: Sequence[dt.date] = (),
    draws: int = 10_000,
    seed: int = 1,
) -> Split:
    """From `old` to `new`, each as of its own day. With `frozen`, its values stand for the old ones, and what a
    newer engine makes of the same inputs is a part of its own; its draws and seed are used.

    Raises `NoComparison` where one of the two has no outlook or cannot be drawn, or no day is shared;
    `InvalidModel` for no draws.
    """
    old, new = as_of(old, old.day), as_of(new, new.day)
    if frozen is not None:
        draws, seed = frozen.draws, frozen.seed
    _with_outlooks(old, new)
    mixed = Mixed(old, new)
    days = _shared(old, new, horizons, frozen)
    questions = _questions(old, new)
    horizon = max(*days, *_days(old), *_days(new), *(day for given in questions.values() for day in given))
    found, refused = mixed.drawable(horizon)
    for mixture, word in ((OLD, "earlier"), (mixed.new, "later")):
        if mixture not in found:
            raise NoComparison(f"the {word} version cannot be drawn: {refused[mixture]}")
    lines = _lines(mixed, found, days, questions, horizon, draws, seed)
    not_told = {_named(mixture, mixed.changed): why for mixture, why in refused.items()}
    not_told |= _only_one(found[OLD], found[mixed.new])
    if frozen is not None:
        lines, reasons = _with_code(lines, frozen, old)
        not_told |= reasons
    met, lapsed = _met(mixed, mixed.new, OLD), _met(mixed, OLD, mixed.new)
    return Split(old.day, new.day, tuple(lines), mixed.changed, not_told, met, lapsed, draws, seed)


def _with_outlooks(old: Case, new: Case) -> None:
    for case, word in ((old, "earlier"), (new, "later")):
        if case.outlook is None:
            raise NoComparison(
                f"the {word} version has no outlook on {case.day.isoformat()} "
                "(outlook.yaml is missing, or was made after that day)"
            )


def _lines(
    mixed: Mixed,
    found: Mapping[Mixture, World],
    days: Sequence[dt.date],
    questions: Mapping[str, Sequence[dt.date]],
    horizon: dt.date,
    draws: int,
    seed: int,
) -> list[Line]:
    """Each goal by each day: its ends and its shares, all drawn in one go on the same numbers."""
    order = list(found)
    plans: list[tuple[str, dt.date, Division]] = []
    wanted: list[Sum] = []
    goals = dict.fromkeys(_goals(found[OLD], found[mixed.new]), tuple(days))
    for goal, more in questions.items():
        if found[OLD].speaks_of(goal) and found[mixed.new].speaks_of(goal):
            goals[goal] = tuple(sorted({*goals.get(goal, ()), *more}))
    for goal, by in goals.items():
        divided = division(mixed.changed, [mixture for mixture in order if found[mixture].speaks_of(goal)])
        change = {OLD: -1.0, mixed.new: 1.0} if mixed.changed else {}
        sums: list[Mapping[Mixture, float]] = [{OLD: 1.0}, {mixed.new: 1.0}, change]
        sums += [{mixture: float(weight) for mixture, weight in s.weights.items()} for s in divided.shares]
        for day in by:
            plans.append((goal, day, divided))
            wanted += [Sum(goal, day, {order.index(mixture): weight for mixture, weight in s.items()}) for s in sums]
    estimates = iter(drawn(list(found.values()), horizon, wanted, draws=draws, seed=seed))
    lines = []
    for goal, day, divided in plans:
        before, after, total = next(estimates), next(estimates), next(estimates)
        parts = tuple(Part(share.parts, next(estimates)) for share in divided.shares)
        lines.append(Line(goal, day, before, after, total, parts, divided.orders, divided.possible))
    return lines


def _days(case: Case) -> list[dt.date]:
    return [day.last for day in case.outlook.horizons] if case.outlook else []


def _questions(old: Case, new: Case) -> dict[str, tuple[dt.date, ...]]:
    """What the ledgers of both ask of the outlook, by days that are still to come for both."""
    first, before, after = max(old.day, new.day), asked(old), asked(new)
    found = {
        goal: tuple(day for day in days if day > first and day in before[goal])
        for goal, days in after.items()
        if goal in before
    }
    return {goal: days for goal, days in found.items() if days}


def _shared(old: Case, new: Case, asked: Sequence[dt.date], frozen: RunRecord | None) -> list[dt.date]:
    first = max(old.day, new.day)
    if frozen is not None and not asked:
        asked = sorted({day for _, day in frozen.values} & set(_days(new)))
    found = sorted(day for day in set(asked or set(_days(old)) & set(_days(new))) if day > first)
    if not found:
        raise NoComparison(f"no day after {first.isoformat()} stands among the horizons of both; ask for one")
    return found


def _goals(old: World, new: World) -> Iterator[str]:
    """What both speak of and one of them does not know already, rungs before hazards."""
    names = dict.fromkeys([*_drawn(old, hazards=False), *_drawn(new, hazards=False), *_drawn(new, rungs=False)])
    return (name for name in names if old.speaks_of(name) and new.speaks_of(name))


def _drawn(world: World, *, rungs: bool = True, hazards: bool = True) -> list[str]:
    if world.process is None:
        return []
    names = [rung.name for rung in world.process.rungs] if rungs else []
    return names + ([hazard.name for hazard in world.process.hazards] if hazards else [])


def _only_one(old: World, new: World) -> dict[str, str]:
    found = {}
    for one, other, word in ((old, new, "later"), (new, old, "earlier")):
        for name in _drawn(one):
            if not other.speaks_of(name):
                found[name] = f"the {word} version gives no number for it"
    return found


def _met(mixed: Mixed, one: Mixture, other: Mixture) -> tuple[Shift, ...]:
    """What is met in one mixture and not in the other."""
    there = {shift.indicator for shift in mixed.shifts.get(other, ())}
    return tuple(shift for shift in mixed.shifts.get(one, ()) if shift.indicator not in there)


def _named(world: Mixture, changed: Sequence[str]) -> str:
    new = [part for part in changed if part in world]
    rest = [part for part in changed if part not in world]
    return f"new {' and '.join(new)} with old {' and '.join(rest)}"


def _with_code(lines: Sequence[Line], frozen: RunRecord, old: Case) -> tuple[list[Line], dict[str, str]]:
    """The lines with the frozen value as the earlier one and a part for the engine."""
    made, own = frozen.made_from, fingerprint(old)
    if made != own:
        same = (made.evidence == own.evidence, made.assumptions == own.assumptions, made.day == own.day)
        names = ("evidence", "assumptions", "day")
        differ = " and ".join(name for name, equal in zip(names, same, strict=True) if not equal)
        reason = f"the frozen values were made from other {differ} than the earlier version has, and are left aside"
        return list(lines), {CODE: reason}
    found, missing = [], []
    for line in lines:
        value = frozen.values.get((line.event, line.by))
        if value is None:
            missing.append(f"{line.event} by {line.by.isoformat()}")
            found.append(line)
            continue
        moved = line.before.value - value.value
        noise = 0.0 if moved == 0.0 else (line.before.error**2 + value.error**2) ** 0.5
        code = Part((CODE,), Estimate(moved, moved - 1.645 * noise, moved + 1.645 * noise, noise))
        error = (line.total.error**2 + noise**2) ** 0.5
        whole = line.after.value - value.value
        total = line.total if moved == 0.0 else Estimate(whole, whole - 1.645 * error, whole + 1.645 * error, error)
        found.append(replace(line, before=value, total=total, parts=(*line.parts, code)))
    return found, {CODE: f"no value was frozen of {', '.join(missing)}"} if missing else {}
