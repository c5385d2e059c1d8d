"""Reading: every format gives its text, offsets are those of the file, and what a file says of itself is taken."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from detente.documents.clean import clean
from detente.documents.document import Certainty, Document
from detente.documents.read import pasted, read, read_bytes

PROSE = (
    "Arland and Bethia have agreed to reopen the bridge at Marn, but neither side has said when the first trucks "
    "will cross it. The mediators hope that it will be before the winter, and that the fees are settled by then."
)


def whole(data: bytes, name: str) -> Document:
    """The document, which must be readable."""
    document, problems = read_bytes(data, name)
    assert document is not None, problems
    return document


def test_plain_text_is_the_file_character_for_character(tmp_path: Path) -> None:
    text = "\ufeffOne line\r\n\r\nAnother — with “marks”, a\u00a0hard space and e\u0301 unjoined.\rThird\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    document, _ = read(path)
    assert document is not None
    with path.open(encoding="utf-8", newline="") as file:
        assert document.text == file.read() == text


def test_reading_again_gives_the_same_text_and_hashes(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    path = tmp_path / "a.html"
    path.write_bytes(f"<html><body><article><p>{PROSE}</p><p>{PROSE}</p></article></body></html>".encode())
    one, two = read(path)[0], read(path)[0]
    assert one is not None and one == two
    assert one.text_sha256 == two.text_sha256


def test_front_matter_is_metadata_and_stays_out_of_the_clean_text() -> None:
    text = (
        f"---\ntitle: 'The bridge'\npublisher: Marn Review\nauthors: [Ana Bel, Tor Ulm]\npublished: "
        f"2024-05-02\n---\n\n{PROSE}\n"
    )
    document = whole(text.encode(), "a.md")
    known = document.metadata
    assert known.title is not None and known.title.value == "The bridge"
    assert known.publisher is not None and known.publisher.value == "Marn Review"
    assert known.authors is not None and known.authors.value == ("Ana Bel", "Tor Ulm")
    assert known.published is not None and str(known.published.value) == "2024-05-02"
    assert known.published.span is not None
    assert text[slice(*known.published.span)] == "2024-05-02"
    assert document.text == text
    assert clean(document).text == PROSE


def test_a_front_matter_line_that_is_no_entry_is_reported_where_it_stands() -> None:
    document, problems = read_bytes(f"---\ntitle: A\n??\n---\n{PROSE}".encode(), "a.md")
    assert document is not None
    assert [(p.code, p.place.line) for p in problems if p.place] == [("bad-front-matter", 3)]


def test_html_gives_the_article_without_menus_and_scripts() -> None:
    pytest.importorskip("trafilatura")
    page = (
        "<!DOCTYPE html><html><head><title>The bridge</title><meta property='og:site_name' content='Marn Review'>"
        "<meta name=author content='Ana Bel'><meta property='article:published_time' content='2024-05-02T09:00:00Z'>"
        "</head><body><nav><a href='/'>Home</a><a href='/n'>News</a></nav><article><h1>The bridge</h1>"
        f"<p>{PROSE}</p><p>Read <a href='https://example.org/x'>the report</a> for more. {PROSE}</p>"
        "<script>document.write('evil words')</script></article><footer>All rights reserved</footer></body></html>"
    )
    document = whole(page.encode(), "a.html")
    assert "neither side has said" in document.text
    assert "evil words" not in document.text and "Home" not in document.text
    assert document.metadata.publisher is not None and document.metadata.publisher.value == "Marn Review"
    assert str(document.metadata.published.value) == "2024-05-02"  # type: ignore[union-attr]
    assert [link.target for link in clean(document).links] == ["https://example.org/x"]


def test_html_takes_its_declared_charset() -> None:
    pytest.importorskip("trafilatura")
    page = (
        f"<html><head><meta charset=windows-1252></head><body><article><p>Café — {PROSE}</p><p>{PROSE}</p></article>"
    )
    document = whole(page.encode("cp1252"), "a.html")
    assert document.text.startswith("Café —") and document.encoding == "cp1252"


def test_pdf_text_comes_with_its_pages() -> None:
    pytest.importorskip("pypdf")
    typst = pytest.importorskip("typst")
    data = typst.compile(f"{PROSE}\n#pagebreak()\nThe second page speaks of the fees and of the trucks.".encode())
    document = whole(data, "a.pdf")
    assert document.page_of(0) == 1
    assert document.page_of(document.text.index("second page")) == 2
    cleaned = clean(document)
    assert "neither side has said when the first trucks will cross it." in cleaned.text


def docx(body: str, **members: bytes) -> bytes:
    """A DOCX with the given paragraphs, as WordprocessingML, and further members."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space} {relations}><w:body>{body}</w:body></w:document>")
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """One paragraph of WordprocessingML."""
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_docx_gives_headings_items_and_links() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Target="https://example.org/x"/></Relationships>'
    )
    link = (
        '<w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>the report</w:t></w:r></w:hyperlink></w:p>'
    )
    deleted = "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>kept</w:t></w:r></w:p>"
    body = paragraph("The bridge", "Heading1") + paragraph(PROSE) + paragraph("a fee", "ListBullet") + link + deleted
    data = docx(body, **{"word___rels__document.xml.rels": relations})
    document = whole(data, "a.docx")
    assert document.text == f"# The bridge\n\n{PROSE}\n\n- a fee\n\nSee [the report](https://example.org/x)\n\nkept"
    assert clean(document).text.startswith("The bridge\n\nArland")


def test_docx_from_a_word_processor() -> None:
    library = pytest.importorskip("docx")
    made = library.Document()
    made.add_heading("The bridge", 1)
    made.add_paragraph(PROSE)
    out = io.BytesIO()
    made.save(out)
    assert PROSE in whole(out.getvalue(), "a.docx").text


MAIL = (
    "From: Ana Bel <ana@example.org>\r\nSubject: =?utf-8?q?The_bridge_=E2=80=93_news?=\r\n"
    "Date: Thu, 02 May 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nCaf\xe9. {prose}\r\n\r\n> what was asked\r\n"
    '--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment; filename="../a.zip"\r\n\r\n'
    "PK\x03\x04 not opened\r\n--b--\r\n"
)


def test_mail_lists_what_is_attached_and_opens_nothing() -> None:
    document, problems = read_bytes(MAIL.replace("{prose}", PROSE).encode("latin-1"), "a.eml")
    assert document is not None
    assert document.text.startswith("Café.")
    assert [(a.name, a.media_type) for a in document.attachments] == [(".._a.zip", "application/zip")]
    assert [problem.code for problem in problems] == ["attachments"]
    assert document.metadata.title is not None and document.metadata.title.value == "The bridge – news"
    assert str(document.metadata.published.value) == "2024-05-02"  # type: ignore[union-attr]
    assert "asked" not in clean(document).text


def test_pasted_text_is_a_document_too() -> None:
    document, problems = pasted(PROSE)
    assert document is not None and document.text == PROSE and not problems


def test_a_file_is_known_by_its_bytes_before_its_name() -> None:
    pytest.importorskip("trafilatura")
    page = f"<html><body><article><p>{PROSE}</p><p>{PROSE}</p></article></body></html>".encode()
    assert whole(page, "page.txt").media_type == "text/html"
    assert whole(PROSE.encode(), "note").media_type == "text/plain"


@pytest.mark.parametrize(
    ("top", "field", "value"),
    [
        ("By Ana Bel and Tor Ulm", "authors", ("Ana Bel", "Tor Ulm")),
        ("By Ana Bel and Tor Ulm.", "authors", ("Ana Bel", "Tor Ulm")),
        ("Published on 2 May 2024", "published", "2024-05-02"),
        ("Updated on May 2, 2024", "published", "2024-05-02"),
        ("Thursday, 2 May 2024 14:30 GMT", "published", "2024-05-02"),
        ("A Marn Institute Analysis", "publisher", "Marn Institute"),
    ],
)
def test_lines_at_the_top_say_who_and_when(top: str, field: str, value: object) -> None:
    document = whole(f"The bridge\n\n{top}\n\n{PROSE}\n\n{PROSE}\n".encode(), "a.txt")
    known = getattr(document.metadata, field)
    assert known is not None
    assert (str(known.value) if field == "published" else known.value) == value
    assert top not in clean(document).text


def test_what_is_not_said_is_not_known() -> None:
    known = whole(f"{PROSE}\n".encode(), "a.txt").metadata
    assert (known.title, known.publisher, known.authors, known.published) == (None, None, None, None)


def test_a_figure_date_with_two_readings_is_no_date() -> None:
    document = whole(f"---\npublished: 03/04/2025\n---\n{PROSE}".encode(), "a.md")
    assert document.metadata.published is None
    document = whole(f"---\npublished: 13/04/2025\n---\n{PROSE}".encode(), "a.md")
    assert str(document.metadata.published.value) == "2025-04-13"  # type: ignore[union-attr]


def test_an_inferred_publisher_is_marked_so() -> None:
    text = f"{PROSE}\n\nMarn Institute does not take institutional positions on the bridge.\n"
    known = whole(text.encode(), "a.txt").metadata.publisher
    assert known is not None and known.value == "Marn Institute" and known.certainty is Certainty.INFERRED


@pytest.mark.parametrize(
    ("head", "title", "authors", "published", "publisher"),
    [
        ("MARN, Nov 24 (River Agency) - ", None, None, None, "River Agency"),
        ("Talks resume\n\n**By Ana Bel** | 3 May 2022\n\n", "Talks resume", ("Ana Bel",), "2022-05-03", None),
        ("Talks resume\n\nAna Bel\nMay 3, 2022\n\n", "Talks resume", ("Ana Bel",), "2022-05-03", None),
        ("RC/15281\n8 MAY 2023\n\nCOUNCIL HEARS THE ENVOY\n\n", "COUNCIL HEARS THE ENVOY", None, "2023-05-08", None),
        ("Talks resume\n\nBy ANA BEL and TOR ULM\n\n", "Talks resume", ("ANA BEL", "TOR ULM"), None, None),
        ("Talks resume\nBy Ana Bel, Special Correspondent\n\n", "Talks resume", ("Ana Bel",), None, None),
        ("Published: 3 May 2022 | Updated: 4 May 2022\n\nTalks resume\n\n", "Talks resume", None, "2022-05-03", None),
        ("Talks resume\n\n3 May 2022 · 4 min read\n\n", "Talks resume", None, "2022-05-03", None),
        ("Last modified on Tue 3 May 2022 12.00 GMT\n\nTalks resume\n\n", "Talks resume", None, "2022-05-03", None),
    ],
)
def test_heads_of_many_houses(
    head: str, title: str | None, authors: tuple[str, ...] | None, published: str | None, publisher: str | None
) -> None:
    known = whole(f"{head}{PROSE}\n\n{PROSE}\n".encode(), "a.txt").metadata
    assert (known.title.value if known.title else None) == title
    assert (known.authors.value if known.authors else None) == authors
    assert (str(known.published.value) if known.published else None) == published
    assert (known.publisher.value if known.publisher else None) == publisher


def test_every_problem_is_in_the_manual() -> None:
    from detente.documents.trouble import codes

    manual = Path(__file__).parents[2] / "docs" / "documents.md"
    if not manual.exists():
        pytest.skip("no docs folder in this installation")
    text = manual.read_text("utf-8")
    assert [code for code in sorted(codes()) if f"`{code}`" not in text] == []
