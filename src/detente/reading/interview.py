"""Interviews in questions and answers, and paragraphs that open with a speaker's name and a colon."""

from __future__ import annotations

from detente.reading.drafts import Draft, Scene
from detente.reading.phrases import Reference, phrase
from detente.reading.words import Page, Sentence, Word

_MEETS = frozenset({"speak", "talk", "tell", "answer", "discuss", "sit", "explain", "say", "interview", "ask"})
_POINTS_BACK = frozenset({"it", "they", "he", "she", "that", "this", "these", "those", "and", "but", "so", "because"})
_SHORT = 5
_SPEAKERS = frozenset({"person", "body", "ministry", "government", "organisation", "mission", "group"})


def guest(scene: Scene) -> Reference | None:
    """Who answers in an interview: whoever "spoke to" the outlet above the first question, else the first person."""
    turns = [i for i, one in enumerate(scene.pages) if one.block.turn]
    if sum(one.block.turn == "A" for one in scene.pages) < 2:
        return None
    named: Reference | None = None
    for one in scene.pages[: turns[0]]:
        for word in one.words:
            if word.pos not in ("PROPN", "NOUN") or word.dep in ("compound", "poss"):
                continue
            ref = scene.cast.reference(word)
            if ref is None or ref.kind != "person" or not ref.names[0][:1].isupper():
                continue
            verb = word.head
            if word.dep in ("nsubj", "nsubjpass") and verb.lemma in _MEETS:
                return ref
            if word.dep == "pobj" and word.head.lower == "with":
                named = ref
            named = named or ref
    return named


def answers(scene: Scene, speaker: Reference) -> None:
    """Adds what is said in the answers: a statement for each sentence, short or linked ones joined."""
    for one in scene.pages:
        if one.block.turn != "A":
            continue
        for group in _groups(one):
            start, end = group[0].start, group[-1].end
            covered = [
                d for d in scene.drafts if d.page is one and d.start < end and d.end > start and d.kind != "commit"
            ]
            length = sum(min(d.end, end) - max(d.start, start) for d in covered)
            if length > 0.45 * (end - start) or group[-1].words[-1].text == "?":
                continue
            cue = group[0].root
            scene.add(
                Draft(
                    one,
                    group[0],
                    start,
                    end,
                    Reference(speaker.names, "A", speaker.kind, speaker.sides, True, speaker.expert),
                    "claim",
                    cue,
                    "A:",
                    "answer in an interview",
                    0.75,
                    "direct",
                    open=True,
                )
            )


def _groups(one: Page) -> list[list[Sentence]]:
    """An answer's sentences, with what is too short to stand alone or points back joined to what it belongs to."""
    out: list[list[Sentence]] = []
    for sent in one.sentences:
        words = [w for w in sent.words if w.pos not in ("PUNCT", "SPACE")]
        if not words:
            continue
        joins = False
        if out:
            said = sum(w.pos != "PUNCT" for group_sent in out[-1] for w in group_sent.words)
            joins = (
                said <= _SHORT
                or (len(words) <= _SHORT and len(out[-1]) == 1)
                or (words[0].lower in _POINTS_BACK and len(out[-1]) <= 2 and said < 25)
            )
        if joins:
            out[-1].append(sent)
        else:
            out.append([sent])
    return out


def labelled(scene: Scene, sent: Sentence) -> None:
    """ "Delegate Ada Brann, by video: the movement is ready to ...": a name without a verb, and what it says."""
    colon = next((w for w in sent.words[1:30] if w.text == ":"), None)
    if colon is None or sent is not sent.page.sentences[0] or scene.in_quotes(colon) or sent.block.kind != "prose":
        return
    before = [w for w in sent.words if w.i < colon.i]
    after = [w for w in sent.words if w.i > colon.i and w.pos != "SPACE"]
    while after and after[-1].pos == "PUNCT" and after[-1].text not in ('"', "”", ")"):
        after.pop()
    if len(after) < 5 or (after[0].text in ('"', "“") and scene.in_direct(after[1]) is not None):
        return
    if any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in before) or not any(
        w.tag in ("VBD", "VBZ", "VBP", "MD") for w in after
    ):
        return
    head = _name(before)
    ref = scene.cast.reference(head) if head is not None else None
    if (
        head is None
        or ref is None
        or ref.kind not in _SPEAKERS
        or (ref.kind == "group" and not ref.names[0][:1].isupper())
    ):
        return
    if ref.kind == "person" and ref.names[0].islower() and "the" not in {w.lower for w in before}:
        return
    content = next((w for w in after if (w.pos in ("VERB", "AUX") and w.head.i <= colon.i) or w.head is w), None)
    for draft in scene.of(sent):
        if draft.start >= colon.i and draft.kind == "stance":
            draft.dropped = True
    scene.say(
        head,
        (after[0].start, after[-1].end),
        ref,
        "claim",
        "name and colon",
        0.7,
        text=f"{phrase(head)}:",
        open=True,
        content=content,
    )


def _name(words: list[Word]) -> Word | None:
    return next(
        (
            w
            for w in words[:10]
            if w.pos in ("PROPN", "NOUN") and w.dep not in ("compound", "poss", "amod", "pobj", "nmod")
        ),
        None,
    )
