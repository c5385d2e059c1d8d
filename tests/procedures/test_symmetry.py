"""What is the same on both sides comes out the same, and swapping the sides swaps the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.case.case import Case
from detente.procedures.compile import compiled
from detente.procedures.dates import earliest
from detente.procedures.seats import seat_steps
from detente.procedures.sets import stopping_sets


def test_mirrored_procedures_have_mirrored_answers(arland: Case) -> None:
    """The made-up case has one law for each party, alike but for the names."""
    model = compiled(arland)
    ours, theirs = earliest(model, "east-law"), earliest(model, "west-law")
    assert ours.date == theirs.date is not None
    assert [step.replace("east", "west") for step in ours.path] == list(theirs.path)
    a, b = (seat_steps(arland, f"{party}-house", seats={}, held=60, total=100) for party in ("arland", "bethia"))
    assert [(s.needed, s.short) for s in a] == [(s.needed, s.short) for s in b]


def test_swapping_names_swaps_who_can_stop_it(arland: Case) -> None:
    swapped = replace(arland, procedures={name: _swapped(item) for name, item in arland.procedures.items()})
    before, after = compiled(arland), compiled(swapped)
    for name in arland.procedures:
        stops = {frozenset(map(_swap, found)) for found in stopping_sets(before.graph, name).sets}
        assert stops != {frozenset(found) for found in stopping_sets(before.graph, name).sets}
        assert set(stopping_sets(after.graph, name).sets) == stops
        assert after.scheduler.earliest(name).day == before.scheduler.earliest(name).day


def _swap(name: str) -> str:
    return name.replace("arland", "#").replace("bethia", "arland").replace("#", "bethia")


def _swapped(item: Any) -> Any:
    bodies = {
        _swap(key): body.model_copy(update={"actor": _swap(body.actor) if body.actor else None})
        for key, body in item.bodies.items()
    }
    steps = {
        key: step.model_copy(
            update={"body": tuple(map(_swap, step.body)), "consent": tuple(map(_swap, step.consent))}
        )
        for key, step in item.steps.items()
    }
    return item.model_copy(update={"bodies": bodies, "steps": steps})
