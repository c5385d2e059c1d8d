"""The minister asks what if: the mission leaves, the vote slips, the border opens early; on the shipped case."""

from __future__ import annotations

import pytest
from systems.record import shipped

from detente.brief.document import sentences_of
from detente.brief.lint import lint
from detente.brief.what_if_page import page
from detente.outlook import Lever, Procedure, compare
from detente.outlook.compare import OUTCOMES
from detente.outlook.from_case import built
from detente.outlook.order import waits_for
from detente.outlook.ranking import ranking
from detente.outlook.step import ByState
from detente.outlook.waiting import waiting
from detente.outlook.what_if import WhatIf, what_if
from detente.procedures.compile import compiled
from detente.values.basis import Solidity

SIGNED = "peace-agreement.signed"
STORY = ("observers-leave", "vote-in-2027", "border-opens-early")


@pytest.fixture(scope="module")
def story() -> WhatIf:
    return what_if(shipped(), compiled(shipped()), STORY, draws=2_000)


def test_the_answer_has_three_outcomes_what_changed_and_what_it_rests_on(story: WhatIf) -> None:
    assert story.rung == SIGNED and not story.unchanged and not story.off
    for day in story.horizons:
        shares = [story.three(SIGNED, day, outcome) for outcome in OUTCOMES]
        assert sum(before for before, _, _ in shares) == pytest.approx(1.0)
        assert sum(after for _, after, _ in shares) == pytest.approx(1.0)
        assert shares[0][2].value <= 0.0, "nothing here brings the signature nearer"
    names = [table.name for table in story.tables()]
    assert names[:2] == ["what-if-levers", "what-if"] and {"what-if-beside", "what-if-leaned"} <= set(names)
    assert "what-if-events" in names, "the opening of the border is an event of its own"
    assert story.warning.startswith("Read this first: the effect of each lever is assumed")


def test_it_leans_on_the_numbers_of_the_vote_and_not_on_the_rest(story: WhatIf) -> None:
    places = {a.where for a in story.leaned}
    assert any("armenian-constitution.vote" in place for place in places)
    assert not any("minsk-group" in place or "osce" in place for place in places)
    assert len(places) < len(story.built.assumptions) / 2


def test_each_lever_has_its_sources_and_its_counter_evidence(story: WhatIf) -> None:
    for lever in story.levers:
        assert lever.actor and lever.why and lever.against
        assert {b.solidity for b in lever.basis} >= {Solidity.ASSUMED, Solidity.SOURCED}
        for basis in (*lever.basis, *lever.against):
            assert basis.statement is None or basis.statement in shipped().statements


def test_the_same_question_gets_the_same_answer(story: WhatIf) -> None:
    again = what_if(shipped(), compiled(shipped()), STORY, draws=2_000)
    assert again.as_json() == story.as_json()
    other = what_if(shipped(), compiled(shipped()), STORY, draws=2_000, seed=2)
    assert other.as_json() != story.as_json()


def test_the_page_stands_the_rules_of_a_brief(story: WhatIf) -> None:
    made = page(story)
    assert not [p for p in lint(shipped(), made) if p.code != "too-long"]
    text = " ".join(s.text for section in made.sections for s in sentences_of(section))
    assert "003/s20" in text and "Independent observers" in text


def test_no_lever_of_the_case_lacks_a_source_a_reason_or_somebody_who_would_act() -> None:
    outlook = shipped().outlook
    assert outlook is not None and len(outlook.levers) >= 15
    for name, lever in outlook.levers.items():
        assert lever.actor and lever.why and lever.basis, name
        assert all(actor in shipped().actors for actor in (*lever.actor, *lever.needs_consent)), name
        for basis in (*lever.basis, *lever.against, *lever.consented, *lever.cost_basis):
            if basis.statement:
                assert shipped().known_on(basis.statement) <= outlook.made.last, (name, str(basis))


def test_ranking_and_waiting_speak_of_both_parties_alike() -> None:
    found = ranking(shipped(), compiled(shipped()), draws=500)
    actors = {shipped().party_of(actor) for each in found.levers for actor in each.lever.actor}
    assert {"armenia", "azerbaijan"} <= actors
    acts = waiting(shipped(), compiled(shipped()), draws=500)
    assert all(acts.of(party) for party in shipped().meta.parties)


def test_delaying_any_step_never_makes_signature_likelier_by_any_day() -> None:
    """In no single draw, but for steps before one whose odds hang on the state of a driver on its day: there on
    balance."""
    outlook = shipped().outlook
    assert outlook is not None
    days = [day.last for day in outlook.horizons]
    process = built(shipped(), compiled(shipped()), days[-1]).process
    steps = {c.name: c.steps[0] for c in process.conditions if isinstance(c, Procedure)}
    waits = waits_for(process)
    before = {name for name, step in steps.items() if isinstance(step.odds, ByState)}
    while more := {need for name in before for need in waits[name]} - before:
        before |= more
    assert len(steps) > 15 and len(before) < len(steps) / 2
    for name, step in steps.items():
        late = Lever("late", {("conditions", name, step.name, "delay"): 200.0})
        both = compare(process, [late], days[-1], draws=400, checkpoints=days)
        moves = [both.difference(SIGNED, day).value for day in days]
        assert max(moves) <= 0.0, (name, moves)
        assert name in before or not both.pairs.gained.any(), name
