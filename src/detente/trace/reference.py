"""A reference class as a reason: its count, what was counted, how wide it is, whose data, what they cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.trace.trace import Trace
from detente.values.basis import Basis

if TYPE_CHECKING:
    from detente.outlook.classes import QuietHazard, RateClass, ReferenceClass


def class_trace(basis: Basis) -> Trace:
    """The class as its basis names it; with its citation where it is a shipped one of this count."""
    count = f", {basis.k} of {basis.n}" if basis.k is not None else ""
    parts = tuple(Trace("", part) for part in _shipped(basis))
    return Trace("", f"reference class {basis.name}{count}", parts, basis.solidity.word)


def _shipped(basis: Basis) -> Iterator[str]:
    from detente.outlook.classes import quiet_hazards, rate_classes, reference_classes

    for found in reference_classes(basis.name):
        if (found.k, found.n) == (basis.k, basis.n):
            yield from _share(found)
            return
    for steady in rate_classes(basis.name):
        if (steady.events, round(steady.exposure_years)) == (basis.k, basis.n):
            yield from _steady(steady)
            return
    for hazard in quiet_hazards():
        if basis.name == "quiet-hazard" and (hazard.events, round(hazard.exposure_years)) == (basis.k, basis.n):
            yield from _rate(hazard)
            return


def _share(item: ReferenceClass) -> Iterator[str]:
    within = f" within {item.years} year{'s' if item.years != 1 else ''}" if item.years else ""
    ends = f"95% interval {item.low:.0%} to {item.high:.0%}"
    yield f"{item.event}{within} ({item.population}): {item.share:.0%}, {ends}"
    yield f"source: {item.source}"
    if item.cannot_say:
        yield f"it cannot say: {item.cannot_say}"
    if item.note:
        yield f"note: {item.note}"


def _rate(item: QuietHazard) -> Iterator[str]:
    quiet = f"{item.population}, quiet for {item.quiet_from:g} to {item.quiet_to:g} years"
    count = f"{item.events} in {item.exposure_years:g} pair-years"
    ends = f"95% interval {item.low:.2g} to {item.high:.2g}"
    yield f"{item.event} ({quiet}): {count}, {item.per_year:.2g} a year, {ends}"
    yield f"source: {item.source}"
    if item.cannot_say:
        yield f"it cannot say: {item.cannot_say}"


def _steady(item: RateClass) -> Iterator[str]:
    count = f"{item.events} in {item.exposure_years:g} years to {item.data_to.isoformat()}"
    ends = f"95% interval {item.low:.2g} to {item.high:.2g}"
    yield f"{item.event} ({item.population}): {count}, {item.events / item.exposure_years:.2g} a year, {ends}"
    yield f"source: {item.source}"
    yield f"it cannot say: {item.cannot_say}"
