"""How a brief may tell a probability: each rule fires on a brief that breaks it, and on no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.brief.document import Block, Brief, Cell, Chance, Paragraph, Section, Sentence, Table
from detente.brief.lint import lint
from detente.case.case import Case
from detente.case.meta import Style
from detente.values.likelihood import ScaleName, Shown

EVENTS = {"treaty.signed": "both parties sign it"}
CHANCE = Chance("treaty.signed", date(2032, 6, 30), 0.26, 0.14, 0.40)
GOOD = "26% (14% to 40%), very unlikely to unlikely: signed by 30 June 2032, if the assumptions hold."


def codes(case: Case, *blocks: Block, title: str = "Key judgements") -> list[str]:
    brief = Brief("A brief", (), (Section("1", title, blocks),), (), (), events=EVENTS)
    return [problem.code for problem in lint(case, brief)]


def told(text: str, *chances: Chance, framing: bool = False) -> Paragraph:
    return Paragraph((Sentence(text, assessment=not framing, framing=framing, chances=chances),))


def styled(case: Case, **style: object) -> Case:
    return replace(case, meta=case.meta.model_copy(update={"style": Style().model_copy(update=style)}))


def test_a_number_told_well_passes(arland: Case) -> None:
    assert codes(arland, told(GOOD, CHANCE)) == []


def test_a_likelihood_has_an_event_and_a_day(arland: Case) -> None:
    assert codes(arland, told("It is very likely that they sign.")) == ["no-event"]
    assert codes(arland, told("The chance of it is 40%.")) == ["no-event"]
    elsewhere = replace(CHANCE, event="treaty.shredded")
    assert codes(arland, told(GOOD, elsewhere)) == ["no-event"], "an event that the brief does not define"
    later = replace(CHANCE, by=date(2033, 6, 30))
    assert codes(arland, told(GOOD, later)) == ["no-horizon"]


def test_likelihood_and_confidence_never_share_a_sentence(arland: Case) -> None:
    both = f"{GOOD[:-1]}; confidence is low."
    assert codes(arland, told(both, CHANCE)) == ["likelihood-and-confidence"]
    assert codes(arland, told("Confidence: low, by rule (one origin).", framing=True)) == []


def test_the_number_stands_there_as_the_house_tells_it(arland: Case) -> None:
    for wrong in (
        GOOD.replace("26%", "27%"),
        GOOD.replace("(14% to 40%)", "(14% to 41%)"),
        GOOD.replace(", very unlikely to unlikely", ""),
        "Unlikely, 26%: signed by 30 June 2032, if the assumptions hold.",
    ):
        assert codes(arland, told(wrong, CHANCE)) == ["not-as-told"], wrong


def test_nothing_is_certain_in_numbers(arland: Case) -> None:
    never = replace(CHANCE, value=0.0, low=0.0, high=0.0)
    end = ": signed by 30 June 2032, if the assumptions hold."
    assert codes(arland, told(f"Under 1% (under 1% to under 1%){end}", never)) == []
    assert set(codes(arland, told(f"0% (0% to 0%){end}", never))) == {"not-as-told"}


def test_a_number_says_what_it_hangs_on(arland: Case) -> None:
    assert codes(arland, told(GOOD.replace(", if the assumptions hold", ""), CHANCE)) == ["unconditional"]


def test_one_scale_at_a_time(arland: Case) -> None:
    mixed = GOOD.replace("hold.", "hold, a realistic possibility.")
    assert codes(arland, told(mixed, CHANCE)) == ["two-scales"]
    british = styled(arland, likelihood=ScaleName.PHIA)
    assert set(codes(british, told(GOOD, CHANCE))) == {"two-scales", "not-as-told"}
    words = "highly unlikely to realistic possibility"
    assert codes(british, told(GOOD.replace("very unlikely to unlikely", words), CHANCE)) == []


def test_a_house_of_words_prints_no_number(arland: Case) -> None:
    words = styled(arland, likelihood_shown=Shown.WORDS_ONLY)
    assert (
        codes(words, told("Very unlikely to unlikely: signed by 30 June 2032, if the assumptions hold.", CHANCE))
        == []
    )
    assert codes(words, told("26%: signed by 30 June 2032, if the assumptions hold.", CHANCE)) == ["not-as-told"]


def test_what_a_source_forecasts_is_told_in_its_own_words(arland: Case) -> None:
    theirs = Sentence("The Courier calls a signature highly likely.", ("courier/c01",))
    assert codes(arland, Paragraph((theirs,))) == []


@pytest.mark.parametrize(
    ("head", "note", "expected"),
    [
        ("by 30 June 2032", "all numbers if the assumptions hold", []),
        ("chance", "all numbers if the assumptions hold", ["no-horizon"]),
        ("by 30 June 2032", "see below", ["unconditional"]),
    ],
)
def test_a_table_says_it_in_its_heads_and_its_note(arland: Case, head: str, note: str, expected: list[str]) -> None:
    cell = Cell(Sentence("26% (14% to 40%), very unlikely to unlikely", chances=(CHANCE,)))
    rows = ((Cell(Sentence("signed", framing=True), strong=True), cell),)
    table = Table("Chances", ("event", head), rows, note=Sentence(note, framing=True))
    assert codes(arland, table) == expected


def test_the_bottom_line_has_one_number(arland: Case) -> None:
    assert codes(arland, told(GOOD, CHANCE), title="Bottom line") == []
    assert codes(arland, told("It stands.", framing=True), title="Bottom line") == ["one-number"]
    assert codes(arland, told(GOOD, CHANCE), told(GOOD, CHANCE), title="Bottom line") == ["one-number"]
