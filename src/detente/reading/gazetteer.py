"""Who can be meant: the actors of a case, or states, seats and demonyms in general where there is no case.

A gazetteer is a plain mapping, as in a case's actors file:

    {arland: {name: Arland, kind: state, metonyms: [Arlen], demonyms: [Arlandish]},
     arland-mfa: {name: Ministry of Foreign Affairs of Arland, kind: ministry, of: arland, aliases: [...]},
     brann: {name: Ada Brann, kind: person, of: arland, titles: [prime minister], pronoun: she}}
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_FIRST = re.compile(r"[^\W_]+", re.UNICODE)
_TITLE_WORDS = {
    "pm": "prime minister",
    "premier": "prime minister",
    "fm": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "minister for foreign affairs": "foreign minister",
    "secretary of state": "secretary of state",
    "defense minister": "defence minister",
    "minister of defence": "defence minister",
    "minister of defense": "defence minister",
}


def folded(text: str) -> str:
    """The text without diacritics, character for character: Brannová and Brannova are one name."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", c)[0] for c in text)


@dataclass(slots=True)
class Actor:
    """One actor. `of` names the state or body it belongs to."""

    name: str
    kind: str = "other"
    of: str | None = None
    titles: tuple[str, ...] = ()
    pronoun: str | None = None
    known: bool = True
    expert: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in prose. `form` says how it was named."""

    start: int
    end: int
    actor: Actor
    form: str


@dataclass(slots=True)
class Gazetteer:
    """Names by their first word, for one pass over a text."""

    actors: dict[str, Actor] = field(default_factory=dict)
    _names: dict[str, list[tuple[str, Actor, str]]] = field(default_factory=dict)
    _sides: dict[str, str] = field(default_factory=dict)

    def add(self, actor: Actor) -> Actor:
        """Registers an actor; the first of a name stays."""
        return self.actors.setdefault(actor.name, actor)

    def name(self, text: str, actor: Actor, form: str = "name") -> None:
        """Lets `text` stand for an actor."""
        text = folded(text.strip()).replace("’", "'")
        if text.lower().startswith("the "):
            text = text[4:]
        first = _FIRST.search(text)
        if first is None:
            return
        entries = self._names.setdefault(first.group().casefold(), [])
        if form == "demonym":
            self._sides[text.casefold()] = actor.name
            entries[:] = [entry for entry in entries if entry[0] != text or entry[1] is not actor]
        if not any(known == text and who is not actor and form != "demonym" for known, who, _ in entries):
            entries.append((text, actor, form))
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, prose: str) -> Iterator[Hit]:
        """Names in a text, leftmost longest, never overlapping."""
        at, prose = 0, folded(prose)
        for word in _FIRST.finditer(prose):
            entries = self._names.get(word.group().casefold())
            if entries is None or word.start() < at:
                continue
            for text, actor, form in entries:
                end = word.start() + len(text)
                if end > len(prose) or (end < len(prose) and text[-1].isalnum() and prose[end].isalnum()):
                    continue
                found = prose[word.start() : end]
                if found == text or (found.casefold() == text.casefold() and _may_fold(found, text)):
                    yield Hit(word.start(), end, actor, form)
                    at = end
                    break

    def side_of(self, adjective: str) -> str | None:
        """The state a demonym belongs to."""
        return self._sides.get(adjective.casefold())

    def titled(self, title: str, of: str | None) -> Actor | None:
        """Who holds an office of a state, as far as known."""
        wanted = plain_title(title)
        for actor in self.actors.values():
            if actor.kind == "person" and wanted in actor.titles and (of is None or actor.of in (of, None)):
                return actor
        return None

    def belonging(self, kind: str, of: str) -> Actor | None:
        """The first actor of a kind that belongs to another."""
        for actor in self.actors.values():
            if actor.kind == kind and actor.of == of:
                return actor
        return None

    def copy(self) -> Gazetteer:
        """One that a document may add its own names to."""
        return Gazetteer(dict(self.actors), {k: list(v) for k, v in self._names.items()}, dict(self._sides))


def plain_title(title: str) -> str:
    """A title in one spelling: PM and premier become prime minister."""
    bare = " ".join(title.lower().replace("-", " ").split())
    return _TITLE_WORDS.get(bare, bare)


def _may_fold(found: str, text: str) -> bool:
    """A multi-word name may differ in case; a single word must keep its capitals."""
    return " " in text and (found[:1].isupper() or text[:1].islower())


@cache
def _world() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    out = []
    for line in files("detente.reading").joinpath("data", "world.tsv").read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            cells = ([*line.split("\t"), "", "", ""])[:4]
            names, seats, demonyms = (tuple(part for part in cell.split(";") if part) for cell in cells[1:])
            out.append((cells[0], names, seats, demonyms))
    return tuple(out)


def gazetteer(actors: Mapping[str, Mapping[str, Any]] | None = None) -> Gazetteer:
    """A gazetteer from a case's actors, on top of the states of the world. Actors of the case win."""
    out = Gazetteer()
    actors = actors or {}
    shown = {ident: str(entry.get("name", ident)) for ident, entry in actors.items()}
    for ident, entry in actors.items():
        of = entry.get("of")
        actor = out.add(
            Actor(
                shown[ident],
                str(entry.get("kind", "other")),
                shown.get(str(of), str(of)) if of else None,
                tuple(plain_title(str(title)) for title in entry.get("titles", ())),
                entry.get("pronoun"),
            )
        )
        out.name(actor.name, actor)
        for form, field_name in (("name", "aliases"), ("metonym", "metonyms"), ("demonym", "demonyms")):
            for text in entry.get(field_name, ()):
                out.name(str(text), actor, form)
    for actor in list(out.actors.values()):
        last = actor.name.split()[-1]
        if actor.kind == "person" and " " in actor.name and next(out.find(last), None) is None:
            out.name(last, actor, "surname")
    own = {
        text.casefold() for actor in actors.values() for text in (actor.get("name", ""), *actor.get("aliases", ()))
    }
    for name, names, seats, demonyms in _world():
        known = next((n for n in (name, *names) if n.casefold() in own), None)
        actor = out.add(Actor(name, "state")) if known is None else _own(out, known)
        for text in (name, *names):
            out.name(text, actor)
        for text in seats:
            out.name(text, actor, "metonym")
        for text in demonyms:
            out.name(text, actor, "demonym")
    return out


def _own(out: Gazetteer, known: str) -> Actor:
    return next(hit.actor for hit in out.find(known))
