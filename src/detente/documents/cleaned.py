"""Clean text that knows, for every character, where it stands in the document."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from detente.documents.document import Document, Link
from detente.documents.paragraphs import Kind


@dataclass(frozen=True, slots=True)
class CleanBlock:
    """A paragraph, heading or list item: `cleaned.text[start:end]`."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span of the document that is not in the clean text, and why (`caption`, `menu`, `boilerplate`, ...)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A gap in the document that the clean text closes with a space, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is to be read of a document.

    `text` holds the blocks separated by blank lines; `offsets[i]` is the place in `document.text` of its i-th code
    point, strictly increasing except that the two line ends between blocks share a place.
    """

    document: Document
    text: str
    offsets: array[int]
    blocks: tuple[CleanBlock, ...]
    dropped: tuple[Dropped, ...]
    joined: tuple[Joined, ...]
    links: tuple[Link, ...]
    """Every link in the document, by its place there; `target` is None where it is lost."""

    @property
    def lost_links(self) -> tuple[Link, ...]:
        """Links whose target did not survive: citations that cannot be followed."""
        return tuple(link for link in self.links if link.target is None)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in `document.text` of the clean span `start:end` (not empty)."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no such span in the clean text: {start}:{end}")
        return self.offsets[start], self.offsets[end - 1] + 1

    def clean(self, start: int, end: int) -> tuple[int, int]:
        """The clean span of the document span `start:end`; empty where nothing of it is in the clean text."""
        return bisect_left(self.offsets, start), bisect_right(self.offsets, end - 1)

    def block_at(self, position: int) -> CleanBlock | None:
        """The block around a clean position; None between blocks."""
        index = bisect_right([block.start for block in self.blocks], position) - 1
        block = self.blocks[index] if index >= 0 else None
        return block if block is not None and position < block.end else None
