"""A published forecast stays as it was, a number says how it was made, and an answer fits its question.

frozen: {..., hash: 0123456789ab}, and the event reworded since      ->  altered-forecast
2031-06-30: {by: N. N.}                                              ->  no-reckoning
signed.2031-12-31: {answer: yes, on: 2032-02-01, source: ...}        ->  impossible-order
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.case.act import Column
from detente.case.case import Case
from detente.case.ledger import Answer, Outcome, Question, Reckoning, question_names
from detente.case.seal import seal
from detente.checks import references
from detente.notation.problem import Problem, Severity, closest_name
from detente.notation.yaml_file import PathTo
from detente.values.basis import Basis, Solidity
from detente.values.quantity import Quantity

FILE, OUTCOMES = "ledger.yaml", "outcomes.yaml"


def check(case: Case) -> Iterator[Problem]:
    """Seals, ways, bases and days of the ledger; answers."""
    if case.ledger is not None:
        yield from references.unresolved(case, case.ledger, FILE, ())
        for name, question in case.ledger.questions.items():
            yield from _question(case, question, ("questions", name))
    if case.outcomes is not None:
        yield from _outcomes(case)


def _question(case: Case, question: Question, path: PathTo) -> Iterator[Problem]:
    opens = question.opens.start
    if any(horizon.last <= opens for horizon in question.horizons):
        yield Problem("impossible-order", "A horizon lies before the question opens.",
                      case.place_of(FILE, (*path, "horizons")))  # fmt: skip
    yield from _reckoning(case, question, question.base_rate, opens, (*path, "base-rate"))
    for on, item in question.forecasts.items():
        here, made = (*path, "forecasts", on), date.fromisoformat(on)
        yield from _reckoning(case, question, item, made, here)
        last = max(horizon.last for horizon in question.horizons)
        if question.closes is not None:
            last = min(last, question.closes.last)
        if made > case.day:
            yield _order(case, "The forecast is made after the day on which the case ends.", here)
        elif made > last:
            yield _order(case, f"The forecast is made after the question closes on {last.isoformat()}.", here)


def _reckoning(case: Case, question: Question, item: Reckoning, made: date, path: PathTo) -> Iterator[Problem]:
    if len(item.ways) != 1:
        given = ", ".join(item.ways) or "none of them"
        yield Problem(
            "no-reckoning",
            f"One of outlook, class, events and value says how the number is made; given: {given}.",
            case.place_of(FILE, path, of_key=True),
        )
    horizons = {horizon.last.isoformat() for horizon in question.horizons}
    for day, value in item.value.items():
        if day not in horizons:
            yield Problem(
                "unknown-horizon", f"The question has no horizon {day}.",
                case.place_of(FILE, (*path, "value", day), of_key=True), closest=closest_name(day, horizons),
            )  # fmt: skip
        yield from _within(case, value, item.range.get(day), (*path, "value", day))
    yield from _rests(case, item, made, path)
    if item.frozen is not None and item.frozen.hash != seal(question, item, made.isoformat(), item.frozen):
        yield Problem(
            "altered-forecast",
            "The forecast, its question or its number was changed after it was published.",
            case.place_of(FILE, (*path, "frozen", "hash")),
            hint="put back what was published; a new number is a new forecast with its own day",
        )


def _within(case: Case, value: Quantity, spread: Quantity | None, path: PathTo) -> Iterator[Problem]:
    top = 100.0 if str(value.unit) == "%" else 1.0
    place = case.place_of(FILE, path)
    if spread is None:
        yield Problem("bad-quantity", "A number set by hand has a range of the same day (range:).", place)
    elif value.best is None or spread.unit != value.unit or not 0 < spread.low <= value.best <= spread.high < top:
        said = f"{value.worded} ({spread.worded})"
        yield Problem("bad-quantity", f"{said} is no chance within its range, above 0 and below {top:g}.", place)


def _rests(case: Case, item: Reckoning, made: date, path: PathTo) -> Iterator[Problem]:
    place = case.place_of(FILE, (*path, "basis"))
    solidities = {basis.solidity for basis in item.basis}
    by_itself = item.goal is not None or item.class_ is not None
    if not by_itself and (not item.basis or Solidity.UNSOURCED in solidities):
        name = " > ".join(str(step) for step in path)
        yield Problem("number-without-basis", f"The number '{name}' has no basis yet.", place, Severity.WARNING)
    if Solidity.ASSUMED in solidities and not item.why:
        yield Problem("assumption-without-reason", "An assumption says why (why:).", place)
    for basis in item.basis:
        known = _known_from(case, basis)
        if known is not None and known > made:
            yield Problem("impossible-order", f"'{basis}' was not yet known on {made.isoformat()}.", place)


def _known_from(case: Case, basis: Basis) -> date | None:
    source = case.sources.get(basis.source or "")
    if source is None:  # it could not be read, or is told as unknown
        return None
    if basis.statement in case.statements:
        return case.known_on(str(basis.statement))
    known = source.known_by()
    return None if known is None else known.last if source.has_text else known.start


def _outcomes(case: Case) -> Iterator[Problem]:
    assert case.outcomes is not None
    questions = case.ledger.questions if case.ledger else {}
    known = {name: (questions[event], horizon) for name, event, horizon in question_names(questions)}
    unreadable = case.ledger is None and FILE in case.files
    for name, outcome in case.outcomes.questions.items():
        path = ("questions", name)
        if name not in known and unreadable:
            continue
        if name not in known:
            yield Problem("unknown-question", f"There is no question '{name}'.",
                          case.place_of(OUTCOMES, path, of_key=True), closest=closest_name(name, known))  # fmt: skip
        else:
            yield from _answer(case, outcome, *known[name], path)
        yield from _settled(case, outcome, path)
    for key, outcome in case.outcomes.sources.items():
        path = ("sources", key)
        statement = case.statements.get(key)
        if statement is None and case.whole_record:
            yield Problem("unknown-statement", f"There is no statement '{key}'.",
                          case.place_of(OUTCOMES, path, of_key=True))  # fmt: skip
        elif statement is not None and statement.column is not Column.FORECAST:
            yield Problem("not-a-forecast", f"'{key}' is no forecast; it cannot come true.",
                          case.place_of(OUTCOMES, path, of_key=True))  # fmt: skip
        yield from _settled(case, outcome, path)


def _answer(case: Case, outcome: Outcome, question: Question, horizon: date, path: PathTo) -> Iterator[Problem]:
    place = case.place_of(OUTCOMES, (*path, "on"))
    if outcome.on.last < question.opens.start:
        yield Problem("impossible-order", "The answer is older than the question.", place)
    elif outcome.answer is Answer.YES and outcome.on.last > horizon:
        yield Problem("impossible-order", "It came after the horizon: the answer is no.", place)
    elif outcome.answer is Answer.NO and outcome.on.last <= horizon:
        yield Problem("impossible-order", "The horizon is not over on that day.", place)


def _settled(case: Case, outcome: Outcome, path: PathTo) -> Iterator[Problem]:
    if outcome.known is not None and outcome.known.last < outcome.on.last:
        yield Problem("impossible-order", "It is known before it came.", case.place_of(OUTCOMES, (*path, "known")))
    if outcome.settled is not None and outcome.answer is not Answer.DISPUTED:
        yield Problem("impossible-order", "Only a disputed question is settled.",
                      case.place_of(OUTCOMES, (*path, "settled")))  # fmt: skip


def _order(case: Case, message: str, path: PathTo) -> Problem:
    return Problem("impossible-order", message, case.place_of(FILE, path, of_key=True))
