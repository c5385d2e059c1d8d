"""Actors that no gazetteer knows: proposed with the office and the side that the text gives them, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from detente.reading.cast import Cast
from detente.reading.drafts import Draft
from detente.reading.lexicon import roles
from detente.reading.phrases import phrase
from detente.reading.proposals import NewcomerProposal
from detente.reading.words import Page, Word

_NAMED = frozenset({"person", "body", "outlet", "organisation", "group", "mission"})
_WHERE = frozenset({"in", "at", "near", "outside", "around", "across", "inside", "from", "to", "after"})
_LONGEST = 60


@dataclass(slots=True)
class _Seen:
    page: Page
    start: int
    end: int
    name: str
    kind: str
    office: str | None = None
    of: str | None = None
    times: int = 0
    speaks: bool = False
    tagged: bool = False
    place: bool = False
    forms: list[str] = field(default_factory=list)


def find(doc: str, cast: Cast, pages: Iterable[Page], found: Iterable[Draft]) -> Iterator[NewcomerProposal]:
    """One proposal for each unknown actor, at its first mention, in order of the text.

    A person counts as soon as it is named; a body where the parser takes it for one, or where it speaks.
    """
    speakers = {name for draft in found for name in (*draft.ref.names, *draft.via)}
    seen: dict[str, _Seen] = {}
    for page in pages:
        for word in page.words:
            if (
                word.pos == "PROPN"
                and word.dep not in ("compound", "amod", "nmod", "poss")
                and not word.text.islower()
            ):
                _take(cast, seen, word)
    for one in seen.values():
        one.speaks = one.name in speakers
        if not one.speaks and not one.office:
            single = " " not in one.name and not one.name.isupper()
            if one.place or (one.kind == "person" and single) or not one.tagged:
                continue
        start, end = one.page.block.at(one.start, one.end)
        yield NewcomerProposal(
            doc,
            start,
            end,
            _reason(one),
            0.8 if one.office or one.speaks else 0.5,
            one.name,
            "organisation" if one.kind == "body" else one.kind,
            one.office,
            one.of,
            one.times,
        )


def _take(cast: Cast, seen: dict[str, _Seen], word: Word) -> None:
    ref = cast.reference(word)
    if ref is None or ref.coref or len(ref.names) != 1 or ref.kind not in _NAMED:
        return
    name = ref.names[0]
    actor = cast.names.actors.get(name)
    if (actor is not None and actor.known) or not name[:1].isupper() or len(name) > _LONGEST:
        return
    if actor is None and (word.ent in ("GPE", "LOC", "DATE", "NORP", "EVENT") or cast.hit(word) is not None):
        return
    spelled = word.sent.block.text
    start = spelled.find(name, max(0, word.end - len(name) - 1))
    start, end = (start, start + len(name)) if 0 <= start <= word.start else (word.start, word.end)
    one = seen.setdefault(name, _Seen(word.sent.page, start, end, name, ref.kind))
    one.times += 1
    one.place = one.place or (word.dep == "pobj" and word.head.lower in _WHERE and actor is None)
    one.tagged = one.tagged or word.ent in ("PERSON", "ORG") or actor is not None
    office, side = _described(cast, word)
    one.office = one.office or office
    one.of = one.of or (actor.of if actor is not None else None) or (side if side != name else None)


def _described(cast: Cast, word: Word) -> tuple[str | None, str | None]:
    """The office or description beside a name, and the side it names."""
    notes = [note for note in word.kids_of("appos") if note.pos == "NOUN"]
    if word.dep == "appos" and word.head.pos == "NOUN":
        notes.insert(0, word.head)
    for note in notes:
        if roles().of(note.lemma) is not None:
            return phrase(note), cast.side(note)
    before = [k for k in word.kids if k.i < word.i and k.dep in ("compound", "nmod", "amod")]
    titles = [k for k in before if roles().of(k.lower) in ("person", "expert", "body")]
    if titles:
        first = min((k for k in before if k.i <= titles[-1].i), key=lambda k: k.i)
        return word.sent.block.text[first.start : titles[-1].end], cast.side(word)
    return None, None


def _reason(one: _Seen) -> str:
    parts = ["in no gazetteer", "named once" if one.times == 1 else f"named {one.times} times"]
    if one.office:
        parts.append(f"as {one.office}")
    if one.of:
        parts.append(f"of {one.of}")
    if one.speaks:
        parts.append("reported as speaking")
    return "new actor: " + ", ".join(parts)
