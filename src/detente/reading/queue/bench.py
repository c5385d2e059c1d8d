"""A workbench: a private copy of the case's files on which a change is tried before the case itself is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from detente.case.case import Case
from detente.case.loader import FOLDERS, TOP_FILES, load
from detente.checks.check import run
from detente.notation.problem import Problem, Problems

Change = Mapping[str, str | None]
"""New text of files by their name in the case; None where a file goes."""


class Bench:
    """Use as a context manager: the copy is removed at the end."""

    def __init__(self, folder: Path) -> None:
        self._root = tempfile.TemporaryDirectory(prefix="detente-review-")
        self.folder = Path(self._root.name) / "case"
        self.folder.mkdir()
        for name in TOP_FILES:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, self.folder / name)
        for name in FOLDERS:
            for path in sorted((folder / name).glob("*.yaml")) if (folder / name).is_dir() else ():
                (self.folder / name).mkdir(exist_ok=True)
                shutil.copyfile(path, self.folder / name / path.name)

    def __enter__(self) -> Bench:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._root.cleanup()

    def tried(self, change: Change) -> tuple[Case | None, Problems]:
        """The case with the change, and what `check` says of it. The change stays on the bench only if it is good."""
        before = {name: self._text(name) for name in change}
        self._put(change)
        case, problems = load(self.folder)
        if case is not None:
            problems.extend(run(case, sound=not problems.errors))
        if case is None or problems.errors:
            self._put(before)
            return None, problems
        return case, problems

    def _text(self, name: str) -> str | None:
        path = self.folder / name
        return path.read_bytes().decode("utf-8") if path.exists() else None

    def _put(self, change: Change) -> None:
        for name, text in change.items():
            path = self.folder / name
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(text.encode("utf-8"))


def new_errors(problems: Problems) -> list[Problem]:
    """The errors, in reading order."""
    return [problem for problem in problems.in_order() if problem in problems.errors]
