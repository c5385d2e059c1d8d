"""Who a noun phrase stands for: names, offices, seats, groups, and what pronouns pick up.

One `Cast` serves one document. It first learns the document's own names, then reads the text in order, so
that "he", "the minister" or "both sides" find who was mentioned before them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.reading import anaphora, learning, offices
from detente.reading.anaphora import FIRST, QUANTITY
from detente.reading.gazetteer import Gazetteer, Hit
from detente.reading.lexicon import roles
from detente.reading.phrases import (
    Reference,
    bare_name,
    embedded,
    inside_longer_name,
    name_chain,
    phrase,
    spelled,
)
from detente.reading.words import Page, Sentence, Word

_SOME = QUANTITY | {"one", "two", "three", "all", "none", "each", "another"}


@dataclass(slots=True)
class Mention:
    sentence: int
    place: int
    subject: bool
    quoted: bool
    ref: Reference
    heads: frozenset[str]
    embedded: bool = False


@dataclass(slots=True)
class Cast:
    """The actors of one document."""

    names: Gazetteer
    publisher: str | None = None
    _hits: dict[int, dict[int, Hit]] = field(default_factory=dict)
    _refs: dict[int, Reference | None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    pairs: list[tuple[int, int, tuple[str, str]]] = field(default_factory=list)
    answering: dict[int, Reference] = field(default_factory=dict)
    """Who says "I" in a block: the guest of an interview."""
    found: list[tuple[Page, Hit]] = field(default_factory=list)

    # learning

    def learn(self, pages: list[Page]) -> None:
        """Takes in the document's own names before anything is resolved."""
        for page in pages:
            learning.acronyms(self.names, page)
        learning.people(self.names, pages)
        for page in pages:
            learning.first_names(self.names, page)
            learning.communities(self.names, page)
        for page in pages:
            self._spot(page)

    def _spot(self, page: Page) -> None:
        """Marks every word that a name of the gazetteer covers."""
        marked = self._hits[id(page)] = {}
        words = page.words
        at = 0
        for hit in self.names.find(page.block.text):
            while at < len(words) and words[at].end <= hit.start:
                at += 1
            covered = []
            k = at
            while k < len(words) and words[k].start < hit.end:
                covered.append(words[k])
                k += 1
            if not covered or (hit.form != "surname" and inside_longer_name(covered, hit)):
                continue
            for word in covered:
                marked[word.i] = hit
            self.found.append((page, hit))

    def hit(self, word: Word) -> Hit | None:
        """The gazetteer's name at a word."""
        return self._hits[id(word.sent.page)].get(word.i)

    # reading in order

    def walk(self, sentence: Sentence, quoted: frozenset[int]) -> None:
        """Takes in one sentence's mentions, in order; `quoted` are the words inside quotation marks."""
        if sentence.block.kind == "dateline":
            return
        for word in sentence.words:
            if (
                word.pos not in ("PROPN", "NOUN", "PRON", "ADJ", "DET", "NUM")
                or word.dep
                in (
                    "compound",
                    "nmod",
                )
            ) and not (word.dep in ("compound", "amod", "nmod") and self.hit(word)):
                continue
            ref = self.reference(word)
            if ref is None or (word.i in quoted and word.lower in FIRST):
                continue
            subject = word.dep in ("nsubj", "nsubjpass", "agent") or (word.dep == "pobj" and word.head.dep == "agent")
            subject = subject or (word.dep == "conj" and word.head.dep in ("nsubj", "nsubjpass"))
            inner = subject and embedded(word)
            heads = frozenset({word.lemma} | {k.lemma for k in word.kids_of("compound")})
            self.mentions.append(Mention(sentence.number, word.i, subject, word.i in quoted, ref, heads, inner))
            if len(ref.names) == 1 and ref.kind in ("state", "person", "body", "group", "government"):
                for other in word.kids_of("conj"):
                    second = self.reference(other)
                    if second is not None and len(second.names) == 1 and second.names != ref.names:
                        pair = (sentence.number, word.i, (ref.names[0], second.names[0]))
                        self.pairs += [pair] * (3 if word.head.lower == "between" else 1)

    def reference(self, head: Word) -> Reference | None:
        """Who the phrase with this head stands for; None where it is nobody who speaks or acts."""
        key = id(head)
        if key not in self._refs:
            self._refs[key] = None
            self._refs[key] = self._resolve(head)
        return self._refs[key]

    def everyone(self, head: Word) -> Reference | None:
        """The reference of a phrase together with what is coordinated with it ("A and B")."""
        listed = [note for note in head.kids_of("appos") if note.pos == "PROPN" and note.kid("conj") is not None]
        words = [*head.conjuncts(), *(word for note in listed if head.pos == "PROPN" for word in note.conjuncts())]
        refs = [ref for word in words if word.pos != "VERB" and (ref := self.reference(word))]
        if not refs:
            return None
        if len(refs) == 1:
            return refs[0]
        names = tuple(dict.fromkeys(name for ref in refs for name in ref.names))
        return Reference(
            names,
            " and ".join(ref.text for ref in refs),
            refs[0].kind,
            frozenset().union(*(ref.sides for ref in refs)),
            any(ref.coref for ref in refs),
            all(ref.expert for ref in refs),
            True,
        )

    def _resolve(self, head: Word) -> Reference | None:
        lower = head.lower
        if (part := self._some_of(head)) is not None:
            return part
        if (
            head.dep == "appos"
            and head.head is not head
            and head.pos in ("NOUN", "PROPN")
            and head.head.pos in ("PROPN", "NOUN")
        ):
            whole = self.reference(head.head)
            if whole is not None and whole.kind in ("person", "body", "group"):
                return whole
        if (
            head.pos in ("PRON", "DET")
            or (lower == "one" and any(k.lower == "no" for k in head.kids))
            or lower in ("both", "latter", "former", "neither", "either")
            or lower in QUANTITY
        ):
            return anaphora.pronoun(self, head)
        hit = self.hit(head)
        if hit is not None and hit.form == "demonym" and head.dep in ("amod", "compound", "nmod"):
            return Reference((hit.actor.name,), head.text, hit.actor.kind, frozenset({hit.actor.name}))
        if hit is not None and hit.form != "demonym":
            return self._named(hit, head)
        role = roles().of(head.lemma if head.pos != "PROPN" else head.lower)
        if hit is not None and head.pos != "PROPN" and head.tag not in ("NNS", "NNPS", "JJ", "NN"):
            hit = None
        if hit is not None:
            return Reference((phrase(head),), phrase(head), "group", frozenset({hit.actor.name}), plural=True)
        if role is None and head.tag == "NNS" and head.lemma in roles().two:
            role = "group"
        whole = self._whole(head)
        if whole is not None:
            return whole
        if head.pos == "PROPN" and role is None:
            return self._proper(head)
        if role is not None:
            return offices.office(self, head, role)
        return None

    def _some_of(self, head: Word) -> Reference | None:
        """One of them, several of the experts."""
        if head.lower not in _SOME or (of := head.kid("prep")) is None or of.lower != "of":
            return None
        whom = of.kid("pobj")
        ref = self.reference(whom) if whom is not None else None
        if ref is None:
            return None
        text = f"{head.text} of {whom.text if whom is not None else ''}"
        return Reference(
            (f"{head.lower} of {ref.names[0]}",),
            text,
            "group" if head.lower != "one" else "person",
            ref.sides,
            ref.coref,
            ref.expert,
            head.lower != "one",
        )

    def _named(self, hit: Hit, head: Word) -> Reference:
        actor = hit.actor
        sides = frozenset(filter(None, (actor.name, actor.of)))
        expert = actor.expert or any(roles().of(k.lemma) == "expert" for k in head.kids)
        return Reference(
            (actor.name,),
            head.sent.block.text[hit.start : hit.end],
            actor.kind,
            sides,
            False,
            expert,
            actor.kind == "group",
        )

    def _whole(self, head: Word) -> Reference | None:
        """A name of the gazetteer made of the whole phrase: "Arland's Defence Ministry"."""
        core = phrase(head)
        if core.islower():
            return None
        for text in (core, core.replace("'s ", " ")):
            for hit in self.names.find(text):
                if hit.end - hit.start >= len(text) - 1 and hit.form != "demonym":
                    return Reference(
                        (hit.actor.name,),
                        core,
                        hit.actor.kind,
                        frozenset(filter(None, (hit.actor.name, hit.actor.of))),
                        plural=head.tag == "NNS",
                    )
        return None

    def side(self, head: Word) -> str | None:
        """The state in a phrase: Arlandish officials, Arland's president, the president of Arland."""
        for kid in head.kids:
            if kid.dep in ("amod", "compound", "poss", "nmod", "nummod"):
                if (
                    (hit := self.hit(kid))
                    and hit.actor.kind
                    in (
                        "state",
                        "body",
                        "organisation",
                        "person",
                        "other",
                    )
                    and (kid.dep == "poss" or hit.form == "demonym" or hit.actor.kind == "state")
                ):
                    return hit.actor.name
                if kid.dep == "poss" and (ref := self.reference(kid)) and ref.names:
                    return ref.names[0]
                for below in kid.kids:
                    if below.dep in ("amod", "compound", "poss") and (hit := self.hit(below)):
                        return hit.actor.name
            if kid.dep == "prep" and kid.lower in ("of", "in", "from", "for"):
                for obj in kid.kids_of("pobj"):
                    if (hit := self.hit(obj)) and hit.actor.kind == "state":
                        return hit.actor.name
                    inner = self.side(obj)
                    if inner:
                        return inner
        return None

    def _proper(self, head: Word) -> Reference | None:
        if head.ent in (
            "DATE",
            "TIME",
            "EVENT",
            "LAW",
            "WORK_OF_ART",
            "LANGUAGE",
            "PRODUCT",
            "MONEY",
            "CARDINAL",
            "LOC",
            "FAC",
        ):
            return None
        if (
            head.dep == "pobj"
            and head.head.lower in ("of", "for")
            and roles().of(head.head.head.lemma) in ("person", "body")
        ):
            return None
        chain = bare_name(name_chain(head), self.names.side_of)
        full = spelled(chain)
        for text in (full, phrase(head)):
            for hit in self.names.find(text):
                if hit.end == len(text) and hit.form != "demonym" and (hit.start == 0 or hit.actor.kind == "person"):
                    return self.named_as(hit, head)
        expert = any(roles().of(k.lemma) == "expert" for k in head.kids)
        if head.ent == "PERSON":
            return Reference((full,), full, "person", frozenset({full}), False, expert)
        core = phrase(head)
        return Reference(
            (core,),
            core,
            "body",
            frozenset(filter(None, (core, self.side(head)))),
            False,
            expert,
            head.tag == "NNPS",
        )

    def named_as(self, hit: Hit, head: Word) -> Reference:
        actor = hit.actor
        return Reference(
            (actor.name,),
            phrase(head),
            actor.kind,
            frozenset(filter(None, (actor.name, actor.of))),
            False,
            actor.expert,
        )

    # anaphora
