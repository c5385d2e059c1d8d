"""The day that dates a document's metadata, so that no clock is ever read."""

from __future__ import annotations

import calendar
import re
from datetime import date

from detente.brief.document import Brief, TimelineFigure
from detente.values.partial_date import BadDate, PartialDate

UNDATED = date(1980, 1, 1)
"""Stands in where a brief gives no as-of day: the first day that a ZIP archive can carry."""

_SPOKEN = re.compile(r"(\d{1,2}) ([A-Za-z]+) (\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}


def as_of_day(brief: Brief) -> date:
    """The last day of the as-of date: from the header line `As of` (2025-04-30 or 30 April 2025), else from a
    timeline, else `UNDATED`."""
    for label, value in brief.header:
        if label.casefold().replace("-", " ").startswith("as of") and (day := _day_in(value)):
            return day
    for section in brief.all_sections():
        for block in section.blocks:
            if isinstance(block, TimelineFigure):
                return block.as_of.last
    return UNDATED


def _day_in(text: str) -> date | None:
    if (spoken := _SPOKEN.search(text)) and (month := _MONTHS.get(spoken[2].casefold())):
        try:
            return date(int(spoken[3]), month, int(spoken[1]))
        except ValueError:
            return None
    if iso := _ISO.search(text):
        try:
            return PartialDate.parse(iso[0]).last
        except BadDate:
            return None
    return None
