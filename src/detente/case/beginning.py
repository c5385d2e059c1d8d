"""The first files of a new case: what was asked, and nothing invented."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from detente.case.actor import ActorKind
from detente.case.schema import schemas
from detente.case.template import filled, procedure_text, template


@dataclass(frozen=True, slots=True)
class Beginning:
    """The answers that a new case needs. `parties` maps names to kinds, in the order given."""

    title: str
    parties: Mapping[str, ActorKind]
    instrument: str
    as_of: date
    template: str = "treaty"


def files(beginning: Beginning) -> dict[str, str]:
    """Name and text of each file; together they pass `detente check`."""
    ids = party_ids(list(beginning.parties))
    pattern = template(beginning.template)
    instrument = slug(beginning.instrument)
    found = {
        "case.yaml": _lines(
            _schema("case"),
            f"title: {_quoted(beginning.title)}",
            f"about: {_quoted(f'This case follows {pattern.about}: {beginning.instrument}.')}",
            f"as-of: {beginning.as_of.isoformat()}",
            f"parties: [{', '.join(sorted(ids))}]",
            "party-order: alphabetical",
            f"instrument: {instrument}",
        ),
        "actors.yaml": _lines(
            _schema("actors"),
            "# Give each office and ministry that speaks an id of its own, with `of:` and, where its words are",
            "# the party's, `speaks-for:`; and give both parties the same offices.",
            "actors:",
            *(
                f"  {key}: {{name: {_quoted(name)}, kind: {kind.value}}}"
                for key, (name, kind) in zip(ids, beginning.parties.items(), strict=True)
            ),
        ),
        "process.yaml": _lines(
            _schema("process"),
            f"ladder: [{', '.join(pattern.ladder)}]",
            "",
            "issues:",
            *(
                f"  {key}: {{name: {_quoted(issue.name)}, asks: {_quoted(issue.asks or issue.name)}, "
                f"kind: {issue.kind.value}}}"
                for key, issue in pattern.issues.items()
            ),
            "",
            "instruments:",
            f"  {instrument}:",
            f"    title: {_quoted(beginning.instrument)}",
            f"    kind: {pattern.kind}",
            f"    parties: [{', '.join(sorted(ids))}]",
        ),
        "expect.yaml": _lines(
            _schema("expect"),
            "# What you know must come out; checked on every load.",
            "- {measure: rung, is: none}",
        ),
    }
    if (procedure := procedure_text(beginning.template)) is not None:
        answers = {"fill-in-instrument": instrument, "fill-in-first-party": ids[0], "fill-in-second-party": ids[1]}
        found[f"procedures/{beginning.template}.yaml"] = filled(procedure, answers)
    return found | {f".schema/{name}.json": text for name, text in schemas().items()}


def slug(name: str) -> str:
    """An id from a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "unnamed"


def party_ids(names: list[str]) -> list[str]:
    """Ids of the parties in the order given, each different."""
    ids: list[str] = []
    for name in names:
        key = slug(name)
        ids.append(key if key not in ids else f"{key}-{ids.count(key) + 2}")
    return ids


def _schema(name: str) -> str:
    return f"# yaml-language-server: $schema=.schema/{name}.json"


def _quoted(text: str) -> str:
    # A JSON string is a YAML string.
    return json.dumps(text, ensure_ascii=False)


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"
