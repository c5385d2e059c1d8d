"""detente review CASE"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.commands.writable_case import add_sources, writable

if TYPE_CHECKING:
    from detente.review.card import Card
    from detente.review.reviewer import Outcome, Reviewer
    from detente.review.store import Queue


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("case", metavar="CASE", help="the case folder")
    add_sources(parser)
    parser.add_argument("--by", metavar="NAME", help="your name, for `reviewed:` (asked where it is missing)")
    parser.add_argument("--source", metavar="NAME", help="only the cards of this document")
    parser.add_argument("--repeats", action="store_true", help="the copied claims, which are not queued as new")
    parser.add_argument("--duplicates", action="store_true", help="accept all word-for-word copies in one go")
    parser.add_argument("--list", action="store_true", help="list the cards with what was decided and changed")
    parser.add_argument("--decisions", metavar="FILE", help="take decisions from JSON lines ('-': standard input)")
    parser.add_argument("--json", action="store_true", help="with --list and --decisions: plain data")


def run(args: argparse.Namespace) -> int:
    """0; 1 where a decision could not be carried out or the case has errors, 2 for wrong usage."""
    case = writable(args.case)
    if case is None:
        return 1
    from detente.review.reviewer import Reviewer
    from detente.review.store import open_queue

    queue = open_queue(case.folder)
    for place in queue.damaged:
        print(f"detente: warning: .review/{place} could not be read and is passed over", file=sys.stderr)
    if not queue.documents:
        print("Nothing waits for review. 'detente add FILE --case CASE' puts a document into the queue.")
        return 0
    if args.source and args.source not in queue.documents:
        print(f"detente: no document '{args.source}' waits; there are: {', '.join(queue.documents)}", file=sys.stderr)
        return 2
    if args.list:
        _list(queue, args)
        return 0
    by = _name(args, queue)
    if by is None:
        print("detente: --by NAME is missing: who reviews?", file=sys.stderr)
        return 2
    today = date.today().isoformat()
    try:
        return _reviewed(Reviewer(case.folder, case, queue, by, today, args.sources), args)
    except (OSError, UnicodeDecodeError) as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2


def _reviewed(at_work: Reviewer, args: argparse.Namespace) -> int:
    with at_work as reviewer:
        for problem in reviewer.resume():
            print(f"detente: an earlier decision could not be carried out: {problem.message}", file=sys.stderr)
        if args.decisions:
            return _from_file(reviewer, args)
        if args.duplicates:
            return _duplicates(reviewer, args)
        return _session(reviewer, args)


def _name(args: argparse.Namespace, queue: Queue) -> str | None:
    last = next((one.by for one in reversed(queue.decisions) if one.by), None)
    if args.by and args.by.strip():
        return str(args.by.strip())
    if not sys.stdin.isatty() or args.decisions or args.duplicates:
        return last
    answer = input(f"Who reviews?{f' [{last}]' if last else ''} ").strip()
    return answer or last


def _wanted(args: argparse.Namespace) -> Callable[[Card], bool]:
    def wanted(card: Card) -> bool:
        fits = card.kind == "repeat" if args.repeats else card.kind != "repeat"
        return fits and (not args.source or card.source == args.source)

    return wanted


def _session(reviewer: Reviewer, args: argparse.Namespace) -> int:
    from detente.commands.review_session import Session

    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    session = Session(
        reviewer,
        input,
        print,
        max(60, min(120, shutil.get_terminal_size((100, 24)).columns)),
        ("\x1b[1;7m", "\x1b[0m") if bold else ("⟦", "⟧"),
    )
    try:
        session.run(_wanted(args))
    except KeyboardInterrupt:
        print()
    open_now = [card for card in reviewer.state.open if _wanted(args)(card)]
    print(f"\n{len(session.accepted)} accepted, {session.rejected} rejected, {len(open_now)} still wait")
    _so_what(reviewer, session.accepted)
    return 0


def _so_what(reviewer: Reviewer, accepted: list[str]) -> None:
    from detente.commands.plain import plain
    from detente.commands.so_what import so_what

    print("So what:")
    for line in so_what(reviewer.before, reviewer.case, accepted):
        print(f"  {plain(line)}")


def _duplicates(reviewer: Reviewer, args: argparse.Namespace) -> int:
    """Word-for-word copies of statements that the record has: the only cards that are accepted in bulk."""
    accepted, failed = [], False
    for card in reviewer.state.open:
        if card.kind == "repeat" and card.exact and card.repeats and args.source in (None, card.source):
            outcome = reviewer.accept(card, {})
            failed = failed or not outcome.done
            _print_problems(card.id, outcome)
            if outcome.decision:
                accepted.append(f"{card.source}/{outcome.decision.key}")
    print(f"{len(accepted)} word-for-word copies accepted; they add no origin")
    _so_what(reviewer, accepted)
    return 1 if failed else 0


def _from_file(reviewer: Reviewer, args: argparse.Namespace) -> int:
    """Every line is tried; what fails is said, and the rest is done all the same."""
    accepted: list[str] = []
    failed = False
    for number, row in _rows(args.decisions):
        outcome, source = _decided(reviewer, row) if isinstance(row, Mapping) else (_bad("the line is no object"), "")
        failed = failed or not outcome.done
        decision = outcome.decision
        if decision and decision.do == "accept" and decision.key:
            accepted.append(f"{source}/{decision.key}")
        if args.json:
            plain = {"line": number, "done": outcome.done, "problems": [p.as_json() for p in outcome.problems]}
            print(json.dumps(plain | (decision.as_json() if decision else {}), ensure_ascii=False))
        else:
            _print_problems(f"line {number}", outcome)
    if not args.json:
        print(f"{len(accepted)} accepted, {len(reviewer.state.open)} cards still open")
        _so_what(reviewer, accepted)
    return 1 if failed else 0


def _decided(reviewer: Reviewer, row: Mapping[str, Any]) -> tuple[Outcome, str]:
    fields = row.get("fields", {})
    if not isinstance(fields, Mapping) or not isinstance(row.get("new-actors", {}), Mapping):
        return _bad("'fields' and 'new-actors' are objects"), ""
    if row.get("do") == "enter":
        source, span = str(row.get("source", "")), row.get("chars")
        if not (isinstance(span, list) and len(span) == 2 and all(type(n) is int for n in span)):
            return _bad("'enter' needs chars: [start, end]"), source
        return reviewer.enter(source, (span[0], span[1]), fields), source
    card = reviewer.state.card(str(row.get("card", "")))
    if card is None:
        return _bad(f"there is no card '{row.get('card', '')}'"), ""
    match row.get("do"):
        case "accept":
            return reviewer.accept(card, fields, new_actors=row.get("new-actors")), card.source
        case "reject":
            return reviewer.reject(card, str(row.get("why", ""))), card.source
        case "split":
            at = row.get("at", [])
            if not (isinstance(at, list) and all(type(n) is int for n in at)):
                return _bad("'at' is a list of places in the text"), card.source
            return reviewer.split(card, at), card.source
        case "merge":
            into = reviewer.state.card(str(row.get("into", "")))
            return (reviewer.merge(card, into) if into else _bad("'into' names no card")), card.source
        case "reopen":
            return reviewer.reopen(card), card.source
        case other:
            return _bad(f"'{other}' is no decision: accept, reject, split, merge, reopen or enter"), card.source


def _bad(message: str) -> Outcome:
    from detente.notation.problem import Problem
    from detente.review.reviewer import Outcome

    return Outcome(None, (Problem("bad-decision", f"{message[:1].upper()}{message[1:]}."),))


def _rows(name: str) -> Iterator[tuple[int, Any]]:
    text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _print_problems(what: str, outcome: Outcome) -> None:
    for problem in outcome.problems:
        place = f" ({problem.place})" if problem.place else ""
        print(f"{what}: {problem.severity}[{problem.code}] {problem.message}{place}", file=sys.stderr)
        if problem.hint:
            print(f"   hint: {problem.hint}", file=sys.stderr)


def _list(queue: Queue, args: argparse.Namespace) -> None:
    from detente.commands.plain import plain

    state = queue.state()
    for card in state.cards:
        if args.source and card.source != args.source:
            continue
        decision = state.decided.get(card.id)
        if args.json:
            decided = {"decision": decision.as_json()} if decision else {}
            print(json.dumps(card.as_json() | {"open": decision is None} | decided, ensure_ascii=False))
            continue
        proposed = card.proposed
        who = ", ".join(proposed.get("by", ())) or (card.unknown.get("by") or ("?",))[0]
        what = f"{who} {proposed.get('act', '')} {proposed.get('about', '')}" if card.kind != "source" else ""
        status = "open" if decision is None else decision.do + (f" {decision.key}" if decision.key else "")
        where = f"[{card.start}-{card.end}]" if card.spans else ""
        copied = f" copied from {card.repeats or card.copied_from}" if card.copied_from else ""
        print(plain(f"{card.id} {card.source} {card.kind:9} {where:13} {status:12} {what}{copied}"))
        if decision and decision.why:
            print(plain(f"      because: {decision.why}"))
        for name, (was, now) in decision.changed.items() if decision else ():
            print(plain(f"      changed {name}: {was} -> {now}"))
