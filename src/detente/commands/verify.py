"""detente verify [CASE] --sources FOLDER"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from detente.commands.case_argument import add_case, add_json, usable


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    parser.add_argument(
        "--sources", required=True, type=Path, metavar="FOLDER", help="where your copies of the documents are"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0 where every citation is found where it should be or has only moved, else 1."""
    from detente.trace.verification import verify

    args.as_of = None
    case = usable(args)
    if case is None:
        return 1
    if not args.sources.is_dir():
        print(f"detente: there is no folder '{args.sources}'", file=sys.stderr)
        return 2
    found = verify(case, args.sources)
    if args.json:
        print(json.dumps([v.as_json() for v in found], ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0 if all(v.holds for v in found) else 1


def _print(found) -> None:  # type: ignore[no-untyped-def]
    counts: dict[str, int] = {}
    for verified in found:
        counts[verified.outcome] = counts.get(verified.outcome, 0) + 1
        if verified.outcome != "found":
            print(f"{verified.outcome:8} {verified.statement}  {verified.says}")
    print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "nothing to verify")
