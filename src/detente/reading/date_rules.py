"""The rules by which expressions of time are recognised and valued, in the order in which they are tried.

What an earlier rule has taken, a later one cannot take: full dates come before months, months before years.
"""

from __future__ import annotations

from detente.reading import date_days, date_months, date_spans, date_years
from detente.reading.date_words import Now, Rule, Tense

RULES: list[Rule] = [
    *date_days.RULES,
    *date_months.RULES,
    *date_years.RULES[:-1],
    *date_spans.RULES,
    date_years.RULES[-1],
]
"""A bare year comes last of all."""

__all__ = ["RULES", "Now", "Tense"]
