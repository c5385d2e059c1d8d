"""--extractor and --extractor-command: a stronger reader beside the rules, off unless it is named."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.reading.plugin_command import Command


def add_extractor(parser: argparse.ArgumentParser) -> None:
    """The options; one extractor at a time."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--extractor",
        metavar="NAME",
        help="let an installed extractor, or package.module:factory, propose too; only what stands verbatim stays",
    )
    one.add_argument(
        "--extractor-command",
        metavar="CMD",
        help="the same for a command that reads the text and writes JSON lines; no shell is used",
    )
    parser.add_argument(
        "--extractor-seconds", type=float, default=120.0, metavar="N", help="time of the command for one text (120)"
    )
    parser.add_argument(
        "--extractor-memory",
        type=float,
        default=8.0,
        metavar="GB",
        help="memory of the command (8; 0: no bound, for programs that map more than they use)",
    )


def extractor_named(args: argparse.Namespace) -> str | Command | None:
    """What the options name. Raises `ExtractorFailed` where it is not there."""
    from detente.reading.plugin import ExtractorFailed
    from detente.reading.plugin_command import command
    from detente.review.intake import extractor_of

    if args.extractor_command is not None:
        if not (args.extractor_seconds > 0 and args.extractor_memory >= 0):
            raise ExtractorFailed("--extractor-seconds is over 0, --extractor-memory 0 or over")
        memory = int(args.extractor_memory * 2**30)
        return command(args.extractor_command, seconds=args.extractor_seconds, memory=memory)
    extractor_of(args.extractor)
    named: str | None = args.extractor
    return named
