"""From a card and a reviewer's fields to an entry of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.case.act import Act
from detente.case.statement import Statement
from detente.documents.locator import opening_words, passage_hash
from detente.notation.problem import Problem, closest_name
from detente.review.words import MOST, copied_run, words

ORDER = (
    "by", "via", "act", "about", "says", "to", "condition", "hangs-on", "gates", "needs", "value", "scope", "stance",
    "modality", "hedge", "wording", "language", "said", "when", "no-horizon", "window", "event", "place", "article",
    "omitted-from", "forum", "entity", "replies-to", "repeats", "supersedes", "note", "origin", "reviewed", "at",
)  # fmt: skip
"""Fields in the order in which a record has them."""
FIELDS = frozenset(ORDER) - {"at", "origin", "reviewed"}
"""What a reviewer may set."""
_LISTS = frozenset(
    {"by", "via", "to", "needs", "wording", "event", "place", "entity", "replies-to", "repeats", "supersedes"}
)
_OWN_WORDS = ("says", "condition", "scope", "note")
_LOOKS_AHEAD = frozenset({Act.FORECAST.value, Act.WARNED.value, Act.FEARED.value})
_EMPTY = frozenset({"", "-", "none"})


def edited(proposed: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The proposed fields with a reviewer's changes; an empty value or `-` takes a field out."""
    found = dict(proposed)
    for name, value in changes.items():
        plain = _value(name, value)
        if plain in ("", []):
            found.pop(name, None)
        else:
            found[name] = plain
    return found


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        parts = value.split(",") if isinstance(value, str) and name != "wording" else value
        listed = [parts] if isinstance(parts, str) else list(parts)
        return [text for text in (str(part).strip() for part in listed) if text.lower() not in _EMPTY]
    text = " ".join(str(value).split())
    return "" if text.lower() in _EMPTY else text


def changed(proposed: Mapping[str, Any], final: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What a reviewer altered: by field, what was proposed and what became of it. `says` is always the reviewer's."""
    found = {}
    for name in ORDER:
        if name in ("says", "no-horizon", "at", "origin", "reviewed"):
            continue
        before, after = proposed.get(name), final.get(name)
        if _listed(before) != _listed(after):
            found[name] = [before, after]
    return found


def _listed(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def completed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """With what follows from the rest: a forecast that names no date says so."""
    found = dict(fields)
    if found.get("act") in _LOOKS_AHEAD and "when" not in found:
        found["no-horizon"] = "yes"
    else:
        found.pop("no-horizon", None)
    return found


def locators(text: str, spans: Sequence[tuple[int, int]]) -> Any:
    """Where the passage stands, as a record has it; a list where it has several parts."""
    found = [
        {
            "chars": [start, end],
            "opens": _openable(opening_words(text[start:end])),
            "hash": passage_hash(text[start:end]),
        }
        for start, end in spans
    ]
    return found[0] if len(found) == 1 else found


def _openable(opening: str) -> str:
    return "".join(c if c.isprintable() else " " for c in opening)[:120].strip() or "?"


def entry(
    text: str,
    spans: Sequence[tuple[int, int]],
    fields: Mapping[str, Any],
    origin: str,
    by: str,
    on: str,
) -> dict[str, Any]:
    """The entry as it is written, fields in the record's order, single values without brackets."""
    plain: dict[str, Any] = {
        **fields,
        "origin": origin,
        "reviewed": {"by": by, "on": on},
        "at": locators(text, spans),
    }
    if origin == "hand":
        del plain["origin"]
    found = {}
    for name in ORDER:
        value = plain.get(name)
        if value in (None, "", []):
            continue
        found[name] = value[0] if name in _LISTS and isinstance(value, list) and len(value) == 1 else value
    return found


def missing(fields: Mapping[str, Any]) -> list[str]:
    """Fields that must be there and are not."""
    return [name for name in ("by", "act", "about", "says") if not fields.get(name)]


def complaints(fields: Mapping[str, Any], text: str) -> list[Problem]:
    """What is wrong before the case is even asked: fields that do not exist, sentences that are the document's."""
    known = sorted(FIELDS)
    found = [
        Problem("unknown-key", f"A statement has no field '{name}'.", closest=closest_name(name, known))
        for name in fields
        if name not in FIELDS
    ]
    for name in missing(fields):
        hint = "in your own words: what is said, in one short sentence" if name == "says" else None
        found.append(Problem("missing-key", f"'{name}' is missing.", hint=hint))
    theirs = words(text)
    for name in _OWN_WORDS:
        value = fields.get(name)
        if isinstance(value, str) and (run := copied_run(value, theirs)):
            found.append(
                Problem(
                    "not-own-words",
                    f"'{name}' has more than {MOST} words in a row from the document: “{run}”.",
                    hint="say it in your own words; words that matter go into 'wording', at most eight at a time",
                )
            )
    return found


def as_statement(plain: Mapping[str, Any]) -> Statement:
    """The entry as the loader would read it. Raises pydantic's `ValidationError`."""
    return Statement.model_validate(_texts(plain))


def _texts(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _texts(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(inner) for inner in value]
    return str(value)
