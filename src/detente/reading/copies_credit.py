"""Which side came first, and whether the later one says so."""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.copies_passage import Credit, Direction
from detente.reading.copies_quotes import same_name
from detente.reading.copies_side import Compared


@dataclass(frozen=True, slots=True)
class Verdict:
    """A direction and the reason for it."""

    direction: Direction
    reason: str


def direction_by_date(one: Compared, two: Compared) -> Verdict:
    """By the dates of publication, where their bounds leave no doubt."""
    first, second = (side.cleaned.document.metadata.published for side in (one, two))
    if first is None or second is None:
        return Verdict(Direction.UNKNOWN, "direction unknown: a date is missing")
    if first.value.surely_before(second.value):
        return Verdict(Direction.A_TO_B, f"{one.name} ({first.value}) came out before {two.name} ({second.value})")
    if second.value.surely_before(first.value):
        return Verdict(Direction.B_TO_A, f"{two.name} ({second.value}) came out before {one.name} ({first.value})")
    return Verdict(Direction.UNKNOWN, "direction unknown: the dates do not settle it")


def credit_of(
    later: Compared, place: tuple[int, int], earlier: Compared, direction: Direction
) -> tuple[Credit, str | None]:
    """How the later side credits a passage (a range of its words), and to whom."""
    named = later.mentions(earlier.own_names, *place)
    if later.quotation_of(*place):
        names = [named] if named else later.names_before(*place)
        return (Credit.QUOTED, names[0]) if names else (Credit.QUOTED_UNNAMED, None)
    if direction is Direction.UNKNOWN:
        return Credit.UNKNOWN, None
    if named:
        return Credit.NAMED, named
    links = later.links(*place)
    if any(link.target for link in links):
        return Credit.LINKED, next(link.target for link in links if link.target)
    return (Credit.UNKNOWN, None) if links else (Credit.NONE, None)


def shared_source(one: Compared, two: Compared, a: tuple[int, int], b: tuple[int, int]) -> bool:
    """True where both sides give the words of one third party.

    Either both have them in quotation marks, or one quotes somebody whom the sentence of the other credits too.
    Not so where one names the other beside them: "..., Ana Bel told the Harbour Weekly".
    """
    in_one, in_two = one.quotation_of(*a), two.quotation_of(*b)
    if (in_two and two.mentions(one.own_names, *b)) or (in_one and one.mentions(two.own_names, *a)):
        return False
    if in_one and in_two:
        return True
    if not in_one and not in_two:
        return False
    quoting, place, plain, origin = (one, a, two, b) if in_one else (two, b, one, a)
    quoted_names = quoting.names_before(*place)
    own = plain.own_names
    return any(
        same_name(name, other)
        for name in quoted_names
        if not any(same_name(name, mine) for mine, _ in own)
        for other in plain.credits(*origin)
    )
