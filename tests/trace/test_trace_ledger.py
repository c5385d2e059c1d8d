"""Questions of the ledger: what was asked and forecast, in which way, on what it rests; and what of it changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.fingerprint import fingerprint
from detente.case.ledger import LedgerFile
from detente.cli import main
from detente.outlook.change.asked import asked, ledger_record
from detente.outlook.change.frozen import BadRecord
from detente.outlook.change.split import split
from detente.outlook.forecast import forecast
from detente.procedures.compile import compiled
from detente.trace.explain import UnknownId, explain
from detente.trace.leaning import leaning
from detente.trace.ledger import ledger_ids
from detente.values.basis import Basis
from detente.values.partial_date import PartialDate
from detente.values.quantity import Quantity


def ledger(case: Case) -> LedgerFile:
    assert case.ledger is not None
    return case.ledger


def refrozen(case: Case, *, draws: int = 1_000, change: float = 1.0) -> Case:
    """The ledger with what this engine draws now, each value times `change`, sealed or not."""
    own = forecast(case, compiled(case), draws=draws)
    questions = dict(ledger(case).questions)
    for name, question in questions.items():
        forecasts = {}
        for made, item in question.forecasts.items():
            frozen = item.frozen
            if item.outlook and frozen:
                drawn = {by: own.outlook.probability(item.outlook, date.fromisoformat(by)) for by in frozen.values}
                values = {by: Quantity.parse(f"{found.value * change:.5f}") for by, found in drawn.items()}
                update = {"values": values, "draws": draws, "case": str(fingerprint(as_of(case, case.day)))}
                item = item.model_copy(update={"frozen": frozen.model_copy(update=update)})
            forecasts[made] = item
        questions[name] = question.model_copy(update={"forecasts": forecasts})
    return replace(case, ledger=ledger(case).model_copy(update={"questions": questions}))


def test_every_question_can_be_asked_for(arland: Case) -> None:
    ids = ledger_ids(arland)
    assert "ledger:signed" in ids and "ledger:signed.2033-06-30" in ids
    for id in ids:
        tree = explain(arland, id)
        text = "\n".join(tree.lines())
        assert tree.id == id
        for part in ("it counts: ", "who is asked: ", "void: ", "base rate: "):
            assert part in text, id


def test_each_way_of_making_a_number_leads_to_its_grounds(arland: Case) -> None:
    drawn = "\n".join(explain(arland, "ledger:signed.2033-06-30").lines())
    assert "outlook:treaty.signed@2033-06-30" in drawn and "draws, seed " in drawn and "seal " in drawn
    assert "by 2031-12-31" not in drawn.partition("\n")[0]
    by_hand = "\n".join(explain(arland, "ledger:summit").lines())
    assert "assumed by N. N. [assumed]" in by_hand and "why: a guess" in by_hand
    counted = "\n".join(explain(arland, "ledger:shots").lines())
    assert "27 events in 167.8 years" in counted and "reference class quiet-hazard" in counted


@pytest.mark.parametrize("id", ["ledger:", "ledger:sumit", "ledger:summit.2031-01-01", "ledger:signed.soon"])
def test_an_unknown_question_is_said(arland: Case, id: str) -> None:
    with pytest.raises(UnknownId):
        explain(arland, id)


def test_a_question_that_was_not_open_yet_is_not_there(arland: Case) -> None:
    early = as_of(arland, date(2031, 6, 29))
    assert "ledger:signed" not in ledger_ids(early)


def test_forecasts_lean_on_sources(arland: Case) -> None:
    """A question whose number is set by hand on a statement is listed among what leans on it."""
    summit = ledger(arland).questions["summit"]
    made, item = next(iter(summit.forecasts.items()))
    cited = item.model_copy(update={"basis": (Basis.parse("courier/c17"),)})
    questions = {"summit": summit.model_copy(update={"forecasts": {made: cited}})}
    case = replace(arland, ledger=ledger(arland).model_copy(update={"questions": questions}))
    found = {(item.kind, item.id): item for item in leaning(case, ["courier/c17"])}
    assert found["forecast", f"summit > forecasts > {made}"].alone
    assert ("forecast", f"summit > forecasts > {made}") not in {
        (i.kind, i.id) for i in leaning(case, ["courier/c16"])
    }


# --- the ledger in a comparison


def test_what_the_ledger_asks_is_compared_too(arland: Case) -> None:
    questions = asked(arland)
    assert questions["treaty.signed"] == (date(2031, 12, 31), date(2033, 6, 30))
    signed = ledger(arland).questions["signed"]
    one = next(iter(signed.forecasts.values())).model_copy(update={"outlook": "east-law.vote", "frozen": None})
    vote = signed.model_copy(
        update={"horizons": (PartialDate.parse("2032-10-01"),), "forecasts": {"2031-06-30": one}}
    )
    case = replace(arland, ledger=ledger(arland).model_copy(update={"questions": {"vote": vote}}))
    later = replace(case, meta=case.meta.model_copy(update={"as_of": PartialDate.parse("2031-09-30")}))
    (line,) = [line for line in split(case, later, draws=1_000).lines if line.event == "east-law.vote"]
    assert line.by == date(2032, 10, 1) and line.total.value < 0 and line.part("time") == line.total


def test_values_of_the_ledger_stand_for_the_earlier_ones(arland: Case) -> None:
    same = refrozen(arland)
    record = ledger_record(same)
    assert record.draws == 1_000 and record.made_from == fingerprint(as_of(same, same.day))
    found = split(same, same, frozen=record)
    assert found.lines and not any(part.change.value for line in found.lines for part in line.parts)
    halved = refrozen(arland, change=0.5)
    moved = split(halved, halved, frozen=ledger_record(halved))
    parts = {part.names for line in moved.lines for part in line.parts}
    assert parts == {("code",)}
    assert any(line.total.value > 0.01 for line in moved.lines)


def test_a_ledger_without_drawn_values_or_of_several_runs_is_said(arland: Case) -> None:
    with pytest.raises(BadRecord, match="no frozen forecast that was drawn"):
        ledger_record(replace(arland, ledger=None))
    questions = dict(ledger(refrozen(arland)).questions)
    shots = questions["shots"]
    made, item = next(iter(shots.forecasts.items()))
    assert item.frozen is not None
    other = item.model_copy(update={"frozen": item.frozen.model_copy(update={"seed": 99})})
    questions["shots"] = shots.model_copy(update={"forecasts": {made: other}})
    with pytest.raises(BadRecord, match="2 different runs"):
        ledger_record(replace(arland, ledger=ledger(arland).model_copy(update={"questions": questions})))


def test_on_the_command_line(arland_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["changes", "--frozen", "ledger", "--case", str(arland_folder), "--json"]) == 0
    assert "probabilities" in json.loads(capsys.readouterr().out)["outlook"]
