"""Templates: read as they are, told where they are blank, whole when filled in."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from detente.case.case import Case
from detente.case.loader import load
from detente.case.procedure import Step
from detente.case.template import blanks, filled, procedure_text, template, template_names
from detente.checks.check import run
from detente.commands.case_argument import checked
from detente.notation.problem import Severity
from detente.procedures.compile import compiled
from detente.procedures.dates import earliest

GOOD = Path(__file__).resolve().parents[1] / "checks" / "gallery" / "good"
WITH_PROCEDURE = [name for name in template_names() if procedure_text(name)]


def _case(tmp_path: Path, name: str, text: str) -> Path:
    """The good case with the template's ladder for one more instrument, and its procedure."""
    folder = Path(shutil.copytree(GOOD, tmp_path / "case"))
    process = folder / "process.yaml"
    lines = process.read_text(encoding="utf-8").splitlines()
    ladder = ["agreed", "signed", *(rung for rung in template(name).ladder if rung not in ("agreed", "signed"))]
    lines = [f"ladder: [{', '.join(ladder)}]" if line.startswith("ladder:") else line for line in lines]
    at = lines.index("instruments:") + 1
    lines.insert(at, "  arrangement: {title: An arrangement, kind: arrangement}")
    process.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "procedures").mkdir()
    (folder / "procedures" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_each_sort_of_case_has_its_procedure() -> None:
    wanted = {"treaty", "ceasefire", "prisoner-exchange", "mission-mandate", "constitutional-route"}
    assert wanted | {"border-opening", "corridor-arrangement"} <= set(WITH_PROCEDURE)


@pytest.mark.parametrize("name", WITH_PROCEDURE)
def test_a_blank_template_has_no_error_and_names_its_blanks(name: str, tmp_path: Path) -> None:
    text = str(procedure_text(name))
    _, problems = checked(str(_case(tmp_path, name, text)))
    assert not problems.errors, problems.text()
    told = {problem.message.split("'")[1] for problem in problems.found if problem.code == "placeholder"}
    assert told == set(blanks(text)) != set()


@pytest.mark.parametrize("name", WITH_PROCEDURE)
def test_filled_in_it_reaches_its_last_rung(name: str, tmp_path: Path) -> None:
    """Every blank answered: no warning of a blank, and every step takes part."""
    text = str(procedure_text(name))
    answers = dict.fromkeys(blanks(text), "north") | {"fill-in-instrument": "arrangement"}
    answers["fill-in-second-party"] = "south"
    case, problems = load(_case(tmp_path, name, filled(text, answers)))
    assert case is not None
    problems.extend(run(case))
    assert not problems.errors, problems.text()
    assert not any(problem.code == "placeholder" for problem in problems.found)
    assert all(problem.severity is not Severity.WARNING for problem in problems.found if problem.code == "unsourced")
    model = compiled(case)
    rungs = [rung for rung in template(name).ladder if any(rung in str(step.reaches) for step in _steps(case, name))]
    assert rungs
    found = earliest(model, f"arrangement.{rungs[-1]}")
    assert found.date is not None and found.date.start > date(2031, 1, 1)


def _steps(case: Case, name: str) -> list[Step]:
    return list(case.procedures[name].steps.values())


def test_what_is_not_answered_stays_blank() -> None:
    assert filled("body: fill-in-host", {"fill-in-guest": "north"}) == "body: fill-in-host"
    assert blanks("# fill-in-\nbody: [fill-in-host, fill-in-host]") == ["fill-in-host"]
