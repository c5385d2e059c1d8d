"""Claims that several documents report: copies count once, and a denial is no report of what it denies."""

from __future__ import annotations

from detente.reading.copies_claims import claims
from detente.reading.copies_passage import Closeness, Copied, Credit, Direction, Side
from detente.reading.proposals import Anchor, Mark, Reading, StatementProposal

WORDS = frozenset({"soldie", "border", "guard", "northe", "crossi"})


def said(doc: str, start: int, *, speaker: str = "Ada Brann", act: str = "claim") -> StatementProposal:
    """A statement of fifty characters."""
    return StatementProposal(doc, start, start + 50, "verb: say", 0.8, (speaker,), speaker, act, "say")


def mark(stems: frozenset[str] = WORDS, *, negated: bool = False) -> Mark:
    """What pairing knows of it."""
    return Mark(frozenset(), frozenset(), frozenset(), stems, False, 1, False, negated=negated)


def reading(doc: str, *found: tuple[StatementProposal, Mark]) -> Reading:
    """A document with these statements."""
    return Reading(
        doc, 500, Anchor(None, None, ""), statements=tuple(s for s, _ in found), marks=tuple(m for _, m in found)
    )


def copied(
    a: str, b: str, at: tuple[int, int], length: int = 200, closeness: Closeness = Closeness.VERBATIM
) -> Copied:
    """A passage that the second document has from the first."""
    sides = Side(a, at[0], at[0] + length), Side(b, at[1], at[1] + length)
    return Copied(*sides, closeness, Direction.A_TO_B, Credit.NONE, None, 30, 1.0, 9.0, "")


def test_two_reports_without_a_copy_are_independent() -> None:
    (claim,) = claims([reading("a", (said("a", 10), mark())), reading("b", (said("b", 90), mark()))], [])
    assert claim.documents == ("a", "b") and len(claim.origins) == 2


def test_a_copy_adds_no_report() -> None:
    readings = [reading(name, (said(name, at), mark())) for name, at in (("a", 10), ("b", 60), ("c", 300))]
    (claim,) = claims(readings, [copied("a", "b", (0, 50))])
    assert len(claim.documents) == 3 and len(claim.origins) == 2
    assert claim.origins[0].reasons == ("b copies a",)


def test_a_copy_links_what_stands_at_one_place_whoever_is_said_to_say_it() -> None:
    a = reading("a", (said("a", 10), mark()), (said("a", 120), mark(frozenset({"trade"}))))
    b = reading("b", (said("b", 60, speaker="Arland"), mark(frozenset())))
    (claim,) = claims([a, b], [copied("a", "b", (0, 50))])
    assert [(s.doc, s.start) for s in claim.statements] == [("a", 10), ("b", 60)]


def test_words_of_a_third_party_on_both_sides_are_no_copy() -> None:
    a, b = (reading(name, (said(name, 10), mark(frozenset()))) for name in "ab")
    assert not claims([a, b], [copied("a", "b", (0, 0), closeness=Closeness.SHARED)])


def test_what_differs_stays_apart() -> None:
    one = reading("a", (said("a", 10), mark()))
    for other, its_mark in (
        (said("b", 10, speaker="Cato Dorn"), mark()),
        (said("b", 10, act="deny"), mark()),
        (said("b", 10), mark(negated=True)),
        (said("b", 10), mark(frozenset({"soldie", "border", "fuel", "trade", "spring"}))),
        (said("a", 90), mark()),
    ):
        assert not claims([one, reading(other.doc, (other, its_mark))], [])
