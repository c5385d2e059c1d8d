"""The JSON Schemas of the case format, made from the types, for completion and hints in editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from detente.case.actor import ActorsFile
from detente.case.described import described
from detente.case.item import Item
from detente.case.ledger import LedgerFile, OutcomesFile
from detente.case.meta import CaseFile, Expectation, Judgement
from detente.case.outlook import OutlookFile
from detente.case.procedure import Procedure
from detente.case.process import ProcessFile
from detente.case.source import Source
from detente.case.statement import Statement

_TYPES: dict[str, Any] = {
    "case": CaseFile,
    "actors": ActorsFile,
    "source": Source,
    "record": dict[str, Statement],
    "process": ProcessFile,
    "procedure": Procedure,
    "judgements": dict[str, Judgement],
    "expect": list[Expectation],
    "outlook": OutlookFile,
    "ledger": LedgerFile,
    "outcomes": OutcomesFile,
}

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Name and text of each schema, the same on every run."""
    return {name: _schema(name, of) for name, of in _TYPES.items()}


def _schema(name: str, of: Any) -> str:
    whole = of if isinstance(of, type) and issubclass(of, Item) else None
    schema = described(TypeAdapter(of).json_schema(by_alias=True), whole)
    definitions = {key: _one_or_more(part) for key, part in schema.pop("$defs", {}).items()}
    # Only a field may be written as one value; a file that is a list stays one.
    rest = {key: _one_or_more(value) for key, value in schema.items()}
    titled = {"$schema": DIALECT, "title": f"détente {name}", **rest, "$defs": definitions}
    return json.dumps(titled, ensure_ascii=False, indent=1) + "\n"


def _one_or_more(schema: Any) -> Any:
    """A tuple of any length may be written as one value; fields whose default is nothing have no default to show."""
    if isinstance(schema, list):
        return [_one_or_more(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {
        key: _one_or_more(value)
        for key, value in schema.items()
        if not (key == "default" and value in (None, [], {}))
    }
    if found.get("type") == "array" and "items" in found and "prefixItems" not in found:
        rest = {key: found.pop(key) for key in ("description", "title", "default") if key in found}
        return {**rest, "anyOf": [found["items"], found]}
    if {"type": "null"} in found.get("anyOf", []):
        kept = [part for part in found.pop("anyOf") if part != {"type": "null"}]
        found = {**(kept[0] if len(kept) == 1 else {"anyOf": kept}), **found}
    return found
