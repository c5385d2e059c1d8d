"""The outlook in the brief of the shipped cases: its charts, indicators, what changed; that it fits two pages."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pypdf
import pytest
from systems.record import ROOT, shipped

from detente.brief.chart import CurvesFigure, StackFigure, TornadoFigure
from detente.brief.compose import compose
from detente.brief.document import Brief, Section, Table, sentences_of
from detente.brief.figures import picture_of
from detente.brief.figures.alternative import table_of
from detente.brief.figures.stack import tones
from detente.brief.figures.svg import Label
from detente.brief.figures.text_width import text_width
from detente.brief.line import explain_line
from detente.brief.lint import lint
from detente.brief.prospect import Prospect, prospect
from detente.brief.render import render
from detente.brief.sections.charts import before_and_after, fan, outcomes, tornado
from detente.case.case import Case
from detente.case.loader import load
from detente.outlook.indicators import indicators
from detente.outlook.simulate import simulate
from detente.values.partial_date import PartialDate
from detente.values.percent import percent

CASES = ("armenia-azerbaijan", "greece-north-macedonia")


@cache
def case_of(name: str) -> Case:
    if name == CASES[0]:
        return shipped()
    case, _ = load(Path(ROOT) / "cases" / name)
    assert case is not None
    return case


@cache
def brief_of(name: str) -> Brief:
    return compose(case_of(name))


def found_in(name: str) -> Prospect:
    found = prospect(case_of(name))
    assert found is not None
    return found


def section(name: str, title: str) -> Section:
    return next(s for s in brief_of(name).all_sections() if s.title.startswith(title))


def text_of(part: Section) -> str:
    return " ".join(sentence.text for sentence in sentences_of(part))


@pytest.mark.parametrize("name", CASES)
def test_the_body_ends_on_the_second_page(name: str) -> None:
    brief = brief_of(name)
    pdf = render(brief, "pdf")
    assert isinstance(pdf, bytes)
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    last, first = brief.sections[-1], brief.annex[0]
    assert f"{last.number} {last.title}" in pages[1]
    ending = list(sentences_of(last))[-1].text.split()[-3:]
    assert " ".join(ending) in pages[1], "the last words of the body"
    assert f"{first.number} {first.title}" in pages[2]
    assert f"{first.number} {first.title}" not in " ".join(pages[:2])


@pytest.mark.parametrize("name", CASES)
def test_it_passes_its_lint(name: str) -> None:
    assert [str(problem) for problem in lint(case_of(name), brief_of(name))] == []


@pytest.mark.parametrize("name", CASES)
def test_tables_beside_the_charts_have_the_numbers_of_the_outlook(name: str) -> None:
    """Drawn again here, and looked up by the day, not through what the charts are made from."""
    found = found_in(name)
    process, last = found.forecast.built.process, found.forecast.horizons[-1]
    outlook = simulate(process, last, draws=10_000, seed=found.forecast.seed)
    names = {found.name(goal): goal for goal in (*found.forecast.rungs, *found.forecast.hazards)}
    rows = table_of(fan(found), {}).rows
    assert len(rows) >= 2
    for row in rows:
        for day, told in zip(found.forecast.horizons, row[1:], strict=True):
            drawn = outlook.probability(names[row[0]], day)
            assert told == f"{percent(drawn.value)} ({percent(drawn.low)} to {percent(drawn.high)})", (row[0], day)
    stacked = {row[0]: row[1:] for row in table_of(outcomes(found), {}).rows}
    goal = stacked[found.name(found.goal)]
    assert goal == tuple(percent(outlook.probability(found.goal, day).value) for day in found.forecast.horizons)
    for at in range(len(outcomes(found).days)):
        assert sum(layer.shares[at] for layer in outcomes(found).layers) == pytest.approx(1.0)


def test_before_is_the_outlook_and_after_is_what_the_table_says() -> None:
    found = found_in(CASES[0])
    assert len(found.pulled) >= 3
    for item in found.pulled:
        assert item.before == found.chance(found.goal, found.telling), "the same draws"
        assert item.change.value == pytest.approx(item.after.value - item.before.value)
    effects = [item.change for item in found.pulled]
    assert len(set(effects)) == len(effects), "levers that do the same are shown once"
    assert found.pulled[0].same, "the case has two ways to the first effect"
    told = text_of(section(CASES[0], "What if"))
    for item in found.pulled:
        assert found.said(item.after) in told


def test_the_longest_bars_keep_their_order_with_other_draws() -> None:
    from detente.outlook.swing import swings
    from detente.procedures.compile import compiled

    found = found_in(CASES[0])
    built = found.forecast.built
    again = swings(
        built.process,
        compiled(found.case),
        built.assumptions,
        found.goal,
        found.telling,
        trajectories=1_000,
        seed=7,
    )
    assert [bar.where for bar in found.tornado.bars[:2]] == [bar.where for bar in again[:2]]
    assert {bar.where for bar in found.tornado.bars[:5]} & {bar.where for bar in again[:3]} == {
        bar.where for bar in again[:3]
    }


def _charts(name: str) -> Iterator[CurvesFigure | StackFigure | TornadoFigure]:
    found = found_in(name)
    yield from (fan(found), outcomes(found), tornado(found))
    if found.pulled:
        yield before_and_after(found)


def _extent(label: Label) -> tuple[float, float, float, float]:
    width = text_width(label.text, label.size, bold=label.bold)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - 0.74 * label.size, left + width, label.y + 0.2 * label.size


@pytest.mark.parametrize("width", [100.0, 170.0])
@pytest.mark.parametrize("name", CASES)
def test_no_two_labels_of_a_chart_overlap(name: str, width: float) -> None:
    for figure in _charts(name):
        picture = picture_of(figure, {}, width=width)
        boxes = [(label.text, _extent(label)) for label in picture.labels]
        assert boxes
        for (one, a), (other, b) in combinations(boxes, 2):
            apart = a[2] - 0.5 <= b[0] or b[2] - 0.5 <= a[0] or a[3] - 0.5 <= b[1] or b[3] - 0.5 <= a[1]
            assert apart, (figure.title, one, other)
        for text, (left, _, right, bottom) in boxes:
            assert left >= -1 and right <= picture.width + 1 and bottom <= picture.height + 1, (figure.title, text)


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_neighbouring_areas_differ_in_grey(count: int) -> None:
    greys = [_grey(tone) for tone in tones(count)]
    assert all(abs(one - other) >= 0.15 for one, other in pairwise(greys)), greys


def _grey(colour: str) -> float:
    """What a printer without colours makes of it (Rec. 709), 0..1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", CASES)
def test_indicators_not_met_stand_in_the_body_and_all_in_the_annex(name: str) -> None:
    every = indicators(case_of(name))
    unmet = {row.name.lower() for row in every if row.met is None}
    (body,) = (b for b in section(name, "Indicators to watch").blocks if isinstance(b, Table))
    watched = [row[0].sentence.text.lower() for row in body.rows]
    assert set(watched) <= unmet and len(watched) == min(5, len(unmet))
    thresholds = {row.name.lower(): row.threshold for row in every}
    for cells in body.rows:
        assert cells[1].sentence.text == thresholds[cells[0].sentence.text.lower()]
    annexed = next(s for s in brief_of(name).annex if s.title == "Indicators")
    (table,) = (b for b in annexed.blocks if isinstance(b, Table))
    told = [row[2].sentence.text for row in table.rows]
    assert len(told) == len(every)
    assert told[: len(unmet)] == ["not met"] * len(unmet) and "not met" not in told[len(unmet) :]


def test_without_an_earlier_outlook_no_change_is_claimed() -> None:
    told = text_of(section(CASES[0], "What changed"))
    found = found_in(CASES[0])
    now = percent(found.chance(found.goal, found.first).value)
    assert "no earlier outlook to compare with" in told
    assert "points" not in told
    assert "on 30 April 2025, now" in told and f"now {now}" in told
    assert "ledger" not in text_of(section(CASES[1], "What changed")), "its ledger has no such question"


def test_what_the_past_alone_would_say_stands_beside_and_can_be_opened() -> None:
    part = section(CASES[0], "Outlook")
    sentences = list(sentences_of(part))
    at = next(n for n, s in enumerate(sentences, start=1) if "texts of the past" in s.text)
    assert PartialDate.on(found_in(CASES[0]).first).text in sentences[at - 1].text
    tree = "\n".join(explain_line(case_of(CASES[0]), f"{part.number}.{at}").lines())
    assert "demand outside the text" in tree


@pytest.mark.parametrize("name", CASES)
def test_every_number_of_the_annex_has_a_name_in_words(name: str) -> None:
    from detente.brief.number_name import number_name

    case, every = case_of(name), found_in(name).forecast.built.assumptions
    named = [number_name(case, item.where) for item in every]
    assert len(named) > 30
    assert [text for text in named if ">" in text or "condition:" in text] == []


@pytest.mark.parametrize("name", CASES)
def test_the_backtest_is_told_as_it_fell(name: str) -> None:
    from detente.scoring.backtest_report import verdict

    assert verdict(case_of(name).day) in text_of(section(name, "Sources and method"))


def test_one_brief_draws_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sections share one forecast: composing again draws nothing."""
    compose(case_of(CASES[0]))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("drawn again")

    for module in ("detente.outlook.draws.run", "detente.outlook.compare"):
        monkeypatch.setattr(sys.modules[module], "draw", refuse)
    again = compose(case_of(CASES[0]))
    assert again.sections == brief_of(CASES[0]).sections
    assert date(2025, 12, 31) in found_in(CASES[0]).forecast.horizons
