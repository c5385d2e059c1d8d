"""Levers: the same process with some numbers, days or members set otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Process

Path = tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Lever:
    """Settings that belong together, by path: ``("conditions", "vote", "ballot", "delay"): 90.0``.

    A path goes from the process through names and fields: ``("drivers", "war", "rates", "calm", "tense")``,
    ``("drivers", "war", "start")``, ``("hazards", "collapse", "rate")``, ``("rungs", "signed", "needs")``.
    ``actor`` is who could pull it, ``basis`` where the size comes from.
    """

    name: str
    settings: Mapping[Path, Any]
    actor: str = ""
    basis: str = ""


def applied(process: Process, *levers: Lever) -> Process:
    """The process with the levers pulled, in order. Raises ``InvalidModel`` for a path that leads nowhere."""
    for lever in levers:
        for path, value in lever.settings.items():
            process = _set(process, path, path, value)
    return process


def _set(thing: Any, path: Path, whole: Path, value: Any) -> Any:
    """A copy of ``thing`` with the end of the path set."""
    if not path:
        return value
    name, rest = path[0], path[1:]
    if isinstance(thing, Mapping):
        if name not in thing and rest:
            raise _nowhere(whole, name, thing)
        return {**thing, name: _set(thing.get(name), rest, whole, value)}
    if isinstance(thing, tuple):
        names = [_name(item) for item in thing]
        if name not in names:
            raise _nowhere(whole, name, names)
        return tuple(_set(item, rest, whole, value) if _name(item) == name else item for item in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        fields = [field.name for field in dataclasses.fields(thing)]
        if name in fields:
            return dataclasses.replace(thing, **{name: _set(getattr(thing, name), rest, whole, value)})
        steps = getattr(thing, "steps", ())
        if name in [step.name for step in steps]:
            return dataclasses.replace(thing, steps=_set(steps, path, whole, value))
        odds = getattr(thing, "odds", None)
        if isinstance(odds, Mapping):
            return dataclasses.replace(thing, odds=_set(odds, path, whole, value))
        raise _nowhere(whole, name, fields)
    raise _nowhere(whole, name, ())


def _name(item: Any) -> str:
    if hasattr(item, "name"):
        return str(item.name)
    return item.day.isoformat() if hasattr(item, "day") else str(item)


def _nowhere(path: Path, name: str, names: Any) -> InvalidModel:
    known = ", ".join(str(n) for n in names)
    return InvalidModel([Problem(path, "unknown-lever", f"no '{name}' here; there is {known or 'nothing'}")])
