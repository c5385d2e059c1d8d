"""Changes to a YAML file that touch the lines concerned and nothing else: comments, order and line ends stay.

    text = appended(text, "p01", {"by": "arland-mfa", "act": "claimed"})
    text = with_line(file, ("actors",), "brann", {"name": "Ada Brann", "kind": "person"})
    text = without(file, ("p01",))

Nothing here writes a file; `changed` parses the result, so that an edit which would not read back is refused before
it is written. Values are texts, lists and mappings, as `yaml_file` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from detente.notation.atomic import write_atomically
from detente.notation.yaml_file import PathTo, Tree, YamlFile, lines_of, parse_yaml, read_yaml

Value: TypeAlias = "str | int | Sequence[Value] | Mapping[str, Value]"

_MARKS = r":#\[\]{},\"'`&*!|>%@\\\n"
_PLAIN = re.compile(rf"[^\W_][^{_MARKS}]*(?::[^\s{_MARKS}][^{_MARKS}]*)*")
_TYPED = re.compile(r"(?i)(?:y|n|yes|no|on|off|true|false|null|~|[-+.\d][\d_.]*|0x[\da-f]+|\d+e\d+)$")
_KEY = re.compile(r"[a-z][a-z0-9-]*")


class CannotEdit(ValueError):
    """The file is not such that the change can be made in it; the message says why."""


def scalar(text: str) -> str:
    """A text as YAML: plain where it reads back as the same text everywhere, else in quotes."""
    if any(not c.isprintable() for c in text):
        return '"' + "".join(map(_escaped, text)) + '"'
    dated = re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text)
    if dated or (_PLAIN.fullmatch(text) and not _TYPED.match(text) and text == text.strip() and " #" not in text):
        return text
    return "'" + text.replace("'", "''") + "'"


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(flow(inner) for inner in value) + "]"


def block(key: str, value: Value, indent: int = 0) -> list[str]:
    """`key: value` as lines; a mapping gets a line for each of its keys, what is inside those stays on its line."""
    lead = " " * indent
    if isinstance(value, Mapping):
        return [f"{lead}{_key(key)}:", *(f"{lead}  {_key(name)}: {flow(inner)}" for name, inner in value.items())]
    return [f"{lead}{_key(key)}: {flow(value)}"]


def appended(text: str, key: str, value: Value) -> str:
    """The file with one more entry at its end, set off by a blank line. Raises `CannotEdit`."""
    before = _tree(text)
    if not isinstance(before, dict):
        raise CannotEdit("the file is no mapping (key: value lines)")
    if key in before:
        raise CannotEdit(f"'{key}' stands there already")
    if text.lstrip("\ufeff").lstrip().startswith("{") or re.search(r"^(?:\.\.\.|---)\s*$", text, re.M):
        raise CannotEdit("the file is not written as plain key: value lines")
    end = _line_end(text)
    gap = "" if not text else end if text.endswith(("\n", "\r")) else end * 2
    gap = "" if re.search(r"(?:\r?\n){2}\Z", text) else gap
    return _checked(text, text + gap + end.join(block(key, value)) + end, {**before, key: _plain(value)})


def with_line(file: YamlFile, path: PathTo, key: str, value: Value, *, spread: bool = False) -> str:
    """The file with `key: value` on a line of its own at the end of the mapping at `path`. Raises `CannotEdit`.

    The mapping may be written as lines or, where it has one line, inside braces. With `spread` a mapping that is
    added gets a line for each of its keys, where the one that it joins has lines.
    """
    before = _tree(file.text)
    inside = _at(before, path)
    if not isinstance(inside, dict):
        raise CannotEdit(f"there is no mapping at {'.'.join(map(str, path)) or 'the top'}")
    if key in inside:
        raise CannotEdit(f"'{key}' stands there already")
    lines = file.text.splitlines(keepends=True)
    if not path and not inside:
        return appended(file.text, key, value)
    first = next(iter(inside), None)
    if first is None:
        raise CannotEdit("an empty mapping cannot be added to")
    column = file.place((*path, first), of_key=True).column - 1
    last = _last_line(file, path, column)
    head = lines_of(file.text)[file.place((*path, first), of_key=True).line - 1]
    if head[:column].strip() and not head[:column].strip().startswith("-"):
        changed = _in_braces(file, path, key, value)
    else:
        end = _line_end(file.text)
        if not lines[last].endswith(("\n", "\r")):
            lines[last] += end
        added = block(key, value, column) if spread else [" " * column + f"{_key(key)}: {flow(value)}"]
        changed = "".join([*lines[: last + 1], *(line + end for line in added), *lines[last + 1 :]])
    return _checked(file.text, changed, _with(before, path, {**inside, key: _plain(value)}))


def without(file: YamlFile, path: PathTo) -> str:
    """The file without the entry at `path` (written as lines) and the blank line before it. Raises `CannotEdit`."""
    before = _tree(file.text)
    inside = _at(before, path[:-1]) if path else None
    if not isinstance(inside, dict) or path[-1] not in inside:
        raise CannotEdit("there is no such entry")
    place = file.place(path, of_key=True)
    lines = file.text.splitlines(keepends=True)
    if lines[place.line - 1][: place.column - 1].strip():
        raise CannotEdit("the entry does not stand on lines of its own")
    first, last = place.line - 1, _entry_end(lines, place.line - 1, place.column - 1)
    if first and not lines[first - 1].strip():
        first -= 1
    left = {name: value for name, value in inside.items() if name != path[-1]}
    return _checked(file.text, "".join([*lines[:first], *lines[last + 1 :]]), _with(before, path[:-1], left))


def changed(path: Path, name: str) -> YamlFile:
    """The file at `path` for editing; an empty one where there is none. Raises `CannotEdit` where it is broken."""
    if not path.exists():
        return YamlFile(name, "")
    file, problems = read_yaml(path, name)
    if file is None or not file.readable:
        raise CannotEdit(problems[0].message if problems else "it cannot be read")
    return file


def write(path: Path, text: str) -> None:
    """Put the new text in place in one step."""
    write_atomically(path, text.encode("utf-8"))


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else scalar(key)


def _escaped(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    return c if c.isprintable() else f"\\U{ord(c):08x}"


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _tree(text: str) -> Tree:
    file, problems = parse_yaml(text.encode("utf-8"), "text")
    if file is None or problems:
        raise CannotEdit(problems[0].message if problems else "it cannot be read")
    return file.tree


def _at(tree: Tree, path: PathTo) -> Tree | None:
    for step in path:
        if isinstance(tree, dict) and step in tree:
            tree = tree[str(step)]
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _with(tree: Tree, path: PathTo, value: Tree) -> Tree:
    """The tree with `value` at `path`."""
    if not path:
        return value
    step, *rest = path
    if isinstance(tree, dict):
        return {name: _with(inner, tuple(rest), value) if name == step else inner for name, inner in tree.items()}
    assert isinstance(tree, list)
    return [_with(inner, tuple(rest), value) if index == step else inner for index, inner in enumerate(tree)]


def _plain(value: Value) -> Tree:
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value]


def _checked(old: str, new: str, wanted: Tree) -> str:
    """The new text, where it reads back as what was wanted."""
    if _tree(new) != wanted:
        raise CannotEdit("the change would alter something else in the file")
    return new


def _entry_end(lines: list[str], first: int, column: int) -> int:
    """The last line of an entry: those after its first that are indented deeper, without blank or comment lines
    that follow it."""
    last = first
    for number in range(first + 1, len(lines)):
        bare = lines[number].strip()
        if not bare or bare.startswith("#"):
            continue
        indent = len(lines[number]) - len(lines[number].lstrip(" "))
        if indent < column or (indent == column and not bare.startswith("-")):
            break
        last = number
    return last


def _last_line(file: YamlFile, path: PathTo, column: int) -> int:
    """The index of the last line of the mapping at `path`, whose keys stand at `column`."""
    lines = file.text.splitlines(keepends=True)
    inside = _at(_tree(file.text), path)
    assert isinstance(inside, dict)
    place = file.place((*path, list(inside)[-1]), of_key=True)
    return _entry_end(lines, place.line - 1, column)


def _in_braces(file: YamlFile, path: PathTo, key: str, value: Value) -> str:
    """The same for a mapping inside braces on one line."""
    lines = file.text.splitlines(keepends=True)
    place = file.place(path)
    line = lines[place.line - 1]
    depth, quote = 0, ""
    for index in range(place.column - 1, len(line)):
        c = line[index]
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'" and line[index - 1] in " [{,:":
            quote = c
        elif c in "{[":
            depth += 1
        elif c in "}]":
            depth -= 1
            if not depth:
                lines[place.line - 1] = f"{line[:index]}, {_key(key)}: {flow(value)}{line[index:]}"
                return "".join(lines)
    raise CannotEdit("the mapping in braces goes over several lines")
