"""The annex of the outlook: numbers by every horizon, the charts, every number that it leans on with its basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.brief.document import Block, Cell, Paragraph, Section, Sentence, Table
from detente.brief.number_name import basis_word, number_name
from detente.brief.prospect import Prospect
from detente.brief.sections.charts import before_and_after, outcomes, tornado
from detente.brief.sections.prose import IF_THEY_HOLD, capital, chosen, framing, sentence_end
from detente.case.case import Case
from detente.outlook.case_number import Assumption
from detente.values.likelihood import scales
from detente.values.partial_date import PartialDate


def outlook_annex(found: Prospect, first: int) -> list[Section]:
    """Two sections: numbers and charts; what they lean on."""
    return [
        Section(f"A{first}", "Outlook in numbers", tuple(_numbers(found))),
        Section(f"A{first + 1}", "What the outlook leans on", tuple(_leans(found))),
    ]


def _numbers(found: Prospect) -> Iterator[Block]:
    yield Table(
        "Chance by each horizon",
        ("event", *(f"by {_text(day)}" for day in found.forecast.horizons), "what counts"),
        tuple(_row(found, goal) for goal in (*found.forecast.rungs, *found.forecast.hazards)),
        (1.1, *(1.5 for _ in found.forecast.horizons), 3.4),
        framing(
            f"Ranges hold 90% of the belief; all numbers {IF_THEY_HOLD}. Words: "
            f"{scales()[found.case.meta.style.likelihood].cited}."
        ),
    )
    yield from (outcomes(found), tornado(found), before_and_after(found))
    left = [_left_out(found.case, found.name(name), why) for name, why in found.forecast.built.left_out.items()]
    if left:
        yield Paragraph((framing("Not forecast:"), *left))


def _row(found: Prospect, goal: str) -> tuple[Cell, ...]:
    chances = [found.chance(goal, day) for day in found.forecast.horizons]
    cells = [Cell(Sentence(found.said(c), because=(c.id,), chances=(c,))) for c in chances]
    ending = "" if goal in (*found.forecast.rungs, *found.ending) else "; it ends nothing"
    return (
        Cell(framing(capital(found.name(goal))), strong=True),
        *cells,
        Cell(framing(f"{found.events[goal]}{ending}")),
    )


def _left_out(case: Case, name: str, why: str) -> Sentence:
    return framing(sentence_end(f"{capital(name)}: {why}"))


def _leans(found: Prospect) -> Iterator[Block]:
    order = {bar.where: place for place, bar in enumerate(found.tornado.bars)}
    every = found.forecast.built.assumptions
    ranked = sorted(every, key=lambda item: (order.get(item.where, len(order)), not item.assumed))
    yield Table(
        f"{len(every)} numbers, {sum(item.assumed for item in every)} of them assumed; the most sensitive first",
        ("number", "says", "basis", "reason"),
        tuple(_assumption(found.case, item) for item in ranked),
        (2.8, 1.6, 1.5, 3.6),
    )


def _assumption(case: Case, item: Assumption) -> tuple[Cell, ...]:
    cites = [basis.worded for basis in item.basis if basis.statement or basis.source]
    named = [str(basis) for basis in item.basis if not (basis.statement or basis.source)]
    return (
        Cell(Sentence(number_name(case, item.where), chosen(case, cites), framing=not cites), strong=True),
        Cell(framing(item.says)),
        Cell(framing("; ".join(named) or ("record" if cites else "unsourced"))),
        Cell(framing(item.why or "")),
    )


def key_assumptions(found: Prospect, most: int) -> list[Sentence]:
    """The most sensitive of all numbers, and how many are assumed."""
    every = found.forecast.built.assumptions
    assumed = sum(item.assumed for item in every)
    by_place = {item.where: item for item in every}
    shown = [bar.where for bar in found.tornado.bars if bar.where in by_place][:most]
    chance = found.chance(found.goal, found.telling)
    text = f"Of {len(every)} numbers behind the outlook {assumed} are assumed"
    if not shown:
        return [framing(f"{text}; the annex gives each its basis.")]
    named = [f"{number_name(found.case, name)} ({basis_word(by_place[name])})" for name in shown]
    cites = [b.worded for name in shown for b in by_place[name].basis if b.statement or b.source]
    told = f"{text}, each with its basis in the annex; the most sensitive: {'; '.join(named)}."
    return [Sentence(told, chosen(found.case, cites), assessment=True, because=(chance.id,))]


def _text(day: date) -> str:
    return PartialDate.on(day).text
