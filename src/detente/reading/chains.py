"""Reports within reports: who speaks through whom, and where one report ends and the next begins."""

from __future__ import annotations

from detente.reading.drafts import Draft, Scene
from detente.reading.lexicon import cues
from detente.reading.proposals import UNATTRIBUTED


def join(scene: Scene) -> None:
    """What B says inside what A says comes "via" A; "A says he knows" is one statement."""
    heads: dict[int, Draft] = {
        id(d.content): d
        for d in scene.drafts
        if d.content is not None and d.content.pos in ("VERB", "AUX", "ADJ", "NOUN")
    }
    spoken: dict[int, list[Draft]] = {}
    for draft in scene.drafts:
        if draft.mode == "direct":
            spoken.setdefault(id(draft.page), []).append(draft)
    for draft in scene.drafts:
        direct = scene.in_direct(draft.cue)
        if direct is not None and draft.mode != "direct":
            outer = next((d for d in spoken.get(id(draft.page), ()) if d.start <= draft.cue.start < d.end), None)
            if outer is not None:
                draft.via = outer.ref.names
            continue
        for up in (draft.cue, *draft.cue.ancestors()):
            outer = heads.get(id(up))
            if outer is None or outer is draft or outer.cue is draft.cue:
                continue
            participle = (
                draft.cue.tag == "VBG" and draft.cue.dep in ("advcl", "acl") and draft.cue.start > outer.start
            )
            same = outer.ref.names == draft.ref.names
            if (
                same
                and participle
                and up is not draft.cue
                and draft.page.block.text[: draft.cue.start].endswith(", ")
            ):
                outer.end = min(outer.end, _before(draft))
                break
            if outer.ref.names == draft.ref.names and up is not draft.cue and _coordinated(draft, outer):
                outer.end = min(outer.end, _before(draft))
                break
            close = up is draft.cue or (draft.cue.dep == "conj" and draft.cue.head is up)
            if outer.ref.names == draft.ref.names:
                if up is draft.cue and (draft.ref.coref or draft.cue.kid("nsubj") is None):
                    _merge(outer, draft)
                elif draft.cue.dep == "relcl" and draft.ref.coref:
                    draft.dropped = True
                elif close or draft.ref.coref:
                    draft.dropped = draft.dropped or (up is not draft.cue and draft.kind == "stance")
            else:
                draft.via = (*outer.via, *outer.ref.names)
                if draft.kind != "speech" or UNATTRIBUTED in draft.ref.names:
                    draft.dropped = True
            break
    _inside_accusations(scene)
    for draft in scene.drafts:
        _stop_at_but(draft)
        _run_on(scene, draft)
        carrier = draft.cue.head.head if draft.cue.dep == "pcomp" else draft.cue.head
        if carrier.lemma in ("quote", "cite") and draft.cue.tag == "VBG" and carrier.kid("nsubj") is not None:
            by = scene.cast.everyone(carrier.kid("nsubj"))  # type: ignore[arg-type]
            if by is not None and by.names != draft.ref.names:
                draft.via = by.names
        elif carrier.lemma in ("quote", "cite") and draft.cue.tag == "VBG" and (agent := carrier.kid("agent")):
            by = scene.cast.everyone(agent.kid("pobj")) if agent.kid("pobj") is not None else None  # type: ignore[arg-type]
            if by is not None and by.names != draft.ref.names:
                draft.via = by.names


def _inside_accusations(scene: Scene) -> None:
    """What the accused is said to do ("of using it to threaten B") is no statement of the accuser."""
    for outer in scene.drafts:
        if outer.act != "accuse" or outer.mode == "direct":
            continue
        for inner in scene.of(outer.sentence):
            if (
                inner is not outer
                and outer.start <= inner.cue.start < outer.end
                and inner.cue.tag in ("VB", "VBG")
                and inner.ref.names == outer.ref.names
            ):
                inner.dropped = True


def _coordinated(inner: Draft, outer: Draft) -> bool:
    """True where the inner report is a second clause beside the outer one's content."""
    at = inner.cue
    while at.dep == "conj":
        at = at.head
        if at is outer.content:
            return inner.start > outer.start
    return False


def _before(inner: Draft) -> int:
    """The end of what stands before a coordinated clause."""
    first = inner.cue.start if inner.cue.tag == "VBG" else min(inner.start, inner.cue.subtree()[0].start)
    words = [w for w in inner.page.words if w.end <= first and w.sent is inner.sentence]
    while words and (words[-1].dep in ("cc", "punct", "mark") or words[-1].lower in ("that", "also")):
        words.pop()
    return words[-1].end if words else first


_DECLINES = frozenset({"decline", "refuse", "fail"})


def _stop_at_but(draft: Draft) -> None:
    """ "A says yes, but ...": what follows "but" is the document's own, unless it goes on with "that"."""
    head = draft.content
    if head is None or draft.mode == "direct" or head.pos not in ("VERB", "AUX", "ADJ"):
        return
    for clause in head.kids_of("conj"):
        breaks = (
            ("but", "yet", "and") if clause.lemma in cues().verbs or clause.lemma in _DECLINES else ("but", "yet")
        )
        cc = next((w for w in head.kids_of("cc") if w.i < clause.i and w.lower in breaks), None)
        own = clause.kid("nsubj", "nsubjpass", "csubj")
        if (
            cc is not None
            and own is not None
            and own.lower not in ("it", "they", "he", "she")
            and clause.kid("mark") is None
        ) and draft.start < cc.start < draft.end:
            draft.end = len(draft.page.block.text[: cc.start].rstrip(" ,;—–-"))


def _run_on(scene: Scene, draft: Draft) -> None:
    """A report that ends at a colon goes on to the end of what the colon introduces."""
    prose = draft.page.block.text
    if draft.mode in ("direct", "nominal") or prose[draft.end : draft.end + 1] != ":" or not draft.open:
        return
    sent = draft.sentence
    sents = draft.page.sentences
    end = sent.end
    if any(
        w.lemma in cues().verbs and w.kid("nsubj") is not None and w.kid("ccomp") is not None and w.start > draft.end
        for w in sent.words
    ):
        return
    if draft.act != "demand" and any(d.cue.start > draft.end and d.open for d in scene.of(sent) if d is not draft):
        return
    if end <= draft.end + 2:
        after = next((s for s in sents if s.start >= draft.end + 1), None)
        if after is None:
            return
        end = after.end
    draft.end = len(prose[:end].rstrip(" ."))


def _merge(outer: Draft, inner: Draft) -> None:
    if inner.dropped:
        return
    if outer.open and not inner.open:
        outer.act, outer.open, outer.fixed = inner.act, False, True
    inner.dropped = True
