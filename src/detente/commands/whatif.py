"""detente whatif --set LEVER [--set STEP:delay=90 days] [--output FILE]"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.case_argument import add_as_of, add_case, add_json, usable
from detente.commands.outlook_argument import add_draws, add_horizon, add_place, drawn

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.outlook.what_if import WhatIf

HELP = "pull levers of the outlook and compare before and after on the same draws"
_FORMS = """forms of --set beside the names of levers, each assumed for the question:
  STEP:delay=90 days        also not-before=2027-01-01, takes=60..90 days, odds=0.9, factor=1.5
  DRIVER:STATE              also DRIVER:stays=STATE
  HAZARD:rate=0.1/year      also factor=0.5; 'factor=0.5 in 0.3..0.8' gives the range
  demand:NAME:rate=0/year   a demand that may follow a concession
  drop CONDITION            it is waited for no longer; meet CONDITION: it is met at once
  switch on CONDITION       a demand from outside the text
  reached RUNG              end MISSION, close FORUM"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _FORMS
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    parser.add_argument(
        "--set",
        dest="levers",
        action="append",
        default=[],
        metavar="LEVER",
        help="a lever of the case's outlook, or a setting as below; repeatable. Without any, the levers are listed",
    )
    parser.add_argument(
        "--accepted-by",
        action="append",
        default=[],
        metavar="ACTOR",
        help="take the consent of this actor as given, for levers that need it; repeatable",
    )
    parser.add_argument("--rung", metavar="RUNG", help="the rung that the answer is about (default: the next)")
    parser.add_argument("--assumptions", action="store_true", help="list every number that the answer leans on")
    parser.add_argument("--question", metavar="TEXT", help="the question in words, for the page")
    parser.add_argument(
        "--output", "-o", type=Path, metavar="FILE", help="write the answer on one page: .docx, .pdf, .html or .md"
    )
    add_horizon(parser)
    add_draws(parser)
    add_place(parser)


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors, 2 where nothing can be drawn or the question is wrong."""
    case = usable(args, outlook=True)
    if case is None:
        return 1
    if not args.levers and case.outlook is not None:
        _list(case)
        return 0
    if wrong := [actor for actor in args.accepted_by if actor not in case.actors]:
        from detente.notation.problem import closest_name

        near = closest_name(wrong[0], case.actors)
        print(f"detente: there is no actor '{wrong[0]}'" + (f"; closest: {near}" if near else ""), file=sys.stderr)
        return 2
    from detente.outlook.what_if import what_if
    from detente.procedures.compile import compiled

    found = drawn(
        lambda: what_if(
            case,
            compiled(case),
            args.levers,
            horizons=args.horizon,
            rung=args.rung,
            accepted_by=args.accepted_by,
            draws=args.draws,
            seed=args.seed,
        ),
        args,
    )
    if found is None:
        return 2
    if args.output is not None:
        return _write(found, args.output, args.question)
    if args.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return 0
    from detente.commands.terminal import fitted

    print(found.warning + "\n")
    print("\n\n".join(fitted(table) for table in found.tables(assumptions=args.assumptions)))
    return 0


def _list(case: Case) -> None:
    """The levers of the case, and what each needs and sets."""
    from detente.commands.terminal import fitted
    from detente.outlook.setting import words
    from detente.positions.table import Entry, table

    assert case.outlook is not None
    rows = [
        (
            Entry(name),
            Entry(item.name),
            Entry(", ".join(map(case.name, item.actor))),
            Entry("; ".join(words(case, setting) for setting in item.sets)),
            Entry(", ".join(map(case.name, item.needs_consent))),
        )
        for name, item in case.outlook.levers.items()
    ]
    heads = ("name", "lever", "who would act", "sets", "off without consent of")
    note = "Pull them with --set NAME; `detente whatif --help` tells how to make up others."
    print(fitted(table("levers", "Levers of the outlook", heads, rows, note)))


def _write(found: WhatIf, path: Path, question: str | None) -> int:
    """One page, in the format that the ending of the file says."""
    from detente.brief.render import FORMATS, render
    from detente.brief.what_if_page import page
    from detente.notation.atomic import write_atomically

    kind = next((known for known in FORMATS if known == path.suffix.lstrip(".").lower()), None)
    if kind is None:
        print(f"detente: '{path}' has no known ending; use .{', .'.join(FORMATS)}", file=sys.stderr)
        return 2
    rendered = render(page(found, question), kind)
    write_atomically(path, rendered.encode() if isinstance(rendered, str) else rendered)
    print(path)
    return 0
