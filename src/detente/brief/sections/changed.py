"""What changed since an earlier day: at most five lines, with cause."""

from __future__ import annotations

from datetime import date

from detente.brief.document import Bullets, Paragraph, Section
from detente.brief.sections.prose import capital, cited, framing, sentence_end
from detente.case.case import Case
from detente.positions.change import Change, changes
from detente.values.partial_date import PartialDate

MOST_LINES = 5
_ORDER = ("rung", "condition", "position", "incident", "dispute", "evidence")


def changed(case: Case, number: str, since: date) -> Section:
    """The weightiest changes first; evidence is summed up in one line."""
    found = sorted(changes(case, since, case.day), key=lambda change: _ORDER.index(change.kind))
    weighty = [change for change in found if change.kind != "evidence"]
    points = [Paragraph((cited(case, capital(sentence_end(c.what)), c.cites),)) for c in weighty[: MOST_LINES - 1]]
    if evidence := _evidence(case, found):
        points.append(Paragraph((evidence,)))
    if not points:
        points.append(Paragraph((framing("No change."),)))
    title = f"What changed since {PartialDate.on(since).text}"
    more = len(weighty) - (MOST_LINES - 1)
    blocks: list[Bullets | Paragraph] = [Bullets(tuple(points))]
    if more > 0:
        blocks.append(Paragraph((framing(f"{more} further changes: detente changes {since.isoformat()}."),)))
    return Section(number, title, tuple(blocks))


def _evidence(case: Case, found: list[Change]):  # type: ignore[no-untyped-def]
    evidence = [change for change in found if change.kind == "evidence"]
    if not evidence:
        return None
    cites = [change.cites[0] for change in evidence if change.cites]
    count = sum(len(change.cites) for change in evidence)
    sources = len({key.partition("/")[0] for change in evidence for key in change.cites})
    text = f"Evidence: {count} statements from {sources} source{'s' if sources != 1 else ''} were added"
    withdrawn = [change.what for change in evidence if not change.cites]
    return cited(case, f"{'; '.join([text, *withdrawn])}.", cites)
