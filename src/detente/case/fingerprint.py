"""What a number was made from, as hashes that anybody can recompute: the evidence, the assumptions, the day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum

from detente.case.case import Case
from detente.case.item import Item
from detente.case.statement import Statement


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`evidence` covers sources, record, process and procedures as known on `day`; `assumptions` covers
    outlook.yaml, and is "none" where there is none on that day. Judgements, names and style move no number and
    are not part of it."""

    evidence: str
    assumptions: str
    day: date

    def __str__(self) -> str:
        return f"{self.evidence}.{self.assumptions}.{self.day.isoformat()}"


def fingerprint(case: Case) -> Fingerprint:
    """Of a case as it stands; cut it to a day first (`as_of`) where it may hold later things."""
    evidence = {
        "instrument": case.meta.instrument,
        "parties": case.meta.parties,
        "sources": case.sources,
        "statements": {key: _content(statement) for key, statement in case.statements.items()},
        "process": case.process,
        "procedures": case.procedures,
    }
    assumptions = _hash(case.outlook) if case.outlook is not None else "none"
    return Fingerprint(_hash(evidence), assumptions, case.day)


NOT_CONTENT = ("reviewed", "note")
"""Keys of a statement that say nothing of the world: who reviewed it, and remarks."""


def _content(statement: Statement) -> dict[str, object]:
    """Read anew and not by its id, which a copy made in memory may have kept."""
    return {
        name: written(getattr(statement, name))
        for name, field in type(statement).model_fields.items()
        if name not in NOT_CONTENT and getattr(statement, name) != field.default
    }


def written(value: object) -> object:
    """A value of a case as plain data: texts as they are worded, without what was left at its default, so that a
    field that a later version adds changes nothing."""
    match value:
        case Item():
            given = {
                name: getattr(value, name)
                for name, field in type(value).model_fields.items()
                if getattr(value, name) != field.get_default(call_default_factory=True)
            }
            return {name.rstrip("_").replace("_", "-"): written(inner) for name, inner in given.items()}
        case Mapping():
            return {str(key): written(inner) for key, inner in value.items()}
        case tuple() | list() | frozenset() | set():
            parts = [written(inner) for inner in value]
            return sorted(parts, key=str) if isinstance(value, set | frozenset) else parts
        case StrEnum():
            return value.value
        case bool() | int() | str() | None:
            return value
        case _ if text := getattr(value, "worded", "") or getattr(value, "text", ""):
            return str(text)
        case _ if is_dataclass(value):
            return {field.name: inner for field in fields(value) if (inner := written(getattr(value, field.name)))}
        case _:
            return str(value)


def _hash(value: object) -> str:
    text = json.dumps(written(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
