"""From drafts to statements: repeats dropped, chains of reporters joined, acts read off what is said."""

from __future__ import annotations

import itertools
import re

from detente.reading import acts, chains
from detente.reading.drafts import Draft, Scene
from detente.reading.lexicon import roles
from detente.reading.phrases import Reference
from detente.reading.phrases import again_named as again
from detente.reading.proposals import UNATTRIBUTED
from detente.reading.words import Word

_BAD = re.compile(
    r"\b(?:unsatisfactory|unacceptable|violation|illegal|inadequate|insufficient|threat|betrayal|"
    r"provocation|unworkable|"
    r"illegitimate|hostile|dead|absurd|red line|non-starter)\b",
    re.I,
)
_CHARGE = re.compile(r"\b(?:violation|breach|illegal|betrayal|provocation|aggression|attack|hostile)\b", re.I)
_SCORN = re.compile(
    r"\b(?:ransom|poison|breach|violation|attack|extortion|insult|betrayal|blackmail|trap|surrender|sham|farce|propaganda|terror\w*|occupation|crime|provocation|"
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
    chains.join(scene)
    kept = [d for d in scene.drafts if not d.dropped and d.end > d.start]
    for draft in kept:
        _without_outlet(draft)
    kept = _distinct(kept)
    for draft in kept:
        _act(scene, draft)
    _answers(kept)
    _third_parties(kept)
    return sorted(kept, key=lambda d: (d.sentence.number, d.start, d.end))


_OUTLET = re.compile(
    r"[\"”]?,? (?:the )?[A-Z][\w.]+(?: [A-Z][\w.]+){0,3} (?:reports?|reported|writes|said)(?: citing [\w. ]{3,60})?$"
)


def _without_outlet(draft: Draft) -> None:
    """ "..., the Courier reports citing the Tribune" at the end is who passed it on, not what was said."""
    tail = _OUTLET.search(draft.text)
    if tail is not None and tail.start() > 15 and tail.group().lstrip('"”').startswith(","):
        inside = draft.page is draft.cue.sent.page and draft.start + tail.start() <= draft.cue.start < draft.end
        if not inside:
            draft.end = draft.start + tail.start()


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
        charge = _CHARGE.search(content) and draft.cue.lemma in _NAMING and not draft.ref.expert
        draft.act = "accuse" if charge else "deny" if draft.kind == "stance" or "red line" not in content else "claim"
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
    if draft.mode == "direct" and _OTHERS.match(draft.text):
        return False, True
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


_OTHERS = re.compile(r"\W*(?:first |then |now )?(?:they|he|she|you|whoever|those who|anyone who)\b", re.I)
"""At the head of a quotation: others than the speaker."""
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
        other = (
            not set(before.ref.names) & set(draft.ref.names)
            and not before.ref.sides & draft.ref.sides
            and not again(before.ref.names, draft.ref.names)
        )
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
