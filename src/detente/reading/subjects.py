"""Who does what a verb says, where the parser sees it and where it lost it."""

from __future__ import annotations

from detente.reading.drafts import Scene
from detente.reading.lexicon import cues, roles
from detente.reading.phrases import Reference
from detente.reading.words import Word


def subject(verb: Word, depth: int = 0) -> Word | None:
    """Who does what a verb says: its subject, its agent, or that of the clause it hangs on."""
    if depth > 6:
        return None
    passive = verb.kid("auxpass") is not None or verb.kid("nsubjpass") is not None
    if verb.dep == "acl" and verb.tag == "VBN":
        passive = True
    if passive:
        agent = verb.kid("agent") or next((k for k in verb.kids_of("prep") if k.lower == "by"), None)
        if agent is None:
            for kid in verb.kids_of("prep", "oprd", "advmod", "acomp"):
                for below in kid.subtree():
                    if below.lower == "by" and below.dep in ("agent", "prep") and below.kid("pobj"):
                        return below.kid("pobj")
        return agent.kid("pobj") if agent is not None else None
    owns = verb.kids_of("nsubj")
    if owns:
        return owns[-1]
    up = verb.head
    if up is verb:
        return None
    if verb.dep == "conj" and up.pos in ("VERB", "AUX"):
        return subject(up, depth + 1)
    if verb.dep == "conj" and up.pos == "NOUN" and up.dep == "dobj" and verb.tag in ("VBD", "VBZ", "VBP"):
        return subject(up.head, depth + 1)
    if verb.dep == "xcomp":
        held = up.kid("dobj")
        if held is not None and up.lemma not in ("promise", "threaten", "use", "take", "make", "issue"):
            return held
        return subject(up, depth + 1)
    if up.lemma in ("quote", "cite") and verb.tag == "VBG" and up.kid("dobj") is not None:
        return up.kid("dobj")
    if verb.dep in ("advcl", "ccomp") and verb.tag in ("VBG", "VBN", "VB"):
        return subject(up, depth + 1)
    if verb.dep in ("acl", "relcl"):
        return up
    if verb.dep == "pcomp" and up.head.lemma in ("quote", "cite", "report", "describe", "portray"):
        quoted = up.head.kid("dobj", "nsubjpass")
        if quoted is not None:
            return quoted
    if verb.dep == "pcomp":
        return subject(up.head, depth + 1) if up.head.pos in ("VERB", "AUX") else up.head
    if verb.dep in ("prep", "dep", "parataxis") and verb.tag == "VBG":
        return subject(up, depth + 1) if up.pos in ("VERB", "AUX") else None
    return None


def who(scene: Scene, verb: Word) -> Reference | None:
    """The actor behind a verb, through reports and statements to whoever made them."""
    found = _who(scene, verb)
    if (
        found is None
        and verb.dep == "conj"
        and verb.kid("nsubj") is None
        and verb.head.dep == "ccomp"
        and verb.head.head is not verb.head
    ):
        return _who(scene, verb.head.head)
    return found


def _outer(verb: Word) -> Word | None:
    """In "A said that B was ready and proposed ...", the proposing is A's."""
    inner = verb.head
    if verb.dep != "conj" or inner.dep != "ccomp" or verb.kid("nsubj", "nsubjpass") is not None:
        return None
    report = inner.head
    speaks = cues().verbs
    if (
        report.lemma in speaks
        and inner.lemma not in speaks
        and verb.lemma in speaks
        and verb.tag == report.tag
        and not {k.lower for k in (*verb.kids, *inner.kids) if k.dep == "aux"}
        & {"to", "will", "would", "must", "should"}
    ):
        return subject(report)
    return None


def beside(scene: Scene, verb: Word) -> Reference | None:
    """The actor right before a finite verb whose subject the parser lost: "..., Ada Brann, said that"."""
    if verb.tag not in ("VBD", "VBZ", "VBP", "VBN") or verb.kid("auxpass") is not None:
        return None
    words = verb.sent.words
    at = verb.i - words[0].i - 1
    while at >= 0 and (words[at].dep in ("aux", "advmod") or words[at].text == ","):
        at -= 1
    if at >= 0 and words[at].pos in ("PROPN", "NOUN"):
        ref = scene.cast.reference(words[at])
        if ref is not None and ref.kind in ("person", "body", "ministry", "government", "organisation"):
            return ref
    if verb.dep == "ROOT" and verb.kid("nsubj", "nsubjpass", "csubj") is None:
        first = next((w for w in words if w.pos in ("PROPN", "NOUN", "PRON") and w.dep != "compound"), None)
        if first is not None and first.dep == "nsubj" and first.i < verb.i and first.head is not verb:
            return scene.cast.everyone(first)
    return None


def _who(scene: Scene, verb: Word) -> Reference | None:
    word = _outer(verb) or subject(verb)
    if word is None and verb.sent is verb.sent.page.sentences[0]:
        root = verb.sent.root
        if verb is root or (verb.dep == "conj" and root in verb.ancestors()):
            return scene.headers.get(id(verb.sent.page))
    for _ in range(4):
        if word is None:
            return None
        ref = scene.cast.everyone(word)
        if ref is not None:
            return _joined(scene, word, ref)
        if word.pos in ("NOUN", "PROPN") and (roles().of(word.lemma) == "text" or word.lemma in _ISSUED):
            for prep in word.kids_of("prep"):
                if (
                    prep.lower in ("in", "by", "from")
                    and (obj := prep.kid("pobj"))
                    and (inner := scene.cast.reference(obj))
                ):
                    return inner
            carrier = word.head
            while carrier.pos not in ("VERB", "AUX") and carrier.head is not carrier:
                carrier = carrier.head
            word = subject(carrier) if carrier.pos in ("VERB", "AUX") and carrier is not verb else None
            continue
        return None
    return None


_ISSUED = frozenset(
    {
        "campaign",
        "series",
        "remark",
        "comment",
        "address",
        "round",
        "number",
        "dozen",
        "string",
        "conference",
        "briefing",
        "announcement",
    }
)


def _joined(scene: Scene, word: Word, ref: Reference) -> Reference:
    """Adds who "followed" or "joined" the subject in saying it."""
    for kid in word.kids_of("acl", "advcl"):
        if kid.lemma in ("follow", "join", "accompany", "back") and kid.tag == "VBN":
            by = kid.kid("agent", "prep")
            more = scene.cast.everyone(by.kid("pobj")) if by is not None and by.kid("pobj") else None  # type: ignore[arg-type]
            if more is not None:
                return Reference(
                    (*ref.names, *more.names),
                    ref.text,
                    ref.kind,
                    ref.sides | more.sides,
                    ref.coref,
                    ref.expert,
                    True,
                )
    return ref
