"""PDF: read back with pypdf."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from render_samples import hostile, ministry

from detente.brief.render.laid_out import lay_out, lines_of
from detente.brief.render.pdf import first_page, pdf
from detente.brief.render.typeset import Legible


@cache
def made(name: str) -> bytes:
    return pdf({"ministry": ministry, "hostile": hostile}[name]())


@cache
def pages(name: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(made(name))).pages]


def bare(text: str) -> str:
    """Letters and digits only: where lines break, and how spaces are kerned, is the layout's business."""
    return re.sub(r"[^\w%]|_", "", text)


def test_every_sentence_is_there() -> None:
    text = bare("".join(pages("ministry")))
    for section in lay_out(ministry()).all_sections():
        for line in lines_of(section):
            assert bare(line.text) in text


def test_the_body_takes_two_pages_and_the_annex_begins_a_new_one() -> None:
    (annex,) = [place for place, text in enumerate(pages("ministry")) if "The seventeen articles" in text]
    assert annex == 2
    assert "9Gapsandassumptions" in bare(pages("ministry")[1])


def test_each_page_carries_handling_run_and_number_and_later_ones_the_title() -> None:
    texts = pages("ministry")
    for place, text in enumerate(texts, 1):
        assert "OFFICIAL" in text
        assert f"{place} / {len(texts)}" in text
        assert "seed 1" in text
        assert "as of 30 April 2031" in text or place == 1


def test_a_long_table_repeats_its_head() -> None:
    assert sum("Claimed" in text and "Denied" in text for text in pages("ministry")[2:]) == 2


def test_metadata_language_and_tags() -> None:
    reader = PdfReader(BytesIO(made("ministry")))
    assert reader.metadata is not None
    assert reader.metadata.title == "Arland and Bethia: the Border Treaty"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date().isoformat() == "2031-04-30"
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_figures_carry_their_alternative_text() -> None:
    alts = set()

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/Alt" in node:
                alts.add(str(node["/Alt"]))
            walk(node.get("/K", []))

    catalogue: Any = PdfReader(BytesIO(made("ministry"))).trailer["/Root"]
    walk(catalogue["/StructTreeRoot"])
    assert any(alt.startswith("Ladder of six rungs.") for alt in alts)
    assert any(alt.startswith("Timeline in three lanes") for alt in alts)


def test_links_stay_inside() -> None:
    kinds = set()
    links = 0
    for page in PdfReader(BytesIO(made("hostile"))).pages:
        for annotation in page.get("/Annots", []):
            entry = annotation.get_object()
            links += 1
            kinds.add("inside" if "/Dest" in entry or entry.get("/A", {}).get("/S") == "/GoTo" else "outside")
    assert links > 50
    assert kinds == {"inside"}


def test_hostile_text_is_text() -> None:
    text = bare("".join(pages("hostile")))
    for sample in (
        "<script>alert('x')</script>",
        '#import "@preview/evil:1.0.0" #panic() $x^2$',
        "[U+202E]gnirts",
        "[U+0000][U+0007][U+001B]",
        "Azərbaycan dili: ılıq İsti şəhər",
        "Հայաստանի սահմանը համաձայնեցված է",
        "Документ согласован полностью",
        "ქართული ტექსტი",
        "Chinese [U+5354][U+5B9A]",
    ):
        assert bare(sample) in text
    assert re.search("[\u0600-\u06ff\ufb50-\ufeff]", text), "Arabic letters come out as letters"
    assert re.search("[\u0590-\u05ff]", text)


def test_what_no_font_has_is_written_out_and_nothing_else() -> None:
    assert Legible()("a \u5354 ə \U0001f600 ա") == "a [U+5354] ə [U+1F600] ա"


def test_same_brief_same_bytes_in_another_process() -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); import render_samples as r\n"
        "from detente.brief.render.pdf import pdf\n"
        "print(hashlib.sha256(pdf(r.ministry())).hexdigest(), hashlib.sha256(pdf(r.hostile())).hexdigest())"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    ).stdout.split()
    assert printed == [sha256(made(name)).hexdigest() for name in ("ministry", "hostile")]


@pytest.mark.parametrize("language", ["en", "hy", "az", "ru", "fr-CA"])
def test_any_language_tag_is_taken(language: str) -> None:
    reader = PdfReader(BytesIO(pdf(replace(ministry(), language=language, annex=()))))
    catalogue: Any = reader.trailer["/Root"]
    assert str(catalogue["/Lang"]).split("-")[0] == language.split("-")[0]


def test_the_first_page_can_be_shown_on_a_screen() -> None:
    page = first_page(ministry(), 40)
    assert page.startswith(b"\x89PNG")
    width, height = (int.from_bytes(page[at : at + 4], "big") for at in (16, 20))
    assert abs(width - 210 / 25.4 * 40) <= 1 and abs(height - 297 / 25.4 * 40) <= 1, "A4"
    assert page == first_page(ministry(), 40)
