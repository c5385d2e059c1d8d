"""No number without a basis.

facts: {eligible: {value: 2,566,730 voters, basis: unsourced}}   ->  number-without-basis (a warning: it shows)
a judgement with a figure that none of its statements has         ->  number-without-basis
basis: assumed by NAME, without why:                              ->  assumption-without-reason
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.case.case import Case
from detente.case.statement import Statement
from detente.notation.problem import Problem, Severity
from detente.values.basis import Solidity

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def check(case: Case) -> Iterator[Problem]:
    """Numbers that rest on nothing."""
    for name, fact in case.process.facts.items():
        place = case.place_of("process.yaml", ("facts", name, "basis"))
        solidities = {basis.solidity for basis in fact.basis}
        if not fact.basis or Solidity.UNSOURCED in solidities:
            yield Problem("number-without-basis", f"The number '{name}' has no basis yet.", place, Severity.WARNING)
        if Solidity.ASSUMED in solidities and not fact.why:
            yield Problem("assumption-without-reason", "An assumption says why (why:).", place)
    for name, judgement in case.judgements.items():
        statements = [basis.statement for basis in judgement.basis if basis.statement]
        if any(key not in case.statements for key in statements):
            continue  # reported where the statement is unknown or cannot be read
        support = " ".join(_words_of(case.statements[key]) for key in statements)
        known = set(_NUMBER.findall(support))
        for number in _NUMBER.findall(judgement.says):
            if number not in known:
                yield Problem(
                    "number-without-basis",
                    f"No statement that '{name}' rests on has the number {number}.",
                    case.place_of("judgements.yaml", (name, "says")),
                )


def _words_of(statement: Statement) -> str:
    dates = [date.text + " " + date.worded for date in (statement.said, statement.when, statement.window) if date]
    return " ".join([statement.says, statement.value or "", statement.scope or "", *dates])
