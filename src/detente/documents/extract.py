"""What an extractor gives for a file: text, and the metadata fields that the format itself carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from detente.documents.limits import Limits


@dataclass(slots=True)
class Extract:
    """Plain data, so that it can come from another process."""

    text: str
    extractor: str
    encoding: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    """`title`, `publisher`, `authors` (joined by `; `) and `published`, as worded in the file."""
    basis: dict[str, str] = field(default_factory=dict)
    """Where each of `fields` stands, in words."""
    page_starts: list[int] = field(default_factory=list)
    attachments: list[tuple[str, str, int, str]] = field(default_factory=list)
    """Name, media type, size in bytes, SHA-256."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Warnings: a code of `trouble` and a message."""

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Extract:
        """Back from JSON."""
        attachments = [(str(n), str(m), int(s), str(h)) for n, m, s, h in data.pop("attachments")]
        notes = [(str(code), str(message)) for code, message in data.pop("notes")]
        return cls(**data, attachments=attachments, notes=notes)


Extractor = Callable[[bytes, Limits, str | None], Extract]
"""Bytes, limits and a declared charset to an `Extract`; raises `Unreadable`."""
