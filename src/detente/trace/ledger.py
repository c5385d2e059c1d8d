"""The tree behind a question of the forecast ledger: `ledger:EVENT`, and by one horizon `ledger:EVENT.2031-12-31`."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.ledger import Forecast, Question, Reckoning, question_names
from detente.outlook.address import outlook_id
from detente.trace.item import Leaf
from detente.trace.reference import class_trace
from detente.trace.trace import Trace
from detente.values.quantity import Quantity

LEDGER = "ledger:"


def ledger_ids(case: Case) -> list[str]:
    """What can be asked for; none where the case has no ledger."""
    if case.ledger is None:
        return []
    questions = case.ledger.questions
    return [f"{LEDGER}{name}" for name in (*questions, *(full for full, _, _ in question_names(questions)))]


def explain_question(case: Case, id: str, leaf: Leaf) -> Trace | None:
    """Event, rules, and each forecast with the way in which it was made; none for any other id."""
    if case.ledger is None or not id.startswith(LEDGER):
        return None
    name, _, day = id.removeprefix(LEDGER).partition(".")
    question = case.ledger.questions.get(name)
    days = [horizon.last.isoformat() for horizon in question.horizons] if question else []
    if question is None or (day and day not in days):
        return None
    parts = [
        Trace("", f"it counts: {question.resolves}"),
        Trace("", f"who is asked: {question.truth}"),
        Trace("", f"void: {question.void}"),
        *(_forecast(case, made, item, day, leaf) for made, item in sorted(question.forecasts.items())),
        _base_rate(case, question, day, leaf),
    ]
    asked = day or ", ".join(days)
    return Trace(id, f"{question.event}, from {question.opens} and by {asked}", tuple(parts))


def _forecast(case: Case, made: str, item: Forecast, day: str, leaf: Leaf) -> Trace:
    parts = [*_way(case, item, leaf), *_frozen(item)]
    return Trace("", f"forecast of {made} by {item.by}: {_values(item, day)}", tuple(parts))


def _base_rate(case: Case, question: Question, day: str, leaf: Leaf) -> Trace:
    item = question.base_rate
    return Trace("", f"base rate: {_values(item, day)}", (*_way(case, item, leaf), *_frozen(item)))


def _values(item: Reckoning, day: str) -> str:
    if item.frozen is None:
        return "not frozen yet"
    shown = {by: value for by, value in item.frozen.values.items() if day in ("", by)}
    ranges = item.frozen.ranges
    texts = [f"{_percent(value.best)}{_range(ranges.get(by))} by {by}" for by, value in shown.items()]
    return "; ".join(texts) or "none for this day"


def _way(case: Case, item: Reckoning, leaf: Leaf) -> Iterator[Trace]:
    """The one way in which the number was made, with its grounds."""
    if item.goal is not None:
        days = list(item.frozen.values) if item.frozen else []
        ids = ", ".join(f"{outlook_id(item.goal)}@{day}" for day in days) or outlook_id(item.goal)
        yield Trace("", f"drawn from the outlook; what it rests on: {ids}")
    if item.class_basis is not None:
        yield class_trace(item.class_basis)
    if item.events is not None:
        yield Trace("", f"{item.events} events in {item.exposure}, as a rate with Jeffreys's prior")
    for basis in item.basis:
        yield leaf(case, basis)
    if item.why:
        yield Trace("", f"why: {item.why}")


def _frozen(item: Reckoning) -> Iterator[Trace]:
    if (found := item.frozen) is not None:
        drawn = f", {found.draws:,} draws, seed {found.seed}" if found.draws else ""
        yield Trace("", f"frozen by {found.version} from the case {found.case}{drawn}; seal {found.hash}")


def _percent(share: float | None) -> str:
    from detente.outlook.result import percent

    return percent(share or 0.0)


def _range(ends: Quantity | None) -> str:
    return f" ({_percent(ends.low)} to {_percent(ends.high)})" if ends else ""
