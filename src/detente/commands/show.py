"""detente show VIEW [SUBJECT] [--case CASE]"""

from __future__ import annotations

import argparse
import sys

from detente.commands.case_argument import add_as_of, add_json, print_table, usable


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    from detente.positions.view import VIEWS

    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "views:\n" + "\n".join(f"  {name:13} {view.shows}" for name, view in VIEWS.items())
    parser.add_argument("view", metavar="VIEW", help="one of the views below")
    parser.add_argument(
        "subject", nargs="?", default="", metavar="SUBJECT", help="an issue, actor, event, ring or column"
    )
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    add_as_of(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0, or 2 where there is no such view."""
    from detente.positions.view import UnknownView, view

    case = usable(args)
    if case is None:
        return 1
    try:
        print_table(view(case, args.view, args.subject), as_json=args.json)
    except UnknownView as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    return 0
