"""What changed in the bottom line's probability, on the made-up case."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from detente.brief.compose import compose
from detente.brief.document import sentences_of
from detente.brief.prospect import prospect
from detente.case.case import Case
from detente.values.partial_date import PartialDate
from detente.values.percent import percent


def later(case: Case, days: int) -> Case:
    """The same case, speaking some days later."""
    day = PartialDate.on(case.day + dt.timedelta(days=days))
    return replace(case, meta=case.meta.model_copy(update={"as_of": day}))


def changed(case: Case, since: dt.date) -> list[str]:
    section = next(s for s in compose(case, since=since).sections if s.title.startswith("What changed"))
    return [sentence.text for sentence in sentences_of(section)]


def test_with_an_earlier_outlook_the_change_is_split_and_adds_up(arland: Case) -> None:
    new = later(arland, 60)
    lines = changed(new, arland.day)
    found = prospect(new)
    assert found is not None
    now = percent(found.chance(found.goal, found.first).value)
    assert PartialDate.on(found.first).text in lines[0] and f"to {now};" in lines[0], "the first of the lines"
    assert re.search(r"\btime [+-]\d", lines[0]) and "assumptions +" not in lines[0], "only the day differs"
    assert "if the assumptions hold" in lines[0]


def test_before_the_outlook_was_made_nothing_is_compared(arland: Case) -> None:
    assert arland.outlook is not None
    lines = changed(arland, arland.outlook.made.start - dt.timedelta(days=10))
    told = [line for line in lines if "no earlier outlook to compare with" in line]
    assert len(told) == 1
    assert not any("points" in line for line in lines)
