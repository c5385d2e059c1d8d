"""PDF with text, page by page, through pypdf. A scan has none, and is refused with that reason."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING, Any

from detente.documents.extract import Extract
from detente.documents.limits import Limits
from detente.documents.trouble import Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGE_BREAK = "\f"
_LEAST_LETTERS = 20


def extract_pdf(data: bytes, limits: Limits, declared: str | None = None) -> Extract:
    """The text of every page, in order, with a form feed between pages."""
    try:
        import pypdf
    except ImportError as missing:
        raise Unreadable("needs-extra", "reading PDF needs pypdf") from missing
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _opened(data)
    pages: list[str] = []
    starts: list[int] = []
    failed: list[int] = []
    at = 0
    for number, page in enumerate(reader.pages, start=1):
        if number > limits.pages:
            raise Unreadable("too-much-text", f"more than {limits.pages:,} pages")
        try:
            text = page.extract_text()
        except Exception as failure:  # pypdf raises many kinds on damaged pages; one page must not lose the rest
            if isinstance(failure, MemoryError):
                raise
            text = ""
            failed.append(number)
        text = "".join(c if not 0xD800 <= ord(c) < 0xE000 else "\ufffd" for c in text)
        starts.append(at)
        pages.append(text)
        at += len(text) + 1
        if at > limits.text_characters:
            raise Unreadable("too-much-text", f"more than {limits.text_characters:,} characters")
    whole = PAGE_BREAK.join(pages)
    _refuse_without_text(whole, pages, failed, reader)
    notes = [("damaged", f"no text could be taken from page {_listed(failed)}")] if failed else []
    empty = [n for n, text in enumerate(pages, start=1) if n not in failed and not text.strip()]
    if empty:
        notes.append(("no-text", f"page {_listed(empty)} holds no text"))
    fields, basis = _fields(reader)
    return Extract(whole, f"pypdf {pypdf.__version__}", None, fields, basis, starts, [], notes)


def _opened(data: bytes) -> PdfReader:
    import io

    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted", "this PDF is locked with a password")
        if not len(reader.pages):
            raise Unreadable("damaged", "this PDF has no pages")
        return reader
    except (Unreadable, MemoryError):
        raise
    except ImportError as missing:
        raise Unreadable(
            "encrypted", "this PDF is encrypted with a method that needs the cryptography package"
        ) from missing
    except (PyPdfError, Exception) as failure:
        raise Unreadable("damaged", f"this PDF is cut off or damaged ({type(failure).__name__})") from failure


def _refuse_without_text(whole: str, pages: list[str], failed: list[int], reader: PdfReader) -> None:
    if sum(map(str.isalpha, whole)) >= _LEAST_LETTERS:
        return
    if len(failed) == len(pages):
        raise Unreadable("damaged", "no page of this PDF could be read")
    pictures = sum(_has_image(reader, number) for number in range(min(len(pages), 50)))
    what = f"its {len(pages)} pages are images" if pictures else "its pages hold none"
    raise Unreadable("no-text", f"no text in this PDF: {what}")


def _has_image(reader: PdfReader, number: int) -> bool:
    with contextlib.suppress(Exception):
        resources: Any = reader.pages[number].get("/Resources", {})
        objects = resources.get_object().get("/XObject", {}).get_object()
        return any(item.get_object().get("/Subtype") == "/Image" for item in objects.values())
    return False


def _fields(reader: PdfReader) -> tuple[dict[str, str], dict[str, str]]:
    fields: dict[str, str] = {}
    basis: dict[str, str] = {}
    with contextlib.suppress(Exception):
        info = reader.metadata
        if info is not None:
            for name, key in (("title", info.title), ("authors", info.author)):
                if isinstance(key, str) and key.strip():
                    fields[name] = key.strip()[:500]
                    basis[name] = f"PDF property /{'Title' if name == 'title' else 'Author'}"
    return fields, basis


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8]))
    return shown + (f" and {len(numbers) - 8} more" if len(numbers) > 8 else "")
