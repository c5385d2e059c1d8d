"""From proposals to cards: names become actors of the case, acts those of the record, copies are set apart.

What the case does not have is never guessed: an unknown name stays a name on the card until a person picks or adds an
actor. Nothing of the document's text is kept beyond single names and conditions of at most eight words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from detente.case.act import Act
from detente.case.case import Case
from detente.reading.lexicon import acts
from detente.reading.plugin import origin_of
from detente.reading.proposals import ConditionProposal, Reading, StatementProposal, VoiceProposal
from detente.review.card import Card, card_id
from detente.review.copying import Overlap, taken_from
from detente.review.issues import IssueIndex
from detente.review.names import Names
from detente.review.words import MOST, short, words
from detente.values.partial_date import BadDate, PartialDate

_VOICE_ACTS = {"demand": Act.ADVISED, "warn": Act.WARNED, "predict": Act.FORECAST, "assess": Act.JUDGED}
_DEMAND_ACTS = {"demanded": Act.DEMANDED, "offered": Act.OFFERED, "agreed": Act.AGREED, "linked": Act.DEMANDED}
_OWN_VOICE = frozenset({"(author)", "(procedure)", "(document)"})
_GATING = frozenset({Act.DEMANDED, Act.OFFERED_IF, Act.ACCEPTED_IF})
_COMMON_RUNGS = frozenset({"text", "agreed"})


def cards(
    case: Case, source: str, text: str, reading: Reading, found: Sequence[Overlap], *, own_voice: bool = True
) -> list[Card]:
    """The cards of a document in the order of review: what actors of the case say and what that answers, by place;
    then what others say and what is weakly founded; then what its author says."""
    making = _Making(case, source, text, reading, found)
    made = [making.statement(one) for one in reading.statements]
    made = _with_answers(reading, made)
    made = making.with_conditions(made)
    answered = {name for card in made if card.rank == 1 for name in card.answers}
    made.sort(key=lambda card: (1 if card.id in answered else card.rank, card.start, card.end))
    voiced = [making.voice(one) for one in reading.voice] if own_voice else []
    unique = {card.id: card for card in (*made, *voiced)}
    return [making.copied(card) for card in unique.values()]


class _Making:
    def __init__(self, case: Case, source: str, text: str, reading: Reading, found: Sequence[Overlap]) -> None:
        self.case, self.source, self.text = case, source, text
        self.reading, self.found = reading, found
        self.names = Names(case)
        self.newcomers = self.names.newcomers(reading.newcomers)
        self.index = IssueIndex(case)

    def statement(self, one: StatementProposal) -> Card:
        by, unknown = self.names.resolve(one.speakers)
        via, unknown_via = self.names.resolve(one.via)
        choices = acts_of(one)
        said = _date(one.date)
        fields: dict[str, Any] = {
            "by": by,
            "via": via,
            "act": choices[0].value,
            "modality": {"hedged": "possible", "hypothetical": "hypothetical"}.get(one.modality),
            "said": said,
            "when": self._spoken_of(one.start, one.end, said),
        }
        if one.condition:
            fields["condition"] = _own(one.condition)
            fields["hangs-on"] = rung(self.case, one.condition)
        unknown_fields = {"by": unknown, "via": unknown_via}
        card = self._card("statement", one.start, one.end, fields, choices, unknown_fields, one.speaker_text, one)
        return replace(card, reader=origin_of(one) or "")

    def voice(self, one: VoiceProposal) -> Card:
        act = _VOICE_ACTS.get(one.act, Act.JUDGED)
        rest = [other for other in (Act.JUDGED, Act.FORECAST, Act.WARNED, Act.ADVISED, Act.REPORTED) if other != act]
        fields = {"act": act.value, "when": self._spoken_of(one.start, one.end, None)}
        return self._card("voice", one.start, one.end, fields, (act, *rest), {}, "the document itself", one)

    def with_conditions(self, made: list[Card]) -> list[Card]:
        """Whom a demand asks, who must act and which rung waits go to the statement that makes it; a demand that no
        statement covers is a card of its own."""
        out = list(made)
        for one in self.reading.conditions:
            if one.demander in _OWN_VOICE or one.status in ("required", "predicted"):
                continue
            by, unknown = self.names.resolve([one.demander])
            at = _covering(out, one, by)
            extra = self._demand_fields(one)
            if at is not None:
                gating = out[at].proposed.get("act") in _GATING
                more = {
                    name: value
                    for name, value in extra.items()
                    if value and not out[at].proposed.get(name) and (gating or name == "to")
                }
                out[at] = replace(out[at], proposed={**out[at].proposed, **more})
            elif one.status in _DEMAND_ACTS:
                act = _DEMAND_ACTS[one.status]
                fields = {"by": by, "act": act.value, **extra}
                out.append(self._card("demand", one.start, one.end, fields, (act,), {"by": unknown}, "", one))
        return out

    def _demand_fields(self, one: ConditionProposal) -> dict[str, Any]:
        by, _ = self.names.resolve([one.demander])
        to, _ = self.names.resolve(one.demanded_of)
        return {
            "to": [actor for actor in to if actor not in by],
            "gates": rung(self.case, one.for_what or ""),
        }

    def copied(self, card: Card) -> Card:
        """A card whose passage stands in a known source is a repeat of it: it adds no origin."""
        by = card.proposed.get("by", ())
        taken = taken_from(self.case, self.found, self.text, (card.start, card.end), by)
        if taken is None:
            return card
        return replace(
            card,
            kind="repeat",
            repeats=taken.statement,
            copied_from=taken.source,
            exact=taken.exact,
            drift=taken.drift,
        )

    def _card(
        self,
        kind: Any,
        start: int,
        end: int,
        fields: dict[str, Any],
        choices: Sequence[Act],
        unknown: dict[str, list[str]],
        said_by: str,
        one: Any,
    ) -> Card:
        passage = self.text[start:end]
        about = self.index.suggest(passage, fields.get("by", ()))
        proposed = {name: value for name, value in fields.items() if value}
        if about:
            proposed["about"] = about[0]
        return Card(
            card_id(self.source, kind, start, end, proposed),
            self.source,
            kind,
            ((start, end),),
            proposed,
            {
                "act": tuple(act.value for act in choices),
                "about": about,
                "by": self.names.near(unknown.get("by", ())),
            },
            {name: tuple(names) for name, names in unknown.items() if names},
            short(said_by),
            one.reason,
            one.score,
            newcomers={name: self.newcomers[name] for name in unknown.get("by", ()) if name in self.newcomers},
        )

    def _spoken_of(self, start: int, end: int, said: str | None) -> str | None:
        """The date that stands in the passage, where there is just one."""
        inside = {_date(d.value) for d in self.reading.dates if start <= d.start and d.end <= end and d.value}
        inside -= {None, said}
        return inside.pop() if len(inside) == 1 else None


def acts_of(one: StatementProposal) -> tuple[Act, ...]:
    """Acts of the record that a proposal can be, likeliest first."""
    conditional = one.condition is not None
    match one.act:
        case "offer":
            found = [Act.OFFERED_IF, Act.OFFERED] if conditional else [Act.OFFERED, Act.OFFERED_IF]
        case "commit":
            found = [Act.AGREED, Act.COMMITTED] if len(one.speakers) > 1 else [Act.COMMITTED, Act.AGREED]
        case "accuse":
            found = [Act.ACCUSED, Act.CLAIMED]
        case "deny":
            refuses = bool(one.fine and one.fine.startswith(("rej", "refus")))
            found = [Act.REJECTED, Act.DENIED] if refuses else [Act.DENIED, Act.REJECTED]
        case "warn":
            found = [Act.WARNED, Act.FORECAST]
        case "predict":
            found = [Act.FORECAST, Act.WARNED]
        case _:
            found = [Act(name) for name in acts().get(one.act, ()) if name in set(Act)]
    return tuple(dict.fromkeys((*found, Act.CLAIMED)))


def rung(case: Case, text: str) -> str | None:
    """The one rung of the case's ladder that a text names (`once it is signed`), as instrument.rung."""
    spoken = words(text)
    found = [
        name
        for name in case.process.ladder
        if any(
            word[:4] == part[:4]
            for part in name.split("-")
            if len(part) >= 4 and part not in _COMMON_RUNGS
            for word in spoken
        )
    ]
    instrument = case.meta.instrument
    return f"{instrument}.{found[0]}" if len(found) == 1 and instrument in case.process.instruments else None


def _with_answers(reading: Reading, made: list[Card]) -> list[Card]:
    at = {(one.start, one.end, one.act): card.id for one, card in zip(reading.statements, made, strict=True)}
    answers: dict[str, list[str]] = {}
    for pair in reading.disputes:
        claim, denial = (at.get((s.start, s.end, s.act)) for s in (pair.claim, pair.denial))
        if claim and denial and pair.claim.doc == pair.denial.doc:
            answers.setdefault(denial, []).append(claim)
    by_id = {card.id: card for card in made}
    return [_answering(card, [by_id[name] for name in answers.get(card.id, ())]) for card in made]


def _answering(card: Card, claims: Sequence[Card]) -> Card:
    """A denial is about what the claim that it answers is about."""
    if not claims:
        return card
    about = tuple(dict.fromkeys(issue for one in (*claims, card) for issue in one.choices.get("about", ())))[:5]
    proposed = {**card.proposed, **({"about": about[0]} if about else {})}
    choices = {**card.choices, "about": about}
    return replace(card, proposed=proposed, choices=choices, answers=tuple(one.id for one in claims))


def _covering(made: Sequence[Card], one: ConditionProposal, by: Sequence[str]) -> int | None:
    """The card that says the same: most of the shorter span is shared, by the same speaker if one is known."""
    best, found = 0.5, None
    for index, card in enumerate(made):
        shared = min(card.end, one.end) - max(card.start, one.start)
        part = shared / max(1, min(card.end - card.start, one.end - one.start))
        if part >= best and (not by or set(by) & set(card.proposed.get("by", ()))):
            best, found = part, index
    return found


def _date(value: str | None) -> str | None:
    """The reader's value in the case's notation; None for a duration or what is no date."""
    if not value or "P" in value:
        return None
    worded = re.sub(r"^(\d{3})X$", r"\g<1>0s", value)
    try:
        return PartialDate.parse(worded).worded
    except BadDate:
        return None


def _own(text: str) -> str | None:
    """A condition short enough to be kept as it is worded; a longer one the reviewer puts in own words."""
    return short(text) if len(text.split()) <= MOST else None
