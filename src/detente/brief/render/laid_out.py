"""The brief made ready for any format: addresses and citation numbers settled, every text safe to show, rows of equal
length, and each citation with the places that lean on it. Renderers add type and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from detente.brief.chart import CurvesFigure, StackFigure, TornadoFigure
from detente.brief.document import (
    Block,
    Brief,
    Bullets,
    Citation,
    Figure,
    LadderFigure,
    Paragraph,
    Section,
    Sentence,
    Table,
    TimelineFigure,
)
from detente.brief.figures.alternative import FigureTable, table_of
from detente.brief.render.visible import is_blank, visible

ASSESSMENT = "[assessment]"
"""Set after a sentence that is nobody's report but the analyst's or the model's own judgement."""

NO_ENTRIES = "No entries."
CITED = "Passages cited"
DASH = "\u2013"

_LETTERS_ACROSS = 112
"""About how many letters of table type fit side by side between the margins."""

_LONGEST_WORD = 28
"""Longer words are broken."""


class UnknownCitation(LookupError):
    """A sentence cites an id that is not among the citations of its brief."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its address (`5.3`), an anchor that is unique in the document, and its citation numbers."""

    address: str
    anchor: str
    text: str
    numbers: tuple[int, ...] = ()
    assessment: bool = False


@dataclass(frozen=True, slots=True)
class LaidParagraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LaidBullets:
    """Points of a list, each a paragraph."""

    points: tuple[LaidParagraph, ...]


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell; `line` is absent where the cell is empty."""

    line: Line | None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LaidTable:
    """As many heads and widths as cells in each row; widths are shares of one; `name` is unique in the document."""

    name: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[LaidCell, ...], ...]
    widths: tuple[float, ...]
    note: Line | None = None


@dataclass(frozen=True, slots=True)
class LaidFigure:
    """A figure with a name unique in the document, and the same content as a table of text."""

    name: str
    figure: Figure
    title: str
    alt: str
    table: FigureTable


LaidBlock: TypeAlias = LaidParagraph | LaidBullets | LaidTable | LaidFigure


@dataclass(frozen=True, slots=True)
class LaidSection:
    """A section with its heading's anchor; no blocks means that there is nothing to show."""

    anchor: str
    number: str
    title: str
    blocks: tuple[LaidBlock, ...]


@dataclass(frozen=True, slots=True)
class LaidCitation:
    """A citation and the lines that carry it, in reading order."""

    number: int
    source: str
    where: str
    says: str
    descriptor: str
    cited_at: tuple[Line, ...]

    @property
    def anchor(self) -> str:
        """Unique in the document."""
        return f"c{self.number}"


@dataclass(frozen=True, slots=True)
class LaidBrief:
    """What a renderer reads."""

    title: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[LaidSection, ...]
    annex: tuple[LaidSection, ...]
    citations: tuple[LaidCitation, ...]
    language: str
    stamp: str
    numbers: Mapping[str, int]

    def all_sections(self) -> tuple[LaidSection, ...]:
        """Body and annex."""
        return (*self.sections, *self.annex)

    def labelled(self, *labels: str) -> str:
        """The value of the header line with one of these labels, in any case and with or without hyphens; or ''."""
        wanted = {_plain(label) for label in labels}
        return next((value for label, value in self.header if _plain(label) in wanted), "")

    @property
    def handling(self) -> str:
        """The handling mark, from the header line `Handling`."""
        return self.labelled("handling", "handling mark", "marking")

    @property
    def as_of(self) -> str:
        """The as-of date as worded in the header line `As of`."""
        return self.labelled("as of", "as-of date")


def lay_out(brief: Brief) -> LaidBrief:
    """Settle everything that no format should have to decide."""
    numbers = brief.numbers or {citation.id: citation.number for citation in brief.citations}
    sections = tuple(_section(section, at, numbers) for at, section in enumerate(brief.all_sections(), 1))
    cut = len(brief.sections)
    return LaidBrief(
        title=visible(brief.title),
        header=tuple((visible(label), visible(value)) for label, value in brief.header),
        sections=sections[:cut],
        annex=sections[cut:],
        citations=_citations(brief.citations, sections),
        language=brief.language if brief.language.replace("-", "").isalnum() else "en",
        stamp=visible(brief.stamp),
        numbers=numbers,
    )


def lines_of(section: LaidSection) -> Iterator[Line]:
    """The lines of a section in reading order."""
    for block in section.blocks:
        match block:
            case LaidParagraph(lines):
                yield from lines
            case LaidBullets(points):
                yield from (line for point in points for line in point.lines)
            case LaidTable():
                yield from (cell.line for row in block.rows for cell in row if cell.line)
                yield from (block.note,) if block.note else ()


def tables_of(laid: LaidBrief) -> Iterator[LaidTable]:
    """All tables, in order."""
    for section in laid.all_sections():
        yield from (block for block in section.blocks if isinstance(block, LaidTable))


class _Addresses:
    """Gives the lines of one section their addresses in reading order, as `sentences_of` counts them."""

    def __init__(self, section: Section, place: int, numbers: Mapping[str, int]) -> None:
        self.number = visible(section.number)
        self.place = place
        self.numbers = numbers
        self.count = 0
        self.tables = 0

    def line(self, sentence: Sentence) -> Line:
        self.count += 1
        return Line(
            address=f"{self.number}.{self.count}",
            anchor=f"s{self.place}-{self.count}",
            text=visible(sentence.text),
            numbers=cited_numbers(sentence.cites, self.numbers),
            assessment=sentence.assessment,
        )

    def paragraph(self, paragraph: Paragraph) -> LaidParagraph:
        return LaidParagraph(tuple(self.line(sentence) for sentence in paragraph.sentences))

    def table(self, table: Table) -> LaidTable:
        rows = [[LaidCell(self._cell(cell.sentence), cell.strong) for cell in row] for row in table.rows]
        columns = max([len(table.heads), *map(len, rows)], default=0)
        heads = [visible(head) for head in table.heads]
        heads += [""] * (columns - len(heads))
        for row in rows:
            row += [LaidCell(None)] * (columns - len(row))
        self.tables += 1
        return LaidTable(
            name=f"t{self.place}-{self.tables}",
            caption=visible(table.caption),
            heads=tuple(heads),
            rows=tuple(map(tuple, rows)),
            widths=_shares(table.widths, heads, rows),
            note=self.line(table.note) if table.note else None,
        )

    def _cell(self, sentence: Sentence) -> Line | None:
        return self.line(sentence) if sentence.text else None


def cited_numbers(cites: tuple[str, ...], numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of `cites`, rising, each once."""
    missing = [cite for cite in cites if cite not in numbers]
    if missing:
        raise UnknownCitation(f"cited, but not among the citations of the brief: {', '.join(missing)}")
    return tuple(sorted({numbers[cite] for cite in cites}))


def _section(section: Section, place: int, numbers: Mapping[str, int]) -> LaidSection:
    addresses = _Addresses(section, place, numbers)
    figures = 0
    blocks: list[LaidBlock] = []
    for block in section.blocks:
        if isinstance(block, (Paragraph, Bullets, Table)):
            laid = _text_block(block, addresses)
            blocks += [laid] if laid else []
        elif _drawn(block):
            figures += 1
            blocks.append(_figure(block, f"f{place}-{figures}", numbers))
    return LaidSection(f"h{place}", visible(section.number), visible(section.title), tuple(blocks))


def _text_block(block: Block, addresses: _Addresses) -> LaidBlock | None:
    match block:
        case Paragraph():
            return addresses.paragraph(block) if block.sentences else None
        case Bullets():
            points = tuple(addresses.paragraph(point) for point in block.points if point.sentences)
            return LaidBullets(points) if points else None
        case Table():
            return addresses.table(block)
    return None


def _drawn(figure: Figure) -> bool:
    """Whether there is anything in it."""
    match figure:
        case LadderFigure():
            return bool(figure.steps)
        case TimelineFigure():
            return bool(figure.marks)
        case CurvesFigure():
            return bool(figure.panels)
        case StackFigure():
            return bool(figure.layers)
        case TornadoFigure():
            return bool(figure.bars)


def _figure(figure: Figure, name: str, numbers: Mapping[str, int]) -> LaidFigure:
    if isinstance(figure, TimelineFigure):
        for mark in figure.marks:
            cited_numbers(mark.cites, numbers)
    title, alt = visible(figure.title), visible(figure.alt)
    return LaidFigure(name, figure, title, title if is_blank(alt) else alt, table_of(figure, numbers))


def _citations(citations: tuple[Citation, ...], sections: tuple[LaidSection, ...]) -> tuple[LaidCitation, ...]:
    places: dict[int, list[Line]] = {}
    for section in sections:
        for line in lines_of(section):
            for number in line.numbers:
                places.setdefault(number, []).append(line)
    laid = [
        LaidCitation(
            number=citation.number,
            source=visible(citation.source),
            where=visible(citation.where),
            says=visible(citation.says),
            descriptor=visible(citation.descriptor),
            cited_at=(),
        )
        for citation in sorted(citations, key=lambda citation: citation.number)
    ]
    return tuple(replace(citation, cited_at=tuple(places.get(citation.number, ()))) for citation in laid)


def shortened(text: str, most: int) -> str:
    """`text` with at most `most` characters, an ellipsis standing for the rest."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _shares(widths: tuple[float, ...], heads: list[str], rows: list[list[LaidCell]]) -> tuple[float, ...]:
    """Column widths as shares of one: as given, or by the amount of text, damped so that no column starves; and at
    least as wide as the longest word, if there is room for that."""
    columns = [
        [head, *(line.text for row in rows if (line := row[at].line) is not None)] for at, head in enumerate(heads)
    ]
    if len(widths) != len(heads) or any(width <= 0 for width in widths):
        widths = tuple(max(6, *map(len, texts)) ** 0.5 for texts in columns)
    floors = [min(_longest_word(texts), _LONGEST_WORD) + 2.5 for texts in columns]
    room = _LETTERS_ACROSS - sum(floors)
    total = sum(widths)
    if room < 0:
        return tuple(width / total for width in widths)
    wanted = [max(width / total * _LETTERS_ACROSS - floor, 0.0) for width, floor in zip(widths, floors, strict=True)]
    scale = room / sum(wanted) if any(wanted) else 0.0
    spread = [floor + want * scale for floor, want in zip(floors, wanted, strict=True)]
    return tuple(width / sum(spread) for width in spread)


def _longest_word(texts: list[str]) -> int:
    return max((len(word) for text in texts for word in text.replace("-", "- ").split()), default=0)


def _plain(label: str) -> str:
    return label.casefold().replace("-", " ").strip().rstrip(":")
