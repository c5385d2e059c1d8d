"""--horizon, --draws, --seed: what every command that draws takes, and how it says that it cannot draw."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeVar

from detente.commands.case_argument import day

T = TypeVar("T")


def add_horizon(parser: argparse.ArgumentParser) -> None:
    """--horizon DAY, repeatable"""
    parser.add_argument(
        "--horizon",
        action="append",
        type=day,
        metavar="DAY",
        help="by this day; repeatable (default: the case's own)",
    )


def add_draws(parser: argparse.ArgumentParser, draws: int = 10_000) -> None:
    """--draws, --seed"""
    parser.add_argument("--draws", type=int, default=draws, metavar="N", help=f"default: {draws}")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same numbers")


def drawn(draw: Callable[[], T]) -> T | None:
    """What ``draw`` returns; None where the case has no outlook, the question is wrong or nothing can be drawn, which
    is printed."""
    from detente.outlook.from_case import NoOutlook
    from detente.outlook.problem import InvalidModel
    from detente.outlook.question import BadQuestion

    try:
        return draw()
    except BadQuestion as error:
        print(error, file=sys.stderr)
    except (NoOutlook, InvalidModel) as error:
        print(f"detente: {error}", file=sys.stderr)
    return None
