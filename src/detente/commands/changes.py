"""detente changes FROM [TO] [--case CASE]"""

from __future__ import annotations

import argparse
import sys

from detente.commands.case_argument import add_json, day, print_table, usable


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("before", type=day, metavar="FROM", help="what was known on this day ...")
    parser.add_argument(
        "after", type=day, nargs="?", metavar="TO", help="... against this one (default: the case's own)"
    )
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0, or 1 where the case has errors, 2 where the days do not fit."""
    from detente.case.as_of import LaterThanCase
    from detente.positions.change import changes_table

    case = usable(args)
    if case is None:
        return 1
    after = args.after or case.day
    if args.before > after:
        print(f"detente: {args.before} is later than {after}", file=sys.stderr)
        return 2
    try:
        print_table(changes_table(case, args.before, after), as_json=args.json)
    except LaterThanCase as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    return 0
