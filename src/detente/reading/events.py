"""Events with their dates, and the date of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.reading.dates import Expression, tense_at
from detente.reading.drafts import Draft
from detente.reading.proposals import EventProposal
from detente.reading.words import Word

_TIMELESS = frozenset({"duration", "vague", "time of life"})
_PUBLISHED = re.compile(r"\b(?:published|updated|posted)\b[^.]{0,12}$", re.I)
_HAPPENINGS = re.compile(
    r"(?:war|conflict|ceasefire|cease-fire|truce|agreement|accord|treaty|pact|deal|declaration|"
    r"resolution|election|referendum|summit|talks|"
    r"meeting|offensive|invasion|incursion|attack|takeover|coup|genocide|massacre|protocol|statement|"
    r"interview|report|announcement|"
    r"constitution|revolution|uprising|crisis|clash|protest|withdrawal|partition|annexation|visit|"
    r"ceremony|charter|plan|memorandum)s?$",
    re.I,
)


def when(draft: Draft, times: list[Expression]) -> str | None:
    """The date of a statement: one that hangs on its cue, outside what was said."""
    for one in times:
        if one.page is not draft.cue.sent.page or one.value is None or one.rule in _TIMELESS:
            continue
        if draft.start <= one.start < draft.end and not (
            draft.cue.start >= draft.start and draft.cue.end <= draft.end
        ):
            continue
        word = next((w for w in one.page.words if w.start <= one.start < w.end), None)
        if word is None or word.sent is not draft.cue.sent:
            continue
        for up in word.ancestors():
            if up is draft.cue:
                return one.value
            if up.pos == "VERB" and up.dep not in ("aux",):
                break
    return None


def find(doc: str, times: list[Expression], found: list[Draft]) -> Iterator[EventProposal]:
    """An event for each dated phrase or clause."""
    alleged: dict[int, list[Draft]] = {}
    for draft in found:
        if draft.act == "accuse":
            alleged.setdefault(id(draft.page), []).append(draft)
    seen: set[tuple[int, int]] = set()
    for one in times:
        if one.rule in _TIMELESS:
            continue
        words = one.page.between(one.start, one.end)
        if not words:
            continue
        start, end = _reach(one, words)
        kind = _kind(one, words[0], alleged.get(id(one.page), []))
        place = one.page.block.at(start, end)
        if place in seen and one.value is None:
            continue
        seen.add(place)
        yield EventProposal(doc, *place, f"event: {one.rule}", 0.6, one.value, kind)  # type: ignore[arg-type]


def _reach(one: Expression, words: list[Word]) -> tuple[int, int]:
    """The phrase that the date belongs to: "the 2020 war", else its clause."""
    head = words[-1]
    inside = {id(w) for w in words}
    while id(head.head) in inside and head.head is not head:
        head = head.head
    for noun in (head.head, head.head.head):
        if noun.pos in ("NOUN", "PROPN") and _HAPPENINGS.search(noun.text) and noun is not head:
            got = noun.subtree(frozenset({"relcl", "advcl", "appos", "punct", "cc", "conj", "acl"}))
            start, end = min(got[0].start, one.start), max(got[-1].end, one.end)
            if end - start < 160:
                return start, end
    verb: Word | None = head
    while verb is not None and verb.pos not in ("VERB", "AUX"):
        verb = verb.head if verb.head is not verb else None
    if verb is None:
        return one.start, one.end
    got = verb.subtree(frozenset({"ccomp", "advcl", "conj", "cc", "punct", "parataxis", "relcl"}))
    near = list(got)
    start, end = min(near[0].start, one.start), max(near[-1].end, one.end)
    if end - start > 200:
        start, end = max(start, one.start - 100), min(end, one.end + 100)
        start = one.page.block.text.find(" ", start) + 1 if start else 0
        space = one.page.block.text.rfind(" ", one.end, end)
        end = (
            space
            if space > 0 and end < len(one.page.block.text) and one.page.block.text[end - 1 : end].isalnum()
            else end
        )
    return min(start, one.start), max(end, one.end)


def _kind(one: Expression, word: Word, found: list[Draft]) -> str:
    before = one.page.block.text[max(0, one.start - 30) : one.start]
    if _PUBLISHED.search(before):
        return "publication"
    for up in word.ancestors():
        if any(k.dep == "mark" and k.lower in ("if", "unless") for k in up.kids):
            return "hypothetical"
    for draft in found:
        if draft.start <= one.start < draft.end:
            return "alleged"
    return "scheduled" if tense_at(one.page, one.start) == "future" else "event"
