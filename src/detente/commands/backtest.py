"""detente backtest"""

from __future__ import annotations

import argparse
import json
import sys

from detente.commands.case_argument import add_json, day


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="DAY",
        help="use no text that began, and no end that came, after this day (default: 2025-04-30)",
    )
    parser.add_argument("--texts", action="store_true", help="show the forecast of each text as well")
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0; 2 where by that day too few texts are known."""
    from detente.commands.terminal import fitted
    from detente.scoring.backtest import SPEAKS_AS_OF, TooFewTexts, backtest
    from detente.scoring.backtest_report import as_json, said, tables

    try:
        found = backtest(args.as_of or SPEAKS_AS_OF)
    except TooFewTexts as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=1))
        return 0
    print(said(found) + "\n")
    print("\n\n".join(fitted(table) for table in tables(found, texts=args.texts)))
    return 0
