"""detente whatif --set LEVER"""

from __future__ import annotations

import argparse
import json
import sys

from detente.commands.case_argument import add_as_of, add_case, add_json, day, usable

HELP = "pull levers of the outlook and compare before and after on the same draws"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    parser.add_argument(
        "--set",
        dest="levers",
        action="append",
        default=[],
        metavar="LEVER",
        help="a lever of the case's outlook; repeatable. Without any, they are listed",
    )
    parser.add_argument(
        "--horizon",
        action="append",
        type=day,
        metavar="DAY",
        help="by this day; repeatable (default: the case's own)",
    )
    parser.add_argument("--draws", type=int, default=10_000, metavar="N", help="default: 10000")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same numbers")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 where nothing can be drawn or a lever is unknown."""
    case = usable(args, outlook=True)
    if case is None:
        return 1
    from detente.commands.terminal import fitted
    from detente.outlook.from_case import NoOutlook
    from detente.outlook.problem import InvalidModel
    from detente.outlook.what_if import UnknownLever, what_if
    from detente.procedures.compile import compiled

    if not args.levers and case.outlook is not None:
        for name, item in case.outlook.levers.items():
            print(f"{name:24} {item.name} ({', '.join(case.name(actor) for actor in item.actor)})")
        return 0
    try:
        found = what_if(case, compiled(case), args.levers, horizons=args.horizon, draws=args.draws, seed=args.seed)
    except (NoOutlook, UnknownLever, InvalidModel) as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return 0
    print(found.warning + "\n")
    print("\n\n".join(fitted(table) for table in found.tables()))
    return 0
