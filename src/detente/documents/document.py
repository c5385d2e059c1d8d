"""A document: the text that came out of a file, the hash of what went in, and what the file says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from detente.values.partial_date import PartialDate

T = TypeVar("T")


class Certainty(StrEnum):
    """`stated`: the document says so in so many words; `inferred`: it follows from something it says."""

    STATED = "stated"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A value with the reason why it is believed, and the span of `Document.text` that it stands in, if it does."""

    value: T
    basis: str
    certainty: Certainty = Certainty.STATED
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. A field that it does not give is None: absence, not a guess.

    `published` is a day where the document states one, else an interval (`2025-03-18/..`) with its reasons.
    """

    title: Known[str] | None = None
    publisher: Known[str] | None = None
    authors: Known[tuple[str, ...]] | None = None
    published: Known[PartialDate] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text: the span of its label, and where it led (None where the target is lost)."""

    start: int
    end: int
    label: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something carried inside a mail or a package: listed, never opened."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document, read.

    `text` is what the extractor gave, with no normalisation: offsets everywhere are code points into it. Reading the
    same bytes with the same `extractor` gives the same text again; `text_sha256` tells when it does not.
    For plain text and Markdown it is the file decoded, byte for byte, line ends included.
    """

    name: str
    sha256: str
    size: int
    media_type: str
    text: str
    extractor: str
    encoding: str | None = None
    language: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    attachments: tuple[Attachment, ...] = ()
    body_start: int = 0
    """Where the text proper begins: behind the front matter of a Markdown file."""
    page_starts: tuple[int, ...] = ()
    """For a PDF, where each page begins in `text`."""

    @property
    def text_sha256(self) -> str:
        """Hash of the extracted text, to check a re-extraction."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which a character stands; None where the format has no pages."""
        if not self.page_starts:
            return None
        return sum(start <= offset for start in self.page_starts)
