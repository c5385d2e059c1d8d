"""What a document itself teaches about names: full names and offices of persons, and acronyms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from detente.reading.gazetteer import Actor, Gazetteer, plain_title
from detente.reading.lexicon import cues, roles
from detente.reading.phrases import PARTICLES, bare_name, is_title, name_chain, spelled
from detente.reading.words import Page, Word

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s+(?:(?:of|for|the|and|in|on|de|del|la)\s+){0,2}){1,7})\((?:the\s+)?([A-Z][A-Za-z]{1,7})\)"
)


def acronyms(names: Gazetteer, page: Page) -> None:
    for found in _ACRONYM.finditer(page.block.text):
        name, short = " ".join(found.group(1).split()), found.group(2)
        if sum(c.isupper() for c in short) < 2:
            continue
        capitals = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
        at = capitals.upper().find(short.upper()[:2])
        words = name.split()
        if at > 0 and len(words) > 1:
            starts = [i for i, word in enumerate(words) if word[:1].isupper()]
            name = " ".join(words[starts[at] :])
        hit = next((h for h in names.find(name) if h.end - h.start >= len(name) - 4), None)
        actor = hit.actor if hit else names.add(Actor(name, "body", known=False))
        if hit is None:
            names.name(name, actor)
        names.name(short, actor)


def people(names: Gazetteer, pages: list[Page]) -> None:
    """Full names of persons, with the office they are introduced by; then single names with an office, which may be
    theirs: a headline's "Envoy Brann" is the Ada Brann of the text."""
    single = [word for page in pages for word in _people(names, page.words, alone=False)]
    for _ in _people(names, single, alone=True):
        pass


def _people(names: Gazetteer, words: Iterable[Word], alone: bool) -> Iterator[Word]:
    """Registers persons; yields the words of single names, which are taken in only where `alone`."""
    for word in words:
        beside = word.dep == "appos" and roles().of(word.head.lemma) in ("person", "expert") and word.head.tag == "NN"
        if word.pos != "PROPN" or word.dep == "compound":
            continue
        described = beside or _is_a_person(word)
        if word.ent not in ("PERSON", "") and not described and not _titled(word):
            continue
        chain = name_chain(word)
        bare = bare_name(chain, names.side_of)
        full = spelled(bare)
        titled = [w for w in chain if w not in bare and w.text != "."]
        speaks = len(bare) < 2 and _speaks(word)
        if len(bare) < 2 and not titled and not speaks:
            continue
        if speaks and any(a.kind == "person" and a.name.split()[0] == full for a in names.actors.values()):
            continue
        if len(bare) < 2 and not alone:
            yield word
            continue
        if not speaks and word.ent != "PERSON" and not titled and not described:
            continue
        if roles().of(bare[-1].lower) is not None or not full[:1].isupper():
            continue
        if len(bare) < 2 and (word.ent in ("GPE", "LOC", "NORP") or not (speaks or _titled(word))):
            continue
        if any(h.end - h.start == len(full) and h.actor.kind != "person" for h in names.find(full)):
            continue
        hit = next((h for h in names.find(full) if h.end == len(full) and h.actor.kind == "person"), None)
        if hit is not None:
            actor = hit.actor
        else:
            actor = names.add(Actor(full, "person", known=False))
            names.name(full, actor)
        last = bare[-1].text
        if not any(True for h in names.find(last)):
            names.name(last, actor, "surname")
        if len(bare) > 2 and bare[-2].lower in PARTICLES:
            short = spelled(bare[-2:])
            if next(iter(names.find(short)), None) is None or "-" in short:
                names.name(short, actor, "surname")
        _office(names, word, titled, actor)


def first_names(names: Gazetteer, page: Page) -> None:
    """Persons called by their first name later on: "Amanuel said" after "Amanuel Kessete"."""
    first: dict[str, list[Actor]] = {}
    for actor in names.actors.values():
        if actor.kind == "person" and not actor.known and " " in actor.name:
            first.setdefault(actor.name.split()[0], []).append(actor)
    for word in page.words:
        held = first.get(word.text, [])
        alone = word.dep in ("nsubj", "pobj") and word.pos == "PROPN" and name_chain(word) == [word]
        if len(held) == 1 and alone and next(iter(names.find(word.text)), None) is None:
            names.name(word.text, held[0], "surname")


def communities(names: Gazetteer, page: Page) -> None:
    """Two demonyms together are one community, named by both."""
    for before, after in itertools.pairwise(page.words):
        one, other = names.side_of(before.text), names.side_of(after.text) or names.side_of(after.text.rstrip("s"))
        if one and other and one != other and after.start - before.end == 1 and after.text[:1].isupper():
            name = f"{before.text} {after.text.rstrip('s')}s"
            actor = names.add(Actor(name, "group", known=False))
            names.name(name, actor)
            names.name(name[:-1], actor, "demonym")


def _speaks(word: Word) -> bool:
    """A single name that the parser takes for a person's where it says something: "Brann said"."""
    said = word.dep == "nsubj" and word.head.lemma in cues().verbs and word.head.pos == "VERB"
    return said and word.ent == "PERSON" and not word.kids_of("det")


def _titled(word: Word) -> bool:
    """True for a name with a singular office right before it: "Facilitator Wanyama", "Gen. Anurak"."""
    chain = name_chain(word)
    for before, after in itertools.pairwise(chain):
        if after is word and is_title(before) and before.lower not in ("his", "her", "foreign", "political", ""):
            return True
        if after is word and before.text == "." and len(chain) > 2 and is_title(chain[chain.index(before) - 1]):
            return True
    before_it = word.sent.words[max(0, word.i - word.sent.words[0].i - 1)]
    return before_it is not word and before_it.head is word and before_it.tag == "NN" and is_title(before_it)


def _is_a_person(word: Word) -> bool:
    """A name followed by "who ..." or by an office: "Brahim, who heads", "Anurak, spokesman of"."""
    for kid in word.kids:
        if kid.dep == "relcl" and any(w.lower == "who" for w in kid.kids):
            return True
        if kid.dep == "appos" and kid.tag == "NN" and roles().of(kid.lemma) in ("person", "expert"):
            return True
    return False


def _office(names: Gazetteer, word: Word, titled: list[Word], actor: Actor) -> None:
    described = [*titled]
    roles_ = roles()
    if word.dep == "appos" and roles_.of(word.head.lemma) in ("person", "expert"):
        described = [w for w in word.head.subtree(frozenset({"relcl", "acl", "appos", "punct"})) if w is not word]
    for note in word.kids_of("appos"):
        if roles_.of(note.lemma) in ("person", "expert"):
            described = note.subtree(frozenset({"relcl", "acl", "appos", "punct"}))
            break
    for other in word.sent.words[max(0, word.i - word.sent.words[0].i - 8) : word.i - word.sent.words[0].i]:
        if (other.head is word or other.head in titled) and other not in described:
            described.append(other)
    text = [w.lower for w in described]
    if any(roles_.of(w.lemma) == "expert" for w in described):
        actor.expert = True
    side = next(
        (
            names.side_of(w.text) or _state(names, w.text)
            for w in described
            if names.side_of(w.text) or _state(names, w.text)
        ),
        None,
    )
    if side and actor.of is None:
        actor.of = side
    for i, lower in enumerate(text):
        if roles_.of(described[i].lemma) == "person":
            before = text[i - 1] if i and described[i - 1].pos in ("PROPN", "NOUN", "ADJ") else ""
            compound = f"{before} {lower}" if before and not names.side_of(described[i - 1].text) else lower
            after = " ".join(text[i : i + 4]) if text[i + 1 : i + 2] in (["of"], ["for"]) else ""
            for title in (compound, lower, after):
                if title and (title := plain_title(title)) not in actor.titles:
                    actor.titles = (*actor.titles, title)


def _state(names: Gazetteer, text: str) -> str | None:
    hit = next((h for h in names.find(text) if h.end - h.start == len(text)), None)
    return hit.actor.name if hit and hit.actor.kind == "state" and hit.form != "demonym" else None
