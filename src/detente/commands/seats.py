"""detente seats [HOUSE] --held 64 --of 105"""

from __future__ import annotations

import argparse
import sys

from detente.commands.case_argument import add_as_of, add_json, print_table, usable

HELP = "show which steps of a house a distribution of seats opens, and who is short of what"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("house", nargs="?", metavar="HOUSE", help="default: the house with the most steps")
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    add_as_of(parser)
    add_json(parser)
    parser.add_argument("--held", type=int, metavar="N", help="votes of those in favour (default: the largest bloc)")
    parser.add_argument("--of", type=int, metavar="N", help="size of the house (default: the sitting house)")
    parser.add_argument(
        "--for",
        dest="favour",
        action="append",
        default=[],
        metavar="BLOC[=SEATS]",
        help="a bloc in favour; repeatable",
    )
    parser.add_argument("--bloc", action="append", default=[], metavar="NAME=SEATS", help="a bloc; give one for each")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 for wrong numbers."""
    case = usable(args)
    if case is None:
        return 1
    from detente.procedures.seats import NoHouse, house, in_favour, largest, seat_steps, seats_table

    try:
        name = house(case, args.house)
        seats = dict(_bloc(text) for text in args.bloc) or None
        if seats is None and args.of is not None:
            seats = {}
        if seats == {} and args.held is None and not args.favour:
            raise NoHouse("a house of another size needs --held N or --bloc NAME=SEATS")
        held, who = args.held, "the votes in favour"
        if args.favour:
            held, who = in_favour(case, name, args.favour, seats)
        steps = seat_steps(case, name, seats=seats, total=args.of, held=held)
    except (NoHouse, ValueError) as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    if held is None:
        who = largest(case, name, seats) or who
    print_table(seats_table(case, name, steps, who=who), as_json=args.json)
    return 0


def _bloc(text: str) -> tuple[str, int]:
    name, _, seats = text.partition("=")
    if not name.strip() or not seats.strip().isdigit():
        raise ValueError(f"'{text}' is no bloc; write NAME=SEATS")
    return name.strip(), int(seats)
