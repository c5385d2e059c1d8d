"""The shipped case for tests: loaded once, asked through its public views, changed in memory to see a test fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from detente.case.act import Column
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.loader import load
from detente.case.origins import origins
from detente.case.process import ProcessFile
from detente.case.statement import Statement
from detente.checks.check import run
from detente.notation.problem import Problem
from detente.outlook.what_if import WhatIf, what_if
from detente.positions.dispute import Dispute, disputes
from detente.positions.ledger import ledger
from detente.positions.view import view
from detente.procedures.compile import compiled

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "cases" / "armenia-azerbaijan"


@cache
def shipped() -> Case:
    """The shipped case as of its own day."""
    case, problems = load(CASE)
    assert case is not None, problems.text()
    return case


def on(day: str) -> Case:
    """What was known on a day."""
    return as_of(shipped(), date.fromisoformat(day))


def rows(case: Case, name: str, subject: str = "") -> list[dict[str, str]]:
    """A view as texts."""
    found = view(case, name, subject)
    return [{head: entry.text for head, entry in zip(found.heads, row, strict=True)} for row in found.rows]


def cites(case: Case, name: str, subject: str = "") -> list[set[str]]:
    """What each row of a view cites."""
    return [{cite for entry in row for cite in entry.cites} for row in view(case, name, subject).rows]


def dispute(case: Case, name: str) -> Dispute:
    """A question by its name."""
    found = [d for d in disputes(case) if d.name == name]
    assert found, f"no question {name}; there are {[d.name for d in disputes(case)]}"
    return found[0]


def sides(case: Case, name: str) -> dict[str, set[str]]:
    """Its answers with their statements."""
    return {side.answer: set(side.statements) for side in dispute(case, name).sides}


def column(case: Case, name: Column) -> set[str]:
    """Statements in a column of the ledger."""
    return set(ledger(case, name))


def about(case: Case, *issues: str) -> dict[str, Statement]:
    """Statements on these issues."""
    return dict(case.about(*issues))


def sources_of(keys: Iterable[str]) -> set[str]:
    """The documents in which they stand."""
    return {key.partition("/")[0] for key in keys}


def support(case: Case, *keys: str) -> tuple[int, int]:
    """How many documents, and how many independent origins."""
    return len(sources_of(keys)), len(origins(case, keys))


def edited(case: Case, key: str, **update: Any) -> Case:
    """The case with one statement changed."""
    changed = case.statements[key].model_copy(update=update)
    return replace(case, statements={**case.statements, key: changed})


def without(case: Case, *keys: str) -> Case:
    """The case without these statements."""
    gone = set(keys)
    kept = {key: statement for key, statement in case.statements.items() if key not in gone}
    return replace(case, statements=kept, names={**case.names, "statement": frozenset(kept)})


def with_item(case: Case, register: str, name: str, **update: Any) -> Case:
    """The case with one item of a register of process.yaml changed."""
    items = dict(getattr(case.process, register))
    items[name] = items[name].model_copy(update=update)
    process: ProcessFile = case.process.model_copy(update={register: items})
    return replace(case, process=process)


def found_by(case: Case, rule: str) -> list[Problem]:
    """What one check finds."""
    return list(run(case, [rule]))


def codes(case: Case, rule: str) -> set[str]:
    """The codes of what one check finds."""
    return {problem.code for problem in found_by(case, rule)}


@cache
def asked(*texts: str, accepted_by: tuple[str, ...] = ()) -> WhatIf:
    """A what-if on the shipped case."""
    return what_if(shipped(), compiled(shipped()), texts, accepted_by=accepted_by, draws=1_000)


def moved(found: WhatIf) -> float:
    """By how much it moves the rung by the last horizon."""
    return found.comparison.difference(found.rung, found.horizons[-1]).value


def voices(found: WhatIf, side: str) -> dict[str, str]:
    """What is said for or against its levers: statement and the words shown."""
    table = next(each for each in found.tables() if each.name == "what-if-sources")
    return {row[3].cites[0]: row[3].text for row in table.rows if row[1].text == side}
