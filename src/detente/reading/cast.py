"""Who a noun phrase stands for: names, offices, seats, groups, and what pronouns pick up.

One `Cast` serves one document. It first learns the document's own names, then reads the text in order, so
that "he", "the minister" or "both sides" find who was mentioned before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.reading import learning
from detente.reading.gazetteer import Actor, Gazetteer, Hit, plain_title
from detente.reading.lexicon import roles
from detente.reading.phrases import (
    OUT,
    TITLES,
    Reference,
    again,
    definite,
    embedded,
    inside_longer_name,
    name_chain,
    phrase,
    spelled,
)
from detente.reading.words import Page, Sentence, Word

HE_SHE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})


THEY = frozenset({"they", "them", "their", "themselves"})


IT = frozenset({"it", "its", "itself"})


FIRST = frozenset({"i", "we", "me", "us", "my", "our"})


_QUANTITY = frozenset({"many", "some", "others", "most", "several", "few"})


_SOME = _QUANTITY | {"one", "two", "three", "all", "none", "each", "another"}


_SIDE_NOUNS = frozenset({"side", "party"})


@dataclass(slots=True)
class _Mention:
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
    _mentions: list[_Mention] = field(default_factory=list)
    _pairs: list[tuple[int, int, tuple[str, str]]] = field(default_factory=list)
    found: list[tuple[Page, Hit]] = field(default_factory=list)

    # learning

    def learn(self, pages: list[Page]) -> None:
        """Takes in the document's own names before anything is resolved."""
        for page in pages:
            learning.acronyms(self.names, page)
            learning.people(self.names, page)
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
            self._mentions.append(_Mention(sentence.number, word.i, subject, word.i in quoted, ref, heads, inner))
            if len(ref.names) == 1 and ref.kind in ("state", "person", "body", "group", "government"):
                for other in word.kids_of("conj"):
                    second = self.reference(other)
                    if second is not None and len(second.names) == 1 and second.names != ref.names:
                        self._pairs.append((sentence.number, word.i, (ref.names[0], second.names[0])))

    def reference(self, head: Word) -> Reference | None:
        """Who the phrase with this head stands for; None where it is nobody who speaks or acts."""
        key = id(head)
        if key not in self._refs:
            self._refs[key] = None
            self._refs[key] = self._resolve(head)
        return self._refs[key]

    def everyone(self, head: Word) -> Reference | None:
        """The reference of a phrase together with what is coordinated with it ("A and B")."""
        refs = [ref for word in head.conjuncts() if word.pos != "VERB" and (ref := self.reference(word))]
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
            or lower in _QUANTITY
        ):
            return self._pronoun(head)
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
        whole = self._whole(head)
        if whole is not None:
            return whole
        if head.pos == "PROPN" and role is None:
            return self._proper(head)
        if role is not None:
            return self._role(head, role)
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

    def _side(self, head: Word) -> str | None:
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
                    inner = self._side(obj)
                    if inner:
                        return inner
        return None

    def _role(self, head: Word, role: str) -> Reference | None:
        side = self._side(head)
        sides = frozenset({side} if side else ())
        plural = head.tag in ("NNS", "NNPS")
        lemma = head.lemma
        if role == "text":
            return self._source(head)
        if lemma in _SIDE_NOUNS or (plural and lemma in roles().two and side is None):
            parties = self._parties(head, side)
            if parties is not None or lemma in _SIDE_NOUNS:
                return parties
        if role in ("person", "expert") and not plural:
            title = self._title(head)
            holder = self.names.titled(title, side) if title and (side or definite(head)) else None
            if holder is None and side is None and definite(head) and not head.kid("amod", "prep", "poss"):
                held = self._recent(lambda m: m.ref.kind == "person" and self._holds(m.ref, title, lemma), head)
                if held is not None:
                    return again(held, head)
            if holder is not None:
                return Reference(
                    (holder.name,), phrase(head), "person", frozenset(filter(None, (holder.name, holder.of)))
                )
        bare = not head.kid("amod", "compound", "nmod", "poss", "nummod", "prep")
        if role in ("body", "government") and not plural and side is None and bare and definite(head):
            held = self._recent(lambda m: lemma in m.heads and len(m.ref.text) > len(head.text) + 4, head)
            if held is None:
                held = self._recent(lambda m: m.ref.names[0].casefold().split()[:1] == [lemma], head)
            if held is not None:
                return again(held, head)
        if (
            (lemma == "ministry" or head.lower in roles().short_ministries or "ministry" in phrase(head).lower())
            and side
            and (found := self._ministry(head, side))
        ):
            return Reference((found.name,), phrase(head), found.kind, sides | {found.name})
        if role == "government" and side and (found := self.names.belonging("government", side)):
            return Reference((found.name,), phrase(head), "government", sides | {found.name}, plural=plural)
        if (named := self._named_beside(head, plural, role)) is not None:
            return named
        text = phrase(head)
        if (owner := head.kid("poss")) is not None and owner.pos == "PRON":
            ref = self.reference(owner)
            if ref is None or not ref.names:
                return None
            tail = text.split(" ", 1)[1] if " " in text else text
            return Reference(
                (f"{ref.names[0]}'s {tail}",),
                text,
                "group" if plural else role,
                ref.sides,
                True,
                role == "expert",
                plural,
            )
        kind = "group" if plural and role in ("person", "expert", "group") else role
        return Reference((text,), text, kind, sides, False, role == "expert", plural)

    def _named_beside(self, head: Word, plural: bool, role: str) -> Reference | None:
        """The foreign minister, Ada Brann, ...: the name in apposition."""
        person = role in ("person", "expert")
        beside = head.kids_of("appos")
        if person:
            for prep in head.kids_of("prep"):
                for obj in prep.kids_of("pobj"):
                    beside += [note for note in obj.kids_of("appos") if note.ent == "PERSON"]
        for note in beside:
            if note.pos != "PROPN" or plural:
                continue
            hit = self.hit(note)
            expert = any(roles().of(k.lemma) == "expert" for k in (head, *head.kids))
            if hit is not None and hit.form != "demonym" and hit.actor.kind not in ("state",):
                return self._named_as(hit, head)
            if note.ent in ("PERSON", "ORG", ""):
                chain = spelled(name_chain(note))
                sides = frozenset(filter(None, (chain, self._side(head))))
                return Reference(
                    (chain,),
                    chain,
                    "person" if person or note.ent == "PERSON" else "body",
                    sides,
                    False,
                    expert,
                )
        return None

    def _title(self, head: Word) -> str:
        before = [k for k in head.kids if k.dep in ("compound", "amod", "nmod") and k.i < head.i and not self.hit(k)]
        words = [k.lower for k in before if k.lower not in ("former", "new", "current", "then")]
        after = head.kid("prep")
        tail = ""
        if after is not None and after.lower in ("of", "for") and (obj := after.kid("pobj")) and not self.hit(obj):
            tail = f" {after.lower} {' '.join(w.lower for w in obj.subtree(OUT))}"
        return plain_title(" ".join([*words, head.lower]) + tail)

    def _holds(self, ref: Reference, title: str, lemma: str) -> bool:
        actor = self.names.actors.get(ref.names[0])
        return actor is not None and any(title == t or t.split()[-1] == lemma or t == lemma for t in actor.titles)

    def _ministry(self, head: Word, side: str) -> Actor | None:
        core = phrase(head).lower()
        table = roles()
        for stem, name in (
            *table.ministries.items(),
            *((k, table.ministries[v]) for k, v in table.short_ministries.items()),
        ):
            if re.search(rf"\b{stem}", core):
                for actor in self.names.actors.values():
                    if actor.of == side and name.casefold() in actor.name.casefold():
                        return actor
        return None

    def _parties(self, head: Word, side: str | None) -> Reference | None:
        if side is not None:
            return Reference((side,), phrase(head), "state", frozenset({side}))
        marks = {k.lower for k in head.kids}
        if head.tag in ("NNS", "NNPS") and (marks & {"both", "two", "the", "these", "warring", "conflicting"}):
            if pair := self._pair(head):
                return Reference(pair, phrase(head), "state", frozenset(pair), True, plural=True)
            text = head.sent.block.text[min(w.start for w in head.subtree(OUT)) : head.end]
            return Reference((text,), text, "group", plural=True)
        return None

    def _pair(self, head: Word, last: bool = False) -> tuple[str, ...]:
        """Two actors named together before: the latest two, or those most often so named."""
        place = (head.sent.number, head.i)
        before = [(number, pair) for number, at, pair in self._pairs[-200:] if (number, at) < place]
        if last:
            near = [pair for number, pair in before if head.sent.number - number <= 1]
            return near[-1] if near else self._last_two(head)
        if not before:
            return ()
        times: dict[frozenset[str], int] = {}
        for _, pair in before:
            times[frozenset(pair)] = times.get(frozenset(pair), 0) + 1
        return max(reversed([pair for _, pair in before]), key=lambda pair: times[frozenset(pair)])

    def _last_two(self, head: Word) -> tuple[str, ...]:
        """The last two actors mentioned, in the order of mention."""
        seen: list[str] = []
        for mention in reversed(self._mentions):
            if head.sent.number - mention.sentence > 2:
                break
            if (mention.sentence, mention.place) >= (head.sent.number, head.i) or len(mention.ref.names) != 1:
                continue
            if mention.subject and mention.ref.names[0] not in seen:
                seen.append(mention.ref.names[0])
            if len(seen) == 2:
                return seen[1], seen[0]
        return ()

    def _source(self, head: Word) -> Reference | None:
        """Who stands behind a text: a Daily Arland report, the statement by the minister, their letter."""
        for kid in head.kids:
            if kid.dep in ("prep", "agent") and kid.lower in ("by", "from"):
                for obj in kid.kids_of("pobj"):
                    if ref := self.everyone(obj):
                        return ref
        for kid in head.kids:
            if kid.dep == "poss" and (ref := self.reference(kid)):
                return ref
        for kid in head.kids:
            if kid.dep in ("compound", "nmod", "amod") and kid.pos in ("PROPN", "ADJ"):
                hit = self.hit(kid)
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
        chain = name_chain(head)
        while len(chain) > 1 and (chain[0].lower.strip(".") in TITLES or self.names.side_of(chain[0].text)):
            chain = chain[1:]
        full = spelled(chain)
        for text in (full, phrase(head)):
            for hit in self.names.find(text):
                if hit.end == len(text) and hit.form != "demonym" and (hit.start == 0 or hit.actor.kind == "person"):
                    return self._named_as(hit, head)
        expert = any(roles().of(k.lemma) == "expert" for k in head.kids)
        if head.ent == "PERSON":
            return Reference((full,), full, "person", frozenset({full}), False, expert)
        core = phrase(head)
        return Reference(
            (core,),
            core,
            "body",
            frozenset(filter(None, (core, self._side(head)))),
            False,
            expert,
            head.tag == "NNPS",
        )

    def _named_as(self, hit: Hit, head: Word) -> Reference:
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

    def _pronoun(self, head: Word) -> Reference | None:
        lower = head.lower
        if (near := self._reporter(head)) is not None:
            return again(near, head)
        if lower in HE_SHE:
            female = lower in ("she", "her", "herself")
            found = self._recent(lambda m: m.ref.kind == "person" and self._gender(m.ref, female), head)
        elif lower in THEY:
            found = self._they(head)
        elif lower in IT:
            found = self._recent(
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
            pair = self._pair(head, last=True)
            if not pair:
                return None
            name = pair[1] if lower == "latter" else pair[0]
            return Reference((name,), lower, "state", frozenset({name}), True)
        elif lower in ("both", "either", "neither"):
            pair = self._pair(head)
            return Reference(pair, head.text, "state", frozenset(pair), True, plural=True) if pair else None
        elif lower in ("who", "which", "that", "whom", "whose"):
            clause = next((a for a in head.ancestors() if a.dep in ("relcl", "acl")), None)
            return self.reference(clause.head) if clause is not None and clause.head is not head else None
        elif lower in _QUANTITY:
            return Reference((head.text,), head.text, "group", plural=True)
        elif lower in ("we", "our", "us"):
            if self.publisher:
                return Reference((self.publisher,), head.text, "body", frozenset({self.publisher}), True)
            return None
        elif lower in ("everyone", "nobody", "everybody", "anyone", "someone") or (
            lower == "one" and any(k.lower == "no" for k in head.kids)
        ):
            from detente.reading.proposals import UNATTRIBUTED

            return Reference((UNATTRIBUTED,), head.text, "group")
        else:
            return None
        return again(found, head) if found is not None else None

    def _reporter(self, head: Word) -> Reference | None:
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
                ref = self.everyone(by)
                if ref is None:
                    return None
                person = ref.kind == "person" and not ref.plural
                fits = (
                    person
                    if head.lower in HE_SHE
                    else (not person if head.lower in THEY else not person and not ref.plural)
                )
                return ref if fits and (not person or self._gender(ref, head.lower in ("she", "her"))) else None
            if verb.dep == "relcl" and up.dep in ("dobj", "pobj", "nsubjpass"):
                carrier = next((a for a in up.ancestors() if a.pos in ("VERB", "AUX")), None)
                by = carrier.kid("nsubj") if carrier is not None else None
                ref = self.everyone(by) if by is not None and by.i < head.i and by is not head else None
                fits = ref is not None and (ref.kind == "person") == (head.lower in HE_SHE)
                return ref if fits else None
            if verb.dep not in ("conj", "advcl", "xcomp"):
                return None
            verb = up
        return None

    def _gender(self, ref: Reference, female: bool) -> bool:
        actor = self.names.actors.get(ref.names[0])
        if actor is None or actor.pronoun is None:
            return True
        return actor.pronoun == ("she" if female else "he")

    def _they(self, head: Word) -> Reference | None:
        def plural(m: _Mention) -> bool:
            return m.ref.plural and m.ref.kind in ("group", "state", "body", "person", "government", "outlet")

        groups = self._recent(plural, head, reach=2)
        if groups is not None:
            return groups
        return self._recent(
            lambda m: m.ref.kind in ("state", "body", "government", "ministry", "organisation", "group", "mission"),
            head,
        )

    def _recent(self, wanted: object, head: Word, reach: int = 6) -> Reference | None:
        """The best earlier mention: near, subject, outside quotation marks."""
        assert callable(wanted)
        number, place = head.sent.number, head.i
        best: tuple[float, Reference] | None = None
        seen = 0
        for mention in reversed(self._mentions):
            if number - mention.sentence > reach:
                break
            if mention.sentence == number and mention.place >= place:
                continue
            if not wanted(mention):
                continue
            seen += 1
            cost = (
                (number - mention.sentence)
                - ((0.5 if mention.embedded else 0.9) if mention.subject else 0.0)
                + (0.8 if mention.quoted else 0.0)
            )
            cost += 0.01 * seen + (0.0 if mention.ref.names[0] in self.names.actors else 0.4)
            if best is None or cost < best[0]:
                best = (cost, mention.ref)
            if seen > 40:
                break
        return best[1] if best is not None else None
