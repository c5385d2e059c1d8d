"""Whom an article covers: entity by source, each cell what that source says, and `unknown` where nobody says it.

A clause whose text is not public is not applied by the tool: a cell holds readings that sources give, never ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.actor import ActorKind
from detente.case.case import Case
from detente.case.process import IssueKind
from detente.case.statement import Statement
from detente.positions.table import Entry, Table, table

UNKNOWN = "unknown, text not public"
_PRESENT = (ActorKind.MISSION, ActorKind.FORCE, ActorKind.COMPANY)


@dataclass(frozen=True, slots=True)
class Covered:
    """An entity with the statements that say whether the article covers it, by source; none where nobody says."""

    entity: str
    readings: dict[str, tuple[str, ...]]

    @property
    def statements(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(key for keys in self.readings.values() for key in keys)


def scope(case: Case, article: str) -> list[Covered]:
    """Entities that statements on the article name, then the other missions, forces and companies of the record
    where the article is about such."""
    wanted = case.process.instruments[case.meta.instrument].articles[article]
    on_article: dict[str, None] = {}
    others: dict[str, None] = {m.actor: None for m in case.process.missions.values()}
    for s in case.statements.values():
        on_it = s.article == article or s.about == wanted.about
        (on_article if on_it else others).update(dict.fromkeys(s.entity))
    named = [entity for entity in on_article if not _of_a_party(case, entity)]
    if any(_is_present(case, entity) for entity in named):
        named += [e for e in others if e not in on_article and _is_present(case, e) and not _of_a_party(case, e)]
    return [Covered(entity, _readings(case, entity, article, wanted.about)) for entity in named]


def _readings(case: Case, entity: str, article: str, issue: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key, s in case.standing.items():
        if entity in s.entity and (s.article == article or s.about == issue or _on_its_fate(case, s)):
            found.setdefault(key.partition("/")[0], []).append(key)
    return {source: tuple(keys) for source, keys in found.items()}


def _on_its_fate(case: Case, statement: Statement) -> bool:
    issue = case.process.issues.get(statement.about)
    return issue is not None and issue.kind is IssueKind.MISSION and issue.of is None and bool(statement.value)


def _is_present(case: Case, actor: str) -> bool:
    return actor in case.actors and case.actors[actor].kind in _PRESENT


def _of_a_party(case: Case, actor: str) -> bool:
    seen: set[str] = set()
    while actor not in seen:
        if actor in case.meta.parties:
            return True
        seen.add(actor)
        actor = (case.actors[actor].of or actor) if actor in case.actors else actor
    return False


def reading(case: Case, key: str) -> str:
    """What a statement says of the entity: the words of its label where it has one."""
    s = case.statements[key]
    issue = case.process.issues.get(s.about)
    return issue.labels.get(s.value, s.says) if issue and s.value else s.says


def _cell(case: Case, keys: tuple[str, ...]) -> Entry:
    return Entry.of("; ".join(dict.fromkeys(reading(case, key) for key in keys)), keys)


def scope_table(case: Case, article: str) -> Table:
    """For reading: entity, one column a source that says anything, and how many readings there are."""
    rows = scope(case, article)
    sources = [name for name in case.sources if any(name in row.readings for row in rows)]
    lines = []
    for row in rows:
        cells = [_cell(case, row.readings.get(source, ())) for source in sources]
        count = len({reading(case, key) for key in row.statements})
        lines.append((Entry.of(case.name(row.entity)), *cells, Entry(str(count) if count else UNKNOWN)))
    title = case.process.instruments[case.meta.instrument].articles[article].title
    return table("scope", f"Whom it covers: {title}", ("entity", *sources, "readings"), lines)
