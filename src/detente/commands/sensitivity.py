"""detente sensitivity [CASE] [--rung RUNG] [--by DAY] [--shares]"""

from __future__ import annotations

import argparse
import json

from detente.commands.case_argument import add_as_of, add_case, add_json, day, usable
from detente.commands.outlook_argument import add_place, drawn

HELP = "show which uncertain numbers move a rung most: a tornado, with --shares the shares of variance"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    add_place(parser)
    parser.add_argument("--rung", metavar="RUNG", help="the rung that is moved (default: the next)")
    parser.add_argument("--by", type=day, metavar="DAY", help="by this day (default: the first telling horizon)")
    parser.add_argument("--most", type=int, default=15, metavar="N", help="the N longest bars (default: 15)")
    parser.add_argument(
        "--shares", action="store_true", help="also shares of variance, alone and with interactions; takes longer"
    )
    parser.add_argument(
        "--trajectories", type=int, default=1_000, metavar="N", help="draws at each value (default: 1000)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same numbers")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 where nothing can be drawn."""
    case = usable(args, outlook=True)
    if case is None:
        return 1
    from detente.outlook.tornado import tornado
    from detente.procedures.compile import compiled

    found = drawn(
        lambda: tornado(
            case,
            compiled(case),
            rung=args.rung,
            by=args.by,
            shares=args.shares,
            trajectories=args.trajectories,
            seed=args.seed,
        ),
        args,
    )
    if found is None:
        return 2
    if args.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return 0
    from detente.commands.terminal import fitted

    print("\n\n".join(fitted(table) for table in found.tables(max(1, args.most))))
    return 0
