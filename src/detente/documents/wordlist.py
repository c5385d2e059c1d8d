"""Lists of words, written as a line of text instead of a column of quotation marks."""

from __future__ import annotations


def wordlist(text: str) -> frozenset[str]:
    """The words of `text`, as white space separates them."""
    return frozenset(text.split())
