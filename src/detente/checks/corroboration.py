"""What rests on one origin is not corroborated, and not more than of low confidence.

    corroborated: yes    on a statement and a copy of it   ->  single-origin

Copies and quotations (`repeats:`) add no origin of their own, and neither do two statements of one document.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.meta import ConfidenceLevel
from detente.case.origins import origins
from detente.notation.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """Judgements that claim more support than they have."""
    for name, judgement in case.judgements.items():
        statements = [basis.statement for basis in judgement.basis if basis.statement]
        if any(key not in case.statements for key in statements):
            continue  # reported where the statement is unknown or cannot be read
        count = len(origins(case, statements)) + sum(
            1 for basis in judgement.basis if basis.source and not basis.statement
        )
        if count >= 2:
            continue
        if judgement.corroborated:
            yield Problem(
                "single-origin",
                f"'{name}' is marked as corroborated and has {count} independent origin{'s' if count != 1 else ''}.",
                case.place_of("judgements.yaml", (name, "corroborated")),
            )
        if judgement.confidence is not ConfidenceLevel.LOW:
            yield Problem(
                "single-origin",
                f"'{name}' rests on {count} independent origin{'s' if count != 1 else ''}; "
                "its confidence cannot be above low.",
                case.place_of("judgements.yaml", (name, "confidence")),
            )
