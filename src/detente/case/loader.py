"""Load a case folder: `(case, problems)`. Never raises on what a user wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from detente.case.actor import Actor, GeoPlace
from detente.case.case import Case
from detente.case.item import Item
from detente.case.ledger import LedgerFile, OutcomesFile
from detente.case.meta import CaseFile, Expectation, Judgement
from detente.case.outlook import OutlookFile
from detente.case.procedure import Procedure
from detente.case.process import (
    Condition,
    Event,
    Fact,
    Guarantee,
    Instrument,
    Issue,
    Mission,
    ProcessFile,
    Track,
)
from detente.case.reading import expected_mapping, is_id, read_item, read_items
from detente.case.source import Source
from detente.case.statement import Statement
from detente.notation.problem import Place, Problem, Problems, closest_name
from detente.notation.yaml_file import YamlFile, read_yaml

M = TypeVar("M", bound=Item)

MAX_FILES = 20_000
TOP_FILES = (
    "case.yaml",
    "actors.yaml",
    "process.yaml",
    "judgements.yaml",
    "expect.yaml",
    "left-out.yaml",
    "outlook.yaml",
    "ledger.yaml",
    "outcomes.yaml",
)
FOLDERS = ("sources", "record", "procedures", "games")
_NEEDED = ("actors.yaml", "process.yaml")
_REGISTERS: dict[str, type[Item]] = {
    "instruments": Instrument,
    "issues": Issue,
    "conditions": Condition,
    "tracks": Track,
    "missions": Mission,
    "guarantees": Guarantee,
    "events": Event,
    "facts": Fact,
}


def load(folder: Path) -> tuple[Case | None, Problems]:
    """The case in `folder` as far as it can be read, with all problems of its form."""
    problems = Problems()
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike Path.is_dir, False for a name that no system can hold
        problems.add(
            Problem("no-case", f"There is no case folder '{folder.name}'.", hint="name a folder with a case.yaml")
        )
        return None, problems
    texts = _read_files(folder, problems)
    problems.lines = lambda place: texts[place.file].line(place.line) if place.file in texts else None
    files = {name: file for name, file in texts.items() if file.readable}
    meta = _read_meta(files, problems)
    loading = _Loading(files, problems)
    actors = loading.section("actors.yaml", "actors", Actor)
    places = loading.section("actors.yaml", "places", GeoPlace, optional=True)
    sources = loading.sources()
    statements = loading.statements()
    process = loading.process()
    procedures = loading.procedures()
    judgements = loading.whole_file("judgements.yaml", Judgement)
    expectations = loading.expectations()
    outlook = loading.one_file("outlook.yaml", OutlookFile)
    ledger = loading.one_file("ledger.yaml", LedgerFile)
    outcomes = loading.one_file("outcomes.yaml", OutcomesFile)
    if meta is None:
        return None, problems
    case = Case(
        folder,
        meta,
        actors,
        places,
        sources,
        statements,
        process,
        judgements,
        expectations,
        files,
        loading.names,
        procedures,
        outlook,
        ledger,
        outcomes,
    )
    return case, problems


def _read_files(folder: Path, problems: Problems) -> dict[str, YamlFile]:
    files: dict[str, YamlFile] = {}
    for path, name in _yaml_files(folder, problems):
        file, found = read_yaml(path, name)
        problems.extend(found)
        if file is not None:
            files[name] = file
    return files


def _yaml_files(folder: Path, problems: Problems) -> list[tuple[Path, str]]:
    root = folder.resolve()
    found: list[tuple[Path, str]] = []
    for place in (folder, *(folder / name for name in FOLDERS)):
        for path in _entries(place, root, problems):
            # A name that is no text (bytes of another encoding) must still be printable.
            name = path.relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode()
            if refusal := _refusal(path, name, root):
                problems.add(refusal)
            elif path.is_dir():
                continue
            elif len(found) >= MAX_FILES:
                problems.add(Problem("too-many-files", f"More than {MAX_FILES} files.", Place(name)))
                return found
            else:
                found.append((path, name))
    return found


def _entries(place: Path, root: Path, problems: Problems) -> list[Path]:
    """YAML files of a folder, and folders with such files in them."""
    if not place.is_dir():
        return []
    if not _inside(place, root):
        problems.add(_leaves(place.name))
        return []
    try:
        visible = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.add(Problem("unreadable-file", f"The folder cannot be read: {reason}.", Place(place.name)))
        return []
    return [path for path in visible if _holds_yaml(path, root)]


def _holds_yaml(path: Path, root: Path) -> bool:
    if not path.is_dir():
        return path.suffix in (".yaml", ".yml")
    try:
        return _inside(path, root) and any(inner.suffix in (".yaml", ".yml") for inner in path.iterdir())
    except OSError:
        return False


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link that leads to itself: reading it says so
        return True


def _refusal(path: Path, name: str, root: Path) -> Problem | None:
    """Why an entry of the folder is not read."""
    folder, _, own = name.rpartition("/")
    if not _inside(path, root):
        return _leaves(name)
    if path.is_dir() and name not in FOLDERS:
        near = None if folder else closest_name(name, FOLDERS)
        return Problem("unknown-file", f"'{name}' is no folder of a case.", Place(name), closest=near)
    if path.suffix == ".yml" or (not folder and not path.is_dir() and name not in TOP_FILES):
        near = name.removesuffix(".yml") + ".yaml" if folder else closest_name(name, TOP_FILES)
        return Problem("unknown-file", f"'{name}' is no file of a case.", Place(name), closest=near)
    if folder and not is_id(own.removesuffix(".yaml")):
        return Problem(
            "bad-id",
            f"'{own.removesuffix('.yaml')}' is no id, and the file gives its name to what is in it.",
            Place(name),
            hint="small letters, digits and hyphens, beginning with a letter or digit",
        )
    return None


def _leaves(name: str) -> Problem:
    return Problem(
        "link-leaves-case",
        f"'{name}' is a link to something outside the case folder.",
        Place(name),
        hint="copy the file into the case",
    )


def _read_meta(files: dict[str, YamlFile], problems: Problems) -> CaseFile | None:
    file = files.get("case.yaml")
    if file is None:
        if not any(problem.place and problem.place.file == "case.yaml" for problem in problems.found):
            problems.add(Problem("no-case-file", "The folder has no case.yaml.", hint="'detente new' starts a case"))
        return None
    meta, found = read_item(CaseFile, file, (), file.tree)
    problems.extend(found)
    if meta is not None and meta.as_of.start != meta.as_of.last:
        problems.add(
            Problem(
                "bad-date",
                "The as-of date must be a single day.",
                file.place(("as-of",)),
                hint="write it as 2025-04-30",
            )
        )
        return None
    return meta


class _Loading:
    """Reads the sections of a case and keeps the names that may be referred to."""

    def __init__(self, files: dict[str, YamlFile], problems: Problems) -> None:
        self.files = files
        self.problems = problems
        self.names: dict[str, frozenset[str] | None] = {}
        self._unreadable = {p.place.file for p in problems.found if p.place} - set(files)
        self._misspelt: set[str] = set()
        for name in _NEEDED:
            if name not in files and name not in self._unreadable:
                problems.add(Problem("missing-file", f"The case has no {name}.", Place(name)))
        self._keys("actors.yaml", ["actors", "places"])
        self._keys("process.yaml", ["ladder", *_REGISTERS])

    def _keys(self, name: str, known: list[str]) -> None:
        """The sections of a file: unknown ones are problems, and what one of them seems to mean cannot be known."""
        file = self.files.get(name)
        tree = file.tree if file is not None else {}
        if file is not None and not isinstance(tree, dict):
            self.problems.add(expected_mapping(file, ()))
        elif file is not None and isinstance(tree, dict):
            for key in tree:
                if key not in known:
                    near = closest_name(key, known)
                    self._misspelt.add((near or "").removesuffix("s"))
                    self.problems.add(
                        Problem(
                            "unknown-key",
                            f"There is no key '{key}' here.",
                            file.place((key,), of_key=True),
                            closest=near,
                            hint=None if near else f"known keys: {', '.join(known)}",
                        )
                    )

    def section(self, name: str, key: str, model: type[M], *, optional: bool = False) -> dict[str, M]:
        kind = key.removesuffix("s")
        file = self.files.get(name)
        if file is None or not isinstance(file.tree, dict):
            self.names[kind] = None
            return {}
        tree = file.tree.get(key)
        if tree is None:
            self.names[kind] = frozenset() if optional and kind not in self._misspelt else None
            if not optional:
                self.problems.add(Problem("missing-key", f"'{key}' is missing.", file.place()))
            return {}
        self.names[kind] = frozenset(tree) if isinstance(tree, dict) else None
        items, found = read_items(model, file, tree, (key,))
        self.problems.extend(found)
        return items

    def whole_file(self, name: str, model: type[M]) -> dict[str, M]:
        file = self.files.get(name)
        if file is None:
            return {}
        items, found = read_items(model, file, file.tree)
        self.problems.extend(found)
        return items

    def sources(self) -> dict[str, Source]:
        sources: dict[str, Source] = {}
        names: set[str] = set()
        for name, file in self._in("sources"):
            names.add(name)
            source, found = read_item(Source, file, (), file.tree)
            self.problems.extend(found)
            if source is not None:
                sources[name] = source
        names |= {Path(name).stem for name in self._unreadable if name.startswith("sources/")}
        self.names["source"] = None if "sources" in self._unreadable else frozenset(names)
        return sources

    def statements(self) -> dict[str, Statement]:
        statements: dict[str, Statement] = {}
        names: set[str] = set()
        for source, file in self._in("record"):
            items, found = read_items(Statement, file, file.tree)
            self.problems.extend(found)
            statements |= {f"{source}/{key}": item for key, item in items.items()}
            if isinstance(file.tree, dict):
                names |= {f"{source}/{key}" for key in file.tree}
        self.names["statement"] = None if "record" in self._unreadable else frozenset(names)
        self.names["unreadable record"] = frozenset(
            Path(name).stem for name in self._unreadable if name.startswith("record/")
        )
        return statements

    def process(self) -> ProcessFile:
        name = "process.yaml"
        file = self.files.get(name)
        ladder: tuple[str, ...] = ()
        if file is not None and isinstance(file.tree, dict):
            given = file.tree.get("ladder")
            if isinstance(given, list) and all(isinstance(rung, str) for rung in given):
                ladder = tuple(str(rung) for rung in given)
                if len(set(ladder)) < len(ladder):
                    self.problems.add(Problem("duplicate-rung", "A rung stands twice.", file.place(("ladder",))))
            elif given is not None:
                self.problems.add(
                    Problem("wrong-shape", "A list of rungs is expected here.", file.place(("ladder",)))
                )
            elif "ladder" not in self._misspelt:
                self.problems.add(Problem("missing-key", "'ladder' is missing: a list of rungs.", file.place()))
        sections = {key: self.section(name, key, model, optional=True) for key, model in _REGISTERS.items()}
        return ProcessFile.model_construct(ladder=ladder, **sections)  # type: ignore[arg-type]

    def procedures(self) -> dict[str, Procedure]:
        procedures: dict[str, Procedure] = {}
        names = {Path(name).stem for name in self._unreadable if name.startswith("procedures/")}
        bodies: set[str] = set()
        for name, file in self._in("procedures"):
            names.add(name)
            procedure, found = read_item(Procedure, file, (), file.tree)
            self.problems.extend(found)
            if procedure is not None:
                procedures[name] = procedure
            if isinstance(file.tree, dict) and isinstance(given := file.tree.get("bodies"), dict):
                bodies |= set(given)
        unreadable = any(name.startswith("procedures/") for name in self._unreadable)
        self.names["procedure"] = frozenset(names)
        self.names["body"] = None if unreadable else frozenset(bodies)
        return procedures

    def expectations(self) -> tuple[Expectation, ...]:
        file = self.files.get("expect.yaml")
        if file is None:
            return ()
        if not isinstance(file.tree, list):
            self.problems.add(Problem("wrong-shape", "A list of expectations is expected here.", file.place()))
            return ()
        read = [read_item(Expectation, file, (index,), value) for index, value in enumerate(file.tree)]
        for _, found in read:
            self.problems.extend(found)
        return tuple(item for item, _ in read if item is not None)

    def one_file(self, name: str, model: type[M]) -> M | None:
        """A file that is one item."""
        file = self.files.get(name)
        if file is None:
            return None
        item, found = read_item(model, file, (), file.tree)
        self.problems.extend(found)
        return item

    def _in(self, folder: str) -> list[tuple[str, YamlFile]]:
        return [
            (Path(name).stem, file) for name, file in self.files.items() if Path(name).parent.as_posix() == folder
        ]
