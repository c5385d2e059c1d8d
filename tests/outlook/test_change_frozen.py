"""Frozen values: the file says what is in it, reads back the same, and a broken one is told in one go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.case.case import Case
from detente.cli import main
from detente.outlook.change.frozen import BadRecord, read_record, run_record
from detente.outlook.forecast import forecast
from detente.procedures.compile import compiled


def test_a_record_reads_back_as_it_was(arland: Case, tmp_path: Path) -> None:
    record = run_record(forecast(arland, compiled(arland), draws=500, seed=7))
    file = tmp_path / "frozen.json"
    file.write_text(record.text(), encoding="utf-8")
    assert read_record(file) == record
    assert (record.draws, record.seed) == (500, 7) and len(record.values) >= 6
    assert file.stat().st_size < 4_000


def test_the_same_run_writes_the_same_bytes_in_another_process(arland_folder: Path, tmp_path: Path) -> None:
    files = []
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.json"
        words = ["outlook", str(arland_folder), "--draws", "500", "--save", str(file)]
        subprocess.run(
            [sys.executable, "-m", "detente", *words],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        files.append(file.read_bytes())
    assert files[0] == files[1] and b'"version"' in files[0]


BROKEN = {
    "not json": "no JSON",
    "[]": "expected an object with",
    '{"kind": "other"}': "expected an object with",
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_record_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    with pytest.raises(BadRecord, match=BROKEN[text]):
        read_record(file)
    with pytest.raises(BadRecord, match="No such file"):
        read_record(tmp_path / "none.json")
    file.write_bytes(b"\xff\xfe{")
    with pytest.raises(BadRecord, match="no JSON"):
        read_record(file)


def test_hostile_files_cost_little(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text("[" * 200_000)
    with pytest.raises(BadRecord, match="no JSON"):
        read_record(file)
    with file.open("wb") as stream:
        stream.truncate(2**25)
    with pytest.raises(BadRecord, match="larger than 16 MiB"):
        read_record(file)
    with pytest.raises(BadRecord, match="irectory"):
        read_record(tmp_path)


def test_everything_wrong_is_told_at_once(arland: Case, tmp_path: Path) -> None:
    data = json.loads(run_record(forecast(arland, compiled(arland), draws=500)).text())
    data["draws"], data["seed"], data["as-of"], data["case"] = 0, "1", "soon", ""
    data["fingerprint"] = []
    data["values"][0]["probability"], data["values"][1]["by"] = 1.5, "later"
    data["values"][2] = None
    file = tmp_path / "x.json"
    file.write_text(json.dumps(data))
    with pytest.raises(BadRecord) as told:
        read_record(file)
    text = str(told.value)
    for part in (
        "draws: expected a whole number from 1 to 1000000000, found '0'",
        "seed: expected a whole number from 0 to 1000000000, found '1'",
        "as-of: expected a day (2025-12-31), found 'soon'",
        "case: expected a text, found ''",
        "evidence: expected a text, found None",
        "values[0].probability: expected a number from 0 to 1, found 1.5",
        "values[1].by: expected a day (2025-12-31), found 'later'",
        "values[2].event: expected a text, found None",
    ):
        assert part in text, text


def test_a_file_that_cannot_be_written_is_said(
    arland_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no").write_text("a file, and no folder")
    file = tmp_path / "no" / "frozen.json"
    assert main(["outlook", str(arland_folder), "--draws", "100", "--save", str(file)]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"detente: {file}: ") and "Traceback" not in err


def test_an_outlook_in_which_a_state_is_given_is_not_frozen(
    arland_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "frozen.json"
    words = ["outlook", str(arland_folder), "--given", "mood=warm", "--save", str(file)]
    assert main(words) == 2 and not file.exists()
    assert "not one in which a state is given" in capsys.readouterr().err


def test_the_outlook_says_how_to_ask_for_what_a_number_rests_on(
    arland_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outlook", str(arland_folder), "--draws", "100"]) == 0
    assert "detente explain outlook:treaty.signed@2031-12-31" in capsys.readouterr().out
