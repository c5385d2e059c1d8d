"""Requirements that the document states itself, or that a law or procedure makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.reading.drafts import Scene, content_range
from detente.reading.lexicon import roles
from detente.reading.subjects import subject
from detente.reading.words import Page, Sentence, Word

Status = Literal["demanded", "offered", "agreed", "required", "linked", "predicted"]
AUTHOR, RULE = "(author)", "(procedure)"

WAIT = frozenset({"once", "after", "until", "unless", "when", "if", "before", "provided"})
_HAVE_TO = re.compile(r"\b(?:must|have to|has to|needs? to|will need|ought to)\b", re.I)
GATE = re.compile(
    r"\b(?:sign|ratif|enter|into force|implement|open|lift|remov|withdraw|dissol|amend|accept|conclude|"
    r"meet|met|agree|release|return|"
    r"disarm|recogni|hold|held|form|establish|deliver|leave|resume|finish|complet|reopen|halt|stop|free|"
    r"hand|deploy|vot|approv|ask|mandate|willing|ready|clear|compl(?:y|ied)|fulfil|guarantee|commit)",
    re.I,
)


_UNDER = re.compile(
    r"Under (?:the |an? )?(?:terms of (?:the |an? )?)?[^,.;]{0,40}?\b(?:accord|agreement|treaty|deal|pact|resolution|"
    r"protocol|constitution|truce|ceasefire|plan|order|ruling|law|text|document)\b(?:[^,.;]{0,60},)? "
    r"(?=[^.;]*\b(?:must|shall|have to|has to|(?:is|are|was|were) to)\b)"
)
_TIED = re.compile(
    r"\b(?:(?:conditional|contingent) (?:up)?on|hing(?:es?|ed) (?:up)?on|provided that|on (?:the )?condition that|"
    r"(?:is|are|was|were|be|been|remains?|made) (?:\w+ )?(?:tied|linked|subject|bound) to "
    r"(?=the|an?|its|their|[a-z]+ion\b)|"
    r"(?:a|the|as a) (?:pre-?requisite|precondition) (?:for|of))\b"
)
_OBLIGES = frozenset({"oblige", "compel", "bind", "mandate", "require", "commit"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition before it has offsets in the document."""

    page: Page
    start: int
    end: int
    demander: str
    reason: str
    score: float
    status: Status
    of: tuple[str, ...]
    what: str
    for_what: str | None


def unattributed(scene: Scene, sent: Sentence) -> Iterator[Wanted]:
    """Requirements that the document states itself, or that a law or procedure makes."""
    if sent.words[-1].text == "?":
        return
    if _UNDER.match(sent.text) and not scene.of(sent):
        start = sent.start + _UNDER.match(sent.text).end()  # type: ignore[union-attr]
        yield _plain(scene, sent, start, _trim(sent.words), RULE, "under a text, must", "required")
        return
    if _TIED.search(sent.text) and not scene.of(sent) and not any(scene.in_direct(w) for w in sent.words):
        yield _plain(
            scene, sent, sent.words[0].start, _trim(sent.words), AUTHOR, "one thing tied to another", "linked"
        )
        return
    for word in sent.words:
        if scene.in_direct(word) is not None:
            continue
        if word.lemma in _OBLIGES and word.pos == "VERB" and (duty := _duty(word)) is not None:
            yield _plain(scene, sent, *duty, RULE, f"a text obliges: {word.lower}", "required")
        if word.lemma in ("require", "necessitate") and word.pos == "VERB" and word.kid("auxpass") is None:
            by = next((k for k in word.kids if k.dep in ("nsubj", "csubj")), None)
            if (
                by is not None
                and (by.tag == "VBG" or by.dep == "csubj")
                and any(k.i > word.i and k.dep in ("dobj", "ccomp", "xcomp") for k in word.kids)
            ):
                start = content_range(by)[0]
                words = [
                    w
                    for w in word.subtree(frozenset({"conj"}) if word.kid("cc") else frozenset())
                    if w.i >= by.subtree()[0].i
                ]
                yield _plain(scene, sent, start, _trim(words), RULE, "requires", "required")
        if word.dep == "advcl" and (
            mark := next(
                (k for k in word.kids if k.dep in ("mark", "advmod") and k.lower in WAIT and k.i < word.i),
                None,
            )
        ):
            main = word.head
            text = " ".join(w.text for w in main.subtree(frozenset({"advcl"})))
            clause = " ".join(w.text for w in word.subtree())
            only = any(w.lower == "only" for w in sent.words if mark.i - 2 <= w.i < mark.i)
            if mark.lower == "if":
                if _would(scene, main, word):
                    yield _whole(scene, sent, word, main, AUTHOR, "would ... if", "linked")
                elif re.search(r"\b(?:wants?|wish(?:es)?|hopes?|is to|are to)\b", clause, re.I) and _HAVE_TO.search(
                    text
                ):
                    yield _whole(scene, sent, word, main, AUTHOR, "if ... must", "required")
            elif (
                mark.lower in ("once", "after", "until", "unless")
                and (only or GATE.search(clause))
                and word.tag != "VBD"
                and re.search(r"\b(?:will|can|cannot|supposed|must|may|only)\b", text, re.I)
            ):
                yield _whole(scene, sent, word, main, AUTHOR, f"{mark.lower} ...", "linked")
            elif (
                mark.lower in ("when", "before")
                and re.search(r"\b(?:only|must|has to|have to|needs? to)\b", text + " " + clause, re.I)
                and GATE.search(clause)
            ) and not (mark.lower == "before" and word.tag == "VBG"):
                yield _whole(scene, sent, word, main, AUTHOR, f"{mark.lower} ...", "required")
    if (found := re.match(r"Only (?:when|if|once|after)\b", sent.text)) is not None and found:
        yield _plain(
            scene,
            sent,
            sent.start,
            len(sent.page.block.text[: sent.end].rstrip(" .")),
            AUTHOR,
            "only when",
            "required",
        )


def _duty(word: Word) -> tuple[int, int] | None:
    """Whom a text obliges to do what: "the accord obliges the state to enlist"."""
    by = word.kid("nsubj")
    act = word.kid("xcomp", "ccomp")
    if by is None or roles().of(by.lemma) != "text" or act is None or act.tag != "VB" or act.i < word.i:
        return None
    obj = word.kid("dobj") or act.kid("nsubj")
    return (content_range(obj)[0] if obj is not None and obj.i < act.i else act.start, content_range(act)[1])


def _would(scene: Scene, main: Word, clause: Word) -> bool:
    """An actor would do something if another did: "the premier would consider it if they stopped"."""
    by = subject(main)
    if (
        by is None
        or main.lemma in ("be", "have")
        or not any(k.lower in ("would", "will") for k in main.kids_of("aux"))
    ):
        return False
    ref, other = scene.cast.everyone(by), clause.kid("nsubj")
    return ref is not None and not ref.expert and other is not None and scene.cast.everyone(other) is not None


def _whole(
    scene: Scene, sent: Sentence, clause: Word, main: Word, demander: str, reason: str, status: Status
) -> Wanted:
    words = list(main.subtree(frozenset({"conj", "cc", "parataxis"})))
    start = words[0].start
    by = subject(main)
    ref = (
        scene.cast.everyone(by)
        if by is not None and demander == AUTHOR and reason.startswith(("once", "until", "unless"))
        else None
    )
    return _plain(
        scene,
        sent,
        start,
        _trim(words),
        ref.names[0] if ref is not None and ref.kind != "person" else demander,
        reason,
        status,
    )


def _trim(words: list[Word]) -> int:
    while len(words) > 1 and words[-1].pos in ("PUNCT", "SPACE"):
        words = words[:-1]
    return words[-1].end


def _plain(scene: Scene, sent: Sentence, start: int, end: int, demander: str, reason: str, status: Status) -> Wanted:
    of = []
    for word in sent.page.between(start, end):
        hit = scene.cast.hit(word)
        if hit is not None and hit.form != "demonym" and hit.actor.name not in of:
            of.append(hit.actor.name)
    return Wanted(
        sent.page,
        start,
        end,
        demander,
        reason,
        0.5,
        status,
        tuple(of[:4]),
        sent.page.block.text[start:end],
        None,
    )
