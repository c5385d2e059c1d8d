"""Words of a text for comparing: which issue a passage speaks of, and whether a sentence was copied from it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.documents.wordlist import wordlist

MOST = 8
"""Words in a row that may be the same as in a document."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = wordlist(
    "a an the and or of to in on at by for with from as is are was were be been being it its this that these those "
    "he she they his her their has have had not no but than then which who whom will would can could may might shall "
    "should do does did into over about after before between under also said says say so if once until both all any "
    "there what when where how does become must"
)
_ENDINGS = ("ization", "isation", "ations", "ation", "ments", "ment", "ings", "ing", "ities", "ity", "ies", "ers",
            "ed", "es", "al", "ly", "er", "s", "e", "y")  # fmt: skip


def words(text: str) -> list[str]:
    """Its words, small letters, apostrophes made plain."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def stems(text: str) -> frozenset[str]:
    """Its telling words without their endings."""
    return frozenset(_stem(word) for word in words(text) if word not in _SMALL and len(word) > 1)


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def short(text: str) -> str:
    """At most eight words of a document, on one line."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split()[:MOST])[:90].strip()


def copied_run(text: str, document: Iterable[str], most: int = MOST) -> str | None:
    """The first run of more than `most` words that `text` has in common with the words of a document."""
    own = words(text)
    size = most + 1
    if len(own) < size:
        return None
    theirs = list(document)
    runs = {tuple(theirs[i : i + size]) for i in range(len(theirs) - size + 1)}
    for i in range(len(own) - size + 1):
        if tuple(own[i : i + size]) in runs:
            return " ".join(own[i : i + size])
    return None
