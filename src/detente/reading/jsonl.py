"""Proposals as JSON lines, one object a line, offsets in Unicode code points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from detente.reading.lexicon import acts
from detente.reading.proposals import DisputeProposal, Proposal, Reading, StatementProposal


def rows(readings: Iterable[Reading]) -> Iterator[dict[str, Any]]:
    """Every proposal as a plain mapping, statements first."""
    for reading in readings:
        for s in reading.statements:
            yield {
                **_place("statement", s),
                "speaker": s.speaker,
                "act": s.act,
                "speakers": list(s.speakers),
                "speaker_text": s.speaker_text,
                "record_acts": list(acts().get(s.act, ())),
                "cue": s.cue,
                "mode": s.mode,
                "of": s.kind,
                "modality": s.modality,
                "via": list(s.via),
                "coref": s.coref,
                "condition": s.condition,
                "date": s.date,
            }
        for d in reading.dates:
            yield {**_place("date", d), "value": d.value}
        for e in reading.events:
            yield {**_place("event", e), "date": e.date, "of": e.kind}
        for c in reading.conditions:
            yield {
                **_place("condition", c),
                "demander": c.demander,
                "demanded_of": list(c.demanded_of),
                "must_act": list(c.must_act),
                "for_what": c.for_what,
                "status": c.status,
            }
        for a in reading.actors:
            yield {**_place("actor", a), "actor": a.actor, "actor_kind": a.kind, "known": a.known}
        for n in reading.newcomers:
            yield {
                **_place("newcomer", n),
                "actor": n.actor,
                "actor_kind": n.kind,
                "office": n.office,
                "of": n.of,
                "mentions": n.mentions,
            }
        for v in reading.voice:
            yield {**_place("voice", v), "act": v.act}
        yield from disputes(reading.disputes)


def disputes(pairs: Iterable[DisputeProposal]) -> Iterator[dict[str, Any]]:
    """Claims and their denials as plain mappings."""
    for pair in pairs:
        yield {
            "kind": "dispute",
            "claim": _at(pair.claim),
            "denial": _at(pair.denial),
            "role": pair.role,
            "window": pair.window,
            "reason": pair.reason,
            "score": round(pair.score, 2),
        }


def to_jsonl(readings: Iterable[Reading]) -> str:
    """The rows as text, each line ended."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(readings))


def _place(kind: str, proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": kind,
        "doc": proposal.doc,
        "start": proposal.start,
        "end": proposal.end,
        "reason": proposal.reason,
        "score": round(proposal.score, 2),
    }


def _at(statement: StatementProposal) -> list[Any]:
    return [statement.doc, statement.start, statement.end]


__all__ = ["DisputeProposal", "rows", "to_jsonl"]
