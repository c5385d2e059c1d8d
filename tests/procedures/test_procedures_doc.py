"""docs/procedures.md says what is so: its example passes `check`, its keys and commands exist."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from detente.case.procedure import Procedure, Step
from detente.case.process import ProcessFile
from detente.commands import COMMANDS
from detente.commands.case_argument import checked
from detente.procedures.compile import compiled
from detente.procedures.dates import earliest, routes

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "procedures.md").read_text(encoding="utf-8")
GOOD = ROOT / "tests" / "checks" / "gallery" / "good"


def test_the_example(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", TEXT, re.S)[0]
    folder = Path(shutil.copytree(GOOD, tmp_path / "case"))
    (folder / "procedures").mkdir()
    (folder / "procedures" / "law.yaml").write_text(example, encoding="utf-8")
    case, problems = checked(str(folder))
    assert case is not None
    assert not problems.errors and not any(p.severity == "warning" for p in problems.found), problems.text()
    model = compiled(case)
    assert [route.contested for route in routes(model, "law")] == [False, True]
    assert earliest(model, "law").date is not None
    assert isinstance(case.process, ProcessFile)


def test_every_key_of_a_step_is_in_the_table() -> None:
    table = TEXT.partition("## What can be written")[2].partition("Every value carries")[0]
    named = set(re.findall(r"`([a-z-]+)(?:: yes)?`", " ".join(re.findall(r"^\|([^|]*)\|", table, re.M))))
    keys = {field.alias or name for name, field in Step.model_fields.items()} - {"law", "basis", "confidence", "note"}
    assert named == keys


def test_every_key_of_a_procedure_is_told() -> None:
    for name, field in Procedure.model_fields.items():
        assert f"{field.alias or name}" in TEXT, name


def test_the_commands_exist() -> None:
    block = re.findall(r"## Commands\n\n```\n(.*?)```", TEXT, re.S)[0]
    assert set(re.findall(r"^detente ([a-z]+)", block, re.M)) <= set(COMMANDS)
