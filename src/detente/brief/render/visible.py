"""Text made safe to show: what would be invisible, or would reorder its surroundings, is written out instead."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x9f"  # controls
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9)
    "\u200b\u2060-\u2065\u206a-\u206f\u115f\u1160\u3164\uffa0\ufeff\u180e"  # zero width, fillers, deprecated formats
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # interlinear anchors, noncharacters
    "\ud800-\udfff"  # unpaired surrogates
    "\U000e0000-\U000e0fff"  # tags and further invisible selectors
    "]"
)


def visible(text: str) -> str:
    """`text` on one line, with control, bidi-override and other invisible characters as `[U+202E]`.

    Left alone: the joiners and directional marks that Arabic, Persian and Hebrew spelling needs (U+200C-200F,
    U+061C), and the soft hyphen. Applying it twice changes nothing more.
    """
    plain = _SPACE.sub(" ", text)
    return _HIDDEN.sub(lambda found: escape(found[0]), plain) if _HIDDEN.search(plain) else plain


def escape(char: str) -> str:
    """The name of a character in Unicode's notation: `[U+202E]`."""
    return f"[U+{ord(char):04X}]"


def is_blank(text: str) -> bool:
    """True where nothing of `text` would be seen."""
    return all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)
