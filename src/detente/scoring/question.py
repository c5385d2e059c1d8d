"""A question of the ledger with its horizon: its state on a day, and the frozen numbers that stand for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from detente.case.case import Case
from detente.case.ledger import (
    Answer,
    Forecast,
    Frozen,
    LedgerFile,
    OutcomesFile,
    Question,
    Reckoning,
    Settlement,
    question_names,
)
from detente.scoring.reckoning import Chance


class State(StrEnum):
    """Where a question stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RESOLVED = "resolved"
    VOID = "void"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Published:
    """A frozen forecast for one horizon: everything that a later comparison needs.

    `draws` and `seed` are none where nothing was drawn; `version` is that of the program, `case` the fingerprint of
    what it was made from, `on` the day as of which it was made.
    """

    on: dt.date
    by: str
    way: str
    chance: Chance
    draws: int | None
    seed: int | None
    version: str
    case: str
    hash: str

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "on": self.on.isoformat(),
            "by": self.by,
            "way": self.way,
            "value": self.chance.value,
            "low": self.chance.low,
            "high": self.chance.high,
            "draws": self.draws,
            "seed": self.seed,
            "version": self.version,
            "case": self.case,
            "hash": self.hash,
        }


@dataclass(frozen=True)
class Asked:
    """One question: an event by a horizon."""

    name: str
    event: str
    question: Question
    horizon: dt.date
    outcome: Settlement | None
    """The answer known by the day asked about."""

    @property
    def closes(self) -> dt.date:
        """The last day of a forecast."""
        last = self.question.closes
        return min(last.last, self.horizon) if last else self.horizon

    def state(self, day: dt.date) -> State:
        """On a day."""
        if self.outcome is not None:
            return {Answer.VOID: State.VOID, Answer.DISPUTED: State.DISPUTED}.get(self.outcome.answer, State.RESOLVED)
        if not self.published:
            return State.DRAFT
        return State.CLOSED if day > self.closes else State.OPEN

    @property
    def published(self) -> tuple[Published, ...]:
        """Frozen forecasts for this horizon, oldest first."""
        found = (
            self._published(dt.date.fromisoformat(on), item, item.by)
            for on, item in sorted(self.question.forecasts.items())
        )
        return tuple(one for one in found if one is not None)

    @property
    def base(self) -> Published | None:
        """The frozen base rate for this horizon."""
        return self._published(self.question.opens.start, self.question.base_rate, "base rate")

    @property
    def answer(self) -> bool | None:
        """Yes or no; none where it is not resolved."""
        given = self.outcome.answer if self.outcome else None
        return {Answer.YES: True, Answer.NO: False}.get(given) if given else None

    def item(self, on: dt.date) -> Forecast:
        """The forecast made as of a day."""
        return self.question.forecasts[on.isoformat()]

    def _published(self, on: dt.date, item: Reckoning, by: str) -> Published | None:
        frozen, key = item.frozen, self.horizon.isoformat()
        if frozen is None or key not in frozen.values:
            return None
        return Published(
            on, by, way(item), frozen_chance(frozen, key), frozen.draws, frozen.seed, frozen.version, frozen.case,
            frozen.hash,
        )  # fmt: skip


def asked(case: Case, day: dt.date | None = None) -> Iterator[Asked]:
    """Every question of a case with what was known of it by a day; by default with everything that it holds."""
    outcomes = case.outcomes or OutcomesFile()
    questions = (case.ledger or LedgerFile()).questions
    for name, event, horizon in question_names(questions):
        outcome = outcomes.questions.get(name)
        known = outcome.by(day or dt.date.max) if outcome else None
        yield Asked(name, event, questions[event], horizon, known)


def frozen_chance(frozen: Frozen, horizon: str) -> Chance:
    """The number frozen for a horizon; without a range it is its own."""
    value = frozen.values[horizon].low
    spread = frozen.ranges.get(horizon)
    return Chance(value, spread.low, spread.high) if spread else Chance(value, value, value)


def way(item: Reckoning) -> str:
    """How the number is made, in words."""
    if item.goal:
        return f"outlook: {item.goal}"
    if item.class_:
        return f"class {item.class_}"
    if item.events is not None:
        watched = item.exposure.worded if item.exposure else ""
        return f"{item.events} in {watched}"
    names = [basis.name for basis in item.basis if basis.worded.startswith("assumed")]
    return f"assumed by {names[0]}" if names and names[0] else "set by hand"


def frozen_forecasts(case: Case) -> Mapping[str, tuple[Published, ...]]:
    """Name of each question to its frozen forecasts, oldest first: for comparing outlooks of different days."""
    return {one.name: one.published for one in asked(case)}
