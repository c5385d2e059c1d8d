"""detente check [CASE]"""

from __future__ import annotations

import argparse

from detente.commands.case_argument import add_case, add_json, checked, print_problems


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    add_case(parser)
    add_json(parser)
    parser.add_argument("--list", action="store_true", help="list the checks with what each holds")


def run(args: argparse.Namespace) -> int:
    """0 where there is no error, else 1."""
    if args.list:
        from detente.checks.check import principle, rules

        for name in rules():
            print(f"{name:24} {principle(name)}")
        return 0
    _, problems = checked(args.case, outlook=True)
    print_problems(problems, as_json=args.json)
    return 1 if problems.errors else 0
