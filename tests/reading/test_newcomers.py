"""Names that no gazetteer holds: proposed with the office and the side that the text states."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("spacy")

from detente.reading import NewcomerProposal, read, to_jsonl

KNOWN = {"arland": {"name": "Arland", "kind": "state", "demonyms": ["Arlandish"], "metonyms": ["Arlen"]}}


def newcomers(text: str) -> dict[str, NewcomerProposal]:
    return {one.actor: one for one in read(text, gazetteer=KNOWN).newcomers}


def test_a_person_named_once_is_proposed_with_office_and_side() -> None:
    text = "Arland's deputy interior minister, Tobias Renn, said the bridge would reopen. He did not say when."
    one = newcomers(text)["Tobias Renn"]
    assert (one.kind, one.office, one.of, one.mentions) == (
        "person",
        "Arland's deputy interior minister",
        "Arland",
        1,
    )
    assert text[one.start : one.end] == "Tobias Renn"
    assert "in no gazetteer" in one.reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lt. Col. Dovrik, spokesman of the border guard, denied the report.", "Dovrik"),
        ("Facilitator Josephine Wanyama says the text is ready.", "Josephine Wanyama"),
        ("The village was calm, said Brahim Ould Lehbib, who heads the local council.", "Brahim Ould Lehbib"),
        ("Archbishop Matthias Oren called for calm.", "Matthias Oren"),
        ("Maria von Stein, an analyst, expects no vote this year.", "Maria von Stein"),
    ],
)
def test_titles_particles_and_single_names(text: str, name: str) -> None:
    assert name in newcomers(text)


def test_a_surname_alone_belongs_to_the_full_name() -> None:
    text = "Brahim Ould Lehbib, who heads the council, said the road was open. Lehbib warned that it might not last."
    got = newcomers(text)
    assert set(got) == {"Brahim Ould Lehbib"}
    assert got["Brahim Ould Lehbib"].mentions == 2


def test_who_is_known_is_not_new_and_places_are_no_actors() -> None:
    assert newcomers("Arland said that it had withdrawn. Shells fell in Gorodets and near Velm.") == {}


def test_rows_carry_them() -> None:
    rows = [json.loads(line) for line in to_jsonl([read("Archbishop Matthias Oren called for calm.")]).splitlines()]
    (row,) = [row for row in rows if row["kind"] == "newcomer"]
    assert row["actor"] == "Matthias Oren"
    assert row["office"] == "Archbishop"
