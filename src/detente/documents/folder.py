"""Which files are meant: the files that are named, and in named folders all that look like documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.documents.sniff import readable
from detente.documents.trouble import error
from detente.notation.problem import Problem


@dataclass(frozen=True, slots=True)
class Listed:
    """The files to read, in order; how many others in the folders were passed over; what is wrong with the rest."""

    files: tuple[Path, ...]
    passed_over: int = 0
    problems: tuple[Problem, ...] = ()


def listed(paths: Iterable[Path]) -> Listed:
    """Files as they are named; a folder gives the documents in it and below, by name.

    Hidden files and folders, links to folders, and files whose names end like no format that is read are passed over.
    A file that is reached twice is read once.
    """
    files: dict[Path, None] = {}
    problems: list[Problem] = []
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            files.setdefault(path)
            continue
        before = len(files)
        for found in _below(path, problems):
            if readable(found.name):
                files.setdefault(found)
            else:
                passed_over += 1
        if len(files) == before and not problems:
            problems.append(error("no-documents", "this folder holds no document that is read", str(path)))
    return Listed(tuple(files), passed_over, tuple(problems))


def _below(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    def refused(failure: OSError) -> None:
        reason = os.strerror(failure.errno) if failure.errno else "it cannot be read"
        problems.append(error("unreadable-file", f"this folder cannot be opened: {reason}", str(failure.filename)))

    for here, folders, names in os.walk(folder, onerror=refused, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here) / name for name in sorted(names) if not name.startswith("."))
