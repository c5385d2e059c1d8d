"""The case that a command may write to: never one that ships inside the installed package."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.case_argument import checked, shipped

if TYPE_CHECKING:
    from detente.case.case import Case


def writable(name: str | None) -> Case | None:
    """The case in the folder `name`, free of errors and not a shipped one; else a message, and None."""
    folder = Path(name) if name else None
    if folder is None or not folder.is_dir() or _inside_package(folder):
        inside = folder is not None and folder.is_dir()
        known = shipped() / (name or "")
        if folder is None:
            print("detente: name the case folder that this writes to", file=sys.stderr)
        elif not inside and not known.is_dir():
            print(f"detente: there is no case folder '{name}'", file=sys.stderr)
            return None
        else:
            print(f"detente: '{name}' ships with détente and is not written to", file=sys.stderr)
        source = folder if inside and folder else (known if name else shipped())
        print(f"   hint: copy it first (cp -r {source} my-case), or begin one with 'detente new'", file=sys.stderr)
        return None
    if not os.access(folder, os.W_OK):
        print(f"detente: the folder '{folder}' cannot be written to", file=sys.stderr)
        return None
    case, problems = checked(str(folder))
    if case is None or problems.errors:
        print(problems.text(), file=sys.stderr)
        return None
    return case


def _inside_package(folder: Path) -> bool:
    return folder.resolve().is_relative_to(_package())


def _package() -> Path:
    return Path(__file__).resolve().parents[1]


def add_sources(parser: argparse.ArgumentParser) -> None:
    """--sources FOLDER"""
    parser.add_argument(
        "--sources",
        type=Path,
        metavar="FOLDER",
        help="your own folder of documents, outside the case (default: CASE.sources beside it)",
    )
