"""From drafts to statements: repeats dropped, chains of reporters joined, acts read off what is said."""

from __future__ import annotations

import itertools
import re

from detente.reading import acts
from detente.reading.drafts import Draft, Scene
from detente.reading.lexicon import cues, roles
from detente.reading.phrases import Reference
from detente.reading.proposals import UNATTRIBUTED
from detente.reading.words import Word

_BAD = re.compile(
    r"\b(?:unsatisfactory|unacceptable|violation|illegal|inadequate|insufficient|threat|betrayal|"
    r"provocation|unworkable|"
    r"illegitimate|hostile|dead|absurd|red line|non-starter)\b",
    re.I,
)
_SCORN = re.compile(
    r"\b(?:ransom|poison|insult|betrayal|blackmail|trap|surrender|sham|farce|propaganda|terror\w*|occupation|crime|provocation|"
    r"aggression|lies?|joke|disgrace|scandal|robbery|extortion|coup|sell-out|sellout|capitulation)\b",
    re.I,
)
_FALSEHOOD = re.compile(
    r"\b(?:fabricat\w+|lies?|falsehoods?|false|untrue|baseless|nonsense|invention|fiction|unfounded|groundless|fantasy|"
    r"fantasies|myth|slander|disinformation|propaganda|montage|fairy ?tale)\b",
    re.I,
)
_NAMING = frozenset({"call", "describe", "label", "portray", "denounce", "brand", "dub"})
_OUTSIDER = re.compile(
    r"\b(?:missions?|monitors?|observers?|experts?|agenc(?:y|ies)|commission|panel|committee|workers|"
    r"watchdog|inquiry|"
    r"investigators?|researchers?|analysts?|inspectors?|relief|charity|charities)\b",
    re.I,
)
_THESE = re.compile(
    r"\b(?:claims?|accusations?|allegations?|reports?|charges?|assertions?|it|this|that|them|"
    r"involvement|responsibility)\b",
    re.I,
)


def drafts(scene: Scene) -> list[Draft]:
    """The drafts that stand, in order of place, with their final acts."""
    _chains(scene)
    kept = [d for d in scene.drafts if not d.dropped and d.end > d.start]
    kept = _distinct(kept)
    for draft in kept:
        _act(scene, draft)
    _answers(kept)
    _third_parties(kept)
    return sorted(kept, key=lambda d: (d.sentence.number, d.start, d.end))


def _chains(scene: Scene) -> None:
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
    first = min(inner.start, inner.cue.subtree()[0].start)
    words = [w for w in inner.page.words if w.end <= first and w.sent is inner.sentence]
    while words and (words[-1].dep in ("cc", "punct", "mark") or words[-1].lower in ("that", "also")):
        words.pop()
    return words[-1].end if words else first


def _stop_at_but(draft: Draft) -> None:
    """ "A says yes, but ...": what follows "but" is the document's own, unless it goes on with "that"."""
    head = draft.content
    if head is None or draft.mode == "direct" or head.pos not in ("VERB", "AUX", "ADJ"):
        return
    for clause in head.kids_of("conj"):
        cc = next((w for w in head.kids_of("cc") if w.i < clause.i and w.lower in ("but", "yet")), None)
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


def _distinct(found: list[Draft]) -> list[Draft]:
    """One of any two drafts that cover the same words for the same speaker."""
    pages: dict[int, list[Draft]] = {}
    for draft in sorted(found, key=lambda d: (-d.score, d.start)):
        out = pages.setdefault(id(draft.page), [])
        clash = False
        for other in out:
            shared = min(other.end, draft.end) - max(other.start, draft.start)
            if shared <= 0:
                continue
            same = 2 * shared / ((other.end - other.start) + (draft.end - draft.start))
            if (
                draft.via
                and other.reason == "quotation goes on"
                and set(other.ref.names) & set(draft.via)
                and same > 0.8
            ):
                out.remove(other)
                draft.mode = "direct"
                break
            if same > 0.8 and (other.ref.names == draft.ref.names or UNATTRIBUTED in draft.ref.names):
                clash = True
            if draft.mode != "direct" and other.mode == "direct" and same > 0.6:
                clash = True
        if not clash:
            out.append(draft)
    return [draft for out in pages.values() for draft in out]


def _act(scene: Scene, draft: Draft) -> None:
    content = draft.text
    if draft.open and not draft.fixed:
        sides = draft.ref.sides | set(draft.ref.names)
        subject = _content_subject(draft)
        own, other = _whose(scene, draft, subject, sides)
        about = scene.cast.reference(subject) if subject is not None and not own else None
        draft.act = acts.read(
            content,
            base=draft.act,
            expert=draft.ref.expert,
            own=own,
            other=other,
            about_other=about is not None and about.kind != "text",
            main=_main(draft),
            official=draft.ref.kind != "outlet",
        )
        if draft.act == "announce" and draft.cue.lower == "according":
            draft.act = "claim"
    elif draft.cue.lemma in _NAMING and not draft.ref.expert and _FALSEHOOD.search(content):
        draft.act = "deny"
    elif draft.cue.lemma in (
        "consider",
        "see",
        "view",
        "regard",
        "describe",
        "call",
        "label",
    ) and _BAD.search(content):
        draft.act = "deny" if draft.kind == "stance" or "red line" not in content else "claim"
    if draft.act == "assess" and not draft.ref.expert and draft.cue.lemma in _NAMING and _SCORN.search(content):
        draft.act = "accuse"
    if draft.cue.lemma == "claim" and content.lower().startswith("responsibility"):
        draft.act = "acknowledge"
    if draft.act == "claim" and draft.ref.kind == "outlet" and acts.HARM.search(content):
        draft.act = "accuse"


def _content_subject(draft: Draft) -> Word | None:
    if draft.content is not None and draft.content.pos in ("VERB", "AUX"):
        return draft.content.kid("nsubj", "nsubjpass")
    return None


def _whose(scene: Scene, draft: Draft, subject: Word | None, sides: set[str] | frozenset[str]) -> tuple[bool, bool]:
    """Whether the content speaks of the speaker's own side as its subject, and whether it names another actor."""
    own = False
    if subject is not None:
        ref = scene.cast.everyone(subject)
        if subject.lower == "it" and _expletive(subject.head):
            ref = None
        elif subject.lower in ("it", "they", "he", "she", "we", "i") or (
            ref is not None and (ref.sides & sides or set(ref.names) & sides)
        ):
            own = True
        for kid in subject.kids_of("poss", "amod", "compound"):
            hit = scene.cast.hit(kid)
            if (hit is not None and hit.actor.name in sides) or kid.lower in (
                "its",
                "their",
                "our",
                "his",
                "her",
            ):
                own = True
    elif draft.mode == "direct":
        own = bool(re.match(r"\W*(?:we|our|i)\b", draft.text, re.I)) or _speaks_of_itself(scene, draft, sides)
    other = False
    for word in draft.page.between(draft.start, draft.end):
        hit = scene.cast.hit(word)
        if (
            hit is not None
            and hit.actor.name not in sides
            and hit.actor.of not in sides
            and hit.actor.kind in ("state", "person", "body", "organisation")
        ):
            other = True
            break
    return own, other


_OF_NOBODY = frozenset(
    {
        "clear",
        "unclear",
        "likely",
        "unlikely",
        "possible",
        "impossible",
        "hard",
        "difficult",
        "easy",
        "important",
        "time",
    }
    | {"necessary", "essential", "crucial", "vital", "true", "obvious", "evident", "early", "late", "premature", "up"}
)


def _expletive(verb: Word) -> bool:
    """ "It is not clear whether": the subject is nobody."""
    said = verb.kid("acomp", "attr", "prep")
    return verb.lemma in ("be", "remain", "become", "seem") and said is not None and said.lemma in _OF_NOBODY


def _speaks_of_itself(scene: Scene, draft: Draft, sides: set[str] | frozenset[str]) -> bool:
    """True where a quotation begins with the speaker's own side as its subject."""
    for word in draft.page.between(draft.start, draft.end)[:14]:
        if word.dep in ("nsubj", "nsubjpass"):
            ref = scene.cast.reference(word)
            return ref is not None and not ref.coref and bool((ref.sides | set(ref.names)) & sides)
    return False


def _main(draft: Draft) -> list[Word] | None:
    if draft.content is None or draft.mode == "direct":
        return None
    words = draft.content.subtree(frozenset({"relcl", "acl"}))
    return [w for w in words if draft.start <= w.start < draft.end] or None


def _answers(found: list[Draft]) -> None:
    """A bare negation right after somebody else's accusation denies it."""
    ordered = sorted(found, key=lambda d: (d.sentence.number, d.start))
    for before, draft in itertools.pairwise(ordered):
        close = 0 <= draft.sentence.number - before.sentence.number <= 1
        other = not set(before.ref.names) & set(draft.ref.names) and not before.ref.sides & draft.ref.sides
        answer = draft.page.block.turn == "A" and before.page.block.turn == "Q"
        if (
            (before.act == "accuse" or (answer and before.act in ("claim", "demand")))
            and close
            and other
            and draft.act in ("claim", "assess", "predict")
            and draft.open
            and not draft.ref.expert
            and (draft.mode != "direct" or answer or _BARE.match(draft.text))
            and _NEGATED.search(draft.text)
        ):
            draft.act, draft.fine = "deny", "answers"


_BARE = re.compile(r"\W*(?:we|our|i|that|this|there|nobody|no one|none|no|not|never|nothing)\b", re.I)
_NEGATED = re.compile(r"\b(?:no|not|never|neither|nothing|none|nobody|n't)\b", re.I)


def _third_parties(found: list[Draft]) -> None:
    """A denial by somebody who was not accused is a refutation."""
    near: dict[int, list[Draft]] = {}
    for draft in found:
        if draft.act in ("accuse", "deny", "claim"):
            near.setdefault(draft.sentence.number, []).append(draft)
    for draft in sorted(found, key=lambda d: (d.sentence.number, d.start)):
        if draft.act == "deny" and draft.cue_text.lower().startswith(("den", "disput", "reject", "contradict")):
            outside = draft.ref.kind == "mission" or draft.ref.expert or bool(_OUTSIDER.search(draft.ref.text))
            held = draft.ref.sides - set(draft.ref.names)
            if (
                outside
                and not held & _parties(near, draft)
                and (_THESE.search(draft.text) or draft.reason.startswith("ellipsis"))
            ):
                draft.act = "refute"


def _parties(said: dict[int, list[Draft]], draft: Draft) -> frozenset[str]:
    """The sides that accuse or deny near a statement."""
    here = draft.sentence.number
    near = [d for number in range(here - 4, here + 5) for d in said.get(number, ()) if d is not draft]
    return (
        frozenset().union(*(d.ref.sides for d in near if d.ref.kind not in ("mission", "court")))
        if near
        else frozenset()
    )


def names(ref: Reference) -> tuple[str, ...]:
    """Speakers without repeats."""
    return tuple(dict.fromkeys(ref.names))


def is_text(word: Word) -> bool:
    """True for a noun that names a text."""
    return roles().of(word.lemma) == "text"
