"""Withdrawing a source lists all that leaned on it, and nothing that did not."""

from __future__ import annotations

import pytest

from detente.case.as_of import without
from detente.case.case import Case
from detente.case.grounds import bases, grounds
from detente.cli import main
from detente.positions.edit import edits
from detente.trace.explain import explain
from detente.trace.leaning import ALONE, leaning, with_leaning
from detente.values.basis import Basis


@pytest.mark.parametrize("source", ["courier", "institute", "constitution-arland"])
def test_everything_that_cites_a_source_is_listed(arland: Case, source: str) -> None:
    """Counted by another way: the texts of all bases in the case that begin with the source."""
    found = leaning(arland, [source])
    listed = [cite for item in found if item.kind not in ("question", "statement", "source") for cite in item.cites]
    process = arland.process
    parts = (
        arland.judgements, arland.outlook, arland.procedures, process.conditions, process.facts,
        process.instruments, process.tracks, process.missions, process.guarantees, arland.ledger,
    )  # fmt: skip
    wanted = [b.worded for part in parts for b in bases(part) if b.worded.startswith((f"{source}/", f"{source}#"))]
    assert sorted(listed) == sorted(wanted) and wanted


@pytest.mark.parametrize("source", ["courier", "institute"])
def test_what_leaned_on_it_alone_falls_or_loses_its_basis(arland: Case, source: str) -> None:
    left = without(arland, source)
    for item in leaning(arland, [source]):
        if item.kind == "judgement":
            assert item.id not in left.judgements
        if item.kind == "condition" and item.alone and item.told == ALONE and " > " not in item.id:
            name = item.id.partition(" > ")[0]
            assert name not in left.process.conditions, item
    assert not [b for b in bases(left.process) if b.source == source]
    assert not [b for b in bases(left.outlook) if b.source == source]
    assert not [b for b in bases(left.procedures) if b.source == source]
    assert not [key for key in left.statements if key.startswith(f"{source}/")]


def test_what_does_not_lean_stays(arland: Case) -> None:
    left = without(arland, "institute")
    assert {key for key in left.statements if not key.startswith("institute/")} == set(left.statements)
    assert all(left.statements[key] == arland.statements[key] for key in left.statements)
    numbers = [edit for edit in edits(arland, left) if edit.part == "outlook"]
    assert numbers and all("institute/" in edit.before for edit in numbers)
    assert all("institute/" not in edit.after and edit.after for edit in numbers), numbers


def test_a_source_that_the_case_does_not_have(arland: Case) -> None:
    with pytest.raises(KeyError):
        without(arland, "gazette")


def test_links_between_statements_and_questions_are_listed(arland: Case) -> None:
    found = leaning(arland, ["courier"])
    assert ("source", "institute") in {(item.kind, item.id) for item in found}
    copies = [item for item in found if item.kind == "statement"]
    assert copies and all(not item.id.startswith("courier/") and not item.alone for item in copies)
    questions = [item for item in found if item.kind == "question"]
    assert any(item.alone for item in questions) and any(not item.alone for item in questions)


def test_one_statement(arland: Case) -> None:
    found = leaning(arland, ["courier/c05"])
    assert ("condition", "arland-law-change > status-basis") in {(item.kind, item.id) for item in found}
    assert all(item.cites == ("courier/c05",) for item in found)


def test_explain_of_a_source_and_of_a_statement_ends_with_what_leans_on_them(
    arland: Case, arland_folder: object, capsys: pytest.CaptureFixture[str]
) -> None:
    for id, part in (("courier", "on it alone"), ("courier/c05", "arland-law-change > status-basis: on it alone")):
        assert main(["explain", id, "--case", str(arland_folder)]) == 0
        out = capsys.readouterr().out
        assert "what leans on it" in out and part in out
    plain = explain(arland, "arland-law-change")
    assert with_leaning(arland, plain) is plain
    unused = next(k for k in arland.statements if not leaning(arland, [k]))
    assert "nothing leans on it" in "\n".join(with_leaning(arland, explain(arland, unused)).lines())


def test_the_place_of_a_basis_is_told_down_to_the_value(arland: Case) -> None:
    places = {" > ".join(found.path): found.bases for found in grounds(arland.outlook)}
    assert places["steps > east-law.sent > takes > basis"] == (Basis.parse("assumed by N. N."),)
    assert places["effects > mood cold east-law.sent > basis"]
    assert places["drivers > mood > moves > cold warm > basis"]
