"""Bytes to characters, saying how: byte-order mark, UTF-8, declared charset; a guess only where one fits."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from detente.documents.language import COMMON, language
from detente.documents.trouble import Unreadable
from detente.documents.wordlist import wordlist

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NATIVE = {
    "cp1252": wordlist("en fr de es it pt nl"),
    "cp1250": wordlist("pl sr"),
    "cp1254": wordlist("tr az"),
    "cp1251": wordlist("ru uk sr"),
    "koi8-r": wordlist("ru"),
    "cp1256": wordlist("ar fa"),
    "cp1255": wordlist("he"),
    "utf-16-le": frozenset(COMMON),
    "utf-16-be": frozenset(COMMON),
}
"""Old encodings, and the languages that were written in them."""
_SAMPLE = 100_000
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3\u00c4\u00c5\u00d0\u00d1][\u0080-\u00bf\u2013-\u2122\u0152-\u0192]|\u00e2\u20ac."
)

_MIXED = re.compile("[a-zA-Z][\u0400-\u04ff\u0600-\u06ff]|[\u0400-\u04ff\u0600-\u06ff][a-zA-Z]")
"""Two scripts in one word: the mark of a wrong code page."""
_ODD = re.compile("[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u2500-\u25ff]")


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
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data, declared)
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
    """The one encoding that gives text of a language that was written in it, without control characters."""
    sample, cut = data[:_SAMPLE], len(data) > _SAMPLE
    found: dict[str, str] = {}
    for name, languages in _NATIVE.items():
        try:
            text = codecs.getincrementaldecoder(name)().decode(sample, final=not cut)
        except UnicodeError:
            continue
        if not _garbled(text) and language(text) in languages:
            found.setdefault(text, name)
    if len(found) != 1:
        return None
    (name,) = found.values()
    return name if _attempt(data, name) is not None else None


def _garbled(text: str) -> bool:
    """True where it holds control characters, two scripts in one word, or signs no prose has."""
    return bool(_MIXED.search(text) or _ODD.search(text))


def _wide(data: bytes, declared: str | None) -> Decoded:
    """UTF-16 without a mark: declared, or the byte order that gives words of a known language."""
    if _is_wide(data):
        if declared and (text := _attempt(data, declared)) is not None and "\x00" not in text[:_SAMPLE]:
            return Decoded(text, codecs.lookup(declared).name)
        for name in ("utf-16-le", "utf-16-be"):
            found = _attempt(data, name)
            if found is not None and not _ODD.search(found[:_SAMPLE]) and language(found):
                return Decoded(found, name, guessed=True)
    raise Unreadable("wrong-encoding", "this is not text: it holds zero bytes")


def _is_wide(data: bytes) -> bool:
    """True for UTF-16 without a mark: nearly every other byte is zero."""
    sample = data[:2000]
    return len(sample) > 8 and max(sample[0::2].count(0), sample[1::2].count(0)) > 0.4 * (len(sample) / 2)
