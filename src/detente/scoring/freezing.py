"""Freezing: work out what the ledger asks for and has not published yet, and write it down beside its question.

Only what bears no `frozen` is worked out; what was published is never touched. A forecast is made from the case as it
was known on the day of the forecast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from detente import __version__
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.fingerprint import fingerprint
from detente.case.ledger import Frozen, LedgerFile, Question, Reckoning
from detente.case.seal import seal
from detente.notation.edit import Value, with_line
from detente.notation.problem import Problem, closest_name
from detente.notation.yaml_file import PathTo, YamlFile, parse_yaml
from detente.outlook.from_case import NoOutlook
from detente.outlook.problem import InvalidModel
from detente.scoring.drawing import Drawn, UnknownGoal, drawn
from detente.scoring.reckoning import CannotReckon, Chance, chances

FILE = "ledger.yaml"
PLACES = 5
"""Decimals of a frozen chance."""


@dataclass(frozen=True)
class Pending:
    """A number that is asked for and not yet frozen."""

    event: str
    question: Question
    item: Reckoning
    made: dt.date
    path: PathTo

    @property
    def horizons(self) -> list[dt.date]:
        """Those that still lie ahead on its day; of a number set by hand, those for which one is set."""
        days = sorted(day.last for day in self.question.horizons if day.last > self.made)
        return [day for day in days if day.isoformat() in self.item.value] if self.item.value else days


@dataclass
class Freezer:
    """Works out what is pending; `problems` holds what could not be, each with its place."""

    case: Case
    draws: int = 10_000
    seed: int = 1
    problems: list[Problem] = field(default_factory=list)

    def frozen(self, only: Sequence[str] = ()) -> dict[PathTo, Frozen]:
        """What to write, by the place of the forecast; of these events, or of all."""
        found: dict[PathTo, Frozen] = {}
        by_day: dict[dt.date, list[Pending]] = {}
        for each in pending(self.case):
            if not only or each.event in only:
                by_day.setdefault(each.made, []).append(each)
        for made, group in sorted(by_day.items()):
            known = as_of(self.case, made)
            run = self._drawn(known, group)
            for each in group:
                if (result := self._result(each, known, run)) is not None:
                    found[each.path] = result
        return found

    def _drawn(self, known: Case, group: Sequence[Pending]) -> Drawn | None:
        asking = [each for each in group if each.item.goal]
        while asking:
            last = max(each.horizons[-1] for each in asking if each.horizons)
            try:
                goals = (str(each.item.goal) for each in asking)
                return drawn(known, goals, last, draws=self.draws, seed=self.seed)
            except UnknownGoal as error:
                for each in [each for each in asking if each.item.goal == error.goal]:
                    near = closest_name(error.goal, error.known)
                    self._refuse("unknown-goal", f"The outlook draws nothing named '{error.goal}'.",
                                 each, "outlook", near)  # fmt: skip
                    asking.remove(each)
            except (NoOutlook, InvalidModel) as error:
                for each in asking:
                    self._refuse("no-outlook", f"Nothing can be drawn: {error}.", each, "outlook")
                return None
        return None

    def _result(self, each: Pending, known: Case, run: Drawn | None) -> Frozen | None:
        goal = each.item.goal
        if goal and (run is None or goal not in run.outlook.goals):
            return None
        if not each.horizons:
            self._refuse("over", f"No horizon lies after {each.made.isoformat()}.", each)
            return None
        try:
            if goal and run is not None:
                by_day = {day: run.chance(goal, day) for day in each.horizons}
            else:
                by_day = chances(each.item, each.made, each.horizons)
        except CannotReckon as error:
            self._refuse("cannot-reckon", f"{str(error)[:1].upper()}{str(error)[1:]}.", each)
            return None
        plain: dict[str, Value] = {
            "values": {day.isoformat(): _number(chance.value) for day, chance in by_day.items()},
            "ranges": {day.isoformat(): _range(chance) for day, chance in by_day.items()},
        }
        if goal and run is not None:
            plain["curve"] = [_number(share) for share in run.months(goal, each.horizons[-1])]
            plain |= {"draws": run.draws, "seed": run.seed}
        plain |= {"version": f"détente {__version__}", "case": str(fingerprint(known))}
        frozen = Frozen.model_validate({**plain, "hash": "unsealed"})
        sealed = seal(each.question, each.item, each.made.isoformat(), frozen)
        return frozen.model_copy(update={"hash": sealed})

    def _refuse(self, code: str, message: str, each: Pending, key: str = "", near: str | None = None) -> None:
        place = self.case.place_of(FILE, (*each.path, key) if key else each.path, of_key=not key)
        self.problems.append(Problem(code, message, place, closest=near))


def pending(case: Case) -> Iterator[Pending]:
    """Forecasts without a frozen number, and base rates of questions that have a forecast."""
    for event, question in (case.ledger or LedgerFile()).questions.items():
        here = ("questions", event)
        if question.forecasts and question.base_rate.frozen is None:
            yield Pending(event, question, question.base_rate, question.opens.start, (*here, "base-rate"))
        for on, item in sorted(question.forecasts.items()):
            if item.frozen is None:
                yield Pending(event, question, item, dt.date.fromisoformat(on), (*here, "forecasts", on))


def with_frozen(text: str, found: Mapping[PathTo, Frozen]) -> str:
    """The text of ledger.yaml with what was frozen; comments, order and all other lines stay. Raises `CannotEdit`."""
    for path, frozen in found.items():
        text = with_line(parsed(text), path, "frozen", as_written(frozen), spread=True)
    return text


def parsed(text: str, name: str = FILE) -> YamlFile:
    """A text as a file for editing."""
    file, _ = parse_yaml(text.encode("utf-8"), name)
    assert file is not None
    return file


def as_written(frozen: Frozen) -> dict[str, Value]:
    """As it stands in the file, with the seal last."""
    plain: dict[str, Value] = frozen.plain()
    worded: dict[str, Value] = {
        "values": {day: str(value.worded) for day, value in frozen.values.items()},
        "ranges": {day: str(value.worded) for day, value in frozen.ranges.items()},
        "curve": [str(value.worded) for value in frozen.curve],
    }
    kept: dict[str, Value] = {name: value for name, value in worded.items() if value}
    return kept | {key: value for key, value in plain.items() if key not in worded}


def with_again(case: Case) -> tuple[str, Case]:
    """The text of ledger.yaml, and the case, with a further forecast of each question as of the case's own day, made
    in the way of the last. Raises `CannotEdit`.

    None is added for a number set by hand, where one of that day or a later one stands, and where no horizon lies
    ahead.
    """
    text = case.files[FILE].text
    for event, question in (case.ledger or LedgerFile()).questions.items():
        if (further := _again(question, case.day)) is not None:
            path = ("questions", event, "forecasts")
            text = with_line(parsed(text), path, case.day.isoformat(), further, spread=True)
    file = parsed(text)
    ledger = LedgerFile.model_validate(file.tree)
    return text, replace(case, ledger=ledger, files={**case.files, FILE: file})


def _again(question: Question, day: dt.date) -> dict[str, Value] | None:
    last = max(question.forecasts, default="")
    if not last or last >= day.isoformat() or all(horizon.last <= day for horizon in question.horizons):
        return None
    item = question.forecasts[last]
    if item.value:
        return None
    found: dict[str, Value] = {"by": item.by}
    if item.goal:
        found["outlook"] = item.goal
    if item.class_:
        found["class"] = item.class_
    if item.events is not None and item.exposure is not None:
        found |= {"events": str(item.events), "exposure": str(item.exposure.worded)}
    if item.basis:
        found["basis"] = [basis.worded for basis in item.basis]
    if item.why:
        found["why"] = item.why
    return found


def _number(share: float) -> str:
    return f"{share:.{PLACES}f}".rstrip("0").rstrip(".") or "0"


def _range(chance: Chance) -> str:
    return f"{_number(chance.low)}..{_number(chance.high)}"
