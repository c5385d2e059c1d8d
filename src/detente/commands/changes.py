"""detente changes FROM [TO] [--case CASE]; detente changes --without SOURCE"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.case_argument import add_json, checked, folder_of
from detente.commands.outlook_argument import add_draws, add_horizon

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.outlook.change.frozen import RunRecord
    from detente.outlook.change.split import Split
    from detente.positions.table import Table

LEDGER = "ledger"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("before", nargs="?", metavar="FROM", help="a day, or a folder with an earlier version ...")
    parser.add_argument(
        "after", nargs="?", metavar="TO", help="... against this day or version (default: the case as it is)"
    )
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="SOURCE",
        help="what would change if this source were withdrawn, and what leans on it; repeatable",
    )
    parser.add_argument(
        "--frozen",
        metavar="FILE",
        help="values frozen by 'detente outlook --save FILE', or the word ledger for those of ledger.yaml: what "
        "a newer engine changes is shown apart",
    )
    add_horizon(parser)
    add_draws(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0, or 1 where a case has errors, 2 where the two cannot be compared."""
    from detente.case.as_of import LaterThanCase

    try:
        sides = _without(args) if args.without else _sides(args)
    except (LaterThanCase, _Unusable) as error:
        print(error if isinstance(error, _Unusable) and error.whole else f"detente: {error}", file=sys.stderr)
        return error.status if isinstance(error, _Unusable) else 2
    (before, old), (after, new) = sides
    from detente.outlook.change.frozen import BadRecord

    try:
        return _tell(args, before, old, after, new, _frozen(args.frozen, old))
    except BadRecord as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2


def _frozen(name: str | None, old: Case) -> RunRecord | None:
    """From a file, or from the ledger of the earlier version."""
    from detente.outlook.change.asked import ledger_record
    from detente.outlook.change.frozen import read_record

    if name is None:
        return None
    return ledger_record(old) if name == LEDGER else read_record(Path(name))


def _tell(args: argparse.Namespace, before: str, old: Case, after: str, new: Case, frozen: RunRecord | None) -> int:
    from detente.positions.change import between, changes_table
    from detente.positions.edit import edits, edits_table

    tables = [changes_table(between(old, new), before, after)]
    edited = edits(old, new)
    if edited:
        tables.append(edits_table(edited, before, after))
    if args.without:
        tables.append(_leaning(old, args.without))
    numbers = _numbers(args, old, new, frozen)
    if args.json:
        _print_json(tables, numbers)
        return 0
    from detente.commands.terminal import fitted

    if not isinstance(numbers, str):
        from detente.outlook.change.tables import split_tables

        tables += split_tables(new, numbers)
    print("\n\n".join(fitted(table) for table in tables))
    if isinstance(numbers, str):
        print(f"\nProbabilities: not compared: {numbers}")
    return 0


def _print_json(tables: list[Table], numbers: Split | str) -> None:
    from detente.outlook.change.tables import split_json

    found = tables[0].as_json()
    found |= {f"{table.name}": table.as_json()["rows"] for table in tables[1:]}
    found["outlook"] = {"not-compared": numbers} if isinstance(numbers, str) else split_json(numbers)
    print(json.dumps(found, ensure_ascii=False, indent=1))


def _numbers(args: argparse.Namespace, old: Case, new: Case, frozen: RunRecord | None) -> Split | str:
    """The split, or why there is none."""
    from detente.outlook.change.split import NoComparison, split
    from detente.outlook.problem import InvalidModel

    try:
        return split(old, new, frozen=frozen, horizons=args.horizon or (), draws=args.draws, seed=args.seed)
    except (NoComparison, InvalidModel) as error:
        return str(error)


def _leaning(case: Case, sources: list[str]) -> Table:
    from detente.trace.leaning import leaning, leaning_table

    return leaning_table(leaning(case, sources), sources)


# -- the two sides --------------------------------------------------------------------------------


class _Unusable(Exception):
    """A side that cannot be had: the message, and the exit status."""

    def __init__(self, message: str, status: int, *, whole: bool = False) -> None:
        super().__init__(message)
        self.status, self.whole = status, whole


def _sides(args: argparse.Namespace) -> tuple[tuple[str, Case], tuple[str, Case]]:
    if args.before is None and args.frozen is None:
        raise _Unusable("say from what: a day (2025-03-20), or the folder of an earlier version", 2)
    now: list[Case] = []
    sides = [_side(args, text, now) for text in (args.before, args.after)]
    (before, old), (after, new) = sides
    if _day(args.before) and _day(args.after or "") and old.day > new.day:
        raise _Unusable(f"{before} is later than {after}", 2)
    if _day(args.before) and args.after is None and old.day > new.day:
        raise _Unusable(f"{before} is later than {after}", 2)
    return (before, old), (after, new)


def _side(args: argparse.Namespace, text: str | None, now: list[Case]) -> tuple[str, Case]:
    """Its name and the case: as it was on a day, or a version of it."""
    from detente.case.as_of import as_of

    if text is not None and _day(text) is None:
        if not os.path.isdir(folder_of(text)):  # noqa: PTH112 - False for what is no name of a folder
            raise _Unusable(f"'{text}' is no day (2025-03-20) and no case folder", 2)
        case = _usable(text)
        return f"{text} ({case.day.isoformat()})", case
    if not now:
        now.append(_usable(args.case))
    on = _day(text) if text is not None else None
    return (on or now[0].day).isoformat(), as_of(now[0], on or now[0].day)


def _usable(name: str | None) -> Case:
    from detente.case.as_of import as_of

    case, problems = checked(name)
    if case is None or problems.errors:
        raise _Unusable(problems.text(), 1, whole=True)
    return as_of(case, case.day)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _without(args: argparse.Namespace) -> tuple[tuple[str, Case], tuple[str, Case]]:
    from detente.case.as_of import without
    from detente.notation.problem import closest_name

    if args.before is not None:
        raise _Unusable("--without compares the case with itself; give no FROM", 2)
    case = _usable(args.case)
    for name in args.without:
        if name not in case.sources:
            near = closest_name(name, case.sources)
            raise _Unusable(f"the case has no source '{name}'" + (f"; closest: {near}" if near else ""), 2)
    return ("with", case), (f"without {', '.join(args.without)}", without(case, *args.without))
