"""A loaded case: everything in the folder, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from detente.case.actor import Actor, GeoPlace
from detente.case.ledger import LedgerFile, OutcomesFile
from detente.case.meta import CaseFile, Expectation, Judgement
from detente.case.outlook import OutlookFile
from detente.case.procedure import Procedure
from detente.case.process import ProcessFile
from detente.case.source import Source
from detente.case.statement import Statement
from detente.notation.problem import Place
from detente.notation.yaml_file import PathTo, YamlFile


@dataclass(frozen=True, eq=False)
class Case:
    """`statements` are keyed `SOURCE/KEY`, in the order of the files. Files stand by their name in the folder."""

    folder: Path
    meta: CaseFile
    actors: Mapping[str, Actor]
    places: Mapping[str, GeoPlace]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    process: ProcessFile
    judgements: Mapping[str, Judgement]
    expectations: tuple[Expectation, ...]
    files: Mapping[str, YamlFile] = field(repr=False)
    names: Mapping[str, frozenset[str] | None] = field(repr=False)
    """Names that can be referred to, by kind, also of items with problems; None where a whole file is unreadable."""
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    outlook: OutlookFile | None = None
    ledger: LedgerFile | None = None
    outcomes: OutcomesFile | None = None
    """What came, from the day on which it was known: also after the case's own day."""

    @property
    def day(self) -> date:
        """The last day that the case knows."""
        return self.meta.as_of.last

    def source_of(self, statement: str) -> Source:
        """The source in whose record a statement stands."""
        return self.sources[statement.partition("/")[0]]

    def place_of(self, file: str, path: PathTo, *, of_key: bool = False) -> Place:
        """Where a value stands in the files."""
        known = self.files.get(file)
        return known.place(path, of_key=of_key) if known else Place(file)

    def place_of_statement(self, statement: str, *path: str | int, of_key: bool = False) -> Place:
        """Where a statement, or a value in it, stands."""
        source, _, key = statement.partition("/")
        return self.place_of(f"record/{source}.yaml", (key, *path), of_key=of_key)

    @cached_property
    def standing(self) -> Mapping[str, Statement]:
        """The statements that no later entry corrects: what views count. The corrected ones stay in `statements`."""
        superseded = {key for statement in self.statements.values() for key in statement.supersedes}
        return {key: statement for key, statement in self.statements.items() if key not in superseded}

    @property
    def whole_record(self) -> bool:
        """True where every statement in the files could be read."""
        return self.names.get("statement") == frozenset(self.statements) and not self.names.get("unreadable record")

    def party_of(self, actor: str) -> str | None:
        """The party for which an actor speaks; itself for a party; none for courts, press and opposition."""
        seen: set[str] = set()
        while actor not in self.meta.parties:
            if actor in seen or actor not in self.actors:
                return None
            seen.add(actor)
            spoken_for = self.actors[actor].speaks_for
            if spoken_for is None:
                return None
            actor = spoken_for
        return actor

    def name(self, actor_or_place: str) -> str:
        """Its name in our words, by house style."""
        if preferred := self.meta.style.names.get(actor_or_place):
            return preferred
        known = self.actors.get(actor_or_place) or self.places.get(actor_or_place)
        return known.name if known else actor_or_place

    def known_on(self, statement: str) -> date:
        """The day from which a statement may be used: the last day on which its source may have appeared, and
        not before it was said."""
        source = self.source_of(statement)
        known = source.known_by()
        said = self.statements[statement].said
        return max(known.last if known else date.max, said.start if said else date.min)

    def about(self, *issues: str) -> Iterator[tuple[str, Statement]]:
        """Statements about any of these issues."""
        wanted = set(issues)
        return ((key, s) for key, s in self.statements.items() if s.about in wanted)
