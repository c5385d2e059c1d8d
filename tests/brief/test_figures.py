"""The figures: dates drawn as exactly as they are known, texts that fit and keep apart, the same bytes each time."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_samples import AS_OF, CITATIONS, LADDER, TIMELINE, hostile, ministry

from detente.brief.document import Figure, LadderFigure, Mark, Step, TimelineFigure
from detente.brief.figures import picture_of, svg_of
from detente.brief.figures.alternative import table_of
from detente.brief.figures.png import png_of
from detente.brief.figures.scale import TimeScale
from detente.brief.figures.svg import DARK, PAPER, Label, Picture
from detente.brief.figures.text_width import text_width, wrap
from detente.brief.render.typeset import FONTS
from detente.values.partial_date import PartialDate

NUMBERS = {citation.id: citation.number for citation in CITATIONS}
SVG = "{http://www.w3.org/2000/svg}"


def one_mark(when: str, *, future: bool = False) -> list[ElementTree.Element]:
    """The shapes that draw a timeline with one entry."""
    figure = TimelineFigure("t", (Mark(PartialDate.parse(when), "talks", "", future),), AS_OF, "a")
    return list(ElementTree.fromstring(svg_of(figure, {})))


def extent(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a text, with the letters' real height."""
    width = text_width(label.text, label.size, bold=label.bold)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - 0.74 * label.size, left + width, label.y + 0.2 * label.size


def collisions(picture: Picture) -> list[tuple[str, str]]:
    boxes = [(label.text, extent(label)) for label in picture.labels]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]


def outside(picture: Picture) -> list[str]:
    return [
        label.text
        for label in picture.labels
        if extent(label)[0] < -1 or extent(label)[2] > picture.width + 1 or extent(label)[3] > picture.height + 1
    ]


@pytest.mark.parametrize("width", [100.0, 170.0])
@pytest.mark.parametrize("figure", [LADDER, TIMELINE], ids=["ladder", "timeline"])
def test_texts_fit_and_do_not_collide(figure: Figure, width: float) -> None:
    picture = picture_of(figure, NUMBERS, width=width)
    assert outside(picture) == []
    assert collisions(picture) == []
    assert min(label.size for label in picture.labels) / 4 >= 2.7, "millimetres of type size, about 7.7 points"


DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))
WHEN = st.one_of(
    DATES.map(date.isoformat),
    DATES.map(lambda day: f"{day:%Y-%m}"),
    DATES.map(lambda day: f"{day:%Y}-summer"),
    DATES.map(lambda day: f"early {day:%Y-%m}"),
    DATES.map(lambda day: f"{day.isoformat()}/.."),
    DATES.map(lambda day: f"../{day.isoformat()}"),
    st.tuples(DATES, st.integers(1, 4000)).map(lambda pair: f"{pair[0]}/{pair[0] + timedelta(days=pair[1])}"),
)
LABEL = st.one_of(
    st.text("abcdefghi WM", min_size=1, max_size=90),
    st.sampled_from(["Հայաստանի սահմանը", "الاتفاق 17 مادة", "W" * 120, "ılıq şəhər", "Документ согласован"]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(Mark, WHEN.map(PartialDate.parse), LABEL, st.sampled_from("ABC"), st.booleans()), max_size=14)
)
def test_any_timeline_keeps_its_texts_apart(marks: list[Mark]) -> None:
    picture = picture_of(TimelineFigure("t", tuple(marks), AS_OF, "a"), {})
    assert outside(picture) == []
    assert collisions(picture) == []
    ElementTree.fromstring(picture.svg)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Step,
            LABEL,
            st.sampled_from(["reached", "next", "later", "stuck"]),
            st.sampled_from(["", "13 March 2031"]),
            st.lists(LABEL, max_size=3).map(tuple),
        ),
        max_size=14,
    )
)
def test_any_ladder_keeps_its_texts_apart(steps: list[Step]) -> None:
    picture = picture_of(LadderFigure("t", tuple(steps), "a"), {})
    assert outside(picture) == []
    assert collisions(picture) == []


def test_a_day_is_a_point_and_what_is_expected_is_hollow() -> None:
    past, *_ = [shape for shape in one_mark("2031-03-13") if shape.tag == f"{SVG}circle"]
    assert past.get("fill") == DARK
    coming, *_ = [shape for shape in one_mark("2032-03-13", future=True) if shape.tag == f"{SVG}circle"]
    assert coming.get("fill") == PAPER


def bands(when: str) -> list[ElementTree.Element]:
    return [
        shape
        for shape in one_mark(when)
        if shape.tag == f"{SVG}rect" and shape.get("stroke") and float(shape.get("width", "0")) > 25
    ]


def test_a_season_is_a_soft_band_and_an_interval_a_hard_one() -> None:
    (season,) = bands("2030-summer")
    (interval,) = bands("2030-06-01/2030-08-31")
    assert season.get("rx") != "0"
    assert interval.get("rx") == "0"
    assert interval.get("fill") == DARK
    assert season.get("fill") != DARK
    assert float(season.get("width", "0")) == pytest.approx(float(interval.get("width", "0")), rel=0.02)


def test_a_longer_band_is_a_less_exact_date() -> None:
    def share(when: str) -> float:
        marks = tuple(Mark(PartialDate.parse(text), text, "") for text in ("2029", "2030", when))
        shapes = ElementTree.fromstring(svg_of(TimelineFigure("t", marks, AS_OF, "a"), {}))
        drawn = [shape for shape in shapes if shape.tag == f"{SVG}rect" and shape.get("rx")]
        by_date = sorted(drawn[:3], key=lambda shape: float(shape.get("x", "0")))
        return float(by_date[2].get("width", "0")) / float(by_date[0].get("width", "0"))

    assert share("2031-Q1") == pytest.approx(0.25, abs=0.02)


def test_an_open_end_fades_and_shows_an_arrow() -> None:
    shapes = one_mark("2031-03-16/..")
    assert any((shape.get("fill") or "").startswith("url(#") for shape in shapes)
    assert any(shape.tag == f"{SVG}path" for shape in shapes)
    assert any(element.tag == f"{SVG}linearGradient" for shape in shapes for element in shape.iter())


def test_the_as_of_day_is_named_and_entries_carry_their_citations() -> None:
    texts = " ".join(label.text for label in picture_of(TIMELINE, NUMBERS).labels).replace("\u00a0", " ")
    assert "as of 30 April 2031" in texts
    assert "[1, 2, 5]" in texts


def test_state_is_written_and_shown_without_colour() -> None:
    shapes = list(ElementTree.fromstring(svg_of(LADDER, {})))
    boxes = [shape for shape in shapes if shape.tag == f"{SVG}rect" and shape.get("rx") == "4"]
    looks = [(box.get("fill"), box.get("stroke-dasharray")) for box in boxes]
    assert len({*looks}) == 3, "reached, next and later differ by fill or by outline"
    assert [label.text for label in picture_of(LADDER, {}).labels].count("later") == 4


def test_a_picture_says_what_it_shows() -> None:
    root = ElementTree.fromstring(svg_of(LADDER, {}, name="f1"))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == (LADDER.title, LADDER.alt)
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert root.get("role") == "img"


def test_hostile_texts_stay_texts() -> None:
    figures = [block for block in hostile().sections[5].blocks if isinstance(block, LadderFigure | TimelineFigure)]
    numbers = {citation.id: citation.number for citation in hostile().citations}
    for figure in figures:
        root = ElementTree.fromstring(svg_of(figure, numbers))
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "defs",
            "linearGradient",
            "stop",
            "rect",
            "line",
            "path",
            "circle",
            "text",
        }
        assert not any("href" in key or key.startswith("on") for element in root.iter() for key in element.attrib)


def test_the_same_figure_gives_the_same_bytes() -> None:
    assert svg_of(TIMELINE, NUMBERS) == svg_of(TIMELINE, NUMBERS)
    picture = picture_of(LADDER, {})
    png = png_of(picture)
    assert png == png_of(picture)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == pytest.approx(170 / 25.4 * 220, abs=2)


def test_the_text_alternative_has_every_entry_by_date() -> None:
    table = table_of(TIMELINE, NUMBERS)
    assert len(table.rows) == len(TIMELINE.marks)
    assert [row[0] for row in table.rows][:2] == ["2027", "November 2029"]
    assert table.numbers[3] == (1, 2, 5)
    assert [row[3] for row in table.rows].count("expected") == 4
    assert [row[0] for row in table_of(LADDER, {}).rows] == [step.name for step in LADDER.steps]


def test_the_scale_rises_and_cuts_what_is_empty() -> None:
    days = [date(1994, 5, 12), date(2030, 1, 1), date(2030, 9, 1), date(2031, 4, 30)]
    scale = TimeScale([(day, day) for day in days], 100, 680)
    places = [scale.at(day) for day in days]
    assert places == sorted(places)
    assert len(scale.cuts) == 1
    assert places[3] - places[1] > 250, "the years that matter get the room"
    ticks = scale.ticks(72, 44)
    assert all(right.x - left.x >= 40 for left, right in pairwise(ticks))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_do_no_harm(day: str) -> None:
    edge = date.fromisoformat(day)
    TimeScale([(edge, edge), (date(2031, 1, 1), date(2031, 1, 1))], 0, 100).ticks(72, 44)


def test_estimated_widths_are_not_too_small() -> None:
    """Against the real type: what typst measures with the bundled Noto Sans."""
    import typst

    texts = [mark.label for mark in TIMELINE.marks] + [
        "WWWW mmmm",
        "Illicit fill",
        "Документ согласован",
        "ılıq şəhər",
    ]
    source = b"""#set text(font: "Noto Sans", size: 100pt)
#context [#metadata(json(bytes(sys.inputs.texts)).map(it => measure(it).width.pt())) <widths>]"""
    measured = json.loads(
        typst.query(  # type: ignore[misc]
            source,
            "<widths>",
            field="value",
            one=True,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"texts": json.dumps(texts)},
        )
    )
    for text, width in zip(texts, measured, strict=True):
        assert width <= text_width(text, 100) <= 1.25 * width, text


@given(st.text("abcW \u00a0", max_size=120), st.floats(60, 300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrap(text, 12, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 12) <= width for line in lines)


def test_the_samples_have_the_size_of_a_brief() -> None:
    assert len(ministry().all_sections()) == 12
