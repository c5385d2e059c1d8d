"""detente schema FOLDER"""

from __future__ import annotations

import argparse
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write them")


def run(args: argparse.Namespace) -> int:
    """Writes one file for each kind of case file."""
    from detente.case.schema import schemas
    from detente.notation.atomic import write_atomically

    for name, text in schemas().items():
        write_atomically(args.folder / f"{name}.json", text.encode())
    print(f"{len(schemas())} schemas in {args.folder}")
    return 0
