"""Which of a reporting verb's frames a sentence fills, and where what is reported begins and ends."""

from __future__ import annotations

from detente.reading.drafts import Scene, content_range
from detente.reading.lexicon import Verb, cues
from detente.reading.words import Word

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


_LIMITS = frozenset({"before", "after", "until", "unless", "once", "if"})
_OCCASION = frozenset(
    {
        "statement",
        "interview",
        "letter",
        "speech",
        "post",
        "tweet",
        "briefing",
        "conference",
        "message",
        "rally",
        "debate",
    }
    | {"address", "article", "column", "video", "broadcast", "communique", "meeting", "session"}
)


_WH = frozenset({"who", "whose", "whom", "what", "where", "why", "how", "which", "whether", "if", "when"})


def entry(word: Word) -> Verb | None:
    """The lexicon's entry for a verb, with its particle."""
    table = cues()
    for particle in table.particles.get(word.lemma, ()):
        if any(kid.lower == particle and kid.dep in ("prt", "advmod", "acomp") for kid in word.kids):
            return table.verbs[f"{word.lemma} {particle}"]
    return table.verbs.get(word.lemma)


def frame_of(scene: Scene, word: Word, found: Verb) -> tuple[str, str, Word | None, int, int] | None:
    """Which of the verb's frames the sentence fills: name, act, head and offsets of the content."""
    frames = found.frames
    preps = {kid.lower: kid for kid in word.kids_of("prep", "agent", "dative") if not _when(kid)}
    obj = word.kid("dobj") or _raised(word)
    clause = _clause(word)
    if clause is None and "clause" in frames and (aside := _aside(word)) is not None:
        return ("clause", frames["clause"], aside[0], *aside[1])
    if word.lemma == "rule" and "object" in frames and obj is None:
        doing = next((k for k in word.kids_of("xcomp", "pcomp", "ccomp") if k.tag == "VBG"), None) or next(
            (w for k in word.kids_of("prep", "prt") for w in k.kids if w.tag == "VBG"), None
        )
        if doing is not None:
            return ("object", frames["object"], doing, *content_range(doing))
    for frame in (
        "object+of",
        "object+with",
        "object+for",
        "object+on",
        "object+against",
        "object+at",
        "object+by",
        "object+to",
    ):
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
            below = (*word.kids_of("xcomp", "ccomp", "advcl"), *obj.kids_of("acl", "relcl"))
            act = next((k for k in below if k.tag == "VB" and k.i > obj.i), None)
            if act is not None and act.tag == "VB" and act.i > obj.i and any(k.lower == "to" for k in act.kids):
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
                    if obj is not None and obj.i < part.i and obj.sent is part.sent and not passive(word)
                    else part
                )
                return ("as", frames[frame], part, *_join(anchor, part))
    if "to+as" in frames and "to" in preps and any(k.lower == "as" for k in (*word.kids, *preps["to"].subtree())):
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
            that = next((k for k in (*word.kids, *kid.kids) if k.dep in ("ccomp", "advcl") and k.i > kid.i), None)
            if that is not None and any(k.lower == "it" for k in (obj, *kid.kids) if k is not None):
                end = max(end, content_range(that)[1])
            return ("oprd", frames["oprd"], kid, start, end)
    for frame in ("on+to", "upon+to", "to+to", "with+to"):
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
    if obj is None and clause is None and "object" in frames and not passive(word) and (near := _bare_object(word)):
        return ("object", frames["object"], near[-1], near[0].start, near[-1].end)
    if obj is not None and word.lemma == "share" and obj.lemma not in _SHARED and obj.lemma not in cues().nouns:
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


def _when(prep: Word) -> bool:
    """ "On Wednesday" is no subject to agree on."""
    return any(w.ent in ("DATE", "TIME") for w in prep.kids_of("pobj"))


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
    if len(words) < 4 or words[0].dep == "punct" or not any(w.tag in ("VBD", "VBZ", "VBP", "MD") for w in words):
        return []
    return (
        words
        if any(k.dep in ("nsubj", "nsubjpass") for k in word.kids)
        and any(w.text in (":", ";") for w in word.sent.words if w.i < word.i)
        else []
    )


def _clause(word: Word) -> Word | None:
    for kid in word.kids_of("ccomp"):
        if any(k.lower == "should" and k is kid.subtree()[0] for k in kid.kids):
            continue
        if word.lemma == "ask" and any(w.lower in _WH for w in kid.subtree() if w.i <= kid.i):
            continue
        if any(k.lower in ("which", "whose") and k.i < kid.i for k in kid.kids) and kid.i > word.i:
            continue
        if any(w.lower in ("which", "whom") and w.head.lower == "of" and word.i < w.i < kid.i for w in kid.subtree()):
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
    for prep in word.kids_of("prep"):
        place = prep.kid("pobj") if prep.lower in ("in", "on", "at", "to", "by") else None
        for told in place.kids_of("acl", "relcl", "ccomp") if place is not None else ():
            if any(k.lower == "that" and k.i == place.i + 1 for k in told.kids):  # type: ignore[union-attr]
                return told
    after = word.sent.words[word.i - word.sent.words[0].i + 1 :][:1]
    if after and after[0].lower == "that" and after[0].dep == "mark" and after[0].head.i > word.i:
        return after[0].head
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
    having = xcomp is not None and any(k.lower == "having" for k in xcomp.kids)
    if xcomp is not None and (xcomp.kid("nsubj") is not None or xcomp.tag == "VBG" or having):
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


def passive(word: Word) -> bool:
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
    if obj.i < word.i and passive(word):
        return content_range(obj)[0], max(word.end, content_range(word)[1])
    start, end = content_range(obj)
    verbal = next((k for k in obj.kids_of("conj") if k.pos == "VERB" and k.i > obj.i), None)
    if verbal is not None:
        inner = [w for w in obj.subtree(frozenset({"conj", "cc"})) if w.i < verbal.i and w.dep != "punct"]
        return inner[0].start, inner[-1].end
    for kid in word.kids_of("prep", "xcomp", "oprd", "advcl"):
        if kid.dep == "advcl" and not any(k.lower in _LIMITS for k in kid.kids_of("mark", "advmod")):
            continue
        if kid.dep == "prep" and any(w.lemma in _OCCASION for w in kid.kids_of("pobj")):
            continue
        quoted = word.sent.block.text[end : kid.start].strip() in ('"', "“")
        dated = any(w.ent == "DATE" and w.head is kid for w in kid.kids) and not quoted
        if kid.i > obj.i and kid.start - end < 3 and not dated:
            end = max(end, content_range(kid)[1])
    return start, end


def _join(first: Word, last: Word) -> tuple[int, int]:
    a, b = content_range(first), content_range(last)
    return min(a[0], b[0]), max(a[1] if last in first.subtree() or last.i < first.i else b[1], b[1])
