"""Quantities: notation, units, ranges that hold every combination, and bases carried along."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.values.basis import Basis, Solidity
from detente.values.quantity import BadQuantity, Quantity
from detente.values.unit import BadUnit, Unit

FORMS = [
    ("64 seats", 64, 64, 64, "seats"),
    ("1,200,000 voters", 1.2e6, 1.2e6, 1.2e6, "voters"),
    ("50..65 days", None, 50, 65, "day"),
    ("-5..-3 degrees", None, -5, -3, "degrees"),
    ("more than 2 years", None, 2, math.inf, "year"),
    ("at least 2 years", None, 2, math.inf, "year"),
    ("less than 3 weeks", None, -math.inf, 3, "week"),
    ("at most 3 weeks", None, -math.inf, 3, "week"),
    ("up to 3 weeks", None, -math.inf, 3, "week"),
    ("about 30%", 30, 27, 33, "%"),
    ("28%", 28, 28, 28, "%"),
    ("0.35/year", 0.35, 0.35, 0.35, "/year"),
    ("0.35 1/year", 0.35, 0.35, 0.35, "/year"),
    ("+4", 4, 4, 4, ""),
    ("0", 0, 0, 0, ""),
    ("3 square miles", 3, 3, 3, "square miles"),
    ("12 persons/year", 12, 12, 12, "persons/year"),
]


@pytest.mark.parametrize(("text", "best", "low", "high", "unit"), FORMS)
def test_each_form(text: str, best: float | None, low: float, high: float, unit: str) -> None:
    found = Quantity.parse(text)
    assert (found.best, found.low, found.high, str(found.unit)) == (best, low, high, unit)
    assert str(found) == text


REFUSED = [
    "",
    "many",
    "two seats",
    "5..3 days",
    "about 5..6 days",
    "5 days/",
    "5 3",
    "1e5",
    "5 km2",
    "nan",
    "inf days",
]


@pytest.mark.parametrize("text", [*REFUSED, "9" * 400, "٣ days"])
def test_what_is_no_quantity(text: str) -> None:
    with pytest.raises(BadQuantity):
        Quantity.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_a_bad_one(text: str) -> None:
    try:
        assert Quantity.parse(text).low <= Quantity.parse(text).high
    except BadQuantity as problem:
        assert str(problem)


numbers = st.integers(-1000, 1000).map(lambda n: n / 8)


@st.composite
def ranges(draw: st.DrawFn, unit: str = "days") -> tuple[Quantity, list[float]]:
    """A quantity, and values inside its range."""
    low, high = sorted((draw(numbers), draw(numbers)))
    inside = [low, high, *(low + (high - low) * k / 8 for k in draw(st.lists(st.integers(0, 8), max_size=3)))]
    return Quantity(draw(st.sampled_from([None, *inside])), low, high, Unit.parse(unit)), inside


@given(ranges(), ranges("weeks"))
def test_sums_and_differences_hold_every_combination(
    a: tuple[Quantity, list[float]], b: tuple[Quantity, list[float]]
) -> None:
    total, difference = a[0] + b[0], a[0] - b[0]
    for x in a[1]:
        for y in b[1]:
            assert total.low <= x + y * 7 <= total.high
            assert difference.low <= x - y * 7 <= difference.high
    assert total.unit == difference.unit == a[0].unit
    assert (total.best is None) == (a[0].best is None or b[0].best is None)
    for result in (total, difference):
        assert result.best is None or result.low <= result.best <= result.high


@given(ranges(), ranges("persons"))
def test_products_and_quotients_hold_every_combination(
    a: tuple[Quantity, list[float]], b: tuple[Quantity, list[float]]
) -> None:
    product = a[0] * b[0]
    assert product.unit == Unit.parse("days") * Unit.parse("persons")
    for x in a[1]:
        for y in b[1]:
            assert product.low <= x * y <= product.high
    if b[0].low <= 0 <= b[0].high:
        with pytest.raises(ZeroDivisionError, match="could be zero"):
            a[0] / b[0]
    else:
        quotient = a[0] / b[0]
        assert str(quotient.unit) == "day/persons"
        for x in a[1]:
            for y in b[1]:
                assert quotient.low <= x / y <= quotient.high


def test_open_ends_stay_open() -> None:
    more, less = Quantity.parse("more than 2 days"), Quantity.parse("less than 5 days")
    assert ((more + less).low, (more + less).high) == (-math.inf, math.inf)
    assert ((more - less).low, (more - less).high) == (-3, math.inf)
    assert ((more * 0).low, (more * 0).high) == (0, 0)
    assert (Quantity.parse("1 day") / more).low == 0 and (Quantity.parse("1 day") / more).high == 0.5
    assert str(more + Quantity.parse("1 day")) == "at least 3 day"
    assert str(less - Quantity.parse("1 day")) == "at most 4 day"


def test_units_convert_and_refuse() -> None:
    assert Quantity.parse("2 weeks").to("days").best == 14
    assert Quantity.parse("400 years").to("days").best == pytest.approx(146097)
    assert Quantity.parse("12 months").to("year").best == pytest.approx(1)
    assert Quantity.parse("1/week").to("1/day").best == pytest.approx(1 / 7)
    assert (Quantity.parse("1 year") + Quantity.parse("6 months")).best == pytest.approx(1.5)
    for text, other in (("64 seats", "days"), ("1/day", "days"), ("5", "seats"), ("5 seats/day", "seats")):
        with pytest.raises(BadUnit, match="measure different things"):
            Quantity.parse(text).to(other)
        with pytest.raises(BadUnit):
            Quantity.parse(text).overlaps(Quantity.parse(f"3 {other}"))


def test_units_of_products_add_up() -> None:
    """A unit of two nouns, or of one noun twice, is the same unit the next time."""
    area = Quantity.of(2, "days") * Quantity.of(3, "days")
    mixed = Quantity.of(2, "persons") * Quantity.of(3, "years")
    assert (area + area).best == 12 and (mixed - mixed).best == 0
    assert area.overlaps(area) and (area / Quantity.of(3, "days")).unit == Unit.parse("days")
    assert (mixed / mixed).unit == Unit() and str(Unit()) == ""


@pytest.mark.parametrize("text", ["", "seats", "/year", "1/year", "persons/year", "%", "square miles", "a/b/c"])
def test_units_read_back(text: str) -> None:
    unit = Unit.parse(text)
    assert Unit.parse(str(unit)) == unit
    assert unit * unit.inverse() == Unit()
    assert unit.factor_to(unit) == 1


@pytest.mark.parametrize("text", ["2seats", "seats//", "a/", "_", "a_b", "a  b"])
def test_what_is_no_unit(text: str) -> None:
    with pytest.raises(BadUnit):
        Unit.parse(text)


def test_ranges_around_a_value() -> None:
    found = Quantity.parse("28%").within(20, 35)
    assert (found.best, found.low, found.high, found.exact) == (28, 20, 35, False)
    assert str(found) == "28 (20..35)%"
    for low, high in ((30, 35), (20, 25), (35, 20)):
        with pytest.raises(BadQuantity, match="outside its range"):
            Quantity.parse("28%").within(low, high)


def test_overlap() -> None:
    two, three, more = (Quantity.parse(t) for t in ("2 years", "24..36 months", "more than 30 months"))
    assert two.overlaps(three) and three.overlaps(two) and three.overlaps(more) and not two.overlaps(more)


SOURCED = Basis.parse("courier/c1")
ASSUMED = Basis.parse("assumed by A. Analyst")


def test_a_result_is_as_solid_as_its_weakest_input() -> None:
    solid, weak, bare = (Quantity.of(n, "days", basis=b) for n, b in ((1, (SOURCED,)), (2, (ASSUMED,)), (3, ())))
    assert solid.solidity is Solidity.SOURCED
    both = solid + weak
    assert both.basis == (SOURCED, ASSUMED) and both.solidity is Solidity.ASSUMED
    assert (both * solid).basis == (SOURCED, ASSUMED)
    assert (solid * 3).basis == (SOURCED,)
    assert (solid + bare).solidity is (bare - weak).solidity is Solidity.UNSOURCED
    assert (solid / weak).solidity is Solidity.ASSUMED


@given(st.lists(st.sampled_from(["a/b", "law#Art. 1", "class x 8/9", "assumed by N", "unsourced"]), max_size=4))
def test_solidity_never_grows(texts: list[str]) -> None:
    found = Quantity.of(1)
    solidities = []
    for index, text in enumerate(texts):
        basis = Basis.parse(text)
        solidities.append(basis.solidity)
        found = Quantity.of(1, basis=(basis,)) if index == 0 else found + Quantity.of(1, basis=(basis,))
    assume(texts)
    assert found.solidity == min(solidities)


@given(ranges())
def test_shown_numbers(pair: tuple[Quantity, list[float]]) -> None:
    """What is shown for a computed quantity names its best value and its bounds."""
    quantity = pair[0]
    text = str(quantity)
    assert text.endswith(" day")
    if quantity.low != quantity.high:
        assert ".." in text
    if quantity.best is not None:
        assert text.startswith(f"{quantity.best:,.10g}")
