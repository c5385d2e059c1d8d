"""Files come in: read, cleaned, and where a parser is installed read for proposals as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.case.case import Case
from detente.documents.clean import clean
from detente.documents.cleaned import Cleaned
from detente.documents.document import Document
from detente.documents.language import READ
from detente.documents.read import read
from detente.notation.problem import Problem
from detente.reading.proposals import Proposal, Reading

MOST_CHARACTERS = 300_000
"""Longer texts get no proposals: reading time grows with length, and nobody reviews a thousand cards."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One file: what was read of it (None where that failed), what should be known, and its proposals.

    `unread` says why there are none.
    """

    path: Path
    document: Document | None
    cleaned: Cleaned | None
    problems: tuple[Problem, ...]
    reading: Reading | None = None
    reader: str = "hand"
    unread: str | None = None


def take_in(
    paths: Sequence[Path], case: Case | None = None, *, encoding: str | None = None, propose: bool = True
) -> list[Intake]:
    """Every file, in the order given; names that two of them share are told apart by their folders."""
    taken: list[Intake] = []
    names: set[str] = set()
    for path in paths:
        document, problems = read(path, encoding=encoding)
        if document is None:
            taken.append(Intake(path, None, None, tuple(problems)))
            continue
        if document.name in names:
            document = replace(document, name=str(path))
        names.add(document.name)
        taken.append(Intake(path, document, clean(document), tuple(problems)))
    return _proposed(taken, case) if propose else taken


def _proposed(taken: list[Intake], case: Case | None) -> list[Intake]:
    unread = {id(one): why for one in taken if (why := _why_unread(one)) is not None}
    wanted = [one for one in taken if id(one) not in unread]
    readings: dict[int, Reading] = {}
    reader = "hand"
    if wanted:
        try:
            readings, reader = _readings(wanted, case)
        except _NoReader as missing:
            unread |= {id(one): str(missing) for one in wanted}
    return [
        replace(
            one,
            reading=readings.get(id(one)),
            reader=reader if id(one) in readings else "hand",
            unread=unread.get(id(one)),
        )
        for one in taken
    ]


def _why_unread(one: Intake) -> str | None:
    if one.document is None or one.cleaned is None:
        return "the file could not be read"
    if one.document.language not in READ:
        return f"only {', '.join(sorted(READ))} is read; enter its statements by hand"
    if len(one.document.text) > MOST_CHARACTERS:
        return (
            f"{len(one.document.text):,} characters; proposals are made for at most {MOST_CHARACTERS:,}. "
            "Split the document, or enter its statements by hand"
        )
    return None


class _NoReader(RuntimeError):
    pass


def _readings(wanted: Sequence[Intake], case: Case | None) -> tuple[dict[int, Reading], str]:
    from detente import __version__
    from detente.reading import reader
    from detente.reading.model import ModelMissing, model

    documents = [_for_reader(one.document) for one in wanted if one.document is not None]
    try:
        meta = model().meta
        found = reader.read_all(documents, gazetteer=gazetteer_of(case) if case else None)
    except (ModelMissing, ImportError) as missing:
        raise _NoReader(str(missing)) from missing
    name = f"detente.reading {__version__} with {meta.get('lang')}_{meta.get('name')} {meta.get('version')}"
    kept = {
        id(one): _within(reading, one.cleaned)
        for one, reading in zip(wanted, found, strict=True)
        if one.cleaned is not None
    }
    return kept, name


def _for_reader(document: Document):  # type: ignore[no-untyped-def]
    from detente.reading.reader import Document as ToRead

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


def _within(reading: Reading, cleaned: Cleaned) -> Reading:
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
