"""Text of documents on a terminal: nothing in it can move the cursor or turn the writing direction."""

from __future__ import annotations

import unicodedata

_LONGEST = 160


def plain(text: str) -> str:
    """The text on one line: line ends and tabs as spaces, control and direction characters as escapes."""
    return "".join(" " if c in "\n\r\t" else c if _harmless(c) else _escape(c) for c in text)


def excerpt(text: str, start: int, end: int, most: int = _LONGEST) -> str:
    """A passage for showing, white space as single spaces, cut in the middle where it is long."""
    shown = " ".join(plain(text[start:end]).split())
    return shown if len(shown) <= most else f"{shown[: most // 2].rstrip()} … {shown[-most // 2 :].lstrip()}"


def _harmless(c: str) -> bool:
    return c == " " or (c.isprintable() and unicodedata.category(c) != "Cf")


def _escape(c: str) -> str:
    return c.encode("unicode_escape").decode()
