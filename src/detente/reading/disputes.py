"""Claims paired with the denials and refutations that answer them, within a document and across documents.

A denial that points back ("these accusations") answers the accusations just before it. One with content of
its own answers claims on the same subject by the other side. Claims of one side against another on one
subject, in several documents, stand together: who denies one denies them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.reading import acts
from detente.reading.drafts import Draft, Scene
from detente.reading.lexicon import topics_of
from detente.reading.phrases import again_named
from detente.reading.proposals import UNATTRIBUTED, DisputeProposal, Mark, Reading, StatementProposal

Names = Literal["", "proposal", "words", "figure", "accusation", "demand"]
"""What kind of claim a denial names."""
_BACK = re.compile(
    r"\b(?:these|those|such|the|this|that|all|any|her|his|its|their)\b[^.]{0,25}\b"
    r"(?:claims?|accusations?|allegations?|reports?|charges?|assertions?|suggestions?|"
    r"account|ultimatum|story|rumou?rs?|idea|comparison|view|scenario|proposal|announcement|statements?|involvement|responsibility|"
    r"remarks?|comments?|words|warnings?|threats?|arguments?|criticisms?|figures?|tolls?|numbers|counts?|estimates?|versions?|characteri[sz]ation)\b|"
    r"\bany such\b",
    re.I,
)
_NAMED_AGAIN = re.compile(
    r"an? (?:\w+ )?(?:charge|claim|accusation|allegation|suggestion|assertion|characteri[sz]ation|proposal|"
    r"demand|version|notion|idea|offer|assertion|figure)\b|(?:there (?:is|was|are|were) )?no such\b",
    re.I,
)
_NAMES: tuple[tuple[Names, re.Pattern[str]], ...] = (
    (
        "accusation",
        re.compile(
            r"\b(?:the|that|this|those|these|any|such|all) (?:accusations?|charges?|allegations?|criticisms?)\b", re.I
        ),
    ),
    (
        "demand",
        re.compile(r"\b(?:the|that|this|those|these|such) (?:ultimatum|demands?|requests?|calls?|terms)\b", re.I),
    ),
    ("figure", re.compile(r"\b(?:the|that|this|those|these) (?:figures?|numbers?|toll|count|estimates?)\b", re.I)),
    ("proposal", re.compile(r"\b(?:the|that|this|an?) (?:proposal|idea|offer|plan|notion|suggestion)\b", re.I)),
    (
        "words",
        re.compile(r"\b(?:the|those|these|his|her|its|their) (?:remarks?|comments?|words|warnings?)\b", re.I),
    ),
)
_REFUSES = re.compile(r"\b(?:will|would) (?:not|never)\b|\bnever will\b|\bwon't\b", re.I)
_ANSWERS = re.compile(
    r"\b(?:in (?:response|reply|answer) to|respond\w* to|repl\w+ to|reacting to|"
    r"asked about)\b[^.]{0,40}\b(?:accusations?|allegations?|claims?|charges?|criticism|"
    r"complaints?)\b",
    re.I,
)
_STEM = re.compile(r"\b[a-z]{5,}")
_COMMON = frozenset(
    {
        "would",
        "could",
        "their",
        "there",
        "which",
        "about",
        "after",
        "before",
        "peace",
        "agreement",
        "treaty",
        "other",
        "against",
        "being",
        "countries",
        "country",
        "parties",
        "sides",
        "signing",
        "talks",
        "these",
        "those",
        "process",
        "between",
        "under",
    }
)
_DENIES, _CLAIMS = ("deny", "refute"), ("accuse", "claim", "assess", "announce", "demand", "offer")
_BROAD = frozenset({"withdrawal", "recognition", "breach", "election", "attack", "aid", "finance"})
_OPPOSES = frozenset({"opposes", "oppose", "opposed", "opposing", "refuse", "refuses", "refused"})
"""To oppose or to refuse is to answer a demand, not a claim."""
_REPLIES = frozenset({"counter", "retort", "rebut"})
_NEAR, _FAR, _MOST = 3, 8, 400
_NEGATED = re.compile(r"\b(?:no|not|never|neither|nothing|none|n't)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Said:
    reading: int
    statement: StatementProposal
    mark: Mark


def marks(scene: Scene, found: list[Draft]) -> tuple[Mark, ...]:
    """What pairing needs to know of each statement, in the same order."""
    out = []
    for draft in found:
        sides = draft.ref.sides | set(draft.ref.names)
        named = set()
        for word in draft.page.between(draft.start, draft.end):
            hit = scene.cast.hit(word)
            if hit is not None and hit.actor.kind not in ("place", "outlet"):
                named.add(hit.actor.of if hit.actor.kind != "state" and hit.actor.of else hit.actor.name)
        accused = scene.cast.reference(draft.content) if draft.act == "accuse" and draft.content is not None else None
        if accused is not None and not set(accused.names) & sides:
            named |= set(accused.names)
        back = _points_back(draft.text) or draft.reason.startswith("ellipsis")
        stems = frozenset(w[:6] for w in _STEM.findall(draft.text) if w not in _COMMON)
        out.append(
            Mark(
                frozenset(sides),
                frozenset(named) - sides,
                topics_of(draft.text),
                stems,
                back,
                draft.sentence.number,
                draft.ref.expert,
                bool(_ANSWERS.search(draft.cue.sent.text))
                or draft.fine == "answers"
                or (draft.act == "deny" and acts.SHORT_NO.fullmatch(draft.text) is not None)
                or (draft.page.block.turn == "A" and draft.act in _DENIES)
                or (draft.cue.lemma in _REPLIES and (draft.act in _DENIES or bool(_NEGATED.search(draft.text)))),
                bool(_NEGATED.search(draft.text)),
                next((name for name, sign in _NAMES if sign.search(draft.text)), ""),
                any(w.pos == "NUM" for w in draft.page.between(draft.start, draft.end)),
                any(k.lower == "had" for k in draft.cue.kids_of("aux")),
            )
        )
    return tuple(out)


def _points_back(text: str) -> bool:
    """ "These accusations", or nothing but "this" at the end of a short phrase."""
    words = text.rstrip(' .,;"”').split()
    if len(words) <= 6 and words and words[-1].lower() in ("responsibility", "involvement", "wrongdoing", "guilt"):
        return True
    if _REFUSES.search(text) and not _BACK.search(text):
        return False
    return bool(_BACK.search(text) or _NAMED_AGAIN.match(text)) or (
        0 < len(words) <= 12 and words[-1].lower() in ("this", "it", "that", "them")
    )


def paired(readings: list[Reading]) -> list[Reading]:
    """The readings, each with the disputes whose denial stands in it."""
    said = [_Said(i, s, m) for i, r in enumerate(readings) for s, m in zip(r.statements, r.marks, strict=False)]
    claims = [x for x in said if x.statement.act in _CLAIMS and UNATTRIBUTED not in x.statement.speakers]
    near: dict[tuple[int, int], list[_Said]] = {}
    alike: dict[str, list[_Said]] = {}
    for claim in claims:
        near.setdefault((claim.reading, claim.mark.sentence), []).append(claim)
        for topic in claim.mark.topics - _BROAD:
            alike.setdefault(topic, []).append(claim)
    links: dict[tuple[int, int], tuple[_Said, _Said, str, float]] = {}

    answered: dict[int, list[tuple[_Said, float]]] = {}

    def link(claim: _Said, denial: _Said, reason: str, score: float) -> None:
        key = (id(claim), id(denial))
        if key not in links or links[key][3] < score:
            links[key] = (claim, denial, reason, score)
            answered.setdefault(id(denial), []).append((claim, score))

    before: _Said | None = None
    for denial in said:
        if (denial.statement.act in _DENIES and denial.statement.cue not in _OPPOSES) or denial.mark.answers:
            at = denial.mark.sentence
            before_it = [c for number in range(at - _FAR, at + 1) for c in near.get((denial.reading, number), ())]
            for claim, reason, score in _within(denial, before_it):
                link(claim, denial, reason, score)
            for claim in _told_after(
                denial, [c for n in (at, at + 1, at + 2) for c in near.get((denial.reading, n), ())]
            ):
                link(claim, denial, "told after its denial", 0.6)
        if before is not None and _goes_on(before, denial):
            for claim, score in answered.get(id(before), ()):
                link(claim, denial, "goes on from a denial", score * 0.9)
        before = denial
    for claim, denial, _, score in list(links.values()):
        for other in _sharing(alike, claim):
            if (
                other is not claim
                and claim.statement.act == other.statement.act
                and _alike(claim, other)
                and _opposed(other, denial)
            ):
                where = "the same" if other.reading == claim.reading else "another"
                link(other, denial, f"the same claim elsewhere in {where} document", score * 0.85)
    for denial in said:
        if denial.statement.act in _DENIES and not denial.mark.points_back:
            for claim in _sharing(alike, denial):
                if claim.reading != denial.reading and _answers(claim, denial):
                    link(claim, denial, "same subject in another document", 0.55)
    out = []
    for i, reading in enumerate(readings):
        own = [_dispute(c, d, reason, score, reading) for c, d, reason, score in links.values() if d.reading == i]
        out.append(
            reading.with_disputes(tuple(sorted(own, key=lambda p: (p.denial.start, p.claim.doc, p.claim.start))))
        )
    return out


def _sharing(alike: dict[str, list[_Said]], one: _Said) -> list[_Said]:
    """Claims on a subject of this statement; of a subject that everybody speaks of, only so many."""
    return [other for topic in sorted(one.mark.topics - _BROAD) for other in alike.get(topic, ())[:_MOST]]


def _goes_on(before: _Said, after: _Said) -> bool:
    """The same speaker elaborates on a denial in the same or the next sentence."""
    same = before.reading == after.reading and before.statement.speakers == after.statement.speakers
    denied = before.statement.act in _DENIES or before.mark.answers
    return (
        same
        and denied
        and after.mark.sentence - before.mark.sentence <= 1
        and (after.statement.act in _DENIES or after.mark.negated)
    )


def _within(denial: _Said, claims: list[_Said]) -> Iterator[tuple[_Said, str, float]]:
    before = [
        c
        for c in claims
        if c.reading == denial.reading
        and _place(c) < _place(denial)
        and _opposed(c, denial)
        and (c.statement.end <= denial.statement.start or denial.mark.points_back)
    ]
    inside = [c for c in claims if _quoted_in(c, denial)]
    for claim in inside:
        yield claim, "denies what it quotes", 0.8
    if inside:
        return
    if denial.mark.points_back or denial.mark.answers:
        near = _meant(denial, [c for c in before if denial.mark.sentence - c.mark.sentence <= _NEAR])
        if near:
            last = near[-1]
            for claim in near:
                close = last.mark.sentence - claim.mark.sentence <= 1
                if claim is last or (
                    close and (claim.mark.topics & last.mark.topics or claim.mark.sides & last.mark.sides)
                ):
                    yield claim, "points back to it", 0.8
        return
    for claim in before:
        shared = (claim.mark.topics & denial.mark.topics) - _BROAD
        stems = claim.mark.stems & denial.mark.stems
        near_by = denial.mark.sentence - claim.mark.sentence
        aimed = (
            claim.mark.targets & denial.mark.sides
            and claim.statement.act == "accuse"
            and denial.statement.kind == "speech"
        )
        if near_by <= 1 and claim.statement.act in ("accuse", "claim") and (shared or stems or aimed):
            yield claim, "answers the sentence before", 0.65
        elif (
            near_by <= _FAR
            and claim.statement.act in ("accuse", "claim")
            and shared
            and (claim.mark.targets & denial.mark.sides)
        ):
            yield claim, "same subject", 0.6


def _told_after(denial: _Said, claims: list[_Said]) -> list[_Said]:
    """Claims that a text tells after it told their denial: "B denied a meeting. A daily had reported that ..."."""
    return [
        c
        for c in claims
        if _place(c) > _place(denial)
        and c.statement.start >= denial.statement.end
        and c.mark.earlier
        and c.statement.act in ("accuse", "claim", "announce")
        and denial.statement.kind == "speech"
        and _opposed(c, denial)
        and (
            (
                c.mark.sentence == denial.mark.sentence + 1
                and c.statement.cue in ("reported", "claimed", "alleged", "accused")
            )
            or c.mark.stems & denial.mark.stems
            or (c.mark.topics & denial.mark.topics) - _BROAD
            or c.mark.targets & denial.mark.sides
        )
    ][:1]


def _meant(denial: _Said, near: list[_Said]) -> list[_Said]:
    """Which kind of claim a denial points back to: what its own noun names, else accusations before demands."""
    of = {act: [c for c in near if c.statement.act == act] for act in ("accuse", "demand", "offer")}
    if denial.mark.names == "proposal" and (of["offer"] or of["demand"]):
        return (of["offer"] or of["demand"])[-1:]
    counted = [c for c in near if c.mark.figures and c.statement.act not in ("demand", "offer")]
    if denial.mark.names == "figure" and counted:
        return counted[-1:]
    if denial.mark.names == "demand":
        return of["demand"][-1:]
    if denial.mark.names == "accusation":
        return of["accuse"] or [c for c in near if c.statement.act in ("claim", "assess")][-1:]
    if denial.mark.names == "words" or (denial.mark.answers and not of["accuse"]):
        said = [c for c in near if c.statement.act in ("accuse", "claim", "announce", "assess", "demand")]
        nearest = [c for c in said if c.mark.sentence == said[-1].mark.sentence] if said else []
        return [c for c in nearest if c.statement.act != "demand"] or nearest[-1:]
    return (
        of["accuse"]
        or of["demand"]
        or [c for c in near if c.statement.act in ("claim", "offer", "announce", "assess")][-1:]
    )


def _quoted_in(claim: _Said, denial: _Said) -> bool:
    """A claim in nouns that the denial itself names: "dismissed reports by B that ..."."""
    one, other = claim.statement, denial.statement
    return (
        claim.reading == denial.reading
        and one.mode == "nominal"
        and other.start <= one.start
        and one.end <= other.end
        and _opposed(claim, denial)
        and one.act in ("claim", "accuse", "assess", "announce")
    )


def _opposed(claim: _Said, denial: _Said) -> bool:
    """Not the same speaker or side."""
    one, other = claim.statement, denial.statement
    return (
        not (set(one.speakers) & set(other.speakers))
        and not claim.mark.sides & denial.mark.sides
        and not again_named(one.speakers, other.speakers)
    )


def _alike(one: _Said, other: _Said) -> bool:
    """The same side accuses the same target of the same thing."""
    shared = (one.mark.topics & other.mark.topics) - _BROAD
    targets = one.mark.targets & other.mark.targets or (
        one.statement.act == "demand" and not (one.mark.targets and other.mark.targets)
    )
    act = one.statement.act in ("accuse", "demand")
    return bool(act and shared and one.mark.sides & other.mark.sides and targets)


def _answers(claim: _Said, denial: _Said) -> bool:
    if (
        claim.statement.act not in ("accuse", "claim", "assess")
        or not _opposed(claim, denial)
        or denial.statement.kind == "stance"
    ):
        return False
    shared = (claim.mark.topics & denial.mark.topics) - _BROAD
    if not shared:
        return False
    aimed = bool(claim.mark.targets & denial.mark.sides) or (
        not claim.mark.targets and bool(denial.mark.targets & claim.mark.sides)
    )
    return aimed and bool(denial.mark.targets & claim.mark.sides or claim.mark.stems & denial.mark.stems)


def _place(said: _Said) -> tuple[int, int]:
    return said.mark.sentence, said.statement.start


def _dispute(claim: _Said, denial: _Said, reason: str, score: float, reading: Reading) -> DisputeProposal:
    statement = denial.statement
    role = "third-party refutation" if statement.act == "refute" or denial.mark.expert else "denial"
    if statement.head == "court":
        role = "court ruling"
    inside = [
        d for d in reading.dates if d.value and statement.start <= d.start < statement.end and "P" not in d.value
    ]
    window = f"../{inside[-1].value}" if inside else None
    return DisputeProposal(claim.statement, statement, role, window, reason, score)  # type: ignore[arg-type]
