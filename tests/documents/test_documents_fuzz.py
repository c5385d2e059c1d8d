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


_HEADERS = st.sampled_from(
    [
        b"Content-Type: message/rfc822\r\n",
        b"Content-Type: text/plain\r\n",
        b"Content-Type: text/html; charset=utf-16\r\n",
        b'Content-Type: multipart/alternative; boundary="x"\r\n',
        b"Content-Type: message/partial; id=1; number=1\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-Transfer-Encoding: x-uuencode\r\n",
        b'Content-Disposition: attachment; filename="../../x"\r\n',
        b"",
    ]
)


def _mixed(parts: list[bytes]) -> bytes:
    """A multipart of these parts; the boundary is the same at every depth, as a hostile sender would have it."""
    inside = b"".join(b"\r\n--x\r\n" + part for part in parts)
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + inside + b"\r\n--x--\r\n"


PARTS = st.recursive(
    st.builds(
        lambda header, body: header + b"\r\n" + body, _HEADERS, st.sampled_from([b"", b"words " * 20, b"=ZZ\xff"])
    ),
    lambda inner: (
        st.lists(inner, max_size=4).map(_mixed)
        | st.builds(lambda part: b"Content-Type: message/rfc822\r\n\r\n" + part, inner)
    ),
    max_leaves=25,
)


@given(PARTS, st.integers(0, 60))
@CALM
def test_parts_within_parts(part: bytes, depth: int) -> None:
    pytest.importorskip("trafilatura")
    for _ in range(depth):
        part = b"Content-Type: message/rfc822\r\n\r\n" + part
    survives("eml", b"From: a@b.c\r\nSubject: x\r\n" + part)


_REFERENCE = st.integers(1, 7).map(lambda number: f"{number} 0 R")
_VALUE = st.recursive(
    _REFERENCE | st.sampled_from(["0", "-1", "99999999999", "null", "/Page", "/Pages", "(x)", "<ff>", "true"]),
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{' '.join(items)}]")
        | st.dictionaries(
            st.sampled_from(
                ["Type", "Kids", "Parent", "Count", "Contents", "Resources", "Font", "XObject", "Length", "Filter",
                 "Pages", "Prev", "Extends", "First", "N", "ToUnicode", "MediaBox"]
            ),
            inner,
            max_size=5,
        ).map(lambda items: "<<" + " ".join(f"/{key} {value}" for key, value in items.items()) + ">>")
    ),
    max_leaves=8,
)  # fmt: skip


@given(st.lists(_VALUE, min_size=4, max_size=5), st.sampled_from(["", "2 0 R", "3 0 R", "[2 0 R 3 0 R 2 0 R]"]))
@CALM
def test_pdf_objects_that_lead_in_circles(values: list[str], kids: str) -> None:
    """Objects refer to each other and to themselves: pages that are their own parents, contents without end."""
    pytest.importorskip("pypdf")
    body = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids {kids or '[3 0 R]'}/Count 1/Parent 2 0 R>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 5 0 R/MediaBox[0 0 9 9]>>",
        *values,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, value in enumerate(body, 1):
        places.append(len(out))
        stream = "\nstream\nBT (words) Tj ET\nendstream" if value.startswith("<<") and number > 3 else ""
        out += f"{number} 0 obj\n{value}{stream}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(body) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Root 1 0 R/Size {len(body) + 1}>>\nstartxref\n{start}\n%%EOF".encode()
    survives("pdf", bytes(out))


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
