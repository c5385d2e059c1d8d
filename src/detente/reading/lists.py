"""Bulleted demands and claims under a sentence that says whose they are."""

from __future__ import annotations

from detente.reading.drafts import Draft, Scene
from detente.reading.frames import entry
from detente.reading.lexicon import cues
from detente.reading.nominal import owner
from detente.reading.phrases import Reference
from detente.reading.subjects import who
from detente.reading.words import Page, Word


def headers(scene: Scene) -> None:
    """Notes whose list an item belongs to where a bare name heads it: "The two sides:" """
    above: Reference | None = None
    for one in scene.pages:
        if one.block.kind == "item":
            if above is not None:
                scene.headers[id(one)] = above
            continue
        above = None
        if one.block.text.rstrip().endswith(":") and one.sentences:
            root = one.sentences[-1].root
            if root.pos in ("NOUN", "PROPN", "PRON"):
                above = scene.cast.everyone(root)


def pages(scene: Scene) -> None:
    """Adds a statement for each item under a header, and takes back what the header itself gave."""
    header: tuple[Page, Word, Reference, str] | None = None
    for one in scene.pages:
        if one.block.kind == "item":
            if header is not None and id(one) not in scene.headers:
                _item(scene, one, header)
            continue
        header = _header(scene, one)


def _header(scene: Scene, one: Page) -> tuple[Page, Word, Reference, str] | None:
    if not one.block.text.rstrip().endswith(":") or not one.sentences:
        return None
    sent = one.sentences[-1]
    best: tuple[Word, Reference, str] | None = None
    for word in sent.words:
        noun = cues().nouns.get(word.lemma) if word.pos == "NOUN" else None
        verb = entry(word) if word.pos == "VERB" else None
        if noun is not None and noun.act in (
            "demand",
            "offer",
            "claim",
            "accuse",
            "commit",
            "predict",
            "warn",
        ):
            carrier = word.head if word.dep == "dobj" else None
            ref = (
                owner(scene, word)
                or (who(scene, carrier) if carrier is not None else None)
                or scene.owners.get(noun.lemma)
            )
            if ref is not None:
                scene.owners[noun.lemma] = ref
                best = best or (word, ref, noun.act)
        elif verb is not None and not verb.weak:
            ref = who(scene, word)
            act = next((verb.frames[f] for f in ("clause", "object", "for", "to") if f in verb.frames), None)
            if ref is not None and act is not None and best is None:
                best = (word, ref, act)
    if best is None:
        return None
    for draft in scene.of(sent):
        draft.dropped = True
    return (one, *best)


def _item(scene: Scene, one: Page, header: tuple[Page, Word, Reference, str]) -> None:
    _, cue, ref, act = header
    words = [w for w in one.words if w.pos != "SPACE"]
    while words and words[-1].pos == "PUNCT" and words[-1].text not in ("”", '"', ")"):
        words = words[:-1]
    if not words:
        return
    end = words[-1].end
    for sub in words:
        if sub.text == "," and any(
            w.lower in ("based", "given", "citing") for w in one.between(sub.end, sub.end + 8)
        ):
            end = sub.start
            break
    scene.add(
        Draft(
            one,
            one.sentences[0],
            words[0].start,
            end,
            ref,
            act,
            cue,
            cue.text,
            f"list item under: {cue.lemma}",
            0.8,
            fixed=True,
        )
    )
