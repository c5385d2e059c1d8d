"""The ladder of an instrument: the rung reached, and what each next one needs."""

from __future__ import annotations

from dataclasses import dataclass

from detente.positions.speech import listed
from detente.positions.table import Entry, Table, table
from detente.procedures.compile import Model
from detente.procedures.dates import Earliest, earliest, told
from detente.procedures.sets import minimal_steps, stopping_sets


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung: `reached` with its date in words, or what it waits for."""

    name: str
    node: str
    reached: str | None
    cites: tuple[str, ...]
    waits_for: tuple[str, ...]
    """Conditions and procedures (node names) of its own that are open."""
    open_steps: int
    """Steps in the smallest set that reaches it."""
    ways: str
    """How many minimal sets of open steps reach it."""
    can_stop: str
    """How many minimal sets of actors can stop it."""
    earliest: Earliest


def ladder(model: Model, instrument: str | None = None) -> list[Rung]:
    """Every rung, first to last. A rung that was passed over without being reported stands as passed."""
    case = model.case
    name = instrument or case.meta.instrument
    item = case.process.instruments[name]
    below: str | None = None
    rungs = []
    for step in case.process.ladder:
        node = f"{name}.{step}"
        graph_node = model.graph.nodes[model.graph.at[node]]
        known = item.reached.get(step)
        done = graph_node.done is not None
        sets = minimal_steps(model.graph, node)
        rungs.append(
            Rung(
                step,
                node,
                known.since.text if known else "passed" if done else None,
                tuple(map(str, known.basis)) if known else (),
                ()
                if done
                else tuple(
                    n for n in graph_node.needs if n != below and model.graph.nodes[model.graph.at[n]].done is None
                ),
                0 if done else min((len(found) for found in sets.sets), default=0),
                "" if done else sets.count,
                "" if done else stopping_sets(model.graph, node).count,
                earliest(model, node),
            )
        )
        below = node
    return rungs


def current(rungs: list[Rung]) -> Rung | None:
    """The highest rung reached."""
    return next((rung for rung in reversed(rungs) if rung.reached), None)


def following(rungs: list[Rung]) -> Rung | None:
    """The first rung not reached that waits for something; else the first not reached."""
    open_rungs = [rung for rung in rungs if not rung.reached]
    return next((rung for rung in open_rungs if rung.waits_for), open_rungs[0] if open_rungs else None)


def ladder_table(model: Model, instrument: str | None = None) -> Table:
    """For reading."""
    rows = []
    for rung in ladder(model, instrument):
        waits = listed(told(model, node) for node in rung.waits_for)
        rows.append(
            (
                Entry(rung.name.replace("-", " ")),
                Entry.of(rung.reached or "open", rung.cites),
                Entry("" if rung.reached else waits or "nothing that a source names"),
                Entry("" if rung.reached else rung.earliest.text, because=rung.earliest.path),
                Entry("" if rung.reached else f"{rung.open_steps} at least; {rung.ways} minimal sets"),
                Entry("" if rung.reached else f"{rung.can_stop} minimal sets"),
            )
        )
    item = model.case.process.instruments[instrument or model.case.meta.instrument]
    return table(
        "ladder",
        f"Ladder: {item.title}",
        ("rung", "reached", "waits for", "earliest", "open steps", "who can stop it"),
        rows,
        note="A rung for which no source names a condition can be passed with the next one.",
    )
