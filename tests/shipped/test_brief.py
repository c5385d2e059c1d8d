"""The brief of the shipped case: every sentence supported, every citation alive, nothing fetched from elsewhere."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pytest
from systems.record import on, shipped, without

from detente.brief.compose import compose
from detente.brief.document import Brief, LadderFigure, Paragraph, Section, Sentence, TimelineFigure, sentences_of
from detente.brief.line import explain_line
from detente.brief.lint import lint
from detente.brief.render import Format, render
from detente.case.case import Case
from detente.cli import main
from detente.values.basis import Basis

FORMATS: tuple[Format, ...] = ("md", "html")


@cache
def _brief() -> Brief:
    return compose(shipped())


@cache
def _rendered(kind: Format) -> str:
    text = render(_brief(), kind)
    assert isinstance(text, str)
    return text


def _codes(case: Case, brief: Brief) -> set[str]:
    return {problem.code for problem in lint(case, brief)}


@pytest.mark.parametrize("day", ["2025-03-18", "2025-03-21", "2025-04-30"])
def test_the_brief_passes_its_lint(day: str) -> None:
    case = on(day)
    assert list(lint(case, compose(case))) == []


def test_every_sentence_rests_on_something() -> None:
    case = shipped()
    sentences = [s for section in _brief().all_sections() for s in sentences_of(section)]
    assert len(sentences) > 200
    for sentence in sentences:
        assert sentence.cites or sentence.assessment or sentence.framing or sentence.chances, sentence.text
        for cite in sentence.cites:
            basis = Basis.parse(cite)
            assert basis.statement in case.statements if basis.statement else basis.source in case.sources, cite
    assert sum(bool(s.cites) for s in sentences) > 300, "cells of a table lean on their row, its head cites"


def test_a_sentence_without_support_or_with_a_dead_citation_fails() -> None:
    case, brief = shipped(), _brief()
    bare = Section("99", "More", (Paragraph((Sentence("Armenia has signed it."),)),))
    assert "unsupported-sentence" in _codes(case, replace(brief, sections=(*brief.sections, bare)))
    cited = brief.citations[0].id
    assert "dead-citation" in _codes(without(case, cited), brief)
    loaded = Section("99", "More", (Paragraph((Sentence("The regime has signed it.", assessment=True),)),))
    assert "loaded-wording" in _codes(case, replace(brief, sections=(*brief.sections, loaded)))


def test_the_bottom_line_is_short_and_says_where_it_stands() -> None:
    section = next(s for s in _brief().sections if s.title == "Bottom line")
    text = " ".join(s.text for s in sentences_of(section))
    assert len(text.split()) <= 60
    assert "13 March 2025" in text and "not signed" in text
    assert "Constitution of Armenia" in text and "Minsk Group" in text


def test_every_line_has_a_tree_that_ends_in_passages_or_assessments() -> None:
    case, explained = shipped(), 0
    for section in _brief().sections:
        every = list(enumerate(sentences_of(section), start=1))
        for index, sentence in {*every[:2], *every[-1:]}:
            trace = explain_line(case, f"{section.number}.{index}")
            assert trace.text == sentence.text
            if sentence.cites:
                explained += 1
                assert any("[sourced]" in line for line in trace.lines()), sentence.text
    assert explained >= 10


def test_an_incident_stands_at_the_date_of_its_claim() -> None:
    figures = [b for s in _brief().all_sections() for b in s.blocks if isinstance(b, TimelineFigure)]
    marks = {mark.label: mark.when.text for mark in figures[0].marks if mark.lane == "incidents"}
    series = next(when for label, when in marks.items() if "since 16 March" in label)
    assert series == "16 March 2025 to 20 March 2025", "not that of the denial"


def test_there_is_a_ladder_and_a_timeline_as_pictures() -> None:
    figures = [b for s in _brief().all_sections() for b in s.blocks if isinstance(b, LadderFigure | TimelineFigure)]
    assert {type(figure) for figure in figures} == {LadderFigure, TimelineFigure}
    html = _rendered("html")
    assert html.count("<svg") >= 2
    assert "initialled" in html


def test_the_html_stands_alone() -> None:
    html = _rendered("html")
    assert "<script" not in html.lower()
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html)
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", html) and "@import" not in html
    assert '<html lang="en"' in html


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_says_the_same(kind: Format) -> None:
    text = _rendered(kind)
    for section in _brief().all_sections():
        assert section.title in text.replace("&amp;", "&"), section.title
    assert "30 April 2025" in text and "alphabetical" in text


def test_pdf_and_word_hold_the_bottom_line() -> None:
    import docx
    import pypdf

    pdf, word = render(_brief(), "pdf"), render(_brief(), "docx")
    assert isinstance(pdf, bytes) and isinstance(word, bytes)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    first = " ".join("\n".join(pages[:2]).split())
    assert "Bottom line" in first and "it is not signed" in first
    paragraphs = " ".join(p.text for p in docx.Document(io.BytesIO(word)).paragraphs)
    assert "it is not signed" in paragraphs


def test_unknown_stays_unknown() -> None:
    text = _rendered("md")
    assert "12 of 17 unknown" in text and "12 further articles" in text
    assert not re.search(r"\b(?:0|100)\s?%", text), "never certain in numbers"


def test_the_command_writes_it(tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path_factory.mktemp("brief") / "brief.md"
    assert main(["brief", "--as-of", "2025-03-21", "--output", str(target)]) == 0
    assert "21 March 2025" in target.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["brief", "--as-of", "2026-01-01"]) == 1
    assert "the case ends on 2025-04-30" in capsys.readouterr().err
