"""The list of checks, and how they are run. A rule's module opens with its principle and an example."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from detente.case.case import Case
from detente.notation.problem import Problem, Severity

Rule = Callable[[Case], Iterable[Problem]]

_NOT_RULES = {"check"}
_OF_SOUND = {"expectations"}


@cache
def rules() -> dict[str, Rule]:
    """Name of each rule (its module's, with hyphens) and the function `check` in it."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    found: dict[str, Rule] = {}
    for name in names:
        if name not in _NOT_RULES:
            found[name.replace("_", "-")] = importlib.import_module(f"detente.checks.{name}").check
    return found


def principle(name: str) -> str:
    """The first line of a rule's module: what it holds."""
    module = importlib.import_module(f"detente.checks.{name.replace('-', '_')}")
    return (module.__doc__ or "").strip().split("\n", 1)[0]


def run(case: Case, names: Iterable[str] | None = None, *, sound: bool = True) -> Iterator[Problem]:
    """The problems that these rules find (all by default), in the order of the rules' names, expectations last.
    What comes out of a case can only be asked where it is free of errors; `sound` is False where its loading had
    some."""
    every = rules()
    for name in sorted(names if names is not None else every, key=lambda name: (name in _OF_SOUND, name)):
        if name in _OF_SOUND and not sound:
            continue
        for problem in every[name](case):
            sound = sound and problem.severity is not Severity.ERROR
            yield problem
