"""What `detente read` prints of several documents together: who denies whom, who copies whom, what changed on the
way, and how many independent reports a claim has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.commands.plain import excerpt, plain
from detente.commands.read_report import place

if TYPE_CHECKING:
    from detente.documents.document import Document, Metadata
    from detente.reading.copies import Comparison
    from detente.reading.copies_claims import Claim
    from detente.reading.drift import Drift
    from detente.reading.proposals import DisputeProposal
    from detente.review.corpus import Corpus

FEW = 12
"""Lines of one kind that are shown unless all are asked for."""


def disputed(answered: dict[int, list[DisputeProposal]]) -> Iterator[str]:
    """Which statement answers which."""
    found = [pair for number in sorted(answered) for pair in answered[number]]
    if not found:
        return
    yield f"Claims that are answered ({len(found)})"
    for pair in found:
        claim, denial = pair.claim, pair.denial
        where = "" if claim.doc == denial.doc else f" in {claim.doc}"
        yield plain(
            f"  {pair.role} in {denial.doc}: {place(denial)} {denial.speaker} answers "
            f"{place(claim)} {claim.speaker}{where} ({pair.reason})"
        )
    yield ""


def between(corpus: Corpus, *, all_lines: bool) -> Iterator[str]:
    """Copies, drift, dates and authors that others give, and independent reports."""
    from detente.reading.copies_claims import claims

    pairs = [pair for pair in corpus.comparisons() if pair.reused]
    for pair in pairs:
        yield from _pair(pair, corpus, all_lines)
    copied = [passage for pair in pairs for passage in pair.reused]
    yield from _learned(corpus, pairs)
    yield from _claims(claims(corpus.readings, copied), corpus, all_lines)


def _pair(pair: Comparison, corpus: Corpus, all_lines: bool) -> Iterator[str]:
    from detente.reading.drift import drifts

    yield plain(
        f"{pair.a} and {pair.b} share {len(pair.reused)} passages "
        f"({pair.share_a:.0%} of the first's words, {pair.share_b:.0%} of the second's)"
    )
    first = Counter(side.name if (side := passage.earlier) else "" for passage in pair.reused)
    came = [f"{name} came first in {number}" for name, number in first.most_common() if name]
    unclear = [f"which came first is unclear in {first['']}"] if first[""] else []
    credit = Counter(passage.credit.value for passage in pair.reused)
    yield plain(f"  {', '.join([*came, *unclear])}; credit: {', '.join(f'{n} {what}' for what, n in credit.items())}")
    one, two = corpus.side(pair.a), corpus.side(pair.b)
    if one is not None and two is not None:
        yield from _drift([d for passage in pair.reused for d in drifts(passage, one, two)], all_lines)
    yield ""


def _drift(found: Sequence[Drift], all_lines: bool) -> Iterator[str]:
    """Changes on the way, those that make the copy claim more or touch the speaker first."""
    if not found:
        return
    ranked = sorted(found, key=lambda d: (d.stronger is not True and not d.kind.startswith("speaker"), d.copy.start))
    yield "  changed on the way:"
    for d in ranked if all_lines else ranked[:FEW]:
        more = "" if d.stronger is None else "; claims more" if d.stronger else "; claims less"
        unsure = "" if d.sure else "; direction not known"
        yield plain(
            f"    {d.kind}: {_quoted(d.before)} → {_quoted(d.after)}   "
            f"({d.original.name} [{d.original.start}-{d.original.end}], "
            f"{d.copy.name} [{d.copy.start}-{d.copy.end}]{more}{unsure})"
        )
    if len(ranked) > FEW and not all_lines:
        yield f"    and {len(ranked) - FEW} more (--all shows them)"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


def _learned(corpus: Corpus, pairs: Sequence[Comparison]) -> Iterator[str]:
    """Dates and authors that a document does not give and others do."""
    from detente.reading.copies_metadata import learned

    named = {name for pair in pairs for name in (pair.a, pair.b)}
    documents = [document for document in corpus.documents if document.name in named]
    found = learned(documents, (passage for pair in pairs for passage in pair.reused))
    lines = [line for document in documents for line in _differences(document, found)]
    if lines:
        yield "Learned from the others"
        yield from lines
        yield ""


def _differences(document: Document, found: Mapping[str, Metadata]) -> Iterator[str]:
    for field in ("published", "authors"):
        new = getattr(found[document.name], field)
        if new is not None and new != getattr(document.metadata, field):
            shown = ", ".join(new.value) if isinstance(new.value, tuple) else str(new.value)
            yield plain(f"  {document.name} {field}: {shown} ({new.certainty.value}: {new.basis})")


def _claims(found: Sequence[Claim], corpus: Corpus, all_lines: bool) -> Iterator[str]:
    if not found:
        return
    yield f"Claims in more than one document ({len(found)})"
    for claim in found if all_lines else found[:FEW]:
        first = claim.statements[0]
        independent = len(claim.origins)
        reasons = list(dict.fromkeys(reason for one in claim.origins for reason in one.reasons))
        reports = f"{independent} independent report{'s' if independent != 1 else ''}"
        because = f" ({'; '.join(reasons)})" if reasons else ""
        side = corpus.side(first.doc)
        words = f" “{excerpt(side.cleaned.document.text, first.start, first.end, 70)}”" if side else ""
        yield plain(f"  {first.speaker} {first.act}:{words}")
        yield plain(f"      {len(claim.documents)} documents, {reports}{because}")
        yield plain(f"      {', '.join(f'{s.doc} {place(s)}' for s in claim.statements)}")
    if len(found) > FEW and not all_lines:
        yield f"  and {len(found) - FEW} more (--all shows them)"
    yield ""
