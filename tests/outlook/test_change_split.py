"""A change of the outlook split into its parts: pairs made by hand, random edits, and what cannot be told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.fingerprint import fingerprint
from detente.case.statement import Stance
from detente.outlook.change.frozen import RunRecord, run_record
from detente.outlook.change.split import NoComparison, Split, split
from detente.outlook.change.tables import line_words, moved_words, split_json, split_tables
from detente.outlook.forecast import forecast
from detente.outlook.problem import InvalidModel
from detente.outlook.result import Estimate
from detente.procedures.compile import compiled
from detente.values.basis import Basis
from detente.values.partial_date import PartialDate
from detente.values.quantity import Quantity

DRAWS = 2_000
Edit = Callable[[Case], Case]


def later(days: int) -> Edit:
    """The same case, speaking some days later."""

    def edit(case: Case) -> Case:
        day = PartialDate.on(case.day + dt.timedelta(days=days))
        return replace(case, meta=case.meta.model_copy(update={"as_of": day}))

    return edit


def odds(value: str, basis: str = "assumed by N. N.", step: str = "east-law.sent") -> Edit:
    """Another number in outlook.yaml."""

    def edit(case: Case) -> Case:
        assert case.outlook is not None
        numbers = case.outlook.steps[step]
        assert numbers.odds is not None
        figure = numbers.odds.model_copy(
            update={
                "value": Quantity.parse(value),
                "range": Quantity.parse("0.1..0.99"),
                "basis": (Basis.parse(basis),),
            }
        )
        steps = {**case.outlook.steps, step: numbers.model_copy(update={"odds": figure})}
        return replace(case, outlook=case.outlook.model_copy(update={"steps": steps}))

    return edit


def condition(status: str, name: str = "bethia-law-change") -> Edit:
    """Another status in process.yaml: evidence."""

    def edit(case: Case) -> Case:
        item = case.process.conditions[name]
        changed = item.model_copy(update={"status": type(item.status)(status)})
        conditions = {**case.process.conditions, name: changed}
        return replace(case, process=case.process.model_copy(update={"conditions": conditions}))

    return edit


def without_statement(key: str) -> Edit:
    def edit(case: Case) -> Case:
        return replace(case, statements={k: s for k, s in case.statements.items() if k != key})

    return edit


def with_all(case: Case, *edits: Edit) -> Case:
    for edit in edits:
        case = edit(case)
    return case


def adds_up(found: Split) -> None:
    assert found.lines
    for line in found.lines:
        total = line.after.value - line.before.value
        assert abs(sum(part.change.value for part in line.parts) - total) < 1e-12, line
        assert abs(line.total.value - total) < 1e-12
        for part in line.parts:
            assert part.change.low <= part.change.value + 1e-12 and part.change.value - 1e-12 <= part.change.high


ONLY = {
    "evidence": condition("met"),
    "assumptions": odds("0.3"),
    "time": later(60),
}


@pytest.mark.parametrize("part", ONLY)
def test_where_one_part_changed_all_of_the_change_is_its(arland: Case, part: str) -> None:
    found = split(arland, ONLY[part](arland), draws=DRAWS)
    adds_up(found)
    assert found.changed == (part,) and not found.unchanged and not found.not_told
    for line in found.lines:
        assert [p.names for p in line.parts] == [(part,)]
        assert line.part(part) == line.total
        assert all(line.part(other) == Estimate(0.0, 0.0, 0.0, 0.0) for other in ONLY if other != part)
    signed = {line.by.year: line for line in found.lines if line.event == "treaty.signed"}
    up = {"evidence": True, "assumptions": False, "time": False}[part]
    assert (signed[2033].total.value > 0.0) is up


def test_the_values_are_those_of_the_outlook(arland: Case) -> None:
    new = with_all(arland, odds("0.3"), later(60))
    found = split(arland, new, draws=DRAWS)
    for case, side in ((arland, "before"), (new, "after")):
        own = forecast(case, compiled(case), draws=DRAWS).outlook
        for line in found.lines:
            estimate: Estimate = getattr(line, side)
            assert estimate.value == own.probability(line.event, line.by).value


def test_nothing_changed_moves_nothing(arland: Case) -> None:
    found = split(arland, arland, draws=DRAWS)
    assert found.unchanged and found.changed == () and all(line.parts == () for line in found.lines)
    assert moved_words(arland, found) == []
    assert "not one draw differs" in split_tables(arland, found)[0].rows[0][1].text


def test_what_moves_no_number_is_no_change_of_numbers(arland: Case) -> None:
    """A statement more or less is evidence, and here nothing in the model hangs on it."""
    found = split(without_statement("courier/c17")(arland), arland, draws=DRAWS)
    assert found.changed == ("evidence",) and found.unchanged


def test_several_changes_add_up_and_the_way_back_is_the_way_there(arland: Case) -> None:
    new = with_all(arland, condition("met"), odds("0.3"), later(60))
    there, back = split(arland, new, draws=DRAWS), split(new, arland, draws=DRAWS)
    adds_up(there)
    assert there.changed == ("evidence", "assumptions", "time")
    for line, reverse in zip(there.lines, back.lines, strict=True):
        assert (line.orders, line.possible) == (6, 6)
        for part in there.changed:
            one, other = line.part(part), reverse.part(part)
            assert one and other and abs(one.value + other.value) < 1e-12


def test_a_change_can_stand_in_a_sentence(arland: Case) -> None:
    found = split(arland, with_all(arland, condition("met"), odds("0.3"), later(60)), draws=DRAWS)
    line = next(line for line in found.lines if line.event == "treaty.signed" and line.by.year == 2033)
    words = line_words(arland, line)
    assert words.startswith("signed by 2033-06-30: ") and words.endswith(" points")
    told = [float(number) for number in re.findall(r"(?:evidence|assumptions|time) ([+-][\d.]+)", words)]
    assert len(told) == 3 and abs(sum(told) - 100 * line.total.value) < 0.16  # each is rounded to a tenth
    still = next(line for line in split(arland, arland, draws=DRAWS).lines)
    assert line_words(arland, still).endswith("; unmoved")


edits = st.lists(
    st.one_of(
        st.sampled_from(["0.2", "0.5", "0.95"]).map(odds),
        st.sampled_from(["met", "open", "accepted"]).map(condition),
        st.sampled_from(["met", "refused"]).map(lambda status: condition(status, "contact-group-end")),
        st.integers(1, 150).map(later),
    ),
    max_size=4,
)


@settings(max_examples=15)
@given(first=edits, second=edits)
def test_random_edits_add_up(arland: Case, first: list[Edit], second: list[Edit]) -> None:
    old, new = with_all(arland, *first), with_all(arland, *second)
    try:
        found = split(old, new, draws=400)
    except NoComparison as error:
        assert "cannot be drawn" in str(error) or "no day after" in str(error)
        return
    adds_up(found)
    assert not found.not_told or all(found.not_told.values())


def test_later_statements_planted_in_the_earlier_version_have_no_effect(arland: Case) -> None:
    key = "courier/c17"
    source = arland.sources["courier"]
    planted = replace(
        arland,
        sources={**arland.sources, "late": source.model_copy(update={"published": PartialDate.parse("2031-08-01")})},
        statements={**arland.statements, "late/z1": arland.statements[key].model_copy(update={"act": "demanded"})},
    )
    assert fingerprint(as_of(planted, planted.day)) == fingerprint(as_of(arland, arland.day))
    new = with_all(arland, odds("0.3"), later(10))
    assert split(planted, new, draws=DRAWS) == split(arland, new, draws=DRAWS)


def a_month_later(case: Case) -> Case:
    """A source of July whose statement meets an indicator: the day moves on, and something comes to be known."""
    source = case.sources["courier"].model_copy(update={"published": PartialDate.parse("2031-07-10")})
    books = next(key for key, s in case.statements.items() if s.stance is not None)
    said = case.statements[books].model_copy(
        update={
            "by": ("bethia-mfa",),
            "entity": ("border-mission",),
            "value": "yes",
            "stance": Stance.FOR,
            "said": None,
        }
    )
    grown = replace(case, sources={**case.sources, "july": source}, statements={**case.statements, "july/j1": said})
    return later(31)(grown)


def test_an_indicator_that_is_met_is_evidence_and_not_time(arland: Case) -> None:
    """What was known only in July cannot have been known in June, so time comes first and the effect is evidence."""
    new = a_month_later(arland)
    found = split(arland, new, draws=DRAWS)
    adds_up(found)
    assert [shift.indicator for shift in found.indicators] == ["books"]
    assert found.indicators[0].sighting.by == ("july/j1",)
    assert found.not_told == {"new evidence with old time": "the new evidence was not known on 2031-06-30"}
    time_alone = split(arland, later(31)(arland), draws=DRAWS)
    for line, alone in zip(found.lines, time_alone.lines, strict=True):
        assert (line.orders, line.possible) == (1, 2)
        assert line.part("time") == alone.part("time")
    moved = [line for line in found.lines if (part := line.part("evidence")) and part.value]
    assert moved
    (told,) = [words for words in moved_words(new, found) if words.startswith("indicator: ")]
    assert "is met by july/j1; mood: cold " in told
    assert split_json(found)["indicators"][0]["by"] == ["july/j1"]
    assert "Indicators met since" in split_tables(new, found)[1].title


def test_the_way_back_from_a_later_day_is_the_way_there(arland: Case) -> None:
    new = a_month_later(arland)
    there, back = split(arland, new, draws=DRAWS), split(new, arland, draws=DRAWS)
    assert (there.lapsed, back.lapsed) == ((), there.indicators) and back.indicators == ()
    assert "no longer met" in split_tables(arland, back)[1].title
    for line, reverse in zip(there.lines, back.lines, strict=True):
        for name in there.changed:
            one, other = line.part(name), reverse.part(name)
            assert one and other and abs(one.value + other.value) < 1e-12


# --- what cannot be told


def test_new_numbers_that_cite_new_statements_come_after_them(arland: Case) -> None:
    """The old record with the new numbers would be a world whose numbers rest on nothing."""
    old = without_statement("courier/c17")(arland)
    found = split(old, with_all(arland, odds("0.3", "courier/c17")), draws=DRAWS)
    adds_up(found)
    assert found.not_told == {
        "new assumptions with old evidence": "new numbers cite statements that the old record lacks: courier/c17"
    }
    assert {(line.orders, line.possible) for line in found.lines} == {(1, 2)}
    assert all(line.part("assumptions") == line.total for line in found.lines)


def test_where_neither_can_come_first_they_are_taken_together(arland: Case) -> None:
    old = with_all(arland, without_statement("courier/c17"), odds("0.5", "courier/c16"))
    new = with_all(arland, without_statement("courier/c16"), odds("0.3", "courier/c17"), later(30))
    found = split(old, new, draws=DRAWS)
    adds_up(found)
    assert {part.names for line in found.lines for part in line.parts} == {("evidence", "assumptions"), ("time",)}
    assert all(line.part("evidence") is None for line in found.lines)
    assert len(found.not_told) == 4 and all("cite statements" in why for why in found.not_told.values())
    cells = [row[5].text for row in split_tables(new, found)[0].rows]
    assert cells and all(cell.startswith("with assumptions: ") for cell in cells)


def test_without_an_outlook_there_is_no_comparison_and_a_reason(arland: Case) -> None:
    earlier = as_of(arland, arland.day - dt.timedelta(days=1))
    with pytest.raises(NoComparison, match="earlier version has no outlook on 2031-06-29"):
        split(earlier, arland)
    with pytest.raises(NoComparison, match="later version has no outlook"):
        split(arland, replace(arland, outlook=None))


def test_numbers_that_are_missing_are_named(arland: Case) -> None:
    assert arland.outlook is not None
    fewer = {name: item for name, item in arland.outlook.steps.items() if name != "west-law.sent"}
    broken = replace(arland, outlook=arland.outlook.model_copy(update={"steps": fewer}))
    with pytest.raises(NoComparison, match=r"later version cannot be drawn: .*west-law\.sent"):
        split(arland, broken)
    with pytest.raises(NoComparison, match=r"earlier version cannot be drawn: .*range-crossed"):
        split(odds("0.995")(arland), arland)


def test_days_that_are_past_for_one_of_the_two_are_not_compared(arland: Case) -> None:
    found = split(arland, later(200)(arland), draws=DRAWS)
    assert {line.by.year for line in found.lines} == {2033}
    with pytest.raises(NoComparison, match="no day after 2034"):
        split(arland, later(1000)(arland), draws=DRAWS)


def test_a_hazard_of_one_version_only_is_said(arland: Case) -> None:
    assert arland.outlook is not None
    hazards = {name: item for name, item in arland.outlook.hazards.items() if name != "gate-fire"}
    old = replace(arland, outlook=arland.outlook.model_copy(update={"hazards": hazards}))
    found = split(old, arland, draws=DRAWS)
    assert found.not_told == {"gate-fire": "the earlier version gives no number for it"}
    assert "gate-fire" not in {line.event for line in found.lines}


def test_a_rung_that_was_reached_counts_as_certain(arland: Case) -> None:
    main = arland.process.instruments["treaty"]
    reached = {**main.reached, "signed": main.reached["text-agreed"]}
    signed = {**arland.process.instruments, "treaty": main.model_copy(update={"reached": reached})}
    new = replace(arland, process=arland.process.model_copy(update={"instruments": signed}))
    found = split(arland, new, draws=DRAWS)
    lines = [line for line in found.lines if line.event == "treaty.signed"]
    assert lines and all(line.after.value == 1.0 and line.part("evidence") == line.total for line in lines)
    assert all("no number" in found.not_told[name] for name in ("war", "gate-fire"))


def test_no_draws_are_refused(arland: Case) -> None:
    with pytest.raises(InvalidModel):
        split(arland, ONLY["time"](arland), draws=0)


# --- frozen values


def frozen(case: Case) -> RunRecord:
    return run_record(forecast(case, compiled(case), draws=DRAWS))


def test_a_value_frozen_by_another_engine_is_a_change_of_code_alone(arland: Case) -> None:
    record = frozen(arland)
    values = {key: replace(value, value=value.value / 2) for key, value in record.values.items()}
    found = split(arland, arland, frozen=replace(record, values=values, version="0.0.9"))
    adds_up(found)
    for line in found.lines:
        assert [part.names for part in line.parts] == [("code",)]
        assert line.part("code") and line.total.value == line.after.value - values[line.event, line.by].value
    assert "code" in split_tables(arland, found)[0].heads


def test_a_value_frozen_by_this_engine_leaves_nothing_to_the_code(arland: Case) -> None:
    new = with_all(arland, odds("0.3"), later(10))
    found = split(arland, new, frozen=frozen(arland))
    adds_up(found)
    assert (found.draws, found.seed) == (DRAWS, 1)
    assert all(line.part("code") == Estimate(0.0, 0.0, 0.0, 0.0) for line in found.lines)
    plain = split_json(found)["probabilities"][0]
    assert [part["parts"] for part in plain["parts"]] == [["assumptions"], ["time"], ["code"]]


def test_with_all_four_parts_they_add_up_from_the_frozen_value(arland: Case) -> None:
    record = frozen(arland)
    values = {key: replace(value, value=value.value * 0.9) for key, value in record.values.items()}
    new = with_all(arland, condition("met"), odds("0.3"), later(10))
    found = split(arland, new, frozen=replace(record, values=values))
    adds_up(found)
    assert {part.names[0] for line in found.lines for part in line.parts} == {
        "evidence",
        "assumptions",
        "time",
        "code",
    }


def test_values_frozen_from_other_inputs_are_left_aside_with_the_reason(arland: Case) -> None:
    found = split(arland, later(10)(arland), frozen=frozen(odds("0.3")(arland)))
    assert "made from other assumptions than" in found.not_told["code"]
    assert all(line.part("code") == Estimate(0.0, 0.0, 0.0, 0.0) for line in found.lines)
