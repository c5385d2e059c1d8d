"""Statements reported by a verb: "A said that", "A accused B of", "called for by A", "A, claiming that"."""

from __future__ import annotations

import re

from detente.reading.drafts import Scene, auxiliaries, content_range, modality, negated
from detente.reading.frames import entry, frame_of
from detente.reading.lexicon import Verb, cues, roles
from detente.reading.phrases import Reference, phrase
from detente.reading.proposals import UNATTRIBUTED
from detente.reading.subjects import beside, subject, who
from detente.reading.turns import binding, coordinated, ellipsis, finds, idiom, inverted, mistagged
from detente.reading.words import Sentence, Word

_UNSAID = frozenset(
    {
        "consider",
        "expect",
        "believe",
        "recognise",
        "recognize",
        "say",
        "report",
        "allege",
        "think",
        "see",
        "regard",
        "view",
        "anticipate",
        "assume",
        "rumour",
        "fear",
    }
)


_SAYS = frozenset(
    {
        "say",
        "tell",
        "argue",
        "insist",
        "claim",
        "deny",
        "warn",
        "admit",
        "explain",
        "complain",
        "promise",
        "dispute",
        "vow",
        "believe",
        "fear",
        "hope",
        "reply",
        "add",
        "recall",
        "testify",
        "accuse",
        "demand",
        "urge",
        "respond",
        "retort",
        "concede",
        "acknowledge",
        "quip",
    }
)


_BINDING = frozenset({"shall", "will", "should", "would", "must"})


_HUMAN = re.compile(r"(?:..er|..or|ist|ian|eer|man|woman|men|people)$")


_THINGS = frozenset(
    {
        "paper",
        "letter",
        "number",
        "order",
        "factor",
        "matter",
        "river",
        "power",
        "answer",
        "offer",
        "error",
        "sector",
        "weather",
        "border",
        "water",
        "winter",
        "summer",
        "figure",
        "poster",
        "chapter",
        "character",
        "indicator",
        "terror",
        "corridor",
        "list",
    }
)


def sentence(scene: Scene, sent: Sentence) -> None:
    """Adds a draft for every reporting verb of a sentence."""
    for word in sent.words:
        if word.pos == "NOUN" and word.head is word and word.lemma in cues().verbs and id(word) not in scene.used:
            mistagged(scene, word)
        elif word.tag in ("NNS", "NN") and word.dep == "conj" and word.lemma in cues().verbs:
            coordinated(scene, word)
        elif (
            (
                word.pos in ("VERB", "AUX")
                or (
                    word.tag.startswith("VB")
                    and word.dep in ("ROOT", "conj", "acl", "advcl", "relcl", "ccomp", "pcomp")
                )
            )
            and id(word) not in scene.used
            and not binding(scene, word)
            and not inverted(scene, word)
        ):
            _verb(scene, word)
            finds(scene, word)
        if word.lemma in ("make", "let") and word.pos in ("VERB", "AUX"):
            idiom(scene, word)
        if word.lower in ("does", "did", "do", "has", "have") and word.pos in ("AUX", "VERB"):
            ellipsis(scene, word)


def _verb(scene: Scene, word: Word) -> None:
    found = entry(word) or _manner(scene, word)
    if found is None or found.weak or _silent_text(word, found):
        return
    quote = scene.in_direct(word)
    if quote is not None and (not found.open or word.kid("ccomp") is None):
        return
    match = frame_of(scene, word, found)
    if match is None:
        return
    frame, act, content, start, end = match
    ref = who(scene, word)
    if ref is None:
        ref = _nobody(word, found) or beside(scene, word) or _anybody(word, frame)
        if ref is None:
            return
    if quote is not None and ref.coref:
        return
    if word.lemma in ("share", "report") and (UNATTRIBUTED in ref.names or (word.dep == "relcl" and ref.coref)):
        return
    if (
        frame == "clause"
        and end - start < 12
        and any(w.lower == "what" for w in word.sent.words if word.i - 5 < w.i < word.i)
    ):
        return
    said = modality(word)
    if said is None or _question(word.sent) or not _done(word, frame) or _yet_to_be_said(word, act, found):
        return
    if word.lemma == "agree" and frame == "clause" and content is not None and auxiliaries(content) & _BINDING:
        act = "commit"
    if negated(word) or _says_little(word):
        if not found.keeps and not (found.stance and content is not None and found.under_not):
            _silent(scene, word)
            return
        act = found.under_not or act
    base = word.tag == "VB" and word.lower == word.lemma
    if base and not any(k.dep in ("aux", "nsubj") for k in word.kids) and word.dep == "ROOT":
        return
    to = any(k.lower == "to" and k.dep == "aux" and k.i < word.i for k in word.kids)
    if word.tag == "VB" and to and word.dep != "xcomp":
        said = "hypothetical"
    if word.dep == "xcomp" and word.head.lemma in (
        "want",
        "plan",
        "hope",
        "intend",
        "need",
        "expect",
        "like",
        "prepare",
    ):
        said = "hypothetical"
    if end - start < 12 or (content is not None and content.pos in ("PRON", "DET") and frame == "object"):
        by = subject(word)
        if by is not None and by.sent is word.sent and by.i < word.i and by.dep in ("nsubj",):
            start = min(start, content_range(by)[0])
        start, end = min(start, word.start), max(end, word.end)
    scene.say(
        word,
        (start, end),
        ref,
        act,
        f"verb: {word.lemma} ({frame})",
        0.85 if found.open and frame == "clause" else 0.6 if found.stance else 0.75,
        text=_cue_text(word, frame),
        mode="mixed" if _mixed(scene, word, start, end) else "indirect",
        kind="commit" if found.commit and act == "commit" else "stance" if found.stance else "speech",
        modality=said,
        open=found.open and frame in ("clause", "object", "as", "quote"),
        content=content,
    )


_NO_SPEECH = frozenset(
    {"know", "learn", "find", "ensure", "see", "hear", "feel", "mean", "prove", "show", "demonstrate", "understand"}
    | {"realise", "realize", "forget", "remember", "pretend", "discover", "notice", "require", "determine", "suppose"}
    | {
        "guess",
        "dream",
        "imagine",
        "assume",
        "trust",
        "care",
        "mind",
        "happen",
        "seem",
        "appear",
        "turn",
        "make",
        "be",
    }
    | {
        "have",
        "get",
        "do",
        "let",
        "take",
        "read",
        "check",
        "wait",
        "watch",
        "conceive",
        "doubt",
        "establish",
        "become",
    }
)


def _manner(scene: Scene, word: Word) -> Verb | None:
    """A verb of any kind that takes "that ..." with a person behind it reports: thundered that, mused that."""
    if word.lemma in _NO_SPEECH or word.tag not in ("VBD", "VBZ", "VBP"):
        return None
    clause = word.kid("ccomp")
    if clause is None or not any(k.dep == "mark" and k.lower == "that" for k in clause.kids) or clause.i < word.i:
        return None
    ref = who(scene, word)
    if ref is None or ref.kind != "person":
        return None
    return Verb(word.lemma, {"clause": "claim"}, open=True)


def _says_little(word: Word) -> bool:
    """ "Says little too", "said no more": a silence."""
    obj = word.kid("dobj")
    return word.lemma in ("say", "add", "offer", "reveal") and obj is not None and obj.lower in _LITTLE


_LITTLE = frozenset({"little", "nothing", "more", "less", "much", "anything"})


def _silent_text(word: Word, found: Verb) -> bool:
    """A text that highlights or refers to something says nothing for anybody."""
    by = word.kid("nsubj")
    if by is None or by.pos not in ("NOUN", "PROPN") or roles().of(by.lemma) != "text":
        return False
    if word.lemma in ("speak", "express", "voice") and by.kid("poss") is not None:
        return False
    return word.kid("ccomp") is None and word.lemma not in (
        "accuse",
        "call",
        "demand",
        "reject",
        "deny",
        "condemn",
        "urge",
        "blame",
        "welcome",
    )


_LATER = frozenset({"announce", "disclose", "reveal", "publish", "declare"})


def _yet_to_be_said(word: Word, act: str, found: Verb) -> bool:
    """ "Will announce it soon", "after agreeing on": nothing was said by it."""
    if word.lemma in _LATER and act == "announce" and auxiliaries(word) & {"will", "'ll", "shall"}:
        return True
    return (
        found.stance and word.tag == "VBG" and word.dep == "pcomp" and word.head.lower in ("after", "before", "since")
    )


def _done(word: Word, frame: str) -> bool:
    """False for bare infinitives of purpose with a mere object, adjectives and compounds."""
    infinitive = word.tag == "VB" and any(k.lower == "to" and k.dep == "aux" and k.i < word.i for k in word.kids)
    if infinitive and word.dep in ("xcomp", "ccomp"):
        up = word.head
        if up.lemma == "be" and up.kid("acomp") is not None and any(k.lower == "it" for k in up.kids_of("nsubj")):
            return False
        return up.lemma in cues().aspect or frame == "clause" or up.lemma in ("want", "plan", "rush", "be", "have")
    if infinitive:
        return frame == "clause"
    return word.dep not in ("amod", "compound", "csubj", "nsubj")


def _anybody(word: Word, frame: str) -> Reference | None:
    """Whoever "says that" speaks, even where the noun is not known to: the beekeeper, a UN report."""
    by = word.kid("nsubj")
    if by is None or by.pos != "NOUN" or by.sent is not word.sent or frame == "to":
        return None
    if frame == "object" and word.lemma == "tell" and not _HUMAN.search(by.lemma):
        return None
    human = frame == "clause" and _HUMAN.search(by.lemma) is not None and by.lemma not in _THINGS
    if word.lemma not in _SAYS and not human:
        return None
    text = phrase(by)
    return Reference((text,), text, "text" if roles().of(by.lemma) == "text" else "group", plural=by.tag == "NNS")


def _nobody(word: Word, found: Verb) -> Reference | None:
    """Agentless passives: "is expected to", "was described as"."""
    passive = word.kid("nsubjpass") is not None or word.kid("auxpass") is not None
    adjectival = (
        word.dep in ("acl",)
        and word.tag == "VBN"
        and any(k.lower in ("internationally", "widely", "generally") for k in word.kids)
    )
    if word.lemma in _UNSAID and ((passive and word.tag == "VBN" and word.kid("agent") is None) or adjectival):
        return Reference((UNATTRIBUTED,), "", "group")
    return None


def _cue_text(word: Word, frame: str) -> str:
    tail = "" if frame in ("clause", "object", "to", "oprd", "as") or "+" in frame else f" {frame}"
    return word.text + tail


def _mixed(scene: Scene, word: Word, start: int, end: int) -> bool:
    return bool(scene.quoted(word.sent.page)) and any(
        scene.in_quotes(w) and scene.in_direct(w) is None for w in word.sent.page.between(start, end)
    )


def _question(sent: Sentence) -> bool:
    return sent.words[-1].text == "?" or (len(sent.words) > 1 and sent.words[-2].text == "?")


def _silent(scene: Scene, word: Word) -> None:
    clause = list(word.subtree(frozenset({"advcl", "conj"})))
    scene.silences.append((word.sent.page, clause[0].start, clause[-1].end))
