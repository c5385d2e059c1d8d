"""What the record says of the drivers: what is counted, what is not, and what it does to the outlook."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from error_gallery import TESTS

from detente.case.as_of import as_of, bounded
from detente.case.case import Case
from detente.commands.case_argument import checked
from detente.outlook.evidence import Followed, followed
from detente.outlook.forecast import forecast
from detente.outlook.hidden_chain import drifted, weighed
from detente.outlook.indicators import indicators, indicators_table
from detente.outlook.number import central
from detente.procedures.compile import compiled
from detente.values.partial_date import PartialDate

ARLAND = TESTS / "arland"
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def arland() -> Case:
    case, problems = checked(str(ARLAND), outlook=True)
    assert case is not None and not problems.errors, problems.text()
    return case


def until(case: Case, day: dt.date) -> Case:
    """The same case, ending later."""
    return replace(case, meta=case.meta.model_copy(update={"as_of": PartialDate.on(day)}))


def planted(case: Case, key: str, like: str, published: dt.date, **update: Any) -> Case:
    """A statement like another one, in a source of its own that appeared on a day."""
    source = case.source_of(like).model_copy(update={"published": PartialDate.on(published), "published_basis": ()})
    statement = case.statements[like].model_copy(update={"said": None, **update})
    name = key.partition("/")[0]
    return replace(case, sources={**case.sources, name: source}, statements={**case.statements, key: statement})


def outlook(case: Case, **changes: Any) -> Case:
    assert case.outlook is not None
    return replace(case, outlook=case.outlook.model_copy(update=changes))


def with_driver(case: Case, name: str, **changes: Any) -> Case:
    assert case.outlook is not None
    drivers = dict(case.outlook.drivers)
    drivers[name] = drivers[name].model_copy(update=changes)
    return outlook(case, drivers=drivers)


def read(case: Case) -> Followed:
    assert case.outlook is not None
    return followed(case, case.outlook, case.day + DAY)


LATER = dt.date(2031, 7, 30)
PAIR = ("post/p1", "post/p2")


def two_claims(case: Case, day: dt.date = dt.date(2031, 7, 10)) -> Case:
    """Two accusations of fire after the outlook was made, one by each ministry."""
    case = planted(until(case, LATER), PAIR[0], "courier/c12", day)
    return planted(case, PAIR[1], "courier/c14", day)


def test_a_later_statement_moves_the_belief_and_an_earlier_day_knows_nothing_of_it(arland: Case) -> None:
    case = two_claims(arland)
    told = {row.key: row for row in indicators(case)}["fire"]
    assert told.met is not None and set(told.met.by) == set(PAIR) and told.met.known == dt.date(2031, 7, 10)
    assert told.after["cold"] > told.before["cold"]
    (before,) = [json.dumps(forecast(as_of(c, dt.date(2031, 7, 9)), compiled(as_of(c, dt.date(2031, 7, 9))),
                                     draws=500).as_json()) for c in (case,)]  # fmt: skip
    without = until(arland, LATER)
    earlier = as_of(without, dt.date(2031, 7, 9))
    assert before == json.dumps(forecast(earlier, compiled(earlier), draws=500).as_json())
    assert {row.key: row for row in indicators(as_of(case, dt.date(2031, 7, 9)))}["fire"].met is None
    assert {row.key: row for row in indicators(as_of(case, dt.date(2031, 7, 10)))}["fire"].met is not None


def test_the_belief_is_drift_and_bayes(arland: Case) -> None:
    """By hand: nothing is known of Cordia's attention but its pace, so it drifts; the mood drifts at that pace."""
    case = two_claims(with_driver(arland, "mood", pace=()))
    assert case.outlook is not None
    (shift,) = read(case).shifts
    rate = 0.8 / 365.2425
    cold = drifted((1.0, 0.0), ((0.0, rate), (0.0, 0.0)), 10.0)
    assert tuple(shift.before.values()) == pytest.approx(cold, abs=1e-9)
    assert tuple(shift.after.values()) == pytest.approx(weighed(cold, (2.0, 1.0)), abs=1e-9)
    today = drifted(weighed(cold, (2.0, 1.0)), ((0.0, rate), (0.0, 0.0)), 20.0)
    assert tuple(read(case).beliefs["mood"].values()) == pytest.approx(today, abs=1e-9)


def test_copies_of_one_origin_count_once(arland: Case) -> None:
    case = two_claims(arland)
    again = planted(case, "echo/e1", "courier/c12", dt.date(2031, 7, 12), repeats=("post/p1",))
    assert read(again).beliefs == read(case).beliefs
    (shift,) = read(again).shifts
    assert shift.sighting.copies == ("echo/e1",) and "echo/e1" in str(indicators_table(again).rows)
    # two statements of which one copies the other are not two
    alone = planted(until(arland, LATER), "post/p1", "courier/c12", dt.date(2031, 7, 10))
    assert not read(planted(alone, "echo/e1", "courier/c12", dt.date(2031, 7, 12), repeats=("post/p1",))).shifts


def test_what_was_known_when_the_start_was_chosen_is_in_the_start(arland: Case) -> None:
    """The accusations of May are known when the outlook is made: they count from an earlier start, and only once."""
    assert not read(arland).shifts
    earlier = with_driver(arland, "mood", since=PartialDate.on(dt.date(2031, 5, 1)))
    (shift,) = read(earlier).shifts
    assert shift.sighting.by == ("courier/c12", "courier/c14") and shift.sighting.known == dt.date(2031, 5, 10)
    later = until(earlier, LATER)
    assert len(read(later).shifts) == 1


def test_an_old_matter_that_becomes_known_late_says_nothing_of_today(arland: Case) -> None:
    old = PartialDate.on(dt.date(2031, 1, 5))
    case = planted(until(arland, LATER), "post/p1", "courier/c12", dt.date(2031, 7, 10), said=old)
    case = planted(case, "post/p2", "courier/c14", dt.date(2031, 7, 10), said=old)
    assert not read(case).shifts


def test_an_event_that_is_feared_or_alleged_has_not_taken_place(arland: Case) -> None:
    case = until(arland, LATER)
    day = dt.date(2031, 7, 10)
    for act in ("feared", "claimed", "forecast", "denied"):
        told = planted(case, "post/w1", "courier/c09", day, event=("walk-out",), act=act)
        assert not read(told).shifts
    (shift,) = read(planted(case, "post/w1", "courier/c09", day, event=("walk-out",), act="reported")).shifts
    assert shift.indicator == "walk-out"


def test_a_rung_reached_is_an_indicator(arland: Case) -> None:
    case = until(arland, LATER)
    item = case.process.instruments["treaty"]
    reached = {**item.reached, "initialled": item.reached["text-agreed"].model_copy(
        update={"since": PartialDate.on(dt.date(2031, 7, 20))})}  # fmt: skip
    treaty = item.model_copy(update={"reached": reached})
    process = case.process.model_copy(update={"instruments": {**case.process.instruments, "treaty": treaty}})
    told = {row.key: row for row in indicators(replace(case, process=process))}["initialled"]
    assert told.met is not None and told.met.day == dt.date(2031, 7, 20) and told.after["high"] > told.before["high"]


def test_evidence_moves_the_outlook(arland: Case) -> None:
    quiet = until(arland, LATER)
    day = dt.date(2031, 7, 10)
    told = planted(quiet, "post/w1", "courier/c09", day, event=("walk-out",), act="reported")
    chances = [
        forecast(c, compiled(c), draws=4_000).outlook.probability("treaty.signed").value for c in (quiet, told)
    ]
    assert chances[0] != chances[1]


def test_a_start_with_odds_is_uncertain_and_a_plain_start_is_not(arland: Case) -> None:
    starts = read(arland).starts
    assert starts["mood"] == "cold" or not isinstance(starts["mood"], str)
    high = starts["cordia-attention"]
    assert not isinstance(high, str) and sum(central(n) for n in high.values()) == pytest.approx(1.0)
    assert all(n.low < n.value < n.high for n in high.values() if not isinstance(n, float))


def test_the_shipped_case_is_moved_by_what_was_known_and_each_indicator_does_something() -> None:
    case, problems = checked(None, outlook=True)
    assert case is not None and not problems.errors
    rows = indicators(case)
    assert len(rows) >= 8 and sum(row.met is not None for row in rows) >= 5
    for row in rows:
        assert abs(row.after[row.state] - row.before[row.state]) > 0.01, row.key
        for key in row.met.by if row.met else ():
            assert case.known_on(key) <= case.day
    first = {row.key: row for row in indicators(bounded(case, dt.date(2025, 3, 17)))}
    assert first == {}, "before it was made there is no outlook"
