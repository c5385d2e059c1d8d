"""Who spoke, what waits for what and which claim is denied, in sentences of our own after forms of real news."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from detente.reading import Reading, read

ARLAND = {
    "arland": {"name": "Arland", "kind": "state", "demonyms": ["Arlandish"], "metonyms": ["Arlen"]},
    "bethia": {"name": "Bethia", "kind": "state", "demonyms": ["Bethian"]},
}


def of(text: str) -> Reading:
    return read(text, gazetteer=ARLAND, published="2025-03-20")


@pytest.mark.parametrize(
    ("text", "speaker", "act", "words"),
    [
        (
            "A statement issued by the mediator's office on Sunday indicated that the talks had ended well.",
            "mediator's office",
            "announce",
            "the talks had ended well",
        ),
        (
            "President Brann also expressed his readiness to resume talks, despite hardship, according to him.",
            "Brann",
            "offer",
            "his readiness to resume talks",
        ),
        (
            "The Arlandish government and the Kessel group met. Furthermore, they agreed to hold another meeting.",
            "Arlandish government",
            "commit",
            "to hold another meeting",
        ),
        (
            "On Wednesday, the government delegation and the Kessel group agreed to exchange one man for fifty.",
            "government delegation",
            "commit",
            "to exchange one man for fifty",
        ),
        (
            "Ada Brann, the envoy, expressed gratitude to the city for hosting the meeting.",
            "Ada Brann",
            "assess",
            "gratitude to the city for hosting",
        ),
        (
            "Brann said that the pact means nothing. He explained that the head of diplomacy, Tom Arbel, will speak "
            "soon. He also noted that dialogue is slow.",
            "Brann",
            "claim",
            "dialogue is slow",
        ),
        (
            "The paper met Ada Brannová. Brannova said that the road was open.",
            "Ada Brannová",
            "claim",
            "the road was",
        ),
        (
            'Abdul Qader al-Murtada spoke first. "We will meet again," al-Murtada added in a statement.',
            "Abdul Qader al-Murtada",
            "commit",
            "We will meet again",
        ),
        (
            "Amanuel Kessete told reporters that the army had left. Amanuel said the road was open.",
            "Amanuel Kessete",
            "claim",
            "the road was open",
        ),
        ("United Nations Envoy Tom Arbel said the talks had failed.", "Tom Arbel", "claim", "the talks had failed"),
        (
            "The guerrilla Kessel Liberation Army (KLA) announced a halt. "
            "The armed group complained that the pact was broken.",
            "Kessel Liberation Army",
            "accuse",
            "the pact was broken",
        ),
        (
            "Arlandish President Ada Brann met reporters. The Arlandish leader claimed that the pact was a trap.",
            "Ada Brann",
            "claim",
            "the pact was a trap",
        ),
        ("Turkish Cypriots have demanded a new state.", "Turkish Cypriots", "demand", "a new state"),
        (
            "The secretary affirmed that Arlandish Armed Forces and the Bethian front agreed to reconvene.",
            "secretary",
            "announce",
            "agreed to reconvene",
        ),
        (
            '"We concluded today the ninth round on prisoners and detainees," said Tom Arbel, spokesman for Arland.',
            "Tom Arbel",
            "announce",
            "We concluded today",
        ),
        (
            "Tom Arbel, the group's official in charge of the file, announced the completion of the consultations "
            "after agreeing on some points, the most important of which is resolving the issue of the politician.",
            "Tom Arbel",
            "announce",
            "the completion of the consultations",
        ),
        ("Bethia described the arrests as a violation.", "Bethia", "accuse", "the arrests as a violation"),
        ("Renko's leader, Tom Arbel, does not buy that.", "Tom Arbel", "deny", "does not buy that"),
        ("Arland ruled out opening the road before the mines are cleared.", "Arland", "deny", "opening the road"),
    ],
)
def test_who_said_what(text: str, speaker: str, act: str, words: str) -> None:
    got = [(s.speaker, s.act) for s in of(text).statements if words in text[s.start : s.end]]
    assert (speaker, act) in got, of(text).statements


def test_what_will_be_announced_is_not_said_yet() -> None:
    text = "He explained that the head of diplomacy, Tom Arbel, will announce it soon."
    assert not of(text).statements


def test_a_headline_names_who_the_text_names_in_full() -> None:
    text = "Road Must Open, Says Envoy Brann\n\nThe road is shut, Ada Brann said. She met mayors."
    assert {s.speaker for s in of(text).statements} == {"Ada Brann"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arland will return to the table provided that all prisoners are freed.", "provided that all prisoners"),
        ("The minister said any deal is contingent on a full withdrawal from the valley.", "contingent on a full"),
        ("No election can be held without a census, the commission said.", "without a census"),
        ("Bethia has made the reopening of the crossing conditional on an audit.", "conditional on an audit"),
        ("The release of the funds is tied to the return of the monitors.", "tied to the return"),
        ("The accord is subject to ratification by the assembly.", "subject to ratification"),
        ("A prerequisite for talks is the return of the prisoners, Ada Brann said.", "the return of the prisoners"),
        ("Arland ruled out opening the road before the mines are cleared.", "before the mines are cleared"),
        ("The donors will pay only after the audit is published.", "only after the audit"),
        (
            "Any talk of arms was off the table until the last soldier had left, the group said.",
            "until the last soldier",
        ),
        ("Under the terms of the truce, the troops were to withdraw within 60 days.", "the troops were to withdraw"),
        ("The premier would consider a release if the rebels stopped taking tolls.", "if the rebels stopped"),
        ("Dialogue can only be held in an atmosphere free of terror, Ada Brann said.", "free of terror"),
        ("The withdrawal hinges on the arrival of the observers.", "hinges on the arrival"),
        ("The envoy proposed that a monitoring cell start work by May.", "a monitoring cell start work"),
    ],
)
def test_one_thing_waits_for_another(text: str, words: str) -> None:
    assert [c for c in of(text).conditions if words in text[c.start : c.end]], of(text).conditions


@pytest.mark.parametrize(
    "text",
    [
        '"The sides will work on their lists until the next round is held," Ada Brann said.',
        "The union is committed to bring both sides back to the table as soon as possible.",
        "Even if Arland is ready to give up the valley now, others could come back to it, Ada Brann said.",
    ],
)
def test_what_merely_goes_on_is_no_condition(text: str) -> None:
    assert of(text).conditions == ()


@pytest.mark.parametrize(
    ("text", "claim", "denial"),
    [
        (
            "Kessel's adviser, Tom Arbel, denied that he had met his counterpart. "
            "An Arlandish daily had reported on Sunday that the two met in a port.",
            "the two met in a port",
            "he had met his counterpart",
        ),
        (
            'Bethia said Arland had stolen grain. "It never happened," the Arlandish premier said.',
            "Arland had stolen grain",
            "It never happened",
        ),
        ("Bethia says the pact allows inspections. Arland says it does not.", "the pact allows", "it does not"),
        (
            "Bethia said forty villagers had died in the raid. Arland dismissed the toll as invented.",
            "forty villagers had died",
            "the toll",
        ),
        (
            "Brann says that the general is held back by Bethia, a charge that Bethian officials have long denied.",
            "the general is held back",
            "a charge that Bethian officials",
        ),
        (
            "Bethia demanded that the road be opened by Friday. The Arlandish premier brushed the ultimatum aside.",
            "the road be opened",
            "the ultimatum",
        ),
    ],
)
def test_a_claim_and_its_denial(text: str, claim: str, denial: str) -> None:
    pairs = [(text[p.claim.start : p.claim.end], text[p.denial.start : p.denial.end]) for p in of(text).disputes]
    assert any(claim in one and denial in other for one, other in pairs), pairs


@pytest.mark.parametrize(
    "text",
    [
        "Officials of the Kessel Administration blame the panel for leaving the pact. None of the other parts "
        "have been achieved, according to officials.",
        "Arland and Bethia reportedly objected to the late additions, according to a Bethian official.",
    ],
)
def test_no_one_denies_himself(text: str) -> None:
    assert of(text).disputes == ()
