"""The calendar as an iCalendar file (RFC 5545). Months and seasons become all-day spans with their precision
in words.

`DTEND` of an all-day event is the first day after it (RFC 5545, 3.6.1). Ids and stamps follow from the
content and the case's own date, so the same case gives the same file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from detente.case.case import Case
from detente.procedures.calendar import Due
from detente.values.canonical import content_id
from detente.values.partial_date import Precision


def ics(case: Case, entries: Iterable[Due]) -> bytes:
    """The bytes of the file. Raises `ImportError` where the `icalendar` package is not installed."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//detente//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", case.meta.title)
    stamp = datetime.combine(case.day, time(), UTC)
    for due in entries:
        event = Event()
        event.add("uid", f"{content_id([case.meta.title, due.key])}@detente")
        event.add("dtstamp", stamp)
        event.add("dtstart", due.when.start)
        event.add("dtend", due.when.end)
        coarse = due.when.precision is not Precision.DAY
        event.add("summary", f"{due.what} ({due.when.text}, day not known)" if coarse else due.what)
        lines = [f"precision: {due.when.precision}", f"as given: {due.when.text}", f"kind: {due.kind}"]
        if due.holder:
            lines.append(f"by: {due.holder}")
        lines.append(f"source: {', '.join(due.cites) or 'unsourced'}")
        event.add("description", "\n".join(lines))
        event.add("categories", [due.kind])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
