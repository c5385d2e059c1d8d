"""What changed since an earlier day: at most five lines, with cause."""

from __future__ import annotations

from datetime import date

from detente.brief.document import Bullets, Paragraph, Section, Sentence
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import capital, cited, framing
from detente.case.case import Case
from detente.positions.change import Change, changes
from detente.positions.speech import counted, listed
from detente.values.partial_date import PartialDate

MOST_LINES = 5
_KINDS = {
    "rung": "Reached",
    "condition": "New in the record, conditions and demands",
    "position": "Positions as now known",
    "incident": "Incidents",
    "dispute": "Sources now differ on",
    "evidence": "Evidence",
}
_MOST_NAMED = 1
MOST_SOURCES = 5


def changed(case: Case, number: str, since: date, outlook: Prospect | None) -> Section:
    """One line for each kind of change, the weightiest kind first; evidence comes last and is summed up. The bottom
    line's probability comes before all where it can be compared, else after all."""
    found = changes(case, since, case.day)
    lines = [_line(case, kind, of_kind) for kind in _KINDS if (of_kind := [c for c in found if c.kind == kind])]
    first, last = _probability(outlook, since)
    lines = [*first, *lines]
    kept = lines[: MOST_LINES - 1] + lines[MOST_LINES - 1 :][-1:]
    note = framing(f"All {len(found)}: detente changes {since.isoformat()}." if found else "No change.")
    points = [Paragraph((line,)) for line in kept[:-1]] + [Paragraph((*kept[-1:], note, *last))]
    return Section(number, f"What changed since {PartialDate.on(since).text}", (Bullets(tuple(points)),))


def _probability(outlook: Prospect | None, since: date) -> tuple[list[Sentence], list[Sentence]]:
    """What stands before, and what stands after the lines of the record."""
    if outlook is None:
        return [], []
    from detente.brief.sections.moved import moved

    sentence, compared = moved(outlook, since)
    return ([sentence], []) if compared else ([], [sentence])


def _line(case: Case, kind: str, found: list[Change]) -> Sentence:
    cites = [change.cites[0] for change in found if change.cites]
    if kind == "evidence":
        return cited(case, f"{_KINDS[kind]}: {_evidence(found)}.", cites)
    named = [change.what.rstrip("?.") for change in found[:_MOST_NAMED]]
    more = len(found) - len(named)
    text = "; ".join(named) + (f"; and {more} more" if more > 0 else "")
    return cited(case, capital(f"{_KINDS[kind]}: {text}."), cites)


def _evidence(found: list[Change]) -> str:
    added = [change for change in found if change.cites]
    sources = list(dict.fromkeys(change.cites[0].partition("/")[0] for change in added))
    count = sum(len(change.cites) for change in added)
    named = f"source{'s' if len(sources) > 1 else ''} {listed(sources)}"
    where = named if len(sources) <= MOST_SOURCES else counted(len(sources), "source")
    parts = [f"{counted(count, 'statement')} from {where}"] if added else []
    return "; ".join([*parts, *(change.what for change in found if not change.cites)])
