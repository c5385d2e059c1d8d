"""detente procedure NAME [--svg FILE]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from detente.commands.case_argument import add_as_of, add_json, print_table, usable

HELP = "show a procedure: routes, steps, majorities, times and their law; --svg draws it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the procedure; without it, a list of them")
    parser.add_argument("--case", metavar="CASE", help="a case folder, or the name of a shipped case")
    add_as_of(parser)
    add_json(parser)
    parser.add_argument("--svg", type=Path, metavar="FILE", help="write a picture with one lane an actor")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors or the file cannot be written, 2 for an unknown name."""
    case = usable(args)
    if case is None:
        return 1
    from detente.notation.problem import closest_name
    from detente.procedures.compile import compiled
    from detente.procedures.listing import procedures_table
    from detente.procedures.outline import routes_table, steps_table

    model = compiled(case)
    if args.name is None:
        print_table(procedures_table(model), as_json=args.json)
        return 0
    name = args.name.removeprefix("procedures/").removesuffix(".yaml")
    if name not in case.procedures:
        near = closest_name(name, case.procedures)
        print(f"detente: no procedure '{name}'" + (f"; closest: {near}" if near else ""), file=sys.stderr)
        return 2
    if args.svg is not None:
        from detente.notation.atomic import write_atomically
        from detente.procedures.swimlane import swimlane

        try:
            write_atomically(args.svg, swimlane(model, name).encode())
        except OSError as error:
            print(f"detente: {args.svg}: {error.strerror}", file=sys.stderr)
            return 1
        print(f"written to {args.svg}")
        return 0
    if args.json:
        import json

        views = [routes_table(model, name).as_json(), steps_table(model, name).as_json()]
        print(json.dumps(views, ensure_ascii=False, indent=1))
        return 0
    print_table(routes_table(model, name), as_json=False)
    print()
    print_table(steps_table(model, name), as_json=False)
    return 0
