"""What every format shares: text made safe, directions told apart, addresses and citations settled."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import hostile, ministry

from detente.brief.document import Brief, Paragraph, Section, Sentence, sentences_of
from detente.brief.render import FORMATS, render
from detente.brief.render.as_of import UNDATED, as_of_day
from detente.brief.render.direction import guarded, runs
from detente.brief.render.laid_out import LaidTable, UnknownCitation, lay_out, lines_of, tables_of
from detente.brief.render.visible import visible

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\u202e", "[U+202E]"),
        ("\u2066", "[U+2066]"),
        ("\x1b", "[U+001B]"),
        ("\ud83d", "[U+D83D]"),
        ("\u200b", "[U+200B]"),
        ("\U000e0041", "[U+E0041]"),
        ("\n", " "),
        ("\u200f", "\u200f"),
        ("\u0131", "\u0131"),
    ],
)
def test_what_would_not_be_seen_is_written_out(hidden: str, shown: str) -> None:
    assert visible(f"a{hidden}b") == f"a{shown}b"


@given(ANY_TEXT)
def test_visible_text_is_stable_and_has_no_controls(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in once)
    assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in once)


@given(ANY_TEXT)
def test_runs_join_to_the_text(text: str) -> None:
    assert "".join(run.text for run in runs(text)) == text
    for run in runs(text):
        strong = {unicodedata.bidirectional(char) for char in run.text} & {"L", "R", "AL"}
        assert strong <= ({"R", "AL"} if run.right_to_left else {"L"})


def test_a_bracket_opened_in_a_run_closes_in_it() -> None:
    (hebrew, rest) = runs("\u05d4\u05e1\u05db\u05dd (\u05d8\u05d9\u05d5\u05d8\u05d4) [3]")
    assert hebrew.text.endswith(")")
    assert rest.text == " [3]"


def test_a_mark_keeps_numbers_after_arabic_in_place() -> None:
    assert guarded("\u0645\u0627\u062f\u0629 17") == "\u0645\u0627\u062f\u0629\u200e 17"


@pytest.mark.parametrize("brief", [ministry(), hostile()], ids=["ministry", "hostile"])
def test_addresses_count_sentences_as_the_model_does(brief: Brief) -> None:
    laid = lay_out(brief)
    for section, source in zip(laid.all_sections(), brief.all_sections(), strict=True):
        lines, sentences = list(lines_of(section)), list(sentences_of(source))
        assert [line.text for line in lines] == [visible(sentence.text) for sentence in sentences]
        assert [line.address for line in lines] == [
            f"{visible(source.number)}.{place}" for place in range(1, len(sentences) + 1)
        ]
    anchors = [line.anchor for section in laid.all_sections() for line in lines_of(section)]
    assert len(anchors) == len(set(anchors))


def test_each_citation_knows_where_it_is_used() -> None:
    laid = lay_out(ministry())
    thirteen = next(citation for citation in laid.citations if citation.number == 13)
    assert [line.address for line in thirteen.cited_at] == ["3.6", "4.3"]


def test_rows_are_as_long_as_their_head_and_widths_make_one() -> None:
    for table in [*tables_of(lay_out(ministry())), *tables_of(lay_out(hostile()))]:
        assert {len(row) for row in table.rows} <= {len(table.heads)}
        assert sum(table.widths) == pytest.approx(1 if table.heads else 0)
        assert all(width > 0.03 for width in table.widths)


def test_given_widths_order_the_columns() -> None:
    articles = next(
        block for section in lay_out(ministry()).annex for block in section.blocks if isinstance(block, LaidTable)
    )
    article, subject, content, agreed = articles.widths
    assert content == max(articles.widths)
    assert article == min(articles.widths)
    assert subject > article
    assert agreed > article


@pytest.mark.parametrize("form", FORMATS)
def test_a_citation_without_an_entry_is_refused(form: str) -> None:
    stray = Section("1", "Bottom line", (Paragraph((Sentence("Arland agreed.", ("nowhere",)),)),))
    with pytest.raises(UnknownCitation, match="nowhere"):
        render(replace(ministry(), sections=(stray,)), form)  # type: ignore[arg-type]


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no format 'rtf'"):
        render(ministry(), "rtf")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "day"),
    [("30 April 2031", "2031-04-30"), ("2031-04-30", "2031-04-30"), ("31 April 2031", "2031-04-30")],
)
def test_the_as_of_day_dates_the_file(value: str, day: str) -> None:
    """An impossible day falls back on the timeline's."""
    assert as_of_day(replace(ministry(), header=(("As of", value),))).isoformat() == day


def test_no_clock_is_read_where_no_day_is_given() -> None:
    assert as_of_day(replace(ministry(), header=(), sections=(), annex=())) == UNDATED
