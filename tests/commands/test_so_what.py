"""After acceptance: what was touched and which numbers moved, or no change."""

from __future__ import annotations

from dataclasses import replace

from detente.case.case import Case
from detente.case.statement import Stance
from detente.commands.so_what import so_what
from detente.values.basis import Basis
from detente.values.partial_date import PartialDate

KEY = "courier/c17"


def without_it(case: Case) -> Case:
    """The case before the statement was accepted."""
    return replace(case, statements={key: s for key, s in case.statements.items() if key != KEY})


def test_a_number_that_moves_is_told_with_before_and_after(arland: Case) -> None:
    """The accepted statement lets a status count, which opens the way to signature."""
    item = arland.process.conditions["contact-group-end"]
    basis = (Basis.parse(KEY),)
    met = item.model_copy(update={"status": type(item.status)("met"), "status_basis": basis})
    conditions = {**arland.process.conditions, "contact-group-end": met}
    after = replace(arland, process=arland.process.model_copy(update={"conditions": conditions}))
    lines = so_what(without_it(after), after, [KEY])
    numbers = [line for line in lines if line.startswith("number: ")]
    signed = [line for line in numbers if line.startswith("number: signed by 20")]
    assert signed and all(" to " in line and "±" in line and "points)" in line for line in signed), lines


def test_an_indicator_that_a_statement_meets_is_told_with_the_numbers_it_moves(arland: Case) -> None:
    source = arland.sources["courier"].model_copy(update={"published": PartialDate.parse("2031-07-10")})
    some = next(s for s in arland.statements.values() if s.stance is not None)
    said = some.model_copy(update={"entity": ("border-mission",), "value": "yes", "stance": Stance.FOR, "said": None})
    before = replace(arland, sources={**arland.sources, "july": source})
    after = replace(before, statements={**arland.statements, "july/j1": said})
    lines = so_what(before, after, ["july/j1"])
    assert [line for line in lines if line.startswith("indicator: ") and "is met by july/j1; mood: cold" in line]
    assert [line for line in lines if line.startswith("number: ") and "points" in line], lines
    assert lines[-1].startswith("counts from 2031-07-10")


def test_what_reaches_no_number_names_none(arland: Case) -> None:
    lines = so_what(without_it(arland), arland, [KEY])
    assert not [line for line in lines if line.startswith("number: ")]


def test_nothing_accepted_is_no_change(arland: Case) -> None:
    assert so_what(arland, arland, []) == ["no change"]


def test_numbers_that_can_no_longer_be_drawn_are_said(arland: Case) -> None:
    assert arland.outlook is not None
    fewer = {name: item for name, item in arland.outlook.steps.items() if name != "west-law.sent"}
    broken = replace(arland, outlook=arland.outlook.model_copy(update={"steps": fewer}))
    lines = so_what(without_it(arland), broken, [KEY])
    assert [line for line in lines if line.startswith("number: the outlook cannot be compared: the later version")]


def test_without_an_outlook_no_number_is_spoken_of(arland: Case) -> None:
    bare = replace(arland, outlook=None)
    assert not [line for line in so_what(without_it(bare), bare, [KEY]) if line.startswith("number")]
