"""A procedure told step by step: routes with their earliest dates, and for each step who acts, by which rule,
when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.case.case import Case
from detente.case.meta import ConfidenceLevel
from detente.case.procedure import Majority, Sourced, Step
from detente.case.share import Base
from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model
from detente.procedures.dates import earliest, routes
from detente.procedures.who import ANY_OF, actor_of, bodies, shown
from detente.values.basis import Solidity

_CONFIDENCE = [ConfidenceLevel.LOW, ConfidenceLevel.MODERATE, ConfidenceLevel.HIGH]


def routes_table(model: Model, procedure: str) -> Table:
    """Routes with reading, holders and earliest date; the procedure itself where it has no routes."""
    item = model.case.procedures[procedure]
    rows = []
    for route in routes(model, procedure):
        data = item.routes[route.route]
        marks = [
            word for word, holds in (("contested", data.contested), ("does not count", not route.counts)) if holds
        ]
        because = "; ".join(route.earliest.because)
        rows.append(
            (
                Entry.of(route.name, map(str, data.rests_on)),
                Entry(", ".join(marks)),
                Entry(data.reading or ""),
                Entry(listed(data.held_by)),
                Entry(route.earliest.text + (f", because {because}" if because else "")),
                Entry(data.set_aside or data.note or ""),
                Entry(str(data.confidence or "")),
            )
        )
    if not rows:
        found = earliest(model, procedure)
        text = found.text + (f", because {'; '.join(found.because)}" if found.because else "")
        only, blank = Entry.of(item.title, map(str, item.rests_on)), Entry("")
        rows.append((only, blank, blank, blank, Entry(text), blank, blank))
    heads = ("route", "standing", "reading", "held by", "earliest", "note", "confidence")
    return table("routes", f"Routes: {item.title}", heads, rows, note=item.about)


def steps_table(model: Model, procedure: str) -> Table:
    """Every step with who acts, the rule, the time, and what it rests on."""
    item = model.case.procedures[procedure]
    rows = []
    for key, step in item.steps.items():
        done = item.progress.get(key)
        rows.append(
            (
                Entry.of(step.does, map(str, step.rests_on)),
                Entry(f"done, {done.since.text}" if done else "open"),
                Entry(acting(model.case, step)),
                Entry.of("; ".join(rules(model.case, step)), _cites(step)),
                Entry("; ".join(times(step))),
                Entry(f"{step.fails.leads_to}" if step.fails else ""),
                Entry(
                    f"{weakest_confidence(step)}; unsourced: {listed(unsourced(step))}".removesuffix("; unsourced: ")
                ),
            )
        )
    heads = ("step", "state", "who", "rule", "time", "if it fails", "confidence")
    return table("steps", f"Steps: {item.title}", heads, rows, note=item.note)


def acting(case: Case, step: Step) -> str:
    """Who acts, who must agree, who must not object."""
    known = bodies(case)
    parts = []
    if step.body:
        parts.append(listed(shown(case, actor_of(known, name)) for name in step.body))
    if step.consent:
        parts.append(f"with the consent of {listed(shown(case, actor_of(known, name)) for name in step.consent)}")
    if step.veto:
        parts.append(f"unless {listed(shown(case, actor_of(known, name)) for name in step.veto)} stops it")
    if step.consensus:
        group = shown(case, actor_of(known, step.consensus))
        parts.append(f"{ANY_OF}{group} can stop it")
    if step.uses:
        parts.append(f"see {step.uses}")
    return "; ".join(parts)


def rules(case: Case, step: Step) -> Iterator[str]:
    """Majorities with the numbers that they come to on the case's day."""
    if step.silence:
        yield "silence procedure"
    elif step.consensus:
        yield "consensus"
    if step.majority:
        yield _counted(case, step, step.majority)
    if step.quorum:
        yield f"quorum {_counted(case, step, step.quorum)}"
    for limb in step.passes:
        yield _counted(case, step, limb)


def _counted(case: Case, step: Step, majority: Majority) -> str:
    known = bodies(case)
    share = majority.needs
    of_all = (Base.MEMBERS, Base.ELECTORATE)
    for name in step.body:
        size = known[name].size(case.day) if name in known else None
        if size and share.of in of_all and share.number is None:
            return f"{share.worded}: {share.count(size.count):,} of {size.count:,}"
    return share.worded


def times(step: Step) -> Iterator[str]:
    """How long, how soon, how late, on which days."""
    if step.takes:
        yield f"takes {step.takes.time}"
    for timed in step.within:
        yield f"within {timed.time}"
    if step.window:
        yield "on: " + ", ".join(window.worded for window in step.window.when)
    if step.closes:
        yield f"until {step.closes.text}"


def unsourced(step: Step) -> list[str]:
    """The values of the step that rest on nothing, the step itself first."""
    found = [] if _sourced(step) else ["the step"]
    return found + [name.partition(".")[0] for name, value in step.values() if value.rests_on and not _sourced(value)]


def weakest_confidence(step: Step) -> str:
    """The lowest confidence of the step and its values; low where something is unsourced."""
    levels = [value.confidence for value in (step, *(v for _, v in step.values())) if value.confidence]
    if unsourced(step):
        return str(ConfidenceLevel.LOW)
    return str(min(levels, key=_CONFIDENCE.index)) if levels else "not stated"


def _sourced(value: Sourced) -> bool:
    return any(basis.solidity > Solidity.UNSOURCED for basis in value.rests_on)


def _cites(step: Step) -> list[str]:
    return [str(basis) for name, value in step.values() if name != "fails" for basis in value.rests_on]


def schedule_table(model: Model, node: str, deadline: date | None = None) -> Table:
    """Earliest and latest day of each step on the way, for the node on its earliest day or by a deadline."""
    from detente.procedures.dates import latest_starts, told, who_acts

    found = earliest(model, node)
    if found.date is None:
        return table("schedule", told(model, node), ("because",), [(Entry(reason),) for reason in found.because])
    wanted = deadline or date.fromordinal(model.scheduler.earliest(node).day)
    starts = latest_starts(model, node, wanted)
    title = f"{told(model, node)}: by {wanted.isoformat()}" if deadline else f"{told(model, node)}: {found.text}"
    if starts is None:
        reason = f"cannot be met: {found.text} at the earliest"
        return table("schedule", title, ("because",), [(Entry(reason),)])
    rows = [
        (
            Entry(told(model, name)),
            Entry(who_acts(model, name)),
            Entry(first.isoformat()),
            Entry(last.isoformat()),
            Entry(f"{(last - first).days} days" if last > first else "none"),
        )
        for name, first, last in starts
    ]
    return table("schedule", title, ("step", "who", "earliest", "latest", "slack"), rows)
