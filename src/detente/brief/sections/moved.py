"""How the bottom line's probability moved since an earlier day, split by cause where an earlier outlook can be drawn;
else beside the value that the ledger froze, where there is one."""

from __future__ import annotations

from datetime import date

from detente.brief.document import Sentence
from detente.brief.prospect import Prospect
from detente.brief.sections.prose import IF_THEY_HOLD, capital
from detente.case.as_of import as_of
from detente.case.fingerprint import fingerprint
from detente.values.partial_date import PartialDate
from detente.values.percent import percent


def moved(found: Prospect, since: date) -> tuple[Sentence, bool]:
    """The sentence, and whether it compares with an outlook of the earlier day."""
    case, chance = found.case, found.chance(found.goal, found.first)
    earlier = as_of(case, since)
    if earlier.outlook is not None:
        from detente.outlook.change.split import NoComparison, split
        from detente.outlook.change.tables import line_words

        drawn = found.forecast
        try:
            both = split(earlier, case, horizons=[found.first], draws=drawn.outlook.counts.draws, seed=drawn.seed)
        except NoComparison as error:
            return _said(f"{_event(found)}: not to be compared with {_text(since)}: {error}", chance.id), False
        line = next((x for x in both.lines if (x.event, x.by) == (found.goal, found.first)), None)
        if line is not None:
            words = line_words(case, line).replace(found.first.isoformat(), _text(found.first))
            return _said(f"{words}, {IF_THEY_HOLD}", chance.id), True
    text = f"{_event(found)}: no earlier outlook to compare with"
    return _said(text + _frozen(found), chance.id), False


def _frozen(found: Prospect) -> str:
    """`; the ledger froze 6% on 30 April 2025, now 6%`, where the ledger asks this; else nothing."""
    from detente.outlook.change.asked import ledger_record
    from detente.outlook.change.frozen import BadRecord

    try:
        record = ledger_record(found.case)
    except BadRecord:
        return ""
    value = record.values.get((found.goal, found.first))
    if value is None:
        return ""
    edited = "" if record.made_from == fingerprint(found.case) else " (case edited since)"
    now = percent(found.chance(found.goal, found.first).value)
    return f"; the ledger froze {percent(value.value)} on {_text(record.made_from.day)}, now {now}{edited}"


def _event(found: Prospect) -> str:
    return f"{found.name(found.goal)} by {_text(found.first)}"


def _said(text: str, because: str) -> Sentence:
    return Sentence(f"{capital(text.rstrip('.'))}.", framing=True, because=(because,))


def _text(day: date) -> str:
    return PartialDate.on(day).text
