"""ledger.yaml and outcomes.yaml: forecasts that are frozen once published, and what came.

    questions:
      signed:
        event: the treaty is signed by both parties
        resolves: yes on the day of the later signature; a signature by one party does not count
        truth: statements of both governments
        void: the parties agree another treaty in its place
        opens: 2031-06-30
        horizons: [2031-12-31, 2033-06-30]
        base-rate: {class: war-again 7/69}
        forecasts:
          2031-06-30: {by: N. N., outlook: treaty.signed}
          2031-09-30:
            {by: N. N., value: {2031-12-31: 10%}, range: {2031-12-31: 2..30%}, basis: assumed by N. N., why: as told}

One question is asked for each horizon; its name is `signed.2031-12-31`. A number is made in one of four ways: drawn
from the outlook (`outlook`: a rung, step, condition or hazard); a shipped reference class (`class`: NAME k/n); dated
events in a time watched (`events` with `exposure`); or set by hand (`value` and `range`, with basis and reason).
`detente ledger freeze` works it out and writes it down as `frozen`, with a hash over event, rules and number; from
then on `detente check` reports any change. The state of a question is not written but follows from all this.

Outcomes stand apart and later, in outcomes.yaml, with the day from which each is known:

    questions:
      signed.2031-12-31: {answer: no, on: 2032-01-01, source: joint statement of 1 January 2032}
    sources:
      courier/c12: {answer: yes, on: 2031-11-02, source: ...}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from detente.case.driver import NodeName
from detente.case.item import Amount, Day, Id, IssueId, Item, OneOrMore, RestsOn, Text, Whole
from detente.values.basis import Basis


def _calendar_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day; write it as 2025-12-31") from None
    return text


IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_calendar_day)]
QuestionName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*\.\d{4}-\d{2}-\d{2}$", max_length=91)]
StatementName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$")]
ClassCount = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]* \d{1,9}/\d{1,9}$")]


class Frozen(Item):
    """What was worked out and published, and out of what."""

    values: dict[IsoDay, Amount]
    """The chance by each horizon."""
    ranges: dict[IsoDay, Amount] = {}
    """The middle 90% of belief about it, where there is one."""
    curve: OneOrMore[Amount] = ()
    """Of a drawn forecast: the chance by the end of each month, from that of the next day to the last horizon."""
    draws: Whole | None = None
    seed: Whole | None = None
    version: Text
    """Of the program."""
    case: Text
    """Fingerprint of the case (`detente.case.fingerprint`)."""
    hash: Text
    """Of event, rules and everything above: a change of any of them shows."""


class Reckoning(Item):
    """How a chance is worked out, in exactly one way; and once it is frozen, the chance. A base rate is not drawn
    from the outlook: it is what the outlook must beat."""

    class_: ClassCount | None = None
    """`NAME k/n` of a shipped reference class."""
    events: Whole | None = None
    """So many events in the time watched (`exposure`): their rate, with Jeffreys's prior."""
    exposure: Amount | None = None
    value: dict[IsoDay, Amount] = {}
    range: dict[IsoDay, Amount] = {}
    basis: RestsOn = ()
    why: Text | None = None
    frozen: Frozen | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """Those that are given; exactly one is sound."""
        given = {"outlook": self.goal, "class": self.class_, "events": self.events, "value": self.value or None}
        return tuple(name for name, value in given.items() if value is not None)

    @property
    def goal(self) -> str | None:
        """What is drawn from the outlook."""
        return None

    @property
    def class_basis(self) -> Basis | None:
        """The class as a basis."""
        return Basis.parse(f"class {self.class_}") if self.class_ else None


class Forecast(Reckoning):
    """A forecast of its day."""

    by: Text
    outlook: NodeName | None = None
    """The rung, step, condition or hazard of the outlook whose day is drawn."""

    @property
    def goal(self) -> str | None:
        """What is drawn from the outlook."""
        return self.outlook


class Question(Item):
    """An event, asked about by one or more horizons."""

    event: Text
    """So exact that two readers agree whether it has come."""
    resolves: Text
    """What counts and what does not, and which day it comes on."""
    truth: Text
    """Who is asked."""
    void: Text
    """When the question makes no sense any more."""
    opens: Day
    """From this day on the event counts."""
    closes: Day | None = None
    """The last day on which a forecast may be made; else the horizon."""
    horizons: Annotated[OneOrMore[Day], Field(min_length=1)]
    """The last day that counts, for each."""
    about: IssueId | None = None
    base_rate: Reckoning
    forecasts: dict[IsoDay, Forecast] = {}
    """By the day as of which they were made, in order."""


class LedgerFile(Item):
    """ledger.yaml"""

    note: Text | None = None
    """What a reader must know of all its numbers; shown first."""
    questions: dict[Id, Question] = {}


class Answer(StrEnum):
    """How a question ends."""

    YES = "yes"
    NO = "no"
    VOID = "void"
    DISPUTED = "disputed"


class Settlement(Item):
    """How a disputed question was settled."""

    answer: Answer
    on: Day
    source: Text
    note: Text | None = None


class Outcome(Settlement):
    """The answer; `on` is the day of the event, else the day from which the answer was clear."""

    known: Day | None = None
    """From when the answer can be used, where that is later."""
    settled: Settlement | None = None
    """Of a disputed one."""

    def since(self) -> date:
        """The day from which it is known."""
        return max(self.on.last, self.known.last if self.known else self.on.last)

    def by(self, day: date) -> Settlement | None:
        """What was known on a day; None before."""
        if self.settled is not None and self.settled.on.last <= day:
            return self.settled
        return self if self.since() <= day else None


class OutcomesFile(Item):
    """outcomes.yaml"""

    questions: dict[QuestionName, Outcome] = {}
    sources: dict[StatementName, Outcome] = {}
    """Forecasts of sources, by statement: whether what was said has come true."""


def question_names(questions: Mapping[str, Question]) -> Iterator[tuple[str, str, date]]:
    """(name of the question, of its event, horizon), in order."""
    for name, question in questions.items():
        for horizon in sorted(day.last for day in question.horizons):
            yield f"{name}.{horizon.isoformat()}", name, horizon


def known_ledger(ledger: LedgerFile, day: date) -> LedgerFile:
    """Questions that were open by a day, with the forecasts made by then."""
    known = {
        name: question.model_copy(
            update={"forecasts": {on: f for on, f in question.forecasts.items() if date.fromisoformat(on) <= day}}
        )
        for name, question in ledger.questions.items()
        if question.opens.start <= day
    }
    return ledger.model_copy(update={"questions": known})


def known_outcomes(outcomes: OutcomesFile, day: date) -> OutcomesFile:
    """Outcomes known by a day; a dispute settled later is still one."""
    return outcomes.model_copy(
        update={
            "questions": _known(outcomes.questions, day),
            "sources": _known(outcomes.sources, day),
        }
    )


def _known(outcomes: Mapping[str, Outcome], day: date) -> dict[str, Outcome]:
    return {
        name: outcome
        if outcome.settled is None or outcome.settled.on.last <= day
        else outcome.model_copy(update={"settled": None})
        for name, outcome in outcomes.items()
        if outcome.since() <= day
    }
