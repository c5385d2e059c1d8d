"""The Word file around the text: its properties, and the same bytes for the same brief."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_MOST = 255
"""Word's limit for the text of a property."""

_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive; the dates that mean something are in the properties."""


def set_properties(document: Document, *, title: str, language: str, day: date) -> None:
    """Title, language and dates; no author, since nobody signs a generated file."""
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.language = title[:_MOST], language
    properties.created = properties.modified = stamp
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
    _drop_thumbnail(document)
    _current_word(document)


def packed(document: Document) -> bytes:
    """The file, its entries in their order and undated."""
    raw, clean = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(clean, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _WRITTEN)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0
            target.writestr(entry, source.read(name))
    return clean.getvalue()


def _drop_thumbnail(document: Document) -> None:
    """The template of python-docx carries a picture of an empty page."""
    relations = document.part.package.rels if document.part.package else {}
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _current_word(document: Document) -> None:
    """Say that the file follows current Word, or it opens in compatibility mode."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    for old in compat.findall(qn("w:compatSetting")):
        if old.get(qn("w:name")) == "compatibilityMode":
            compat.remove(old)
    setting = OxmlElement("w:compatSetting")
    for key, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        setting.set(qn(f"w:{key}"), value)
    compat.append(setting)
