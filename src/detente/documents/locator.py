"""Where a passage stands, so that anyone who has the document can find it, without the case holding its text.

A locator is a span in code points, the first words, and a hash. The hash is taken over the passage with white space
collapsed and typographic quotation marks, dashes and invisible characters made plain, so that a copy with other line
breaks or quotes still verifies, while any changed word does not.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

HASH_LENGTH = 16
OPENING_WORDS = 4

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)
_SAME_LENGTH = {code: plain for code, plain in _PLAIN.items() if plain}
_SPACE = re.compile(r"\s+")


def normalised(passage: str) -> str:
    """The passage as it is hashed."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", passage).translate(_PLAIN)).strip()


def aligned(text: str) -> str:
    """The text with quotation marks and dashes made plain and every character in its place: for searching an opening
    in it, since openings are kept normalised."""
    return text.translate(_SAME_LENGTH)


def passage_hash(passage: str) -> str:
    """The first 16 hex digits of the SHA-256 of the normalised passage."""
    return hashlib.sha256(normalised(passage).encode()).hexdigest()[:HASH_LENGTH]


def opening_words(passage: str) -> str:
    """The first four words, for finding the passage by eye or by search."""
    return " ".join(normalised(passage).split(" ")[:OPENING_WORDS])
