"""One document made ready for comparison: its clean words, what it quotes, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from detente.documents.cleaned import Cleaned
from detente.documents.document import Link
from detente.documents.paragraphs import Kind
from detente.reading.copies_quotes import (
    Quotation,
    blanked,
    credits_in,
    goes_on,
    is_named,
    quotation_around,
    quotations,
)
from detente.reading.copies_words import Words, words_of

_MARKS = ".,;:!?…()[]{}\"'“”‘«»—–-*_"
_AROUND = 1
"""How many sentences before a passage can carry its credit."""


@dataclass(frozen=True)
class Compared:
    """A cleaned document and what comparisons need of it, worked out once."""

    cleaned: Cleaned

    @property
    def name(self) -> str:
        """The document's name."""
        return self.cleaned.document.name

    @cached_property
    def words(self) -> Words:
        """The words of the clean text."""
        return words_of(self.cleaned.text)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """The words as white space separates them, without marks at their ends or capitals."""
        bare = (word.strip(_MARKS) for word in self.cleaned.text.casefold().replace("’", "'").split())
        return tuple(word for word in bare if word)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """What it quotes, between marks or as a block of its own, in clean offsets."""
        marked = quotations(self.cleaned.text)
        blocks = [Quotation(b.start, b.end) for b in self.cleaned.blocks if b.kind is Kind.QUOTE]
        apart = [q for q in marked if not any(b.start <= q.start and q.end <= b.end for b in blocks)]
        return sorted([*apart, *blocks], key=lambda quotation: quotation.start)

    @cached_property
    def own_names(self) -> tuple[tuple[str, bool], ...]:
        """Its authors and publisher as far as known, each with whether it is a person."""
        known = self.cleaned.document.metadata
        publisher = known.publisher.value if known.publisher else None
        authors = [(name, name != publisher) for name in known.authors.value] if known.authors else []
        return (*authors, *([(publisher, False)] if publisher else []))

    @cached_property
    def quoted(self) -> list[bool]:
        """For each word, whether it stands in quotation marks."""
        flags = [False] * len(self.words)
        for quotation in self.quotations:
            first, stop = self.words.between(quotation.start, quotation.end)
            flags[first:stop] = [True] * (stop - first)
        return flags

    def quotation_of(self, first: int, stop: int) -> Quotation | None:
        """The quotation that holds most of a range of words."""
        start, end = self.words.span(first, stop)
        return quotation_around(self.quotations, start, end)

    def around(self, first: int, stop: int, before: int = _AROUND, after: int = 0) -> tuple[int, int]:
        """Clean offsets of the sentences of a range of words with a few neighbours, kept inside the block."""
        words = self.words
        low = max(0, words.sentence_of(first) - before)
        high = min(len(words.sentences) - 1, words.sentence_of(stop - 1) + after)
        start, end = words.starts[words.sentences[low][0]], words.ends[words.sentences[high][1] - 1]
        block = self.cleaned.block_at(words.starts[first])
        return (max(start, block.start), max(min(end, block.end), words.ends[stop - 1])) if block else (start, end)

    def credits(self, first: int, stop: int) -> list[str]:
        """Names to which the sentence of a range of words, or one next to it, gives something said."""
        own = self.around(first, stop, before=0)
        names = credits_in(blanked(self.cleaned.text, *own, self.quotations))
        if names:
            return names
        wider = self.around(first, stop, before=_AROUND, after=1)
        return credits_in(blanked(self.cleaned.text, *wider, self.quotations))

    def names_before(self, first: int, stop: int) -> list[str]:
        """Credits in the sentence itself, else the last ones in its block or the block before."""
        names = self.credits(first, stop)
        if names:
            return names
        start, _ = self.around(first, stop, before=10_000)
        before = self.cleaned.text.rfind("\n\n", 0, max(0, start - 2)) + 2 if start > 2 else 0
        end = self.words.starts[first]
        return credits_in(blanked(self.cleaned.text, max(0, before), end, self.quotations))[-1:]

    def goes_on(self, sentence: int) -> bool:
        """True where a sentence gives its words to somebody named before."""
        first, stop = self.words.sentences[sentence]
        return goes_on(blanked(self.cleaned.text, *self.words.span(first, stop), self.quotations))

    def mentions(self, names: tuple[tuple[str, bool], ...], first: int, stop: int) -> str | None:
        """The one of `names` that the sentences around a range of words mention; around a quotation, its paragraph.

        A quotation that is a block of its own has the paragraphs before and after it for that.
        """
        wide = 10_000 if self.quotation_of(first, stop) else 1
        start, end = self.around(first, stop, before=wide, after=wide)
        block = self.cleaned.block_at(self.words.starts[first])
        if block is not None and block.kind is Kind.QUOTE:
            index = self.cleaned.blocks.index(block)
            near = self.cleaned.blocks[max(0, index - 1) : index + 2]
            start, end = near[0].start, near[-1].end
        text = self.cleaned.text[start:end]
        return next((name for name, person in names if is_named(name, text, person=person)), None)

    def original(self, first: int, stop: int) -> tuple[int, int]:
        """The span of a range of words in the document's own text."""
        return self.cleaned.original(*self.words.span(first, stop))

    def links(self, first: int, stop: int) -> list[Link]:
        """The links that stand in the sentences of a range of words."""
        start, end = self.cleaned.original(*self.around(first, stop, before=0))
        return [link for link in self.cleaned.links if link.start < end + 4 and start < link.end]
