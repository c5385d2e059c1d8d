"""What `detente read` prints of one document: what it is, what cleaning did to it, whom it copies, who says what."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.commands.plain import excerpt, plain

if TYPE_CHECKING:
    from detente.case.case import Case
    from detente.documents.cleaned import Cleaned
    from detente.documents.document import Document
    from detente.reading.proposals import StatementProposal
    from detente.review.intake import Intake

FEW = 6
"""Places of one kind that are shown unless all are asked for."""


def report(one: Intake, case: Case | None, known: Mapping[str, Cleaned], *, all_places: bool) -> Iterator[str]:
    """What the document is and what was done to it. `known` are the sources of the case that are at hand."""
    document, cleaned = one.document, one.cleaned
    assert document is not None and cleaned is not None
    meta = document.metadata
    yield plain(f"{document.name}: {meta.title.value if meta.title else 'no title'}")
    words = len(cleaned.text.split())
    yield plain(f"  {document.media_type}, {len(document.text):,} characters, {words:,} words after cleaning")
    for label, value in (("published", meta.published), ("publisher", meta.publisher), ("authors", meta.authors)):
        if value is None:
            yield f"  {label}: not stated"
        else:
            shown = ", ".join(value.value) if isinstance(value.value, tuple) else str(value.value)
            yield plain(f"  {label}: {shown} ({value.certainty.value}: {value.basis})")
    yield plain(f"  language: {document.language or 'not known'}")
    yield from _cleaning(document, cleaned, all_places)
    for attachment in document.attachments:
        yield plain(f"  carries, not opened: {attachment.name} ({attachment.media_type}, {attachment.size:,} bytes)")
    if case is not None:
        yield from _beside(one, case, known)
    yield from _counts(one)


def _cleaning(document: Document, cleaned: Cleaned, all_places: bool) -> Iterator[str]:
    """What fell away, what was put together and which links are lost, each with its lines and offsets."""
    kinds = Counter(part.kind for part in cleaned.dropped)
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    yield plain(f"  cleaning: {counted or 'nothing'} left out; {len(cleaned.joined)} breaks in paragraphs closed")
    lines = _Lines(document.text)
    dropped = [(p.start, p.end, f"left out, {p.kind}: “{excerpt(document.text, p.start, p.end, 60)}”")
               for p in cleaned.dropped]  # fmt: skip
    joined = [(j.start, j.end, f"joined, {j.reason}: “{_seam(document.text, j.start, j.end)}”")
              for j in cleaned.joined]  # fmt: skip
    lost = [(k.start, k.end, f"“{plain(k.label)}”") for k in cleaned.lost_links]
    for places in (dropped, joined):
        yield from _places(places, lines, all_places)
    yield f"  lost links: {len(lost)}{' (citations that cannot be followed)' if lost else ''}"
    yield from _places(lost, lines, all_places)


def _places(places: Sequence[tuple[int, int, str]], lines: _Lines, all_places: bool) -> Iterator[str]:
    for start, end, text in places if all_places else places[:FEW]:
        yield plain(f"    {lines.of(start, end)} [{start}-{end}] {text}")
    if len(places) > FEW and not all_places:
        yield f"    and {len(places) - FEW} more (--cleaning shows all)"


def _seam(text: str, start: int, end: int) -> str:
    return f"… {excerpt(text, max(0, start - 25), start)} | {excerpt(text, end, min(len(text), end + 25))} …"


class _Lines:
    """Line numbers of a text, from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def of(self, start: int, end: int) -> str:
        """The line of a span, or its first and last: a gap between two lines is on both of them."""
        first, last = (bisect_right(self._starts, at) for at in (start, end))
        return f"L{first}" if first == last else f"L{first}-L{last}"


def _beside(one: Intake, case: Case, known: Mapping[str, Cleaned]) -> Iterator[str]:
    """The document beside the sources of the case."""
    from detente.review.copying import overlaps

    assert one.document is not None and one.cleaned is not None
    digest = one.document.sha256
    same = next((name for name, item in case.sources.items() if item.sha256 == digest), None)
    if same:
        yield f"  this is source {same} of the case"
    for found in overlaps(one.cleaned, known):
        yield f"  {found.banner}"
        drift = list(dict.fromkeys(change for passage in found.passages for change in passage.drift))
        if drift:
            yield plain(f"    changed on the way: {'; '.join(drift[:FEW])}{_more(drift)}")
    with_text = sum(item.has_text for item in case.sources.values())
    if len(known) < with_text:
        yield f"  compared with {len(known)} of {with_text} known sources (--sources names your copies)"


def _counts(one: Intake) -> Iterator[str]:
    r = one.reading
    if r is None:
        if one.unread:
            yield plain(f"  no proposals: {one.unread.splitlines()[0]}")
        return
    yield (
        f"  proposals: {len(r.statements)} statements, {len(r.conditions)} conditions, {len(r.dates)} dates, "
        f"{len(r.events)} events, {len(r.voice)} of its own voice"
    )
    if r.extractor:
        yield plain(f"  {'extractor failed: ' if r.extractor_failed else ''}{r.extractor}")
    unknown = list(dict.fromkeys(actor.actor for actor in r.actors if not actor.known))
    if unknown:
        yield plain(f"  names not known: {', '.join(unknown[:8])}{_more(unknown, 8)}")


def proposals(one: Intake) -> Iterator[str]:
    """Who says what in it, in order."""
    if one.reading is None or one.document is None:
        return
    text = one.document.text
    for s in one.reading.statements:
        via = f" (via {', '.join(s.via)})" if s.via else ""
        yield plain(f"  {place(s)} {', '.join(s.speakers)}{via} {s.act}: {excerpt(text, s.start, s.end)}")
        notes = [f"on condition: {s.condition}" if s.condition else "", f"said: {s.date}" if s.date else ""]
        notes += ["" if s.modality == "asserted" else s.modality, f"{s.reason}, {s.score:.2f}"]
        yield plain(f"      {'; '.join(filter(None, notes))}")


def place(s: StatementProposal) -> str:
    """Its offsets in the text."""
    return f"[{s.start}-{s.end}]"


def _more(found: Sequence[str], shown: int = FEW) -> str:
    return f", +{len(found) - shown}" if len(found) > shown else ""
