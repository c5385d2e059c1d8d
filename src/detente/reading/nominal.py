"""Statements in nouns: "A's demand that", "protests from B", "voiced concern that", "set two conditions: ..."."""

from __future__ import annotations

from detente.reading.anaphora import named_together
from detente.reading.drafts import Scene, content_range, modality, negated
from detente.reading.lexicon import Noun, cues, roles
from detente.reading.phrases import Reference
from detente.reading.proposals import UNATTRIBUTED
from detente.reading.subjects import who
from detente.reading.words import Sentence, Word

_LEGAL = frozenset(
    {
        "territorial",
        "legal",
        "insurance",
        "land",
        "asylum",
        "compensation",
        "property",
        "last",
        "main",
        "key",
        "living",
        "weather",
        "road",
        "working",
        "phone",
        "economic",
        "humanitarian",
        "security",
        "conference",
    }
)
_NEEDS_MORE = frozenset(
    {
        "view",
        "opinion",
        "belief",
        "conviction",
        "confidence",
        "alarm",
        "dismay",
        "outrage",
        "regret",
        "gratitude",
        "satisfaction",
        "statement",
        "announcement",
        "declaration",
        "call",
        "support",
        "need",
        "news",
        "hope",
        "intention",
        "intent",
        "recognition",
        "charge",
        "argument",
        "appeal",
        "necessity",
        "condition",
        "assessment",
        "opposition",
        "doubt",
        "fear",
        "concern",
        "promise",
        "offer",
        "request",
        "wish",
        "readiness",
        "willingness",
        "optimism",
    }
)
_SELF = frozenset(
    {
        "narrative",
        "concern",
        "fear",
        "claim",
        "demand",
        "announcement",
        "hope",
        "allegation",
        "accusation",
        "warning",
        "suggestion",
        "assertion",
    }
)


def sentence(scene: Scene, sent: Sentence) -> None:
    """Adds the sentence's light-verb and nominal statements, and notes whose demands are spoken of."""
    for word in sent.words:
        if word.pos not in ("NOUN", "PROPN") or scene.in_direct(word) is not None:
            continue
        noun = cues().nouns.get(word.lemma)
        if noun is None or any(k.lower in _LEGAL for k in word.kids_of("amod", "compound")):
            continue
        if any(d.cue is word for d in scene.of(word.sent)):
            continue
        carrier = _carrier(word)
        if carrier is not None and _light(scene, carrier, word, noun):
            continue
        _noun(scene, word, noun)


def owner(scene: Scene, word: Word) -> Reference | None:
    """Whose demand, claim or statement a noun is."""
    for kid in word.kids_of("poss", "amod", "compound", "nmod"):
        if kid.dep == "poss" or (scene.cast.hit(kid) is not None):
            ref = scene.cast.everyone(kid)
            if ref is not None:
                return ref
    for prep in (
        *word.kids_of("prep", "agent"),
        *(k for v in word.kids_of("acl") for k in v.kids_of("agent", "prep")),
    ):
        if prep.lower in ("by", "from") and (obj := prep.kid("pobj")) is not None:
            ref = scene.cast.everyone(obj)
            if ref is not None:
                return ref
    return None


def complement(word: Word) -> list[Word]:
    """What a demand or claim is about."""
    out = []
    for kid in word.kids:
        if kid.i < word.i:
            continue
        that = any(k.dep == "mark" and k.lower == "that" for k in kid.kids)
        if kid.dep in ("acl", "ccomp", "relcl", "advcl", "appos") and (
            that or (kid.tag in ("VB", "VBN") and any(k.lower == "to" for k in kid.kids_of("aux")))
        ):
            out.append(kid)
        elif (
            kid.dep == "prep"
            and kid.lower
            in (
                "for",
                "to",
                "of",
                "on",
                "against",
                "about",
                "concerning",
                "over",
                "regarding",
                "toward",
                "towards",
                "at",
            )
            and kid.kids
        ):
            out.append(kid)
    return out


def _carrier(word: Word) -> Word | None:
    """The light verb whose object the noun is: "issued a series of statements"."""
    at = word
    for _ in range(3):
        if at.dep in ("dobj", "nsubjpass"):
            return at.head if at.head.lemma in cues().light else None
        if at.dep == "conj":
            at = at.head
        elif at.dep == "pobj" and at.head.lower == "of":
            at = at.head.head
        else:
            return None
    return None


_THANKS = frozenset({"gratitude", "appreciation", "satisfaction", "regret", "dismay", "frustration"})


def _light(scene: Scene, verb: Word, word: Word, noun: Noun) -> bool:
    if id(verb) in scene.used:
        return True
    if verb.tag == "VB" and verb.dep == "xcomp" and any(f.startswith("object+to") for f in _frames(verb.head)):
        return True
    if noun.lemma == "need" and verb.lemma in ("make", "show"):
        return False
    if word.dep == "conj" and any(d.cue is verb for d in scene.of(word.sent)):
        return True
    ref = who(scene, verb)
    said = modality(verb)
    if ref is None or said is None or negated(verb) or any(k.lower == "no" for k in word.kids):
        return False
    if any(k.tag == "VBG" and (d.cue is k) for d in scene.of(word.sent) for k in (*verb.kids, *word.kids)):
        return True
    if any(d.cue.dep == "pcomp" and d.cue.head.head is verb for d in scene.of(word.sent)):
        return True
    colon = next((w for w in word.sent.words if w.text == ":" and w.i > word.i), None)
    parts = complement(word) + [k for k in verb.kids_of("ccomp") if k.i > word.i]
    parts += [
        k for k in verb.kids_of("prep") if noun.stance and k.i == word.i + 1 and k.lower in ("at", "over", "about")
    ]
    parts += [
        k
        for k in verb.kids_of("prep")
        if noun.lemma in _THANKS and k.i > word.i and k.lower in ("to", "for", "with", "at")
    ]
    scene.owners[noun.lemma] = ref
    if (
        colon is not None
        and noun.act in ("demand", "offer", "claim")
        and _listed(scene, verb, word, ref, noun, colon)
    ):
        return True
    if parts:
        end = max(content_range(p)[1] for p in parts)
    elif noun.lemma in _NEEDS_MORE and noun.lemma not in ("condition",):
        return False
    else:
        end = content_range(word)[1]
    start = word.subtree(frozenset({"acl", "relcl", "prep"}))[0].start
    if any(
        d.start < end and d.end > start and d.cue.i > verb.i and d.sentence is word.sent and d.ref.names == ref.names
        for d in scene.of(word.sent)
    ):
        return True
    scene.say(
        verb,
        (start, end),
        ref,
        noun.act,
        f"verb and noun: {verb.lemma} {noun.lemma}",
        0.8,
        text=f"{verb.text} {word.text}",
        kind="speech",
        modality=said,
        open=noun.lemma in ("statement", "announcement", "declaration", "argument", "news"),
        content=parts[0] if parts else None,
        fixed=noun.act != "announce",
    )
    return True


def _frames(verb: Word) -> tuple[str, ...]:
    """Of "ordered the ministry to lodge a complaint": the complaint is not yet made."""
    found = cues().verbs.get(verb.lemma)
    return tuple(found.frames) if found is not None and verb.kid("dobj") is not None else ()


def _listed(scene: Scene, verb: Word, word: Word, ref: Reference, noun: Noun, colon: Word) -> bool:
    """ "set two conditions: A must ..., and B must ...": one statement for each that has its own verb."""
    words = [w for w in word.sent.words if w.i > colon.i and w.pos != "SPACE"]
    if not words or words[-1].i - words[0].i < 2:
        return False
    for start, end in split_list(words):
        scene.say(
            verb,
            (start, end),
            ref,
            noun.act,
            f"list after: {verb.lemma} {noun.lemma}",
            0.85,
            text=f"{verb.text} {word.text}",
            fixed=True,
        )
    return True


def split_list(words: list[Word]) -> list[tuple[int, int]]:
    """Coordinated clauses with a duty each ("A must ..., and B must ...") apart; else the whole."""
    cuts = []
    for i, word in enumerate(words):
        if word.dep == "cc" and 2 < i < len(words) - 3:
            before = any(w.lower in ("must", "should", "shall", "will") for w in words[:i])
            after = [w for w in words[i + 1 :] if w.lower in ("must", "should", "shall", "will") and w.dep == "aux"]
            nxt = next(
                (w for w in words[i + 1 :] if w.pos in ("VERB", "AUX") and w.dep not in ("aux", "auxpass", "amod")),
                None,
            )
            if (
                before
                and after
                and nxt is not None
                and nxt.kid("nsubj", "nsubjpass") is not None
                and after[0].head is nxt
            ):
                cuts.append(i)
    out, at = [], 0
    for cut in [*cuts, len(words)]:
        piece = words[at:cut]
        while piece and (piece[-1].dep == "punct" or piece[-1].pos == "PUNCT"):
            piece = piece[:-1]
        if piece:
            out.append((piece[0].start, piece[-1].end))
        at = cut + 1
    return out


def _noun(scene: Scene, word: Word, noun: Noun) -> None:
    if (
        any(k.lower in ("no", "any", "without") for k in word.kids)
        or word.dep in ("compound",)
        or word.pos == "PROPN"
    ):
        return
    if word.text[:1].isupper() and word.i != word.sent.words[0].i:
        return
    if word.sent.page.block.kind == "item" and word.dep == "ROOT" and noun.stance:
        return
    ref = owner(scene, word)
    parts = complement(word)
    clausal = any(p.dep != "prep" for p in parts)
    if noun.lemma == "report" and not clausal:
        return
    if ref is not None:
        scene.owners[noun.lemma] = ref
        if not parts and noun.lemma in _NEEDS_MORE and not _dated(word):
            return
        if (
            not parts
            and word.tag != "NNS"
            and noun.lemma not in ("skepticism", "scepticism", "refusal", "denial", "rejection")
        ):
            return
        if not parts and all(k.dep not in ("prep", "agent") for k in word.kids) and not _framed(word):
            return
    elif noun.lemma in scene.owners and noun.act == "demand" and (clausal or _definite_for(word, parts)):
        ref = scene.owners[noun.lemma]
    elif (clausal and noun.lemma in _SELF) or (parts and noun.stance and _there(word)):
        ref = Reference((UNATTRIBUTED,), "", "group")
        if noun.lemma == "announcement" and (both := named_together(scene.cast, word)):
            ref = Reference(both, "", "state", frozenset(both))
    else:
        return
    verb_kids = {id(d.cue) for d in scene.of(word.sent)}
    if any(id(k) in verb_kids for p in word.kids_of("acl", "relcl") for k in p.subtree()[:3]):
        return
    if any(k.tag == "VBG" and id(k) in verb_kids for k in word.subtree()):
        return
    for d in scene.of(word.sent):
        if (
            d.sentence is word.sent
            and d.ref.names == ref.names
            and d.start <= word.start < d.end
            and d.cue.i < word.i
        ):
            return
        if (
            d.sentence is word.sent
            and d.ref.names == ref.names
            and any(w is d.cue for p in parts for w in p.subtree())
        ):
            return
    whole = word.subtree(
        frozenset({"relcl", "punct", "appos", "cc", "conj"}) if parts else frozenset({"relcl", "cc", "conj"})
    )
    start, end = whole[0].start, max([content_range(p)[1] for p in parts] or [whole[-1].end])
    if not parts and _framed(word):
        end = word.sent.words[-2].end if len(word.sent.words) > 1 else end
    if roles().of(word.lemma) == "text" and not parts and not _dated(word):
        return
    scene.say(
        word,
        (start, end),
        ref,
        noun.act,
        f"noun: {noun.lemma}",
        0.6 if ref.names != (UNATTRIBUTED,) else 0.45,
        fixed=True,
        content=parts[0] if parts else None,
        mode="nominal",
        kind="stance" if noun.stance else "speech",
    )


def _dated(word: Word) -> bool:
    return any(w.ent == "DATE" for w in word.subtree())


def _there(word: Word) -> bool:
    return word.head.kid("expl") is not None


def _framed(word: Word) -> bool:
    """ "demands, framed as two articles: ..." """
    return any(
        k.dep in ("acl", "advcl") and k.lemma in ("frame", "list", "include", "name", "say", "set", "outline")
        for k in word.kids
    ) and any(w.text == ":" and w.i > word.i for w in word.sent.words)


def _definite_for(word: Word, parts: list[Word]) -> bool:
    return any(k.dep == "det" and k.lower in ("the", "this", "that") for k in word.kids) and any(
        p.lower in ("for", "to") for p in parts
    )
