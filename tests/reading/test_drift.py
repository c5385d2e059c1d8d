"""Drift: what a copy makes of a passage."""

from __future__ import annotations

import pytest

from detente.documents.clean import clean
from detente.documents.read import read_bytes
from detente.reading.copies import compare
from detente.reading.copies_side import Compared
from detente.reading.drift import Drift, DriftKind, drifts

OWN = "Nothing else of note was decided on that day, and the delegations left by separate doors without a handshake."
OTHER = (
    "Prices at the fish market rose for the third week, and the mayor blamed a storm that had kept the boats at home."
)
TAIL = "the customs sheds at the old harbour would be rebuilt before the ferry carries its first load of timber"


def between(original: str, copy: str, dated: bool = True) -> list[Drift]:
    """The drift from a sentence to its copy, each in a document of its own."""
    sides = []
    for number, (own, sentence) in enumerate(((OWN, original), (OTHER, copy)), start=1):
        front = f"---\npublished: 2024-05-0{number}\n---\n" if dated else ""
        document, _ = read_bytes(f"{front}{own} {sentence}\n".encode(), f"{number}.txt")
        assert document is not None
        sides.append(Compared(clean(document)))
    found = compare(sides[0], sides[1]).copied
    assert found, "no copied passage was found"
    return [drift for passage in found for drift in drifts(passage, sides[0], sides[1])]


@pytest.mark.parametrize(
    ("original", "copy", "kind", "before", "after", "stronger"),
    [
        (
            f"Several officials said {TAIL}.",
            f"Arland said {TAIL}.",
            DriftKind.UPGRADED,
            "Several officials",
            "Arland",
            True,
        ),
        (f"Bethia said {TAIL}.", f"Arland said {TAIL}.", DriftKind.SPEAKER, "Bethia", "Arland", None),
        (f"Arland said {TAIL}.", f"Arland confirmed {TAIL}.", DriftKind.VERB, "said", "confirmed", True),
        (f"Arland insisted {TAIL}.", f"Arland said {TAIL}.", DriftKind.VERB, "insisted", "said", False),
        (f"So {TAIL.replace('would', 'could')}.", f"So {TAIL}.", DriftKind.MODALITY, "could", "would", True),
        (
            f"So {TAIL.replace('would', 'must')}.",
            f"So {TAIL.replace('would', 'may')}.",
            DriftKind.MODALITY,
            "must",
            "may",
            False,
        ),
        (
            f"So {TAIL.replace('be', 'reportedly be')}.",
            f"So {TAIL}.",
            DriftKind.HEDGE_DROPPED,
            "reportedly",
            "",
            True,
        ),
        (f"So {TAIL}.", f"So {TAIL.replace('be', 'allegedly be')}.", DriftKind.HEDGE_ADDED, "", "allegedly", False),
        (
            f"So {TAIL.replace('be', 'in principle be')}.",
            f"So {TAIL}.",
            DriftKind.QUALIFIER_LOST,
            "in principle",
            "",
            True,
        ),
        (f"So some of {TAIL}.", f"So all of {TAIL}.", DriftKind.WIDENED, "some", "all", True),
        (f"So {TAIL} from Marn Forest.", f"So {TAIL}.", DriftKind.WIDENED, "from Marn Forest", "", True),
        (f"So {TAIL} on 3 boats.", f"So {TAIL} on 30 boats.", DriftKind.NUMBER, "3", "30", None),
        (f"So {TAIL}.", f"So {TAIL.replace('would be', 'would not be')}.", DriftKind.NEGATION, "", "not", None),
    ],
)
def test_each_kind(original: str, copy: str, kind: DriftKind, before: str, after: str, stronger: bool | None) -> None:
    found = between(original, copy)
    assert (kind, before, after, stronger) in [(d.kind, d.before, d.after, d.stronger) for d in found], list(
        map(str, found)
    )


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        (f"So {TAIL}.", f"So {TAIL}."),
        (f"So {TAIL}.", f"Therefore {TAIL}."),
        (f"So {TAIL}.", f"So {TAIL.replace('harbour', 'harbor').replace('carries', 'carried')}."),
        (f"So {TAIL}.", f"So {TAIL.replace('load of timber', 'cargo of timber')}."),
        (f"However, {TAIL}.", f"Nevertheless, {TAIL}."),
    ],
)
def test_other_rewording_is_no_drift(original: str, copy: str) -> None:
    assert between(original, copy) == []


def test_places_lead_to_both_documents() -> None:
    original, copy = f"So {TAIL.replace('would', 'could')}.", f"So {TAIL}."
    (drift,) = between(original, copy)
    assert (drift.original.name, drift.copy.name) == ("1.txt", "2.txt")
    front = len("---\npublished: 2024-05-01\n---\n")
    assert f"{OWN} {original}"[drift.original.start - front : drift.original.end - front] == "could"
    assert f"{OTHER} {copy}"[drift.copy.start - front : drift.copy.end - front] == "would"


def test_edits_inside_quotation_marks_are_all_listed() -> None:
    quoted = "if no ferry sails by the year's end the harbour built since the flood could be lost"
    found = between(
        f"But {quoted.replace('the year', 'year')}.", f"“{quoted[0].upper()}{quoted[1:]},” Ana Bel wrote."
    )
    assert {(d.kind, d.before, d.after) for d in found} == {
        (DriftKind.QUOTATION, "", "the"),
        (DriftKind.QUOTATION, "But", ""),
    }


def test_without_a_direction_drift_is_listed_as_unsure() -> None:
    found = between(f"So {TAIL.replace('would', 'could')}.", f"So {TAIL}.", dated=False)
    assert [(d.kind, d.sure) for d in found] == [(DriftKind.MODALITY, False)]


def test_a_later_first_document_is_the_copy() -> None:
    sides = []
    for day, own, word in ((9, OWN, "would"), (1, OTHER, "could")):
        document, _ = read_bytes(
            f"---\npublished: 2024-05-0{day}\n---\n{own} So {TAIL.replace('would', word)}.\n".encode(), f"{day}.txt"
        )
        assert document is not None
        sides.append(Compared(clean(document)))
    (passage,) = compare(*sides).copied
    (drift,) = drifts(passage, *sides)
    assert (drift.before, drift.after, drift.copy.name, drift.stronger) == ("could", "would", "9.txt", True)
