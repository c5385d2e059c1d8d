"""Fuzzing: whatever the bytes, a reader gives a document or a problem, never an exception."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.documents.isolated import extractor
from detente.documents.limits import Limits
from detente.documents.read import read_bytes
from detente.documents.trouble import Unreadable, codes

SMALL = Limits(pages=50, mail_parts=50, unpacked_bytes=2**20, text_characters=100_000)
CALM = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HTML = st.lists(
    st.sampled_from(
        [
            "<html>",
            "<body>",
            "<p>",
            "</p>",
            "<article>",
            "<a href=",
            "'#'>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&#x110000;",
            "&amp;",
            "&l1;",
            "<script>",
            "</script>",
            "<meta charset=utf-16>",
            "<!DOCTYPE html [",
            "]>",
            "<table><tr><td>",
            "\x00",
            "é",
            "text " * 30,
            "<",
        ]
    ),
    max_size=40,
).map(lambda parts: "".join(parts).encode())
MAIL = st.lists(
    st.sampled_from(
        [
            b"From: a@b\r\n",
            b"Date: x\r\n",
            b"Subject: =?x?b?zz?=\r\n",
            b"Content-Type: multipart/mixed; boundary=b\r\n",
            b"--b\r\n",
            b"--b--",
            b"\r\n",
            b"Content-Transfer-Encoding: base64\r\n",
            b"Content-Type: text/plain; charset=nonsense\r\n",
            b"\xff\x00",
            b"words " * 9,
            b"Content-Type: text/html\r\n",
            b"Content-Disposition: attachment; filename*=utf-8''%00%2f\r\n",
            b"Content-Type: message/rfc822\r\n",
        ]
    ),
    max_size=30,
).map(b"".join)


def survives(kind: str, data: bytes) -> None:
    """Read in this process, so that a crash shows."""
    try:
        extract = extractor(kind)(data, SMALL, None)
    except Unreadable as refused:
        assert refused.code in codes() and refused.message
    else:
        assert isinstance(extract.text, str)


@given(
    st.binary(max_size=400) | st.text(max_size=200).map(str.encode), st.sampled_from(["a.txt", "a.md", "a", "a.text"])
)
@CALM
def test_text(data: bytes, name: str) -> None:
    document, problems = read_bytes(data, name, limits=SMALL)
    assert document is not None or problems
    if document is not None and document.encoding == "utf-8" and document.media_type.startswith("text/plain"):
        assert document.text.encode() == data


@given(st.binary(max_size=300) | HTML)
@CALM
def test_html(data: bytes) -> None:
    pytest.importorskip("trafilatura")
    survives("html", data)


@given(st.binary(max_size=300) | MAIL)
@CALM
def test_mail(data: bytes) -> None:
    pytest.importorskip("trafilatura")
    survives("eml", data)


@pytest.fixture(scope="module")
def small_pdf() -> bytes:
    """One page."""
    typst = pytest.importorskip("typst")
    made: bytes = typst.compile(b"Arland and Bethia have met again in the town of Marn.")
    return made


@given(st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_pdf(small_pdf: bytes, data: st.DataObject) -> None:
    pytest.importorskip("pypdf")
    mutated = bytearray(small_pdf)
    for _ in range(data.draw(st.integers(1, 12))):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(mutated)))
    survives("pdf", bytes(mutated[:cut]) if data.draw(st.booleans()) else bytes(mutated))


@given(st.data())
@CALM
def test_docx(data: st.DataObject) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:p><w:r><w:t>words</w:t></w:r></w:p></w:document>"
        )
    mutated = bytearray(out.getvalue())
    for _ in range(data.draw(st.integers(0, 12))):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    survives("docx", bytes(mutated[: data.draw(st.integers(1, len(mutated)))]))


@given(st.text(alphabet="<>&;/w:tpr\"'=x! \n", max_size=200))
@CALM
def test_docx_markup(xml: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", xml)
    survives("docx", out.getvalue())
