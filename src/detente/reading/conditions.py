"""Demands and requirements: who wants what of whom, before or for what.

Three sources: statements that demand; promises and texts that bind; clauses that make one thing wait for
another ("once it is signed", "requires a referendum", "if X wants Y, it will have to Z").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.reading.drafts import Draft, Scene, content_range
from detente.reading.proposals import UNATTRIBUTED, ConditionProposal
from detente.reading.requirements import GATE, WAIT, Status, Wanted, unattributed

_FUTURE = re.compile(
    r"\b(?:will|would|can|could|shall|ready|willing|prepared|open|supposed|must|may|going to|agreed?s?|"
    r"pledge[sd]?|no obstacles?|able)\b",
    re.I,
)
_LINK = re.compile(
    r"\b(?:(?:connected|linked|tied|subject|bound)\s+to|conditional (?:up)?on|contingent (?:up)?on|"
    r"hinges? on|depends? on|dependent on|"
    r"on (?:the )?condition that|impossible without|provided that|in (?:exchange|return) for|"
    r"(?:no|not|cannot|never)\b[^.;]{0,40} without (?:an?|the|its|their|first)|only (?:if|once|when|after))\b",
    re.I,
)
_BARE = re.compile(
    r"(?:.*\b(?:wants?|wanted|asked for|demanded?|demands) )?(?:it|this|that|one|them|both|more|so)", re.I
)
_FOLLOWS = re.compile(
    r"[\"”’]?,? ?((?:but )?(?:only )?(?:if|provided|once|unless|as long as|so long as|until(?! \d)|"
    r"should (?:the|it|they|he|she|any|[A-Z]))\b[^.;]{6,})",
)
_ONLY = re.compile(
    r"\b(?:the|its|their) only (?:acceptable |possible |viable |realistic )?(?:basis|way|path|road|option|solution|"
    r"format|framework|route)\b",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:once|unless|as soon as|until (?!\d|(?:early|mid|late|the end|last|next|year)\b)|"
    r"only (?:if|when|after)) [^.;—]{6,}",
    re.I,
)
_HELD_BACK = re.compile(
    r"\b(?:not|no|never|nothing|nobody|neither|cannot|n't|fre[ez]+\w*|froze\w*|suspend\w*|halt\w*|stay|stays|"
    r"remain\w*|off the table|refus\w*|keep|keeps|hold|wait|block\w*|clos\w*|withh\w+|reject\w*|boycott\w*|"
    r"impossible|out of the question|without)\b",
    re.I,
)
"""What is kept back until something happens waits for it; what merely goes on until then does not."""
_FOR = re.compile(
    r"\b(?:prerequisite|precondition|condition|requirement|necessity)s? (?:for|of|to|before) ([^,.;:—]{3,80})",
    re.I,
)
_BEFORE = re.compile(r"\b(?:before|so as to|in order to) ([^,.;:—]{3,80})", re.I)
_ONCE = re.compile(
    r"\b((?:can|could|will|would|may)(?: only)? (?:be \w+|\w+(?: into force)?)) (?:once|when|after|if|until)\b",
    re.I,
)
_COUNT = re.compile(
    r"\b(two|three|four|five)\b(?=(?: \w+){0,3} (?:conditions?|preconditions?|demands?|points?|"
    r"articles?|things|requirements?|issues?|steps?))",
    re.I,
)
_NUMBER = {"two": 2, "three": 3, "four": 4, "five": 5}


def find(scene: Scene, found: list[Draft]) -> list[Wanted]:
    """All conditions of a document; sets the condition of the statements that carry one."""
    out: list[Wanted] = []
    for draft in found:
        waits = _waits(draft)
        if waits is not None:
            draft.condition = waits
        if draft.act == "demand" and _BARE.fullmatch(draft.text):
            continue
        if draft.act == "demand" and not draft.ref.expert and UNATTRIBUTED not in draft.ref.names:
            out.extend(_demand(scene, draft))
        elif draft.act == "demand":
            continue
        elif _binds(draft):
            out.append(_wanted(scene, draft, "agreed", f"both bind themselves: {draft.cue_text}", 0.7))
        elif (
            waits is not None
            and not draft.ref.expert
            and (
                draft.act in ("offer", "commit", "claim", "predict", "announce")
                or (draft.act == "warn" and re.search(r"\b(?:we|I) (?:will|shall)\b|^to \w", draft.text))
            )
            and _gate(draft, waits)
        ):
            status: Status = "offered" if draft.act in ("offer", "commit") else "linked"
            out.append(_wanted(scene, draft, status, "statement with a condition", 0.65, whole=True))
        elif (
            _ONLY.search(draft.text)
            and draft.act in ("claim", "assess")
            and not draft.ref.expert
            and draft.kind == "speech"
        ):
            out.append(_wanted(scene, draft, "demanded", "nothing else is accepted", 0.6))
        elif (
            _LINK.search(draft.text)
            and len(draft.text.split()) > 5
            and draft.act in ("announce", "claim", "predict", "commit", "offer", "warn")
            and not draft.ref.expert
        ):
            out.append(_wanted(scene, draft, "linked", "statement that links", 0.65))
        elif _suggested(draft):
            out.append(_wanted(scene, draft, "offered", f"proposed: {draft.cue_text}", 0.6))
        elif draft.cue_text.startswith("ruled") and (waits := _waits(draft) or _before(draft)):
            draft.condition = waits
            out.append(_wanted(scene, draft, "linked", "ruled out before", 0.6))
        elif (
            draft.act in ("predict", "warn")
            and re.search(r"\bdemands?\b", draft.text, re.I)
            and draft.ref.kind != "state"
        ):
            out.append(_predicted(scene, draft))
    placed: dict[int, list[Wanted]] = {}
    for wanted in out:
        placed.setdefault(id(wanted.page), []).append(wanted)
    for one in scene.pages:
        for sent in one.sentences:
            if not any(w.start < sent.end and w.end > sent.start for w in placed.get(id(one), ())):
                out.extend(unattributed(scene, sent))
    return _distinct(out)


def proposals(doc: str, wanted: list[Wanted]) -> Iterator[ConditionProposal]:
    """Conditions with their offsets in the document."""
    for one in sorted(wanted, key=lambda w: (w.page.block.origin[0], w.start)):
        start, end = one.page.block.at(one.start, one.end)
        yield ConditionProposal(
            doc,
            start,
            end,
            one.reason,
            one.score,
            one.demander,
            one.of,
            one.of,
            one.what,
            one.for_what,
            one.status,
        )


def _demand(scene: Scene, draft: Draft) -> Iterator[Wanted]:
    items = _items(draft)
    for item in items or [draft.text]:
        one = _wanted(
            scene,
            draft,
            "predicted" if draft.modality == "hypothetical" else "demanded",
            f"demand: {draft.reason}",
            0.8 if draft.kind == "speech" else 0.6,
        )
        yield Wanted(
            one.page,
            one.start,
            one.end,
            one.demander,
            one.reason,
            one.score,
            one.status,
            one.of,
            item,
            one.for_what,
        )


def _items(draft: Draft) -> list[str]:
    """ "Two conditions: A and B" are two."""
    if draft.reason.startswith(("list after", "list item")):
        return []
    prose = draft.page.block.text
    before = prose[draft.sentence.start : draft.end]
    count = _COUNT.search(before)
    mark = re.compile(r":|\s[—–-]\s|—").search(prose, draft.sentence.start + count.end() if count else draft.end)
    if count is None or mark is None or mark.end() >= draft.sentence.end:
        return []
    tail = prose[mark.end() : max(draft.end, draft.sentence.end)].strip(" .")
    parts = [part.strip() for part in re.split(r",? and (?=(?:the|to|a|an|that)\b)|; ", tail) if part.strip()]
    return parts if len(parts) == _NUMBER[count.group(1).lower()] else []


def _wanted(scene: Scene, draft: Draft, status: Status, reason: str, score: float, whole: bool = False) -> Wanted:
    start, end = draft.start, _tight(draft)
    if whole and draft.page is draft.sentence.page:
        waits = draft.condition or ""
        at = draft.page.block.text.find(waits, draft.sentence.start) if waits else -1
        if at >= 0 and at + len(waits) <= draft.sentence.end:
            start, end = min(start, at), max(end, at + len(waits))
    text = draft.page.block.text[start:end]
    return Wanted(
        draft.page,
        start,
        end,
        draft.ref.names[0],
        reason,
        score,
        status,
        _of(scene, draft),
        text,
        _purpose(draft),
    )


def _tight(draft: Draft) -> int:
    """The end without a trailing apposition or relative clause."""
    words = [w for w in draft.page.words if draft.start <= w.start < draft.end]
    for word in words:
        if word.dep in ("appos", "relcl") and word.head.i < word.i and word.head.start >= draft.start:
            note = word.subtree()
            before = draft.page.block.text[draft.start : note[0].start].rstrip()
            if before.endswith(",") and note[-1].end >= draft.end - 2 and len(before) > 25:
                return draft.start + len(before) - 1
    return draft.end


def _of(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """Who is to act: the subject of the duty, else the first other actor named in what is wanted."""
    mine = set(draft.ref.names) | draft.ref.sides
    if draft.kind == "commit" and len(draft.ref.names) > 1:
        return draft.ref.names
    if draft.content is not None and draft.content.pos in ("VERB", "AUX"):
        by = draft.content.kid("nsubj")
        ref = scene.cast.everyone(by) if by is not None else None
        if ref is not None and not set(ref.names) & mine:
            return ref.names
    for word in draft.page.between(draft.start, draft.end):
        hit = scene.cast.hit(word)
        if (
            hit is not None
            and hit.actor.name not in mine
            and hit.actor.of not in mine
            and hit.actor.kind in ("state", "body", "government", "person")
        ):
            return (hit.actor.name,)
    return ()


def _purpose(draft: Draft) -> str | None:
    prose = draft.page.block.text[draft.sentence.start : max(draft.end, draft.sentence.end)]
    for pattern in (_FOR, _BEFORE, _ONCE):
        found = pattern.search(prose)
        if found:
            return found.group(1).strip()
    return None


def _waits(draft: Draft) -> str | None:
    """The words that a statement's content is made to wait for."""
    head = draft.content
    if draft.mode == "direct":
        words = draft.page.between(draft.start, draft.end)
        heads = [w for w in words if w.dep == "advcl"]
    elif head is not None:
        heads = [w for w in head.subtree() if w.dep in ("advcl", "ccomp", "pcomp")]
        heads += [w for w in draft.cue.kids_of("advcl") if w is not head]
    else:
        heads = []
    for clause in heads:
        mark = next(
            (k for k in clause.kids if k.dep in ("mark", "advmod") and k.lower in WAIT and k.i <= clause.i),
            None,
        )
        if (
            mark is None
            or any(k.lower == "even" for k in (*clause.kids, *mark.kids))
            or (clause.sent is not draft.cue.sent and draft.mode != "direct")
        ):
            continue
        if mark.lower in ("when", "after", "before", "if") and clause.tag == "VBD" and clause.kid("aux") is None:
            continue
        start, end = content_range(clause)
        return draft.page.block.text[min(start, mark.start) : end]
    plain = _UNTIL.search(draft.text)
    if plain is not None and draft.mode != "nominal":
        return plain.group().strip()
    tail = draft.page.block.text[draft.start : max(draft.end, draft.sentence.end)]
    behind = draft.page.block.text[draft.end : draft.sentence.end]
    follows = _FOLLOWS.match(behind) if draft.act in ("offer", "commit", "warn", "demand") else None
    if follows is not None:
        return follows.group(1).strip()
    found = re.search(
        r"\b(?:on (?:the )?condition that|provided|if convinced|in exchange for|in return for)\b[^.;]*",
        tail,
        re.I,
    )
    return found.group() if found else None


def _gate(draft: Draft, waits: str) -> bool:
    lasts = re.match(r"until\b", waits, re.I) and not _HELD_BACK.search(draft.text)
    if lasts:
        return False
    firm = re.match(r"(?:provided|on (?:the )?condition|only|unless|in exchange|in return)", waits, re.I)
    promised = draft.act in ("offer", "commit", "warn") and re.match(r"(?:but )?(?:if|should)\b", waits, re.I)
    return bool(firm or promised or GATE.search(waits)) and bool(
        _FUTURE.search(draft.text) or draft.act in ("offer", "commit", "warn")
    )


def _binds(draft: Draft) -> bool:
    """Two parties, or a text for both, undertake to do or not to do something."""
    both = len(draft.ref.names) > 1 or draft.ref.text.lower().endswith(("sides", "parties"))
    if draft.kind != "commit" or draft.act != "commit" or not both or draft.via:
        return False
    return draft.reason.startswith("text binds") or (
        draft.content is not None
        and draft.content.tag == "VB"
        and draft.content.lemma not in ("give", "meet", "hold", "continue", "discuss", "talk", "work")
    )


def _suggested(draft: Draft) -> bool:
    """ "Proposed that a body start work": what another is to do."""
    head = draft.content
    return (
        draft.act == "offer"
        and draft.cue.lemma in ("propose", "suggest", "recommend")
        and head is not None
        and head.pos in ("VERB", "AUX")
        and (by := head.kid("nsubj", "nsubjpass")) is not None
        and not any(k.lower in ("its", "their", "his", "her", "our") for k in by.kids_of("poss"))
    )


def _before(draft: Draft) -> str | None:
    found = re.search(r"\b(?:before|until|unless|without) [^.;]{6,}", draft.text)
    return found.group() if found else None


def _predicted(scene: Scene, draft: Draft) -> Wanted:
    sides = [
        name
        for word in draft.page.between(draft.sentence.start, draft.end)
        if (hit := scene.cast.hit(word)) and (name := hit.actor.name)
    ]
    owner = scene.owners.get("demand")
    demander = owner.names[0] if owner is not None else (sides[0] if sides else draft.ref.names[0])
    return Wanted(
        draft.page,
        draft.start,
        draft.end,
        demander,
        "demand foreseen",
        0.55,
        "predicted",
        _of(scene, draft),
        draft.text,
        None,
    )


def _distinct(found: list[Wanted]) -> list[Wanted]:
    pages: dict[int, list[Wanted]] = {}
    for one in found:
        out = pages.setdefault(id(one.page), [])
        clash = any(
            (o.start, o.end) != (one.start, one.end)
            and o.start <= one.start
            and one.end <= o.end
            and o.demander == one.demander
            and (one.end - one.start) > 0.5 * (o.end - o.start)
            for o in out
        ) or any((o.start, o.end, o.what) == (one.start, one.end, one.what) for o in out)
        if not clash:
            out.append(one)
    return [one for out in pages.values() for one in out]
