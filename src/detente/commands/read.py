"""detente read FILE..."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.commands.extraction import add_extractor, extractor_named

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.documents.folder import Listed
    from detente.notation.problem import Problem
    from detente.review.corpus import Corpus
    from detente.review.crew import Work
    from detente.review.intake import Intake


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="text, Markdown, HTML, PDF, DOCX or mail; a folder gives all of these in it and below; '-': pasted text",
    )
    parser.add_argument("--case", metavar="CASE", help="a case: its actors are known, its sources may be copied")
    parser.add_argument("--sources", type=Path, metavar="FOLDER", help="your copies of the sources of the case")
    parser.add_argument("--encoding", metavar="NAME", help="encoding of text files that are not UTF-8")
    parser.add_argument(
        "--jsonl", action="store_true", help="print every proposal as a line of JSON as it comes, and no report"
    )
    parser.add_argument("--report-only", action="store_true", help="print the report without the proposals")
    parser.add_argument("--cleaning", action="store_true", help="show all that cleaning did, not its beginning")
    parser.add_argument("--all", action="store_true", help="show all that documents share, not its beginning")
    parser.add_argument(
        "--apart",
        action="store_true",
        help="read each document by itself: nothing is compared, and memory stays the same for any number",
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="read in N processes; the same results")
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="read on the Dask cluster at ADDRESS (tcp://host:8786); the same results"
    )
    add_extractor(parser)


def run(args: argparse.Namespace) -> int:
    """0; 1 where a file cannot be read, or no proposals can be made; 2 for wrong usage."""
    from detente.commands.case_argument import usable
    from detente.documents.folder import listed

    if (wrong := _misused(args)) is not None:
        print(f"detente: {wrong}", file=sys.stderr)
        return 2
    case = None
    if args.case is not None and (case := usable(argparse.Namespace(case=args.case, as_of=None))) is None:
        return 1
    with _pasted(args.files) as paths:
        return _read(listed(paths), case, args)


@contextmanager
def _pasted(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths, with text from standard input in a file of its own for as long as it is read."""
    from detente.documents.limits import DEFAULT

    if Path("-") not in paths:
        yield list(paths)
        return
    with tempfile.TemporaryDirectory(prefix="detente-pasted-") as folder:
        text = Path(folder, "pasted.txt")
        text.write_bytes(sys.stdin.buffer.read(DEFAULT.file_bytes + 1))
        yield [text if path == Path("-") else path for path in paths]


def _read(found: Listed, case: Case | None, args: argparse.Namespace) -> int:
    from detente.reading.plugin import ExtractorFailed
    from detente.review.corpus import Corpus
    from detente.review.crew import CrewFailed, crew
    from detente.review.intake import Order, gazetteer_of

    _say_problems(found.problems)
    if found.passed_over:
        print(f"detente: {found.passed_over:,} other files in the folders are passed over", file=sys.stderr)
    try:
        extractor = extractor_named(args)
        order = Order(args.encoding, True, gazetteer_of(case) if case else None, extractor)
        with crew(order, workers=args.workers, dask=args.dask) as work:
            corpus = Corpus(found.files, args.apart)
            show = _lines_of_json if args.jsonl else _for_a_person
            failed = show(corpus, work, case, args)
    except (CrewFailed, ExtractorFailed) as failure:
        print(f"detente: {failure}", file=sys.stderr)
        return 2
    return 1 if failed or found.problems else 0


def _misused(args: argparse.Namespace) -> str | None:
    if args.sources is not None and args.case is None:
        return "--sources needs --case"
    if args.sources is not None and not args.sources.is_dir():
        return f"there is no folder '{args.sources}'"
    if args.workers < 1:
        return "--workers is a number from 1"
    if args.dask is not None and args.workers > 1:
        return "--workers is for this machine, --dask for a cluster: give one of them"
    return None


def _intakes(corpus: Corpus, work: Work, failed: list[str]) -> Iterator[Intake]:
    """Each document as it comes, its problems said; `failed` gets a reason for each that has no proposals."""
    told: set[str] = set()
    for one in corpus.intakes(work):
        _say_problems(one.problems)
        if one.reading is None:
            why = one.unread if one.document is not None and one.unread else ""
            failed.append(why)
            if why and why not in told:
                told.add(why)
                print(f"detente: no proposals: {why}", file=sys.stderr)
        elif one.reading.extractor_failed:
            failed.append(one.reading.extractor)
            print(f"detente: {one.path}: {one.reading.extractor}", file=sys.stderr)
        yield one


def _lines_of_json(corpus: Corpus, work: Work, case: Case | None, args: argparse.Namespace) -> bool:
    from detente.reading.jsonl import disputes, rows

    failed: list[str] = []
    for one in _intakes(corpus, work, failed):
        if one.reading is not None:
            _print_rows(rows([one.reading]))
    for _, pairs in sorted(corpus.disputes().items()):
        _print_rows(disputes(pairs))
    for pair in corpus.comparisons():
        _print_rows(passage.as_row() for passage in pair.reused)
    return bool(failed)


def _print_rows(rows: Iterator[dict[str, object]]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _for_a_person(corpus: Corpus, work: Work, case: Case | None, args: argparse.Namespace) -> bool:
    from detente.commands.read_between import between, disputed
    from detente.commands.read_report import proposals, report
    from detente.review.copying import known_sources

    known = known_sources(case, args.sources) if case is not None else {}
    failed: list[str] = []
    for one in _intakes(corpus, work, failed):
        if one.document is None:
            continue
        print("\n".join(report(one, case, known, all_places=args.cleaning)), end="\n\n")
        if not args.report_only and one.reading is not None:
            print("\n".join(proposals(one)), end="\n\n")
        if args.apart and one.reading is not None and not args.report_only:
            _print_lines(disputed({one.number: list(one.reading.disputes)}))
    if not args.apart:
        if not args.report_only:
            _print_lines(disputed(corpus.disputes()))
        _print_lines(between(corpus, all_lines=args.all))
    return bool(failed)


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)


def _say_problems(problems: Sequence[Problem]) -> None:
    from detente.notation.problem import rendered

    for problem in problems:
        print(rendered(problem, lambda _: None), file=sys.stderr)
