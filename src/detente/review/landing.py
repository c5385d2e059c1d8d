"""How an accepted decision lands in the case: text edits of the record, and where needed of sidecar and actors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from detente.case.source import Source
from detente.notation.edit import CannotEdit, appended, block, changed, flow, with_line, without, write
from detente.notation.yaml_file import YamlFile
from detente.review.bench import Change
from detente.review.decision import Decision
from detente.review.store import Queue, Waiting

_SCHEMA = re.compile(r"# yaml-language-server: \$schema=\S+")
KEY = re.compile(r"p(\d+)")


def changes(folder: Path, document: Waiting, decision: Decision) -> Change:
    """The files that carrying out a decision alters, with their new text. Nothing where they have it already.

    Raises `CannotEdit` where a file is not such that the change can be made in it.
    """
    if decision.do == "reopen":
        return _taken_back(folder, document.source, decision)
    if decision.do != "accept":
        return {}
    found: dict[str, str] = {}
    if decision.new_actors:
        found |= _actors(folder, decision.new_actors)
    found |= _sidecar(folder, document, decision)
    if decision.key:
        found |= _record(folder, document.source, decision.key, decision.entry)
    return found


def carry_out(folder: Path, change: Change) -> None:
    """Write the files, each in one step: actors, then the sidecar, then the record, so that at every moment the case
    is whole."""
    for name in sorted(change, key=lambda name: (name != "actors.yaml", not name.startswith("sources/"), name)):
        text = change[name]
        if text is None:
            (folder / name).unlink(missing_ok=True)
        else:
            write(folder / name, text)


_NEIGHBOUR = re.compile(r"\.[\w.-]+\.(?:yaml|jsonl)\.\w{8}")


def sweep(folder: Path) -> None:
    """Take away what a process that was killed in the middle of writing left beside the file."""
    for place in (folder, folder / "record", folder / "sources", folder / ".review"):
        for path in place.glob(".*"):
            if _NEIGHBOUR.fullmatch(path.name) and path.is_file():
                path.unlink(missing_ok=True)


def next_key(folder: Path, queue: Queue, source: str) -> str:
    """The next free key p01, p02, ... of a record; keys once given are not given again."""
    file = changed(folder / "record" / f"{source}.yaml", f"record/{source}.yaml")
    taken = set(file.tree) if isinstance(file.tree, dict) else set()
    sources = {card.id: card.source for card in queue.state().cards}
    taken |= {one.key for one in queue.decisions if one.key and sources.get(one.card, source) == source}
    last = max((int(match[1]) for key in taken if (match := KEY.fullmatch(key))), default=0)
    return f"p{last + 1:02}"


def _actors(folder: Path, new: Mapping[str, Any]) -> dict[str, str]:
    file = changed(folder / "actors.yaml", "actors.yaml")
    text = file.text
    for actor, fields in new.items():
        file = YamlFile("actors.yaml", text, _tree(text))
        assert isinstance(file.tree, dict)
        known = file.tree.get("actors")
        if not isinstance(known, dict) or actor not in known:
            text = with_line(file, ("actors",), actor, fields)
    return {"actors.yaml": text} if text != changed(folder / "actors.yaml", "actors.yaml").text else {}


def _sidecar(folder: Path, document: Waiting, decision: Decision) -> dict[str, str]:
    name = f"sources/{document.source}.yaml"
    path = folder / name
    if path.exists():
        file = changed(path, name)
        has_voice = isinstance(file.tree, dict) and "voice" in file.tree
        if decision.voice and not has_voice:
            return {name: with_line(file, (), "voice", decision.voice)}
        if decision.key is None and decision.entry:
            raise CannotEdit(f"{name} is there already; edit it there")
        return {}
    fields = {**document.sidecar, **(decision.entry if decision.key is None else {})}
    if decision.voice:
        fields["voice"] = decision.voice
    order = [field.alias or key for key, field in Source.model_fields.items()]
    fields = {key: fields[key] for key in sorted(fields, key=order.index)}
    return {name: _head(folder / "sources") + _lines(fields)}


def _lines(fields: Mapping[str, Any]) -> str:
    lines: list[str] = []
    for key, value in fields.items():
        if key == "depends-on":
            lines.append("depends-on:")
            for one in value:
                first, *rest = [line for name, inner in one.items() for line in _dependence(name, inner)]
                lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        elif key == "damage" and isinstance(value, list):
            lines += ["damage:", *(f"  - {flow(text)}" for text in value)]
        else:
            lines += block(key, value)
    return "".join(f"{line}\n" for line in lines)


def _dependence(name: str, value: Any) -> list[str]:
    if name != "passages":
        return block(name, value)
    spans = [flow({"here": list(p["here"]), "there": list(p["there"])}) for p in value]
    return ["passages:", *(f"  - {span}" for span in spans)]


def _record(folder: Path, source: str, key: str, entry: Mapping[str, Any]) -> dict[str, str]:
    name = f"record/{source}.yaml"
    file = changed(folder / name, name)
    if isinstance(file.tree, dict) and key in file.tree:
        return {}
    return {name: appended(file.text or _head(folder / "record"), key, entry)}


def _taken_back(folder: Path, source: str, decision: Decision) -> Change:
    name = f"record/{source}.yaml"
    if not decision.key or not (folder / name).exists():
        return {}
    file = changed(folder / name, name)
    if not isinstance(file.tree, dict) or decision.key not in file.tree:
        return {}
    return {name: None if len(file.tree) == 1 else without(file, (decision.key,))}


def _head(folder: Path) -> str:
    """The line for editors that the other files of the folder begin with."""
    for path in _sorted(folder):
        with path.open(encoding="utf-8", errors="replace") as stream:
            first = stream.readline(400).strip()
        if _SCHEMA.fullmatch(first):
            return f"{first}\n"
    return ""


def _sorted(folder: Path) -> Iterable[Path]:
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else ()


def _tree(text: str) -> Any:
    from detente.notation.yaml_file import parse_yaml

    file, problems = parse_yaml(text.encode(), "actors.yaml")
    if file is None or problems:
        raise CannotEdit("actors.yaml cannot be read")
    return file.tree
