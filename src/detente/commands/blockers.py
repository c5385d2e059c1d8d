"""detente blockers [CASE]"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from detente.commands.case_argument import add_as_of, add_case, add_json, day, print_table, usable

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.procedures.compile import Model

HELP = "show what blocks the next rung, who must act, who can stop it, and when at the earliest"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    add_what_if(parser)
    parser.add_argument("--view", metavar="VIEW[:SUBJECT]", help="another view of the process; 'list' lists them")
    parser.add_argument("--ladder", action="store_true", help="show the ladder instead of the conditions")
    parser.add_argument(
        "--dates", metavar="NODE", help="show the earliest dates towards a rung, condition or procedure"
    )
    parser.add_argument(
        "--by", type=day, metavar="DAY", help="with --dates: the latest days that still meet this day"
    )
    parser.add_argument("--all", action="store_true", help="also what does not block")


def add_what_if(parser: argparse.ArgumentParser) -> None:
    """--switch-on, --without, --reached"""
    parser.add_argument(
        "--switch-on",
        action="append",
        default=[],
        metavar="NAME",
        help="let an outside demand block, or count a route that is set aside (PROCEDURE:ROUTE)",
    )
    parser.add_argument(
        "--without", action="append", default=[], metavar="NAME", help="take away a condition, or a PROCEDURE:ROUTE"
    )
    parser.add_argument(
        "--reached", action="append", default=[], metavar="RUNG", help="count a rung as reached (INSTRUMENT.RUNG)"
    )


def unknown_names(case: Case, args: argparse.Namespace) -> str | None:
    """The first name on the command line that the case does not have, as a message."""
    from detente.notation.problem import closest_name

    conditions = case.process.conditions
    routes = {f"{name}:{route}" for name, item in case.procedures.items() for route in item.routes}
    switches = {c.switch for c in conditions.values() if c.switch} | set(conditions) | routes
    rungs = {f"{i}.{r}" for i in case.process.instruments for r in case.process.ladder}
    for given, known in ((args.switch_on, switches), (args.without, set(conditions) | routes), (args.reached, rungs)):
        for name in given:
            if name not in known:
                near = closest_name(name, sorted(known))
                return f"the case has no '{name}'" + (f"; closest: {near}" if near else "")
    return None


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 for names that it does not have."""
    case = usable(args)
    if case is None:
        return 1
    from detente.procedures.blockers import blockers, blockers_table
    from detente.procedures.compile import compiled
    from detente.procedures.ladder import ladder_table
    from detente.procedures.outline import schedule_table

    if message := unknown_names(case, args):
        print(f"detente: {message}", file=sys.stderr)
        return 2
    model = compiled(case, switches=args.switch_on, without=args.without, reached=args.reached)
    if args.view:
        return _view(model, args)
    if args.dates:
        node = args.dates if args.dates in model.graph.at else f"condition:{args.dates}"
        if node not in model.graph.at:
            print(f"detente: the case has no rung, condition or procedure '{args.dates}'", file=sys.stderr)
            return 2
        print_table(schedule_table(model, node, args.by), as_json=args.json)
        return 0
    if args.ladder:
        print_table(ladder_table(model), as_json=args.json)
        return 0
    found = [b for b in blockers(model) if args.all or b.blocks]
    print_table(blockers_table(model, found), as_json=args.json)
    return 0


def _view(model: Model, args: argparse.Namespace) -> int:
    from detente.procedures.view import VIEWS, UnknownView, view

    if args.view == "list":
        for name, item in VIEWS.items():
            print(f"{name:15} {item.shows}")
        return 0
    name, _, subject = args.view.partition(":")
    try:
        print_table(view(model, name, subject), as_json=args.json)
    except UnknownView as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    return 0
