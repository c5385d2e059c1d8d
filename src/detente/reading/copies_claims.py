"""Claims that several documents report, and how many of the reports are independent: copies count once.

Two statements are one claim where they stand at the same place of a copied passage, or where the same speaker says in
both what shares most of its telling words. What no passage and no such likeness links stays two claims: a claim
too many is seen at once, and one too few costs a source its independence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.reading.copies_origins import Origin, Sets, Support, origins
from detente.reading.copies_passage import Copied, Side
from detente.reading.proposals import UNATTRIBUTED, Mark, Reading, StatementProposal

ALIKE, LEAST = 0.6, 4
"""Part of the telling words of the shorter statement that must be shared, and their least number."""
_CROWD = 400
"""Statements with one telling word in common that are compared with each other at most."""
_OPPOSITE = ({"deny", "refute"}, {"accuse", "claim", "announce", "assess", "acknowledge"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim by the statements that report it, in at least two documents, and its independent origins."""

    statements: tuple[StatementProposal, ...]
    origins: tuple[Origin, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that report it."""
        return tuple(dict.fromkeys(s.doc for s in self.statements))


def claims(readings: Sequence[Reading], copied: Iterable[Copied]) -> list[Claim]:
    """Claims that two or more of the documents report, those in most documents first."""
    said = [(s, m) for reading in readings for s, m in _marked(reading)]
    passages = [passage for passage in copied if passage.is_reuse]
    sets = Sets(len(said))
    for one, two in (*_copied(said, passages), *_alike(said)):
        sets.join(one, two)
    groups: dict[int, list[StatementProposal]] = defaultdict(list)
    for number, (statement, _) in enumerate(said):
        groups[sets.find(number)].append(statement)
    found = []
    for group in groups.values():
        if len({s.doc for s in group}) > 1:
            supports = [Support(s.doc, s.start, s.end) for s in group]
            found.append(Claim(tuple(group), tuple(origins(supports, passages))))
    return sorted(
        found, key=lambda c: (-len(c.documents), -len(c.origins), c.statements[0].doc, c.statements[0].start)
    )


def _marked(reading: Reading) -> Iterator[tuple[StatementProposal, Mark | None]]:
    marks = (*reading.marks, *[None] * (len(reading.statements) - len(reading.marks)))
    return zip(reading.statements, marks, strict=True)


_Said = Sequence[tuple[StatementProposal, Mark | None]]


def _copied(said: _Said, passages: Sequence[Copied]) -> Iterator[tuple[int, int]]:
    """Statements that stand at one place of a passage which two documents share."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, (statement, _) in enumerate(said):
        by_document[statement.doc].append(number)
    for passage in passages:
        ones, twos = (
            [(n, place) for n in by_document.get(side.name, ()) if (place := _place(said[n][0], side)) is not None]
            for side in (passage.a, passage.b)
        )
        for one, (low, high) in ones:
            for two, (start, end) in twos:
                shared = min(high, end) - max(low, start)
                if 2 * shared >= max(high - low, end - start) and _agree(said[one][0], said[two][0]):
                    yield one, two


def _place(statement: StatementProposal, side: Side) -> tuple[float, float] | None:
    """The part of the passage, from 0 to 1, that a statement takes; None where most of it stands outside."""
    low, high = max(statement.start, side.start), min(statement.end, side.end)
    if 2 * (high - low) < statement.end - statement.start:
        return None
    length = max(1, side.end - side.start)
    return (low - side.start) / length, (high - side.start) / length


def _alike(said: _Said) -> Iterator[tuple[int, int]]:
    """Statements of one speaker in different documents with most of their telling words in common."""
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (statement, mark) in enumerate(said):
        if mark is None or statement.speaker == UNATTRIBUTED or len(mark.stems) < LEAST:
            continue
        near: dict[int, int] = defaultdict(int)
        for stem in sorted(mark.stems):
            for other in by_word[statement.speaker, stem][-_CROWD:]:
                near[other] += 1
            by_word[statement.speaker, stem].append(number)
        for other, shared in near.items():
            statement_b, mark_b = said[other]
            if (
                mark_b is not None
                and shared >= LEAST
                and shared >= ALIKE * min(len(mark.stems), len(mark_b.stems))
                and mark.negated == mark_b.negated
                and _agree(statement, statement_b)
                and (statement.doc != statement_b.doc)
            ):
                yield other, number


def _agree(one: StatementProposal, two: StatementProposal) -> bool:
    """Not one that denies what the other claims."""
    return not any(one.act in side and two.act in other for side, other in (_OPPOSITE, (_OPPOSITE[1], _OPPOSITE[0])))
