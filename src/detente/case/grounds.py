"""What the parts of a case rest on, wherever the basis stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.case.item import Item
from detente.values.basis import Basis


@dataclass(frozen=True, slots=True)
class Grounds:
    """The basis of one value of an item: where it stands (keys from the item down, the field of the basis last)."""

    path: tuple[str, ...]
    item: Item
    bases: tuple[Basis, ...]


def grounds(value: object, path: tuple[str, ...] = ()) -> Iterator[Grounds]:
    """Every basis at any depth of an item, a register of items or a list of them, in the order of the file."""
    if isinstance(value, Item):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            here = (*path, name.rstrip("_").replace("_", "-"))
            if isinstance(inner, tuple) and inner and all(isinstance(part, Basis) for part in inner):
                yield Grounds(here, value, inner)
            else:
                yield from grounds(inner, here)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from grounds(inner, (*path, str(key)))
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            yield from grounds(inner, (*path, naming(inner) or str(index + 1)))


def bases(value: object) -> Iterator[Basis]:
    """The same without their places."""
    for found in grounds(value):
        yield from found.bases


_NAMING = ("driver", "from_", "to", "state", "on", "step", "hazard", "drops", "day", "name", "condition", "event")


def naming(item: object) -> str:
    """What tells an item of a list from the others: the names in it; empty where it has none."""
    if not isinstance(item, Item):
        return ""
    given = [getattr(item, name, None) for name in _NAMING]
    texts = [part if isinstance(part, str) else getattr(part, "text", "") for part in given if part]
    return " ".join(text for text in texts if text)
