"""How much of a file is read at most: the bounds that keep a hostile file from costing more than a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of one reading. Sizes in bytes or code points, times in seconds."""

    file_bytes: int = 64 * 2**20
    """Larger files are refused before they are opened."""
    markup_bytes: int = 16 * 2**20
    """The same for HTML and mail, whose parsers cost more for a byte."""
    text_characters: int = 20_000_000
    """Extracted text beyond this is refused, not cut: a cut document would be cited as if it were whole."""
    unpacked_bytes: int = 64 * 2**20
    """What an archive (DOCX) may expand to in the parts that are read."""
    archive_members: int = 10_000
    pages: int = 5_000
    mail_parts: int = 1_000
    seconds: float = 60.0
    """Wall clock for one extraction in its own process."""
    memory_bytes: int = 2 * 2**30
    """Address space of that process, where the system can bound it."""


DEFAULT = Limits()
