"""From proposals to cards, and from a card to an entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_cards import CLAIM, DEMAND, DENIAL, TEXT, WARNING, queued, said, span

from detente.case.act import Act
from detente.case.case import Case
from detente.reading.proposals import NewcomerProposal
from detente.review import entry
from detente.review.card import Card
from detente.review.issues import IssueIndex
from detente.review.names import Names
from detente.review.proposing import acts_of, rung
from detente.review.sidecar import source_name
from detente.review.words import copied_run, stems, words


@pytest.fixture
def cards(arland_copy: Path) -> dict[str, Card]:
    """The cards of the report by the words of their passages."""
    _, _, added = queued(arland_copy)
    return {TEXT[card.start : card.end] or card.kind: card for card in added.document.cards}


def test_every_proposal_becomes_a_card_and_the_document_is_the_first(cards: dict[str, Card]) -> None:
    assert [card.kind for card in cards.values()] == [
        "source", "statement", "statement", "statement", "demand", "statement", "voice",
    ]  # fmt: skip


def test_a_demand_has_whom_it_asks_and_which_rung_waits(cards: dict[str, Card]) -> None:
    demand = cards[TEXT[DEMAND.start : DEMAND.end]].proposed
    assert demand["by"] == ["bethia-mfa"] and demand["act"] == "demanded" and demand["to"] == ["arland"]
    assert demand["gates"] == "treaty.signed" and demand["said"] == "2031-06-11"
    assert demand["condition"] == "once Arland changes its law" and "hangs-on" not in demand


def test_a_name_that_the_case_does_not_have_stays_a_name(cards: dict[str, Card]) -> None:
    warning = cards["the talks may end"]
    assert "by" not in warning.proposed and warning.unknown == {"by": ("Ada Brann",)}
    assert warning.proposed["modality"] == "possible"


def test_a_denial_knows_the_claim_that_it_answers(cards: dict[str, Card]) -> None:
    claim, denial = cards[TEXT[CLAIM.start : CLAIM.end]], cards[TEXT[DENIAL.start : DENIAL.end]]
    assert denial.answers == (claim.id,) and denial.proposed["about"] == claim.proposed["about"]


def test_a_demand_that_no_statement_covers_is_a_card_of_its_own(cards: dict[str, Card]) -> None:
    offer = cards["offered to sell fuel"]
    assert offer.kind == "demand" and offer.proposed["act"] == "offered" and offer.proposed["by"] == ["bethia-mfa"]


def test_a_newcomer_becomes_an_actor_that_could_be_added(arland: Case) -> None:
    def newcomer(name: str, kind: str, of: str | None = None, office: str | None = None) -> NewcomerProposal:
        return NewcomerProposal("d", 0, 5, "", 0.5, name, kind, office, of, 1)

    names = Names(arland)
    found = names.newcomers(
        [
            newcomer("Ada Brann", "person", "Bethia", "one two three four five six seven eight nine"),
            newcomer("Cato Brann", "person", "Nowhere"),
            newcomer("Gate Watch", "organisation", office="x"),
            newcomer(arland.actors["arland-mfa"].name, "ministry"),
            newcomer("A Thing", "thing"),
        ]
    )
    assert found == {
        "Ada Brann": {
            "id": "brann", "name": "Ada Brann", "kind": "person", "of": "bethia",
            "office": "one two three four five six seven eight",
        },
        "Cato Brann": {"id": "brann-2", "name": "Cato Brann", "kind": "person"},
        "Gate Watch": {"id": "gate-watch", "name": "Gate Watch", "kind": "organisation"},
    }  # fmt: skip


def test_a_card_survives_its_line(cards: dict[str, Card]) -> None:
    for card in cards.values():
        assert Card.from_json(card.as_json()) == card


def test_the_queue_holds_no_sentence_of_the_document(arland_copy: Path) -> None:
    _, queue, _ = queued(arland_copy)
    kept = (queue.folder / "herald.jsonl").read_text()
    body = TEXT[TEXT.index("---\nThe") :]
    assert copied_run(kept.replace('"', " "), words(body)) is None


@pytest.mark.parametrize(
    ("act", "more", "first"),
    [
        ("offer", {}, Act.OFFERED),
        ("offer", {"condition": "if it rains"}, Act.OFFERED_IF),
        ("deny", {}, Act.DENIED),
        ("deny", {"fine": "reject"}, Act.REJECTED),
        ("accuse", {}, Act.ACCUSED),
        ("predict", {}, Act.FORECAST),
        ("warn", {}, Act.WARNED),
        ("assess", {}, Act.JUDGED),
        ("commit", {}, Act.COMMITTED),
        ("acknowledge", {}, Act.ACKNOWLEDGED),
    ],
)
def test_acts_of_the_reader_and_of_the_record(act: str, more: dict[str, str], first: Act) -> None:
    found = acts_of(said("the talks may end", ("Arland",), act, **more))
    assert found[0] is first and len(set(found)) == len(found)


def test_two_that_bind_themselves_agree() -> None:
    assert acts_of(said("the talks may end", ("Arland", "Bethia"), "commit"))[0] is Act.AGREED


def test_the_rung_that_a_text_names(arland: Case) -> None:
    assert rung(arland, "before anyone signs") == "treaty.signed"
    assert rung(arland, "until the treaty is ratified") == "treaty.ratified"
    assert rung(arland, "signed and ratified") is None
    assert rung(arland, "when it rains") is None


def test_names(arland: Case) -> None:
    names = Names(arland)
    assert names.resolve(["ARLAND", "the League", "Ada Brann", "(unattributed)"]) == (
        ["arland", "league"],
        ["Ada Brann"],
    )
    assert names.near(["Arland's ministry"])[0] == "arland-mfa"


def test_issues_are_suggested_by_shared_words(arland: Case) -> None:
    index = IssueIndex(arland)
    assert index.suggest("forty prisoners are freed")[0] in ("prisoners", "prisoner-count")
    assert index.suggest("Arland amends the constitution", ["bethia-mfa"])[0] == "arland-law"
    assert index.suggest("zzz") == ()
    assert stems("amendments of the constitution") == stems("amendment constitution")


def test_own_words() -> None:
    document = words("the road was closed by snow for nine long days in a hard winter")
    assert copied_run("The road was closed by snow for nine days", document) is None
    assert copied_run("she says: the road was closed by “snow” for nine long days", document) is not None
    fields = {
        "by": ["arland"],
        "act": "claimed",
        "about": "road",
        "says": "the treaty can only be signed once Arland changes its law",
    }
    assert [p.code for p in entry.complaints(fields, TEXT)] == ["not-own-words"]
    assert [p.code for p in entry.complaints({**fields, "says": "law first", "colour": "red"}, TEXT)] == [
        "unknown-key"
    ]
    assert [p.code for p in entry.complaints({"act": "claimed"}, TEXT)] == ["missing-key"] * 3


def test_edits() -> None:
    proposed = {"by": ["arland"], "to": ["bethia"], "condition": "once it is dark"}
    final = entry.edited(proposed, {"by": "league, arland", "to": "-", "condition": "", "when": " 2031-07 "})
    assert final == {"by": ["league", "arland"], "when": "2031-07"}
    assert entry.changed(proposed, final) == {
        "by": [["arland"], ["league", "arland"]],
        "to": [["bethia"], None],
        "condition": ["once it is dark", None],
        "when": [None, "2031-07"],
    }


def test_a_forecast_without_a_date_says_so() -> None:
    assert entry.completed({"act": "warned"})["no-horizon"] == "yes"
    assert "no-horizon" not in entry.completed({"act": "warned", "when": "2031", "no-horizon": "yes"})
    assert "no-horizon" not in entry.completed({"act": "claimed"})


def test_locators() -> None:
    at = entry.locators(TEXT, [span("the talks may end")])
    assert at["chars"] == list(span("the talks may end")) and at["opens"] == "the talks may end"
    assert isinstance(entry.locators(TEXT, [(0, 5), (9, 12)]), list)


def test_source_names() -> None:
    assert source_name("004_882119", set()) == "004"
    assert source_name("Ünal: a report!", set()) == "unal-a-report"
    assert source_name("004_x", {"004", "004-2"}) == "004-3"
    assert source_name("…", set()) == "unnamed"


def test_the_warning_speaks_in_its_own_span() -> None:
    assert TEXT[WARNING.start : WARNING.end] == "the talks may end"
