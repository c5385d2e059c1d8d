"""CASE and --as-of: which case a command works on, and as of when."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.notation.problem import Problem, Problems

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.positions.table import Table

DEFAULT = "armenia-azerbaijan"


def add_case(parser: argparse.ArgumentParser) -> None:
    """The CASE argument."""
    parser.add_argument(
        "case", nargs="?", default=None, metavar="CASE", help="a case folder, or the name of a shipped case"
    )


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """--as-of DAY"""
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DAY",
        help="use nothing known later than this day (2025-03-20); default: the case's own",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json"""
    parser.add_argument("--json", action="store_true", help="print plain data instead of text")


def day(text: str) -> date:
    """A calendar day, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2025-03-20") from None


def shipped() -> Path:
    """The folder of the cases that ship with the package: inside it when installed, beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "cases"
    return inside if inside.is_dir() else package.parents[1] / "cases"


def folder_of(name: str | None) -> Path:
    """The folder of a case: a path, else a shipped case of that name."""
    if name is None:
        return shipped() / DEFAULT
    for path in (Path(name), shipped() / name):
        if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir, False for a name that no system can hold
            return path
    return Path(name)


def checked(name: str | None, *, outlook: bool = False) -> tuple[Case | None, Problems]:
    """The case with all problems of its form and content; with `outlook` also those that show only when its process
    is built, which takes NumPy."""
    from detente.case.loader import load
    from detente.checks.check import run

    case, problems = load(folder_of(name))
    if case is not None:
        problems.extend(run(case, sound=not problems.errors))
        problems.extend(_of_outlook(case, problems) if outlook else ())
    return case, problems


def _of_outlook(case: Case, problems: Problems) -> Iterator[Problem]:
    """What shows only when the process of the outlook is built; not where the process itself has errors."""
    if case.outlook is None or any(p.place is None or p.place.file != "outlook.yaml" for p in problems.errors):
        return
    from detente.outlook.case_problems import problems as of_outlook

    yield from of_outlook(case, [p.place for p in problems.errors if p.place])


def usable(args: argparse.Namespace, *, outlook: bool = False) -> Case | None:
    """The case as of --as-of, where it has no errors; otherwise they are printed, and the answer is None. With
    `outlook` the outlook must be one that can be drawn."""
    from detente.case.as_of import LaterThanCase, as_of

    case, problems = checked(args.case, outlook=outlook)
    if case is None or problems.errors:
        print(problems.text(notes=False), file=sys.stderr)
        return None
    wanted = getattr(args, "as_of", None)
    try:
        return as_of(case, wanted or case.day)
    except LaterThanCase as error:
        print(f"detente: {error}", file=sys.stderr)
        return None


def print_problems(problems: Problems, *, as_json: bool) -> None:
    """As text, or as a JSON array."""
    print(problems_json(problems.in_order()) if as_json else problems.text())


def problems_json(problems: Iterable[Problem]) -> str:
    """One array."""
    return json.dumps([problem.as_json() for problem in problems], ensure_ascii=False, indent=1)


def print_table(table: Table, *, as_json: bool) -> None:
    """A view, fitted to the terminal, or as JSON."""
    from detente.commands.terminal import fitted

    print(json.dumps(table.as_json(), ensure_ascii=False, indent=1) if as_json else fitted(table))
