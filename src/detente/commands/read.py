"""detente read FILE..."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.reading.copies import Comparison
    from detente.reading.proposals import StatementProposal
    from detente.review.intake import Intake


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="text, Markdown, HTML, PDF, DOCX or mail")
    parser.add_argument("--case", metavar="CASE", help="a case: its actors are known, its sources may be copied")
    parser.add_argument("--sources", type=Path, metavar="FOLDER", help="your copies of the sources of the case")
    parser.add_argument("--encoding", metavar="NAME", help="encoding of text files that are not UTF-8")
    parser.add_argument("--jsonl", action="store_true", help="print every proposal as a line of JSON, and no report")
    parser.add_argument("--report-only", action="store_true", help="print the report without the proposals")


def run(args: argparse.Namespace) -> int:
    """0; 1 where a file cannot be read, or no proposals can be made; 2 for wrong usage."""
    from detente.commands.case_argument import usable
    from detente.reading.copies import compare_all
    from detente.review.intake import take_in

    case = None
    if args.case is not None:
        args.as_of = None
        if (case := usable(argparse.Namespace(case=args.case, as_of=None))) is None:
            return 1
    if args.sources is not None and (case is None or not args.sources.is_dir()):
        message = "--sources needs --case" if case is None else f"there is no folder '{args.sources}'"
        print(f"detente: {message}", file=sys.stderr)
        return 2
    taken = take_in(args.files, case, encoding=args.encoding)
    whole = [one.cleaned for one in taken if one.cleaned is not None]
    between = compare_all(whole)
    for one in taken:
        _say_problems(one)
    if args.jsonl:
        for row in _rows(taken, between):
            print(json.dumps(row, ensure_ascii=False))
    else:
        for one in taken:
            if one.document is not None:
                print("\n".join(_report(one, case, args.sources)), end="\n\n")
                if not args.report_only:
                    print("\n".join(_proposals(one)), end="\n\n")
        print("\n".join(_between(between)) or "", end="")
    failed = any(one.document is None for one in taken)
    if any(one.document is not None and one.reading is None for one in taken):
        failed = True
        for why in dict.fromkeys(one.unread for one in taken if one.document is not None and one.unread):
            print(f"detente: no proposals: {why}", file=sys.stderr)
    return 1 if failed else 0


def _say_problems(one: Intake) -> None:
    from detente.notation.problem import rendered

    for problem in one.problems:
        print(rendered(problem, lambda _: None), file=sys.stderr)


def _rows(taken: Sequence[Intake], between: Sequence[Comparison]) -> Iterator[dict[str, object]]:
    from detente.reading.jsonl import rows

    yield from rows(one.reading for one in taken if one.reading is not None)
    for pair in between:
        for passage in pair.reused:
            yield passage.as_row()


def _report(one: Intake, case: Case | None, sources: Path | None) -> Iterator[str]:
    """What the document is, in a dozen lines."""
    from detente.commands.plain import plain
    from detente.review.copying import known_sources, overlaps

    document, cleaned = one.document, one.cleaned
    assert document is not None and cleaned is not None
    known = document.metadata
    yield plain(f"{document.name}: {known.title.value if known.title else 'no title'}")
    words = len(cleaned.text.split())
    yield plain(f"  {document.media_type}, {len(document.text):,} characters, {words:,} words after cleaning")
    for label, value in (("published", known.published), ("publisher", known.publisher), ("authors", known.authors)):
        if value is None:
            yield f"  {label}: not stated"
        else:
            shown = ", ".join(value.value) if isinstance(value.value, tuple) else str(value.value)
            yield plain(f"  {label}: {shown} ({value.certainty.value}: {value.basis})")
    yield plain(f"  language: {document.language or 'not known'}")
    counted = _counts([part.kind for part in cleaned.dropped])
    yield plain(f"  cleaning: {counted or 'nothing'} left out; {len(cleaned.joined)} breaks in paragraphs closed")
    yield f"  lost links: {len(cleaned.lost_links)}"
    for attachment in document.attachments:
        yield plain(f"  carries, not opened: {attachment.name} ({attachment.media_type}, {attachment.size:,} bytes)")
    if case is not None:
        known_by = next((name for name, item in case.sources.items() if item.sha256 == document.sha256), None)
        if known_by:
            yield f"  this is source {known_by} of the case"
        at_hand = known_sources(case, sources)
        for found in overlaps(cleaned, at_hand):
            yield f"  {found.banner}"
        with_text = sum(item.has_text for item in case.sources.values())
        if len(at_hand) < with_text:
            yield f"  compared with {len(at_hand)} of {with_text} known sources (--sources names your copies)"
    if one.reading is not None:
        r = one.reading
        yield (
            f"  proposals: {len(r.statements)} statements, {len(r.conditions)} conditions, {len(r.dates)} dates, "
            f"{len(r.events)} events, {len(r.disputes)} disputes, {len(r.voice)} of its own voice"
        )
        unknown = dict.fromkeys(actor.actor for actor in r.actors if not actor.known)
        if unknown:
            shown = ", ".join(list(unknown)[:8]) + (f", +{len(unknown) - 8}" if len(unknown) > 8 else "")
            yield plain(f"  names not known: {shown}")


def _proposals(one: Intake) -> Iterator[str]:
    from detente.commands.plain import excerpt

    if one.reading is None or one.document is None:
        return
    text = one.document.text
    for s in one.reading.statements:
        yield f"  {_place(s)} {_who(s)} {s.act}: {excerpt(text, s.start, s.end)}"
        notes = [f"on condition: {s.condition}" if s.condition else "", f"said: {s.date}" if s.date else ""]
        notes += ["" if s.modality == "asserted" else s.modality, f"{s.reason}, {s.score:.2f}"]
        yield f"      {'; '.join(filter(None, notes))}"
    for pair in one.reading.disputes:
        where = "" if pair.claim.doc == pair.denial.doc else f" in {pair.claim.doc}"
        yield f"  {pair.role}: {_place(pair.denial)} answers {_place(pair.claim)}{where} ({pair.reason})"


def _place(s: StatementProposal) -> str:
    return f"[{s.start}-{s.end}]"


def _who(s: StatementProposal) -> str:
    via = f" (via {', '.join(s.via)})" if s.via else ""
    return f"{', '.join(s.speakers)}{via}"


def _between(between: Sequence[Comparison]) -> Iterator[str]:
    for pair in between:
        if pair.reused:
            yield (
                f"{pair.a} and {pair.b} share {len(pair.reused)} passages "
                f"({pair.share_a:.0%} of the first's words, {pair.share_b:.0%} of the second's)\n"
            )


def _counts(kinds: Sequence[str]) -> str:
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
