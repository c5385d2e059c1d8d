"""What other documents say about one: it came out before those that quote it, and they name who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from detente.documents.dating import narrowed
from detente.documents.document import Certainty, Document, Known, Metadata
from detente.reading.copies_passage import Closeness, Copied, Credit


def learned(documents: Sequence[Document], copied: Iterable[Copied]) -> dict[str, Metadata]:
    """The metadata of each document by name, with what the passages between them add.

    Only credited quotations count: the quoted document is no later than the one that quotes it, and where it names
    no author, the one name that all its quotations are credited to is taken, marked as inferred.
    """
    by_name = {document.name: document for document in documents}
    quoted = [p for p in copied if p.closeness is Closeness.QUOTATION and p.credit is Credit.QUOTED and p.earlier]
    return {name: _with(document, quoted, by_name) for name, document in by_name.items()}


def _with(document: Document, quoted: list[Copied], by_name: Mapping[str, Document]) -> Metadata:
    mine = [
        p for p in quoted if p.earlier and p.later and p.earlier.name == document.name and p.later.name in by_name
    ]
    known = document.metadata
    later = [(p.later.name, by_name[p.later.name].metadata.published) for p in mine if p.later]
    dates = [(name, published.value) for name, published in later if published]
    published = narrowed(known.published, dates) if dates else known.published
    return replace(known, published=published, authors=known.authors or _author(mine))


def _author(mine: list[Copied]) -> Known[tuple[str, ...]] | None:
    names = {p.credited_to for p in mine if p.credited_to}
    if len(names) != 1:
        return None
    by = sorted({p.later.name for p in mine if p.later})
    return Known(
        tuple(sorted(names)), f"its sentences are quoted under this name in {', '.join(by)}", Certainty.INFERRED
    )
