"""detente wait [CASE] [--days N] [--rung RUNG] [--by DAY]"""

from __future__ import annotations

import argparse
import json

from detente.commands.case_argument import add_as_of, add_case, add_json, day, usable
from detente.commands.outlook_argument import add_draws, add_place, drawn

HELP = "compare acting now and waiting, for each party and each act that is open to it"
DAYS = 180


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"how long is waited (default: {DAYS})")
    parser.add_argument("--rung", metavar="RUNG", help="the rung that counts (default: the next)")
    parser.add_argument("--by", type=day, metavar="DAY", help="by this day (default: the first telling horizon)")
    add_draws(parser, 4_000)
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 where nothing can be drawn."""
    case = usable(args, outlook=True)
    if case is None:
        return 1
    from detente.outlook.waiting import waiting
    from detente.procedures.compile import compiled

    found = drawn(
        lambda: waiting(
            case, compiled(case), days=args.days, rung=args.rung, by=args.by, draws=args.draws, seed=args.seed
        ),
        args,
    )
    if found is None:
        return 2
    from detente.commands.terminal import fitted
    from detente.outlook.waiting_tables import plain, tables

    if args.json:
        data = {"rung": found.rung, "by": found.by.isoformat(), "days": found.days, "acts": list(plain(found))}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    print(
        "Read this first: this compares two assumptions about one act. What an outcome is worth to a party is known "
        "only where the record or the outlook says so.\n"
    )
    print("\n\n".join(fitted(table) for table in tables(found)))
    return 0
