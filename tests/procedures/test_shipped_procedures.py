"""What must come out of the shipped case's procedures (systems.csv A2, A9-A11, B1-B7, B10, C3, D5, E2, F4, G2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.procedure import Step
from detente.case.process import Ring
from detente.procedures.blockers import blockers, blockers_table, signature
from detente.procedures.calendar import calendar, next_days
from detente.procedures.capability import incapable
from detente.procedures.compile import Model, compiled
from detente.procedures.concessions import chain, concessions, demands
from detente.procedures.dates import earliest, latest_starts, routes
from detente.procedures.fallback import fallbacks
from detente.procedures.forum import forums
from detente.procedures.ladder import current, following, ladder
from detente.procedures.linkage import linkage
from detente.procedures.outline import steps_table, unsourced, weakest_confidence
from detente.procedures.schedule import NEVER
from detente.procedures.seats import house, seat_steps
from detente.procedures.sets import stopping_sets
from detente.procedures.timing import timings
from detente.procedures.vote import counted, least_support, rule, shared
from detente.values.partial_date import Precision

CONSTITUTION, MINSK = "armenian-constitution", "minsk-group-closure"
SIGNED = "peace-agreement.signed"


# -- A2: the ladder ---------------------------------------------------------------------------


def test_the_ladder_and_what_the_next_rung_needs(model: Model) -> None:
    rungs = ladder(model)
    assert [rung.name for rung in rungs] == [
        "text-agreed",
        "initialled",
        "signed",
        "ratified",
        "in-force",
        "implemented",
    ]
    now, after = current(rungs), following(rungs)
    assert now is not None and now.name == "text-agreed" and now.reached == "13 March 2025"
    assert after is not None and after.name == "signed"
    assert set(after.waits_for) == {"condition:constitution", "condition:minsk-group", "signature"}
    days = [model.scheduler.earliest(rung.node).day for rung in rungs]
    assert days == sorted(days)


def test_sources_differ_on_the_rung(model: Model) -> None:
    """The paraphrase says entry into force, the words quoted say signing."""
    by_name = {b.name: b for b in blockers(model)}
    for name in ("constitution", "minsk-group"):
        assert by_name[name].rung_conflict
        assert set(by_name[name].rungs_said) == {SIGNED, "peace-agreement.in-force"}


# -- B1, S4: what blocks ----------------------------------------------------------------------


def test_what_blocks_signature(model: Model) -> None:
    found = {b.name: b for b in blockers(model) if b.blocks}
    assert set(found) == {"constitution", "minsk-group"}
    for blocker in found.values():
        assert blocker.listing.text.startswith("common to all")
        assert blocker.open_steps and blocker.cites and blocker.must and blocker.stops.sets
    assert {"france", "russia", "united-states", "armenia", "azerbaijan"} <= {
        actor for stop in found["minsk-group"].stops.sets if len(stop) == 1 for actor in stop
    }
    assert "armenia-voters" in found["constitution"].must
    assert any(actor == "armenia-constitutional-court" for actor, _ in found["constitution"].contested)


def test_access_is_disputed_and_outside_demands_stand_apart(model: Model) -> None:
    found = {b.name: b for b in blockers(model)}
    assert found["nakhchivan-access"].listing.disputed
    assert not found["nakhchivan-access"].blocks
    outside = [b for b in found.values() if b.condition.ring is Ring.OUTSIDE and b.condition.switch]
    assert len(outside) >= 5
    assert not any(b.blocks for b in outside)


def test_removing_a_core_precondition_is_never_later(armenia_azerbaijan: Case, model: Model) -> None:
    for rung in model.case.process.ladder:
        node = f"peace-agreement.{rung}"
        before = model.scheduler.earliest(node).day
        for without in ({"constitution"}, {"minsk-group"}, {"constitution", "minsk-group"}):
            assert compiled(armenia_azerbaijan, without=without).scheduler.earliest(node).day <= before
    without_vote = compiled(armenia_azerbaijan, without={"constitution"}).scheduler.earliest(SIGNED).day
    assert without_vote < model.scheduler.earliest(SIGNED).day


def test_an_outside_demand_counts_only_with_its_switch(armenia_azerbaijan: Case, model: Model) -> None:
    outside = [n for n, c in armenia_azerbaijan.process.conditions.items() if c.ring is Ring.OUTSIDE and c.switch]
    stops = set(stopping_sets(model.graph, SIGNED).sets)
    for name in outside:
        removed = compiled(armenia_azerbaijan, without={name})
        assert set(stopping_sets(removed.graph, SIGNED).sets) == stops
        assert removed.scheduler.earliest(SIGNED).day == model.scheduler.earliest(SIGNED).day
        switched = compiled(armenia_azerbaijan, switches={str(armenia_azerbaijan.process.conditions[name].switch)})
        assert name in {b.name for b in blockers(switched) if b.blocks}
        needed = switched.graph.below(switched.graph.at[SIGNED])
        assert switched.graph.at[f"condition:{name}"] in needed


# -- B4, E2: the constitution -----------------------------------------------------------------


def test_no_route_that_counts_ends_sooner_than_fifty_days_after_the_decision(model: Model) -> None:
    for route in routes(model, CONSTITUTION):
        if not route.counts:
            continue
        found = model.scheduler.earliest(f"{CONSTITUTION}:{route.route}")
        sent = [
            found.days[i]
            for i in found.days
            if model.graph.nodes[i].name.startswith(f"{CONSTITUTION}.sent-by") and model.graph.nodes[i].step
        ]
        assert sent and found.day - max(sent) >= 50
        assert found.day - model.start.toordinal() >= 50


def test_every_reading_of_the_law_is_kept(model: Model) -> None:
    """An open legal point: three readings, with who holds each; the two nobody holds are marked."""
    found = {route.route: route for route in routes(model, CONSTITUTION)}
    assert {"new-constitution", "amendment-by-vote", "amendment-by-three-fifths", "adopted-by-house"} <= set(found)
    assert not found["new-constitution"].contested
    assert found["amendment-by-three-fifths"].contested and found["amendment-by-three-fifths"].counts
    assert found["adopted-by-house"].contested and not found["adopted-by-house"].counts
    switched = compiled(model.case, switches={f"{CONSTITUTION}:adopted-by-house"})
    assert switched.scheduler.earliest(CONSTITUTION).day < model.scheduler.earliest(CONSTITUTION).day


def test_with_the_election_the_decision_moves_to_spring(model: Model) -> None:
    """A vote on the day of the election needs a decision 65 to 50 days before."""
    found = model.scheduler.earliest(f"{CONSTITUTION}:with-election")
    days = {model.graph.nodes[i].name: date.fromordinal(d) for i, d in found.days.items()}
    assert days[f"{CONSTITUTION}.vote-with-election"] == date(2026, 6, 3)
    assert days[f"{CONSTITUTION}.sent-by-two-thirds"] == date(2026, 3, 30)
    shown = earliest(model, f"{CONSTITUTION}:with-election")
    assert shown.date is not None and shown.date.worded == "2026-06-03/2026-06-13"  # no day had been called


@pytest.mark.parametrize(("house_of", "two_thirds", "three_fifths"), [(105, 70, 63), (107, 72, 65)])
def test_two_houses(armenia_azerbaijan: Case, house_of: int, two_thirds: int, three_fifths: int) -> None:
    steps = {s.step: s for s in seat_steps(armenia_azerbaijan, "national-assembly", seats={}, total=house_of, held=0)}
    assert steps["sent-by-two-thirds"].needed == two_thirds
    assert steps["sent-by-three-fifths"].needed == three_fifths


def test_64_of_105_is_six_short_of_two_thirds_and_opens_three_fifths(armenia_azerbaijan: Case) -> None:
    steps = {s.step: s for s in seat_steps(armenia_azerbaijan, "national-assembly", seats={}, total=105, held=64)}
    assert not steps["sent-by-two-thirds"].opens and steps["sent-by-two-thirds"].short == 6
    assert steps["sent-by-three-fifths"].opens and steps["sent-by-three-fifths"].short == 0
    cleared = seat_steps(armenia_azerbaijan, "national-assembly", seats={}, total=105, held=70)
    assert next(s for s in cleared if s.step == "sent-by-two-thirds").opens


def test_the_sitting_house(armenia_azerbaijan: Case) -> None:
    """107 members; the largest list is one short, and the two others can stop it only together."""
    assert house(armenia_azerbaijan) == "national-assembly"
    steps = {s.step: s for s in seat_steps(armenia_azerbaijan, "national-assembly")}
    sent = steps["sent-by-two-thirds"]
    assert (sent.total, sent.needed, sent.held, sent.short) == (107, 72, 71, 1)
    assert set(sent.blocking) == {("Civil Contract",), ("Armenia Alliance", "I Have Honour Alliance")}
    assert steps["sent-by-three-fifths"].opens
    assert all(step.law for step in steps.values())


# -- B5: when ---------------------------------------------------------------------------------


def test_with_and_after_the_election_do_not_merge(armenia_azerbaijan: Case) -> None:
    found = next(t for t in timings(armenia_azerbaijan) if t.issue == "referendum")
    labels = {answer.label for answer in found.answers}
    assert {"together with the parliamentary election", "after the parliamentary election"} <= labels
    assert any(answer.ambiguous for answer in found.answers)


# -- B6: the vote -----------------------------------------------------------------------------


def test_forty_percent_turnout_with_sixty_percent_yes_fails(armenia_azerbaijan: Case) -> None:
    found = rule(armenia_azerbaijan)
    result = shared(found, turnout=Fraction(40, 100), support=Fraction(60, 100))
    assert not result.passes
    assert [limb.holds for limb in result.limbs] == [True, False]
    assert result.limbs[1].got == Fraction(24, 100)


def test_the_figures_of_2015_pass(armenia_azerbaijan: Case) -> None:
    """825,622 in favour, 63.35 % of participants, of 2,566,730 entitled."""
    participants = round(825_622 / Fraction("0.6335"))
    result = counted(rule(armenia_azerbaijan), yes=825_622, no=participants - 825_622, electorate=2_566_730)
    assert result.passes
    # the version of that day had the same rule
    then = as_of_2015 = armenia_azerbaijan.procedures[CONSTITUTION].on(date(2015, 12, 6))
    assert then is not None and as_of_2015 is not armenia_azerbaijan.procedures[CONSTITUTION]
    assert [limb.needs.worded for limb in then.steps["vote"].passes] == [
        "majority of participants",
        "1/4 of electorate",
    ]


def test_support_only_helps(armenia_azerbaijan: Case) -> None:
    found = rule(armenia_azerbaijan)
    for turnout in range(5, 101, 5):
        passes = [
            shared(found, turnout=Fraction(turnout, 100), support=Fraction(s, 100)).passes for s in range(0, 101, 1)
        ]
        assert passes == sorted(passes)
    assert least_support(found, Fraction(40, 100)) == Fraction(5, 8)
    assert least_support(found, Fraction(1, 5)) is None
    assert least_support(found, Fraction(9, 10)) == Fraction(1, 2)


def test_the_limbs_at_the_line(armenia_azerbaijan: Case) -> None:
    """Exactly half fails, exactly a quarter holds."""
    found = rule(armenia_azerbaijan)
    assert not counted(found, yes=500, no=500, electorate=1000).passes
    assert counted(found, yes=250, no=249, electorate=1000).passes
    assert not counted(found, yes=250, no=250, electorate=1001).passes
    assert not counted(found, yes=250, no=248, invalid=2, electorate=1000).passes  # half of those taking part


# -- B7: the group ----------------------------------------------------------------------------


def test_routes_of_the_osce(armenia_azerbaijan: Case, model: Model) -> None:
    only_december = compiled(armenia_azerbaijan, without={"osce-decision:silence"})
    found = earliest(only_december, MINSK)
    assert found.date is not None and found.date.start == date(2025, 12, 1)
    assert found.date.precision is Precision.MONTH  # the day was not announced
    with_silence = earliest(model, MINSK)
    assert with_silence.date is not None and with_silence.date.start < date(2025, 12, 1)
    neither = compiled(armenia_azerbaijan, without={"osce-decision:silence", "osce-decision:yearly-meeting"})
    assert neither.scheduler.earliest(MINSK).day == NEVER
    assert earliest(neither, SIGNED).text == "cannot happen as written"


def test_one_state_cannot_deliver_it_alone(model: Model) -> None:
    flagged = {flag.statement: flag for flag in incapable(model)}
    assert "000/s09" in flagged
    flag = flagged["000/s09"]
    assert flag.asked == ("armenia",)
    assert {"france", "russia", "united-states"} <= set(flag.missing)
    assert "osce-decision-making#consensus" in flag.law
    assert not any(f.condition == "constitution" for f in flagged.values())  # its bodies belong to the state asked


def test_each_state_can_stop_it(model: Model) -> None:
    sets = stopping_sets(model.graph, MINSK)
    assert sets.complete
    singles = {next(iter(found)) for found in sets.sets if len(found) == 1}
    assert "any one of osce-participating-states" in singles
    assert frozenset({"osce-permanent-council", "osce-ministerial-council"}) in set(sets.sets)


# -- the rest ---------------------------------------------------------------------------------


def test_ratification_takes_what_it_took(model: Model) -> None:
    """Government, court, house, President on one side; President, house, President on the other."""
    ours = earliest(model, "armenian-ratification")
    assert any("reviewed" in step for step in ours.path)
    signed = model.scheduler.earliest(SIGNED).day
    assert model.scheduler.earliest("armenian-ratification").day - signed == 6 + 21 + 27 + 1
    assert model.scheduler.earliest("azerbaijani-ratification").day - signed == 184
    by_order = next(r for r in routes(model, "azerbaijani-ratification") if r.route == "by-order")
    assert by_order.contested and not by_order.counts


def test_the_fallback_ends_with_signature(armenia_azerbaijan: Case, model: Model) -> None:
    assert any(rule_.active for rule_ in fallbacks(model))
    signed = compiled(armenia_azerbaijan, reached={SIGNED})
    assert fallbacks(signed) and not any(rule_.active for rule_ in fallbacks(signed) if rule_.until == SIGNED)


def test_concessions_and_demands_after_them(armenia_azerbaijan: Case) -> None:
    given = concessions(armenia_azerbaijan)
    assert {c.party for c in given} <= set(armenia_azerbaijan.meta.parties)
    assert any(c.kind == "accepted on a condition" for c in given)
    assert {d.name for d in demands(armenia_azerbaijan) if not d.made} == {
        c.name for c in armenia_azerbaijan.process.conditions.values() if c.ring is Ring.FEARED
    }
    for link in chain(armenia_azerbaijan):
        assert all(demand.made for demand in (*link.after, *link.unordered))
        assert all(demand.issue != link.concession.issue for demand in link.after)
        assert all(d.when and link.concession.when and link.concession.when.surely_before(d.when) for d in link.after)


def test_readings_of_a_linkage_stay_apart(armenia_azerbaijan: Case) -> None:
    found = {reading.label: reading for reading in linkage(armenia_azerbaijan, "turkiye-border")}
    assert {"progress", "signature", "partial"} <= set(found)
    assert found["progress"].stated and found["signature"].stated
    assert not found["partial"].stated  # advised by others


def test_closing_a_forum_leaves_the_others(armenia_azerbaijan: Case) -> None:
    named = {forum.name for forum in forums(armenia_azerbaijan)}
    assert {"minsk-group", "icj", "ecthr"} <= named
    left = {forum.name for forum in forums(armenia_azerbaijan, ["minsk-group"]) if forum.open}
    assert left == named - {"minsk-group"}


def test_the_calendar_keeps_precision_and_source(model: Model) -> None:
    entries = calendar(model)
    assert all(entry.cites for entry in entries)
    summers = [entry for entry in entries if entry.when.worded == "2026-summer"]
    assert summers and all(entry.when.precision is Precision.SEASON for entry in summers)
    assert any(entry.when.worded == "2027-02-19" for entry in entries)  # end of a mandate
    december = next(entry for entry in entries if entry.when.worded == "2025-12")
    assert december.when.precision is Precision.MONTH
    assert all(entry.when.start <= date(2025, 7, 29) for entry in next_days(model, 90))


def test_latest_days_to_meet_a_date(model: Model) -> None:
    starts = latest_starts(model, CONSTITUTION, date(2025, 12, 31))
    assert starts is not None
    by_step = {step: (first, last) for step, first, last in starts}
    assert by_step[f"{CONSTITUTION}.sent-by-two-thirds"][1] == date(2025, 11, 11)  # 50 days before
    assert all(first <= last for first, last in by_step.values())
    assert latest_starts(model, CONSTITUTION, date(2025, 6, 1)) is None


def test_an_earlier_day_knows_less(armenia_azerbaijan: Case) -> None:
    earlier = as_of(armenia_azerbaijan, date(2025, 1, 10))
    assert earlier.procedures["euma-mandate"].steps["council-renews"].closes is not None
    assert earlier.procedures["euma-mandate"].steps["council-renews"].closes.worded == "2025-02-19"
    assert "order-of-sections" not in earlier.procedures["delimitation"].progress
    assert "order-of-sections" in armenia_azerbaijan.procedures["delimitation"].progress


def test_an_earlier_day_cites_nothing_later(armenia_azerbaijan: Case) -> None:
    """A report of 15 April is no ground on 3 April."""
    before, after = (as_of(armenia_azerbaijan, date(2025, 4, day)) for day in (3, 30))
    cited = [
        {b.source for b in case.procedures[MINSK].steps["proposed"].rests_on if b.source} for case in (before, after)
    ]
    assert "minsk-joint-offer-2025" not in cited[0]
    assert "minsk-joint-offer-2025" in cited[1]


def test_both_parties_have_the_same_procedures(armenia_azerbaijan: Case) -> None:
    for kind in ("constitution", "ratification", "election"):
        ours, theirs = (armenia_azerbaijan.procedures[f"{party}-{kind}"] for party in ("armenian", "azerbaijani"))
        assert ours.reaches == theirs.reaches
        assert bool(ours.about) == bool(theirs.about)


def test_what_is_unsourced_shows_and_lowers_confidence(armenia_azerbaijan: Case, model: Model) -> None:
    step = armenia_azerbaijan.procedures["azerbaijani-ratification"].steps["voted"]
    assert {"majority", "quorum"} <= set(unsourced(step))
    assert weakest_confidence(step) == "low"
    sure = armenia_azerbaijan.procedures[CONSTITUTION].steps["vote"]
    assert weakest_confidence(replace_fails(sure)) == "high"
    shown = steps_table(model, "azerbaijani-ratification")
    assert any("unsourced: majority" in entry.text for row in shown.rows for entry in row)


def replace_fails(step: Step) -> Step:
    """The step without what its failure leads to, which is unsourced."""
    return step.model_copy(update={"fails": None})


def test_no_procedure_uses_what_came_later(armenia_azerbaijan: Case) -> None:
    """Laws and reports that procedures cite were there by the case's day."""
    cited = {
        basis.source
        for procedure in armenia_azerbaijan.procedures.values()
        for step in procedure.steps.values()
        for value in (step, *(v for _, v in step.values()))
        for basis in value.rests_on
        if basis.source
    }
    for name in cited:
        published = armenia_azerbaijan.sources[name].published
        assert published is None or published.start <= armenia_azerbaijan.day, name


def test_swapping_the_parties_mirrors_who_can_stop_signing(armenia_azerbaijan: Case, model: Model) -> None:
    """Signing itself needs both alike."""
    found = set(stopping_sets(model.graph, "signature").sets)
    assert found == {frozenset({party}) for party in armenia_azerbaijan.meta.parties}


def test_the_table_for_the_brief(armenia_azerbaijan: Case, model: Model) -> None:
    table = signature(armenia_azerbaijan)
    assert [row[0].text for row in table.rows] == [b.condition.name for b in blockers(model) if b.blocks]
    assert all(row[0].cites for row in table.rows)
    assert table.heads == blockers_table(model).heads


def test_a_case_without_procedures_still_answers(armenia_azerbaijan: Case) -> None:
    bare = replace(armenia_azerbaijan, procedures={})
    found = compiled(bare)
    assert {b.name for b in blockers(found) if b.blocks} == {"constitution", "minsk-group"}
    assert earliest(found, SIGNED).date is not None
