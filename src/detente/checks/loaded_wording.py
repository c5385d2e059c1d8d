"""Our own words take no side; loaded words stand only in quotation marks.

    says: the regime rejected the offer   ->  loaded-wording: 'regime'

A short general list, and the case's own (case.yaml, style.loaded). The general list follows what style guides of
conflict reporting agree on (Caucasus Edition and the Media Diversity Institute's glossaries, in their ideas only).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.case.case import Case
from detente.case.own_words import own_words, place_of
from detente.notation.problem import Problem

GENERAL = (
    "aggressor", "aggressors", "barbaric", "brutal", "butcher", "criminal regime", "cynical", "evil", "fascist",
    "fascists", "gang", "gangs", "genocidal", "heroic", "hordes", "liberated", "liberation", "obstinate", "puppet",
    "regime", "savage", "so-called", "terrorist", "terrorists", "traitor", "traitors", "treacherous", "unprovoked",
    "vandal", "vandals",
)  # fmt: skip


def pattern(case: Case) -> re.Pattern[str]:
    """Finds any loaded word of the general list and the case's own."""
    listed = sorted({*GENERAL, *case.meta.style.loaded}, key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", re.IGNORECASE)


def check(case: Case) -> Iterator[Problem]:
    """Loaded words in our own sentences, outside quotation marks."""
    loaded = pattern(case)
    for words in own_words(case):
        for found in loaded.finditer(words.unquoted):
            yield Problem(
                "loaded-wording",
                f"'{found[0]}' takes a side, or seems to.",
                place_of(case, words, found.start(), len(found[0])),
                hint="say it neutrally, or quote it with its speaker (wording:)",
            )
