"""Dividing a change among its parts: against closed forms, and what must hold for any game."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.outlook.change.orders import Division, Mixture, division, mixtures

PARTS = ("a", "b", "c")
ALL = mixtures(PARTS)


def values(found: Division, game: dict[Mixture, Fraction]) -> dict[tuple[str, ...], Fraction]:
    return {
        share.parts: sum((weight * game[world] for world, weight in share.weights.items()), Fraction(0))
        for share in found.shares
    }


def game_of(numbers: list[int]) -> dict[Mixture, Fraction]:
    return {world: Fraction(number) for world, number in zip(ALL, numbers, strict=True)}


def test_the_worlds_are_all_mixtures_old_first_new_last() -> None:
    assert len(ALL) == 8 and ALL[0] == frozenset() and ALL[-1] == frozenset(PARTS)
    assert mixtures(()) == [frozenset()]


def test_a_sum_of_effects_gives_each_part_its_own() -> None:
    effects = {"a": 3, "b": -2, "c": 0}
    game = {world: Fraction(sum(effects[part] for part in world)) for world in ALL}
    assert values(division(PARTS, ALL), game) == {("a",): 3, ("b",): -2, ("c",): 0}


def test_what_takes_two_is_halved() -> None:
    """The glove game: one left glove (a), two right ones; Shapley's own values are 2/3, 1/6, 1/6."""
    game = {world: Fraction("a" in world and len(world) > 1) for world in ALL}
    sixth = Fraction(1, 6)
    assert values(division(PARTS, ALL), game) == {("a",): 4 * sixth, ("b",): sixth, ("c",): sixth}


@given(st.lists(st.integers(-1000, 1000), min_size=8, max_size=8), st.sets(st.sampled_from(ALL[1:-1])))
def test_the_parts_add_up_to_the_whole_whatever_cannot_be_drawn(numbers: list[int], lost: set[Mixture]) -> None:
    game = game_of(numbers)
    found = division(PARTS, [world for world in ALL if world not in lost])
    assert sum(values(found, game).values()) == game[ALL[-1]] - game[ALL[0]]
    assert not found.worlds & lost and 1 <= found.orders <= found.possible
    assert sorted(part for share in found.shares for part in share.parts) == sorted(PARTS)


@given(st.lists(st.integers(-1000, 1000), min_size=8, max_size=8))
def test_the_way_back_takes_away_what_the_way_there_gave(numbers: list[int]) -> None:
    there = game_of(numbers)
    back = {world: there[frozenset(PARTS) - world] for world in ALL}
    found = division(PARTS, ALL)
    assert values(found, back) == {parts: -value for parts, value in values(found, there).items()}


def test_orders_through_a_world_that_cannot_be_drawn_do_not_count() -> None:
    without_b_alone = [world for world in ALL if world not in ({"b"}, {"b", "c"})]
    found = division(PARTS, without_b_alone)
    assert (found.orders, found.possible) == (3, 6)  # a comes before b
    game = game_of([0, 1, 10, 100, 1000, 10000, 100000, 1000000])
    assert sum(values(found, game).values()) == 1000000


def test_parts_that_cannot_be_told_apart_are_taken_together() -> None:
    drawable = [world for world in ALL if len(world & {"a", "b"}) != 1]
    found = division(PARTS, drawable)
    assert [share.parts for share in found.shares] == [("a", "b"), ("c",)]
    assert (found.orders, found.possible) == (2, 2)
    alone = division(PARTS, [ALL[0], ALL[-1]])
    assert [share.parts for share in alone.shares] == [PARTS]


def test_without_the_ends_there_is_no_division() -> None:
    for end in (ALL[0], ALL[-1]):
        with pytest.raises(ValueError, match="cannot be drawn"):
            division(PARTS, [world for world in ALL if world != end])


def test_nothing_changed_is_nothing_to_divide() -> None:
    assert division((), [frozenset()]).shares == ()


@pytest.mark.parametrize("pair", list(combinations(PARTS, 2)))
def test_two_parts_that_do_the_same_get_the_same(pair: tuple[str, str]) -> None:
    game = {world: Fraction(len(world & set(pair)) ** 2) for world in ALL}
    found = values(division(PARTS, ALL), game)
    assert found[pair[0],] == found[pair[1],] == 2
