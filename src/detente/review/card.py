"""A card: one proposal with its passage, its prefilled fields, and what a reviewer may choose from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

SOUND = 0.55
"""Score under which a proposal waits behind the others."""

CardKind = Literal["source", "statement", "voice", "demand", "repeat"]


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal.

    `spans` are half-open intervals of code points of the document's text; `proposed` the fields of a record entry
    (of a sidecar for a `source` card), `choices` further values for a field, likeliest first, `unknown` names that
    the case does not have, by field. `repeats` is the statement of a known source that the passage copies, with
    `exact` True where the words are the same. `why` says which rule found it.
    """

    id: str
    source: str
    kind: CardKind
    spans: tuple[tuple[int, int], ...] = ()
    proposed: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    said_by: str = ""
    why: str = ""
    score: float = 0.0
    repeats: str | None = None
    copied_from: str | None = None
    exact: bool = False
    drift: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    """Cards whose claim this one answers."""
    newcomers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For names in `unknown`, the actor that could be added: `id`, `name`, `kind`, `of`, `office`."""
    reader: str = ""
    """Who proposed it, where that was not the reader of the document: a plugged-in extractor and its version."""

    @property
    def rank(self) -> int:
        """In which part of the queue it stands: 1 the document and what actors of the case say, 2 what others say and
        what is weakly founded, 3 what the document says itself."""
        if self.kind == "voice":
            return 3
        return 1 if self.kind == "source" or (self.proposed.get("by") and self.score >= SOUND) else 2

    @property
    def start(self) -> int:
        """Where its passage begins."""
        return self.spans[0][0] if self.spans else 0

    @property
    def end(self) -> int:
        """Where its passage ends."""
        return self.spans[-1][1] if self.spans else 0

    def as_json(self) -> dict[str, Any]:
        """As plain data; what is empty is left out."""
        plain = {
            "card": self.id,
            "source": self.source,
            "kind": self.kind,
            "spans": [list(span) for span in self.spans],
            "proposed": dict(self.proposed),
            "choices": {name: list(values) for name, values in self.choices.items()},
            "unknown": {name: list(values) for name, values in self.unknown.items()},
            "said-by": self.said_by,
            "why": self.why,
            "score": round(self.score, 2),
            "repeats": self.repeats,
            "copied-from": self.copied_from,
            "exact": self.exact,
            "drift": list(self.drift),
            "answers": list(self.answers),
            "newcomers": {name: dict(fields) for name, fields in self.newcomers.items()},
            "reader": self.reader,
        }
        return {name: value for name, value in plain.items() if value not in (None, "", [], {}, False, 0.0)}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Card:
        """The card in a line of the queue. Raises `KeyError`, `TypeError` or `ValueError` for a line that is none."""
        return cls(
            str(row["card"]),
            str(row["source"]),
            row["kind"],
            tuple((int(start), int(end)) for start, end in row.get("spans", ())),
            dict(row.get("proposed", {})),
            {name: tuple(values) for name, values in row.get("choices", {}).items()},
            {name: tuple(values) for name, values in row.get("unknown", {}).items()},
            row.get("said-by", ""),
            row.get("why", ""),
            float(row.get("score", 0.0)),
            row.get("repeats"),
            row.get("copied-from"),
            bool(row.get("exact", False)),
            tuple(row.get("drift", ())),
            tuple(row.get("answers", ())),
            {str(name): dict(fields) for name, fields in row.get("newcomers", {}).items()},
            str(row.get("reader", "")),
        )

    def over(self, spans: tuple[tuple[int, int], ...], suffix: str) -> Card:
        """The same proposal over other passages, as a card of its own."""
        return replace(self, id=f"{self.id}{suffix}", spans=spans)


def card_id(source: str, kind: str, start: int, end: int, proposed: Mapping[str, Any]) -> str:
    """The same proposal on the same passage has the same id, in every run."""
    plain = json.dumps([source, kind, start, end, proposed], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
