"""DOCX: the paragraphs of the main part, read straight from the archive with every size bounded.

A DOCX is a ZIP of XML (ECMA-376). Only three members are read; a member that unpacks beyond the bound, or XML that
declares entities, is refused before it costs anything. Pictures, macros and embedded files are listed, not opened.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from xml.etree import ElementTree

from detente.documents.extract import Extract
from detente.documents.limits import Limits
from detente.documents.trouble import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CHUNK = 1 << 16
_CARRIED = ("word/media/", "word/embeddings/", "word/vbaProject", "word/activeX/")


def extract_docx(data: bytes, limits: Limits, declared: str | None = None) -> Extract:
    """Paragraphs separated by blank lines; headings as `#`, list items as `-`, links as `[label](target)`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, IndexError) as failure:
        raise Unreadable("damaged", "this DOCX is cut off or is no ZIP archive") from failure
    with archive:
        members = archive.infolist()
        if len(members) > limits.archive_members:
            raise Unreadable("archive-bomb", f"this DOCX holds {len(members):,} members")
        names = {member.filename for member in members}
        if "word/document.xml" not in names:
            locked = "EncryptedPackage" in names
            raise Unreadable("encrypted" if locked else "damaged", "this DOCX has no main document part")
        budget = _Budget(limits.unpacked_bytes)
        targets = _targets(archive, names, budget)
        text = "\n\n".join(_paragraphs(_tree(archive, "word/document.xml", budget), targets, limits))
        fields, basis = _fields(archive, names, budget)
        carried = _carried(members)
    if not text.strip():
        raise Unreadable("no-text", "no text in this DOCX")
    notes = [("attachments", f"it carries {len(carried)} pictures or embedded files")] if carried else []
    return Extract(text, "docx 1", None, fields, basis, [], carried, notes)


class _Budget:
    """Unpacked bytes that may still be read."""

    def __init__(self, left: int) -> None:
        self.left = left

    def read(self, archive: zipfile.ZipFile, name: str) -> bytes:
        if archive.getinfo(name).file_size > self.left:
            raise Unreadable(
                "archive-bomb", f"{name} in this DOCX would unpack to {archive.getinfo(name).file_size:,} bytes"
            )
        parts = []
        try:
            with archive.open(name) as member:
                while chunk := member.read(_CHUNK):
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise Unreadable("archive-bomb", f"{name} in this DOCX unpacks to more than it declares")
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as failure:
            raise Unreadable("damaged", f"{name} in this DOCX cannot be unpacked") from failure
        except RuntimeError as failure:  # zipfile says an encrypted member this way
            raise Unreadable("encrypted", f"{name} in this DOCX is locked with a password") from failure
        return b"".join(parts)


def _tree(archive: zipfile.ZipFile, name: str, budget: _Budget) -> ElementTree.Element:
    data = budget.read(archive, name)
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]
    head = data.decode("utf-16", "replace") if wide else data.decode("utf-8", "replace")
    if "<!DOCTYPE" in head or "<!ENTITY" in head:
        raise Unreadable("archive-bomb", f"{name} in this DOCX declares entities, which no word processor writes")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as failure:
        raise Unreadable("damaged", f"{name} in this DOCX is not well-formed XML") from failure


def _targets(archive: zipfile.ZipFile, names: set[str], budget: _Budget) -> dict[str, str]:
    name = "word/_rels/document.xml.rels"
    if name not in names:
        return {}
    return {relation.get("Id", ""): relation.get("Target", "") for relation in _tree(archive, name, budget)}


def _paragraphs(root: ElementTree.Element, targets: dict[str, str], limits: Limits) -> list[str]:
    found, size = [], 0
    for paragraph in root.iter(f"{_W}p"):
        text = _run_text(paragraph, targets).strip()
        if not text:
            continue
        found.append(_mark(paragraph) + text)
        size += len(text) + 2
        if size > limits.text_characters:
            raise Unreadable("too-much-text", f"more than {limits.text_characters:,} characters")
    return found


def _mark(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "") if style is not None else ""
    if name == "Title":
        return "# "
    if name.startswith("Heading") and name[7:8].isdigit():
        return "#" * min(6, int(name[7:8])) + " "
    return "- " if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("List") else ""


def _run_text(paragraph: ElementTree.Element, targets: dict[str, str]) -> str:
    """Text in reading order; deleted and hidden runs are left out; an explicit stack, since XML nests as it likes."""
    parts: list[str] = []
    stack: list[ElementTree.Element | str] = [paragraph]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        tag = item.tag
        if tag in (f"{_W}del", f"{_W}pPr", f"{_W}txbxContent") or (tag == f"{_W}r" and _hidden(item)):
            continue
        if tag == f"{_W}t":
            parts.append(item.text or "")
        elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            parts.append(" ")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("\u2011")
        children: list[ElementTree.Element | str] = [c for c in item if c is paragraph or c.tag != f"{_W}p"]
        target = targets.get(item.get(f"{_R}id", "")) if tag == f"{_W}hyperlink" else None
        if target is not None:
            children = ["[", *children, f"]({target.replace(')', '%29').replace(' ', '%20')})"]
        stack.extend(reversed(children))
    return " ".join("".join(parts).split(" "))


def _hidden(run: ElementTree.Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false")


def _fields(archive: zipfile.ZipFile, names: set[str], budget: _Budget) -> tuple[dict[str, str], dict[str, str]]:
    if "docProps/core.xml" not in names:
        return {}, {}
    root = _tree(archive, "docProps/core.xml", budget)
    fields, basis = {}, {}
    for name, tag in (("title", f"{_DC}title"), ("authors", f"{_DC}creator"), ("publisher", f"{_DC}publisher")):
        value = " ".join((root.findtext(tag) or "").split())[:500]
        if value:
            fields[name], basis[name] = value, f"document property {tag.rpartition('}')[2]}"
    return fields, basis


def _carried(members: list[zipfile.ZipInfo]) -> list[tuple[str, str, int, str]]:
    """Listed from the archive's own table, so the hash is of the entry's name and checksum, not of its content."""
    import mimetypes

    return [
        (m.filename, mimetypes.guess_type(m.filename)[0] or "application/octet-stream", m.file_size, _entry_hash(m))
        for m in members
        if m.filename.startswith(_CARRIED)
    ]


def _entry_hash(member: zipfile.ZipInfo) -> str:
    return hashlib.sha256(
        f"{member.filename}\0{member.CRC}\0{member.file_size}".encode("utf-8", "replace")
    ).hexdigest()
