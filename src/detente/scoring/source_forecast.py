"""Forecasts that sources made, beside ours: due when, how likely by their own words, and how they fared.

They stay in the record as they are; what came of them stands in outcomes.yaml.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.act import Column
from detente.case.case import Case
from detente.case.ledger import Answer, OutcomesFile, Settlement
from detente.case.statement import Modality, Statement
from detente.outlook.likelihood import SCALE
from detente.positions.ledger import ledger
from detente.scoring.rule import brier
from detente.values.partial_date import LAST_DAY, PartialDate


@dataclass(frozen=True, slots=True)
class SourceForecast:
    """One forecast of the record. `due` is none without a horizon; `implied` the range of the word that was used,
    none where the speaker used no word of likelihood (``possible`` says nothing of how likely)."""

    key: str
    statement: Statement
    due: dt.date | None
    implied: tuple[float, float] | None
    outcome: Settlement | None

    @property
    def answer(self) -> bool | None:
        """Whether it came true; none where that is open or makes no sense."""
        given = self.outcome.answer if self.outcome else None
        return {Answer.YES: True, Answer.NO: False}.get(given) if given else None

    def state(self, day: dt.date) -> str:
        """On a day."""
        if self.outcome is not None:
            return {Answer.VOID: "void", Answer.DISPUTED: "disputed"}.get(self.outcome.answer, "resolved")
        if self.due is None:
            return "no horizon"
        return "due" if day > self.due else "open"

    @property
    def brier(self) -> tuple[float, float] | None:
        """Best and worst over the range of its word; none without one, or without an answer."""
        if self.implied is None or self.answer is None:
            return None
        scores = sorted(brier(end, self.answer) for end in self.implied)
        return scores[0], scores[-1]


def source_forecasts(case: Case, day: dt.date | None = None) -> Iterator[SourceForecast]:
    """All that stand in the record, with what came of them by a day."""
    outcomes = case.outcomes or OutcomesFile()
    for key in ledger(case, Column.FORECAST):
        statement = case.statements[key]
        outcome = outcomes.sources.get(key)
        known = outcome.by(day or dt.date.max) if outcome else None
        yield SourceForecast(key, statement, due(statement), implied(statement), known)


def due(statement: Statement) -> dt.date | None:
    """The last day of the time that it speaks of; of a time without an end (`since 2031-06`, said of what does not
    come before June), the last of the time with which it begins."""
    when = statement.when
    if when is None or when.last < LAST_DAY:
        return when.last if when else None
    begins = when.worded.removeprefix("since ").removeprefix("after ").partition("/")[0]
    return PartialDate.parse(begins.strip()).last


def implied(statement: Statement) -> tuple[float, float] | None:
    """What `likely` and `unlikely` stand for by the published scale."""
    word = {Modality.LIKELY: "likely", Modality.UNLIKELY: "unlikely"}.get(statement.modality or Modality.POSSIBLE)
    if word is None:
        return None
    at = next(index for index, (_, term) in enumerate(SCALE) if term == word)
    return SCALE[at - 1][0], SCALE[at][0]
