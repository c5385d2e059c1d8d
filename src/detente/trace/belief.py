"""What the record says of a driver: its states on the day of the case, and the indicators that moved them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from detente.case.case import Case
from detente.trace.item import Leaf
from detente.trace.trace import Trace
from detente.values.basis import Basis

if TYPE_CHECKING:
    from detente.outlook.evidence import Followed


def driver_belief(case: Case, name: str, leaf: Leaf) -> Iterator[Trace]:
    """Where the driver stands by central values, and each indicator of it that is met."""
    found = _followed(case)
    if found is None or name not in found.beliefs:
        return
    yield Trace("", f"on {found.day.isoformat()} it stands at {_odds(found.beliefs[name])}, by central values")
    for shift in found.shifts:
        if shift.driver == name:
            yield from _met(case, found, shift.indicator, leaf, id=f"indicator:{shift.indicator}")


def indicator_belief(case: Case, name: str, leaf: Leaf) -> Iterator[Trace]:
    """Whether it is met, by what, and what that did; else what it would do today."""
    found = _followed(case)
    if found is None:
        return
    yield from _met(case, found, name, leaf)
    for unmet in found.unmet:
        if unmet.indicator == name:
            moves = f"{_odds(unmet.before)} to {_odds(unmet.after)}"
            yield Trace(f"driver:{unmet.driver}", f"not met; met today, it would move {unmet.driver} from {moves}")


def _met(case: Case, found: Followed, name: str, leaf: Leaf, id: str = "") -> Iterator[Trace]:
    for shift in found.shifts:
        if shift.indicator == name:
            moves = f"{_odds(shift.before)} to {_odds(shift.after)}"
            copies = f", repeated by {', '.join(shift.sighting.copies)}" if shift.sighting.copies else ""
            text = f"{name} is met since {shift.sighting.known.isoformat()}{copies}; {shift.driver} went from {moves}"
            yield Trace(id, text, tuple(leaf(case, Basis.parse(key)) for key in shift.sighting.by))


def _odds(odds: Mapping[str, float]) -> str:
    from detente.outlook.result import percent

    certain = [state for state, share in odds.items() if share == 1.0]
    return certain[0] if certain else ", ".join(f"{state} {percent(share)}" for state, share in odds.items())


def _followed(case: Case) -> Followed | None:
    from detente.outlook.evidence import followed

    return followed(case, case.outlook, case.day + timedelta(days=1)) if case.outlook else None
