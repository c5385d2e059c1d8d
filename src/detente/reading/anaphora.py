"""What pronouns and "both sides" pick up from the text before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.reading.phrases import OUT, Reference, again, phrase
from detente.reading.words import Word

if TYPE_CHECKING:
    from detente.reading.cast import Cast, Mention

HE_SHE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
THEY = frozenset({"they", "them", "their", "themselves"})
IT = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
QUANTITY = frozenset({"many", "some", "others", "most", "several", "few"})


_TOGETHER = 3
"""Sentences back in which two actors must have been named together for "they agreed" to be the two."""


def both_sides(cast: Cast, head: Word, side: str | None) -> Reference | None:
    if side is not None:
        return Reference((side,), phrase(head), "state", frozenset({side}))
    marks = {k.lower for k in head.kids}
    if head.tag in ("NNS", "NNPS") and (marks & {"both", "two", "the", "these", "warring", "conflicting"}):
        if pair := named_together(cast, head):
            return Reference(pair, phrase(head), "state", frozenset(pair), True, plural=True)
        text = head.sent.block.text[min(w.start for w in head.subtree(OUT)) : head.end]
        return Reference((text,), text, "group", plural=True)
    return None


def named_together(cast: Cast, head: Word, last: bool = False) -> tuple[str, ...]:
    """Two actors named together before: the latest two, or those most often so named."""
    place = (head.sent.number, head.i)
    before = [(number, pair) for number, at, pair in cast.pairs[-200:] if (number, at) < place]
    if last:
        near = [pair for number, pair in before if head.sent.number - number <= 1]
        return near[-1] if near else last_two(cast, head)
    if not before:
        return ()
    times: dict[frozenset[str], int] = {}
    for _, pair in before:
        times[frozenset(pair)] = times.get(frozenset(pair), 0) + 1
    return max(reversed([pair for _, pair in before]), key=lambda pair: times[frozenset(pair)])


def last_two(cast: Cast, head: Word) -> tuple[str, ...]:
    """The last two actors mentioned, in the order of mention."""
    seen: list[str] = []
    for mention in reversed(cast.mentions):
        if head.sent.number - mention.sentence > 2:
            break
        if (mention.sentence, mention.place) >= (head.sent.number, head.i) or len(mention.ref.names) != 1:
            continue
        if mention.subject and mention.ref.names[0] not in seen:
            seen.append(mention.ref.names[0])
        if len(seen) == 2:
            return seen[1], seen[0]
    return ()


def pronoun(cast: Cast, head: Word) -> Reference | None:
    lower = head.lower
    if (near := reporter(cast, head)) is not None:
        return again(near, head)
    if lower in HE_SHE:
        female = lower in ("she", "her", "herself")
        found = recent(cast, lambda m: m.ref.kind == "person" and may_be(cast, m.ref, female), head)
    elif lower in THEY:
        found = they_are(cast, head)
    elif lower in IT:
        found = recent(
            cast,
            lambda m: (
                not m.ref.plural
                and len(m.ref.names) == 1
                and m.ref.kind
                in (
                    "state",
                    "body",
                    "government",
                    "ministry",
                    "organisation",
                    "mission",
                    "court",
                    "outlet",
                )
            ),
            head,
        )
    elif lower in ("latter", "former"):
        pair = named_together(cast, head, last=True)
        if not pair:
            return None
        name = pair[1] if lower == "latter" else pair[0]
        return Reference((name,), lower, "state", frozenset({name}), True)
    elif lower in ("both", "either", "neither"):
        pair = named_together(cast, head)
        return Reference(pair, head.text, "state", frozenset(pair), True, plural=True) if pair else None
    elif lower in ("who", "which", "that", "whom", "whose"):
        clause = next((a for a in head.ancestors() if a.dep in ("relcl", "acl")), None)
        return cast.reference(clause.head) if clause is not None and clause.head is not head else None
    elif lower in QUANTITY:
        return Reference((head.text,), head.text, "group", plural=True)
    elif lower in FIRST and id(head.sent.page) in cast.answering:
        return again(cast.answering[id(head.sent.page)], head)
    elif lower in ("we", "our", "us"):
        if cast.publisher:
            return Reference((cast.publisher,), head.text, "body", frozenset({cast.publisher}), True)
        return None
    elif lower in ("everyone", "nobody", "everybody", "anyone", "someone") or (
        lower == "one" and any(k.lower == "no" for k in head.kids)
    ):
        from detente.reading.proposals import UNATTRIBUTED

        return Reference((UNATTRIBUTED,), head.text, "group")
    else:
        return None
    return again(found, head) if found is not None else None


def reporter(cast: Cast, head: Word) -> Reference | None:
    """In "A said that they ...", "they" is A wherever number and kind allow it."""
    if head.dep not in ("nsubj", "nsubjpass") or head.lower not in HE_SHE | THEY | IT:
        return None
    verb = head.head
    for _ in range(3):
        up = verb.head
        if up is verb:
            return None
        if (
            verb.dep in ("ccomp", "advcl")
            and (by := up.kid("nsubj")) is not None
            and by.i < head.i
            and by is not head
        ):
            if verb.dep == "advcl" and up.kid("ccomp") is None:
                return None
            ref = cast.everyone(by)
            if ref is None:
                return None
            person = ref.kind == "person" and not ref.plural
            fits = (
                person
                if head.lower in HE_SHE
                else (not person if head.lower in THEY else not person and not ref.plural)
            )
            return ref if fits and (not person or may_be(cast, ref, head.lower in ("she", "her"))) else None
        if verb.dep == "relcl" and up.dep in ("dobj", "pobj", "nsubjpass"):
            carrier = next((a for a in up.ancestors() if a.pos in ("VERB", "AUX")), None)
            by = carrier.kid("nsubj") if carrier is not None else None
            ref = cast.everyone(by) if by is not None and by.i < head.i and by is not head else None
            fits = ref is not None and (ref.kind == "person") == (head.lower in HE_SHE)
            return ref if fits else None
        if verb.dep not in ("conj", "advcl", "xcomp"):
            return None
        verb = up
    return None


def may_be(cast: Cast, ref: Reference, female: bool) -> bool:
    actor = cast.names.actors.get(ref.names[0])
    if actor is None or actor.pronoun is None:
        return True
    return actor.pronoun == ("she" if female else "he")


def they_are(cast: Cast, head: Word) -> Reference | None:
    def plural(m: Mention) -> bool:
        return m.ref.plural and m.ref.kind in ("group", "state", "body", "person", "government", "outlet")

    if head.head.lemma in ("agree", "undertake", "meet", "sign") and head.dep == "nsubj":
        near = [(n, pair) for n, at, pair in cast.pairs[-60:] if (n, at) < (head.sent.number, head.i)]
        if near and head.sent.number - near[-1][0] <= _TOGETHER:
            pair = named_together(cast, head)
            return Reference(pair, head.text, "state", frozenset(pair), True, plural=True)
    groups = recent(cast, plural, head, reach=2)
    if groups is not None:
        return groups
    return recent(
        cast,
        lambda m: m.ref.kind in ("state", "body", "government", "ministry", "organisation", "group", "mission"),
        head,
    )


def recent(cast: Cast, wanted: object, head: Word, reach: int = 6) -> Reference | None:
    """The best earlier mention: near, subject, outside quotation marks."""
    assert callable(wanted)
    number, place = head.sent.number, head.i
    best: tuple[float, Reference] | None = None
    seen = 0
    for mention in reversed(cast.mentions):
        if number - mention.sentence > reach:
            break
        if mention.sentence == number and mention.place >= place:
            continue
        if not wanted(mention):
            continue
        seen += 1
        cost = (
            (number - mention.sentence)
            - ((0.3 if mention.embedded else 0.9) if mention.subject else 0.0)
            + (0.8 if mention.quoted else 0.0)
        )
        cost += 0.01 * seen + (0.0 if mention.ref.names[0] in cast.names.actors else 0.4)
        if best is None or cost < best[0]:
            best = (cost, mention.ref)
        if seen > 40:
            break
    return best[1] if best is not None else None
