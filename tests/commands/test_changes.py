"""`detente changes` between days, between versions, and without a source."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: object) -> tuple[int, str, str]:
        status = main(["changes", *map(str, words)])
        out, err = capsys.readouterr()
        return status, out, err

    return call


def edited(arland: Path, folder: Path, file: str, old: str, new: str) -> Path:
    shutil.copytree(arland, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text.count(old)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


NUMBER = ("outlook.yaml", "odds: {value: 0.8, range: 0.5..0.95,", "odds: {value: 0.6, range: 0.3..0.9,")


def test_two_versions_of_a_case(arland_folder: Path, tmp_path: Path, run: Run) -> None:
    new = edited(arland_folder, tmp_path / "new", *NUMBER)
    status, out, err = run(arland_folder, new, "--draws", 500, "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    (edit,) = found["edits"]
    assert edit["where"]["text"] == "steps > east-law.sent > odds"
    assert (edit["before"]["text"], edit["after"]["text"]) == (
        "value 0.8, range 0.5..0.95",
        "value 0.6, range 0.3..0.9",
    )
    assert edit["after"]["cites"] == ["assumed by N. N."]
    assert found["rows"] == [] and found["outlook"]["changed"] == ["assumptions"]
    for line in found["outlook"]["probabilities"]:
        assert sum(part["value"] for part in line["parts"]) == pytest.approx(
            line["after"] - line["before"], abs=1e-12
        )
    status, out, _ = run(arland_folder, new, "--draws", 500)
    assert status == 0 and "± " in out and "assumptions" in out and "evidence" not in out


def test_statements_added_withdrawn_retyped_edited_and_superseded(
    arland_folder: Path, tmp_path: Path, run: Run
) -> None:
    new = Path(shutil.copytree(arland_folder, tmp_path / "new"))
    (new / "expect.yaml").unlink()  # it asserts what is changed here
    file = new / "record" / "courier.yaml"
    text = file.read_text(encoding="utf-8")
    for old, changed in (
        ("  act: rejected\n  about: trade\n", "  act: demanded\n  about: trade\n"),
        ("says: Arland amends the preamble", "says: Arland changes the preamble"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, changed)
    added = text[text.index("\nc02:") : text.index("\nc03:")].replace("\nc02:", "\nc02b:")
    file.write_text(text + added.rstrip() + "\n  supersedes: courier/c02\n", encoding="utf-8")
    status, out, err = run(arland_folder, new, "--draws", 200, "--json")
    assert (status, err) == (0, "")
    said = [row["what"]["text"] for row in json.loads(out)["rows"] if row["kind"]["text"] == "evidence"]
    assert said == [
        "1 statement added from source courier",
        "courier/c03 edited: says",
        "courier/c10 re-typed from rejected to demanded",
        "courier/c02b supersedes courier/c02",
    ]
    _, back, _ = run(new, arland_folder, "--draws", 200)
    assert "1 statement withdrawn from source courier: courier/c02b" in back


def test_without_a_source_everything_that_leaned_on_it_is_listed(arland_folder: Path, run: Run) -> None:
    status, out, err = run("--without", "institute", "--case", arland_folder, "--draws", 200, "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["rows"][0]["what"]["text"] == "source institute withdrawn"
    leaning = {(row["kind"]["text"], row["what"]["text"]): row for row in found["leaning"]}
    for (kind, what), row in leaning.items():
        assert row["what"]["cites"] or kind == "source", what
        assert all(cite.startswith("institute") for cite in row["what"]["cites"]), what
    assert {"judgement", "condition", "question"} <= {kind for kind, _ in leaning}
    assert any(row["rests"]["text"] == "on it alone" for row in leaning.values())
    assert "outlook" in found


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "say from what"),
        (["nowhere"], "'nowhere' is no day"),
        (["2031-06-30", "2031-05-09"], "2031-06-30 is later than 2031-05-09"),
        (["2032-01-01"], "the case ends on 2031-06-30"),
        (["--without", "courrier"], "the case has no source 'courrier'; closest: courier"),
        (["2031-05-09", "--without", "courier"], "give no FROM"),
        (["2031-05-09", "--frozen", "nothing.json"], "nothing.json: No such file"),
    ],
)
def test_what_cannot_be_compared_is_told(arland_folder: Path, run: Run, words: list[str], told: str) -> None:
    status, out, err = run(*words, "--case", arland_folder)
    assert status == 2 and out == "" and told in err


def test_a_version_with_errors_is_shown_with_them(arland_folder: Path, tmp_path: Path, run: Run) -> None:
    new = edited(arland_folder, tmp_path / "new", "outlook.yaml", "start: cold", "start: hot")
    status, out, err = run(arland_folder, new)
    assert status == 1 and out == "" and "outlook.yaml:" in err and "error[" in err


def test_days_without_an_outlook_are_compared_in_words_and_say_so(arland_folder: Path, run: Run) -> None:
    status, out, _ = run("2031-05-09", "--case", arland_folder)
    assert status == 0 and "Probabilities: not compared: the earlier version has no outlook on 2031-05-09" in out


def test_frozen_values_alone_show_what_the_engine_changed(
    arland_folder: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "frozen.json"
    assert main(["outlook", str(arland_folder), "--draws", "500", "--save", str(file)]) == 0
    capsys.readouterr()
    status, out, _ = run("--frozen", file, "--case", arland_folder)
    assert status == 0 and "not one draw differs" in out
    data = json.loads(file.read_text())
    data["values"][1]["probability"] = 0.25
    file.write_text(json.dumps(data))
    found = json.loads(run("--frozen", file, "--case", arland_folder, "--json")[1])["outlook"]
    parts = [line["parts"] for line in found["probabilities"]]
    assert len(parts) >= 6 and {tuple(part["parts"]) for each in parts for part in each} == {("code",)}
    assert [index for index, each in enumerate(parts) if each[0]["value"]] == [1]
