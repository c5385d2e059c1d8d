"""Statements reported by a verb: "A said that", "A accused B of", "called for by A", "A, claiming that"."""

from __future__ import annotations

import re

from detente.reading.cast import Reference, phrase
from detente.reading.drafts import Draft, Scene, content_range, modality, negated, subject, who
from detente.reading.lexicon import Verb, cues, roles
from detente.reading.proposals import UNATTRIBUTED
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
_SHARED = frozenset(
    {
        "view",
        "enthusiasm",
        "opinion",
        "position",
        "sentiment",
        "belief",
        "analysis",
        "caution",
        "frustration",
        "satisfaction",
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
        "paper",
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
_BINDS = frozenset({"commit", "oblige", "bind", "obligate", "require"})


def sentence(scene: Scene, sent: Sentence) -> None:
    """Adds a draft for every reporting verb of a sentence."""
    for word in sent.words:
        if (
            word.pos == "NOUN"
            and word.head is word
            and word.lemma in cues().verbs
            and id(word) not in scene.used
        ):
            _mistagged(scene, word)
        elif word.tag in ("NNS", "NN") and word.dep == "conj" and word.lemma in cues().verbs:
            _coordinated(scene, word)
        elif (
            (
                word.pos in ("VERB", "AUX")
                or (
                    word.tag.startswith("VB")
                    and word.dep in ("ROOT", "conj", "acl", "advcl", "relcl", "ccomp", "pcomp")
                )
            )
            and id(word) not in scene.used
            and not _binding(scene, word)
        ):
            _verb(scene, word)
        if word.lower in ("does", "did", "do", "has", "have") and word.pos in ("AUX", "VERB"):
            _ellipsis(scene, word)


def _idiom(scene: Scene, word: Word) -> None:
    """ "Made it clear that", "let it be known that"."""
    words = word.sent.words
    at = word.i - words[0].i
    ahead = words[at + 1 : at + 7]
    sign = next((w for w in ahead if w.lower in ("clear", "plain", "known")), None)
    that = next(
        (w for w in words[at + 1 : at + 10] if w.lower == "that" and sign is not None and w.i > sign.i), None
    )
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
        scene.add(
            Draft(
                word.sent.page,
                word.sent,
                inner[0].start,
                inner[-1].end,
                ref,
                "claim",
                word,
                f"{word.text} {sign.text}",
                f"idiom: {word.lemma} {sign.lower}",
                0.8,
                modality=said,
                open=True,
                content=clause,
            )
        )


def _mistagged(scene: Scene, word: Word) -> None:
    """ "Aid workers dispute that": a verb that the tagger took for a noun, at the root of a sentence "
    "without another."""
    found = cues().verbs[word.lemma]
    if any(
        k.pos in ("VERB", "AUX") and k.dep in ("ccomp", "conj", "aux", "parataxis") and k.i < word.i
        for k in word.kids
    ):
        return
    left = [
        k
        for k in word.kids
        if k.i < word.i and k.dep in ("nsubj", "compound", "nmod", "amod", "npadvmod", "dep")
    ]
    refs = [(k, ref) for k in reversed(left) if (ref := scene.cast.everyone(k)) is not None]
    right = [w for w in word.sent.words if w.i > word.i and w.dep != "punct"]
    if not refs or not right or right[0].start - word.end > 1:
        return
    stop = next(
        (w.start for w in word.sent.words if w.i > word.i and w.text in (":", ";", "—", "–")), right[-1].end
    )
    inner = [w for w in right if w.start < stop]
    nxt = inner[0].lower if inner else ""
    frame = next(
        (f for f in ("clause",) if f in found.frames and (nxt == "that" and len(inner) > 2)), None
    ) or next((f for f in found.frames if f == nxt), "object" if "object" in found.frames else None)
    if frame is None or not inner:
        return
    start = inner[1].start if frame != "object" and len(inner) > 1 else inner[0].start
    if inner[-1].end - start < 12:
        start = refs[0][0].start
    scene.add(
        Draft(
            word.sent.page,
            word.sent,
            start,
            inner[-1].end,
            refs[0][1],
            found.frames[frame],
            word,
            word.text,
            f"verb taken for a noun: {word.lemma}",
            0.55,
            kind="stance" if found.stance else "speech",
            open=found.open,
            content=None,
        )
    )


def _coordinated(scene: Scene, word: Word) -> None:
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
    scene.add(
        Draft(
            word.sent.page,
            word.sent,
            rest[0].start,
            rest[-1].end,
            outer.ref,
            found.frames["clause"],
            word,
            word.text,
            f"verb taken for a noun: {word.lemma}",
            0.6,
            open=found.open,
        )
    )


def entry(word: Word) -> Verb | None:
    """The lexicon's entry for a verb, with its particle."""
    table = cues()
    for particle in table.particles.get(word.lemma, ()):
        if any(kid.lower == particle and kid.dep in ("prt", "advmod", "acomp") for kid in word.kids):
            return table.verbs[f"{word.lemma} {particle}"]
    return table.verbs.get(word.lemma)


def _verb(scene: Scene, word: Word) -> None:
    found = entry(word)
    if found is None or found.weak or _silent_text(word, found):
        return
    quote = scene.in_direct(word)
    if quote is not None and (not found.open or word.kid("ccomp") is None):
        return
    match = _frame(scene, word, found)
    if match is None:
        return
    frame, act, content, start, end = match
    ref = who(scene, word)
    if ref is None:
        ref = _nobody(word, found) or _anybody(word, frame)
        if ref is None:
            return
    if quote is not None and ref.coref:
        return
    said = modality(word)
    if said is None or _question(word.sent) or not _done(word, frame):
        return
    if negated(word):
        if not found.keeps and not (found.stance and content is not None and found.under_not):
            _silent(scene, word)
            return
        act = found.under_not or act
    if word.tag == "VB" and not any(k.dep in ("aux", "nsubj") for k in word.kids) and word.dep == "ROOT":
        return
    if (
        word.tag == "VB"
        and any(k.lower == "to" and k.dep == "aux" for k in word.kids)
        and word.dep not in ("xcomp",)
    ):
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
    scene.add(
        Draft(
            word.sent.page,
            word.sent,
            start,
            end,
            ref,
            act,
            word,
            _cue_text(word, frame),
            f"verb: {word.lemma} ({frame})",
            0.85 if found.open and frame == "clause" else (0.6 if found.stance else 0.75),
            "mixed" if _mixed(scene, word, start, end) else "indirect",
            "commit" if found.commit and act == "commit" else ("stance" if found.stance else "speech"),
            said,
            found.open and frame in ("clause", "object", "as", "quote"),
            content,
        )
    )


def _silent_text(word: Word, found: Verb) -> bool:
    """A text that highlights or refers to something says nothing for anybody."""
    by = word.kid("nsubj")
    if by is None or by.pos not in ("NOUN", "PROPN") or roles().of(by.lemma) != "text":
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


def _done(word: Word, frame: str) -> bool:
    """False for bare infinitives of purpose with a mere object, adjectives and compounds."""
    infinitive = word.tag == "VB" and any(k.lower == "to" and k.dep == "aux" for k in word.kids)
    if infinitive and word.dep in ("xcomp", "ccomp"):
        up = word.head
        return (
            up.lemma in cues().aspect
            or frame == "clause"
            or up.lemma in ("want", "plan", "rush", "be", "have")
        )
    if infinitive:
        return frame == "clause"
    return word.dep not in ("amod", "compound", "csubj", "nsubj")


def _anybody(word: Word, frame: str) -> Reference | None:
    """Whoever "says that" speaks, even where the noun is not known to: the beekeeper, a UN report."""
    by = word.kid("nsubj")
    if by is None or by.pos != "NOUN" or by.sent is not word.sent or frame == "to":
        return None
    human = frame == "clause" and _HUMAN.search(by.lemma) is not None and by.lemma not in _THINGS
    if word.lemma not in _SAYS and not human:
        return None
    text = phrase(by)
    return Reference(
        (text,), text, "text" if roles().of(by.lemma) == "text" else "group", plural=by.tag == "NNS"
    )


def _nobody(word: Word, found: Verb) -> Reference | None:
    """Agentless passives: "is expected to", "was described as"."""
    passive = word.kid("nsubjpass") is not None or word.kid("auxpass") is not None
    adjectival = (
        word.dep in ("acl",)
        and word.tag == "VBN"
        and any(k.lower in ("internationally", "widely", "generally") for k in word.kids)
    )
    if word.lemma in _UNSAID and (
        (passive and word.tag == "VBN" and word.kid("agent") is None) or adjectival
    ):
        return Reference((UNATTRIBUTED,), "", "group")
    return None


def _frame(scene: Scene, word: Word, found: Verb) -> tuple[str, str, Word | None, int, int] | None:
    """Which of the verb's frames the sentence fills: name, act, head and offsets of the content."""
    frames = found.frames
    preps = {kid.lower: kid for kid in word.kids_of("prep", "agent", "dative")}
    obj = word.kid("dobj") or _raised(word)
    clause = _clause(word)
    if clause is None and "clause" in frames and (aside := _aside(word)) is not None:
        return ("clause", frames["clause"], aside[0], *aside[1])
    for frame in ("object+of", "object+with", "object+for", "object+on", "object+against", "object+to"):
        if frame not in frames or obj is None:
            continue
        prep = frame.split("+")[1]
        part = next(
            (
                k
                for k in (*word.kids_of("prep", "dative"), *obj.kids_of("prep"))
                if k.lower == prep and (k.kid("pobj", "pcomp"))
            ),
            None,
        )
        if part is not None and frame != "object+to":
            return (frame, frames[frame], obj, *_join(obj, part))
        if frame == "object+to":
            act = word.kid("xcomp", "ccomp", "advcl") or obj.kid("acl", "relcl")
            if act is not None and act.tag == "VB" and act.i > obj.i:
                return (frame, frames[frame], act, *_join(obj, act))
            if part is not None and part.i > obj.i and word.lemma in ("tie", "link", "attribute"):
                return (frame, frames[frame], obj, *_join(obj, part))
    for frame in ("as", "object+as"):
        if frame in frames:
            part = preps.get("as") or (
                next((k for k in obj.kids_of("prep") if k.lower == "as"), None) if obj is not None else None
            )
            if part is None:
                part = next((k for k in word.kids_of("advcl", "mark", "advmod") if k.lower == "as"), None)
            if part is not None and (obj is not None or frame == "as") and part.kids:
                anchor = (
                    obj
                    if obj is not None and obj.i < part.i and obj.sent is part.sent and not _passive(word)
                    else part
                )
                return ("as", frames[frame], part, *_join(anchor, part))
    if (
        "to+as" in frames
        and "to" in preps
        and any(k.lower == "as" for k in (*word.kids, *preps["to"].subtree()))
    ):
        return (
            "to+as",
            frames["to+as"],
            preps["to"],
            *_join(preps["to"], max(preps["to"].subtree(), key=lambda w: w.i)),
        )
    if clause is not None and "clause" in frames:
        return ("clause", frames["clause"], clause, *_clause_range(word, clause))
    if "to" in frames:
        act = next(
            (
                k
                for k in word.kids_of("xcomp", "ccomp", "advcl")
                if k.tag == "VB" and any(a.lower == "to" for a in k.kids_of("aux"))
            ),
            None,
        )
        if act is not None and (
            (obj is not None and obj.i < act.i and "object" in frames)
            or any(p in frames and k.i < act.i for p, k in preps.items() if p != "to")
        ):
            act = None
        if act is not None:
            return ("to", frames["to"], act, *content_range(act))
        if word.lemma == "agree" and "to" in preps and preps["to"].kids:
            return ("to", frames["to"], preps["to"], *content_range(preps["to"]))
    for kid in word.kids_of("oprd", "acomp", "attr"):
        if "oprd" in frames:
            start, end = content_range(kid)
            if obj is not None and obj.i < kid.i:
                start = min(start, content_range(obj)[0])
            return ("oprd", frames["oprd"], kid, start, end)
    for frame in ("on+to", "to+to", "with+to"):
        if frame in frames and (part := preps.get(frame.split("+")[0])) is not None:
            act = word.kid("xcomp", "advcl") or next(
                (w for w in part.subtree() if w.dep in ("xcomp", "acl", "relcl") and w.tag == "VB"), None
            )
            if act is not None and act.i > part.i:
                return (frame, frames[frame], act, *_join(part, act))
    for frame, act_name in frames.items():
        if frame in preps and frame not in ("to", "as") and preps[frame].kids:
            part = preps[frame]
            inner = part.kid("pobj", "pcomp") or part
            return (frame, act_name, inner, *_object_range(word, inner))
    if "to" in preps and "to" in frames and word.lemma in ("point", "refer", "object") and preps["to"].kids:
        inner = preps["to"].kid("pobj", "pcomp") or preps["to"]
        return ("to", frames["to"], inner, *content_range(inner))
    if (
        clause is None
        and obj is None
        and found.open
        and "clause" in frames
        and word.kid("prep") is None
        and (rest := _right(word))
    ):
        return ("clause", frames["clause"], None, rest[0].start, rest[-1].end)
    if (
        obj is None
        and clause is None
        and "object" in frames
        and not _passive(word)
        and (near := _bare_object(word))
    ):
        return ("object", frames["object"], near[-1], near[0].start, near[-1].end)
    if (
        obj is not None
        and word.lemma == "share"
        and obj.lemma not in _SHARED
        and obj.lemma not in cues().nouns
    ):
        return None
    if (
        obj is not None
        and "object" in frames
        and obj.pos not in ("ADV",)
        and obj.lower not in ("itself", "themselves", "himself", "herself")
    ):
        if (word.lemma in cues().light and obj.lemma in cues().nouns) or obj.lower in (
            "what",
            "whatever",
            "anonymity",
        ):
            return None
        return ("object", frames["object"], obj, *_object_range(word, obj))
    return None


def _bare_object(word: Word) -> list[Word]:
    """The noun phrase right after a verb, where the parser hung it elsewhere."""
    words = word.sent.words[word.i - word.sent.words[0].i + 1 :]
    out: list[Word] = []
    for one in words:
        if one.pos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM") or one.lower in (
            "who",
            "which",
            "to",
        ):
            break
        out.append(one)
    return (
        out
        if out
        and out[-1].pos in ("NOUN", "PROPN", "PRON")
        and out[0].dep in ("det", "amod", "poss", "nummod", "compound")
        else []
    )


def _right(word: Word) -> list[Word]:
    """What follows a reporting verb whose clause the parser lost, if a clause does follow."""
    words = [w for w in word.sent.words if w.i > word.i]
    while words and words[-1].dep == "punct":
        words.pop()
    if (
        len(words) < 4
        or words[0].dep == "punct"
        or not any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words)
    ):
        return []
    return (
        words
        if any(k.dep in ("nsubj", "nsubjpass") for k in word.kids)
        and any(w.text in (":", ";") for w in word.sent.words if w.i < word.i)
        else []
    )


def _clause(word: Word) -> Word | None:
    for kid in word.kids_of("ccomp"):
        if any(k.lower in ("which", "whose") and k.i < kid.i for k in kid.kids) and kid.i > word.i:
            continue
        if kid.i < word.i and any(w.text in (":", ";") for w in word.sent.words if kid.i < w.i < word.i):
            continue
        if any(k.lower in ("whether", "if") and k.dep == "mark" for k in kid.kids) and word.lemma not in (
            "doubt",
            "question",
        ):
            return None
        return kid
    for kid in word.kids_of("xcomp", "advcl", "dobj", "pobj", "dep"):
        if any(k.dep == "mark" and k.lower == "that" for k in kid.kids):
            return kid
    if word.kid("dobj") is not None:
        for below in word.kid("dobj").kids_of("acl", "relcl", "appos", "ccomp"):  # type: ignore[union-attr]
            if any(k.dep == "mark" and k.lower == "that" for k in below.kids) and word.lemma in (
                "tell",
                "inform",
                "remind",
                "assure",
                "reassure",
                "warn",
            ):
                return below
    xcomp = word.kid("xcomp")
    if xcomp is not None and (xcomp.kid("nsubj") is not None or xcomp.tag == "VBG"):
        return xcomp
    return None


def _aside(word: Word) -> tuple[Word, tuple[int, int]] | None:
    """Content around the report: "A will, B said, do it" and "as B said, A will do it"."""
    up = word.head
    if up is word or up.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    as_ = any(k.lower == "as" and k.i < word.i and k.dep in ("mark", "advmod", "prep") for k in word.kids)
    if word.dep == "parataxis" or (word.dep in ("advcl", "ccomp") and as_):
        words = list(up.subtree())
        mine = {id(w) for w in word.subtree()}
        rest = [w for w in words if id(w) not in mine and w.dep != "punct"]
        if rest and word.kid("nsubj") is not None:
            if as_ and word.i > up.i:
                after = [w for w in rest if w.i > word.i]
                near = after or rest
                return up, (min(word.subtree()[0].start, near[0].start), near[-1].end)
            return up, (rest[0].start, rest[-1].end)
    return None


def _clause_range(word: Word, clause: Word) -> tuple[int, int]:
    inside = any(w is word for w in clause.subtree())
    start, end = content_range(clause, word if inside else None)
    for more in word.kids_of("ccomp"):
        if more is not clause and more.i > clause.i:
            end = max(end, content_range(more)[1])
    return start, end


def _passive(word: Word) -> bool:
    return word.kid("auxpass") is not None or word.kid("nsubjpass") is not None


def _raised(word: Word) -> Word | None:
    """The object of a passive or of a relative clause: "a plan proposed by A", "a step that A welcomed"."""
    if (raised := word.kid("nsubjpass")) is not None:
        return word.head if raised.lower in ("which", "that", "who") and word.dep == "relcl" else raised
    if word.dep == "acl" and word.tag == "VBN":
        return word.head
    if word.dep == "relcl" and word.kid("nsubj") is not None and word.kid("dobj") is None:
        return word.head if not any(k.dep in ("ccomp", "xcomp") for k in word.kids) else None
    return None


def _object_range(word: Word, obj: Word) -> tuple[int, int]:
    if obj.lower in ("which", "that", "what") and word.dep == "relcl":
        obj = word.head
    if obj.i < word.i and (word.dep in ("relcl", "acl")):
        start = obj.subtree(frozenset({"relcl", "acl", "prep"}))[0].start
        words = [w for w in word.subtree(frozenset({"relcl", "conj", "cc"})) if w.dep != "punct"]
        return start, words[-1].end
    if obj.i < word.i and _passive(word):
        return content_range(obj)[0], max(word.end, content_range(word)[1])
    start, end = content_range(obj)
    for kid in word.kids_of("prep", "xcomp", "oprd"):
        if (
            kid.i > obj.i
            and kid.start - end < 3
            and not any(w.ent == "DATE" and w.head is kid for w in kid.kids)
        ):
            end = max(end, content_range(kid)[1])
    return start, end


def _join(first: Word, last: Word) -> tuple[int, int]:
    a, b = content_range(first), content_range(last)
    return min(a[0], b[0]), max(a[1] if last in first.subtree() or last.i < first.i else b[1], b[1])


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


def _binding(scene: Scene, word: Word) -> bool:
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
        scene.add(
            Draft(
                word.sent.page,
                word.sent,
                whom.end + 1,
                content_range(clause)[1],
                ref,
                "commit",
                word,
                word.text,
                f"text binds: {word.lemma}",
                0.7,
                kind="commit",
                fixed=True,
                content=clause,
            )
        )
        return True
    parts = [
        k
        for k in (*word.kids, *whom.kids)
        if k.i > whom.i and k.dep in ("prep", "xcomp", "acl", "ccomp", "dative")
    ]
    if not parts:
        return False
    start, end = content_range(parts[0])[0], max(content_range(p)[1] for p in parts)
    scene.add(
        Draft(
            word.sent.page,
            word.sent,
            start,
            end,
            ref,
            "commit",
            word,
            word.text,
            f"text binds: {word.lemma}",
            0.7,
            kind="commit",
            fixed=True,
            content=parts[0],
        )
    )
    return True


def _ellipsis(scene: Scene, word: Word) -> None:
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
    scene.add(
        Draft(
            word.sent.page,
            word.sent,
            nearby[0].start if nearby[0].lower in ("as", "so") else nearby[-1].start,
            end,
            ref,
            model.act,
            word,
            f"{model.cue_text} (elided)",
            "ellipsis: as does",
            0.8,
            kind=model.kind,
            fixed=True,
        )
    )
