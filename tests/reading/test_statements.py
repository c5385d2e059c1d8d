"""What the reader makes of single constructions, in made-up reporting about states that do not exist."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("spacy")

from detente.reading import Reading, StatementProposal, read

ACTORS: dict[str, dict[str, Any]] = {
    "arland": {"name": "Arland", "kind": "state", "metonyms": ["Arlen"], "demonyms": ["Arlandish"]},
    "bethia": {"name": "Bethia", "kind": "state", "metonyms": ["Bethel"], "demonyms": ["Bethian"]},
    "mfa": {"name": "Ministry of Foreign Affairs of Arland", "kind": "ministry", "of": "arland"},
    "brann": {
        "name": "Ada Brann",
        "kind": "person",
        "of": "arland",
        "titles": ["prime minister"],
        "pronoun": "she",
    },
    "orso": {
        "name": "Viktor Orso",
        "kind": "person",
        "of": "bethia",
        "titles": ["president"],
        "pronoun": "he",
    },
    "monitors": {"name": "River Mission", "kind": "mission", "aliases": ["the monitoring mission"]},
}


def reading(text: str) -> Reading:
    return read(text, gazetteer=ACTORS, published="2031-05-20")


def said(text: str) -> list[tuple[str, str, str]]:
    return [(s.speaker, s.act, text[s.start : s.end]) for s in reading(text).statements]


def only(text: str) -> StatementProposal:
    found = reading(text).statements
    assert len(found) == 1, [(s.speaker, s.act, text[s.start : s.end]) for s in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "speaker", "act"),
    [
        ("Arlen said the text had been finalised.", "Arland", "announce"),
        ("Bethel insists that Arland must first withdraw its troops.", "Bethia", "demand"),
        ("Orso accused Arland of shelling the valley.", "Viktor Orso", "accuse"),
        (
            "The Arlandish foreign ministry denied the reports.",
            "Ministry of Foreign Affairs of Arland",
            "deny",
        ),
        ("According to Ada Brann, the bridge is closed.", "Ada Brann", "claim"),
        ("Bethia is ready to open the road to the port.", "Bethia", "offer"),
        ("The Bethian president warned that the truce could collapse.", "Viktor Orso", "warn"),
        ("Arland's demand that the army leave the valley was ignored.", "Arland", "demand"),
        ("The plan was described as historic by Ada Brann.", "Ada Brann", "assess"),
        ("Bethel has tied the opening of the border to a vote in Arland.", "Bethia", "demand"),
        (
            "Arland's prime minister called on the Bethian side to release the prisoners.",
            "Ada Brann",
            "demand",
        ),
    ],
)
def test_one_statement(text: str, speaker: str, act: str) -> None:
    got = only(text)
    assert (got.speaker, got.act) == (speaker, act)


def test_pronouns_find_their_speaker() -> None:
    text = (
        "Ada Brann met Viktor Orso on Monday. She said the talks had gone well. He added that a date had been agreed."
    )
    got = reading(text).statements
    assert [(s.speaker, s.coref) for s in got] == [("Ada Brann", True), ("Viktor Orso", True)]


def test_both_sides_are_the_two_just_named() -> None:
    text = "Arland and Bethia met again in March. Both sides agreed to open the bridge."
    got = reading(text).statements
    assert got[-1].speakers == ("Arland", "Bethia")


def test_an_elided_denial_by_a_mission_is_a_refutation() -> None:
    text = (
        "Orso accused Arland of shelling the valley. Arland denies these accusations, as does the monitoring mission."
    )
    got = reading(text)
    assert [(s.speaker, s.act) for s in got.statements] == [
        ("Viktor Orso", "accuse"),
        ("Arland", "deny"),
        ("River Mission", "refute"),
    ]
    assert {(d.claim.speaker, d.denial.speaker, d.role) for d in got.disputes} == {
        ("Viktor Orso", "Arland", "denial"),
        ("Viktor Orso", "River Mission", "third-party refutation"),
    }


def test_a_chain_of_reporters_is_kept() -> None:
    text = "“Arlandish officials argued that the bridge was theirs,” wrote Mira Tell, an analyst in Bethel."
    last = reading(text).statements[-1]
    inner = [s for s in reading(text).statements if s.via]
    assert inner and inner[0].via == ("Mira Tell",) and "officials" in inner[0].speaker, last


def test_direct_speech_keeps_its_words_and_goes_on() -> None:
    text = (
        '"We will not leave the valley before the vote is held," said Ada Brann. "The people there asked us to stay."'
    )
    got = reading(text).statements
    assert [s.mode for s in got] == ["direct", "direct"]
    assert {s.speaker for s in got} == {"Ada Brann"}
    assert text[got[0].start : got[0].end].startswith("We will not leave")


def test_bullets_belong_to_whom_the_header_names() -> None:
    text = "Bethel has set two further conditions:\n\n- the return of the archives\n- an apology for the flood\n"
    assert said(text) == [
        ("Bethia", "demand", "the return of the archives"),
        ("Bethia", "demand", "an apology for the flood"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Arland has not commented on the plan.",
        "Orso declined to answer questions about the bridge.",
        "Bethel never responded to the offer.",
        "The ministry refused to comment.",
        "Neither Arland nor Bethia has said anything about the bridge.",
    ],
)
def test_a_silence_is_no_statement(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The road to the valley has been closed for years.",
        "Arland should make clear that an attack would have a price.",
        "If Arland says that it will leave, the talks can go on.",
        "The window is narrowing, and the harvest will be poor.",
    ],
)
def test_the_documents_own_voice_is_nobodys_statement(text: str) -> None:
    assert said(text) == []


def test_own_assessments_are_kept_apart() -> None:
    got = reading("Without a deal on the bridge, a return to war remains likely. Arland denied the report.")
    assert [v.act for v in got.voice] == ["predict"]
    assert [s.speaker for s in got.statements] == ["Arland"]


def test_supposed_speech_is_marked() -> None:
    assert only("Bethia might argue that the old border still holds.").modality == "hypothetical"


def test_a_condition_is_carried_by_its_statement() -> None:
    got = reading("Arland said the treaty can only be signed once Bethia changes its constitution.")
    assert got.statements[0].condition == "once Bethia changes its constitution"
    (condition,) = got.conditions
    assert (condition.demander, condition.must_act) == ("Arland", ("Bethia",))


def test_a_requirement_without_a_demander_is_the_procedures() -> None:
    (condition,) = reading("Amending the charter requires a referendum in both valleys.").conditions
    assert (condition.demander, condition.status) == ("(procedure)", "required")


def test_unknown_names_are_learned_from_the_document() -> None:
    text = (
        "The foreign minister of Norvania, Ilse Marek, arrived on Sunday. The United Valley "
        "Front (UVF) boycotted the talks.\n\n"
        "Marek said that the offer stands. The UVF rejected the offer."
    )
    got = read(text).statements
    assert [(s.speaker, s.act) for s in got][-2:] == [
        ("Ilse Marek", "claim"),
        ("United Valley Front", "deny"),
    ]


def test_swapping_the_parties_mirrors_everything() -> None:
    text = (
        "Arland accused Bethia of shelling the valley. Bethia denied the allegation. Arland "
        "insists that Bethia must leave. "
        "Bethia said it was ready to talk once Arland withdraws."
    )
    swapped = text.replace("Arland", "?").replace("Bethia", "Arland").replace("?", "Bethia")
    mirror = {"Arland": "Bethia", "Bethia": "Arland"}
    here, there = reading(text), reading(swapped)
    assert [(mirror[s.speaker], s.act, s.start, s.end, s.score) for s in here.statements] == [
        (s.speaker, s.act, s.start, s.end, s.score) for s in there.statements
    ]
    assert [(mirror[c.demander], c.start) for c in here.conditions] == [
        (c.demander, c.start) for c in there.conditions
    ]
    assert [(d.claim.start, d.denial.start) for d in here.disputes] == [
        (d.claim.start, d.denial.start) for d in there.disputes
    ]


def test_every_span_lies_in_the_text_and_every_proposal_says_why() -> None:
    text = "**Arlen** said [the text](#) was “ready”.\n\nOn 3 May, Bethel denied it.\n"
    got = reading(text)
    assert got.statements
    for proposal in got:
        assert 0 <= proposal.start < proposal.end <= len(text)
        assert proposal.reason and 0 < proposal.score <= 1
