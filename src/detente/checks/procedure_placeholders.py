"""What a template leaves to be filled in is filled in.

body: fill-in-first-party   ->  placeholder (a warning: the procedure can be read, and says nothing yet of who
acts)
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.checks.procedure_names import FILL_IN
from detente.notation.problem import Problem, Severity


def check(case: Case) -> Iterator[Problem]:
    """Placeholders, each once a file."""
    for name in case.procedures:
        file = f"procedures/{name}.yaml"
        seen: set[str] = set()
        for path, text in _texts(case.files[file].tree if file in case.files else {}):
            blank = text.partition(".")[0]
            if blank.startswith(FILL_IN) and blank not in seen:
                seen.add(blank)
                yield Problem(
                    "placeholder",
                    f"'{blank}' is still to be filled in.",
                    case.place_of(file, path),
                    Severity.WARNING,
                    hint="write the name of an actor, body or instrument of the case",
                )


def _texts(tree: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from _texts(value, (*path, index))
