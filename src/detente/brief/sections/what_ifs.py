"""What-ifs: the levers that move the next gated rung most, before and after on the same draws."""

from __future__ import annotations

from detente.brief.document import Cell, Section, Sentence, Table
from detente.brief.prospect import Prospect, Pulled
from detente.brief.sections.prose import IF_THEY_HOLD, capital, chosen, framing
from detente.positions.speech import listed
from detente.values.partial_date import PartialDate

MOST = 3
HEADS = ("lever", "who could pull it", "chance", "points")


def what_ifs(found: Prospect, number: str) -> Section | None:
    """A row for each lever; small charts of them stand in the annex."""
    if not found.pulled:
        return None
    day = PartialDate.on(found.telling).text
    caption = f"Chance of “{found.name(found.goal)}” by {day}"
    rows = (_none(found), *(_row(found, item) for item in found.pulled[:MOST]))
    note = framing(
        f"Before and after on the same draws, {IF_THEY_HOLD}; the effect of each is assumed.{_alike(found)}"
    )
    return Section(number, "What if", (Table(caption, HEADS, rows, (3.3, 1.8, 3.7, 1.5), note),))


def _alike(found: Prospect) -> str:
    """Of levers that do the same one is shown."""
    return " Of those with the same effect one is shown." if any(item.same for item in found.pulled) else ""


def _none(found: Prospect) -> tuple[Cell, ...]:
    chance = found.chance(found.goal, found.telling)
    told = Sentence(found.said(chance), because=(chance.id,), chances=(chance,))
    return Cell(framing("None"), strong=True), Cell(framing("")), Cell(told), Cell(framing(""))


def _row(found: Prospect, item: Pulled) -> tuple[Cell, ...]:
    cites = [basis.worded for basis in item.lever.basis if basis.statement or basis.source]
    who = listed(found.case.name(actor) for actor in item.lever.actor)
    change = item.change
    difference = f"{_points(change.value)} ({_points(change.low)} to {_points(change.high)})"
    return (
        Cell(Sentence(capital(item.lever.name), chosen(found.case, cites, 2), framing=not cites), strong=True),
        Cell(framing(who)),
        Cell(Sentence(found.said(item.after), because=(item.before.id,), chances=(item.after,))),
        Cell(framing(difference)),
    )


def _points(share: float) -> str:
    return f"{100 * share:+.0f}"
