"""What a distribution of seats opens: for each step that a house takes, the votes needed, who has them, who
is short.

`64 of 105` is short of two thirds (70) by six, and reaches three fifths (63).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.case.case import Case
from detente.case.procedure import Body, Majority
from detente.case.share import Base
from detente.positions.table import Entry, Table, table
from detente.procedures.who import bodies

MOST_BLOCS = 20


class NoHouse(ValueError):
    """The case has no such house, or the seats do not add up."""


@dataclass(frozen=True, slots=True)
class SeatStep:
    """A step of a house: `needed` of `total`, `held` by those who are for it; `short` votes missing."""

    procedure: str
    step: str
    does: str
    majority: Majority
    law: tuple[str, ...]
    total: int
    needed: int
    held: int
    coalitions: tuple[tuple[str, ...], ...] = ()
    """The minimal sets of blocs that reach it."""
    blocking: tuple[tuple[str, ...], ...] = ()
    """The minimal sets of blocs without which it cannot be reached."""

    @property
    def short(self) -> int:
        """Votes missing."""
        return max(0, self.needed - self.held)

    @property
    def opens(self) -> bool:
        """Those who are for it suffice."""
        return self.held >= self.needed


def houses(case: Case) -> dict[str, Body]:
    """Bodies whose members count in some step."""
    counted = {
        body
        for procedure in case.procedures.values()
        for step in procedure.steps.values()
        if step.majority
        for body in step.body
    }
    return {name: body for name, body in bodies(case).items() if name in counted}


def house(case: Case, name: str | None = None) -> str:
    """The house asked for; without a name, the one whose steps are the most."""
    known = houses(case)
    if name is not None:
        if name not in known:
            raise NoHouse(f"there is no house '{name}'; there are: {', '.join(known) or 'none'}")
        return name
    if not known:
        raise NoHouse("no step of this case is decided by a majority of members")
    steps = [body for p in case.procedures.values() for s in p.steps.values() if s.majority for body in s.body]
    return max(known, key=lambda body: (steps.count(body), body))


def seat_steps(
    case: Case,
    name: str,
    *,
    seats: Mapping[str, int] | None = None,
    total: int | None = None,
    held: int | None = None,
) -> list[SeatStep]:
    """Each step of a house under a distribution of seats. Without `seats`, the sitting blocs; `total` is the
    house's size (by default the sitting house's, or the sum of `seats`), `held` the votes of those who are
    for it (by default those of the largest bloc). Majorities of votes or of members present are counted with
    all present and voting."""
    body = bodies(case)[name]
    size = body.size(case.day)
    blocs = dict(seats) if seats is not None else {bloc.name: bloc.seats for bloc in body.seats(case.day).values()}
    if total is None:
        total = sum(blocs.values()) if seats is not None else size.count if size else None
    if total is None:
        raise NoHouse(f"the number of members of '{name}' is not known")
    if held is None:
        held = max(blocs.values(), default=0)
    if sum(blocs.values()) > total or held > total or held < 0 or min(blocs.values(), default=0) < 0:
        raise NoHouse(f"the seats do not fit into a house of {total}")
    found = []
    for procedure, item in case.procedures.items():
        for key, step in item.steps.items():
            if (
                name not in step.body
                or step.majority is None
                or step.majority.needs.of
                not in (
                    Base.MEMBERS,
                    Base.PRESENT,
                    Base.VOTES,
                )
            ):
                continue
            needed = step.majority.needs.count(total)
            law = tuple(map(str, step.majority.rests_on or step.rests_on))
            found.append(
                SeatStep(
                    procedure,
                    key,
                    step.does,
                    step.majority,
                    law,
                    total,
                    needed,
                    held,
                    _minimal(blocs, needed),
                    _minimal(blocs, total - needed + 1),
                )
            )
    return found


def largest(case: Case, name: str, seats: Mapping[str, int] | None = None) -> str | None:
    """The name of the bloc with the most seats."""
    blocs = seats or {bloc.name: bloc.seats for bloc in bodies(case)[name].seats(case.day).values()}
    return max(blocs, key=lambda bloc: blocs[bloc], default=None)


def in_favour(case: Case, name: str, blocs: Sequence[str], seats: Mapping[str, int] | None = None) -> tuple[int, str]:
    """How many votes these blocs have together, and their names. `BLOC` has the seats that the case (or `seats`)
    gives it, `BLOC=SEATS` those; raise `NoHouse` for a bloc without."""
    sitting = bodies(case)[name].seats(case.day)
    known = {key: (bloc.name, bloc.seats) for key, bloc in sitting.items()}
    known |= {bloc.name: (bloc.name, bloc.seats) for bloc in sitting.values()}
    known |= {bloc: (bloc, count) for bloc, count in (seats or {}).items()}
    held, names = 0, []
    for text in blocs:
        bloc, _, given = text.partition("=")
        if given and not given.strip().isdigit():
            raise NoHouse(f"'{text}' is no bloc; write BLOC or BLOC=SEATS")
        if not given and bloc.strip() not in known:
            raise NoHouse(f"there is no bloc '{bloc.strip()}'; there are: {', '.join(sitting) or 'none'}")
        label, count = known.get(bloc.strip(), (bloc.strip(), 0))
        held += int(given) if given else count
        names.append(label)
    return held, " with ".join(names)


def _minimal(blocs: Mapping[str, int], needed: int) -> tuple[tuple[str, ...], ...]:
    """Minimal sets of blocs with at least `needed` seats; of the largest blocs where there are very many."""
    names = sorted(blocs, key=lambda bloc: (-blocs[bloc], bloc))[:MOST_BLOCS]
    found: list[tuple[str, ...]] = []
    for size in range(1, len(names) + 1):
        for group in combinations(names, size):
            held = sum(blocs[bloc] for bloc in group)
            if held >= needed and all(held - blocs[bloc] < needed for bloc in group):
                found.append(group)
                if len(found) >= 100:
                    return tuple(found)
    return tuple(found)


def seats_table(case: Case, name: str, steps: list[SeatStep], *, who: str = "the votes in favour") -> Table:
    """For reading: what opens, and who is short of what."""
    rows = []
    for step in steps:
        result = "open" if step.opens else f"blocked: {who} {step.short} short"
        rows.append(
            (
                Entry(case.procedures[step.procedure].title),
                Entry(step.does),
                Entry.of(step.majority.needs.worded, step.law),
                Entry(f"{step.needed} of {step.total}"),
                Entry(str(step.held)),
                Entry(result),
                Entry("; ".join(" with ".join(group) for group in step.coalitions)),
                Entry("; ".join(" with ".join(group) for group in step.blocking)),
            )
        )
    body = bodies(case)[name]
    size = body.size(case.day)
    sitting = f"The sitting house has {size.count} members [{', '.join(map(str, size.rests_on))}]. " if size else ""
    return table(
        "seats",
        f"What seats open: {body.name}",
        ("procedure", "step", "majority", "needed", "held", "result", "reached by", "stopped by"),
        rows,
        note=sitting + "Whole numbers, exactly; blocs vote together, as elected, where the case has no later news.",
    )
