"""The outlook in the body: curves of the next rungs and of what would end the process, and the dates."""

from __future__ import annotations

from datetime import date

from detente.brief.document import Paragraph, Section, Sentence
from detente.brief.prospect import Prospect
from detente.brief.sections.charts import fan
from detente.brief.sections.prose import IF_THEY_HOLD, assessment, capital, forecasting, framing
from detente.values.partial_date import PartialDate
from detente.values.percent import percent

SHARES = (0.25, 0.5)


def outlook(found: Prospect, number: str) -> Section:
    """One figure and the dates; numbers by every horizon, further charts and assumptions stand in the annex."""
    return Section(number, "Outlook", (fan(found), Paragraph((_dates(found), *_beside(found)))))


def no_outlook(number: str, why: str) -> Section:
    """Where numbers are given from which nothing can be drawn."""
    return Section(number, "Outlook", (Paragraph((framing(f"Nothing can be drawn: {why}"),)),))


def _dates(found: Prospect) -> Sentence:
    """By which days the goal has these chances."""
    reached = [(share, found.forecast.outlook.quantile(found.goal, share)) for share in SHARES]
    chances = [found.chance(found.goal, day) for _, day in reached if day]
    parts = [f"{percent(chance.value)} by {_text(chance.by)}" for chance in chances]
    missing = [f"{share:.0%}" for share, day in reached if day is None]
    last = found.forecast.horizons[-1]
    name = capital(found.name(found.goal))
    if not parts:
        return framing(f"{name}: no chance of {missing[0]} or more by {_text(last)}, {IF_THEY_HOLD}.")
    rest = f"; {missing[0]} not by {_text(last)}" if missing else ""
    return forecasting(f"{name}: {', '.join(parts)}{rest}, {IF_THEY_HOLD}.", *chances)


def _beside(found: Prospect) -> list[Sentence]:
    """What texts of the past alone would say by the day of the bottom line; a check, and no part of the outlook."""
    from detente.outlook.address import PAST_TEXTS
    from detente.outlook.past_texts import past_texts

    past = past_texts(found.case, [found.first])
    if past is None or past.rung not in found.forecast.rungs:
        return []
    told = past.sentence(found.first, found.forecast.outlook.probability(past.rung, found.first))
    return [assessment(f"By {_text(found.first)}: {told[:1].lower()}{told[1:]}", (), PAST_TEXTS)]


def _text(day: date) -> str:
    return PartialDate.on(day).text
