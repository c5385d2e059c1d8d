"""The command line: one command, one file in `commands`, imported only when it is called."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from detente import __version__
from detente.commands import COMMANDS

_ABOUT = "From reporting about a peace process to a sourced, checked, executable model of it."
_NOTE = "Without CASE a command works on the case that ships with détente. 'detente COMMAND --help' says more."


def parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser; only `command` gets its arguments, the others their line of help."""
    top = argparse.ArgumentParser(
        prog="detente", description=_ABOUT, epilog=_NOTE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, line in COMMANDS.items():
        sub = commands.add_parser(name, help=line, description=f"{line[:1].upper()}{line[1:]}.")
        if name == command:
            _module(name).arguments(sub)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status: 0 fine, 1 the case has errors or the answer is no, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of a smaller alphabet gets escapes, not an exception
            stream.reconfigure(errors="backslashreplace")
    words = list(sys.argv[1:] if argv is None else argv)
    command = next((word for word in words if not word.startswith("-")), None)
    arguments = parser(command if command in COMMANDS else None).parse_args(words)
    if arguments.command is None:
        parser().print_help()
        return 2
    try:
        status: int = _module(arguments.command).run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _module(name: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"detente.commands.{name.replace('-', '_')}")
