"""Markdown: plain to read, and inert wherever it is turned into something else."""

from __future__ import annotations

import re

import pytest
from render_samples import hostile, ministry

from detente.brief.document import Brief
from detente.brief.render.laid_out import lay_out, lines_of
from detente.brief.render.markdown import markdown

LEFT_TO_RIGHT_MARK = "\u200e"


def unescaped(text: str) -> str:
    """What a reader of Markdown would see."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).replace("&amp;", "&").replace(LEFT_TO_RIGHT_MARK, "")


@pytest.mark.parametrize("brief", [ministry(), hostile()], ids=["ministry", "hostile"])
def test_every_sentence_is_there_with_its_marks(brief: Brief) -> None:
    text = unescaped(markdown(brief))
    for section in lay_out(brief).all_sections():
        for line in lines_of(section):
            cited = f" [{', '.join(map(str, line.numbers))}]" if line.numbers else ""
            judged = " [assessment]" if line.assessment else ""
            assert line.text + cited + judged in text


def test_a_brief_reads_as_plain_text() -> None:
    text = markdown(ministry())
    assert text.startswith("# Arland and Bethia: the Border Treaty\n\n- As of: 30 April 2031\n")
    assert "## 4 What blocks signature" in text
    assert "\\" not in text, "ordinary prose needs no escapes"
    assert text.endswith("run 7f3a, 10,000 draws, seed 1\n")


def test_figures_become_words() -> None:
    text = markdown(ministry())
    assert "**Figure: The Border Treaty: where it stands**" in text
    assert "Ladder of six rungs." in text
    assert "| text agreed | reached | 13 March 2031 | \u2013 |" in text


def test_table_rows_keep_their_columns() -> None:
    for block in re.findall(r"(?:^\|.*\n)+", markdown(hostile()), re.M):
        counts = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in block.splitlines()}
        assert len(counts) == 1


def test_nothing_hostile_is_markup() -> None:
    text = markdown(hostile())
    assert not re.search(r"(?<!\\)<", text)
    assert not re.search(r"(?<!\\)\](?<!\\\])\(", text), "no link"
    assert not re.search(r"(?<!\\)!\[", text.replace("!\\[", "")), "no picture"
    assert not re.search(r"(?<!\\)`", text)
    assert not re.search(r"(?<!\\)\$", text)
    assert "\u202e" not in text
    assert "[U+202E]" in unescaped(text)
    headings = [line for line in text.splitlines() if re.match(r"#+ ", line)]
    assert len(headings) == 1 + 6 + 1


def test_the_citations_lead_back() -> None:
    assert "- [13] Observer Mission bulletin (mission of twelve states, A), paragraph 15" in markdown(ministry())
    assert "Cited at 3.6, 4.3." in markdown(ministry())


def test_same_brief_same_text() -> None:
    assert markdown(ministry()) == markdown(ministry())
