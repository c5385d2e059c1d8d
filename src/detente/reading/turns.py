"""Turns of phrase that report without a plain verb: idioms, ellipsis, texts that bind, verbs taken for nouns."""

from __future__ import annotations

from detente.reading.drafts import Scene, content_range, modality, negated
from detente.reading.lexicon import cues, roles
from detente.reading.subjects import subject, who
from detente.reading.words import Word

_BINDS = frozenset({"commit", "oblige", "bind", "obligate", "require"})


def idiom(scene: Scene, word: Word) -> None:
    """ "Made it clear that", "let it be known that"."""
    words = word.sent.words
    at = word.i - words[0].i
    ahead = words[at + 1 : at + 7]
    sign = next((w for w in ahead if w.lower in ("clear", "plain", "known")), None)
    that = next((w for w in words[at + 1 : at + 10] if w.lower == "that" and sign is not None and w.i > sign.i), None)
    if sign is None or that is None or that.i - sign.i > 3:
        return
    ref, said = who(scene, word), modality(word)
    if ref is None or said is None or negated(word):
        return
    rest = [w for w in words if w.i > that.i]
    clause = next(
        (w for w in rest if w.dep in ("ccomp", "xcomp", "acl", "advcl", "relcl") and w.head.i <= that.i), None
    )
    inner = [w for w in clause.subtree() if w.i > that.i] if clause is not None else rest
    while inner and inner[-1].dep == "punct":
        inner.pop()
    if inner:
        scene.say(
            word,
            (inner[0].start, inner[-1].end),
            ref,
            "claim",
            f"idiom: {word.lemma} {sign.lower}",
            0.8,
            text=f"{word.text} {sign.text}",
            modality=said,
            open=True,
            content=clause,
        )


def mistagged(scene: Scene, word: Word) -> None:
    """ "Aid workers dispute that": a verb that the tagger took for a noun, at the root of a sentence "
    "without another."""
    found = cues().verbs[word.lemma]
    if any(
        k.pos in ("VERB", "AUX") and k.dep in ("ccomp", "conj", "aux", "parataxis") and k.i < word.i
        for k in word.kids
    ):
        return
    left = [
        k for k in word.kids if k.i < word.i and k.dep in ("nsubj", "compound", "nmod", "amod", "npadvmod", "dep")
    ]
    refs = [(k, ref) for k in reversed(left) if (ref := scene.cast.everyone(k)) is not None]
    right = [w for w in word.sent.words if w.i > word.i and w.dep != "punct"]
    if not refs or not right or right[0].start - word.end > 1:
        return
    stop = next((w.start for w in word.sent.words if w.i > word.i and w.text in (":", ";", "—", "–")), right[-1].end)
    inner = [w for w in right if w.start < stop]
    nxt = inner[0].lower if inner else ""
    frame = next((f for f in ("clause",) if f in found.frames and (nxt == "that" and len(inner) > 2)), None) or next(
        (f for f in found.frames if f == nxt), "object" if "object" in found.frames else None
    )
    if frame is None or not inner:
        return
    start = inner[1].start if frame != "object" and len(inner) > 1 else inner[0].start
    if inner[-1].end - start < 12:
        start = refs[0][0].start
    scene.say(
        word,
        (start, inner[-1].end),
        refs[0][1],
        found.frames[frame],
        f"verb taken for a noun: {word.lemma}",
        0.55,
        kind="stance" if found.stance else "speech",
        open=found.open,
        content=None,
    )


def coordinated(scene: Scene, word: Word) -> None:
    """ "A argues that x and demands that y", with "demands" taken for a noun."""
    words = word.sent.words
    at = word.i - words[0].i
    found = cues().verbs[word.lemma]
    if (
        not 0 < at < len(words) - 3
        or words[at - 1].dep != "cc"
        or words[at + 1].lower != "that"
        or "clause" not in found.frames
    ):
        return
    outer = next(
        (d for d in reversed(scene.of(word.sent)) if d.cue.i < word.i and d.start < word.start < d.end), None
    )
    if outer is None:
        return
    rest = [w for w in words[at + 2 :] if w.dep != "punct"]
    outer.end = words[at - 2].end
    scene.say(
        word,
        (rest[0].start, rest[-1].end),
        outer.ref,
        found.frames["clause"],
        f"verb taken for a noun: {word.lemma}",
        0.6,
        open=found.open,
    )


def binding(scene: Scene, word: Word) -> bool:
    """A text that commits the parties to something."""
    if word.lemma not in _BINDS:
        return False
    by = word.kid("nsubj")
    if by is None or roles().of(by.lemma) != "text" or negated(word):
        return False
    clause = word.kid("ccomp")
    whom = word.kid("dobj") or (clause.kid("nsubj") if clause is not None else None)
    ref = scene.cast.everyone(whom) if whom is not None else None
    if whom is None or ref is None:
        return False
    if clause is not None and whom.head is clause:
        scene.say(
            word,
            (whom.end + 1, content_range(clause)[1]),
            ref,
            "commit",
            f"text binds: {word.lemma}",
            0.7,
            kind="commit",
            fixed=True,
            content=clause,
        )
        return True
    parts = [
        k for k in (*word.kids, *whom.kids) if k.i > whom.i and k.dep in ("prep", "xcomp", "acl", "ccomp", "dative")
    ]
    if not parts:
        return False
    start, end = content_range(parts[0])[0], max(content_range(p)[1] for p in parts)
    scene.say(
        word,
        (start, end),
        ref,
        "commit",
        f"text binds: {word.lemma}",
        0.7,
        kind="commit",
        fixed=True,
        content=parts[0],
    )
    return True


def ellipsis(scene: Scene, word: Word) -> None:
    """ "..., as does B": B does what the clause before says."""
    nearby = word.sent.words[max(0, word.i - word.sent.words[0].i - 2) : word.i - word.sent.words[0].i]
    if not any(w.lower in ("as", "so") for w in nearby):
        return
    by = next((k for k in word.kids_of("nsubj", "dobj", "attr", "dep") if k.i > word.i), None)
    if by is None or word.kid("ccomp", "xcomp") is not None:
        return
    ref = scene.cast.everyone(by)
    model = next((d for d in reversed(scene.of(word.sent)) if d.cue.i < word.i), None)
    if ref is None or model is None or subject(model.cue) is by:
        return
    end = content_range(by)[1]
    scene.say(
        word,
        (nearby[0].start if nearby[0].lower in ("as", "so") else nearby[-1].start, end),
        ref,
        model.act,
        "ellipsis: as does",
        0.8,
        text=f"{model.cue_text} (elided)",
        kind=model.kind,
        fixed=True,
    )


_ABOUT = frozenset(
    {"if", "when", "while", "although", "though", "as", "after", "before", "once", "unless", "asked", "since"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def inverted(scene: Scene, word: Word) -> bool:
    """ "The talks should go on, the head of the office, Ada Brann, stated at a meeting": read off the commas where
    the parser did not see the report."""
    found = cues().verbs.get(word.lemma)
    if (
        found is None
        or not (found.open or word.lemma in _CLAUSE_FIRST)
        or "clause" not in found.frames
        or word.tag not in ("VBD", "VBZ", "VBP", "VBN")
    ):
        return False
    if word.dep == "parataxis" or word.kid("ccomp", "dobj", "auxpass") is not None or scene.in_quotes(word):
        return False
    words = word.sent.words
    at = word.i - words[0].i
    ahead = words[at + 1 : at + 9]
    if any(w.lower == "that" or w.text == ":" for w in ahead) or (ahead and ahead[0].pos not in _GOES_ON):
        return False
    left = at - 1
    while left > 0 and words[left].dep == "advmod":
        left -= 1
    closed = words[left].text == ","
    noun = words[left - 1] if closed else words[left]
    if noun.pos not in ("NOUN", "PROPN", "PRON"):
        return False
    commas = [i for i in range(left - 1, 0, -1) if words[i].text == ","]
    if len(commas) < (2 if closed else 1):
        return False
    start = commas[1] if closed else commas[0]
    said, who_ = words[:start], words[start + 1 : left]
    if any(w.tag in _FINITE for w in who_) or not any(w.tag in _FINITE for w in said) or len(said) < 5:
        return False
    if (
        said[0].lower in _ABOUT
        or said[0].tag == "VBG"
        or not who_
        or who_[0].pos in ("CCONJ", "SCONJ", "VERB", "AUX", "ADP")
    ):
        return False
    ref = scene.cast.reference(noun)
    if ref is None or ref.kind == "text" or modality(word) is None or negated(word):
        return False
    words_said = [w for w in said if w.pos not in ("PUNCT", "SPACE")]
    scene.used.add(id(word))
    scene.say(
        word,
        (words_said[0].start, words_said[-1].end),
        ref,
        found.frames["clause"],
        f"report after: {word.lemma}",
        0.75,
        modality=modality(word) or "asserted",
        open=found.open,
        content=words_said[0].sent.root if words_said[0].sent.root in said else None,
    )
    return True


_CLAUSE_FIRST = frozenset(
    {
        "announce",
        "confirm",
        "warn",
        "complain",
        "concede",
        "admit",
        "predict",
        "estimate",
        "conclude",
        "reveal",
        "disclose",
    }
)
_GOES_ON = frozenset({"ADP", "PUNCT", "ADV", "PROPN", "SCONJ", "NOUN", "DET", "SPACE"})


_TAKES = frozenset({"buy", "believe", "accept", "swallow"})


def finds(scene: Scene, word: Word) -> None:
    """ "Found no evidence of": a finding, even where it is of nothing."""
    obj = word.kid("dobj")
    if word.lemma in _TAKES and obj is not None and obj.lower in ("that", "this", "it") and negated(word):
        ref, said = who(scene, word), modality(word)
        if ref is not None and said == "asserted":
            span = (content_range(word)[0], obj.end)
            scene.say(word, span, ref, "deny", f"idiom: not {word.lemma}", 0.7, modality=said, fixed=True)
        return
    if (
        word.lemma not in ("find", "see")
        or obj is None
        or obj.lemma not in ("evidence", "sign", "proof", "indication", "trace")
    ):
        return
    ref, said = who(scene, word), modality(word)
    if ref is None or said is None or word.negated:
        return
    scene.say(
        word, content_range(obj), ref, "assess", f"idiom: {word.lemma} {obj.lemma}", 0.7, modality=said, fixed=True
    )
