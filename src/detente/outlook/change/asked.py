"""What the ledger of a case adds to a comparison: the nodes that its questions ask about, and its frozen values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from detente.case.case import Case
from detente.case.fingerprint import Fingerprint
from detente.case.ledger import Forecast, Frozen, Question
from detente.outlook.change.frozen import BadRecord, RunRecord
from detente.outlook.result import Estimate


def asked(case: Case) -> dict[str, tuple[dt.date, ...]]:
    """Goals of the outlook for which the ledger has forecasts, with the horizons asked about."""
    found: dict[str, set[dt.date]] = {}
    for question in _questions(case):
        for item in question.forecasts.values():
            if item.outlook:
                found.setdefault(item.outlook, set()).update(day.last for day in question.horizons)
    return {goal: tuple(sorted(days)) for goal, days in found.items()}


def ledger_record(case: Case) -> RunRecord:
    """The values that the ledger froze from the outlook on the last day on which it did so; raise `BadRecord` where
    there are none, or where they were not all made in one run."""
    frozen = [
        (day, item, item.frozen)
        for question in _questions(case)
        for day, item in question.forecasts.items()
        if item.outlook and item.frozen
    ]
    if not frozen:
        raise BadRecord("the ledger of the case has no frozen forecast that was drawn from the outlook")
    last = max(day for day, _, _ in frozen)
    latest = [(item, found) for day, item, found in frozen if day == last]
    runs = {(found.case, found.draws, found.seed, found.version) for _, found in latest}
    if len(runs) > 1:
        raise BadRecord(f"the forecasts of {last} in the ledger were frozen in {len(runs)} different runs")
    (made, draws, seed, version), *_ = runs
    values = {key: value for item, found in latest for key, value in _values(item, found, draws or 1)}
    return RunRecord(case.meta.title, _fingerprint(made), version, draws or 1, seed or 0, values, {})


def _questions(case: Case) -> Iterator[Question]:
    return iter(case.ledger.questions.values() if case.ledger else ())


def _values(item: Forecast, found: Frozen, draws: int) -> Iterator[tuple[tuple[str, dt.date], Estimate]]:
    """By goal and day. The ledger writes half a draw where no draw showed the event; here that is nothing again."""
    for day, quantity in found.values.items():
        value = quantity.best or 0.0
        if value * draws <= 0.5:
            value = 0.0
        elif (1.0 - value) * draws <= 0.5:
            value = 1.0
        ends = found.ranges.get(day)
        low, high = (ends.low, ends.high) if ends else (value, value)
        error = (value * (1.0 - value) / draws) ** 0.5
        yield (str(item.outlook), dt.date.fromisoformat(day)), Estimate(value, low, high, error)


def _fingerprint(text: str) -> Fingerprint:
    evidence, _, rest = text.partition(".")
    assumptions, _, day = rest.partition(".")
    try:
        return Fingerprint(evidence, assumptions, dt.date.fromisoformat(day))
    except ValueError:
        raise BadRecord(f"'{text}' in the ledger is no fingerprint of a case") from None
