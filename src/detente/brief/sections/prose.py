"""Small pieces that sections are written with: citations chosen to show independent sources, tables from views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.brief.document import Cell, Chance, Sentence, Table
from detente.case.case import Case
from detente.positions.table import Table as View

MOST_CITES = 3
MOST_CITES_IN_A_CELL = 2


def cited(case: Case, text: str, cites: Iterable[str], *because: str) -> Sentence:
    """A sentence with at most three citations, from as many sources as possible, originals before copies; `explain`
    gives the rest."""
    return Sentence(text, chosen(case, cites), because=because)


def chosen(case: Case, cites: Iterable[str], most: int = MOST_CITES) -> tuple[str, ...]:
    """Which citations to show."""
    every = list(dict.fromkeys(cites))
    ranked = sorted(every, key=lambda key: (_is_copy(case, key), _rank_within_source(every, key), every.index(key)))
    kept = ranked[:most]
    return tuple(key for key in every if key in kept)


def _is_copy(case: Case, key: str) -> bool:
    return key in case.statements and bool(case.statements[key].repeats)


def _rank_within_source(every: Sequence[str], key: str) -> int:
    source = key.partition("/")[0]
    return [other for other in every if other.partition("/")[0] == source].index(key)


def framing(text: str) -> Sentence:
    """A sentence about the brief, not about the world."""
    return Sentence(text, framing=True)


def assessment(text: str, cites: Iterable[str] = (), *because: str) -> Sentence:
    """A judgement, marked as such, with what it leans on."""
    return Sentence(text, tuple(cites), assessment=True, because=because)


IF_THEY_HOLD = "if the assumptions hold"
"""What every number of the outlook hangs on, said wherever one stands."""


def forecasting(text: str, *chances: Chance, cites: Iterable[str] = ()) -> Sentence:
    """A sentence that states probabilities: an assessment that leads to what they rest on."""
    ids = tuple(chance.id for chance in chances)
    return Sentence(text, tuple(cites), assessment=True, because=ids, chances=chances)


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence_end(text: str) -> str:
    """With a full stop, unless it ends in one."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def from_view(
    case: Case,
    view: View,
    *,
    columns: Sequence[int] | None = None,
    rows: int | None = None,
    widths: Sequence[float] = (),
    claims: bool = True,
) -> Table:
    """A view as a table of the brief; cells without citations of their own (a status, a date) are carried by those
    of their row, and a row without any is marked as unsourced. `claims=False` for a table that says nothing of the
    world, such as a list of names."""
    kept = list(columns) if columns is not None else list(range(len(view.heads)))
    lines = []
    for row in view.rows[:rows]:
        row_cites = chosen(case, (cite for entry in row for cite in entry.cites), MOST_CITES_IN_A_CELL)
        cells = []
        for index in kept:
            entry = row[index]
            cites = chosen(case, entry.cites, MOST_CITES_IN_A_CELL)
            bare = claims and not row_cites and index == kept[0]
            text = f"{entry.text} [unsourced]" if bare else entry.text
            cells.append(
                Cell(
                    Sentence(
                        text,
                        cites,
                        framing=not cites,
                        because=entry.because,
                    ),
                    strong=index == kept[0],
                )
            )
        if not any(cell.sentence.cites for cell in cells) and row_cites:
            first = cells[0]
            cells[0] = Cell(Sentence(first.sentence.text, row_cites, because=first.sentence.because), first.strong)
        lines.append(tuple(cells))
    note = framing(view.note) if view.note else None
    return Table(view.title, tuple(view.heads[i] for i in kept), tuple(lines), tuple(widths), note)
