"""A decision on a card, and what a queue looks like after all decisions so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from detente.review.card import Card

Verb = Literal["accept", "reject", "split", "merge", "reopen"]
VERBS: tuple[str, ...] = get_args(Verb)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer did with a card.

    `entry` and `key` are what was accepted and where it stands in the record; `changed` maps each field that the
    reviewer altered to what was proposed and what became of it; `parts` are the spans of a card that was split, and
    `into` the card that it was merged with. `reopen` takes the last decision on the card back.
    """

    card: str
    do: Verb
    by: str
    on: str
    key: str | None = None
    entry: Mapping[str, Any] = field(default_factory=dict)
    changed: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[tuple[tuple[int, int], ...], ...] = ()
    into: str | None = None
    why: str | None = None
    new_actors: Mapping[str, Any] = field(default_factory=dict)
    voice: str | None = None

    def as_json(self) -> dict[str, Any]:
        """One line of the log; what is empty is left out."""
        plain = {
            "card": self.card,
            "do": self.do,
            "by": self.by,
            "on": self.on,
            "key": self.key,
            "entry": dict(self.entry),
            "changed": dict(self.changed),
            "parts": [[list(span) for span in spans] for spans in self.parts],
            "into": self.into,
            "why": self.why,
            "new-actors": dict(self.new_actors),
            "voice": self.voice,
        }
        return {name: value for name, value in plain.items() if value not in (None, {}, [], "")}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Decision:
        """The decision in a line of the log. Raises `KeyError`, `TypeError` or `ValueError` where it is none."""
        if row["do"] not in VERBS:
            raise ValueError(f"'{row['do']}' is no decision")
        return cls(
            str(row["card"]),
            row["do"],
            str(row.get("by", "")),
            str(row.get("on", "")),
            row.get("key"),
            dict(row.get("entry", {})),
            dict(row.get("changed", {})),
            tuple(tuple((int(a), int(b)) for a, b in spans) for spans in row.get("parts", ())),
            row.get("into"),
            row.get("why"),
            dict(row.get("new-actors", {})),
            row.get("voice"),
        )


@dataclass(frozen=True, slots=True)
class State:
    """A queue after its decisions: cards in order (parts of split ones after them), and what was decided on each."""

    cards: tuple[Card, ...]
    decided: Mapping[str, Decision]

    @property
    def open(self) -> list[Card]:
        """Cards that wait."""
        aside = self.aside
        return [card for card in self.cards if card.id not in self.decided and card.source not in aside]

    @property
    def aside(self) -> set[str]:
        """Documents that were put aside as a whole: their first card, the document itself, was rejected."""
        rejected = {name for name, one in self.decided.items() if one.do == "reject"}
        return {card.source for card in self.cards if card.kind == "source" and card.id in rejected}

    def card(self, name: str) -> Card | None:
        """The card of this id, or the only one whose id begins so."""
        found = [card for card in self.cards if card.id == name]
        found = found or [card for card in self.cards if len(name) >= 4 and card.id.startswith(name)]
        return found[0] if len(found) == 1 else None

    def accepted(self) -> dict[str, Decision]:
        """Accepted cards by id."""
        return {name: one for name, one in self.decided.items() if one.do == "accept"}


def state(cards: Sequence[Card], decisions: Iterable[Decision]) -> State:
    """What the decisions make of the cards; a decision on a card that is not there counts for nothing."""
    by_id = {card.id: card for card in cards}
    order = [card.id for card in cards]
    decided: dict[str, Decision] = {}
    widened: dict[str, list[Card]] = {}
    for one in decisions:
        card = by_id.get(one.card)
        if card is None:
            continue
        if one.do == "reopen":
            _reopen(one.card, by_id, order, decided, widened)
            continue
        decided[one.card] = one
        if one.do == "split":
            at = order.index(card.id) + 1
            for number, spans in enumerate(one.parts, 1):
                part = card.over(spans, f"-{number}")
                if part.id not in by_id:
                    order.insert(at, part.id)
                by_id[part.id] = part
                at += 1
        elif one.do == "merge" and one.into in by_id:
            target = by_id[one.into]
            widened.setdefault(one.into, []).append(target)
            by_id[one.into] = target.over(joined(target.spans, card.spans), "")
    return State(tuple(by_id[name] for name in order), decided)


def _reopen(
    name: str,
    by_id: dict[str, Card],
    order: list[str],
    decided: dict[str, Decision],
    widened: dict[str, list[Card]],
) -> None:
    last = decided.pop(name, None)
    if last is None:
        return
    if last.do == "split":
        for number in range(1, len(last.parts) + 1):
            part = f"{name}-{number}"
            if part in by_id and part not in decided:
                order.remove(part)
                del by_id[part]
    elif last.do == "merge" and last.into and widened.get(last.into):
        by_id[last.into] = widened[last.into].pop()


def joined(*spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap or touch put together."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(span for some in spans for span in some):
        if out and start <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)
