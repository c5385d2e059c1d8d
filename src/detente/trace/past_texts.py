"""The tree behind what texts of the past say beside the outlook of signature: each text that was counted."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.outlook.address import PAST_TEXTS
from detente.trace.trace import Trace
from detente.values.basis import Solidity


def past_texts_trace(case: Case) -> Trace | None:
    """None where the main instrument does not stand between agreed text and signature, or there is no outlook."""
    from detente.outlook.classes.texts import CANNOT_SAY, text_watches
    from detente.outlook.past_texts import past_texts

    if case.outlook is None:
        return None
    found = past_texts(case, [day.last for day in case.outlook.horizons])
    if found is None:
        return None
    counted = [w for w in text_watches(as_of=case.day) if w.days > found.unsigned_for]
    ends = {"signed": "signed", "ended": "the process ended unsigned", "open": "still open"}

    def each() -> Iterator[Trace]:
        for watch in counted:
            demand = "with" if watch.outside_condition else "without"
            begun = (
                f"{watch.start_kind} on {watch.start.isoformat()}, {watch.kind}, {demand} a demand outside the text"
            )
            doubt = "" if watch.verified else "; a day of it is unverified"
            yield Trace("", f"{begun}: {ends[watch.end]} after {watch.days} days ({watch.origin}{doubt})")

    rows = [
        Trace("", f"signed by {row.day.isoformat()}: all {row.every}; like this one {row.alike}")
        for row in found.rows
    ]
    text = f"texts of the past still unsigned after {found.unsigned_for} days; a check, no part of the outlook"
    why = Trace("", f"it cannot say: {CANNOT_SAY}")
    return Trace(PAST_TEXTS, text, (*rows, *each(), why), Solidity.CLASS.word)
