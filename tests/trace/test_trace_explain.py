"""Every id can be asked for, and every tree ends in passages, places or assumptions."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from detente.brief.compose import compose
from detente.brief.document import sentences_of
from detente.brief.line import explain_line, is_address
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.loader import load
from detente.trace.explain import UnknownId, explain, known_ids
from detente.trace.trace import Trace


def lines(case: Case, id: str) -> list[str]:
    return list(explain(case, id).lines())


def test_everything_known_can_be_explained(arland: Case) -> None:
    ids = known_ids(arland)
    assert len(set(ids)) > 100
    for id in ids:
        trace = explain(arland, id)
        assert trace.id and trace.text
        assert json.loads(json.dumps(trace.as_json()))["id"] == trace.id


GROUNDS = {"sourced", "assumed", "unsourced", "reference class"}


def test_leaves_that_are_grounds_say_how_solid_they_are(arland: Case) -> None:
    """Passages and places are sourced; nothing else passes for it."""
    for id in [*arland.process.conditions, *arland.judgements, *arland.process.facts, *arland.process.tracks]:
        leaves = list(explain(arland, id).leaves())
        assert any(leaf.solidity in GROUNDS for leaf in leaves), id
        for leaf in leaves:
            if leaf.id in arland.statements or (leaf.id.partition("#")[0] in arland.sources and "#" in leaf.id):
                assert leaf.solidity == "sourced", leaf


def test_a_statement_by_key_and_by_hash(arland: Case) -> None:
    by_key = explain(arland, "courier/c17")
    assert explain(arland, arland.statements["courier/c17"].id) == by_key
    text = "\n".join(by_key.lines())
    assert text.startswith("courier/c17: The Courier > unnamed officials > Beth Oster has not spoken")
    start, end = arland.statements["courier/c17"].at[0].chars
    assert f"characters {start}-{end}" in text and "usable from 2031-05-10" in text


def test_a_copy_leads_to_its_original_with_what_it_changed(arland: Case) -> None:
    text = "\n".join(lines(arland, "institute/i01"))
    assert "copied from here" in text and "hedge: none became hedge: reportedly" in text and "courier/c03" in text


def test_a_condition_leads_to_demands_actors_status_and_disputes(arland: Case) -> None:
    text = "\n".join(lines(arland, "arland-law-change"))
    for part in (
        "held by Bethia",
        "must act: Arland and Constitutional Court of Arland",
        "status open",
        "rung:arland-law",
    ):
        assert part in text, part
    assert all(key in text for key in ("courier/c03", "institute/i01", "institute/i10", "courier/c05"))


def test_figures_show_value_range_date_and_ground(arland: Case) -> None:
    assert lines(arland, "voters-arland") == [
        "voters-arland: voters of Arland: 1,200,000 voters, range 1,150,000..1,250,000 voters, January 2031",
        "- constitution-arland#Art. 3: Constitution of Arland, Art. 3 [sourced]",
    ]
    assert lines(arland, "talks-a-year")[1:] == [
        "- assumed by A. Analyst [assumed]",
        "- why: there were four in 2030",
    ]
    assert "reference class treaty-ratified, 8 of 9 [reference class]" in "\n".join(
        lines(arland, "ratified-treaties")
    )
    assert "unsourced [unsourced]" in "\n".join(lines(arland, "mines"))


def test_rungs_judgements_incidents_articles_and_instruments(arland: Case) -> None:
    for id, parts in {
        "treaty.signed": ("signed is later", "amended constitution of Arland", "end of the Contact Group"),
        "treaty.text-agreed": ("text agreed is reached since 2 May 2031", "courier/c01", "institute/i17"),
        "text-holds": ("confidence moderate", "2 documents, 2 independent origins"),
        "gate-fire": ("covered by an observer, not adjudicated", "adjudicated: by nobody", "courier/c16"),
        "article:prisoners": ("Release of prisoners", "1 document, 1 independent origin"),
        "treaty": ("Treaty of Peace (treaty)", "refers to truce", "institute/i15"),
        "road-track": ("road through High Pass (track)", "institute/i08"),
        "truce-signed": ("9 November 2020 and December 2020", "courier/c18"),
        "constitution-arland#Art. 20": ("Constitution of Arland, Art. 20",),
        "courier": ("Arland and Bethia agree on a treaty", "newspaper in Cordia"),
        "institute": ("quotation of courier, credited: unknown", "it speaks of a meeting on 1 June"),
        "bethia-leader": ("Beth Oster (person, speaks for Bethia), 3 statements", "courier/c03"),
        "trade": ("Shall the border open for trade?", "Arl Oster: for", "stance:trade"),
        "rung:arland-law": ("What waits for it", "1 document, 1 independent origin"),
    }.items():
        text = "\n".join(lines(arland, id))
        assert all(part in text for part in parts), (id, text)


@pytest.mark.parametrize(
    ("id", "closest"),
    [("courier/c99", "courier/c"), ("arland-law-chang", "arland-law-change"), ("tready.signed", ""), ("zzzz", None)],
)
def test_an_unknown_id_names_the_closest(arland: Case, id: str, closest: str | None) -> None:
    with pytest.raises(UnknownId) as raised:
        explain(arland, id)
    assert str(raised.value).startswith(f"nothing here is called '{id}'")
    assert ("closest" in str(raised.value)) is (closest is not None)
    assert (closest or "") in str(raised.value)


@pytest.mark.parametrize(
    "id", ["", ".", ":", "#", "/", "treaty.", "treaty.none", "courier#", "article:", "x:y:z", "None"]
)
def test_broken_ids_are_unknown(arland: Case, id: str) -> None:
    with pytest.raises(UnknownId):
        explain(arland, id)


def test_what_was_not_known_is_not_explained(arland: Case) -> None:
    early = as_of(arland, date(2031, 5, 15))
    for id in ("institute/i01", "institute"):
        with pytest.raises(UnknownId):
            explain(early, id)
    assert "institute" not in "\n".join(lines(early, "arland-law-change"))


def test_every_line_of_the_brief_can_be_opened(arland: Case) -> None:
    """Each sentence that claims something leads down to what it rests on. Every fifth is opened, and each first."""
    opened = 0
    for section in compose(arland).all_sections():
        for index, sentence in list(enumerate(sentences_of(section), start=1))[::5]:
            trace = explain_line(arland, f"{section.number}.{index}")
            assert trace.text == sentence.text
            if sentence.cites:
                assert trace.children, sentence
                text = "\n".join(trace.lines())
                assert all(cite in text for cite in sentence.cites)
                opened += 1
    assert opened > 20


@pytest.mark.parametrize("address", ["99.1", "1.0", "1.99", "A1.999", "A99.1"])
def test_lines_that_the_brief_does_not_have(arland: Case, address: str) -> None:
    assert is_address(address)
    with pytest.raises(UnknownId, match=r"the lines|no section"):
        explain_line(arland, address)


@pytest.mark.parametrize("text", ["1", "treaty.signed", "1.2.3", "A.1", "٤.٢", "003/s1", "B1.2"])
def test_other_ids_are_no_addresses(text: str) -> None:
    assert not is_address(text)


def test_a_tree_as_text_and_as_data() -> None:
    trace = Trace("a", "top", (Trace("", "middle", (Trace("c", "leaf", (), "assumed"),)), Trace("d", "other")))
    assert list(trace.lines()) == ["a: top", "- middle", "  - c: leaf [assumed]", "- d: other"]
    assert [leaf.id for leaf in trace.leaves()] == ["c", "d"]
    assert trace.as_json() == {
        "id": "a",
        "text": "top",
        "because": [
            {"id": "", "text": "middle", "because": [{"id": "c", "text": "leaf", "solidity": "assumed"}]},
            {"id": "d", "text": "other"},
        ],
    }


def test_circles_do_not_trap_it(arland_copy: Path) -> None:
    """A circle is an error, but a tree of a case that has one still ends."""
    path = arland_copy / "record" / "courier.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  wording: words of claim\n", "  wording: words of claim\n  repeats: institute/i01\n")
    )
    case, _ = load(arland_copy)
    assert case is not None
    assert re.search("courier/c03", "\n".join(lines(case, "courier/c03")))
