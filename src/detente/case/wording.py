"""What an item of a case says itself, in words: its values, apart from grounds, reasons and the items inside it."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.fingerprint import written
from detente.case.item import Item

GROUNDS = ("law", "basis", "against")
REASONS = ("why", "note", "confidence")


def own_fields(item: Item) -> tuple[tuple[str, str], ...]:
    """Key and value as text, in the order of the type, without what was left at its default."""
    found = []
    for name, field in type(item).model_fields.items():
        value = getattr(item, name)
        if name not in (*GROUNDS, *REASONS) and value != field.get_default() and not holds_items(value):
            found.append((key_of(name), in_words(written(value))))
    return tuple(found)


def key_of(field: str) -> str:
    """The key in the file of a field of a type."""
    return field.rstrip("_").replace("_", "-")


def holds_items(value: object) -> bool:
    """Whether a value is an item, or a list or register of items."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else [value]
    return any(isinstance(part, Item) for part in inner)


def in_words(value: object) -> str:
    """Plain data as one line."""
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(in_words, value))
        case Mapping():
            return ", ".join(f"{key}: {in_words(inner)}" for key, inner in value.items() if key != "path")
        case _:
            return str(value)
