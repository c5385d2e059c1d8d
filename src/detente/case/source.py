"""A source: the sidecar of a document. Never its text."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from detente.case.item import ActorId, Amount, Day, Item, OneOrMore, SourceId, Text, Whole


class SourceKind(StrEnum):
    """What the document is."""

    ARTICLE = "article"
    ANALYSIS = "analysis"
    STATEMENT = "official statement"
    INSTRUMENT = "instrument"
    LAW = "law"
    RULES = "rules of procedure"
    DECISION = "decision"
    DATASET = "data set"
    REFERENCE = "reference"


class Credit(StrEnum):
    """Whether a copy says whom it copies."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Reliability(StrEnum):
    """Letter of the source (Admiralty scale, NATO AJP-2.1): F is 'cannot be judged' and the default."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Grade(Item):
    """A grade with who gave it, when and why; earlier ones stay in the list."""

    reliability: Reliability
    on: Day
    by: Text
    why: Text


class Span(Item):
    """Two half-open intervals of code points: here and in the other document."""

    here: Annotated[tuple[Whole, Whole], Field(description="start and end in this document")]
    there: Annotated[tuple[Whole, Whole], Field(description="start and end in the other one")]


class Dependence(Item):
    """What this document takes from another one."""

    from_: SourceId
    how: Text
    """Copied, near copy, quotation, paraphrase."""
    credited: Credit
    share: Amount | None = None
    """Share of this document's words in the matched runs."""
    passages: OneOrMore[Span] = ()


class Source(Item):
    """What is known about a document. What is not known is left out, and shown as unknown."""

    title: Text | None = None
    kind: SourceKind = SourceKind.ARTICLE
    publisher: Text | None = None
    publisher_basis: Text | None = None
    """How the publisher is known where the document does not say."""
    voice: ActorId | None = None
    """The actor whose voice the document's own sentences are."""
    authors: OneOrMore[Text] = ()
    authors_basis: Text | None = None
    """How the authors are known where there is no byline."""
    published: Day | None = None
    """When it was published; an interval where that can only be bounded."""
    published_basis: Text | None = None
    """What bounds it."""
    seen: Day | None = None
    """When it was known to us, where that is later than its publication."""
    language: Text | None = None
    translated_from: Text | None = None
    url: Text | None = None
    perspective: Text | None = None
    """A descriptor (who publishes it, from where), not a grade."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the document's bytes."""
    file: Text | None = None
    """The name that the document had, as a hint for finding it."""
    characters: Whole | None = None
    """Length of its text in code points."""
    depends_on: OneOrMore[Dependence] = ()
    """Copies and quotations of other sources."""
    lost_links: Whole | None = None
    """Links whose targets did not survive."""
    damage: OneOrMore[Text] = ()
    """What extraction did to it: split paragraphs, captions, boilerplate."""
    grades: OneOrMore[Grade] = ()
    """Newest last; without one the source stands at F."""
    checked: Day | None = None
    """When somebody last looked it up."""
    note: Text | None = None

    def known_by(self) -> Day | None:
        """The date from which its content may be used."""
        return self.seen or self.published

    @property
    def reliability(self) -> Reliability:
        """The grade in force."""
        return self.grades[-1].reliability if self.grades else Reliability.F

    @property
    def has_text(self) -> bool:
        """True where statements are taken from it and can be verified against a copy."""
        return self.sha256 is not None
