"""The case as it was known on a day: nothing said, published, seen or reached later is in it.

A source whose publication is only bounded counts as known from the last day on which it may have appeared, so that
an uncertain date never lets something in early.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from detente.case.case import Case
from detente.case.item import Item
from detente.case.procedure import known as known_procedures
from detente.case.process import Condition, ConditionStatus, Instrument
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
    the status of a condition falls back to open where what changed it was not known yet."""
    statements = {key: s for key, s in case.statements.items() if case.known_on(key) <= day}
    sources = {
        name: source
        for name, source in case.sources.items()
        if not (known := source.known_by()) or known.last <= day or not source.has_text
    }
    process = case.process.model_copy(
        update={
            "instruments": {
                name: _instrument(item, statements, day)
                for name, item in case.process.instruments.items()
                if not _later(item.dated, day)
            },
            **{
                register: _known(getattr(case.process, register), statements, day)
                for register in ("conditions", "tracks", "missions", "guarantees", "facts")
            },
        }
    )
    return replace(
        case,
        meta=case.meta.model_copy(update={"as_of": PartialDate.on(day)}),
        sources=sources,
        statements=statements,
        process=process,
        judgements={
            name: judgement
            for name, judgement in case.judgements.items()
            if all(b.statement is None or b.statement in statements for b in judgement.basis)
        },
        procedures=known_procedures(case.procedures, statements, day),
    )


def _known(items: Mapping[str, M], statements: Mapping[str, Any], day: date) -> dict[str, M]:
    kept = {}
    for name, item in items.items():
        if _later(getattr(item, "since", None), day) or not _any_known(getattr(item, "basis", ()), statements):
            continue
        whole: Any = _condition(item, statements) if isinstance(item, Condition) else item
        kept[name] = _pruned(whole, statements)
    return kept


def _instrument(item: Instrument, statements: Mapping[str, Any], day: date) -> Instrument:
    reached = {
        rung: _pruned(step, statements)
        for rung, step in item.reached.items()
        if step.since.start <= day and _any_known(step.basis, statements)
    }
    cited = {statement.article for statement in statements.values()}
    articles = {name: article for name, article in item.articles.items() if name in cited}
    return _pruned(item, statements).model_copy(update={"reached": reached, "articles": articles})


def _condition(condition: Condition, statements: Mapping[str, Any]) -> Condition:
    full = condition.status_basis
    if full and not _any_known(full, statements):
        return condition.model_copy(update={"status": ConditionStatus.OPEN, "status_basis": ()})
    return condition


def _pruned(item: M, statements: Mapping[str, Any]) -> M:
    """The item with the statements that were not yet known taken out of every basis."""
    update: dict[str, Any] = {}
    for name in type(item).model_fields:
        value = getattr(item, name)
        if isinstance(value, tuple) and value and all(isinstance(part, Basis) for part in value):
            update[name] = tuple(b for b in value if b.statement is None or b.statement in statements)
        elif isinstance(value, tuple) and value and all(isinstance(part, Item) for part in value):
            update[name] = tuple(
                _pruned(part, statements) for part in value if _any_known(getattr(part, "basis", ()), statements)
            )
        elif isinstance(value, dict) and value and all(isinstance(part, Item) for part in value.values()):
            update[name] = {
                key: _pruned(part, statements)
                for key, part in value.items()
                if _any_known(getattr(part, "basis", ()), statements)
            }
    return item.model_copy(update=update)


def _any_known(basis: tuple[Basis, ...], statements: Mapping[str, Any]) -> bool:
    return not basis or any(b.statement is None or b.statement in statements for b in basis)


def _later(when: PartialDate | None, day: date) -> bool:
    return when is not None and when.start > day
