"""Noun phrases: how a name is spelled, what a phrase is without its trimmings, and who it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.reading.gazetteer import Hit
from detente.reading.lexicon import roles
from detente.reading.words import Word

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
OUT = frozenset({"relcl", "appos", "acl", "advcl", "punct", "conj", "cc", "prep", "preconj", "parataxis", "dep"})


_OUT_OF = OUT - {"prep"}


TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "gen",
        "general",
        "col",
        "colonel",
        "president",
        "minister",
        "prime",
        "foreign",
        "secretary",
        "deputy",
        "vice",
        "former",
        "envoy",
        "ambassador",
        "special",
        "representative",
        "high",
        "premier",
        "chancellor",
        "king",
        "prince",
        "sheikh",
        "sultan",
        "commander",
        "leader",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "chief",
        "analyst",
        "professor",
        "prof",
        "defence",
        "defense",
        "interior",
        "u.s",
        "u.s.",
        "un",
        "political",
        "scientist",
        "expert",
        "senator",
        "commissioner",
        "lieutenant",
        "lt",
        "major",
        "captain",
        "mediator",
        "negotiator",
        "emir",
        "judge",
        "chairman",
        "head",
        "acting",
        "then",
        "historian",
        "researcher",
        "co",
        "chair",
        "excellency",
        "his",
        "her",
        "h.e",
        "hon",
        "honourable",
        "rev",
        "reverend",
        "fr",
        "archbishop",
        "bishop",
        "cardinal",
        "ayatollah",
        "imam",
        "brig",
        "brigadier",
        "adm",
        "admiral",
        "sgt",
        "sergeant",
        "maj",
        "capt",
        "cmdr",
        "marshal",
        "field",
        "mp",
        "",
    }
)
"""Words before a name that are no part of it; the empty one is a full stop."""

OFFICES = frozenset(
    {"president", "minister", "premier", "chancellor", "envoy", "ambassador", "representative", "commander", "leader"}
    | {"spokesperson", "spokesman", "spokeswoman", "chairman", "chairwoman", "commissioner", "secretary-general"}
    | {"secretary", "mediator", "negotiator", "governor", "senator", "coordinator", "director"}
)
"""Offices after which a name begins, whatever stands before them: "Northern League Envoy Ada Brann"."""

PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ben",
        "abu",
        "ould",
        "ag",
        "von",
        "van",
        "der",
        "den",
        "de",
        "la",
        "del",
        "da",
        "dos",
    }
)
"""Small words inside personal names of many languages."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Who a phrase stands for. `coref` is true where it took another phrase to know."""

    names: tuple[str, ...]
    text: str
    kind: str
    sides: frozenset[str] = frozenset()
    coref: bool = False
    expert: bool = False
    plural: bool = False


def embedded(word: Word) -> bool:
    """True for the subject of a reported or subordinate clause."""
    verb = word.head
    while verb.dep == "conj" and verb.head is not verb:
        verb = verb.head
    return verb.dep in ("ccomp", "advcl", "relcl", "acl", "pcomp", "xcomp")


def again(ref: Reference, head: Word) -> Reference:
    return Reference(ref.names, head.text, ref.kind, ref.sides, True, ref.expert, ref.plural)


def again_named(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Officials of the mission, then "officials": a common noun is who was named by it before."""
    return any(
        a.islower() and len(a) > 3 and a in (w.casefold() for w in b.split())
        for one, other in ((before, after), (after, before))
        for b in one
        for a in other
    )


def definite(head: Word) -> bool:
    return any(k.dep == "det" and k.lower in DEFINITE for k in head.kids)


def name_chain(head: Word) -> list[Word]:
    """The unbroken run of capitalised name parts that ends at this word."""
    words = head.sent.words
    at = head.i - words[0].i
    first = at
    while first > 0 and (
        words[first - 1].pos == "PROPN"
        or (words[first - 1].text == "-" and first > 1 and words[first - 2].pos == "PROPN")
        or (words[first - 1].lower in PARTICLES and first > 1 and _name_goes_on(words, first - 1))
    ):
        before = words[first - 1]
        if before.kid("case") is not None or (first < len(words) and words[first].dep == "case"):
            break
        if before.head.i < before.i and before.dep not in ("compound", "punct", "nmod"):
            break
        first -= 1
    return [w for w in words[first : at + 1] if w.text != "-"] if first < at else [head]


def _name_goes_on(words: list[Word], at: int) -> bool:
    """True where a particle stands inside a name: "Juan de la Cruz"."""
    while at > 0 and (words[at].lower in PARTICLES or words[at].text == "-"):
        at -= 1
    return words[at].pos == "PROPN" and words[at].ent in ("PERSON", "ORG", "GPE", "")


def is_title(word: Word) -> bool:
    """True for an office or honour before a name."""
    return word.lower.strip(".") in TITLES or roles().of(word.lower) in ("person", "expert")


def bare_name(chain: list[Word], demonym: Callable[[str], str | None]) -> list[Word]:
    """A name's words without titles and demonyms before it; its last word stays."""
    last = max((i for i, word in enumerate(chain[:-1]) if word.lower in OFFICES), default=-1)
    chain = chain[last + 1 :]
    while len(chain) > 1 and (is_title(chain[0]) or demonym(chain[0].text)):
        chain = chain[1:]
    return chain


def spelled(chain: list[Word]) -> str:
    """A name as the text spells it, hyphens included."""
    return chain[0].sent.block.text[chain[0].start : chain[-1].end] if chain else ""


def phrase(head: Word) -> str:
    """The phrase without article, relative clauses and trailing notes."""
    keep = list(head.subtree(OUT))
    for prep in head.kids_of("prep"):
        if prep.kid("pcomp") is not None:
            continue
        if prep.lower in ("of", "for") and prep.i == max(w.i for w in keep) + 1:
            keep += prep.subtree(_OUT_OF)
    keep = sorted(keep, key=lambda w: w.i)
    near = [head]
    left = {w.i for w in keep} | {w.i for w in head.sent.words if w.text == "-" and head.i - 8 < w.i < head.i}
    i = head.i - 1
    while i in left:
        near.insert(0, head.sent.words[i - head.sent.words[0].i])
        i -= 1
    i = head.i + 1
    while i in left:
        word = head.sent.words[i - head.sent.words[0].i]
        if word.dep == "amod" and word.pos == "ADJ":
            break
        near.append(word)
        i += 1
    while len(near) > 1 and (
        near[0].dep == "det" or near[0].text == "-" or near[0].lower in ("the", "a", "an", "both")
    ):
        near = near[1:]
    while len(near) > 1 and near[-1].dep in ("case", "punct"):
        near = near[:-1]
    return head.sent.block.text[near[0].start : near[-1].end]


def inside_longer_name(words: list[Word], hit: Hit) -> bool:
    """A state's name inside a person's ("Ann Arland Smith") is not the state."""
    if hit.actor.kind != "state" or any(w.ent != "PERSON" for w in words):
        return False
    last = words[-1]
    following = last.sent.words[last.i - last.sent.words[0].i + 1 :][:1]
    return bool(
        following and following[0].ent == "PERSON" and not following[0].ent_starts and following[0].pos == "PROPN"
    )
