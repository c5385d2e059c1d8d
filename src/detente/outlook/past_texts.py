"""Beside an outlook of signature: how agreed texts of the past fared that were as old and as yet unsigned.

A check on the model and no number of it. The class speaks of one step only, from an agreed text to its signature, so
it is shown where the main instrument stands there. Watches that began by the day count as far as they had come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from detente.case.case import Case
from detente.case.process import Ring
from detente.outlook.classes.shrinkage import pooled_shares
from detente.outlook.classes.texts import CANNOT_SAY, TextWatch, text_watches
from detente.outlook.interval import wilson
from detente.outlook.result import Estimate, percent
from detente.positions.ladder import ladder
from detente.positions.table import Entry, Table, table

AGREED, SIGNED = "text-agreed", "signed"


@dataclass(frozen=True, slots=True)
class Share:
    """k of n texts signed by a day, among those whose fate by then is known; 95% interval (Wilson)."""

    k: int
    n: int

    @property
    def interval(self) -> tuple[float, float]:
        """Low and high."""
        return wilson(self.k, self.n)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.k} of {self.n} ({percent(low)} to {percent(high)})" if self.n else "no text to go by"


@dataclass(frozen=True, slots=True)
class Row:
    """By one day: all texts; those like this one in whether a demand stands outside the text; and these drawn
    towards all (Beta-binomial, empirical Bayes)."""

    day: dt.date
    every: Share
    alike: Share
    drawn: float | None


@dataclass(frozen=True, slots=True)
class PastTexts:
    """What the past alone says of a text agreed on a day and still unsigned, with or without a demand outside it."""

    rung: str
    agreed: dt.date
    unsigned_for: int
    demand: bool
    rows: tuple[Row, ...]

    def sentence(self, day: dt.date, outlook: Estimate) -> str:
        """Whether the outlook by a day stands within what all texts alone would say, or outside it."""
        row = next(row for row in self.rows if row.day == day)
        low, high = row.every.interval
        side = "below" if outlook.value < low else "above" if outlook.value > high else "within"
        kind = "with a demand outside the text" if self.demand else "without a demand outside the text"
        return (
            f"Of texts of the past still unsigned after {self.unsigned_for} days, {row.every.k} of {row.every.n} "
            f"were signed within the same time, of those {kind} {row.alike.k} of {row.alike.n}; the outlook's "
            f"{percent(outlook.value)} lies {side} the range of the first ({percent(low)} to {percent(high)})."
        )

    def table(self, outlook: Sequence[Estimate]) -> Table:
        """For reading; `outlook` has the model's own probability for each row."""
        rows = [
            [
                Entry(f"by {row.day.isoformat()}"),
                Entry(percent(own.value)),
                Entry(str(row.every)),
                Entry(str(row.alike)),
                Entry("" if row.drawn is None else percent(row.drawn)),
            ]
            for row, own in zip(self.rows, outlook, strict=True)
        ]
        kind = "with" if self.demand else "without"
        heads = ("signed", "this outlook", "all texts", f"{kind} a demand outside", "these, drawn towards all")
        title = f"Beside it: texts of the past still unsigned after {self.unsigned_for} days"
        return table("outlook-past-texts", title, heads, rows, f"A check, no part of the outlook. {CANNOT_SAY}")


def past_texts(case: Case, horizons: Sequence[dt.date]) -> PastTexts | None:
    """The comparison for the main instrument; none where it does not stand between agreed text and signature."""
    rungs = {rung.name: rung for rung in ladder(case)}
    agreed, signed = rungs.get(AGREED), rungs.get(SIGNED)
    if agreed is None or signed is None or agreed.state != "reached" or signed.state == "reached":
        return None
    since = case.process.instruments[case.meta.instrument].reached[AGREED].since.last
    age = (case.day - since).days
    rung = f"{case.meta.instrument}.{SIGNED}"
    demand = any(c.ring is Ring.PRECONDITION and c.gates == rung for c in case.process.conditions.values())
    watches = [w for w in text_watches(as_of=case.day) if w.days > age]
    rows = tuple(_row(day, (day - since).days, watches, demand) for day in horizons)
    return PastTexts(rung, since, age, demand, rows)


def _row(day: dt.date, days: int, watches: Sequence[TextWatch], demand: bool) -> Row:
    alike = _share(watches, days, demand)
    other = _share(watches, days, not demand)
    drawn = None
    if alike.n and other.n:
        pool = pooled_shares({"alike": (alike.k, alike.n), "other": (other.k, other.n)})
        drawn = next(each.value for each in pool.classes if each.name == "alike")
    return Row(day, Share(alike.k + other.k, alike.n + other.n), alike, drawn)


def _share(watches: Sequence[TextWatch], days: int, demand: bool) -> Share:
    known = [w for w in watches if w.outside_condition is demand and (w.end != "open" or w.days >= days)]
    return Share(sum(w.end == "signed" and w.days <= days for w in known), len(known))
