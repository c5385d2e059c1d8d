"""Which numbers and other values were edited between two versions of a case, with range, basis and reason.

Compared value by value: outlook.yaml (the assumptions), the procedures, and the facts of the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from detente.case.case import Case
from detente.case.grounds import naming
from detente.case.item import Item
from detente.case.wording import GROUNDS, key_of, own_fields
from detente.positions.table import Entry, Table, table


@dataclass(frozen=True, slots=True)
class Edit:
    """One value: its part (outlook, procedure, fact), where it stands, before and after; an empty text where it
    was not there. `cites` are what it rests on now, or rested on."""

    part: str
    where: str
    before: str
    after: str
    cites: tuple[str, ...]


def edits(old: Case, new: Case) -> list[Edit]:
    """In the order of the files, what was taken out last."""
    pairs: list[tuple[str, object, object]] = [
        ("outlook", old.outlook, new.outlook),
        ("procedure", old.procedures, new.procedures),
        ("fact", old.process.facts, new.process.facts),
    ]
    found: list[Edit] = []
    for part, earlier, later in pairs:
        if earlier is None or later is None:
            found += _whole(part, earlier, later)
            continue
        before, after = dict(_values(earlier)), dict(_values(later))
        for where in [*after, *(place for place in before if place not in after)]:
            was, became = before.get(where, _NONE), after.get(where, _NONE)
            if was != became:
                cites = became.cites or was.cites
                texts = [one.beside(other, part) for one, other in ((was, became), (became, was))]
                if not texts[1] and became != _NONE:
                    texts[1] = "no basis left" if not became.cites else "without it"
                found.append(Edit(part, where, texts[0], texts[1], cites))
    return found


def _whole(part: str, earlier: object, later: object) -> Iterator[Edit]:
    """A file that only one of the two has."""
    if earlier is not later:
        count = sum(1 for _ in _values(earlier or later))
        text = f"a file with {count} entries"
        yield Edit(part, "", text if earlier else "", text if later else "", ())


@dataclass(frozen=True, slots=True)
class _Value:
    fields: tuple[tuple[str, str], ...]
    why: str
    cites: tuple[str, ...]

    def beside(self, other: _Value, part: str) -> str:
        """What it says where it differs from the other: a number of the outlook with its range, else the fields that
        differ; basis and reason where these differ."""
        theirs = dict(other.fields)
        whole = part == "outlook" and self.fields != other.fields
        parts = [f"{name} {text}" for name, text in self.fields if whole or theirs.get(name) != text]
        said = [", ".join(parts)] if parts else []
        if self.cites != other.cites and self.cites:
            said.append(f"basis {', '.join(self.cites)}")
        if self.why != other.why and self.why:
            said.append(f"because {self.why}")
        return "; ".join(said)


_NONE = _Value((), "", ())


def _values(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, _Value]]:
    """Every item with what it says itself, apart from the items inside it."""
    if isinstance(value, Item):
        own = _own(value)
        if own != _NONE:
            yield " > ".join(path), own
        for name in type(value).model_fields:
            yield from _values(getattr(value, name), (*path, key_of(name)))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _values(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _values(inner, (*path, naming(inner) or str(index + 1)))


def _own(item: Item) -> _Value:
    cites = [basis.worded for name in GROUNDS for basis in getattr(item, name, ())]
    why = [str(part) for name in ("why", "note") if (part := getattr(item, name, None))]
    return _Value(own_fields(item), "; ".join(why), tuple(dict.fromkeys(cites)))


def edits_table(found: Iterable[Edit], before: str, after: str) -> Table:
    """For reading."""
    rows = [
        (
            Entry(edit.part),
            Entry(edit.where),
            Entry(edit.before or "not there"),
            Entry.of(edit.after or "taken out", () if "basis " in edit.after else edit.cites),
        )
        for edit in found
    ]
    title = f"Numbers and rules edited from {before} to {after}"
    return table("edits", title, ("part", "where", "before", "after"), rows)
