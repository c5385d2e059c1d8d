"""The published JSON Schemas: to date, valid, and in agreement with the loader on every case at hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from error_gallery import GOOD, TESTS, mistakes

from detente.case.loader import FOLDERS, TOP_FILES
from detente.case.schema import DIALECT, schemas
from detente.commands.case_argument import shipped
from detente.notation.yaml_file import Tree, parse_yaml

WRITTEN = TESTS.parent / "docs" / "schema"
CASES = [GOOD, TESTS / "arland", *sorted(folder for folder in shipped().iterdir() if (folder / "case.yaml").exists())]
SCHEMA_OF = {"sources": "source", "procedures": "procedure"}


@cache
def parsed() -> dict[str, dict[str, Any]]:
    return {name: json.loads(text) for name, text in schemas().items()}


def files(case: Path) -> Iterator[tuple[str, Path]]:
    """Each file of a case that has a schema, with the name of its schema."""
    known = parsed()
    for path in sorted(case.glob("**/*.yaml")):
        folder = path.parent.name if path.parent != case else ""
        name = SCHEMA_OF.get(folder, folder) or path.stem
        if name in known and (folder in FOLDERS or path.name in TOP_FILES):
            yield name, path


def tree(path: Path) -> Tree:
    file, problems = parse_yaml(path.read_bytes(), path.name)
    assert file is not None and not problems
    return file.tree


@pytest.mark.parametrize("name", list(schemas()))
def test_the_written_schema_is_to_date(name: str) -> None:
    assert (WRITTEN / f"{name}.json").read_text(encoding="utf-8") == schemas()[name], "detente schema docs/schema"


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in WRITTEN.glob("*.json")} == set(schemas())


def test_every_file_of_a_case_has_a_schema() -> None:
    """But for left-out.yaml, which is free text, and games, which nothing reads yet."""
    covered = {name for name, _ in files(TESTS / "arland")}
    assert covered == set(schemas())
    assert {Path(name).stem for name in TOP_FILES} - set(schemas()) == {"left-out"}


def parts(schema: object) -> Iterator[dict[str, Any]]:
    match schema:
        case dict():
            yield schema
            for part in schema.values():
                yield from parts(part)
        case list():
            for part in schema:
                yield from parts(part)


# Keywords of JSON Schema 2020-12 that editors act on; anything else would be ignored in silence.
KEYWORDS = {
    "$schema", "$defs", "$ref", "title", "description", "default", "type", "enum", "const", "properties", "required",
    "additionalProperties", "propertyNames", "items", "prefixItems", "minItems", "maxItems", "minLength", "maxLength",
    "pattern", "anyOf", "minProperties", "patternProperties",
}  # fmt: skip
TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"}


@pytest.mark.parametrize("name", list(schemas()))
def test_a_schema_is_made_of_what_the_dialect_knows(name: str) -> None:
    schema = parsed()[name]
    assert schema["$schema"] == DIALECT and schema["title"]
    named: set[str] = set()  # under these keys stand names of our own
    for part in parts(schema):
        for key in ("properties", "$defs", "patternProperties"):
            if isinstance(part.get(key), dict):
                named |= set(part[key])
    for part in parts(schema):
        assert set(part) <= KEYWORDS | named, set(part) - KEYWORDS - named
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        if isinstance(part.get("pattern"), str):
            re.compile(part["pattern"])
        if isinstance(kind := part.get("type"), str | list) and set(part) <= KEYWORDS:
            assert {kind} <= TYPES if isinstance(kind, str) else set(kind) <= TYPES


def test_unknown_keys_are_errors_in_editors_too() -> None:
    for name, schema in parsed().items():
        for part in parts(schema):
            if part.get("type") == "object" and "properties" in part:
                assert part.get("additionalProperties") is False, (name, part.get("title"))


def test_every_field_is_explained_or_plain() -> None:
    """Completion shows a description where a name alone would not do."""
    statement = parsed()["record"]["$defs"]["Statement"]["properties"]
    assert all(
        "description" in statement[key] for key in ("via", "gates", "needs", "repeats", "omitted-from", "window")
    )


@pytest.mark.parametrize("name", list(schemas()))
def test_a_schema_is_valid_2020_12(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    jsonschema.Draft202012Validator.check_schema(parsed()[name])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_good_cases_fit_their_schemas(case: Path) -> None:
    """As an editor sees them, with every scalar as the text that it is."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    checked = 0
    for name, path in files(case):
        validator = jsonschema.Draft202012Validator(parsed()[name])
        errors = [f"{path.name}: {list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(tree(path))]
        assert not errors, errors[0]
        checked += 1
    assert checked >= 7


def test_mistakes_of_form_are_seen_in_the_editor_too(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    # Of the mistakes in the gallery, those that an editor with the schema at hand underlines.
    of_form = {"unknown-key", "missing-key", "unknown-word", "wrong-shape"}
    seen = []
    for mistake in mistakes():
        if mistake.code in of_form and mistake.file.parent.parent.name == "checks":
            (tmp_path / mistake.file.stem).mkdir()
            folder = mistake.folder(tmp_path / mistake.file.stem)
            valid = all(
                jsonschema.Draft202012Validator(parsed()[name]).is_valid(tree(path)) for name, path in files(folder)
            )
            assert not valid, mistake.file.name
            seen.append(mistake.code)
    assert set(seen) == of_form
