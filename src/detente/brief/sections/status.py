"""Where it stands: the ladder; and the timeline of the annex."""

from __future__ import annotations

from detente.brief.document import (
    LadderFigure,
    Mark,
    Section,
    Step,
    TimelineFigure,
)
from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import EventKind
from detente.positions.ladder import ladder
from detente.positions.speech import listed
from detente.values.partial_date import LAST_DAY, PartialDate

MOST_MARKS = 16


def timeline(case: Case, number: str) -> Section | None:
    """The dated events around the as-of day, those that are scheduled among them."""
    figure = timeline_figure(case)
    return Section(number, "Timeline", (figure,)) if figure.marks else None


def ladder_figure(case: Case) -> LadderFigure:
    """The rungs, with what each waits for."""
    steps = tuple(
        Step(
            rung.name.replace("-", " "),
            "reached" if rung.state in ("reached", "passed") else rung.state,
            rung.since,
            tuple(case.process.conditions[key].name for key in rung.waits_for),
        )
        for rung in ladder(case)
    )
    reached = [step for step in steps if step.state == "reached"]
    waiting = [f"{step.name} waits for {listed(step.waits_for)}" for step in steps if step.waits_for]
    at = f"reached: {reached[-1].name} ({reached[-1].since})" if reached else "no rung reached"
    title = case.process.instruments[case.meta.instrument].title
    return LadderFigure(f"Status ladder: {title}", steps, f"{title}; {'; '.join([at, *waiting])}.", listed=False)


def timeline_figure(case: Case) -> TimelineFigure:
    """Dated events nearest to the as-of day, past and to come; each with its own precision."""
    marks: list[tuple[int, Mark]] = []
    for event, item in case.process.events.items():
        if item.kind in (EventKind.PUBLICATION, EventKind.HYPOTHETICAL):
            continue
        keys = [key for key, s in case.standing.items() if event in s.event]
        if item.kind is EventKind.INCIDENT:  # denials and observations have dates of their own
            keys = [key for key in keys if case.statements[key].column is Column.CLAIM]
        dates = [s.when or s.said for key in keys if (s := case.statements[key])]
        known = [d for d in dates if d is not None and d.end != LAST_DAY and d.start.year > 1]
        if not known:
            continue
        finest = min(known, key=lambda d: d.end - d.start)
        distance = abs((finest.start - case.day).days)
        lane = {EventKind.INCIDENT: "incidents", EventKind.SCHEDULED: "scheduled"}.get(item.kind, "events")
        marks.append((distance, Mark(finest, item.name, lane, finest.start > case.day, tuple(keys[:2]))))
    near = sorted(marks, key=lambda pair: (not pair[1].future, pair[0], pair[1].label))[:MOST_MARKS]
    ordered = tuple(mark for _, mark in sorted(near, key=lambda pair: (pair[1].when.start, pair[1].label)))
    alt = "; ".join(f"{mark.when.text}: {mark.label}" for mark in ordered)
    return TimelineFigure(
        "Dates, each with the precision that its source gives", ordered, PartialDate.on(case.day), alt
    )
