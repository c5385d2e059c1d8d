"""detente calendar [CASE] [--ics FILE]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from detente.commands.case_argument import add_as_of, add_case, add_json, day, print_table, usable

HELP = "show what is due and when, with precision and source; --ics writes a file for calendar programs"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_as_of(parser)
    add_json(parser)
    parser.add_argument(
        "--from", dest="first", type=day, metavar="DAY", help="first day (default: the day after the case)"
    )
    parser.add_argument("--to", dest="last", type=day, metavar="DAY", help="last day (default: five years on)")
    parser.add_argument("--days", type=int, metavar="N", help="only the next N days")
    parser.add_argument("--timings", action="store_true", help="show who gives which date for the same event")
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write an iCalendar file (RFC 5545)")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the case has errors or the file cannot be written."""
    case = usable(args)
    if case is None:
        return 1
    from detente.procedures.calendar import calendar, calendar_table, next_days
    from detente.procedures.compile import compiled
    from detente.procedures.timing import timings_table

    if args.timings:
        print_table(timings_table(case), as_json=args.json)
        return 0
    model = compiled(case)
    entries = next_days(model, args.days, possible=True) if args.days else calendar(model, args.first, args.last)
    if args.ics is None:
        print_table(calendar_table(case, entries), as_json=args.json)
        return 0
    from detente.notation.atomic import write_atomically
    from detente.procedures.ics import ics

    try:
        write_atomically(args.ics, ics(case, entries))
    except ImportError:
        print("detente: writing ICS needs the package 'icalendar' (pip install icalendar)", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"detente: {args.ics}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{len(entries)} entries written to {args.ics}")
    return 0
