"""G: time."""
# ruff: noqa: N802

from __future__ import annotations

from detente.outlook.outside import windows_table
from detente.outlook.waiting import waiting
from detente.outlook.waiting_tables import tables
from detente.positions.calendar import calendar
from detente.procedures.compile import compiled
from detente.values.partial_date import PartialDate, Precision
from systems.outlook import file, row, whole
from systems.record import about, cites, edited, rows, shipped, sources_of, support


def test_G1_a_quoted_window_adds_no_origin() -> None:
    case = shipped()
    assert support(case, "002/a11", "003/s39") == (2, 1)
    assert support(edited(case, "003/s39", repeats=()), "002/a11", "003/s39") == (2, 2)
    assert len(sources_of(about(case, "window"))) >= 4


def test_G2_a_season_stays_a_season_and_each_entry_has_a_line() -> None:
    case = shipped()
    entries = {(due.subject, due.when.worded): due for due in calendar(case)}
    vote = entries["referendum", "2026-summer"]
    assert vote.when.precision is Precision.SEASON and vote.when.text == "summer 2026"
    assert vote.when.end > vote.when.start.replace(month=vote.when.start.month + 1)
    assert all(due.cites for due in entries.values())
    assert all(row for row in cites(case, "calendar"))
    shown = [row for row in rows(case, "calendar") if "referendum" in row["what"]]
    assert [(row["when"], row["precision"]) for row in shown] == [("summer 2026", "season")]
    assert ("osce-ministerial-2025", "2025-12") in entries and ("euma", "2027-02-19") in entries


def test_G2_sources_that_date_one_event_differently_stay_apart() -> None:
    dates = {d.when.worded for d in calendar(shipped()) if d.subject == "election-2026"}
    assert dates == {"2026", "2026-06", "2026-summer"}
    another = edited(shipped(), "003/a24", when=PartialDate.parse("2027"))
    assert {d.when.worded for d in calendar(another) if d.subject == "referendum"} == {"2027"}


def test_G3_each_party_acts_or_waits_and_what_would_make_waiting_better_is_stated() -> None:
    case = shipped()
    found = waiting(case, compiled(case), draws=1_000)
    assert {each.act.party for each in found.branches} == set(case.meta.parties)
    draft = next(b for b in found.branches if b.act.nodes == ("armenian-constitution.proposed-by-government",))
    assert draft.act.party == "armenia" and found.cost(draft) < 0
    assert any("favourable" in a.where for a in draft.helps), "a later house may be better"
    worth = draft.pays_above(found.rung, found.by)
    assert worth is not None and worth > 0
    shown = {each.name: each for each in tables(found)}
    stated = [row[2].text for row in shown["waiting-better"].rows]
    assert stated and all("open process" in text for text in stated)
    lets_go = {each.act.party for each in found.branches if each.act.lets_go}
    assert lets_go == {"azerbaijan"}, "only who holds a condition can let it go"


def test_G1_each_closing_window_has_a_cause_and_counts_origins() -> None:
    found = windows_table(shipped(), file(), whole().followed, [day.last for day in file().horizons])
    year_end, busy = row(found, "end of 2025"), row(found, "tied down")
    assert year_end["evidence"] == "1 origin" and "002/a11" in {b.statement for b in file().windows["year-end"].basis}
    assert all(window.whose for window in file().windows.values())
    assert busy["whose"] == "Russia" and busy["closes with"].endswith("returning")
    ahead = [whole().followed.on("russian-attention", day.last)["returning"] for day in file().horizons]
    assert ahead[0] > whole().followed.beliefs["russian-attention"]["returning"]
