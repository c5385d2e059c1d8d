"""Bytes to characters, saying how: byte-order mark, declared charset, UTF-8; a guess only where one fits, and said."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.documents.language import share_known
from detente.documents.trouble import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1252", "cp1251", "cp1254", "cp1250", "iso8859-9", "koi8-r", "cp1256", "utf-16-le", "utf-16-be")
_SAMPLE = 100_000
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1][\u0080-\u00bf\u2013-\u2122\u0152-\u0192]|\u00e2\u20ac.")

_MIXED = re.compile("[a-zA-Z][\u0400-\u04ff\u0600-\u06ff]|[\u0400-\u04ff\u0600-\u06ff][a-zA-Z]")
"""Two scripts in one word: the mark of a wrong code page."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were read with, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool = False
    note: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Characters of `data`.

    Order: a byte-order mark; UTF-8 where it fits; the `declared` charset where that fits; one single-byte encoding
    where exactly one gives a known language. A UTF-8 mark stays in the text as U+FEFF, so that offsets are those of
    the file. Raises `Unreadable("wrong-encoding")` rather than return characters that are not in the file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding), encoding)
    if b"\x00" in data[:_SAMPLE] and not _is_wide(data):
        raise Unreadable("wrong-encoding", "this is not text: it holds zero bytes")
    try:
        return Decoded(data.decode("utf-8"), "utf-8", note=_disagreement(data, declared))
    except UnicodeDecodeError as failure:
        bad = failure
    if declared and (text := _attempt(data, declared)) is not None:
        return Decoded(text, codecs.lookup(declared).name)
    fits = _fitting(data)
    if fits:
        return Decoded(data.decode(fits), fits, guessed=True)
    line = data.count(b"\n", 0, bad.start) + 1
    said = f", nor {declared}, which it declares" if declared else ""
    raise Unreadable("wrong-encoding", f"not UTF-8{said}: byte {bad.start} (line {line}) is 0x{data[bad.start]:02x}")


def mojibake(text: str) -> int:
    """How many places look like UTF-8 that was read as a Windows code page and saved again."""
    return sum(1 for _ in _MOJIBAKE.finditer(text[:1_000_000]))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        message = f"it begins as {encoding} but byte {failure.start} is not"
        raise Unreadable("wrong-encoding", message) from failure


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None


def _disagreement(data: bytes, declared: str | None) -> str | None:
    if declared is None or data.isascii():
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return f"declares the unknown charset {declared[:40]!r} but is UTF-8"
    return None if name in ("utf-8", "ascii") else f"declares {declared[:40]} but is UTF-8"


def _fitting(data: bytes) -> str | None:
    """The one candidate that gives words of a known language without control characters, if it is one."""
    scores = sorted(_scores(data[:_SAMPLE], len(data) > _SAMPLE), reverse=True)
    if not scores or scores[0][0] < 0.15:
        return None
    best, name = scores[0]
    rivals = [other for score, other in scores[1:] if score > 0.9 * best]
    sample = data[:_SAMPLE]
    alike = all(sample.decode(other, "replace") == sample.decode(name, "replace") for other in rivals)
    return name if alike and _attempt(data, name) is not None else None


def _scores(sample: bytes, cut: bool) -> Iterator[tuple[float, str]]:
    for name in _CANDIDATES:
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample, final=not cut)
        except UnicodeError:
            continue
        if any(ord(c) < 32 and c not in "\t\n\r\f" or 0x7F <= ord(c) < 0xA0 for c in text):
            continue
        if _MIXED.search(text):
            continue
        yield share_known(text), name


def _is_wide(data: bytes) -> bool:
    """True for UTF-16 without a mark: nearly every other byte is zero."""
    sample = data[:2000]
    return len(sample) > 8 and max(sample[0::2].count(0), sample[1::2].count(0)) > 0.4 * (len(sample) / 2)
