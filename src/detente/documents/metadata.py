"""What a document says of itself: title, publisher, authors and date, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from detente.documents.cleaned import Cleaned
from detente.documents.dates import stated
from detente.documents.dating import bounded
from detente.documents.document import Certainty, Document, Known, Metadata
from detente.documents.extract import Extract
from detente.documents.front_matter import FrontMatter
from detente.documents.furniture import BYLINE, DATE_LINE, NAME_LINE
from detente.documents.lines import Line, lines_of
from detente.documents.paragraphs import Kind
from detente.values.partial_date import PartialDate

_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "outlet", "source", "site", "publication"),
    "authors": ("author", "authors", "byline", "by"),
    "published": ("published", "date", "published on", "publication date", "date published"),
}
_HEAD = 14
"""How many filled lines at the top can hold a byline or a date line."""
_NAME = r"[^\W\d_a-z][\w.&'’-]*(?:\s+(?:(?:of|for|the|and|on|de)\s+)*[^\W\d_a-z][\w.&'’-]*){0,7}"
_ABOUT = re.compile(rf"(?:#+\s*)?\**About\s+(?:the\s+)?(?P<name>{_NAME})\**:?\s*$")
_CORPORATE = re.compile(
    rf"^(?:This|An?)\s+(?P<name>{_NAME}?)\s+(?:Analysis|Report|Briefing|Brief|Commentary|Explainer"
    rf"|Policy Brief|Statement)\b"
)
_DISCLAIMER = re.compile(
    rf"(?:^|[.;]\s+)(?:The\s+)?(?P<name>{_NAME})\s+does not take (?:institutional|any)? ?positions?\b"
    rf"|views of (?:the )?(?P<other>{_NAME}?)(?:,|\.|\s+or\b|\s+and\b)"
)
_RIGHTS = re.compile(rf"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT)\s*(?:\d{{4}}\s*)?(?P<name>{_NAME})")
_INTERVIEW = re.compile(
    r"\b(?:[Ii]n an? (?:conversation|interview) with|speaking to|told) the (?P<name>[A-Z]{2,6})\b"
)
_ROLE = re.compile(r"\b(?:correspondent|editor|reporter|staff writer|columnist|analyst|fellow|bureau|desk)s?\b", re.I)
_AGENCY = re.compile(r"[^\W\d_a-z][^()\n]{1,60}\((?P<name>[^\W\d_a-z][\w .&-]{1,30})\)\s*[-–—]+\s")
_PERSONAL = re.compile(r"\b(?:the )?authors?\b|\bus\b", re.I)


def metadata(cleaned: Cleaned, front: FrontMatter | None, extract: Extract) -> Metadata:
    """All four fields: from the front matter, else the format's own fields, else the text, else bounded or absent."""
    return Metadata(
        _text_field("title", front, extract) or _title(cleaned),
        _text_field("publisher", front, extract) or _publisher(cleaned),
        _authors_field(front, extract) or _authors(cleaned),
        _published_field(front, extract) or _published(cleaned) or bounded(cleaned),
    )


def _given(
    name: str, front: FrontMatter | None, extract: Extract
) -> tuple[tuple[str, ...], str, tuple[int, int] | None] | None:
    for key in _KEYS[name]:
        if front and front.entries.get(key):
            return front.entries[key], f"front matter: {key}", front.spans.get(key)
    if value := extract.fields.get(name):
        return (value,), extract.basis.get(name, "stated by the format"), None
    return None


def _text_field(name: str, front: FrontMatter | None, extract: Extract) -> Known[str] | None:
    given = _given(name, front, extract)
    return Known(", ".join(given[0]), given[1], Certainty.STATED, given[2]) if given else None


def _authors_field(front: FrontMatter | None, extract: Extract) -> Known[tuple[str, ...]] | None:
    given = _given("authors", front, extract)
    if not given:
        return None
    names = tuple(name for value in given[0] for name in _names(value))
    return Known(names, given[1], Certainty.STATED, given[2]) if names else None


def _published_field(front: FrontMatter | None, extract: Extract) -> Known[PartialDate] | None:
    given = _given("published", front, extract)
    when = stated(given[0][0]) if given else None
    return Known(when, given[1], Certainty.STATED, given[2]) if given and when else None


def _names(text: str) -> list[str]:
    parts = re.split(r"\s*(?:;|,|&|\band\b|\bwith\b)\s*", text.strip().rstrip("."))
    return [part for part in parts if part and not _ROLE.search(part)]


def _head(cleaned: Cleaned) -> list[Line]:
    return _filled(cleaned)[:_HEAD]


def _filled(cleaned: Cleaned) -> list[Line]:
    """The lines that hold something and are not paragraphs."""
    lines = lines_of(cleaned.document.text, cleaned.document.body_start)
    return [line for line in lines if line.is_short and line.bare]


def _title(cleaned: Cleaned) -> Known[str] | None:
    """The first heading of words, where nothing longer comes before it."""
    for block in cleaned.blocks[:3]:
        text = cleaned.text[block.start : block.end]
        if block.kind is Kind.HEADING and len(re.findall(r"[^\W\d_]{2,}", text)) > 1:
            return Known(text, "first heading", Certainty.STATED, cleaned.original(block.start, block.end))
        if len(text.split()) > 25:
            return None
    return None


def _authors(cleaned: Cleaned) -> Known[tuple[str, ...]] | None:
    for line in _head(cleaned):
        found = BYLINE.fullmatch(re.sub(r"[*_]+", "", line.bare))
        if found and line.words <= 16 and (names := tuple(_names(found[1]))):
            return Known(names, "byline", Certainty.STATED, (line.start, line.end))
    if name := _bare_name(cleaned):
        return name
    for line in _head(cleaned):
        found = _CORPORATE.match(line.bare)
        if found and line.words <= 8:
            return Known((found["name"],), f"corporate byline: {line.bare}", Certainty.STATED, (line.start, line.end))
    return None


def _bare_name(cleaned: Cleaned) -> Known[tuple[str, ...]] | None:
    """A line that cleaning took for a byline though no "by" stands in it."""
    for dropped in cleaned.dropped:
        text = cleaned.document.text[dropped.start : dropped.end].strip(" *_")
        if dropped.kind == "byline" and NAME_LINE.fullmatch(text):
            return Known((text,), "a name beside the date line", Certainty.INFERRED, (dropped.start, dropped.end))
    return None


def _published(cleaned: Cleaned) -> Known[PartialDate] | None:
    filled = _filled(cleaned)
    for line in [*filled[:_HEAD], *filled[-5:]]:
        plain = re.sub(r"[*_#]+", "", line.bare).strip()
        byline = BYLINE.fullmatch(plain) if line.words <= 16 else None
        found = DATE_LINE.fullmatch((byline["rest"] or "") if byline else plain)
        if found and (when := stated(found[1])):
            return Known(when, f"date line: {line.bare[:60]}", Certainty.STATED, (line.start, line.end))
    return None


def _publisher(cleaned: Cleaned) -> Known[str] | None:
    """Who publishes, from the notice it prints of itself; failing that, whom the text says was spoken to."""
    rules: tuple[Callable[[Cleaned], Known[str] | None], ...] = (
        _from_notice,
        _from_head,
        _from_agency,
        _from_interviews,
    )
    return next((found for rule in rules if (found := rule(cleaned))), None)


def _from_notice(cleaned: Cleaned) -> Known[str] | None:
    filled = _filled(cleaned)
    for line in reversed(filled[-12:]):
        for pattern, basis in (
            (_ABOUT, "closing notice about the publisher"),
            (_RIGHTS, "copyright line"),
            (_DISCLAIMER, "disclaimer"),
        ):
            found = pattern.search(line.bare)
            name = found and (found.groupdict().get("name") or found.groupdict().get("other"))
            if found and name and not _PERSONAL.fullmatch(name):
                start = line.start + line.text.find(name)
                return Known(name, f"{basis}: {line.bare[:60]}", Certainty.INFERRED, (start, start + len(name)))
    return None


def _from_head(cleaned: Cleaned) -> Known[str] | None:
    for line in _head(cleaned):
        found = _CORPORATE.match(line.bare)
        if found and line.words <= 8:
            start = line.start + line.text.find(found["name"])
            return Known(
                found["name"],
                f"line at the top: {line.bare[:60]}",
                Certainty.INFERRED,
                (start, start + len(found["name"])),
            )
    return None


def _from_agency(cleaned: Cleaned) -> Known[str] | None:
    """`MARN, March 3 (Agency) -` where the first paragraph begins."""
    block = next((block for block in cleaned.blocks if block.kind is Kind.PARAGRAPH), None)
    found = _AGENCY.match(cleaned.text, block.start, block.end) if block else None
    if not found:
        return None
    return Known(found["name"], "dateline of an agency", Certainty.INFERRED, cleaned.original(*found.span("name")))


def _from_interviews(cleaned: Cleaned) -> Known[str] | None:
    """`in a conversation with the XYZ`: an outlet that names itself so, if it is the only one."""
    found = list(_INTERVIEW.finditer(cleaned.text))
    names = {match["name"] for match in found}
    if len(names) != 1:
        return None
    span = cleaned.original(*found[0].span())
    return Known(names.pop(), f"words said to it in the text: {found[0][0]}", Certainty.INFERRED, span)


def with_metadata(document: Document, found: Metadata) -> Document:
    """The same document with its metadata."""
    return replace(document, metadata=found)
