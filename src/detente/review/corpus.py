"""Many documents: each is read when its turn comes, then all are set beside one another.

What one document proposes comes out as soon as it is read. What only several together tell comes at the end: which
claims are denied elsewhere, and which passages were copied. A document that nothing dates waits for the others, and
is read against the middle of their dates. `apart` leaves all that out; then nothing is kept of what is done with.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from detente.case.case import Case
from detente.documents.cleaned import Cleaned
from detente.documents.document import Document
from detente.reading import anchor, disputes
from detente.reading.copies import Comparison, compare
from detente.reading.copies_side import Compared
from detente.reading.plugin_command import Command
from detente.reading.proposals import DisputeProposal, Reading
from detente.reading.reader import Dated
from detente.reading.reuse_index import ReuseIndex
from detente.review.crew import Work, crew
from detente.review.intake import File, Intake, Order, Taken, gazetteer_of, within

FEW = 40
"""Up to so many documents, all are compared with all; of more, those that an index proposes."""
AT_HAND = 64
"""Documents that are kept in memory for comparing; others wait in a temporary folder."""


def take_in(
    paths: Sequence[Path],
    case: Case | None = None,
    *,
    encoding: str | None = None,
    propose: bool = True,
    extractor: str | Command | None = None,
) -> list[Intake]:
    """A few files, in the order given, each with the disputes whose denial stands in it.

    Raises `ExtractorFailed` where the extractor that is named is not there.
    """
    order = Order(encoding, propose, gazetteer_of(case) if case else None, extractor)
    with crew(order) as work:
        corpus = Corpus(paths)
        taken = sorted(corpus.intakes(work), key=lambda one: one.number)
    answered = corpus.disputes()
    return [
        one
        if one.reading is None
        else replace(one, reading=one.reading.with_disputes(tuple(answered.get(one.number, ()))))
        for one in taken
    ]


def files(paths: Iterable[Path]) -> Iterator[File]:
    """The files with the names of their documents: a name that was used already gives way to the whole path."""
    names: set[str] = set()
    for number, path in enumerate(paths):
        name = path.name if path.name not in names else str(path)
        names.add(name)
        yield File(number, path, name)


@dataclass(slots=True)
class Corpus:
    """The documents of one run. `intakes` first, to its end; then the rest can be asked."""

    paths: Sequence[Path]
    apart: bool = False
    _readings: dict[int, Reading] = field(default_factory=dict)
    _standing: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    _shelf: Shelf | None = None

    def intakes(self, work: Work) -> Iterator[Intake]:
        """Each file as it was read, in the order given; those that nothing dates come last."""
        undated: list[File] = []
        dates: list[Dated] = []
        if self.apart:
            for taken in work(files(self.paths)):
                yield _alone(taken.intake)
            return
        self._shelf = Shelf(len(self.paths))
        known = {file.number: file for file in files(self.paths)}
        for taken in work(iter(known.values())):
            if taken.dated is not None:
                dates.append(taken.dated)
                if taken.dated[0].day is None:
                    undated.append(replace(known[taken.intake.number], dated=taken.dated))
                    continue
            yield self._seen(taken)
        learned = anchor.shared(dates)
        late = [now for now, before in zip(learned, dates, strict=True) if before[0].day is None]
        again = [replace(file, dated=now) for file, now in zip(undated, late, strict=True)]
        for taken in work(again):
            yield self._seen(taken)

    def disputes(self) -> dict[int, list[DisputeProposal]]:
        """By the number of the file in which the denial stands."""
        order = sorted(self._readings)
        found: dict[int, list[DisputeProposal]] = {}
        for number, reading in zip(order, disputes.paired([self._readings[n] for n in order]), strict=True):
            standing = self._standing[number]
            kept = [one for one in reading.disputes if (one.denial.start, one.denial.end) in standing]
            if kept:
                found[number] = kept
        return found

    def comparisons(self) -> Iterator[Comparison]:
        """Every pair of documents that shares a passage."""
        if self._shelf is not None:
            yield from self._shelf.comparisons()

    @property
    def documents(self) -> list[Document]:
        """The documents without their text, in the order of the files."""
        return [] if self._shelf is None else self._shelf.documents

    @property
    def readings(self) -> list[Reading]:
        """Statements, dates and marks of every document, in the order of the files."""
        return [self._readings[number] for number in sorted(self._readings)]

    def side(self, name: str) -> Compared | None:
        """A document for comparing, by its name."""
        return None if self._shelf is None else self._shelf.by_name(name)

    def _seen(self, taken: Taken) -> Intake:
        """Keep what is needed for setting documents beside one another."""
        one = taken.intake
        if one.cleaned is not None and self._shelf is not None:
            self._shelf.put(one.number, one.cleaned)
        if one.reading is None or one.cleaned is None:
            return one
        whole = one.reading
        reading = within(whole, one.cleaned)
        self._readings[one.number] = Reading(
            whole.doc,
            whole.length,
            whole.anchor,
            statements=whole.statements,
            dates=tuple(date for date in whole.dates if date.value),
            marks=whole.marks,
        )
        self._standing[one.number] = frozenset((s.start, s.end) for s in reading.statements)
        return replace(one, reading=reading)


def _alone(one: Intake) -> Intake:
    if one.reading is None or one.cleaned is None:
        return one
    return replace(one, reading=within(disputes.paired([one.reading])[0], one.cleaned))


class Shelf:
    """Cleaned documents by number: some at hand, the others in a temporary folder that goes with the shelf."""

    def __init__(self, expected: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="detente-corpus-") if expected > AT_HAND else None
        self._held: dict[int, Cleaned] = {}
        self._sides: dict[int, Compared] = {}
        self._documents: dict[int, Document] = {}
        self._index = ReuseIndex() if expected > FEW else None
        self._order: list[int] = []

    def put(self, number: int, cleaned: Cleaned) -> None:
        """Take a document in."""
        self._documents[number] = replace(cleaned.document, text="")
        self._order.append(number)
        if self._index is not None:
            self._index.add(cleaned.document.name, cleaned.text)
        if self._folder is None:
            self._held[number] = cleaned
        else:
            Path(self._folder.name, str(number)).write_bytes(pickle.dumps(cleaned))

    @property
    def documents(self) -> list[Document]:
        """Without their text, in the order of their numbers."""
        return [self._documents[number] for number in sorted(self._documents)]

    def comparisons(self) -> Iterator[Comparison]:
        """All pairs of few documents, or those that the index proposes of many."""
        for one, two in self._pairs():
            yield compare(self._side(one), self._side(two))

    def _pairs(self) -> Iterator[tuple[int, int]]:
        numbers = sorted(self._order)
        if self._index is None:
            yield from ((i, j) for n, j in enumerate(numbers) for i in numbers[:n])
            return
        found = [sorted((self._order[c.first], self._order[c.second])) for c in self._index.candidates()]
        yield from ((low, high) for low, high in sorted(found))

    def by_name(self, name: str) -> Compared | None:
        """A document by its name."""
        found = next((number for number, one in self._documents.items() if one.name == name), None)
        return None if found is None else self._side(found)

    def _side(self, number: int) -> Compared:
        if number not in self._sides:
            if len(self._sides) >= AT_HAND:
                del self._sides[next(iter(self._sides))]
            self._sides[number] = Compared(self._cleaned(number))
        return self._sides[number]

    def _cleaned(self, number: int) -> Cleaned:
        if self._folder is None:
            return self._held[number]
        found: Cleaned = pickle.loads(Path(self._folder.name, str(number)).read_bytes())
        return found
