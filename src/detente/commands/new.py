"""detente new NAME"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from detente.commands.case_argument import day


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    from detente.case.template import template_names

    parser.add_argument("name", metavar="NAME", help="name of the new case folder")
    parser.add_argument("--title", help="what the case is called")
    parser.add_argument("--parties", metavar="'A, B'", help="the parties, separated by commas")
    parser.add_argument(
        "--kinds", metavar="'K, K'", help="what they are, in the same order (default: state for each)"
    )
    parser.add_argument("--instrument", metavar="TITLE", help="the agreement, ceasefire or mandate that it is about")
    parser.add_argument("--as-of", type=day, metavar="DAY", help="the last day that the case knows")
    parser.add_argument("--template", choices=template_names(), help="default: treaty")


def run(args: argparse.Namespace) -> int:
    """0; 2 where an answer is missing or the folder exists."""
    from detente.case.beginning import files
    from detente.notation.atomic import write_atomically

    folder = Path(args.name)
    if folder.exists():
        print(f"detente: '{folder}' is there already; nothing was written", file=sys.stderr)
        return 2
    try:
        beginning = _asked(args)
    except _Missing as missing:
        print(f"detente: {missing}", file=sys.stderr)
        return 2
    for name, text in files(beginning).items():
        write_atomically(folder / name, text.encode())
    print(f"{folder}: written. Next: a sidecar in {folder}/sources, its statements in {folder}/record,")
    print(f"and 'detente check {folder}'. docs/case.md says how a case is written.")
    return 0


class _Missing(ValueError):
    pass


def _asked(args: argparse.Namespace):  # type: ignore[no-untyped-def]
    from detente.case.actor import ActorKind
    from detente.case.beginning import Beginning

    title = _answer(args.title, "--title", "What is the case called?")
    names = [n.strip() for n in _answer(args.parties, "--parties", "Who are the parties (with commas)?").split(",")]
    names = list(dict.fromkeys(n for n in names if n))
    if len(names) < 2:
        raise _Missing("a process has at least two parties; write them with a comma: --parties 'A, B'")
    known = [kind.value for kind in ActorKind]
    kinds = [k.strip() for k in (args.kinds or ", ".join("state" for _ in names)).split(",")]
    if len(kinds) != len(names) or any(kind not in known for kind in kinds):
        raise _Missing(f"--kinds takes one of these for each party: {', '.join(known)}")
    instrument = _answer(args.instrument, "--instrument", "Which agreement, ceasefire or mandate is it about?")
    as_of = args.as_of or _day("As of which day (2025-04-30)?")
    parties = {name: ActorKind(kind) for name, kind in zip(names, kinds, strict=True)}
    return Beginning(title, parties, instrument, as_of, args.template or "treaty")


def _answer(given: str | None, option: str, question: str) -> str:
    if given and given.strip():
        return given.strip()
    if not sys.stdin.isatty():
        raise _Missing(f"{option} is missing")
    while True:
        if answer := input(f"{question} ").strip():
            return answer


def _day(question: str) -> date:
    while True:
        text = _answer(None, "--as-of", question)
        try:
            return date.fromisoformat(text)
        except ValueError:
            print(f"'{text}' is no day; write it as 2025-03-20")
