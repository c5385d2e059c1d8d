"""DOCX: read back with python-docx."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from render_samples import hostile, ministry

from detente.brief.render.docx import docx
from detente.brief.render.laid_out import lay_out, lines_of

SAMPLES = {"ministry": ministry, "hostile": hostile}


@cache
def made(name: str) -> bytes:
    return docx(SAMPLES[name]())


@cache
def read(name: str) -> Word:
    return Document(BytesIO(made(name)))


def text_of(word: Word) -> str:
    """All text of the body in order, tables included, a line for each paragraph."""
    paragraphs = word.element.body.iter(qn("w:p"))
    lines = ("".join(run.text or "" for run in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)
    return "\n".join(lines).replace("\u200e", "")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_is_there(name: str) -> None:
    text = text_of(read(name))
    for section in lay_out(SAMPLES[name]()).all_sections():
        for line in lines_of(section):
            assert line.text in text


def test_styles_are_real() -> None:
    word = read("ministry")
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 12 + 1
    assert {"List Bullet", "Caption", "Brief Passage"} <= set(styles)


def test_tables_repeat_their_head_and_keep_rows_whole() -> None:
    tables = read("ministry").tables
    assert len(tables) == 4
    for table in tables:
        rows = table._tbl.tr_lst
        assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert len(tables[3].rows) == 41


@pytest.mark.parametrize("name", SAMPLES)
def test_links_arrive_at_bookmarks(name: str) -> None:
    body = read(name).element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert len(marks) == len(set(marks))
    assert links <= set(marks)
    assert {"c1", "s1_1"} <= links
    assert all(re.fullmatch(r"[a-z]\w{0,39}", mark) for mark in marks)
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_pictures_have_alternative_text() -> None:
    pictures = list(read("ministry").element.body.iter(qn("wp:docPr")))
    assert [picture.get("descr", "").split(".")[0] for picture in pictures] == [
        "Ladder of six rungs",
        "Timeline in three lanes from 2027 to 2032",
    ]
    names = ZipFile(BytesIO(made("ministry"))).namelist()
    assert sum(name.endswith(".png") for name in names) == 2
    assert not any("thumbnail" in name for name in names)


def test_properties_and_language() -> None:
    word = read("ministry")
    properties = word.core_properties
    assert (properties.title, properties.language, properties.author) == (
        "Arland and Bethia: the Border Treaty",
        "en",
        "",
    )
    assert (
        properties.created.replace(tzinfo=None) == properties.modified.replace(tzinfo=None) == datetime(2031, 4, 30)
    )
    (language,) = word.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en"


def test_it_opens_as_a_current_document() -> None:
    settings = read("ministry").settings.element.iter(qn("w:compatSetting"))
    modes = [entry.get(qn("w:val")) for entry in settings if entry.get(qn("w:name")) == "compatibilityMode"]
    assert modes == ["15"]


def test_runs_from_right_to_left_are_marked() -> None:
    marked = {run.text for paragraph in read("hostile").paragraphs for run in paragraph.runs if run.font.rtl}
    assert {"الاتفاق 17 مادة", "הסכם 2031 (טיוטה)"} <= marked
    assert not any(text.isascii() for text in marked)


def test_running_lines() -> None:
    page = read("ministry").sections[0]
    assert page.header.paragraphs[0].text == (
        "Arland and Bethia: the Border Treaty · as of 30 April 2031\tOFFICIAL – for named readers"
    )
    codes = [code.text.strip() for code in page.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_nothing_is_fetched() -> None:
    with ZipFile(BytesIO(made("hostile"))) as archive:
        relations = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".rels"))
    assert "External" not in relations


@pytest.mark.parametrize("name", SAMPLES)
def test_same_brief_same_bytes(name: str) -> None:
    again = docx(SAMPLES[name]())
    assert again == made(name)
    with ZipFile(BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
