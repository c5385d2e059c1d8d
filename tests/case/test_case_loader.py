"""Loading a folder: what is read, what is refused, and that one run tells everything once."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from detente.case.case import Case
from detente.case.item import Item
from detente.case.loader import load
from detente.checks import references
from detente.commands.case_argument import checked, problems_json
from detente.notation.problem import Problems, closest_name


def told(folder: Path) -> list[str]:
    return [f"{p.place or ''} {p.code}".strip() for p in checked(str(folder))[1].in_order()]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_made_up_case_has_nothing_wrong_but_one_number(arland_folder: Path) -> None:
    _, problems = checked(str(arland_folder))
    assert [(p.code, p.severity) for p in problems.found] == [("number-without-basis", "warning")]


def used_fields(value: object, found: dict[type[Item], set[str]]) -> None:
    match value:
        case Item():
            found.setdefault(type(value), set()).update(value.model_fields_set)
            for name in value.model_fields_set:
                used_fields(getattr(value, name), found)
        case dict():
            for part in value.values():
                used_fields(part, found)
        case list() | tuple():
            for part in value:
                used_fields(part, found)


ELSEWHERE = "detente.case.procedure"  # procedures have tests and cases of their own


def test_the_made_up_case_uses_every_field_there_is(arland: Case) -> None:
    """So that no field goes untested: whoever adds one, adds it to the made-up case."""
    found: dict[type[Item], set[str]] = {}
    for part in (arland.meta, arland.actors, arland.places, arland.sources, arland.statements, arland.judgements):
        used_fields(part, found)
    used_fields(list(arland.expectations), found)
    for register in type(arland.process).model_fields:
        used_fields(getattr(arland.process, register), found)
    for file in (arland.outlook, arland.ledger, arland.outcomes):
        used_fields(file, found)
    unused = {
        f"{model.__name__}.{name}"
        for model, names in found.items()
        for name in set(model.model_fields) - names
        if model.__module__ != ELSEWHERE
    }
    assert not unused
    models = {model for model in Item.__subclasses__() if model.__module__ != ELSEWHERE}
    # bases of types, types of whole files, and the templates that new cases begin with
    bases = {"ActorsFile", "ProcessFile", "Reasoned", "Sourced", "Template"}
    assert not {model.__name__ for model in models - set(found)} - bases


def test_a_link_that_leaves_the_case_is_not_followed(arland_copy: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("s1: {says: a secret}\n")
    (arland_copy / "record" / "link.yaml").symlink_to(secret)
    (arland_copy / "record" / "up.yaml").symlink_to("../../secret.yaml")
    (arland_copy / "expect.yaml").unlink()
    (arland_copy / "expect.yaml").symlink_to(secret)
    case, problems = load(arland_copy)
    assert [f"{p.place} {p.code}" for p in problems.in_order()] == [
        "expect.yaml:1:1 link-leaves-case",
        "record/link.yaml:1:1 link-leaves-case",
        "record/up.yaml:1:1 link-leaves-case",
    ]
    assert case is not None and "secret" not in problems.text() + str(case.files)


def test_links_inside_the_case_and_to_itself(arland_copy: Path) -> None:
    (arland_copy / "record" / "again.yaml").symlink_to("courier.yaml")
    (arland_copy / "sources" / "again.yaml").symlink_to("courier.yaml")
    (arland_copy / "record" / "loop.yaml").symlink_to("loop.yaml")
    (arland_copy / "games").symlink_to("games")
    case, problems = load(arland_copy)
    assert [f"{p.place} {p.code}" for p in problems.in_order()] == ["record/loop.yaml:1:1 unreadable-file"]
    assert case is not None and "again/c01" in case.statements


def test_a_case_folder_may_itself_be_a_link(arland_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "door").symlink_to(arland_copy)
    case, problems = load(tmp_path / "door")
    assert case is not None and not problems.found


def test_files_and_folders_with_other_names(arland_copy: Path) -> None:
    for name in ("actor.yaml", "case.yml", "record/Courier.yaml", "record/two words.yaml", "record/other.yml"):
        (arland_copy / name).write_text("{}")
    for folder in ("records", "record/2031", "drafts", ".hidden", "documents"):
        (arland_copy / folder).mkdir()
    for name in ("records/a.yaml", "record/2031/a.yaml", ".hidden/a.yaml", "documents/a.txt", "record/notes.txt"):
        (arland_copy / name).write_text("x: 1")
    found = {str(p.place): (p.code, p.closest) for p in load(arland_copy)[1].found}
    assert found == {
        "actor.yaml:1:1": ("unknown-file", "actors.yaml"),
        "case.yml:1:1": ("unknown-file", "case.yaml"),
        "records:1:1": ("unknown-file", "record"),
        "record/2031:1:1": ("unknown-file", None),
        "record/Courier.yaml:1:1": ("bad-id", None),
        "record/two words.yaml:1:1": ("bad-id", None),
        "record/other.yml:1:1": ("unknown-file", "record/other.yaml"),
    }


def test_a_file_name_that_is_no_text(arland_copy: Path) -> None:
    try:
        (arland_copy / "record" / os.fsdecode(b"caf\xe9\x1b[31m.yaml")).write_text("{}")
    except OSError:
        pytest.skip("this file system takes only text for names")
    _, problems = checked(str(arland_copy))
    text = problems.text()
    assert "bad-id" in text and all(line.isprintable() for line in text.splitlines())
    problems_json(problems.in_order()).encode()


def test_missing_files(arland_copy: Path) -> None:
    for name, expected in {
        "expect.yaml": [],
        "judgements.yaml": [],
        "left-out.yaml": [],
        "actors.yaml": ["actors.yaml:1:1 missing-file"],
        "process.yaml": ["process.yaml:1:1 missing-file"],
        "case.yaml": ["no-case-file"],
    }.items():
        kept = (arland_copy / name).read_text(encoding="utf-8")
        (arland_copy / name).unlink()
        errors = [f"{p.place or ''} {p.code}".strip() for p in checked(str(arland_copy))[1].errors]
        assert errors == expected, name
        (arland_copy / name).write_text(kept, encoding="utf-8")


@pytest.mark.parametrize("name", ["actors.yaml", "process.yaml", "sources/courier.yaml", "record/courier.yaml"])
def test_an_unreadable_file_is_told_once_and_not_for_each_name_in_it(arland_copy: Path, name: str) -> None:
    (arland_copy / name).write_bytes(b"a: [1, 2\n")
    _, problems = checked(str(arland_copy))
    assert [(p.code, p.place.file if p.place else "") for p in problems.errors] == [("broken-yaml", name)]


def test_a_bad_item_does_not_make_its_name_unknown(arland_copy: Path) -> None:
    edit(arland_copy / "actors.yaml", "{name: Cordia, kind: state}", "{name: Cordia, kind: realm}")
    edit(arland_copy / "process.yaml", "fuel: {name: sale of fuel, kind: relation}", "fuel: {name: sale of fuel}")
    edit(arland_copy / "record/courier.yaml", "act: agreed", "act: agree")
    _, problems = checked(str(arland_copy))
    assert sorted((p.code, p.place.file if p.place else "") for p in problems.errors) == [
        ("missing-key", "process.yaml"),
        ("unknown-word", "actors.yaml"),
        ("unknown-word", "record/courier.yaml"),
    ]


def test_all_problems_come_in_one_run(arland_copy: Path) -> None:
    edit(arland_copy / "record/courier.yaml", "by: bethia-leader", "by: betia-leader")
    edit(arland_copy / "record/courier.yaml", "said: 2031-05-06", "said: 2031-02-30")
    edit(arland_copy / "record/institute.yaml", "modality: likely", "modality: certain")
    edit(arland_copy / "sources/courier.yaml", "kind: article", "kin: article")
    edit(arland_copy / "process.yaml", "ring: outside", "ring: outer")
    edit(arland_copy / "judgements.yaml", "basis: courier/c03", "basis: courier/c33")
    (arland_copy / "record/third.yaml").write_text("s1: {by: arland, by: bethia}\n")
    (arland_copy / "expect.yaml").write_text("- {measure: rung, is: }\n")
    assert {line.split(" ")[1] for line in told(arland_copy)} == {
        "unknown-actor", "bad-date", "unknown-word", "unknown-key", "unknown-statement", "duplicate-key",
        "empty-value", "number-without-basis",
    }  # fmt: skip
    *errors, last = told(arland_copy)
    assert errors == sorted(errors, key=lambda line: line.split(":")[0])
    assert last.endswith("number-without-basis"), "what is no error comes after the errors"


def test_json_is_stable_and_reads_back(arland_copy: Path) -> None:
    edit(arland_copy / "record/courier.yaml", "by: bethia-leader", "by: betia-leader")
    edit(arland_copy / "record/courier.yaml", "said: 2031-05-06", "said: 2031-02-30")
    first, second = (problems_json(checked(str(arland_copy))[1].in_order()) for _ in range(2))
    assert first == second
    found: list[dict[str, Any]] = json.loads(first)
    actor = next(problem for problem in found if problem["code"] == "unknown-actor")
    assert actor == {
        "severity": "error",
        "code": "unknown-actor",
        "message": "There is no actor 'betia-leader'.",
        "file": "record/courier.yaml",
        "line": actor["line"],
        "column": 7,
        "closest": "bethia-leader (actors.yaml:16:3)",
    }
    assert {problem["severity"] for problem in found} == {"error", "warning"}


def test_places_after_armenian_arabic_and_wide_characters(arland_copy: Path) -> None:
    """Columns are code points, whatever stands before."""
    (arland_copy / "judgements.yaml").write_text(
        "j: {says: 'Հայերեն և العربية 😀', about: tresty-text, basis: courier/c01, by: Ա}\n", encoding="utf-8"
    )
    [problem] = checked(str(arland_copy))[1].errors
    assert problem.place is not None and str(problem.place) == "judgements.yaml:1:41"
    line = (arland_copy / "judgements.yaml").read_text(encoding="utf-8")
    assert line[problem.place.column - 1 :].startswith("tresty-text")


def test_two_loads_give_one_case(arland_folder: Path) -> None:
    def ids(case: Case | None) -> dict[str, str]:
        assert case is not None
        return {key: statement.id for key, statement in case.statements.items()}

    first, second = ids(load(arland_folder)[0]), ids(load(arland_folder)[0])
    assert first == second and list(first) == list(second)
    assert len(set(first.values())) == len(first)


# Ids stand in documents and links that outlive a version of this code: these must never change.
PINNED = {"courier/c01": "1d15b080c106", "institute/i01": "ffc96a5143e1"}


def test_ids_are_the_same_for_ever(arland: Case) -> None:
    assert {key: arland.statements[key].id for key in PINNED} == PINNED


def one_statement(folder: Path, text: str) -> str:
    (folder / "record" / "courier.yaml").write_text(text, encoding="utf-8")
    case, problems = load(folder)
    assert case is not None and not problems.found, problems.text()
    return case.statements["courier/x"].id


BASE = """x:
  by: arland-mfa
  act: accused
  about: gate-fire-issue
  says: soldiers fired
  said: 2031-05-05
  at: {chars: [1, 9], hash: 00000000000000aa}
"""


def test_an_id_depends_on_what_is_said_alone(arland_copy: Path) -> None:
    ident = one_statement(arland_copy, BASE)
    same = {
        "order of keys": "x:\n" + "".join(f"{line}\n" for line in reversed(BASE.splitlines()[1:])),
        "list of one": BASE.replace("by: arland-mfa", "by: [arland-mfa]"),
        "style": BASE.replace("says: soldiers fired", "says: >-\n    soldiers\n    fired"),
        "line ends": BASE.replace("\n", "\r\n"),
        "defaults": BASE + "  origin: hand\n  no-horizon: 'no'\n",
        "review and note": BASE + "  reviewed: {by: A, on: 2031-06-01}\n  note: a note\n",
    }
    assert {what: one_statement(arland_copy, text) for what, text in same.items()} == dict.fromkeys(same, ident)
    others = {
        "speaker": BASE.replace("arland-mfa", "bethia-mfa"),
        "words": BASE.replace("fired", "shot"),
        "passage": BASE.replace("[1, 9]", "[1, 8]"),
        "wording of the date": BASE.replace("2031-05-05", "2031-05-05/2031-05-05"),
        "origin": BASE + "  origin: reader 0.1\n",
        "hedge": BASE + "  hedge: reportedly\n",
    }
    found = {what: one_statement(arland_copy, text) for what, text in others.items()}
    assert len({ident, *found.values()}) == 1 + len(others)


def test_the_same_key_in_yaml_order_gives_the_same_order_of_statements(arland: Case) -> None:
    keys = [key for key in arland.statements if key.startswith("courier/")]
    assert keys == sorted(keys) and list(arland.statements) == [
        *keys,
        *(k for k in arland.statements if k not in keys),
    ]


def test_a_case_of_nothing(tmp_path: Path) -> None:
    case, problems = load(tmp_path)
    assert case is None and {p.code for p in problems.found} == {"no-case-file", "missing-file"}
    assert isinstance(problems, Problems)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("title: x\n")
    for path in (tmp_path / "case.yaml", tmp_path / "missing", tmp_path / ("x" * 400)):
        case, problems = load(path)
        assert case is None and [p.code for p in problems.found] == ["no-case"]


def test_wrong_names_by_the_thousand_are_told_in_bounded_time(
    arland_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searching the closest of N names for N wrong ones is bounded by names compared, not by time."""
    compared: list[int] = []

    def counted(name: str, names: Collection[str]) -> str | None:
        compared.append(len(names))
        return closest_name(name, names)

    monkeypatch.setattr(references, "closest_name", counted)
    count = 3_000
    body = "\n".join(
        f"n{i}: {{by: arland-mfa, act: claimed, about: trade, says: word {i}, replies-to: nowhere/n{i}, "
        f"at: {{chars: [{i}, {i + 1}], hash: 00000000000000aa}}}}"
        for i in range(count)
    )
    (arland_copy / "record" / "courier.yaml").write_text(body)
    _, problems = checked(str(arland_copy))
    assert sum(p.code == "unknown-statement" for p in problems.found) >= count
    assert 0 < sum(compared) <= 2 * references._MOST_COMPARED  # once for the record, once for the outlook
