"""Templates for a new case: ladder, issues and kind of instrument, as data that ships with the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from detente.case.item import Id, Item, OneOrMore, Text
from detente.case.process import Issue
from detente.notation.yaml_file import read_yaml

_BLANK = re.compile(r"fill-in-[a-z0-9-]+", re.ASCII)
FOLDER = Path(__file__).resolve().parents[1] / "templates"


class Template(Item):
    """What a case of one sort begins with."""

    kind: Text
    about: Text
    ladder: OneOrMore[Id]
    issues: dict[str, Issue]


def template_names() -> list[str]:
    """All that there are."""
    return sorted(path.stem for path in (FOLDER / "cases").glob("*.yaml"))


def template(name: str) -> Template:
    """One of them; raises `KeyError` for another name. The files ship with us, so a fault in one is a bug."""
    if name not in template_names():
        raise KeyError(name)
    file, problems = read_yaml(FOLDER / "cases" / f"{name}.yaml", f"{name}.yaml")
    if file is None or problems:
        raise AssertionError(problems)
    return Template.model_validate(file.tree)


def procedure_text(name: str) -> str | None:
    """The procedure that goes with a template, as text; none where there is none."""
    path = FOLDER / "procedures" / f"{name}.yaml"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def blanks(text: str) -> list[str]:
    """The blanks of a template's text, each once, in order: `fill-in-first-party`."""
    return list(dict.fromkeys(_BLANK.findall(_without_comments(text))))


def filled(text: str, answers: Mapping[str, str]) -> str:
    """The text with names of the case in place of blanks; blanks without an answer stay, and `check` lists them."""
    return _BLANK.sub(lambda blank: answers.get(blank[0], blank[0]), text)


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
