"""Text of documents on a terminal: one line, nothing that could move the cursor or turn the writing direction."""

from __future__ import annotations

import unicodedata

_LONGEST = 160


def plain(text: str) -> str:
    """The text with white space as single spaces and control and direction characters as escapes."""
    return "".join(
        c if c == " " or (c.isprintable() and unicodedata.category(c) != "Cf") else c.encode("unicode_escape").decode()
        for c in " ".join(text.split())
    )


def excerpt(text: str, start: int, end: int, most: int = _LONGEST) -> str:
    """A passage for showing, cut in the middle where it is long."""
    shown = plain(text[start:end])
    return shown if len(shown) <= most else f"{shown[: most // 2].rstrip()} … {shown[-most // 2 :].lstrip()}"
