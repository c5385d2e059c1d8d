"""The texts that stand under the fields of the types, for the schemas; read from the source only when asked for.

pydantic can do this itself (`use_attribute_docstrings`), but does it for each class at every start: half of the time
that a command takes before it begins.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from detente.case.item import Item


def described(schema: dict[str, Any], whole: type[Item] | None = None) -> dict[str, Any]:
    """The JSON schema with the description of every field that has none of its own. `whole` is the type that its top
    level describes, where that is one of ours."""
    definitions = {
        name: _fields_described(part, _types()[name]) if name in _types() else part
        for name, part in schema.get("$defs", {}).items()
    }
    told = _fields_described(schema, whole) if whole else dict(schema)
    return {**told, "$defs": definitions} if definitions else told


def _fields_described(schema: dict[str, Any], of: type[Item]) -> dict[str, Any]:
    fields = of.model_fields
    texts = {fields[name].alias or name: text for name, text in _texts(of).items() if name in fields}
    given = {field.alias or name for name, field in fields.items() if field.description}
    properties = {
        name: dict(sorted({**part, "description": texts[name]}.items()))
        if name in texts and name not in given
        else part
        for name, part in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties} if properties else dict(schema)


def _types() -> dict[str, type[Item]]:
    return {item.__name__: item for item in _below(Item)}


def _below(item: type[Item]) -> Iterator[type[Item]]:
    for sub in item.__subclasses__():
        yield sub
        yield from _below(sub)


def _texts(of: type[Item]) -> dict[str, str]:
    """Field to text, those of the bases first."""
    found: dict[str, str] = {}
    for base in reversed(of.__mro__):
        if issubclass(base, Item):
            found |= _in_module(base.__module__).get(base.__name__, {})
    return found


@cache
def _in_module(name: str) -> dict[str, dict[str, str]]:
    """Class to field to the string that follows the field."""
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {node.name: dict(_following(node.body)) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _following(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, after in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            yield field.target.id, inspect.cleandoc(after.value.value)
