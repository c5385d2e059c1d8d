"""The brief as a document, before any format: sections of sentences, tables and figures, each sentence with what it
rests on. Every renderer reads this and nothing else, so that no format can say more than another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from detente.brief.chart import CurvesFigure, StackFigure, TornadoFigure
from detente.values.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability that a sentence states: of which event (defined in `Brief.events`), by the end of which day; the
    number and its 90% range, shares of 0..1."""

    event: str
    by: date
    value: float
    low: float
    high: float

    @property
    def id(self) -> str:
        """By which `explain` leads to what it rests on."""
        return f"outlook:{self.event}@{self.by.isoformat()}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in our words. It carries citations (statement ids, or `source#place`), or is an assessment, or is
    `framing` (a label, a caption, a sentence about the brief itself), which claims nothing about the world."""

    text: str
    cites: tuple[str, ...] = ()
    assessment: bool = False
    framing: bool = False
    because: tuple[str, ...] = ()
    """Ids of computed things (a condition, a question, an incident) that `explain` can open."""
    chances: tuple[Chance, ...] = ()
    """The probabilities that it states."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Points, each a paragraph."""

    points: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; empty text is shown as a dash. `strong` marks a row's head."""

    sentence: Sentence
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with heads, rows of cells. `widths` are relative."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    note: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder figure. `state` is reached, next or later."""

    name: str
    state: str
    since: str = ""
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LadderFigure:
    """Status ladder: rungs from first to last, what the next one waits for; without `listed` the latter stands in the
    description and in the table beside the picture only."""

    title: str
    steps: tuple[Step, ...]
    alt: str
    listed: bool = True

    def shown(self, show: Callable[[str], str]) -> LadderFigure:
        """With every text that is drawn passed through `show`."""
        steps = tuple(
            Step(show(s.name), show(s.state), show(s.since), tuple(map(show, s.waits_for))) for s in self.steps
        )
        return LadderFigure(show(self.title), steps, show(self.alt), self.listed)


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry on the timeline: a date with its own precision, drawn as a point or a span; `lane` groups entries;
    `future` entries are scheduled or expected, drawn hollow."""

    when: PartialDate
    label: str
    lane: str
    future: bool = False
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineFigure:
    """Dated entries in lanes, with the as-of day marked."""

    title: str
    marks: tuple[Mark, ...]
    as_of: PartialDate
    alt: str

    def shown(self, show: Callable[[str], str]) -> TimelineFigure:
        """With every text that is drawn passed through `show`."""
        marks = tuple(replace(mark, label=show(mark.label), lane=show(mark.lane)) for mark in self.marks)
        return TimelineFigure(show(self.title), marks, self.as_of, show(self.alt))


Figure: TypeAlias = LadderFigure | TimelineFigure | CurvesFigure | StackFigure | TornadoFigure
Block: TypeAlias = Paragraph | Bullets | Table | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; `number` is its address (`5`, `A2`), by which `explain 5.3` finds its third sentence."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited passage or place: its number in this brief, its id, who speaks, where it stands, how it opens."""

    number: int
    id: str
    source: str
    where: str
    says: str
    descriptor: str


@dataclass(frozen=True, slots=True)
class Brief:
    """`header` is (label, value) pairs. `sections` fill two pages; `annex` follows. `stamp` identifies the run and
    is the only thing that may differ between two runs on one case."""

    title: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    annex: tuple[Section, ...]
    citations: tuple[Citation, ...]
    language: str = "en"
    stamp: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    """Citation id to number."""
    events: dict[str, str] = field(default_factory=dict)
    """What each event is whose probability is stated, so that two readers would agree whether it has happened."""

    def all_sections(self) -> tuple[Section, ...]:
        """Body and annex."""
        return (*self.sections, *self.annex)


def sentences_of(section: Section) -> Iterator[Sentence]:
    """The sentences of a section in reading order: the n-th has the address `number.n`."""
    for block in section.blocks:
        yield from _sentences_in(block)


def cites_of(section: Section) -> Iterator[str]:
    """Every citation of a section in reading order, those of its figures among them."""
    for block in section.blocks:
        if isinstance(block, TimelineFigure):
            for mark in block.marks:
                yield from mark.cites
        for sentence in _sentences_in(block):
            yield from sentence.cites


def _sentences_in(block: Block) -> Sequence[Sentence]:
    match block:
        case Paragraph(sentences):
            return sentences
        case Bullets(points):
            return [sentence for point in points for sentence in point.sentences]
        case Table():
            cells = [cell.sentence for row in block.rows for cell in row if cell.sentence.text]
            return [*cells, block.note] if block.note else cells
        case _:
            return []
