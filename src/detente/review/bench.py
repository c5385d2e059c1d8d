"""A workbench: a private copy of the case's files on which a change is tried before the case itself is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from detente.case.case import Case
from detente.case.loader import FOLDERS, TOP_FILES, load
from detente.checks.check import run
from detente.notation.problem import Problem, Problems

Change = Mapping[str, str | None]
"""New text of files by their name in the case; None where a file goes."""

_UNEXPECTED = "unmet-expectation"


class Bench:
    """Kept in step with the case: what somebody edits in the case meanwhile is seen at the next trial."""

    def __init__(self, folder: Path) -> None:
        self._case = folder
        self._root = tempfile.TemporaryDirectory(prefix="detente-review-")
        self.folder = Path(self._root.name) / "case"
        self._known: dict[str, tuple[int, int]] = {}

    def close(self) -> None:
        """Remove the copy."""
        self._root.cleanup()

    def tried(self, change: Change) -> tuple[Case | None, Problems]:
        """The case with the change and what `check` says of it; None where that has errors."""
        self._follow()
        for name, text in change.items():
            self._known.pop(name, None)
            path = self.folder / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode("utf-8"))
        case, problems = load(self.folder)
        if case is not None:
            problems.extend(run(case, sound=not problems.errors))
        return (None if case is None or problems.errors else replace(case, folder=self._case)), problems

    def _follow(self) -> None:
        """Bring the copy in line with the case."""
        self.folder.mkdir(exist_ok=True)
        now = dict(self._files())
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in now:
                path.unlink()
        for name, mark in now.items():
            if self._known.get(name) != mark or not (self.folder / name).exists():
                (self.folder / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(self._case / name, self.folder / name)
        self._known = now

    def _files(self) -> Iterator[tuple[str, tuple[int, int]]]:
        paths = [self._case / name for name in TOP_FILES]
        for folder in FOLDERS:
            if (self._case / folder).is_dir():
                paths += sorted((self._case / folder).glob("*.yaml"))
        for path in paths:
            if path.is_file():
                status = path.stat()
                yield path.relative_to(self._case).as_posix(), (status.st_mtime_ns, status.st_size)


def errors(problems: Problems) -> list[Problem]:
    """The errors in reading order; where the case no longer comes out as its author expects, with a cure."""
    found = [problem for problem in problems.in_order() if problem in problems.errors]
    cure = "this statement changes what expect.yaml asserts: change that line first, then come back to the card"
    return [replace(p, hint=cure) if p.code == _UNEXPECTED else p for p in found]
