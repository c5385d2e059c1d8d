"""From plain values to types: pydantic validates, and its errors become located problems."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from detente.case.item import Item
from detente.notation.problem import Problem, closest_name
from detente.notation.yaml_file import PathTo, YamlFile
from detente.values.basis import BadBasis
from detente.values.partial_date import BadDate
from detente.values.quantity import BadQuantity

M = TypeVar("M", bound=Item)

_CODES: dict[type[Exception], str] = {BadDate: "bad-date", BadQuantity: "bad-quantity", BadBasis: "bad-basis"}


def read_item(model: type[M], file: YamlFile, path: PathTo, value: object) -> tuple[M | None, list[Problem]]:
    """One mapping as `model`, or what is wrong with it, each with its place."""
    if not isinstance(value, dict):
        return None, [expected_mapping(file, path)]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [_problem(model, file, path, value, detail) for detail in details]


def read_items(model: type[M], file: YamlFile, tree: object, path: PathTo = ()) -> tuple[dict[str, M], list[Problem]]:
    """A mapping of ids to items: the good ones, and the problems of the others."""
    good: dict[str, M] = {}
    problems: list[Problem] = []
    if not isinstance(tree, dict):
        return good, [expected_mapping(file, path)]
    for key, value in tree.items():
        if not is_id(key):
            problems.append(
                Problem(
                    "bad-id",
                    f"'{key}' is no id.",
                    file.place((*path, key), of_key=True),
                    hint="small letters, digits and hyphens, beginning with a letter or digit",
                )
            )
            continue
        item, found = read_item(model, file, (*path, key), value)
        problems += found
        if item is not None:
            good[key] = item
    return good, problems


def is_id(key: str) -> bool:
    """Whether a text can name something in a case."""
    return 0 < len(key) <= 80 and key[0] != "-" and all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in key)


def expected_mapping(file: YamlFile, path: PathTo) -> Problem:
    """What to say where something else stands."""
    return Problem(
        "wrong-shape",
        "A mapping (key: value lines) is expected here.",
        file.place(path),
        hint="put each field on its own line: name: value",
    )


def _problem(model: type[Item], file: YamlFile, path: PathTo, value: object, detail: Any) -> Problem:
    steps = _steps_in(value, detail["loc"])
    where: PathTo = (*path, *steps)
    kind = detail["type"]
    given = detail.get("input")
    if kind == "extra_forbidden":
        key = str(steps[-1]) if steps else str(detail["loc"][-1])
        known = _keys_at(model, steps[:-1])
        return Problem(
            "unknown-key",
            f"There is no key '{key}' here.",
            file.place(where, of_key=True),
            closest=closest_name(key, known),
            hint=None if closest_name(key, known) else f"known keys: {', '.join(sorted(known))}",
        )
    if kind == "missing":
        key = str(detail["loc"][-1])
        return Problem("missing-key", f"'{key}' is missing.", file.place(where, of_key=True))
    if kind in ("enum", "literal_error"):
        allowed = _allowed(detail)
        return Problem(
            "unknown-word",
            f"'{given}' is not one of the words known here.",
            file.place(where),
            closest=closest_name(str(given), allowed),
            hint=f"one of: {', '.join(allowed)}",
        )
    reason = detail.get("ctx", {}).get("error")
    if isinstance(reason, Exception):
        text = str(reason)
        message = text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
        return Problem(_CODES.get(type(reason), "bad-value"), message, file.place(where))
    return Problem("bad-value", f"{_plain(detail)}.", file.place(where))


def _steps_in(value: object, loc: Iterable[str | int]) -> PathTo:
    """The part of pydantic's location that exists in the file; wrappers such as `OneOrMore` add further steps."""
    steps: list[str | int] = []
    for step in loc:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        elif isinstance(value, dict) and isinstance(step, int):
            continue  # 'one or more' stands here without its list
        elif isinstance(value, Mapping | list):
            break
        else:
            continue
        steps.append(step)
    return tuple(steps)


def _keys_at(model: type[BaseModel], steps: PathTo) -> list[str]:
    """The keys that the model allows at the end of `steps`."""
    annotation: Any = model
    for step in steps:
        found = _model_in(annotation)
        if found is not None and isinstance(step, str):
            by_alias = {field.alias or name: field for name, field in found.model_fields.items()}
            if step in by_alias:
                annotation = by_alias[step].annotation
    found = _model_in(annotation)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        for part in typing.get_args(annotation):
            if found := _model_in(part):
                return found
    return None


def _allowed(detail: Any) -> list[str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",") if word.strip()]


def _plain(detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "string_pattern_mismatch":
            return f"'{detail['input']}' does not have the form expected here ({context.get('pattern')})"
        case "string_too_long":
            return f"The text is longer than {context.get('max_length')} characters"
        case "string_too_short":
            return "The text is empty"
        case "string_type":
            return "A plain text is expected here"
        case "dict_type" | "model_type" | "mapping_type":
            return "A mapping (key: value lines) is expected here"
        case "tuple_type" | "list_type":
            return "A list is expected here"
        case _:
            return str(detail["msg"])
