"""The sidecar of a document that came in: only what is known of it, and how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from detente.case.beginning import slug
from detente.case.case import Case
from detente.documents.cleaned import Cleaned
from detente.documents.document import Certainty, Known
from detente.review.copying import Overlap
from detente.values.partial_date import PartialDate


def source_name(stem: str, taken: set[str]) -> str:
    """An id for the source, from its file's name: the leading number of `004_abc.txt`, else the name itself."""
    number = re.match(r"(\d{3,})(?=[_.-]|$)", stem)
    name = number[1] if number else slug(stem)
    if name not in taken:
        return name
    return next(f"{name}-{n}" for n in range(2, 10_000) if f"{name}-{n}" not in taken)


def sidecar(cleaned: Cleaned, found: Sequence[Overlap], came_in: date, *, seen: bool = False) -> dict[str, Any]:
    """The fields of sources/NAME.yaml. `came_in` bounds the date of a document that does not state one; `seen` says
    that it was known to us only from then on."""
    document, known = cleaned.document, cleaned.document.metadata
    published, basis = _published(known.published, came_in)
    stated = known.published is not None and known.published.certainty is Certainty.STATED
    late = seen and stated and PartialDate.parse(published).last < came_in
    plain: dict[str, Any] = {
        "title": _line(known.title.value) if known.title else None,
        "kind": "article",
        "publisher": _line(known.publisher.value) if known.publisher else None,
        "publisher-basis": _basis(known.publisher),
        "authors": [_line(name) for name in known.authors.value] if known.authors else None,
        "authors-basis": _basis(known.authors) if known.authors else "no byline was found",
        "published": published,
        "published-basis": basis,
        "seen": came_in.isoformat() if late else None,
        "language": document.language,
        "sha256": document.sha256,
        "file": _line(document.name),
        "characters": len(document.text),
        "depends-on": [_dependence(one) for one in found if one.newer] or None,
        "lost-links": len(cleaned.lost_links) or None,
        "damage": _damage(cleaned) or None,
    }
    return {name: value for name, value in plain.items() if value not in (None, "")}


def voice_of(case: Case, name: str, fields: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Whose voice the document's own sentences are: the publisher, where the case has it as an actor; else an actor
    to be added (its id, and its fields)."""
    publisher = str(fields.get("publisher", "")).casefold()
    for actor, item in case.actors.items():
        if publisher and publisher in {text.casefold() for text in (item.name, *item.aliases)}:
            return actor, {}
    own = f"voice-{name}"[:80]
    if own in case.actors:
        return own, {}
    if publisher:
        return own, {"name": str(fields["publisher"]), "kind": "outlet"}
    return own, {"name": f"unnamed author of {name}", "kind": "voice"}


def _published(known: Known[PartialDate] | None, came_in: date) -> tuple[str, str]:
    """The date as the sidecar has it: as stated, or as an interval that ends where the document came in."""
    if known is None:
        return f"../{came_in.isoformat()}", f"not stated; not after: it came in on {came_in.isoformat()}"
    value = known.value
    if known.certainty is Certainty.STATED or value.last <= came_in or value.start > came_in:
        return value.worded, _shortened(known.basis)
    start = ".." if value.start == date.min else value.start.isoformat()
    basis = known.basis.split("; not after:")[0]
    return f"{start}/{came_in.isoformat()}", _shortened(f"{basis}; not after: it came in on {came_in.isoformat()}")


def _basis(known: Known[Any] | None) -> str | None:
    return _shortened(known.basis) if known and known.certainty is Certainty.INFERRED else None


def _dependence(one: Overlap) -> dict[str, Any]:
    return {
        "from": one.source,
        "how": one.how,
        "credited": one.credited,
        "share": f"{one.share:.0%}",
        "passages": [{"here": list(p.here), "there": list(p.there)} for p in one.passages],
    }


def _damage(cleaned: Cleaned) -> list[str]:
    dropped = Counter(one.kind for one in cleaned.dropped)
    joined = Counter(one.reason for one in cleaned.joined)
    return [
        *(f"left out when cleaning: {kind} ({count})" for kind, count in sorted(dropped.items())),
        *(f"put together when cleaning: {_shortened(reason)} ({count})" for reason, count in sorted(joined.items())),
    ]


def _line(text: str) -> str:
    """On one line, without what a terminal or a reader could be misled by."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:300].strip()


def _shortened(text: str) -> str:
    return _line(text)
