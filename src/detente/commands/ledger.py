"""detente ledger [list | freeze | score | resolve QUESTION ANSWER] [CASE]"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import textwrap
from typing import TYPE_CHECKING

from detente.commands.case_argument import add_json, checked, day

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.positions.table import Table

ACTIONS = ("list", "freeze", "score", "resolve")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.usage = (
        "detente ledger [list | freeze | score] [CASE] [options]\n"
        "       detente ledger resolve QUESTION yes|no|void|disputed [CASE] --on DAY --source TEXT"
    )
    parser.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="what to do (list by default) and the case; QUESTION is EVENT.HORIZON, EVENT alone for all its "
        "horizons, or SOURCE/KEY for a forecast of a source",
    )
    parser.add_argument(
        "--as-of", type=day, metavar="DAY", help="use no forecast made and no answer known after this day"
    )
    parser.add_argument("--definitions", action="store_true", help="list: print each event in full, with its reasons")
    parser.add_argument("--draws", type=int, default=10_000, metavar="N", help="freeze: default 10000")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="freeze: default 1")
    parser.add_argument(
        "--again",
        action="store_true",
        help="freeze: add a forecast as of the case's day, made in the way of the last",
    )
    parser.add_argument("--on", type=day, metavar="DAY", help="resolve: the day of the event, or of a clear answer")
    parser.add_argument("--known", type=day, metavar="DAY", help="resolve: from when it is known, where later")
    parser.add_argument("--source", metavar="TEXT", help="resolve: where the answer stands")
    parser.add_argument("--note", metavar="TEXT", help="resolve: a remark")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors or something could not be frozen, 2 for what cannot be done."""
    words = list(args.words)
    action = words.pop(0) if words and words[0] in ACTIONS else "list"
    asked = [words.pop(0) for _ in range(2) if words] if action == "resolve" else []
    if len(words) > 1:
        return _wrong(f"'{words[1]}' is one word too many; see 'detente ledger --help'")
    case, problems = checked(words[0] if words else None)
    if case is None or problems.errors:
        print(problems.text(), file=sys.stderr)
        return 1
    if action == "freeze":
        return _freeze(case, args)
    if action == "resolve":
        return _resolve(case, asked, args)
    if case.ledger is None:
        return _wrong("the case has no ledger.yaml")
    return _show(case, action, args)


def _show(case: Case, action: str, args: argparse.Namespace) -> int:
    from detente.case.as_of import bounded
    from detente.commands.terminal import fitted
    from detente.scoring.ledger_tables import as_json, definitions, questions_table, score_tables, sources_table
    from detente.scoring.resolving import last_known

    asked_on: dt.date = args.as_of or (last_known(case) if action == "score" else case.day)
    known = bounded(case, asked_on) if asked_on < case.day else case
    if args.json:
        print(json.dumps(as_json(known, asked_on), ensure_ascii=False, indent=1))
        return 0
    tables: list[Table] = (
        list(score_tables(known, asked_on))
        if action == "score"
        else [*definitions(known, asked_on)]
        if args.definitions
        else [questions_table(known, asked_on), sources_table(known, asked_on)]
    )
    if case.ledger and case.ledger.note:
        print("\n".join(textwrap.wrap(case.ledger.note, 100)) + "\n")
    print("\n\n".join(fitted(table) for table in tables))
    return 0


def _freeze(case: Case, args: argparse.Namespace) -> int:
    from detente.notation.edit import CannotEdit, write
    from detente.scoring.freezing import FILE, Freezer, with_again, with_frozen

    path = case.folder / FILE
    if FILE not in case.files:
        return _wrong("the case has no ledger.yaml")
    try:
        text, case = with_again(case) if args.again else (case.files[FILE].text, case)
        freezer = Freezer(case, draws=args.draws, seed=args.seed)
        found = freezer.frozen()
        for problem in freezer.problems:
            print(f"{problem.place}: error[{problem.code}] {problem.message}", file=sys.stderr)
            if problem.closest:
                print(f"   closest: {problem.closest}", file=sys.stderr)
        if freezer.problems:
            print("nothing was written", file=sys.stderr)
            return 1
        if not found:
            print("nothing to freeze: every forecast of the ledger bears its number")
            return 0
        write(path, with_frozen(text, found))
    except CannotEdit as error:
        return _wrong(f"{FILE}: {error}")
    for place, frozen in found.items():
        numbers = ", ".join(f"{value.worded} by {day}" for day, value in frozen.values.items())
        print(f"{' > '.join(map(str, place))}: {numbers}")
    return 0


def _resolve(case: Case, asked: list[str], args: argparse.Namespace) -> int:
    from detente.notation.edit import CannotEdit, write
    from detente.scoring.resolving import FILE, CannotResolve, Resolving, resolved

    if len(asked) < 2 or args.on is None or not args.source:
        return _wrong("name the question, the answer (yes, no, void, disputed), --on DAY and --source TEXT")
    try:
        given = Resolving(asked[0], asked[1], args.on, args.source, known=args.known, note=args.note)
        text, names = resolved(case, given)
        write(case.folder / FILE, text)
    except (CannotResolve, CannotEdit) as error:
        return _wrong(str(error))
    print("\n".join(f"{name}: {answer}" for name, answer in names.items()))
    return 0


def _wrong(message: str) -> int:
    print(f"detente: {message}", file=sys.stderr)
    return 2
