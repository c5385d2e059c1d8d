"""A what-if for reading: tables of levers, outcomes, paths, numbers leaned on, and what is said for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.case.case import Case
from detente.case.lever import Lever
from detente.outlook.address import number_id
from detente.outlook.compare import OUTCOMES
from detente.outlook.naming import goal_name
from detente.outlook.question import FOR_THIS_QUESTION, made_up
from detente.outlook.result import UNTIL_AN_END, percent
from detente.outlook.setting import words
from detente.outlook.what_if import WhatIf, points
from detente.positions.speech import chain, listed, says, verb
from detente.positions.table import Entry, Table, table
from detente.values.basis import Basis

SMALLEST_PATH = 0.01
MOST_PATHS = 8
MOST_NUMBERS = 12


def tables(found: WhatIf, *, assumptions: bool = False) -> list[Table]:
    """All of them; without outcomes where nothing changes."""
    result = [levers(found)]
    if found.unchanged:
        result.append(_nothing(found))
    else:
        result += [outcomes(found), higher(found), paths(found)]
    result.append(events(found))
    if found.beside:
        result.append(besides(found))
    if found.leaned and not found.unchanged:
        result.append(leaned(found, None if assumptions else MOST_NUMBERS))
    if said := list(voices(found.case, found.levers)):
        heads = ("lever", "speaks", "who", "says")
        result.append(table("what-if-sources", "What sources say on these levers", heads, said))
    return [each for each in result if each.rows or each.note]


def levers(found: WhatIf) -> Table:
    """What is pulled, who would have to, on what basis, at what cost, and whether it is off."""
    off = {lever.name: missing for lever, missing in found.off}
    rows = []
    for lever in found.levers:
        rests = listed(dict.fromkeys(b.worded for b in lever.basis if not b.source))
        state = f"off: needs the consent of {_names(found.case, off[lever.name])}" if lever.name in off else "on"
        if lever.needs_consent and lever.name not in off:
            state = f"on, with the consent of {_names(found.case, lever.needs_consent)}"
        rows.append(
            (
                Entry("made up for this question" if made_up(lever) else lever.name),
                Entry(_names(found.case, lever.actor)),
                Entry("; ".join(words(found.case, setting) for setting in lever.sets)),
                Entry.of(FOR_THIS_QUESTION if made_up(lever) else rests or "sourced", _cites(lever.basis)),
                Entry("" if made_up(lever) else lever.why or ""),
                Entry.of(lever.cost or "", _cites(lever.cost_basis)),
                Entry(state),
            )
        )
    heads = ("lever", "who would act", "sets", "rests on", "reason", "cost", "state")
    return table("what-if-levers", "What if", heads, rows)


def outcomes(found: WhatIf) -> Table:
    """Three outcomes of the rung that is asked about, before and after."""
    name = goal_name(found.case, found.rung)
    labels = {"reached": name, "ended": f"ended otherwise ({', '.join(found.ends)})", "open": "neither"}
    rows = []
    for day in found.horizons:
        for outcome in OUTCOMES:
            before, after, change = found.three(found.rung, day, outcome)
            cells = (
                f"by {day.isoformat()}" if outcome == OUTCOMES[0] else "",
                labels[outcome],
                percent(before),
                percent(after),
                points(change),
            )
            rows.append([Entry(text) for text in cells])
    heads = ("day", "outcome", "before", "after", "difference on the same draws")
    title = f"{name[:1].upper()}{name[1:]}, before and after, as of {found.case.day.isoformat()}"
    note = "Ranges hold 90% of the belief that the ranges of the uncertain numbers leave."
    return table("what-if", title, heads, rows, note)


def higher(found: WhatIf) -> Table:
    """The other rungs."""
    rows = [
        [
            Entry(goal_name(found.case, rung)),
            Entry(f"by {day.isoformat()}"),
            *(Entry(text) for text in (percent(before), percent(after), points(change))),
        ]
        for rung in found.rungs
        if rung != found.rung
        for day in found.horizons
        for before, after, change in [found.three(rung, day, "reached")]
        if max(before, after) >= 0.01
    ]
    heads = ("rung", "day", "before", "after", "difference on the same draws")
    return table("what-if-rungs", "The other rungs", heads, rows)


def paths(found: WhatIf) -> Table:
    """Which condition was complete last, where that differs."""
    every = found.comparison.paths(found.rung).items()
    shown = [(path, share) for path, share in every if share >= SMALLEST_PATH][:MOST_PATHS]
    rows = [
        [Entry(goal_name(found.case, before)), Entry(goal_name(found.case, after)), Entry(percent(share))]
        for (before, after), share in shown
    ]
    name = goal_name(found.case, found.rung)
    heads = ("last before", "last after", "share of draws")
    note = None if shown or not every else "Each change of path is in under 1% of the draws."
    return table("what-if-paths", f"Paths to '{name}' that changed: what was complete last", heads, rows, note)


def events(found: WhatIf) -> Table:
    """Counted events that end nothing, where their chance differs by half a point."""
    both = found.comparison
    rows = []
    for event in found.events:
        for day in found.horizons:
            before, after = (side.probability(event, day) for side in (both.before, both.after))
            if abs(after.value - before.value) >= 0.005:
                texts = (event.replace("-", " "), f"by {day.isoformat()}", str(before), str(after))
                rows.append([Entry(text) for text in texts])
    heads = ("event", "day", "before", "after")
    note = UNTIL_AN_END if rows else None
    return table("what-if-events", "Events that end nothing", heads, rows, note)


def besides(found: WhatIf) -> Table:
    """What changes and is no number of the outlook."""
    rows = [[Entry.of(x.what, x.cites), Entry(x.before), Entry(x.after)] for x in found.beside]
    return table("what-if-beside", "What changes beside the numbers", ("what", "before", "after"), rows)


def leaned(found: WhatIf, most: int | None = None) -> Table:
    """The numbers on the way; the first ``most`` of them."""
    rows = [
        [
            Entry(number_id(a.where)),
            Entry(a.says),
            Entry("; ".join(map(str, a.basis)) or "unsourced"),
            Entry(a.why or ""),
        ]
        for a in found.leaned[:most]
    ]
    name = goal_name(found.case, found.rung)
    title = f"What it leans on: the numbers between the levers and '{name}'"
    left = len(found.leaned) - len(rows)
    note = "`detente explain NUMBER` opens what a number rests on."
    note += f" {left} more with --assumptions." if left else ""
    return table("what-if-leaned", title, ("number", "says", "basis", "reason"), rows, note)


def voices(case: Case, pulled: Iterable[Lever]) -> Iterator[list[Entry]]:
    """Statements for and against each lever: who says what, through whom."""
    for lever in pulled:
        for bases, side in ((lever.basis, "for"), (lever.consented, "consent"), (lever.against, "against")):
            for basis in bases:
                key = basis.statement or ""
                if key in case.statements:
                    statement = case.statements[key]
                    hands = " > ".join(chain(case, key))
                    told = Entry.of(f"{verb(statement)}: {says(statement)}", key)
                    yield [Entry(lever.name), Entry(side), Entry(hands), told]
                elif basis.source:
                    yield [
                        Entry(lever.name),
                        Entry(side),
                        Entry(basis.source),
                        Entry.of(basis.locator or "", str(basis)),
                    ]


def _nothing(found: WhatIf) -> Table:
    count = found.comparison.before.counts.draws
    answer = f"Nothing changes: in none of {count:,} draws does a rung or an end come on another day."
    if found.off:
        answer += " Levers that are off pull nothing; --accepted-by ACTOR takes a consent as given."
    return table("what-if", "Before and after", ("answer",), [[Entry(answer)]])


def _names(case: Case, actors: Iterable[str]) -> str:
    return listed(case.name(actor) for actor in actors)


def _cites(bases: Iterable[Basis]) -> list[str]:
    return [str(basis) for basis in bases if basis.source]
