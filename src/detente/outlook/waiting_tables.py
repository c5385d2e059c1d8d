"""Act now or wait, for reading: every act, who has most to lose by waiting, and what would make waiting better."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from detente.case.case import Case
from detente.outlook.act import Act
from detente.outlook.case_waiver import period_on
from detente.outlook.naming import goal_name
from detente.outlook.result import percent
from detente.outlook.waiting import SHARE, Branches, Waiting
from detente.outlook.what_if import points
from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table

MOST_NUMBERS = 3


def tables(found: Waiting) -> list[Table]:
    """All of them."""
    every = [branches(found), hurry(found), better(found), windows(found)]
    return [each for each in every if each.rows]


def branches(found: Waiting) -> Table:
    """Each act: now against later."""
    rows = []
    for party in found.case.meta.parties:
        for index, each in enumerate(found.of(party)):
            now, later = each.pair.outcome(found.rung, found.by, "reached")
            dates = [_day(day) for day in each.dates(found.rung)]
            rows.append(
                (
                    Entry(found.case.name(party) if index == 0 else ""),
                    Entry(act_name(found.case, each.act)),
                    Entry(
                        f"{percent(now)} → {percent(later)}: {points(each.change(found.rung, found.by, 'reached'))}"
                    ),
                    Entry(points(each.change(found.rung, found.by, "ended"))),
                    Entry(dates[0] if dates[0] == dates[1] else f"{dates[0]} → {dates[1]}"),
                    Entry(_worth(each)),
                )
            )
    name = goal_name(found.case, found.rung)
    title = f"Act now, or {found.days} days later: what waiting changes"
    heads = (
        "party", "act", f"'{name}' by {found.by.isoformat()}", "ended otherwise", f"first day with {SHARE:.0%}",
        "its worth at the party's haste",
    )  # fmt: skip
    note = (
        "An act done now takes its shortest time from the first day; one done later the same, so many days after. "
        "Everything else is drawn on the same numbers, so the difference is that of waiting alone."
    )
    return table("waiting", title, heads, rows, note)


def hurry(found: Waiting) -> Table:
    """Who loses most by waiting, beside what the record and the outlook say of its haste."""
    rows = []
    for party in found.case.meta.parties:
        own = found.of(party)
        if not own:
            continue
        first = own[0]
        change = first.change(found.rung, found.by, "reached")
        haste, cites, why = _haste(found.case, party)
        rows.append(
            (
                Entry(found.case.name(party)),
                Entry(act_name(found.case, first.act) if change.value < 0 else "none of its acts"),
                Entry(points(change) if change.value < 0 else "nothing"),
                Entry.of(haste, cites),
                Entry(why),
            )
        )
    heads = ("party", "waiting costs most where it", "chance lost", "haste in the outlook", "reason")
    return table("waiting-hurry", "Who is in a hurry, if it wants the rung", heads, rows)


def better(found: Waiting) -> Table:
    """What would have to hold for waiting to be better."""
    rows = []
    for party in found.case.meta.parties:
        for each in found.of(party):
            worth = each.pays_above(found.rung, found.by)
            change = each.change(found.rung, found.by, "reached").value
            if change == 0.0 and each.change(found.rung, found.by, "ended").value == 0.0:
                continue
            rows.append(
                (
                    Entry(found.case.name(party)),
                    Entry(act_name(found.case, each.act)),
                    Entry(_threshold(worth, goal_name(found.case, found.rung))),
                    Entry(_helps(each)),
                )
            )
    heads = ("party", "act", "waiting is better only if", "numbers through which it could be better")
    title = "What would make waiting better"
    return table("waiting-better", title, heads, rows)


def windows(found: Waiting) -> Table:
    """Opportunities that pass, as the outlook has them."""
    outlook = found.case.outlook
    rows = []
    for window in (outlook.windows if outlook else {}).values():
        when = window.day.text if window.day else f"once {window.driver} is {window.state}"
        cites = [str(basis) for basis in window.basis if basis.source]
        whose = listed(found.case.name(actor) for actor in window.whose)
        rows.append((Entry.of(window.name, cites), Entry(whose), Entry(when)))
    return table("waiting-windows", "What passes with time", ("window", "by whom it closes", "when"), rows)


def act_name(case: Case, act: Act) -> str:
    """`lets go: ...`, or what the step does, and with whom."""
    names = [goal_name(case, node.removesuffix(":met")) for node in act.nodes]
    if act.lets_go:
        return f"lets go: {listed(names)}"
    others = listed(dict.fromkeys(case.name(actor) for actor in act.jointly))
    return f"{names[0]} (with {others})" if others else names[0]


def _helps(branch: Branches) -> str:
    told = [f"{a.where}: {a.says}" for a in branch.helps[:MOST_NUMBERS]]
    left = len(branch.helps) - len(told)
    return "; ".join(told) + (f"; {left} more" if left else "") or "no number of the model"


def _worth(branch: Branches) -> str:
    if branch.worth is None:
        return ""
    now, later = branch.worth
    if now <= 0.0:
        return ""
    lost = 1.0 - later / now
    return f"{abs(lost):.0%} {'less' if lost >= 0.0 else 'more'}" if abs(lost) >= 0.005 else "the same"


def _threshold(worth: float | None, rung: str) -> str:
    if worth is None:
        return "any worth of an open process"
    if worth > 1.0:
        return f"an open process is worth more than '{rung}' itself"
    return f"an open process is worth over {worth:.0%} of '{rung}'"


def _haste(case: Case, party: str) -> tuple[str, list[str], str]:
    held = case.outlook.parties.get(party) if case.outlook else None
    index = period_on(held.haste, case.day) if held else None
    if held is None or index is None:
        return "", [], ""
    period = held.haste[index]
    cites = [str(basis) for basis in (*period.basis, *period.against) if basis.source]
    spread = f" ({period.range})" if period.range else ""
    return f"{period.value}{spread}", cites, period.why or ""


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else "after the last horizon"


def plain(found: Waiting) -> Iterator[dict[str, object]]:
    """Each branch as plain data."""
    for each in found.branches:
        now, later = each.pair.outcome(found.rung, found.by, "reached")
        dates = each.dates(found.rung)
        yield {
            "party": each.act.party,
            "act": act_name(found.case, each.act),
            "lets-go": each.act.lets_go,
            "jointly": list(each.act.jointly),
            "now": now,
            "later": later,
            "change": each.change(found.rung, found.by, "reached").value,
            "ended": each.change(found.rung, found.by, "ended").value,
            "dates": [day.isoformat() if day else None for day in dates],
            "worth": list(each.worth) if each.worth else None,
            "helps": [a.where for a in each.helps],
        }
