"""The backtest: would structure have told when texts of the past are signed?

Each text of the shipped list is forecast on the day on which it was agreed, from the texts that had begun before that
day, each as far as it had come by then: nothing that began or was decided later reaches the forecast, and the text
itself never does. Its chance of signature within 30 to 730 days and the whole curve of days are scored against what
came, for structure and for what it must beat.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.outlook.classes import TextWatch, text_watches
from detente.scoring.baseline import base_rate, kaplan_meier_curve, nothing_changes
from detente.scoring.paired import Difference, difference
from detente.scoring.rule import brier, crps, log_score
from detente.scoring.structure import FACTOR_SPREAD, Structure

SPEAKS_AS_OF = dt.date(2025, 4, 30)
"""The shipped list holds texts of later days too; unless another day is asked for, they are not there."""
HORIZONS = (30, 90, 180, 365, 730)
LEAST_KNOWN = 5
"""A text is forecast once so many have begun before it."""
SURE = 0.01
"""No forecast is held to less than this or more than one minus it: else a single surprise would cost infinitely."""

STRUCTURE, POOLED, KAPLAN_MEIER, NOTHING, UNSTRUCTURED = (
    "structure",
    "pooled base rate",
    "Kaplan-Meier without structure",
    "nothing changes",
    "the same model without structure",
)
RULES = ("brier", "log", "crps")

Forecaster = Callable[[Sequence[TextWatch], TextWatch, Sequence[float]], list[float]]


class TooFewTexts(ValueError):
    """Not one text can be forecast as of that day."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One text forecast one way: chances by `HORIZONS`, and its scores.

    ``brier`` and ``log`` are means over the horizons whose end was seen; ``crps``, in days, is none where the text
    was still open before the last of them.
    """

    watch: TextWatch
    known: int
    chances: tuple[float, ...]
    came: tuple[bool | None, ...]
    brier: float
    log: float
    crps: float | None


@dataclass(frozen=True)
class Run:
    """All texts forecast all ways, in the same order for each."""

    name: str
    scored: Mapping[str, tuple[Scored, ...]]

    @property
    def texts(self) -> int:
        """How many were forecast."""
        return len(self.scored[STRUCTURE])

    @property
    def forecasts(self) -> int:
        """How many of their horizons were seen."""
        return sum(came is not None for one in self.scored[STRUCTURE] for came in one.came)

    def mean(self, method: str, rule: str) -> float:
        """Mean score of a method over the texts that have one."""
        values = self._values(method, rule)
        return sum(values) / len(values)

    def brier_by(self, method: str, horizon: int) -> float:
        """Mean Brier score of a method by one horizon."""
        at = HORIZONS.index(horizon)
        seen = [(one.chances[at], came) for one in self.scored[method] if (came := one.came[at]) is not None]
        return sum(brier(chance, came) for chance, came in seen) / len(seen)

    def against(self, method: str, rule: str) -> Difference:
        """Structure less another method, text by text."""
        return difference(self._values(STRUCTURE, rule), self._values(method, rule))

    def _values(self, method: str, rule: str) -> list[float]:
        found: Iterator[float | None] = (getattr(one, rule) for one in self.scored[method])
        return [value for value in found if value is not None]


@dataclass(frozen=True)
class Backtest:
    """The run that counts; its variants and what it learnt are worked out when asked for."""

    as_of: dt.date
    main: Run

    @cached_property
    def variants(self) -> tuple[Run, ...]:
        """Without dates that rest on memory; with all other texts, later ones too; with factors held otherwise."""
        found = (
            _run("without unverified dates", self.as_of, verified_only=True),
            _run("all other texts, later ones too", self.as_of, later=True),
            _run("factors held half as wide", self.as_of, spread=FACTOR_SPREAD / 2),
            _run("factors held twice as wide", self.as_of, spread=FACTOR_SPREAD * 2),
        )
        return tuple(run for run in found if run is not None)

    @cached_property
    def factors(self) -> dict[str, float]:
        """By what each feature multiplies the rate of signature, from all texts known on the day."""
        return Structure.fitted(text_watches(as_of=self.as_of)).factors()


def backtest(as_of: dt.date = SPEAKS_AS_OF) -> Backtest:
    """Forecast and score every text that had begun by a day. Raises `TooFewTexts`."""
    main = _run("known at the time", as_of)
    if main is None:
        raise TooFewTexts(
            f"no text known on {as_of.isoformat()} has {LEAST_KNOWN} others before it and was watched for "
            f"{HORIZONS[0]} days or to its end; ask for a later day"
        )
    return Backtest(as_of, main)


def _run(
    name: str, as_of: dt.date, *, verified_only: bool = False, later: bool = False, spread: float = FACTOR_SPREAD
) -> Run | None:
    """None where no text can be forecast."""
    methods: dict[str, Forecaster] = {
        STRUCTURE: lambda known, watch, days: Structure.fitted(known, spread=spread).signed_by(watch, days),
        POOLED: lambda known, _, days: base_rate(known, days),
        KAPLAN_MEIER: lambda known, _, days: kaplan_meier_curve(known, days),
        NOTHING: lambda known, _, days: nothing_changes(known, days),
        UNSTRUCTURED: lambda known, watch, days: Structure.fitted(known, spread=0.0).signed_by(watch, days),
    }
    watches = text_watches(as_of=as_of, verified_only=verified_only)
    found: dict[str, list[Scored]] = {method: [] for method in methods}
    for watch in watches:
        if later:
            known = tuple(other for other in watches if other.origin != watch.origin)
        else:
            known = known_before(watch, verified_only=verified_only)
        if len(known) < LEAST_KNOWN or _came(watch, HORIZONS[0]) is None:
            continue
        for method, forecaster in methods.items():
            found[method].append(_scored(watch, known, forecaster))
    return Run(name, {m: tuple(each) for m, each in found.items()}) if found[STRUCTURE] else None


def known_before(watch: TextWatch, *, verified_only: bool = False) -> tuple[TextWatch, ...]:
    """What was known of other texts on the day on which this one begins."""
    earlier = text_watches(as_of=watch.start, verified_only=verified_only)
    return tuple(other for other in earlier if other.start < watch.start)


def _scored(watch: TextWatch, known: Sequence[TextWatch], forecaster: Forecaster) -> Scored:
    days = range(HORIZONS[-1] + 1)
    curve = [min(max(chance, SURE), 1.0 - SURE) for chance in forecaster(known, watch, days)]
    chances = tuple(curve[horizon] for horizon in HORIZONS)
    came = tuple(_came(watch, horizon) for horizon in HORIZONS)
    seen = [(chance, c) for chance, c in zip(chances, came, strict=True) if c is not None]
    signed = watch.start + dt.timedelta(days=watch.days) if watch.end == "signed" else None
    whole = came[-1] is not None
    return Scored(
        watch,
        len(known),
        chances,
        came,
        sum(brier(*pair) for pair in seen) / len(seen),
        sum(log_score(*pair) for pair in seen) / len(seen),
        crps([watch.start + dt.timedelta(days=day) for day in days], curve, signed) if whole else None,
    )


def _came(watch: TextWatch, horizon: int) -> bool | None:
    """Whether it was signed within so many days; none where it was not watched for so long."""
    if watch.end == "signed" and watch.days <= horizon:
        return True
    return False if watch.days >= horizon or watch.end == "ended" else None
