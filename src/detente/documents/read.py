"""Reading a file: bytes in, a `Document` and problems out; never an exception for what a file may hold."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path

from detente.documents.clean import clean
from detente.documents.decode import decode, mojibake
from detente.documents.document import Attachment, Document
from detente.documents.extract import Extract
from detente.documents.front_matter import FrontMatter, front_matter
from detente.documents.isolated import extract_apart
from detente.documents.language import READ, language, script
from detente.documents.limits import DEFAULT, Limits
from detente.documents.metadata import metadata
from detente.documents.sniff import DOCX, EML, HTML, MARKDOWN, PDF, PLAIN, media_type
from detente.documents.trouble import Unreadable, error, warning
from detente.notation.problem import Problem

_KINDS = {HTML: "html", PDF: "pdf", DOCX: "docx", EML: "eml"}


def read(
    path: Path | str, *, encoding: str | None = None, limits: Limits = DEFAULT
) -> tuple[Document | None, list[Problem]]:
    """The document in the file at `path`, and what should be known about it; None where it cannot be read.

    `encoding` names the encoding of a text file that is not UTF-8. Nothing is written, fetched or run.
    """
    path = Path(path)
    try:
        data = _bytes_of(path, limits)
    except Unreadable as refused:
        return None, [error(refused.code, refused.message, str(path))]
    return read_bytes(data, path.name, shown=str(path), encoding=encoding, limits=limits)


def pasted(text: str, name: str = "pasted.txt", *, limits: Limits = DEFAULT) -> tuple[Document | None, list[Problem]]:
    """A document from pasted text; its original bytes are the text in UTF-8."""
    return read_bytes(text.encode("utf-8", "replace"), name, limits=limits)


def read_bytes(
    data: bytes, name: str, *, shown: str | None = None, encoding: str | None = None, limits: Limits = DEFAULT
) -> tuple[Document | None, list[Problem]]:
    """The same as `read` for bytes that are already here; `shown` is what problems call the file."""
    shown = shown or name
    try:
        if len(data) > limits.file_bytes:
            raise Unreadable("too-large", f"{len(data):,} bytes; at most {limits.file_bytes:,} are read")
        if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            raise Unreadable("empty-file", "this file is empty")
        kind = media_type(name, data[:8192])
        if kind is None:
            raise Unreadable("unknown-format", "this is none of the formats that are read")
        extract = _extracted(data, kind, encoding, limits)
        if len(extract.text) > limits.text_characters:
            raise Unreadable("too-much-text", f"more than {limits.text_characters:,} characters of text")
    except Unreadable as refused:
        return None, [error(refused.code, refused.message, shown)]
    document, front = _document(data, name, kind, extract)
    return document, _warnings(document, extract, front, shown)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """At most one byte more than the limit is ever read; pipes and devices are not opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("not-a-file", "this is not a regular file")
        if status.st_size > limits.file_bytes:
            raise Unreadable("too-large", f"{status.st_size:,} bytes; at most {limits.file_bytes:,} are read")
        with path.open("rb") as file:
            return file.read(limits.file_bytes + 1)
    except FileNotFoundError as missing:
        raise Unreadable("no-file", "there is no such file") from missing
    except (OSError, ValueError) as failure:
        reason = os.strerror(failure.errno) if isinstance(failure, OSError) and failure.errno else "bad path"
        raise Unreadable("unreadable-file", f"it cannot be opened: {reason}") from failure


def _extracted(data: bytes, kind: str, encoding: str | None, limits: Limits) -> Extract:
    if kind in _KINDS:
        return extract_apart(_KINDS[kind], data, limits, encoding)
    decoded = decode(data, encoding)
    notes = []
    if decoded.guessed:
        notes.append(
            ("guessed-encoding", f"not UTF-8; read as {decoded.encoding}, the only encoding that gives known words")
        )
    return Extract(decoded.text, "plain 1", decoded.encoding, notes=notes)


def _document(data: bytes, name: str, kind: str, extract: Extract) -> tuple[Document, FrontMatter | None]:
    front = front_matter(extract.text) if kind in (PLAIN, MARKDOWN) else None
    document = Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=kind,
        text=extract.text,
        extractor=extract.extractor,
        encoding=extract.encoding,
        attachments=tuple(Attachment(*item) for item in extract.attachments),
        body_start=front.end if front else 0,
        page_starts=tuple(extract.page_starts),
    )
    cleaned = clean(document)
    found = metadata(cleaned, front, extract)
    return replace(document, language=language(cleaned.text), metadata=found), front


def _warnings(document: Document, extract: Extract, front: FrontMatter | None, shown: str) -> list[Problem]:
    found = [warning(code, message, shown) for code, message in extract.notes]
    for line, text in front.complaints if front else ():
        found.append(
            warning("bad-front-matter", f"this line of the front matter is not read: {text}", shown, line=line)
        )
    if places := mojibake(document.text):
        found.append(warning("mojibake", f"{places} places look like text saved through a wrong encoding", shown))
    found.extend(_language_warning(document, shown))
    return found


def _language_warning(document: Document, shown: str) -> list[Problem]:
    if document.language in READ:
        return []
    if document.language:
        return [
            warning("unread-language", f"this text is in a language ({document.language}) that is not read", shown)
        ]
    written = script(document.text)
    if written not in (None, "LATIN"):
        return [warning("unread-language", f"this text is in {written} script, which is not read", shown)]
    return []
