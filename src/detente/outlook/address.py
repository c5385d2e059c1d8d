"""The addresses under which `detente explain` answers for the numbers of the outlook."""

from __future__ import annotations

import datetime as dt

OUTLOOK, NUMBER = "outlook:", "number:"
PAST_TEXTS = f"{OUTLOOK}past-texts"
"""Of what texts of the past say beside the outlook."""


def outlook_id(goal: str, by: dt.date | None = None) -> str:
    """Of a probability by a day; without the day, of the dates of a rung and of what was complete last."""
    return f"{OUTLOOK}{goal}@{by.isoformat()}" if by else f"{OUTLOOK}{goal}"


def number_id(where: str) -> str:
    """Of a number that the outlook leans on, by its place (`where` of an assumption): one word for the shell."""
    return NUMBER + where.replace(" > ", "/").replace(", ", "/").replace(" ", "-")
