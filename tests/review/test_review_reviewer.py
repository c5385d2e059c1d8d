"""Decisions: what lands in the case, what a crash loses, what can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from review_cards import READER, TEXT, queued, span, taken

from detente.case.case import Case
from detente.case.loader import load
from detente.checks.check import run
from detente.notation.atomic import write_atomically
from detente.review import landing
from detente.review.adding import add
from detente.review.card import Card
from detente.review.decision import Decision, joined, state
from detente.review.reviewer import Outcome, Reviewer
from detente.review.store import Queue, open_queue

BY, ON = "A. Analyst", "2031-06-20"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a case but its queue."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".review" not in path.parts
    }


def errors(folder: Path) -> list[str]:
    """What `detente check` calls errors."""
    case, problems = load(folder)
    assert case is not None
    problems.extend(run(case, sound=not problems.errors))
    return [problem.code for problem in problems.errors]


def reopened(folder: Path) -> Reviewer:
    """A reviewer who comes back to the queue later."""
    case, problems = load(folder)
    assert case is not None, problems.text()
    return Reviewer(folder, case, open_queue(folder), BY, ON)


@pytest.fixture
def folder(arland_copy: Path) -> Path:
    """The made-up case, with the report in its queue."""
    queued(arland_copy)
    return arland_copy


@pytest.fixture
def reviewer(folder: Path) -> Iterator[Reviewer]:
    """Somebody at work on it."""
    with reopened(folder) as found:
        yield found


def card(reviewer: Reviewer, words: str) -> Card:
    """The open card over some words."""
    start, end = span(words)
    (found,) = [c for c in reviewer.state.open if c.spans == ((start, end),)]
    return found


def demand(reviewer: Reviewer) -> Card:
    return card(reviewer, "the treaty can only be signed once Arland changes its law")


def accepted(outcome: Outcome) -> Decision:
    assert outcome.decision is not None, outcome.problems
    return outcome.decision


def test_an_accepted_card_stands_in_the_record_and_passes_check(reviewer: Reviewer, folder: Path) -> None:
    before = snapshot(folder)
    decision = accepted(reviewer.accept(demand(reviewer), {"says": "Bethia signs after a change of law in Arland"}))
    assert decision.key == "p01" and decision.changed == {}
    after = snapshot(folder)
    assert {name for name in after if after[name] != before.get(name)} == {
        "record/herald.yaml",
        "sources/herald.yaml",
    }
    case, _ = load(folder)
    assert case is not None
    statement = case.statements["herald/p01"]
    assert statement.origin == READER and statement.reviewed is not None and statement.reviewed.by == BY
    assert statement.by == ("bethia-mfa",)
    assert statement.at[0].chars == span("the treaty can only be signed once Arland changes its law")
    source = case.sources["herald"]
    assert (
        source.publisher == "The Herald" and str(source.published) == "2031-06-12" and source.characters == len(TEXT)
    )
    assert errors(folder) == []


def test_comments_and_order_of_an_existing_record_stay(reviewer: Reviewer, folder: Path) -> None:
    accepted(reviewer.accept(demand(reviewer), {"says": "law first"}))
    path = folder / "record" / "herald.yaml"
    mine = path.read_text() + "\n# mine: ask the editor\n"
    path.write_text(mine)
    accepted(
        reviewer.accept(card(reviewer, "denied this"), {"says": "nothing of the kind", "about": "gate-fire-issue"})
    )
    assert path.read_text().startswith(mine)


def test_the_schema_line_of_the_neighbours_is_taken_over(reviewer: Reviewer, folder: Path) -> None:
    accepted(reviewer.accept(demand(reviewer), {"says": "law first"}))
    first = (folder / "record" / "herald.yaml").read_text().splitlines()[0]
    assert first == (folder / "record" / "courier.yaml").read_text().splitlines()[0]


def test_what_the_reviewer_changed_is_kept(reviewer: Reviewer) -> None:
    fields = {"says": "law first", "act": "claimed", "to": "-", "gates": "-", "condition": "-"}
    decision = accepted(reviewer.accept(demand(reviewer), fields))
    assert decision.changed == {
        "act": ["demanded", "claimed"],
        "to": [["arland"], None],
        "gates": ["treaty.signed", None],
        "condition": ["once Arland changes its law", None],
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "missing-key"),
        ({"says": "x", "by": "nobody"}, "unknown-actor"),
        ({"says": "x", "about": "nothing"}, "unknown-issue"),
        ({"says": "x", "act": "shouted"}, "unknown-word"),
        ({"says": "x", "said": "yesterday"}, "bad-date"),
        ({"says": "x", "said": "2032"}, "impossible-order"),
        ({"says": "the renegade signs"}, "loaded-wording"),
        ({"says": "the treaty can only be signed once Arland changes its law"}, "not-own-words"),
        ({"says": "x", "condition": "the treaty can only be signed once Arland changes its law"}, "not-own-words"),
        ({"says": "x", "shade": "red"}, "unknown-key"),
        ({"says": "x" * 3000}, "bad-value"),
    ],
)
def test_what_would_not_pass_check_is_refused_and_nothing_is_written(
    reviewer: Reviewer, folder: Path, fields: dict[str, str], code: str
) -> None:
    before = snapshot(folder)
    outcome = reviewer.accept(demand(reviewer), fields)
    assert not outcome.done and code in [problem.code for problem in outcome.problems]
    assert snapshot(folder) == before and reviewer.queue.decisions == []


def test_a_new_actor_is_added_by_a_line(reviewer: Reviewer, folder: Path) -> None:
    before = (folder / "actors.yaml").read_text()
    warning = card(reviewer, "the talks may end")
    new = {"brann": {"name": "Ada Brann", "kind": "person"}}
    fields = {"says": "the talks can fail", "by": "brann", "about": "signing"}
    accepted(reviewer.accept(warning, fields, new_actors=new))
    after = (folder / "actors.yaml").read_text()
    (line,) = [one for one in after.splitlines() if one not in before.splitlines()]
    assert line == "  brann: {name: Ada Brann, kind: person}"
    assert errors(folder) == []


def test_the_documents_own_voice(reviewer: Reviewer, folder: Path) -> None:
    own = card(reviewer, "The road remains a hard question for both.")
    accepted(reviewer.accept(own, {"says": "the road is a hard matter", "about": "road"}))
    case, _ = load(folder)
    assert case is not None
    assert case.sources["herald"].voice == "voice-herald" and case.statements["herald/p01"].by == ("voice-herald",)
    assert case.actors["voice-herald"].name == "The Herald"
    assert errors(folder) == []


def test_a_denial_replies_to_the_claim_once_that_is_accepted(reviewer: Reviewer, folder: Path) -> None:
    claim = accepted(
        reviewer.accept(card(reviewer, "Soldiers of Bethia fired at Arland Gate"), {"says": "Bethia fired"})
    )
    denial = card(reviewer, "denied this")
    assert reviewer.proposed(denial)["replies-to"] == [f"herald/{claim.key}"]


def test_rejecting_needs_a_reason_and_leaves_every_file_as_it_was(reviewer: Reviewer, folder: Path) -> None:
    before = snapshot(folder)
    assert not reviewer.reject(demand(reviewer), " ").done
    for one in reviewer.state.open:
        if one.kind != "source":
            assert reviewer.reject(one, "nothing new").done
    assert [one.kind for one in reviewer.state.open] == ["source"]
    assert snapshot(folder) == before


def test_rejecting_the_document_puts_its_cards_aside(reviewer: Reviewer, folder: Path) -> None:
    before = snapshot(folder)
    first = reviewer.state.open[0]
    other = demand(reviewer)
    accepted(reviewer.reject(first, "an advertisement"))
    assert reviewer.state.open == [] and snapshot(folder) == before
    assert [p.code for p in reviewer.accept(other, {"says": "x"}).problems] == ["put-aside"]
    accepted(reviewer.reopen(first))
    assert len(reviewer.state.open) == 7


def test_accepting_the_document_writes_its_sidecar(reviewer: Reviewer, folder: Path) -> None:
    accepted(reviewer.accept(reviewer.state.open[0], {"perspective": "newspaper in Cordia", "kind": "analysis"}))
    case, _ = load(folder)
    assert case is not None and case.sources["herald"].perspective == "newspaper in Cordia"
    assert str(case.sources["herald"].kind) == "analysis"


def test_splitting_at_a_place_and_doubling(reviewer: Reviewer) -> None:
    one = demand(reviewer)
    cut = span("once Arland changes")[0]
    assert not reviewer.split(one, [0]).done
    accepted(reviewer.split(one, [cut]))
    parts = [c for c in reviewer.state.open if c.id.startswith(one.id)]
    assert [TEXT[c.start : c.end] for c in parts] == ["the treaty can only be signed", "once Arland changes its law"]
    accepted(reviewer.reopen(one))
    accepted(reviewer.split(one))
    parts = [c for c in reviewer.state.open if c.id.startswith(one.id)]
    assert [c.spans for c in parts] == [one.spans, one.spans]
    accepted(reviewer.accept(parts[0], {"says": "first"}))
    accepted(reviewer.accept(parts[1], {"says": "second"}))
    assert not reviewer.reopen(one).done


def test_merging_gives_one_entry_with_two_passages(reviewer: Reviewer, folder: Path) -> None:
    claim, denial = card(reviewer, "Soldiers of Bethia fired at Arland Gate"), card(reviewer, "denied this")
    assert not reviewer.merge(claim, claim).done
    accepted(reviewer.merge(denial, claim))
    assert denial.id not in {c.id for c in reviewer.state.open}
    wide = reviewer.state.card(claim.id)
    assert wide is not None and len(wide.spans) == 2
    accepted(reviewer.accept(wide, {"says": "fire at the gate, denied by Bethia"}))
    case, _ = load(folder)
    assert case is not None and len(case.statements["herald/p01"].at) == 2 and errors(folder) == []


def test_a_merge_can_be_taken_back(reviewer: Reviewer) -> None:
    claim, denial = card(reviewer, "Soldiers of Bethia fired at Arland Gate"), card(reviewer, "denied this")
    accepted(reviewer.merge(denial, claim))
    accepted(reviewer.reopen(denial))
    again = reviewer.state.card(claim.id)
    assert again is not None and again.spans == claim.spans and denial in reviewer.state.open


def test_what_was_accepted_can_be_taken_back(reviewer: Reviewer, folder: Path) -> None:
    accepted(reviewer.accept(reviewer.state.open[0], {}))
    accepted(reviewer.accept(demand(reviewer), {"says": "law first"}))
    before = snapshot(folder)
    denial = card(reviewer, "denied this")
    accepted(reviewer.accept(denial, {"says": "nothing happened", "about": "gate-fire-issue"}))
    accepted(reviewer.reopen(denial))
    assert snapshot(folder) == before
    assert accepted(reviewer.accept(denial, {"says": "no", "about": "gate-fire-issue"})).key == "p03"


def test_entering_by_hand(reviewer: Reviewer, folder: Path) -> None:
    fields = {"by": "bethia-mfa", "act": "offered", "about": "fuel", "says": "fuel is for sale"}
    assert not reviewer.enter("herald", (0, 10**9), fields).done
    assert not reviewer.enter("nowhere", (0, 5), fields).done
    accepted(reviewer.enter("herald", span("offered to sell fuel"), fields))
    case, _ = load(folder)
    assert case is not None and case.statements["herald/p01"].origin == "hand" and errors(folder) == []


def test_a_text_that_is_gone_or_changed_is_said(folder: Path) -> None:
    (text,) = folder.with_name("arland.sources").glob("texts/*.txt")
    text.write_text("something else")
    with reopened(folder) as reviewer:
        assert [p.code for p in reviewer.accept(demand(reviewer), {"says": "x"}).problems] == ["no-text"]


def test_an_expectation_that_would_break_is_said_and_its_change_is_seen(arland_copy: Path) -> None:
    queued(arland_copy, expect=True)
    with reopened(arland_copy) as reviewer:
        outcome = reviewer.accept(demand(reviewer), {"says": "law first"})
        assert [p.code for p in outcome.problems] == ["unmet-expectation"]
        assert outcome.problems[0].hint is not None and "expect.yaml" in outcome.problems[0].hint
        (arland_copy / "expect.yaml").unlink()
        accepted(reviewer.accept(demand(reviewer), {"says": "law first"}))


# --- stop and resume


def test_stop_and_resume_loses_nothing(folder: Path) -> None:
    with reopened(folder) as first:
        accepted(first.accept(demand(first), {"says": "law first"}))
        accepted(first.reject(card(first, "denied this"), "misread"))
        waiting = first.state.open
    with reopened(folder) as second:
        assert second.resume() == [] and second.state.open == waiting
        assert second.queue.decisions == first.queue.decisions


def test_a_crash_between_the_log_and_the_record_is_made_good(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Crash(BaseException):
        pass

    def crash(*_: object) -> None:
        raise Crash

    with reopened(folder) as first:
        monkeypatch.setattr(landing, "carry_out", crash)
        with pytest.raises(Crash):
            first.accept(demand(first), {"says": "law first"})
        monkeypatch.undo()
    assert not (folder / "record" / "herald.yaml").exists()
    with reopened(folder) as second:
        assert [one.key for one in second.queue.owed()] == ["p01"]
        assert second.resume() == [] and second.queue.owed() == []
    case, _ = load(folder)
    assert case is not None and "herald/p01" in case.statements and errors(folder) == []
    with reopened(folder) as third:
        assert third.queue.owed() == []


def test_a_crash_after_the_record_writes_nothing_twice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Queue, "carried_out", lambda *_: None)
    with reopened(folder) as first:
        accepted(first.accept(demand(first), {"says": "law first"}))
    monkeypatch.undo()
    before = snapshot(folder)
    with reopened(folder) as second:
        assert len(second.queue.owed()) == 1 and second.resume() == []
    assert snapshot(folder) == before


def test_a_log_cut_anywhere_is_read_up_to_there_and_goes_on(folder: Path) -> None:
    with reopened(folder) as first:
        accepted(first.reject(demand(first), "misread"))
        accepted(first.reject(card(first, "denied this"), "misread"))
    log = folder / ".review" / "decisions.jsonl"
    whole = log.read_bytes()
    cards = open_queue(folder).cards
    for cut in range(0, len(whole), 7):
        write_atomically(log, whole[:cut])
        queue = open_queue(folder)
        complete = [json.loads(line) for line in whole[:cut].split(b"\n")[:-1]]
        assert len(queue.decisions) in (n := sum("card" in row for row in complete), n + 1)
        assert len(queue.state().decided) == len(queue.decisions)
        queue.decide(Decision(cards[-1].id, "reject", BY, ON, why="after the crash"))
        assert cards[-1].id in open_queue(folder).state().decided


def test_lines_that_are_none_are_listed_and_passed_over(folder: Path) -> None:
    path = folder / ".review" / "herald.jsonl"
    path.write_bytes(path.read_bytes() + b"[1]\nnot json\n{}\n" + b"[" * 5000 + b"\n")
    queue = open_queue(folder)
    assert len(queue.damaged) == 4 and len(queue.cards) == 7


def test_a_queue_that_was_tampered_with_leads_nowhere(folder: Path) -> None:
    path = folder / ".review" / "herald.jsonl"
    head, *rest = path.read_text().splitlines()
    moved = rest[0].replace('"source": "herald"', '"source": "../../elsewhere"')
    path.write_text("\n".join([head, moved, *rest[1:]]) + "\n")
    (folder / ".review" / "Other Name.jsonl").write_text(head.replace("herald", "Other Name") + "\n")
    queue = open_queue(folder)
    assert len(queue.cards) == 6 and list(queue.documents) == ["herald"] and len(queue.damaged) == 2


def test_the_analysis_never_reads_the_queue(folder: Path) -> None:
    plain, _ = load(folder)
    (folder / ".review" / "x.yaml").write_text("[broken")
    (folder / ".review" / "record").mkdir()
    again, problems = load(folder)
    assert plain is not None and again is not None and not problems.errors
    assert dict(again.statements) == dict(plain.statements)


def test_decisions_on_cards_that_are_not_there_count_for_nothing() -> None:
    one = Card("a", "s", "statement", ((0, 5),))
    found = state([one], [Decision("b", "reject", BY, ON), Decision("a", "reopen", BY, ON)])
    assert found.open == [one] and found.card("zzzz") is None
    assert joined([(5, 9), (0, 3)], [(3, 4)]) == ((0, 9),)


def test_the_same_document_is_not_added_twice(folder: Path) -> None:
    with pytest.raises(AssertionError, match="already-known"):
        queued(folder)


def test_keys_do_not_collide_with_hand_written_ones(reviewer: Reviewer, folder: Path, arland: Case) -> None:
    accepted(reviewer.accept(demand(reviewer), {"says": "law first"}))
    path = folder / "record" / "herald.yaml"
    path.write_text(path.read_text().replace("p01:", "p07:"))
    assert landing.next_key(folder, reviewer.queue, "herald") == "p08"
    assert landing.next_key(folder, reviewer.queue, "elsewhere") == "p01"


def test_a_record_that_cannot_be_edited_is_left_alone(reviewer: Reviewer, folder: Path) -> None:
    accepted(reviewer.accept(demand(reviewer), {"says": "law first"}))
    path = folder / "record" / "herald.yaml"
    path.write_text("{p01: not written as lines}\n")
    before = snapshot(folder)
    outcome = reviewer.accept(
        card(reviewer, "denied this"), {"says": "nothing of the kind", "about": "gate-fire-issue"}
    )
    assert outcome.decision is None and [problem.code for problem in outcome.problems] == ["cannot-edit"]
    assert snapshot(folder) == before


def test_a_name_that_is_taken_is_refused(arland_copy: Path) -> None:
    case, queue, _ = queued(arland_copy)
    other = taken(arland_copy.parent, TEXT.replace("quiet", "loud"), proposals=False, name="other.md")
    texts = arland_copy.with_name(arland_copy.name + ".sources")
    added, problems = add(case, queue, other, texts, date(2031, 6, 15), name="courier")
    assert added is None and [problem.code for problem in problems] == ["same-name"]
