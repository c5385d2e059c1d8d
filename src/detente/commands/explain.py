"""detente explain ID [--case CASE]"""

from __future__ import annotations

import argparse
import json
import sys

from detente.commands.case_argument import add_as_of, add_json, usable


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "id",
        metavar="ID",
        help="SOURCE/KEY, a condition, question (rung:constitution), rung (peace-agreement.signed), judgement, fact, "
        "issue, event, actor or source (what it is and what leans on it); a probability "
        "(outlook:peace-agreement.signed@2027-12-31), number:, driver:, hazard:, lever: of the outlook; or a line of "
        "the brief, by its address (4.2)",
    )
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    add_as_of(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """0, or 2 where nothing has this id."""
    from detente.brief.line import explain_line, is_address
    from detente.trace.explain import UnknownId, explain
    from detente.trace.leaning import with_leaning
    from detente.trace.outlook import NotDrawn

    case = usable(args)
    if case is None:
        return 1
    try:
        trace = explain_line(case, args.id) if is_address(args.id) else with_leaning(case, explain(case, args.id))
    except (UnknownId, NotDrawn) as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    print(json.dumps(trace.as_json(), ensure_ascii=False, indent=1) if args.json else "\n".join(trace.lines()))
    return 0
