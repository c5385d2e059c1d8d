"""Forms of real reporting: datelines, live entries, interviews, labels, inverted and lost reports."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from detente.reading import StatementProposal, read

ARLAND = {
    "arland": {"name": "Arland", "kind": "state", "demonyms": ["Arlandish"], "metonyms": ["Arlen"]},
    "bethia": {"name": "Bethia", "kind": "state", "demonyms": ["Bethian"]},
}


def said(text: str) -> list[tuple[str, str, str]]:
    """Speaker, act and words of each statement."""
    found: tuple[StatementProposal, ...] = read(text, gazetteer=ARLAND, published="2025-03-20").statements
    return [(s.speaker, s.act, text[s.start : s.end]) for s in found]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("ARLEN, March 3 (Agency) - The road is shut, the minister said.", "minister", "The road is shut"),
        ("14:05 - Bethia says the road is shut.", "Bethia", "the road is shut"),
        ('Envoy Tom Arbel, by video: "We are nearly there, but not yet."', "Tom Arbel", "We are nearly there"),
        (
            "Envoy Tom Arbel, by video: the movement was ready to sign on Friday.",
            "Tom Arbel",
            "the movement was ready",
        ),
        (
            "Mr Tom Arbel was quoted by the daily as saying that no date had been set.",
            "Tom Arbel",
            "no date had been set",
        ),
        (
            "The talks should go on, the head of the office, Ada Brann, stated at a meeting with monitors.",
            "Ada Brann",
            "The talks should go on",
        ),
        ("The general was accused by prosecutors of selling fuel to the rebels.", "prosecutors", "selling fuel"),
        ("Bethia must pay first, per Ada Brann.", "Ada Brann", "Bethia must pay first"),
        (
            "According to a statement seen by this paper, the mission will leave.",
            "statement",
            "the mission will leave",
        ),
        ("Ada Brann thundered that the road would stay shut.", "Ada Brann", "the road would stay shut"),
    ],
)
def test_whose_words_they_are(text: str, speaker: str, words: str) -> None:
    got = [(who, what) for who, _, what in said(text)]
    assert any(who == speaker and words in what for who, what in got), got


def test_an_interview_belongs_to_the_guest() -> None:
    text = (
        "Ada Brann, who leads the delegation, spoke to the Courier on Monday.\n\n"
        "Q: Critics accuse your side of stalling.\n\n"
        "A: That is simply not true. We have answered every letter.\n\n"
        "Q: And the prisoners?\n\n"
        "A: If the lists are published, we will release them within a week.\n"
    )
    got = said(text)
    assert [act for who, act, what in got if "not true" in what and who == "Ada Brann"] == ["deny"]
    assert any(who == "Ada Brann" and "within a week" in what for who, _, what in got)
    assert any(act == "accuse" and who == "Critics" for who, act, _ in got)


def test_a_list_under_a_bare_name_is_theirs() -> None:
    text = "Arland and Bethia met.\n\nThe two sides:\n\n- Agreed to withdraw heavy weapons within thirty days;\n"
    got = said(text)
    assert [act for _, act, what in got if "heavy weapons" in what] == ["commit"]


def test_a_second_verb_goes_back_to_who_reports() -> None:
    got = said("Bethia said the army had carried out no strike and suggested that the bomb had gone off by itself.")
    assert [who for who, _, what in got if "by itself" in what] == ["Bethia"]


@pytest.mark.parametrize(
    "text",
    [
        "She refused to speculate on the outcome.",
        "The army has yet to respond.",
        "The old power, Arland, says little too.",
        "The army could not be reached for comment.",
        "Arland would neither confirm nor deny that a meeting had taken place.",
    ],
)
def test_silences_stay_silent(text: str) -> None:
    assert said(text) == []


def test_a_denial_of_what_it_quotes_is_a_dispute() -> None:
    text = "Arland dismissed claims by Bethia that shells had been fired at the village."
    (pair,) = read(text, gazetteer=ARLAND).disputes
    assert (pair.claim.speaker, pair.denial.speaker) == ("Bethia", "Arland")
    assert pair.reason == "denies what it quotes"
