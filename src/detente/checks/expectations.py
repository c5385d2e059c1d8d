"""What an analyst expects of the case comes out on every load.

- {measure: articles-known, is: 6}    where sources give five    ->  unmet-expectation
"""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.case import Case
from detente.notation.problem import Problem
from detente.positions.expectation import unmet


def check(case: Case) -> Iterable[Problem]:
    """Expectations that do not hold."""
    return unmet(case)
