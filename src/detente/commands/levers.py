"""detente levers [CASE] [--rung RUNG] [--by DAY]"""

from __future__ import annotations

import argparse
import json

from detente.commands.case_argument import add_as_of, add_case, add_json, day, usable
from detente.commands.outlook_argument import add_draws, add_place, drawn

HELP = "rank the levers of the outlook by what each alone does to a rung, under those who could pull it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    parser.add_argument("--rung", metavar="RUNG", help="the rung that is moved (default: the next)")
    parser.add_argument("--by", type=day, metavar="DAY", help="by this day (default: the first telling horizon)")
    add_draws(parser, 4_000)
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 where nothing can be drawn."""
    case = usable(args, outlook=True)
    if case is None:
        return 1
    from detente.outlook.ranking import ranking
    from detente.procedures.compile import compiled

    found = drawn(
        lambda: ranking(case, compiled(case), rung=args.rung, by=args.by, draws=args.draws, seed=args.seed), args
    )
    if found is None:
        return 2
    if args.json:
        plain = {
            "rung": found.rung,
            "by": found.by.isoformat(),
            "chance": found.chance.value,
            "levers": [
                {
                    "name": each.key,
                    "actor": list(each.lever.actor),
                    "change": each.change.value,
                    "low": each.change.low,
                    "high": each.change.high,
                    "moves": each.moves,
                    "needs-consent-of": list(each.missing),
                }
                for each in found.levers
            ],
        }
        print(json.dumps(plain, ensure_ascii=False, indent=1))
        return 0
    from detente.commands.terminal import fitted

    print("Read this first: the effect of each lever is assumed, and each is pulled alone.\n")
    print(fitted(found.table()))
    return 0
