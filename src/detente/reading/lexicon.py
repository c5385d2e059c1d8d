"""The reader's word lists, loaded once from the package's data folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FLAGS = frozenset({"open", "stance", "keeps", "under-not", "weak", "commit", "predicative"})


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb reports, by frame."""

    lemma: str
    frames: dict[str, str]
    open: bool = False
    stance: bool = False
    keeps: bool = False
    under_not: str | None = None
    weak: bool = False
    commit: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun or adjective that names an act."""

    lemma: str
    act: str
    stance: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything in cues.yaml."""

    verbs: dict[str, Verb]
    particles: dict[str, frozenset[str]]
    nouns: dict[str, Noun]
    adjectives: dict[str, Noun]
    light: frozenset[str]
    aspect: frozenset[str]
    silence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """Everything in roles.yaml: common nouns for those who can speak."""

    kind: dict[str, str]
    ministries: dict[str, str]
    short_ministries: dict[str, str]
    two: frozenset[str]

    def of(self, lemma: str) -> str | None:
        """person, body, expert, group, outlet, text, government or None."""
        found = self.kind.get(lemma)
        if found is None and lemma.endswith("s"):
            found = self.kind.get(lemma[:-1])
        return found


def _yaml(name: str) -> Any:
    import yaml

    return yaml.safe_load(files("detente.reading").joinpath("data", name).read_text(encoding="utf8"))


@cache
def cues() -> Cues:
    """The cue lexicon."""
    raw = _yaml("cues.yaml")
    verbs: dict[str, Verb] = {}
    particles: dict[str, frozenset[str]] = {}
    for lemma, entry in raw["verbs"].items():
        verbs[lemma] = Verb(
            lemma,
            {str(frame): act for frame, act in entry.items() if frame not in FLAGS},
            open=entry.get("open", False),
            stance=entry.get("stance", False),
            keeps=entry.get("keeps", False),
            under_not=entry.get("under-not"),
            weak=entry.get("weak", False),
            commit=entry.get("commit", False),
        )
        base, _, particle = lemma.partition(" ")
        if particle:
            particles[base] = particles.get(base, frozenset()) | {particle}
    return Cues(
        verbs,
        particles,
        {lemma: Noun(lemma, entry["act"], entry.get("stance", False)) for lemma, entry in raw["nouns"].items()},
        {lemma: Noun(lemma, entry["act"], True) for lemma, entry in raw["adjectives"].items()},
        frozenset(raw["light"]),
        frozenset(raw["aspect"]),
        frozenset(raw["silence-nouns"]),
    )


@cache
def roles() -> Roles:
    """The role nouns."""
    raw = _yaml("roles.yaml")
    kind: dict[str, str] = {}
    for name in ("text", "outlet", "group", "person", "body", "government", "expert"):
        for lemma in raw[name]:
            kind.setdefault(lemma, name)
    for lemma in raw["expert"]:
        kind[lemma] = "expert"
    return Roles(kind, raw["ministry"], raw["ministry-short"], frozenset(raw["two"]))


@cache
def acts() -> dict[str, tuple[str, ...]]:
    """From the reader's acts to those of a case's record, likeliest first."""
    return {act: tuple(names) for act, names in _yaml("acts.yaml").items()}


@cache
def topics() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """One pattern of word beginnings, and the subjects of accusation that each stands for."""
    table: dict[str, frozenset[str]] = {}
    for name, stems in _yaml("topics.yaml").items():
        for stem in stems:
            table[str(stem)] = table.get(str(stem), frozenset()) | {name}
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(stem) for stem in longest) + ")", re.I), table


def topics_of(text: str) -> frozenset[str]:
    """The subjects that a text touches."""
    pattern, table = topics()
    return frozenset(name for found in pattern.finditer(text) for name in table[found.group().lower()])
