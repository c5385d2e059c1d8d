"""--horizon, --draws, --seed, --dask: what every command that draws takes, and how it says that it cannot draw."""

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


def add_draws(parser: argparse.ArgumentParser, draws: int = 10_000, *, auto: bool = False) -> None:
    """--draws, --seed"""
    says = f"default: {draws}" + ("; 'auto' draws until no rung moves by a point" if auto else "")
    parser.add_argument("--draws", type=_auto if auto else int, default=draws, metavar="N", help=says)
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same numbers")


def add_place(parser: argparse.ArgumentParser) -> None:
    """--workers, --dask"""
    parser.add_argument(
        "--workers", type=int, metavar="N", help="cores to use; the same numbers (default: all for large runs)"
    )
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="draw on the Dask cluster at ADDRESS (tcp://host:8786); the same numbers"
    )


def _auto(word: str) -> int | None:
    return None if word == "auto" else int(word)


def drawn(draw: Callable[[], T], args: argparse.Namespace) -> T | None:
    """What ``draw`` returns; None where the case has no outlook, the question is wrong or nothing can be drawn, which
    is printed."""
    from detente.outlook.draws.place import NoCluster, at
    from detente.outlook.from_case import NoOutlook
    from detente.outlook.problem import InvalidModel
    from detente.outlook.question import BadQuestion

    if args.dask is not None and args.workers is not None:
        print("detente: --workers is for this machine, --dask for a cluster: give one of them", file=sys.stderr)
        return None
    if args.workers is not None and args.workers < 1:
        print(f"detente: expected at least one worker, found {args.workers}", file=sys.stderr)
        return None
    try:
        with at(workers=args.workers, dask=args.dask):
            return draw()
    except BadQuestion as error:
        print(error, file=sys.stderr)
    except (NoOutlook, InvalidModel, NoCluster) as error:
        print(f"detente: {error}", file=sys.stderr)
    return None
