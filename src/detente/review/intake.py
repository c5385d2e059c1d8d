"""A file comes in: read, cleaned, and where a parser is installed read for proposals as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.case.case import Case
from detente.documents.clean import clean
from detente.documents.cleaned import Cleaned
from detente.documents.document import Document
from detente.documents.language import READ, language, script
from detente.documents.read import read, read_bytes
from detente.notation.problem import Problem
from detente.reading.gazetteer import Gazetteer, gazetteer
from detente.reading.plugin import Extractor, ExtractorFailed
from detente.reading.plugin_command import Command
from detente.reading.proposals import Proposal, Reading
from detente.reading.reader import Dated, read_apart
from detente.reading.reader import Document as ToRead

_SHORT = 4
"""Words from which a text too short to be sure of its language is read all the same, where it looks like English."""
MOST_CHARACTERS = 300_000
"""Longer texts get no proposals: reading time grows with length, and nobody reviews a thousand cards."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One file: what was read of it (None where that failed), what should be known, and its proposals.

    `unread` says why there are none. `number` is its place among the files that were given.
    """

    path: Path
    document: Document | None
    cleaned: Cleaned | None
    problems: tuple[Problem, ...]
    reading: Reading | None = None
    reader: str = "hand"
    unread: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of every file: the same for all, and plain data, so that it can go to other processes.

    `extractor` names a factory or an entry point, or is a command.
    """

    encoding: str | None = None
    propose: bool = True
    actors: Mapping[str, Mapping[str, Any]] | None = None
    extractor: str | Command | None = None


@dataclass(frozen=True, slots=True)
class File:
    """One file to take in, under the name that the document gets; with `data` where another machine reads it."""

    number: int
    path: Path
    name: str
    data: bytes | None = None
    dated: Dated | None = None
    """How it is dated, where that was learned from other documents."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An intake as one worker gives it: its reading is not yet set beside those of other documents."""

    intake: Intake
    dated: Dated | None = None


@dataclass(slots=True)
class _Tools:
    """What a process needs to carry out an order, made once."""

    order: Order
    names: Gazetteer
    extractor: Extractor | None
    reader: str
    missing: str | None = None
    """Why there are no proposals at all."""


_kept: list[_Tools] = []


def take(order: Order, file: File) -> Taken:
    """One file, in whatever process: never an exception for what is in it. Raises `ExtractorFailed` where the
    extractor that the order names is not there."""
    document, problems = _read(order, file)
    if document is None:
        return Taken(Intake(file.path, None, None, tuple(problems), number=file.number))
    document = replace(document, name=file.name)
    one = Intake(file.path, document, clean(document), tuple(problems), number=file.number)
    if not order.propose:
        return Taken(one)
    if (why := _why_unread(document)) is not None:
        return Taken(replace(one, unread=why))
    tools = _tools(order)
    if tools.missing is not None:
        return Taken(replace(one, unread=tools.missing))
    reading, dated = read_apart(_for_reader(document), tools.names, tools.extractor, file.dated)
    return Taken(replace(one, reading=reading, reader=tools.reader), dated)


def _read(order: Order, file: File) -> tuple[Document | None, list[Problem]]:
    if file.data is None:
        return read(file.path, encoding=order.encoding)
    return read_bytes(file.data, file.path.name, shown=str(file.path), encoding=order.encoding)


def _tools(order: Order) -> _Tools:
    if not _kept or _kept[0].order != order:
        _kept[:] = [_made(order)]
    return _kept[0]


def _made(order: Order) -> _Tools:
    from detente.reading.model import ModelMissing

    extractor = extractor_of(order.extractor)
    try:
        return _Tools(order, gazetteer(order.actors), extractor, _reader())
    except (ModelMissing, ImportError) as missing:
        return _Tools(order, Gazetteer(), extractor, "hand", str(missing))


def extractor_of(named: str | Command | None) -> Extractor | None:
    """The extractor that an order names. Raises `ExtractorFailed` where it is not there."""
    if named is None or isinstance(named, Command):
        return named
    from detente.reading.plugin import loaded

    return loaded(named)


def _reader() -> str:
    """Reader, model and their versions. Raises `ModelMissing`."""
    from detente import __version__
    from detente.reading.model import model

    meta = model().meta
    return f"detente.reading {__version__} with {meta.get('lang')}_{meta.get('name')} {meta.get('version')}"


def _why_unread(document: Document) -> str | None:
    spoken = document.language or language(document.text[document.body_start :], _SHORT)
    if spoken not in READ:
        written = script(document.text)
        known = (
            f"it is in a language ({spoken}) that is not read"
            if spoken
            else f"it is in {written} script, which is not read"
            if written not in (None, "LATIN")
            else "its language is not known"
        )
        return f"{known}; proposals are made for English. Enter its statements by hand"
    if len(document.text) > MOST_CHARACTERS:
        return (
            f"{len(document.text):,} characters; proposals are made for at most {MOST_CHARACTERS:,}. "
            "Split the document, or enter its statements by hand"
        )
    return None


def _for_reader(document: Document) -> ToRead:
    known = document.metadata
    return ToRead(
        document.name,
        document.text,
        str(known.published.value) if known.published else None,
        known.publisher.value if known.publisher else None,
    )


def gazetteer_of(case: Case) -> Mapping[str, Mapping[str, Any]]:
    """The case's actors as the reader takes them: an office is a title, unless it is a former one."""
    found: dict[str, Mapping[str, Any]] = {}
    for name, actor in case.actors.items():
        office = (actor.office or "").split(" of ")[0]
        found[name] = {
            "name": actor.name,
            "kind": actor.kind.value,
            **({"of": actor.of} if actor.of else {}),
            "aliases": actor.aliases,
            "metonyms": actor.metonyms,
            "demonyms": actor.demonyms,
            "titles": (office,) if office and not office.lower().startswith(("former", "ex-")) else (),
        }
    return found


def within(reading: Reading, cleaned: Cleaned) -> Reading:
    """Without statements that stand in furniture alone: captions, menus, front matter. Dates there are dates."""

    def stays(one: Proposal) -> bool:
        start, end = cleaned.clean(one.start, one.end)
        return end > start

    def kept(found: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(one for one in found if stays(one))

    return replace(
        reading,
        actors=kept(reading.actors),
        statements=kept(reading.statements),
        conditions=kept(reading.conditions),
        voice=kept(reading.voice),
        disputes=tuple(d for d in reading.disputes if stays(d.denial)),
        marks=(),
    )


__all__ = ["Command", "ExtractorFailed", "File", "Intake", "Order", "Taken", "extractor_of", "gazetteer_of", "take"]
