"""YAML with less in it and more known about it.

What is read: mappings, sequences and texts. Every scalar stays the text that was written (`no` is "no", `1.10` is
"1.10"); types come from the schema. What is refused, each with its place: anchors and aliases, tags, several
documents, repeated keys, empty values ("unknown is absence"), nesting over 24 deep, files over 16 MiB.

The first reading builds plain values only. Places are found by a second reading, when a problem needs one, so a
good case pays nothing for them.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from detente.notation.problem import Place, Problem

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 24

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
PathTo: TypeAlias = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS = (None, "!")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(slots=True)
class YamlFile:
    """One file of a case: its name inside the case, its text, and the plain values in it."""

    name: str
    text: str
    tree: Tree = field(default_factory=dict)
    readable: bool = True
    """False where its problems make its content unusable; its text still serves to show them."""
    _places: dict[tuple[PathTo, bool], Place] | None = None
    _paths: frozenset[PathTo] = frozenset()
    _lines: list[str] | None = None

    def place(self, path: PathTo = (), *, of_key: bool = False) -> Place:
        """Where the value at `path` stands, or its key; the nearest parent's place where it is absent."""
        places = self._all_places()
        here: PathTo = ()
        for step in path:
            if (*here, step) in self._paths:
                here = (*here, step)
            elif isinstance(step, str):
                of_key = True
                break
            elif step:  # 'one or more' may stand without its list: its first is then the value itself
                of_key = False
                break
        return places.get((here, of_key)) or places.get((here, False)) or Place(self.name)

    def line(self, number: int) -> str | None:
        """The text of a line, counted from 1."""
        if self._lines is None:
            self._lines = lines_of(self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else None

    def _all_places(self) -> dict[tuple[PathTo, bool], Place]:
        if self._places is None:
            self._places = dict(_places_in(self.name, self.text))
            self._paths = frozenset(path for path, _ in self._places)
        return self._places


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them (1.1, section 5.4), without their ends."""
    return _LINE_END.split(text)


def read_yaml(path: Path, name: str) -> tuple[YamlFile | None, list[Problem]]:
    """The file at `path`, called `name` in messages. Never raises on what is in it."""
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode):  # a pipe would never end
            return None, [Problem("unreadable-file", "It is no ordinary file.", Place(name))]
        size = known.st_size
        if size > MAX_BYTES:
            return None, [_too_large(name, size)]
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [Problem("unreadable-file", f"The file cannot be read: {reason}.", Place(name))]
    if len(content) > MAX_BYTES:
        return None, [_too_large(name, len(content))]
    return parse_yaml(content, name)


def parse_yaml(content: bytes, name: str) -> tuple[YamlFile | None, list[Problem]]:
    """The same for bytes at hand."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_wrong_encoding(name, content, error)]
    file = YamlFile(name, text)
    problems: list[Problem] = []
    try:
        file.tree = _Builder(name, problems).build(text)
    except _Stop as stop:
        problems.append(stop.problem)
    except yaml.YAMLError as error:
        problems.append(_broken(name, text, error))
    file.readable = not problems
    return file, [_within(text, problem) for problem in problems]


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(text, Loader=_LOADER)


class _Stop(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    """Plain values from parser events; iterative, since libyaml's own composer overflows the stack on deep input."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems

    def build(self, text: str) -> Tree:
        root: Tree | None = None
        # Each open collection with its pending key (mappings only).
        stack: list[Any] = []
        keys: list[str | None] = []
        documents = 0
        for event in _events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.anchor or event.tag not in _PLAIN_TAGS:
                    self._refuse_extras(event)
                value: Any = event.value
                if not stack:
                    root = value
                    continue
                top = stack[-1]
                if type(top) is list:
                    if not value:
                        self._refuse_empty(event)
                    top.append(value)
                elif keys[-1] is None:
                    keys[-1] = self._key(value, top, event)
                else:
                    if not value:
                        self._refuse_empty(event)
                    top[keys[-1]] = value
                    keys[-1] = None
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor or event.tag not in _PLAIN_TAGS:
                    self._refuse_extras(event)
                if len(stack) >= MAX_DEPTH:
                    raise _Stop(self._problem(event, "too-deep", f"Nested more than {MAX_DEPTH} deep."))
                opened: Any = {} if kind is yaml.MappingStartEvent else []
                if not stack:
                    root = opened
                elif type(stack[-1]) is list:
                    stack[-1].append(opened)
                elif keys[-1] is None:
                    raise _Stop(self._problem(event, "key-not-text", "A key must be a plain text."))
                else:
                    stack[-1][keys[-1]] = opened
                    keys[-1] = None
                stack.append(opened)
                keys.append(None)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
            elif kind is yaml.AliasEvent:
                raise _Stop(
                    self._problem(
                        event, "alias", "Aliases (*name) are not read here.", "write the value out where it is needed"
                    )
                )
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Stop(self._problem(event, "second-document", "One file holds one document ('---' again)."))
        return {} if root is None or root == "" else root

    def _key(self, key: str, mapping: dict[str, Tree], event: Any) -> str:
        if key in mapping:
            self.problems.append(
                self._problem(event, "duplicate-key", f"'{key}' stands here twice.", "merge the two, or rename one")
            )
        elif key == "<<":
            self.problems.append(self._problem(event, "alias", "Merge keys (<<) are not read here."))
        return key

    def _refuse_empty(self, event: Any) -> None:
        self.problems.append(
            self._problem(
                event,
                "empty-value",
                "This value is empty.",
                "what is unknown is left out, key and all; inside { } a text with a comma needs quotes",
            )
        )

    def _refuse_extras(self, event: Any) -> None:
        what = f"anchor &{event.anchor}" if event.anchor else f"tag {event.tag}"
        raise _Stop(
            self._problem(
                event, "alias" if event.anchor else "tag", f"An {what} is not read here.".replace("An tag", "A tag")
            )
        )

    def _problem(self, event: Any, code: str, message: str, hint: str | None = None) -> Problem:
        return Problem(code, message, _mark(self.name, event), hint=hint)


def _mark(name: str, event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Place(name, start.line + 1, start.column + 1, max(1, length))


def _places_in(name: str, text: str) -> Iterator[tuple[tuple[PathTo, bool], Place]]:
    """Every path with its place; keys separately from values."""
    stack: list[list[Any]] = []  # [is a mapping, pending key, next index]
    path: list[str | int] = []
    for event in _events(text):
        kind = type(event)
        if kind not in (yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                if path:
                    path.pop()
            continue
        place = _mark(name, event)
        if stack and stack[-1][0] and stack[-1][1] is None:
            stack[-1][1] = event.value
            yield ((*path, event.value), True), place
            continue
        if stack:
            frame = stack[-1]
            step = frame[1] if frame[0] else frame[2]
            frame[1] = None
            frame[2] += 1
            here: PathTo = (*path, step)
        else:
            step, here = None, ()
        yield (here, False), place
        if kind is not yaml.ScalarEvent:
            if step is not None:
                path.append(step)
            stack.append([kind is yaml.MappingStartEvent, None, 0])


def _within(text: str, problem: Problem) -> Problem:
    """What is missing at the end of a file is missed by the parser on the line after it."""
    lines = lines_of(text)
    if problem.place is None or problem.place.line <= len(lines):
        return problem
    return replace(problem, place=Place(problem.place.file, len(lines), len(lines[-1]) + 1))


def _too_large(name: str, size: int) -> Problem:
    return Problem(
        "file-too-large",
        f"The file has {size / 2**20:.0f} MiB; at most {MAX_BYTES // 2**20} are read.",
        Place(name),
        hint="split the record into several files",
    )


def _wrong_encoding(name: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Problem(
        "not-utf-8",
        f"The file is not UTF-8: byte 0x{content[error.start]:02x} fits nothing.",
        Place(name, line, column),
        hint="save it as UTF-8",
    )


def _broken(name: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read as YAML"
    if mark is not None:
        place = Place(name, mark.line + 1, mark.column + 1)
    else:
        position = getattr(error, "position", 0) or 0
        before = text[:position]
        place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem("broken-yaml", f"Not YAML: {message}.", place, hint=_cure(str(message)))


def _cure(message: str) -> str | None:
    if "mapping values are not allowed" in message:
        return "a text with ': ' in it needs quotation marks"
    if "could not find expected ':'" in message:
        return "a key ends with a colon and a space"
    if "found character '\\t'" in message or "cannot start any token" in message:
        return "indent with spaces; quote a text that begins with @, `, % or a tab"
    if "special characters are not allowed" in message or "control characters" in message:
        return "remove the control character"
    return None
