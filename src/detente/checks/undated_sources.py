"""A source is dated, if only by bounds: otherwise nothing of it can be used on any day.

a sidecar without `published:` or `seen:`, with statements   ->  undated-source
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Place, Problem


def check(case: Case) -> Iterator[Problem]:
    """Sources with statements and no date; bounded dates without a reason."""
    used = {key.partition("/")[0] for key in case.statements}
    for name, source in case.sources.items():
        file = f"sources/{name}.yaml"
        if name in used and source.known_by() is None:
            yield Problem(
                "undated-source",
                f"'{name}' has no date, so its statements are known on no day.",
                Place(file),
                hint="bound it: published: 2025-03-18/2025-04-30, with published-basis: what bounds it",
            )
        date = source.published
        if date is not None and "/" in date.worded and not source.published_basis:
            yield Problem(
                "missing-basis",
                "A date that is only bounded needs what bounds it (published-basis:).",
                case.place_of(file, ("published",)),
            )
