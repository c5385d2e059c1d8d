"""What an analyst asserts of the shipped case comes out, and each assertion can fail."""

from __future__ import annotations

from dataclasses import replace

import pytest
from systems.record import edited, shipped, with_item

from detente.positions.expectation import unmet
from detente.positions.measure import MEASURES

NUMBERS = range(len(shipped().expectations))


def test_there_are_twenty_to_thirty_of_them_and_all_hold() -> None:
    assert 20 <= len(NUMBERS) <= 30
    assert [problem.message for problem in unmet(shipped())] == []
    assert {e.measure for e in shipped().expectations} <= set(MEASURES)


@pytest.mark.parametrize("number", NUMBERS)
def test_each_fails_where_another_value_is_expected(number: int) -> None:
    one = shipped().expectations[number]
    wrong = one.model_copy(update={"is_": ("nothing that comes out",)})
    case = replace(shipped(), expectations=(wrong,))
    assert [problem.code for problem in unmet(case)] == ["unmet-expectation"]


def test_a_change_of_the_record_is_noticed() -> None:
    for case in (
        edited(shipped(), "002/s04", gates=None),
        edited(shipped(), "000/a10", repeats=()),
        edited(shipped(), "003/f14", needs=()),
        with_item(shipped(), "missions", "euma", observes=False),
        with_item(shipped(), "issues", "negotiation-length", value=None),
    ):
        assert any(problem.code == "unmet-expectation" for problem in unmet(case))
