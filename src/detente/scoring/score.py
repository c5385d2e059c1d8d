"""How the forecasts of a ledger fared: each resolved question by Brier, logarithm and, where it has days, CRPS.

The last forecast made before the answer is scored, beside the base rate and the forecast published before it. What
was made after the event had come, or after the question closed, does not count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.case.ledger import Reckoning
from detente.scoring.drawing import month_ends
from detente.scoring.paired import Difference, difference
from detente.scoring.question import Asked, Published
from detente.scoring.reckoning import CannotReckon, law
from detente.scoring.rule import brier, crps, log_score

RULES = ("brier", "log", "crps")
OURS, BASE, EARLIER = "forecast", "base rate", "forecast before it"


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one number; `crps`, in days, is none where only the whole chance is known."""

    chance: float
    brier: float
    log: float
    crps: float | None


@dataclass(frozen=True)
class Scored:
    """A resolved question with the scores of each that spoke of it."""

    asked: Asked
    happened: bool
    by: dict[str, Scores]

    @property
    def chance(self) -> float:
        """What we had said."""
        return self.by[OURS].chance


def scored(asked: Iterable[Asked]) -> list[Scored]:
    """Resolved questions that had a forecast, in order."""
    found = []
    for one in asked:
        happened = one.answer
        if happened is None:
            continue
        came = one.outcome.on.last if happened and one.outcome else None
        made = [p for p in one.published if p.on <= one.closes and (came is None or p.on < came)]
        if not made:
            continue
        by = {OURS: _scores(one, made[-1], one.item(made[-1].on), happened, came)}
        if one.base is not None:
            by[BASE] = _scores(one, one.base, one.question.base_rate, happened, came)
        if len(made) > 1:
            by[EARLIER] = _scores(one, made[-2], one.item(made[-2].on), happened, came)
        found.append(Scored(one, happened, by))
    return found


def compared(found: Sequence[Scored], other: str, rule: str) -> Difference | None:
    """Ours less another, question by question; below 0 ours is better. None where no question has both."""
    pairs = [
        (ours, theirs)
        for one in found
        if other in one.by
        and (ours := getattr(one.by[OURS], rule)) is not None
        and (theirs := getattr(one.by[other], rule)) is not None
    ]
    return difference([ours for ours, _ in pairs], [theirs for _, theirs in pairs]) if pairs else None


def mean(found: Sequence[Scored], of: str, rule: str) -> tuple[float, int] | None:
    """Mean score and number of questions; None where there is none."""
    values = [v for one in found if of in one.by and (v := getattr(one.by[of], rule)) is not None]
    return (sum(values) / len(values), len(values)) if values else None


def _scores(one: Asked, number: Published, item: Reckoning, happened: bool, came: dt.date | None) -> Scores:
    curve = by_day(item, number.on, one.horizon)
    days = [number.on + dt.timedelta(days=day) for day in range((one.horizon - number.on).days + 1)]
    return Scores(
        number.chance.value,
        brier(number.chance.value, happened),
        log_score(number.chance.value, happened),
        crps(days, curve, came) if curve is not None and len(days) > 1 else None,
    )


def by_day(item: Reckoning, made: dt.date, horizon: dt.date) -> list[float] | None:
    """The chance by each day from that of the forecast to the horizon; none where the number has no days to it.

    Between the ends of months that are frozen the curve is taken as straight.
    """
    count = (horizon - made).days + 1
    if item.frozen is not None and item.frozen.curve:
        shares = [share.low for share in item.frozen.curve]
        last = max(dt.date.fromisoformat(day) for day in item.frozen.values)
        ends = month_ends(made + dt.timedelta(days=1), last)
        return _straight([0, *((end - made).days for end in ends)], [0.0, *shares])[:count]
    try:
        found = law(item)
    except CannotReckon:  # the class is shipped no more
        return None
    return [found.central(day) for day in range(count)] if found is not None and found.dated else None


def _straight(at: Sequence[int], shares: Sequence[float]) -> list[float]:
    """Between corners, day by day."""
    found = [shares[0]]
    for here, there, low, high in zip(at, at[1:], shares, shares[1:], strict=False):
        found += [low + (high - low) * (day - here) / (there - here) for day in range(here + 1, there + 1)]
    return found
