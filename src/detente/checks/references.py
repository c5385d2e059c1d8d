"""A name refers to something that the case has.

    by: alyiev            ->  There is no actor 'alyiev'.  closest: aliyev

Every field whose type is marked with `Ref` is looked up, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from detente.case.case import Case
from detente.case.item import Item, Ref
from detente.notation.problem import Place, Problem, closest_name
from detente.notation.yaml_file import PathTo
from detente.values.basis import Basis

_FILE_OF = {
    "actor": "actors.yaml",
    "place": "actors.yaml",
    "issue": "process.yaml",
    "event": "process.yaml",
    "instrument": "process.yaml",
    "condition": "process.yaml",
    "track": "process.yaml",
}


# Names compared in one run in search of the closest; past it no suggestion is made, so that a thousand wrong names
# among a hundred thousand do not take a day.
_MOST_COMPARED = 50_000


@dataclass(slots=True)
class _Budget:
    left: int = _MOST_COMPARED

    def closest(self, name: str, choices: Collection[str]) -> str | None:
        self.left -= len(choices)
        return closest_name(name, choices) if self.left >= 0 else None


def check(case: Case) -> Iterator[Problem]:
    """Names that lead nowhere."""
    budget = _Budget()
    for key, statement in case.statements.items():
        record, _, name = key.partition("/")
        yield from unresolved(case, statement, f"record/{record}.yaml", (name,), budget)
    for source_name, source in case.sources.items():
        yield from unresolved(case, source, f"sources/{source_name}.yaml", (), budget)
    yield from unresolved(case, case.meta, "case.yaml", (), budget)
    for register in ("actors", "places"):
        for name, item in getattr(case, register).items():
            yield from unresolved(case, item, "actors.yaml", (register, name), budget)
    for register in type(case.process).model_fields:
        items = getattr(case.process, register)
        if isinstance(items, dict):
            for name, item in items.items():
                yield from unresolved(case, item, "process.yaml", (register, name), budget)
    for name, judgement in case.judgements.items():
        yield from unresolved(case, judgement, "judgements.yaml", (name,), budget)
    if case.outlook is not None:
        yield from unresolved(case, case.outlook, "outlook.yaml", (), budget)
    yield from _records_without_source(case)


def _records_without_source(case: Case) -> Iterator[Problem]:
    sources = case.names.get("source")
    for record in dict.fromkeys(key.partition("/")[0] for key in case.statements):
        if sources is not None and record not in sources:
            yield Problem(
                "unknown-source",
                f"The record '{record}' has no sidecar sources/{record}.yaml.",
                Place(f"record/{record}.yaml"),
                closest=closest_name(record, sources),
            )


def unresolved(case: Case, item: Item, file: str, path: PathTo, budget: _Budget | None = None) -> Iterator[Problem]:
    """Names in an item, and in the items inside it, that lead nowhere; `path` is where it stands in its file."""
    budget = budget or _Budget()
    for alias, name, kinds in _references(type(item)):
        value = getattr(item, name)
        if value is None or value == ():
            continue
        if kinds == "basis":
            yield from _basis(case, value, file, (*path, alias), budget)
        elif kinds == "item":
            for step, part in _parts(value):
                yield from unresolved(case, part, file, (*path, alias, *step), budget)
        else:
            many = isinstance(value, tuple)
            for index, text in enumerate(value if many else (value,)):
                where: PathTo = (*path, alias, index) if many else (*path, alias)
                yield from _named(case, kinds, str(text), file, where, budget)


def _parts(value: Any) -> Iterable[tuple[PathTo, Item]]:
    if isinstance(value, Item):
        return [((), value)]
    if isinstance(value, dict):
        return [((key,), part) for key, part in value.items() if isinstance(part, Item)]
    return [((index,), part) for index, part in enumerate(value) if isinstance(part, Item)]


def _named(case: Case, kinds: str, name: str, file: str, where: PathTo, budget: _Budget) -> Iterator[Problem]:
    """`kinds` is one kind, or several with ' or ' between them."""
    choices: dict[str, None] = {}
    for kind in kinds.split(" or "):
        known = _known(case, kind, name)
        if known is None or name in known:
            return
        choices |= dict.fromkeys(known)
    yield Problem(
        f"unknown-{kinds.split(' or ')[0]}",
        f"There is no {kinds} '{name}'.",
        case.place_of(file, where),
        closest=_with_place(case, kinds, budget.closest(name, _likely(name, choices))),
    )


def _likely(name: str, choices: Collection[str]) -> Collection[str]:
    """For a statement, those of the same record where there are any."""
    record, slash, _ = name.partition("/")
    return (slash and [choice for choice in choices if choice.startswith(f"{record}/")]) or choices


def _known(case: Case, kind: str, name: str) -> Iterable[str] | None:
    """The names of a kind; None where they cannot be known because a file is unreadable or the kind is checked
    elsewhere."""
    match kind:
        case "rung":
            instruments = case.names.get("instrument")
            ladder = case.process.ladder
            return [f"{i}.{r}" for i in instruments for r in ladder] if instruments is not None and ladder else None
        case "statement":
            record = name.partition("/")[0]
            return None if record in (case.names.get("unreadable record") or ()) else case.names["statement"]
        case "article":
            main = case.process.instruments.get(case.meta.instrument)
            return list(main.articles) if main else None
        case "procedure" | "measure":
            return None
        case _:
            return case.names.get(kind)


def _basis(case: Case, bases: tuple[Basis, ...], file: str, where: PathTo, budget: _Budget) -> Iterator[Problem]:
    for index, basis in enumerate(bases):
        place = (*where, index) if len(bases) > 1 else where
        if basis.statement:
            yield from _named(case, "statement", basis.statement, file, place, budget)
        elif basis.source:
            yield from _named(case, "source", basis.source, file, place, budget)


def _with_place(case: Case, kinds: str, name: str | None) -> str | None:
    if name is None:
        return None
    kind = kinds.split(" or ")[0]
    if kind == "statement":
        return f"{name} ({case.place_of_statement(name, of_key=True)})"
    if file := _FILE_OF.get(kind):
        return f"{name} ({case.place_of(file, (kind + 's', name), of_key=True)})"
    return name


@cache
def _references(model: type[Item]) -> tuple[tuple[str, str, str], ...]:
    """(alias, field, kinds) of the fields that hold references, bases or further items."""
    found = []
    for name, field in model.model_fields.items():
        alias = field.alias or name
        if kinds := next((m.kind for m in field.metadata if isinstance(m, Ref)), None) or _ref_in(field.annotation):
            found.append((alias, name, kinds))
        elif _mentions(field.annotation, Basis):
            found.append((alias, name, "basis"))
        elif _mentions(field.annotation, Item):
            found.append((alias, name, "item"))
    return tuple(found)


def _ref_in(annotation: Any) -> str | None:
    if get_origin(annotation) is Annotated:
        for extra in annotation.__metadata__:
            if isinstance(extra, Ref):
                return extra.kind
    return next((kind for part in get_args(annotation) if (kind := _ref_in(part))), None)


def _mentions(annotation: Any, wanted: type) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, wanted):
        return True
    return any(_mentions(part, wanted) for part in get_args(annotation))
