"""The list of checks, and how they are run. A rule's module opens with its principle and an example."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from detente.case.case import Case
from detente.notation.problem import Problem

Rule = Callable[[Case], Iterable[Problem]]

_NOT_RULES = {"check"}


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


def run(case: Case, names: Iterable[str] | None = None) -> Iterator[Problem]:
    """The problems that these rules find (all by default), in the order of the rules' names."""
    every = rules()
    for name in names if names is not None else every:
        yield from every[name](case)
