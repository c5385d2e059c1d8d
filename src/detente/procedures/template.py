"""Procedures to start from: the names that a template leaves blank, and the text with them filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLANK = re.compile(r"fill-in-[a-z0-9-]+", re.ASCII)


def blanks(text: str) -> list[str]:
    """The blanks of a template's text, each once, in order: `fill-in-first-party`."""
    return list(dict.fromkeys(_BLANK.findall(_without_comments(text))))


def filled(text: str, answers: Mapping[str, str]) -> str:
    """The text with names of the case in place of blanks; blanks without an answer stay, and `check` lists them."""
    return _BLANK.sub(lambda blank: answers.get(blank[0], blank[0]), text)


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
