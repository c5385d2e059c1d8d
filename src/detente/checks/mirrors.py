"""Both parties get the same fields: an issue that mirrors another is mirrored by it, and is of the same kind.

issues: {a-claim: {mirror: b-claim}}   with b-claim mirroring something else   ->  broken-mirror
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """Mirrors that do not reflect."""
    issues = case.process.issues
    for name, issue in issues.items():
        other = issues.get(issue.mirror or "")
        if other is None:
            continue
        place = case.place_of("process.yaml", ("issues", name, "mirror"))
        if other.mirror != name:
            yield Problem("broken-mirror", f"'{issue.mirror}' does not mirror '{name}'.", place)
        elif (issue.kind, issue.value) != (other.kind, other.value):
            yield Problem("broken-mirror", f"'{name}' and '{issue.mirror}' differ in kind or value.", place)
