"""A parsed sentence as light objects, so that rules walk it quickly and read clearly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from detente.reading.plain import Block

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Word:
    """One token with its place in the dependency tree. `start`..`end` are offsets into the block's prose."""

    __slots__ = (
        "dep",
        "end",
        "ent",
        "ent_starts",
        "head",
        "i",
        "kids",
        "lemma",
        "lower",
        "pos",
        "sent",
        "start",
        "tag",
        "text",
    )

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, start: int, ent: str) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.pos = pos
        self.tag = tag
        self.dep = dep
        self.start = start
        self.end = start + len(text)
        self.ent = ent
        self.ent_starts = False
        self.head: Word = self
        self.kids: list[Word] = []
        self.sent: Sentence

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"

    def kid(self, *deps: str) -> Word | None:
        """The first child with one of these relations."""
        for word in self.kids:
            if word.dep in deps:
                return word
        return None

    def kids_of(self, *deps: str) -> list[Word]:
        """All children with one of these relations."""
        return [word for word in self.kids if word.dep in deps]

    def ancestors(self) -> Iterator[Word]:
        """Heads, from the nearest to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def subtree(self, without: frozenset[str] = frozenset()) -> list[Word]:
        """This word and all below it in text order, leaving out branches with one of these relations."""
        out, todo = [], [self]
        while todo:
            word = todo.pop()
            out.append(word)
            todo.extend(kid for kid in word.kids if kid.dep not in without)
        return sorted(out, key=lambda word: word.i)

    def conjuncts(self) -> list[Word]:
        """This word and what is coordinated with it to the right."""
        out, todo = [], [self]
        while todo:
            word = todo.pop(0)
            out.append(word)
            todo.extend(word.kids_of("conj"))
        return out

    @property
    def negated(self) -> bool:
        """True under a direct negation."""
        return any(
            (kid.dep == "neg" or kid.lower in ("never", "not", "n't", "nor", "neither")) and not _only(kid)
            for kid in self.kids
        )


class Sentence:
    """One sentence: its words, its block and its number in the document."""

    __slots__ = ("block", "number", "page", "words")

    def __init__(self, block: Block, number: int, page: Page, words: list[Word]) -> None:
        self.block = block
        self.number = number
        self.page = page
        self.words = words

    @property
    def root(self) -> Word:
        """The head of the sentence."""
        return next((word for word in self.words if word.head is word), self.words[0])

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


class Page:
    """One parsed block."""

    __slots__ = ("_ends", "_starts", "block", "sentences", "words")

    def __init__(self, block: Block, words: list[Word]) -> None:
        self.block = block
        self.words = words
        self._starts = [word.start for word in words]
        self._ends = [word.end for word in words]
        self.sentences: list[Sentence] = []

    def between(self, start: int, end: int) -> list[Word]:
        """Words that overlap a stretch of the block's prose."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return self.words[first:last]


def page(block: Block, parsed: Doc, first: int) -> Page:
    """A block's parse as words; `first` numbers its first sentence."""
    table = parsed.to_array(
        ["ORTH", "LEMMA", "POS", "TAG", "DEP", "HEAD", "IDX", "ENT_TYPE", "ENT_IOB", "SENT_START"]
    )
    names = parsed.vocab.strings
    rows = table.tolist()
    known: dict[int, str] = {0: ""}

    def name(key: int) -> str:
        if key not in known:
            known[key] = names[key]
        return known[key]

    words = [
        Word(
            i,
            name(row[0]),
            name(row[1]).lower(),
            name(row[2]),
            name(row[3]),
            name(row[4]),
            row[6],
            name(row[7]),
        )
        for i, row in enumerate(rows)
    ]
    out = Page(block, words)
    for i, row in enumerate(rows):
        word, offset = words[i], row[5]
        offset = offset - (1 << 64) if offset >= 1 << 63 else offset
        word.head = words[i + offset]
        word.ent_starts = row[8] == 3
        if offset:
            word.head.kids.append(word)
    begin = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or rows[i][9] == 1:
            sentence = Sentence(block, first + len(out.sentences), out, words[begin:i])
            for word in sentence.words:
                word.sent = sentence
            out.sentences.append(sentence)
            begin = i
    return out


def _only(word: Word) -> bool:
    """Not only, not just: no negation."""
    words = word.sent.words
    after = words[word.i - words[0].i + 1 :][:1]
    return bool(after and after[0].lower in ("only", "just", "merely", "simply", "least"))


def stretch(words: Iterable[Word]) -> tuple[int, int]:
    """Start and end of some words in the block's prose."""
    some = list(words)
    return min(word.start for word in some), max(word.end for word in some)
