"""From an agreed text to its signature: the historical processes, without their names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache

from detente.outlook.classes.reference import rows
from detente.outlook.classes.survival import Incidence, Survival, cumulative_incidence, kaplan_meier

CANNOT_SAY = (
    "23 processes picked because they are remembered, not a sample; texts that died in silence are missing. "
    "Of the four with a public demand outside the text three were signed, two of them after nine years: too "
    "few for a curve to be more than a picture. A watch that ended with the process counts here as leaving "
    "the watch; the incidence curve counts it as a competing end."
)


@dataclass(frozen=True, slots=True)
class TextWatch:
    """One process: from which day, for how many days, and how the watch ended.

    ``end`` is ``"signed"``, ``"ended"`` (the process did) or ``"open"``. ``popular_vote`` is true where a vote of
    the people came between the text and the end of the watch (days of votes: sudd.ch). ``verified`` is false where
    a day rests on memory alone.
    """

    start: dt.date
    days: int
    end: str
    outside_condition: bool
    kind: str
    start_kind: str
    popular_vote: bool
    verified: bool
    origin: str


@cache
def _all() -> tuple[TextWatch, ...]:
    return tuple(
        TextWatch(
            dt.date.fromisoformat(row["start"]),
            int(row["days"]),
            row["end"],
            row["outside_condition"] == "1",
            row["kind"],
            row["start_kind"],
            row["popular_vote"] == "1",
            row["verified"] == "yes",
            row["origin"],
        )
        for row in rows("durations.csv")
    )


def text_watches(
    *, outside_condition: bool | None = None, verified_only: bool = False, as_of: dt.date | None = None
) -> tuple[TextWatch, ...]:
    """The watches; with ``as_of`` only what was known then: later ones out, running ones cut short."""
    found = []
    for watch in _all():
        if outside_condition is not None and watch.outside_condition != outside_condition:
            continue
        if verified_only and not watch.verified:
            continue
        if as_of is not None:
            known = (as_of - watch.start).days
            if known < 0:
                continue
            if known < watch.days:
                watch = replace(watch, days=known, end="open")
        found.append(watch)
    return tuple(found)


def signature_curve(watches: tuple[TextWatch, ...]) -> list[Survival]:
    """Kaplan-Meier: share of texts not yet signed, where an ended process leaves the watch."""
    return kaplan_meier([w.days for w in watches], [w.end == "signed" for w in watches])


def signature_incidence(watches: tuple[TextWatch, ...]) -> list[Incidence]:
    """Share signed (first) and share of processes ended unsigned (second), each forestalling the other."""
    ends = {"signed": 1, "ended": 2, "open": 0}
    return cumulative_incidence([w.days for w in watches], [ends[w.end] for w in watches])
