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
