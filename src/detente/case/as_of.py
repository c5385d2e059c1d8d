"""The case as it was known on a day: nothing said, published, seen or reached later is in it.

A source whose publication is only bounded counts as known from the last day on which it may have appeared, so that
an uncertain date never lets something in early; a law or reference without statements of its own counts from the
first. Questions (issues) and names are the words of the case, not its news: they stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from detente.case.case import Case
from detente.case.item import Item
from detente.case.ledger import known_ledger, known_outcomes
from detente.case.procedure import known as known_procedures
from detente.case.procedure import without_bases
from detente.case.process import ConditionStatus, Event, Instrument
from detente.case.source import Source
from detente.case.statement import Statement
from detente.values.basis import Basis
from detente.values.partial_date import PartialDate

M = TypeVar("M", bound=Item)


class LaterThanCase(ValueError):
    """The day asked for lies after the day on which the case ends: it knows nothing of that day."""


def as_of(case: Case, day: date) -> Case:
    """What was known on `day`; raise `LaterThanCase` for a day after the case's own."""
    if day > case.day:
        raise LaterThanCase(f"the case ends on {case.day.isoformat()}; it cannot be asked about {day.isoformat()}")
    return bounded(case, day)


def bounded(case: Case, day: date) -> Case:
    """The case cut off after `day`. Statements, sources, registers and judgements that rest only on what came later
    are gone; what rests on several things keeps those that were known, but a judgement needs all of its reasons, and
    a value whose own basis was not known yet (a status, a mandate's end) falls back to what it is without it."""
    statements = {key: s for key, s in case.statements.items() if case.known_on(key) <= day}
    published = [name for name, source in case.sources.items() if _published(source, day)]
    return _resting_on(case, statements, published, day)


def without(case: Case, *sources: str) -> Case:
    """The case as if these sources had never been read: their statements are gone, with the conditions, events and
    judgements that rest on them alone; numbers of outlook.yaml stay and lose the basis. `KeyError` for a source that
    the case does not have."""
    for name in sources:
        if name not in case.sources:
            raise KeyError(name)
    whole = as_of(case, case.day)
    statements = {key: s for key, s in whole.statements.items() if key.partition("/")[0] not in sources}
    left = _resting_on(whole, statements, [name for name in whole.sources if name not in sources], case.day)
    gone = frozenset(sources)
    return replace(
        left,
        procedures={name: without_bases(item, statements, gone) for name, item in left.procedures.items()},
        outlook=without_bases(left.outlook, statements, gone) if left.outlook else None,
    )


def _resting_on(case: Case, statements: dict[str, Statement], published: list[str], day: date) -> Case:
    """The case with these statements and sources alone, and what can rest on them."""
    known = _Known(statements, published, day)
    instruments = {
        name: _instrument(item, known, main=name == case.meta.instrument)
        for name, item in case.process.instruments.items()
        if name == case.meta.instrument or (known.begun(item.dated) and known.any_of(item.basis))
    }
    process = case.process.model_copy(
        update={
            "instruments": {name: _referring(item, instruments) for name, item in instruments.items()},
            "events": _events(case, statements),
            **{
                register: known.items(getattr(case.process, register))
                for register in ("conditions", "tracks", "missions", "guarantees", "facts")
            },
        }
    )
    return replace(
        case,
        meta=case.meta.model_copy(update={"as_of": PartialDate.on(day)}),
        sources={name: _source(case.sources[name], published, day) for name in published},
        statements=statements,
        process=process,
        judgements={name: j for name, j in case.judgements.items() if all(map(known.basis, j.basis))},
        procedures=known_procedures(case.procedures, statements, case.sources, day),
        outlook=case.outlook if case.outlook and case.outlook.made.last <= day else None,
        ledger=known_ledger(case.ledger, day) if case.ledger else None,
        outcomes=known_outcomes(case.outcomes, day) if case.outcomes else None,
    )


# What a value is while its basis is not known, where that is not its absence.
_WITHOUT_BASIS = {"status": ConditionStatus.OPEN}


@dataclass(frozen=True, slots=True)
class _Known:
    """What was known on `day`: statements, and sources that had appeared."""

    statements: Mapping[str, Statement]
    sources: Collection[str]
    day: date

    def basis(self, basis: Basis) -> bool:
        """Whether what a fact rests on was known."""
        if basis.statement:
            return basis.statement in self.statements
        return basis.source is None or basis.source in self.sources

    def any_of(self, bases: Iterable[Basis]) -> bool:
        """True where there are none, or one of them was known."""
        listed = list(bases)
        return not listed or any(map(self.basis, listed))

    def begun(self, when: PartialDate | None) -> bool:
        """False for what begins after the day."""
        return when is None or when.start <= self.day

    def item(self, item: Item) -> bool:
        """Whether an item of a register was there."""
        return self.begun(getattr(item, "since", None)) and self.any_of(getattr(item, "basis", ()))

    def items(self, items: Mapping[str, M]) -> dict[str, M]:
        """Those of a register that were there, as far as they were known."""
        return {name: self.pruned(item) for name, item in items.items() if self.item(item)}

    def pruned(self, item: M) -> M:
        """The item without what was not known yet, in every basis, part and list."""
        update: dict[str, Any] = {}
        for name in type(item).model_fields:
            value = getattr(item, name)
            if not value or not isinstance(value, tuple | dict):
                continue
            parts = list(value.values() if isinstance(value, dict) else value)
            if all(isinstance(part, Basis) for part in parts):
                update[name] = tuple(filter(self.basis, parts))
                stem = name.removesuffix("_basis")
                if not update[name] and stem != name:
                    update[stem] = _WITHOUT_BASIS.get(stem, type(item).model_fields[stem].get_default())
            elif all(isinstance(part, Item) for part in parts) and isinstance(value, dict):
                update[name] = self.items(value)
            elif all(isinstance(part, Item) for part in parts):
                update[name] = tuple(self.pruned(part) for part in parts if self.item(part))
        return item.model_copy(update=update)


def _published(source: Source, day: date) -> bool:
    known = source.known_by()
    return known is None or (known.last if source.has_text else known.start) <= day


def _source(source: Source, published: Collection[str], day: date) -> Source:
    """Without later grades, and without what it shares with sources that had not appeared."""
    return source.model_copy(
        update={
            "grades": tuple(grade for grade in source.grades if grade.on.start <= day),
            "depends_on": tuple(d for d in source.depends_on if d.from_ in published),
        }
    )


def _instrument(item: Instrument, known: _Known, *, main: bool) -> Instrument:
    cited = {statement.article for statement in known.statements.values()}
    update: dict[str, Any] = {"articles": {n: article for n, article in item.articles.items() if n in cited}}
    if main and not known.begun(item.dated):
        update["dated"] = None
    return known.pruned(item).model_copy(update=update)


def _referring(item: Instrument, instruments: Collection[str]) -> Instrument:
    return item.model_copy(update={"refers_to": tuple(r for r in item.refers_to if r.to in instruments)})


def _events(case: Case, known: Mapping[str, Statement]) -> dict[str, Event]:
    """Without events that only later statements speak of."""
    spoken_of = _spoken_of(case.statements.values())
    waiting = list(_spoken_of(known.values()) | (set(case.process.events) - spoken_of))
    kept: set[str] = set()
    while waiting:
        name = waiting.pop()
        event = case.process.events.get(name)
        if event is not None and name not in kept:
            kept.add(name)
            waiting += [event.of] if event.of else []
    return {name: event for name, event in case.process.events.items() if name in kept}


def _spoken_of(statements: Iterable[Statement]) -> set[str]:
    return {name for s in statements for name in (*s.event, s.hangs_on) if name}
