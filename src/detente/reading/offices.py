"""Offices, bodies and groups named by a common noun: "the Arlandish premier", "a statement by B"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.reading.anaphora import both_sides, recent
from detente.reading.gazetteer import Actor, plain_title
from detente.reading.lexicon import roles
from detente.reading.phrases import OUT, Reference, again, definite, name_chain, phrase, spelled
from detente.reading.words import Word

if TYPE_CHECKING:
    from detente.reading.cast import Cast

AGAINST = frozenset({"opposition", "opponent", "critic", "rival", "enemy", "foe", "detractor", "challenger"})
"""Whose opponents they are is not whose side they are on."""
GENERIC = frozenset(
    {"official", "diplomat", "politician", "officer", "lawmaker", "man", "woman", "cleric", "commander"}
)
"""What a person named before may be called again without the office having been told."""
_FIGHTERS = frozenset({"guerrilla", "rebel", "insurgent"})
_FORCE = frozenset(
    {"Army", "Front", "Movement", "Forces", "Militia", "Guerrilla", "Resistance", "Liberation", "Brigade"}
)
"""In the name of an armed group, which may be called "the group" or "the guerrillas" afterwards."""
SIDE_NOUNS = frozenset({"side", "party"})


def office(cast: Cast, head: Word, role: str) -> Reference | None:
    side = cast.side(head)
    sides = frozenset({side} if side and head.lemma not in AGAINST else ())
    plural = head.tag in ("NNS", "NNPS")
    lemma = head.lemma
    if role == "text":
        return behind_text(cast, head)
    if lemma in SIDE_NOUNS or (plural and lemma in roles().two and side is None):
        parties = both_sides(cast, head, side)
        if parties is not None or lemma in SIDE_NOUNS:
            return parties
    if role in ("person", "expert") and not plural:
        title = title_of(cast, head)
        holder = cast.names.titled(title, side) if title and (side or definite(head)) else None
        if holder is None and side is None and definite(head) and not head.kid("amod", "prep", "poss"):
            held = recent(cast, lambda m: m.ref.kind == "person" and holds(cast, m.ref, title, lemma), head)
            if held is None and lemma in GENERIC:
                held = recent(cast, lambda m: m.ref.kind == "person" and m.ref.names[0][:1].isupper(), head, 3)
            if held is not None:
                return again(held, head)
        if holder is None and lemma == "leader" and title == "leader" and side and definite(head):
            holder = _leading(cast, side)
        if holder is not None:
            return Reference(
                (holder.name,), phrase(head), "person", frozenset(filter(None, (holder.name, holder.of)))
            )
    bare = not head.kid("compound", "nmod", "poss", "nummod", "prep") and all(
        k.lower == "armed" for k in head.kids_of("amod")
    )
    if (
        role in ("body", "government")
        and (not plural or lemma in _FIGHTERS)
        and side is None
        and bare
        and definite(head)
    ):
        held = recent(cast, lambda m: lemma in m.heads and len(m.ref.text) > len(head.text) + 4, head)
        if held is None:
            held = recent(cast, lambda m: m.ref.names[0].casefold().split()[:1] == [lemma], head)
        if held is None and (lemma == "group" or lemma in _FIGHTERS):
            held = recent(cast, lambda m: bool(_FORCE & set(m.ref.names[0].split())), head, 3)
        if held is not None:
            return again(held, head)
    if (
        (lemma == "ministry" or head.lower in roles().short_ministries or "ministry" in phrase(head).lower())
        and side
        and (found := ministry_of(cast, head, side))
    ):
        return Reference((found.name,), phrase(head), found.kind, sides | {found.name})
    if role == "government" and side and (found := cast.names.belonging("government", side)):
        return Reference((found.name,), phrase(head), "government", sides | {found.name}, plural=plural)
    if (named := named_beside(cast, head, plural, role)) is not None:
        return named
    text = phrase(head)
    if (owner := head.kid("poss")) is not None and owner.pos == "PRON":
        ref = cast.reference(owner)
        if ref is None or not ref.names:
            return None
        tail = text.split(" ", 1)[1] if " " in text else text
        return Reference(
            (f"{ref.names[0]}'s {tail}",),
            text,
            "group" if plural else role,
            ref.sides if lemma not in AGAINST else frozenset(),
            True,
            role == "expert",
            plural,
        )
    kind = "group" if plural and role in ("person", "expert", "group") else role
    return Reference((text,), text, kind, sides, False, role == "expert", plural)


_LEAD = frozenset({"president", "prime minister", "chancellor", "king", "emir", "sultan", "supreme leader"})


def _leading(cast: Cast, side: str) -> Actor | None:
    """Who leads a state, where the document names one such person of it."""
    found = [a for a in cast.names.actors.values() if a.kind == "person" and a.of == side and _LEAD & set(a.titles)]
    return found[0] if len(found) == 1 else None


def named_beside(cast: Cast, head: Word, plural: bool, role: str) -> Reference | None:
    """The foreign minister, Ada Brann, ...: the name in apposition."""
    person = role in ("person", "expert")
    beside = head.kids_of("appos")
    if person:
        for prep in head.kids_of("prep"):
            for obj in prep.kids_of("pobj"):
                beside += [note for note in obj.kids_of("appos") if note.ent == "PERSON"]
    for known in head.kids_of("acl"):
        if known.lemma in ("know", "name", "call", "identify"):
            beside += [w for w in known.subtree() if w.pos == "PROPN" and w.dep in ("pobj", "oprd", "dobj", "attr")][
                :1
            ]
    for note in beside:
        if note.pos != "PROPN" or plural:
            continue
        hit = cast.hit(note)
        expert = any(roles().of(k.lemma) == "expert" for k in (head, *head.kids))
        if hit is not None and hit.form != "demonym" and hit.actor.kind not in ("state",):
            return cast.named_as(hit, head)
        if note.ent in ("PERSON", "ORG", "") or (person and len(name_chain(note)) > 1):
            chain = spelled(name_chain(note))
            sides = frozenset(filter(None, (chain, cast.side(head))))
            return Reference(
                (chain,),
                chain,
                "person" if person or note.ent == "PERSON" else "body",
                sides,
                False,
                expert,
            )
    return None


def title_of(cast: Cast, head: Word) -> str:
    before = [k for k in head.kids if k.dep in ("compound", "amod", "nmod") and k.i < head.i and not cast.hit(k)]
    words = [k.lower for k in before if k.lower not in ("former", "new", "current", "then")]
    after = head.kid("prep")
    tail = ""
    if after is not None and after.lower in ("of", "for") and (obj := after.kid("pobj")) and not cast.hit(obj):
        tail = f" {after.lower} {' '.join(w.lower for w in obj.subtree(OUT))}"
    return plain_title(" ".join([*words, head.lower]) + tail)


def holds(cast: Cast, ref: Reference, title: str, lemma: str) -> bool:
    actor = cast.names.actors.get(ref.names[0])
    return actor is not None and any(title == t or t.split()[-1] == lemma or t == lemma for t in actor.titles)


def ministry_of(cast: Cast, head: Word, side: str) -> Actor | None:
    core = phrase(head).lower()
    table = roles()
    for stem, name in (
        *table.ministries.items(),
        *((k, table.ministries[v]) for k, v in table.short_ministries.items()),
    ):
        if re.search(rf"\b{stem}", core):
            for actor in cast.names.actors.values():
                if actor.of == side and name.casefold() in actor.name.casefold():
                    return actor
    return None


def behind_text(cast: Cast, head: Word) -> Reference | None:
    """Who stands behind a text: a Daily Arland report, the statement by the minister, their letter."""
    for kid in head.kids:
        if kid.dep in ("prep", "agent") and kid.lower in ("by", "from"):
            for obj in kid.kids_of("pobj"):
                if ref := cast.everyone(obj):
                    return ref
    for issued in head.kids_of("acl"):
        by = issued.kid("agent")
        whose = by.kid("pobj") if by is not None and head.tag == "NN" else None
        if whose is not None and (ref := cast.everyone(whose)):
            return ref
    for kid in head.kids:
        if kid.dep == "poss" and (ref := cast.reference(kid)):
            return ref
    for kid in head.kids:
        if kid.dep in ("compound", "nmod", "amod") and kid.pos in ("PROPN", "ADJ"):
            hit = cast.hit(kid)
            if hit is not None and hit.actor.kind != "other":
                sides = frozenset(filter(None, (hit.actor.name, hit.actor.of)))
                return Reference((hit.actor.name,), kid.text, hit.actor.kind, sides)
            if kid.pos == "PROPN" and head.lemma in (
                "report",
                "article",
                "column",
                "statement",
                "interview",
            ):
                name = spelled(name_chain(kid))
                return Reference((name,), name, "outlet")
    return None
