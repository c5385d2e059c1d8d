"""The status ladder of an instrument, and the board of its articles."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.case import Case
from detente.case.process import Condition, Ring
from detente.positions.table import Entry, Table, table


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: `state` is reached, next or later; `waits_for` are the preconditions that gate it."""

    name: str
    state: str
    since: str
    cites: tuple[str, ...]
    waits_for: tuple[str, ...]


def ladder(case: Case, instrument: str | None = None) -> list[Rung]:
    """Rungs from first to last. A rung counts as passed where a later one is reached; `initialled` may be skipped
    in practice, so the next rung is the first one after the highest reached that some condition gates, or the one
    that follows directly."""
    name = instrument or case.meta.instrument
    item = case.process.instruments[name]
    rungs = list(case.process.ladder)
    highest = max((rungs.index(rung) for rung in item.reached if rung in rungs), default=-1)
    found = []
    for index, rung in enumerate(rungs):
        reached = item.reached.get(rung)
        state = "reached" if reached else "passed" if index < highest else "next" if index == highest + 1 else "later"
        found.append(
            Rung(
                rung,
                state,
                reached.since.text if reached else "",
                tuple(b.worded for b in reached.basis) if reached else (),
                tuple(key for key, c in gating(case, f"{name}.{rung}")),
            )
        )
    return found


def gating(case: Case, rung: str) -> list[tuple[str, Condition]]:
    """Preconditions that gate this rung; outside and feared demands gate nothing by themselves."""
    return [
        (key, condition)
        for key, condition in case.process.conditions.items()
        if condition.ring is Ring.PRECONDITION and condition.gates == rung
    ]


def current_rung(case: Case) -> str:
    """The highest rung that the main instrument has reached; empty where it has reached none."""
    reached = [rung.name for rung in ladder(case) if rung.state == "reached"]
    return reached[-1] if reached else ""


def ladder_table(case: Case) -> Table:
    """For reading."""
    rows = [
        (
            Entry.of(rung.name.replace("-", " "), rung.cites),
            Entry(rung.state),
            Entry(rung.since),
            Entry(", ".join(case.process.conditions[key].name for key in rung.waits_for), because=rung.waits_for),
        )
        for rung in ladder(case)
    ]
    title = f"Status ladder: {case.process.instruments[case.meta.instrument].title}"
    return table("ladder", title, ("rung", "state", "since", "waits for"), rows)


@dataclass(frozen=True, slots=True)
class ArticleSlot:
    """An article of the board: its content is known from these statements, or unknown where there are none."""

    name: str
    title: str
    statements: tuple[str, ...]


def board(case: Case) -> list[ArticleSlot]:
    """Every slot of the main instrument; those that no source describes are `unknown`."""
    instrument = case.process.instruments[case.meta.instrument]
    slots = []
    for name, article in instrument.articles.items():
        keys = tuple(key for key, s in case.standing.items() if s.article == name)
        if keys:
            slots.append(ArticleSlot(name, article.title, keys))
    missing = (instrument.slots or len(slots)) - len(slots)
    return slots + [ArticleSlot("unknown", "content not public in these sources", ()) for _ in range(missing)]


def board_table(case: Case) -> Table:
    """For reading: known slots singly, unknown ones as one row with their number."""
    slots = board(case)
    known = [slot for slot in slots if slot.statements]
    rows = [
        (
            Entry.of(slot.title, slot.statements),
            Entry.of("; ".join(dict.fromkeys(case.statements[key].says for key in slot.statements)), slot.statements),
            Entry(str(len({key.partition("/")[0] for key in slot.statements}))),
        )
        for slot in known
    ]
    instrument = case.process.instruments[case.meta.instrument]
    if unknown := len(slots) - len(known):
        basis = tuple(b.worded for b in instrument.slots_basis)
        rows.append((Entry.of(f"{unknown} further articles", basis), Entry("unknown"), Entry("0")))
    title = f"Articles: {len(slots)} in all, {len(known)} with known content"
    return table("articles", title, ("article", "what sources say of it", "documents"), rows)
