"""detente add FILE... --case CASE"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.case_argument import day
from detente.commands.extraction import add_extractor, extractor_named
from detente.commands.writable_case import add_sources, writable

if TYPE_CHECKING:
    from detente.review.adding import Added
    from detente.review.intake import Intake


SECONDS_A_CARD = 15
"""What a reviewer is expected to need for a card."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="documents; '-' reads pasted text from the terminal")
    parser.add_argument("--case", metavar="CASE", required=True, help="the case folder")
    add_sources(parser)
    parser.add_argument("--name", metavar="NAME", help="id of the source, for a single FILE (default: by its name)")
    parser.add_argument(
        "--seen", type=day, metavar="DAY", help="the day from which you knew the document (default: today)"
    )
    parser.add_argument("--encoding", metavar="NAME", help="encoding of text files that are not UTF-8")
    parser.add_argument(
        "--again", action="store_true", help="read a waiting document again, where nothing was decided"
    )
    parser.add_argument("--no-voice", action="store_true", help="do not queue the document's own assessments")
    add_extractor(parser)
    parser.add_argument("--no-proposals", action="store_true", help="queue the document alone, to enter by hand")


def run(args: argparse.Namespace) -> int:
    """0; 1 where a document cannot be added, 2 for wrong usage."""
    if args.name and len(args.files) > 1:
        print("detente: --name goes with one FILE", file=sys.stderr)
        return 2
    case = writable(args.case)
    if case is None:
        return 1
    from detente.case.reading import is_id
    from detente.reading.plugin import ExtractorFailed
    from detente.review import texts
    from detente.review.adding import add
    from detente.review.corpus import take_in
    from detente.review.store import open_queue

    if args.name and not is_id(args.name):
        print(f"detente: '{args.name}' is no id: small letters, digits and hyphens", file=sys.stderr)
        return 2
    try:
        folder = texts.outside(args.sources or texts.default_folder(case.folder), case.folder)
        paths = [_pasted(folder) if name == "-" else Path(name) for name in args.files]
    except (texts.Misplaced, OSError) as error:
        print(f"detente: {error}", file=sys.stderr)
        return 2
    try:
        extractor = extractor_named(args)
        taken = take_in(paths, case, encoding=args.encoding, propose=not args.no_proposals, extractor=extractor)
    except ExtractorFailed as failure:
        print(f"detente: {failure}", file=sys.stderr)
        return 2
    queue = open_queue(case.folder)
    failed = False
    for one in taken:
        try:
            added, problems = add(
                case,
                queue,
                one,
                folder,
                args.seen or date.today(),
                name=args.name,
                seen=args.seen is not None,
                again=args.again,
                own_voice=not args.no_voice,
            )
        except OSError as error:
            print(f"detente: {one.path}: {error.strerror or error}", file=sys.stderr)
            failed = True
            continue
        _say(one, problems)
        failed = failed or added is None
        if added is not None:
            print("\n".join(_report(one, added, case.folder, folder)))
    return 1 if failed else 0


def _minutes(cards: int) -> str:
    """How long a reviewer is likely to need."""
    minutes = max(1, round(cards * SECONDS_A_CARD / 60))
    return f"{minutes} minute{'s' if minutes != 1 else ''} at {SECONDS_A_CARD} seconds a card"


def _pasted(folder: Path) -> Path:
    """Text from standard input, kept as a file in the user's folder."""
    import hashlib

    from detente.notation.atomic import write_atomically

    data = sys.stdin.buffer.read()
    if not data.strip():
        raise OSError("nothing was pasted")
    path = folder / f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt"
    write_atomically(path, data)
    return path


def _say(one: Intake, problems: list) -> None:  # type: ignore[type-arg]
    from detente.notation.problem import rendered

    for problem in dict.fromkeys((*one.problems, *problems)):
        print(f"{rendered(problem, lambda _: None)}", file=sys.stderr)


def _report(one: Intake, added: Added, case_folder: Path, folder: Path) -> list[str]:
    from detente.commands.plain import plain

    document = added.document
    lines = [f"{document.source}: {document.sidecar.get('title', document.sidecar.get('file'))}"]
    lines.append(f"  published: {document.sidecar.get('published')} ({document.sidecar.get('published-basis')})")
    lines += [f"  {banner}" for banner in document.report]
    if added.compared < added.known:
        lines.append(
            f"  compared with {added.compared} of {added.known} known sources: the others are not in your folder"
        )
    exact = sum(card.exact for card in added.repeats)
    if added.repeats:
        drifted = sum(bool(card.drift) for card in added.repeats)
        lines.append(
            f"  {len(added.repeats)} proposals repeat a known source ({exact} word for word, {drifted} with a change "
            "on the way): they add no origin and are not queued as new"
        )
    if one.reading is not None and one.reading.extractor:
        lines.append(f"  {'extractor failed: ' if one.reading.extractor_failed else ''}{one.reading.extractor}")
    ranks = [sum(card.rank == rank for card in added.new) for rank in (1, 2, 3)]
    lines.append(
        f"  {len(added.new)} new proposals wait: {ranks[0]} by actors of the case, {ranks[1]} by others or weakly "
        f"founded, {ranks[2]} of its own voice, in this order; about {_minutes(len(added.new))}"
    )
    lines.append("  the case itself is as it was")
    if one.unread:
        lines.append(f"  no proposals: {one.unread}")
        lines.append("  its statements can be entered by hand in the review (key n)")
    lines.append(f"  bytes and text: {folder}")
    lines.append(f"  next: detente review {case_folder}")
    return [plain(line) for line in lines]
