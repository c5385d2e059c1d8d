"""detente brief [CASE] [--as-of DAY] [--since DAY] [--format md|html|pdf|docx] [--output FILE]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from detente.commands.case_argument import add_as_of, add_case, day, usable

Format: TypeAlias = Literal["md", "html", "pdf", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    parser.add_argument(
        "--since", type=day, metavar="DAY", help="what changed since this day (default: 30 days before)"
    )
    parser.add_argument("--format", choices=FORMATS, help="default: by the ending of FILE, else md")
    parser.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help="where to write it (default: standard output)"
    )


def run(args: argparse.Namespace) -> int:
    """0, or 1 where the case has errors or the brief fails its lint."""
    from detente.brief.compose import compose
    from detente.brief.lint import lint
    from detente.brief.render import render
    from detente.notation.atomic import write_atomically

    case = usable(args)
    if case is None:
        return 1
    if args.since is not None and args.since > case.day:
        print(f"detente: {args.since} is later than the day of the brief, {case.day}", file=sys.stderr)
        return 2
    brief = compose(case, since=args.since)
    if problems := list(lint(case, brief)):
        for problem in problems:
            print(f"{problem.severity}[{problem.code}] {problem.message}", file=sys.stderr)
        return 1
    wanted = args.format or (args.output.suffix.lstrip(".").lower() if args.output else "md")
    kind = next((known for known in FORMATS if known == wanted), None)
    if kind is None:
        print(f"detente: '{args.output}' has no known ending; use --format {'|'.join(FORMATS)}", file=sys.stderr)
        return 2
    rendered = render(brief, kind)
    content = rendered.encode() if isinstance(rendered, str) else rendered
    if args.output is None:
        if kind in ("pdf", "docx") and sys.stdout.isatty():
            print(f"detente: a {kind} file is not for the terminal; use --output FILE", file=sys.stderr)
            return 2
        sys.stdout.buffer.write(content)
        return 0
    write_atomically(args.output, content)
    print(args.output)
    return 0
