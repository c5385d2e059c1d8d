"""Nothing happens before what it follows from: said before published, begun before ended, rung after rung.

said: 2025-04-20          in a source published 2025-03-17   ->  impossible-order
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.case.case import Case
from detente.notation.problem import Problem
from detente.values.partial_date import PartialDate


def check(case: Case) -> Iterator[Problem]:
    """Dates in an impossible order."""
    yield from _said_before_published(case)
    yield from _rungs(case)
    yield from _missions(case)


def _said_before_published(case: Case) -> Iterator[Problem]:
    for key, statement in case.statements.items():
        source = case.sources.get(key.partition("/")[0])
        if source is None or statement.said is None or source.published is None:
            continue
        if source.published.surely_before(statement.said):
            yield Problem(
                "impossible-order",
                f"It is said ({statement.said.text}) after its source was published ({source.published.text}).",
                case.place_of_statement(key, "said"),
                others=(("published", case.place_of(f"sources/{key.partition('/')[0]}.yaml", ("published",))),),
            )
    for name, source in case.sources.items():
        if source.published and source.seen and source.seen.surely_before(source.published):
            yield Problem(
                "impossible-order",
                f"It was seen ({source.seen.text}) before it was published ({source.published.text}).",
                case.place_of(f"sources/{name}.yaml", ("seen",)),
            )


def _rungs(case: Case) -> Iterator[Problem]:
    ladder = list(case.process.ladder)
    for name, instrument in case.process.instruments.items():
        reached = [(rung, instrument.reached[rung].since) for rung in ladder if rung in instrument.reached]
        for (lower, before), (upper, after) in pairwise(reached):
            if after.surely_before(before):
                yield Problem(
                    "impossible-order",
                    f"'{upper}' ({after.text}) precedes '{lower}' ({before.text}) on the ladder.",
                    case.place_of("process.yaml", ("instruments", name, "reached", upper, "since")),
                )
        for rung in instrument.reached:
            if ladder and rung not in ladder:
                yield Problem(
                    "unknown-rung",
                    f"There is no rung '{rung}' on the ladder.",
                    case.place_of("process.yaml", ("instruments", name, "reached", rung), of_key=True),
                    hint=f"the ladder is: {', '.join(ladder)}",
                )


def _missions(case: Case) -> Iterator[Problem]:
    for name, mission in case.process.missions.items():
        if _both_reversed(mission.start, mission.mandate_end):
            yield Problem(
                "impossible-order",
                "The mandate ends before the mission begins.",
                case.place_of("process.yaml", ("missions", name, "mandate-end")),
            )


def _both_reversed(start: PartialDate | None, end: PartialDate | None) -> bool:
    return start is not None and end is not None and end.surely_before(start)
