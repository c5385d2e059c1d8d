"""The tree behind an item of a case file: what it says, what each of its values rests on, down to any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from detente.case.case import Case
from detente.case.grounds import naming
from detente.case.item import Item
from detente.case.wording import GROUNDS, REASONS, key_of, own_fields
from detente.trace.trace import Trace
from detente.values.basis import Basis, weakest

Leaf = Callable[[Case, Basis], Trace]
AGAINST = "against it: "


def item_trace(case: Case, id: str, title: str, item: Item, leaf: Leaf) -> Trace:
    """`title` and what the item says itself; its grounds and reason, and the items inside it."""
    says = own_words(item)
    text = f"{title}: {says}" if title and says else title or says
    bases = [basis for name in GROUNDS if name != "against" for basis in getattr(item, name, ()) or ()]
    children = [*grounds_of(case, item, leaf), *_inside(case, item, leaf)]
    return Trace(id, text, tuple(children), weakest(bases).word if bases else "")


def grounds_of(case: Case, item: Item, leaf: Leaf) -> Iterator[Trace]:
    """What an item rests on, and the reason beside it."""
    for field in GROUNDS:
        for basis in getattr(item, field, ()) or ():
            found = leaf(case, basis)
            text = AGAINST + found.text if field == "against" else found.text
            yield Trace(found.id, text, found.children, found.solidity)
    for field in REASONS:
        if reason := getattr(item, field, None):
            yield Trace("", f"{field}: {reason}")


def own_words(item: Item) -> str:
    """The values of an item as one line: `value 0.8, range 0.5..0.9`."""
    return ", ".join(f"{key} {text}" for key, text in own_fields(item))


def _inside(case: Case, item: Item, leaf: Leaf) -> Iterator[Trace]:
    for name in type(item).model_fields:
        if name in GROUNDS:
            continue
        label = key_of(name)
        for key, inner in _items(getattr(item, name)):
            yield item_trace(case, "", f"{label} {key}".strip(), inner, leaf)


def _items(value: object) -> list[tuple[str, Item]]:
    """The items inside a value, each with what tells it from the others."""
    if isinstance(value, Item):
        return [("", value)]
    if isinstance(value, Mapping):
        return [(str(key), inner) for key, inner in value.items() if isinstance(inner, Item)]
    if isinstance(value, tuple):
        return [(naming(inner), inner) for inner in value if isinstance(inner, Item)]
    return []
