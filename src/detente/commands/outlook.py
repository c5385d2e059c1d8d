"""detente outlook [CASE]"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.case_argument import add_as_of, add_case, add_json, usable
from detente.commands.outlook_argument import add_draws, add_horizon, add_place, drawn

if TYPE_CHECKING:
    from detente.outlook.forecast import Forecast

HELP = "say how likely each rung and each danger is by a day, what comes last, and what the numbers lean on"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    add_horizon(parser)
    add_draws(parser, auto=True)
    add_place(parser)
    parser.add_argument(
        "--given", action="append", type=state, metavar="DRIVER=STATE",
        help="a scenario: with this driver in this state now; repeatable",
    )  # fmt: skip
    parser.add_argument("--months", action="store_true", help="the risk of each end by month; decisive moments")
    parser.add_argument("--drivers", action="store_true", help="list drivers, what moves what, and the two parties")
    parser.add_argument("--assumptions", action="store_true", help="list every number with its basis and reason")
    parser.add_argument(
        "--save", type=Path, metavar="FILE", help="freeze the values in a small file, for 'detente changes --frozen'"
    )


def state(text: str) -> tuple[str, str]:
    """A driver and its state, for argparse."""
    driver, equals, name = text.partition("=")
    if not (driver and equals and name):
        raise argparse.ArgumentTypeError(f"'{text}' is no state of a driver; write DRIVER=STATE")
    return driver, name


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 where nothing can be drawn."""
    case = usable(args, outlook=True)
    if case is None:
        return 1
    from detente.outlook.forecast import forecast
    from detente.procedures.compile import compiled

    horizons, given = args.horizon, dict(args.given or ())
    if args.save is not None and given:
        print("detente: --save freezes the outlook itself, not one in which a state is given", file=sys.stderr)
        return 2
    found = drawn(
        lambda: forecast(
            case,
            compiled(case),
            horizons=horizons,
            draws=args.draws,
            seed=args.seed,
            given=given,
            moments=args.months,
        ),
        args,
    )
    if found is None:
        return 2
    if args.save is not None and not _saved(found, args.save):
        return 2
    if args.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(found, args)
    return 0


def _saved(found: Forecast, file: Path) -> bool:
    from detente.notation.atomic import write_atomically
    from detente.outlook.change.frozen import run_record

    try:
        write_atomically(file, run_record(found).text().encode())
    except OSError as error:
        print(f"detente: {file}: {error.strerror or error}", file=sys.stderr)
        return False
    return True


def _print(found: Forecast, args: argparse.Namespace) -> None:
    from detente.commands.terminal import fitted
    from detente.outlook.address import outlook_id

    data = found.tables(assumptions=args.assumptions, drivers=args.drivers, months=args.months)
    print("\n".join([found.warning, *found.notes]) + "\n")
    print("\n\n".join(fitted(table) for table in data))
    goal = next(iter((*found.rungs, *found.hazards)), None)
    if goal is not None:
        print(f"\nWhat a number rests on: detente explain {outlook_id(goal, found.horizons[0])}")
