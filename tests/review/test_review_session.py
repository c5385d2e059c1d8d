"""A review at the terminal, with lines typed by a script; no parser is needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_cards import TEXT, queued

from detente.case.loader import load
from detente.commands.review_session import Session
from detente.review.reviewer import Reviewer
from detente.review.store import open_queue


@pytest.fixture
def folder(arland_copy: Path) -> Path:
    """The made-up case, with the report in its queue."""
    queued(arland_copy)
    return arland_copy


def typed(folder: Path, *lines: str) -> tuple[Session, str]:
    """A session in which these lines are typed, and then the input ends."""
    case, problems = load(folder)
    assert case is not None, problems.text()
    said: list[str] = []
    left = list(lines)

    def ask(prompt: str) -> str:
        said.append(prompt)
        if not left:
            raise EOFError
        return left.pop(0)

    with Reviewer(folder, case, open_queue(folder), "A. Analyst", "2031-06-20") as reviewer:
        session = Session(reviewer, ask, said.append)
        session.run(lambda card: card.kind != "repeat")
    return session, "\n".join(said)


def record(folder: Path) -> dict[str, str]:
    """What the report's statements say, by key."""
    case, problems = load(folder)
    assert case is not None and not problems.errors, problems.text()
    return {key: s.says for key, s in case.statements.items() if key.startswith("herald/")}


def test_the_whole_queue_in_as_many_lines_as_cards(folder: Path) -> None:
    session, shown = typed(
        folder,
        "a",
        "a law first",
        "a shots came from Bethia",
        "a1 no shots were fired",
        "r 4",
        "e by=new:brann=Ada Brann/person/cordia about=signing",
        "a the talks can fail",
        "a the road is a hard matter",
    )
    assert session.steps == 8 and session.rejected == 1 and len(session.accepted) == 5
    assert next(iter(record(folder).values())) == "law first"
    assert "you changed by: nothing → brann" in shown
    case, _ = load(folder)
    assert case is not None and case.statements["herald/p03"].replies_to == ("herald/p02",)


def test_split_at_a_place_and_merge(folder: Path) -> None:
    session, _ = typed(folder, "s", "x", "", "a first half", "a second half", "m", "a fire, and its denial", "q")
    assert record(folder) == {
        "herald/p01": "first half",
        "herald/p02": "second half",
        "herald/p03": "fire, and its denial",
    }
    case, _ = load(folder)
    assert case is not None and len(case.statements["herald/p03"].at) == 2 and session.accepted[-1] == "herald/p03"


def test_enter_by_hand(folder: Path) -> None:
    _, shown = typed(
        folder, "n", "offered to", "sell fuel", "bethia-mfa", "offered", "fuel", "fuel is for sale", "to=arland", "q"
    )
    assert record(folder) == {"herald/p01": "fuel is for sale"}
    _, shown = typed(folder, "n", "words that", "are not there", "q")
    assert "do not stand in the text" in shown and len(record(folder)) == 1


def test_what_is_shown(folder: Path) -> None:
    _, shown = typed(folder, "s", "3", "t", "e condition=- when=2031-09", "c", "zzz", "q")
    assert "(was arland-law" in shown and "claimed   (was demanded)" in shown
    assert "condition:   taken out   (was once Arland changes its law)" in shown and "2031-09   (was absent)" in shown
    assert "reject: 1 no statement" in shown and record(folder) == {}


def test_the_input_can_end_anywhere(folder: Path) -> None:
    lines = ["a", "e by=brann", "a", "x", "r"]
    for end in range(len(lines)):
        session, _ = typed(folder, *lines[:end])
        assert session.accepted == []
    assert record(folder) == {}


def test_without_the_text_the_document_is_passed_over(folder: Path) -> None:
    (text,) = folder.with_name("arland.sources").glob("texts/*.txt")
    text.unlink()
    session, shown = typed(folder)
    assert "--sources FOLDER says where it is" in shown and session.steps == 0


def test_control_characters_of_a_document_do_not_reach_the_terminal(folder: Path) -> None:
    queue = open_queue(folder)
    document = queue.documents["herald"]
    (text,) = folder.with_name("arland.sources").glob("texts/*.txt")
    hostile = TEXT.replace("Soldiers of Bethia", "\x1b[2J\u202eldiers Bethia")
    assert len(hostile) == len(TEXT)
    text.write_text(hostile)
    import hashlib
    from dataclasses import replace

    queue.put(replace(document, text_sha256=hashlib.sha256(hostile.encode()).hexdigest()))
    _, shown = typed(folder, "s", "s", "s", "q")
    assert "\x1b" not in shown and "\u202e" not in shown and "\\x1b[2J" in shown


def test_a_new_actor_is_taken_with_a_key_and_known_from_then_on(folder: Path) -> None:
    session, shown = typed(folder, "a", "s", "s", "s", "s", "w", "a the talks can fail", "q")
    assert "new actor:   brann = Ada Brann, person, cordia, road warden   (w takes it)" in shown
    assert "you changed by: nothing → brann" in shown and len(session.accepted) == 1
    case, _ = load(folder)
    assert case is not None and case.actors["brann"].office == "road warden" and case.actors["brann"].of == "cordia"
    queue = open_queue(folder)
    card = next(card for card in queue.cards if card.unknown)
    with Reviewer(folder, case, queue, "B. Bright", "2031-06-20") as reviewer:
        assert reviewer.unknown(card) == {} and reviewer.proposed(card)["by"] == ["brann"]


def test_enter_takes_the_new_actor_that_is_suggested(folder: Path) -> None:
    session, shown = typed(folder, "a", "s", "s", "s", "s", "a signing the talks can fail", "", "", "q")
    assert "[new:brann=Ada Brann/person/cordia]" in shown
    case, _ = load(folder)
    assert len(session.accepted) == 1 and case is not None and "brann" in case.actors


def test_w_where_nobody_is_new(folder: Path) -> None:
    _, shown = typed(folder, "a", "w")
    assert "no new actor is proposed here" in shown


def test_the_main_part_comes_first_and_its_end_is_said(folder: Path) -> None:
    _, shown = typed(folder, *["s"] * 7)
    ends = [line for line in shown.splitlines() if line.startswith("— now")]
    assert ends == [
        "— now 1 by others or weakly founded; q stops here, and nothing is lost —",
        "— now 1 of the document's own voice; q stops here, and nothing is lost —",
    ]
    assert [card.rank for card in open_queue(folder).cards] == [1, 1, 1, 1, 1, 2, 3]


def test_front_matter_is_not_shown_around_a_passage(folder: Path) -> None:
    _, shown = typed(folder, "s")
    assert "… The foreign ministry of Bethia said on 11 June" in " ".join(shown.split())
    assert "publisher: The Herald published" not in " ".join(shown.split())


def test_a_denial_is_about_what_the_accepted_claim_is_about(folder: Path) -> None:
    typed(folder, "a", "s", "e about=fuel", "a shots came from Bethia", "q")
    case, _ = load(folder)
    queue = open_queue(folder)
    assert case is not None
    denial = next(card for card in queue.cards if card.answers)
    with Reviewer(folder, case, queue, "B. Bright", "2031-06-20") as reviewer:
        assert reviewer.proposed(denial)["about"] == "fuel"
