"""Statements without a reporting verb: "according to A", "A is ready to", "from A's perspective"."""

from __future__ import annotations

from detente.reading.drafts import Scene, content_range, modality, negated
from detente.reading.lexicon import cues, roles
from detente.reading.phrases import Reference, phrase
from detente.reading.subjects import subject
from detente.reading.words import Sentence, Word

_LINKING = frozenset({"be", "remain", "seem", "become", "appear", "stay", "feel", "sound", "grow"})
_VIEW = frozenset(
    {
        "perspective",
        "view",
        "viewpoint",
        "opinion",
        "standpoint",
        "eye",
        "account",
        "assessment",
        "reckoning",
        "telling",
        "version",
    }
)
_SEEN = frozenset(
    {"copy", "poll", "survey", "account", "figure", "datum", "minute", "record", "study", "plan", "count"}
)
_OPPOSITE = {"offer": "deny", "commit": "deny", "assess": "deny", "deny": "offer", "predict": "predict"}


def sentence(scene: Scene, sent: Sentence) -> None:
    """Adds the sentence's attitudes and "according to"s."""
    for word in sent.words:
        if id(word) in scene.used:
            continue
        if (
            word.pos in ("ADJ", "VERB", "ADV") and word.lemma in cues().adjectives
        ) or word.lower in cues().adjectives:
            _adjective(scene, word)
        elif word.lower == "according":
            _according(scene, word)
        elif word.lower == "per" and word.dep in ("prep", "advmod"):
            _according(scene, word)
        elif word.lemma in _VIEW and word.dep == "pobj" and word.head.lower in ("from", "in", "by"):
            _view(scene, word)
        elif word.lower == "for" and word.i == sent.words[0].i and word.dep == "prep":
            _for(scene, word)


def _adjective(scene: Scene, word: Word) -> None:
    linking = word.head
    if (
        word.dep in ("amod", "compound")
        or word.dep not in ("acomp", "oprd", "attr", "ROOT", "ccomp", "conj", "xcomp")
        or scene.in_direct(word) is not None
    ):
        return
    if word.dep in ("ROOT", "ccomp", "conj") and word.kid("auxpass", "cop", "aux") is not None:
        linking = word
    elif word.dep == "conj":
        linking = word.head.head
    if linking is not word and linking.lemma not in _LINKING:
        return
    found = cues().adjectives.get(word.lemma) or cues().adjectives.get(word.lower)
    by = linking.kid("nsubj", "nsubjpass") or subject(linking)
    ref = scene.cast.everyone(by) if by is not None else None
    said = modality(linking)
    if found is None or ref is None or said is None:
        return
    parts = [
        k
        for k in (*word.kids, *(linking.kids if linking is not word else ()))
        if k.i > word.i
        and (
            k.dep in ("xcomp", "ccomp", "pcomp", "advcl")
            or (k.dep in ("prep", "agent") and k.lower in ("to", "of", "about", "by", "with", "at", "over", "for"))
        )
    ]
    parts = [p for p in parts if p.dep != "advcl" or p.tag in ("VB",)]
    colon = next((w for w in word.sent.words if w.text in (":", "—", "–") and w.i > word.i), None)
    if not parts and colon is not None and found.act == "claim" and colon.i - word.i <= 6:
        parts = [w for w in word.sent.words if w.i > colon.i and w.pos != "PUNCT"]
        if parts:
            scene.say(
                linking,
                (parts[0].start, parts[-1].end),
                ref,
                "claim",
                f"attitude: {word.lemma}, colon",
                0.7,
                text=word.text,
                modality=said,
                open=True,
            )
        return
    if not parts:
        return
    act = _OPPOSITE.get(found.act, "deny") if negated(linking) else found.act
    less = any(k.lower in ("less", "hardly", "scarcely") for k in word.kids)
    start, end = linking.start, max(content_range(p)[1] for p in parts)
    if by is not None and by.i < linking.i:
        start = content_range(by)[0] if by.end - by.start < 60 and not by.kids_of("relcl", "acl") else linking.start
    scene.say(
        linking,
        (start, end),
        ref,
        "deny" if less else act,
        f"attitude: {word.lemma}",
        0.65,
        text=word.text,
        kind="stance",
        modality=said,
        fixed=True,
        content=parts[0],
        own_start=word.start,
    )


def _according(scene: Scene, word: Word) -> None:
    prep = word.kid("prep") or next((w for w in word.sent.words if w.i == word.i + 1 and w.lower == "to"), None)
    prep = word if word.lower == "per" else prep
    obj = prep.kid("pobj") if prep is not None else None
    ref = scene.cast.everyone(obj) if obj is not None else None
    if (
        ref is None
        and obj is not None
        and obj.pos == "NOUN"
        and (roles().of(obj.lemma) == "text" or obj.lemma in _SEEN)
    ):
        ref = Reference((phrase(obj),), phrase(obj), "text")
    if obj is None or ref is None or scene.in_direct(word) is not None:
        return
    if word.lower == "per" and (obj.pos != "PROPN" or ref.kind not in ("person", "ministry", "body")):
        return
    mine = {id(w) for w in word.subtree()} | {id(w) for w in obj.subtree()}
    head = word.head
    while head.pos not in ("VERB", "AUX") and head.head is not head:
        head = head.head
    rest = [w for w in head.subtree() if id(w) not in mine and w.dep != "punct" and w.dep != "cc"]
    if not rest or head is word or _itself(scene, head, ref):
        return
    _add(scene, word, ref, rest, "per" if word.lower == "per" else "according to", head)


def _itself(scene: Scene, report: Word, ref: Reference) -> bool:
    """A expressed readiness, according to him: the report stands, its source is its speaker."""
    by = report.kid("nsubj")
    held = scene.cast.everyone(by) if by is not None else None
    obj = report.kid("dobj")
    reports = report.lemma in cues().light and obj is not None and obj.lemma in cues().nouns
    return reports and held is not None and held.names == ref.names


def _view(scene: Scene, word: Word) -> None:
    owner = word.kid("poss")
    ref = scene.cast.reference(owner) if owner is not None else None
    if (
        owner is None
        and (of := next((k for k in word.kids_of("prep") if k.lower == "of"), None)) is not None
        and (obj := of.kid("pobj"))
    ):
        ref = scene.cast.everyone(obj)
    prep = word.head
    head = prep.head
    if prep.i == word.sent.words[0].i:
        while head.pos not in ("VERB", "AUX") and head.head is not head:
            head = head.head
    if ref is None or head.pos not in ("VERB", "AUX"):
        return
    mine = {id(w) for w in prep.subtree()}
    rest = [
        w
        for w in head.subtree()
        if id(w) not in mine and w.dep != "punct" and not (w.i < prep.i and prep.i == word.sent.words[0].i)
    ]
    if prep.i != word.sent.words[0].i:
        out = {id(w) for clause in head.kids_of("advcl") for w in clause.subtree() if clause.i > prep.i}
        rest = [w for w in rest if id(w) not in out]
    if rest:
        _add(scene, word, ref, rest, f"{prep.lower} ... {word.lower}", head, stance=True)


def _for(scene: Scene, word: Word) -> None:
    obj = word.kid("pobj")
    ref = scene.cast.everyone(obj) if obj is not None else None
    head = word.head
    if (
        ref is None
        or not (ref.expert or ref.text.split()[:1] in (["many"], ["some"], ["most"]))
        or head.pos not in ("VERB", "AUX")
    ):
        return
    core = obj.subtree(frozenset({"acl", "relcl"})) if obj is not None else []
    rest = [w for w in word.sent.words if w.i > core[-1].i and w.dep != "punct"]
    if rest:
        _add(scene, word, ref, rest, "for", head, stance=True)


def _add(
    scene: Scene, word: Word, ref: Reference, rest: list[Word], cue: str, head: Word, stance: bool = False
) -> None:
    scene.say(
        word,
        (rest[0].start, rest[-1].end),
        ref,
        "assess" if stance else "claim",
        cue,
        0.8,
        text=cue,
        kind="stance" if stance else "speech",
        open=not stance,
        content=head,
        fixed=stance,
    )
