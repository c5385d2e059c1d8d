"""A majority can be reached: not more than everybody, and not more than the house has members.

majority: 4/3 of members               ->  majority-over-100
majority: 95 of members, in a house of 81  ->  majority-over-100
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.case.procedure import Majority, Step
from detente.case.share import Base
from detente.checks.procedure_names import versions, written
from detente.notation.problem import Problem
from detente.procedures.who import bodies, size_on

_OF_MEMBERS = (Base.MEMBERS, Base.PRESENT)


def check(case: Case) -> Iterator[Problem]:
    """Majorities and quorums that nobody can reach, and popular votes counted by members."""
    known = bodies(case)
    for name, procedure in case.procedures.items():
        for path, version in versions(procedure):
            for key, step in version.steps.items():
                for field, majority in _majorities(step):
                    place = written(case, f"procedures/{name}.yaml", (*path, "steps", key, *field, "needs"))
                    share = majority.needs
                    sizes = [
                        size
                        for body in step.body
                        if body in known and (size := size_on(known[body], case.day)) is not None
                    ]
                    if share.impossible:
                        yield Problem("majority-over-100", f"'{share}' is more than everybody.", place)
                    elif share.number is not None and sizes and share.count(0) > max(sizes):
                        yield Problem(
                            "majority-over-100", f"'{share}' is more than the {max(sizes)} that there are.", place
                        )
                    elif field[0] == "passes" and share.of in _OF_MEMBERS:
                        yield Problem(
                            "wrong-base",
                            f"A popular vote is not counted by {share.of}.",
                            place,
                            hint="count it of votes, participants or electorate",
                        )


def _majorities(step: Step) -> Iterator[tuple[tuple[str | int, ...], Majority]]:
    for name in ("majority", "quorum"):
        if (value := getattr(step, name)) is not None:
            yield (name,), value
    for index, value in enumerate(step.passes):
        yield ("passes", index), value
