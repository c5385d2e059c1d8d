"""Nothing is part of itself, speaks for itself through others, or corrects itself.

a: {of: b}   b: {of: a}   ->  cycle
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from detente.case.case import Case
from detente.notation.problem import Place, Problem


def check(case: Case) -> Iterator[Problem]:
    """Circles among actors, issues, events, instruments and corrections."""
    actors, process = case.actors, case.process
    graphs: list[tuple[str, str, str, Mapping[str, list[str]]]] = [
        ("actors.yaml", "actors", "of", {k: _one(a.of) for k, a in actors.items()}),
        ("actors.yaml", "actors", "speaks-for", {k: _one(a.speaks_for) for k, a in actors.items()}),
        ("process.yaml", "issues", "of", {k: _one(i.of) for k, i in process.issues.items()}),
        ("process.yaml", "events", "of", {k: _one(e.of) for k, e in process.events.items()}),
        (
            "process.yaml",
            "instruments",
            "refers-to",
            {k: [r.to for r in i.refers_to] for k, i in process.instruments.items()},
        ),
    ]
    for file, register, key, edges in graphs:
        if circle := _circle(edges):
            yield _problem(circle, case.place_of(file, (register, circle[0], key)))
    for key in ("repeats", "supersedes"):
        edges = {name: list(getattr(statement, key)) for name, statement in case.statements.items()}
        if circle := _circle(edges):
            yield _problem(circle, case.place_of_statement(circle[0], key))


def _one(name: str | None) -> list[str]:
    return [name] if name else []


def _circle(edges: Mapping[str, list[str]]) -> list[str] | None:
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return None


def _problem(circle: list[str], place: Place) -> Problem:
    return Problem("cycle", f"This goes in a circle: {' -> '.join(circle)}.", place)
