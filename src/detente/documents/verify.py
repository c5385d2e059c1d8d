"""Check every citation against the reader's own copies: found, moved, altered, missing.

- *found*: the passage stands where the locator says;
- *moved*: it stands elsewhere in the copy, found again by its first words and its hash;
- *altered*: what stands at its place is no longer the passage;
- *missing*: no copy of the document is at hand, or nothing like the passage is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from detente.documents.locator import aligned, normalised, passage_hash

MAX_BYTES = 64 * 1024 * 1024


class Outcome(StrEnum):
    """What became of a citation."""

    FOUND = "found"
    MOVED = "moved"
    ALTERED = "altered"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Span:
    """A locator as it is verified: half-open code points, hash, first words."""

    start: int
    end: int
    hash: str
    opens: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one span; `start` is where the passage stands now, where that is known."""

    outcome: Outcome
    start: int | None = None


def verify_span(text: str, span: Span) -> Verdict:
    """Hold one locator against a text."""
    if passage_hash(text[span.start : span.end]) == span.hash:
        return Verdict(Outcome.FOUND, span.start)
    for start in _candidates(text, span):
        for end in _ends(text, start, span.end - span.start):
            if passage_hash(text[start:end]) == span.hash:
                return Verdict(Outcome.MOVED, start)
    return Verdict(Outcome.ALTERED if span.start < len(text) else Outcome.MISSING)


def _candidates(text: str, span: Span) -> Iterator[int]:
    """Where the first word of the passage occurs; the whole opening is then checked by the hash."""
    if not span.opens:
        return
    first = span.opens.split(" ", 1)[0]
    searched = aligned(text)
    start = searched.find(first)
    while start >= 0:
        if normalised(text[start : start + 4 * len(span.opens) + 16]).startswith(span.opens):
            yield start
        start = searched.find(first, start + 1)


_SLACK = 40


def _ends(text: str, start: int, length: int) -> Iterator[int]:
    """Likely ends: the same length, then a little shorter and longer (line breaks and spaces may differ)."""
    yield start + length
    for by in range(1, _SLACK):
        if start + length + by <= len(text):
            yield start + length + by
        if length > by:
            yield start + length - by


def copies(folder: Path, wanted: Mapping[str, tuple[str | None, str | None]]) -> dict[str, Path]:
    """The reader's copy of each source: by hash of its bytes, else by its file name. `wanted` maps a source to
    (sha256, file name). Files over 64 MiB are passed over."""
    by_hash: dict[str, Path] = {}
    by_name: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_BYTES:
            by_name.setdefault(path.name, path)
            by_hash.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
    found = {}
    for source, (digest, name) in wanted.items():
        if copy := by_hash.get(digest or "") or by_name.get(name or ""):
            found[source] = copy
    return found
