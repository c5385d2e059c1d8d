"""Copied passages in made-up reports on six made-up processes, with traps; scored as the annotated articles are.

Each case of the JSON file beside this one names two reports, the fragments that were copied (both sides), and
fragments that both have without any copying. The first two cases were used while thresholds were set; the others
were not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from detente.documents.clean import clean
from detente.documents.read import pasted
from detente.reading.copies import compare
from detente.reading.copies_passage import Closeness, Copied


@dataclass(frozen=True)
class Case:
    """Two reports; `reused` and `traps` hold (fragment of the first, fragment of the second)."""

    name: str
    first: str
    second: str
    reused: list[tuple[str, str]] = field(default_factory=list)
    traps: list[tuple[str, str]] = field(default_factory=list)


def _case(row: dict[str, Any]) -> Case:
    pairs = ([(one, two) for one, two in row[key]] for key in ("reused", "traps"))
    first, second = ("\n".join(row[side]) + "\n" for side in ("first", "second"))
    return Case(row["name"], first, second, *pairs)


CASES = [_case(row) for row in json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))]
DAM, PRISONERS, STRAIT, FEDERATION, *_ = CASES


def passages(case: Case) -> tuple[Copied, ...]:
    """What is found between the two reports of a case."""
    first, _ = pasted(case.first, "first.txt")
    second, _ = pasted(case.second, "second.txt")
    assert first is not None and second is not None
    return compare(clean(first), clean(second)).reused


def covers(case: Case, passage: Copied, fragments: tuple[str, str]) -> bool:
    """As in the scorer: half of the shorter span shared, on both sides."""
    spans = [
        (text.index(part), text.index(part) + len(part))
        for text, part in zip((case.first, case.second), fragments, strict=True)
    ]
    return passage.a.overlaps("first.txt", *spans[0]) and passage.b.overlaps("second.txt", *spans[1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_copied_is_found(case: Case) -> None:
    found = passages(case)
    missed = [pair for pair in case.reused if not any(covers(case, passage, pair) for passage in found)]
    assert missed == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_else_is_and_no_trap_is_taken(case: Case) -> None:
    found = passages(case)
    wrong = [
        (case.first[p.a.start : p.a.end], case.second[p.b.start : p.b.end])
        for p in found
        if not any(covers(case, p, pair) for pair in case.reused)
    ]
    assert wrong == []
    assert [pair for pair in case.traps if any(covers(case, passage, pair) for passage in found)] == []


def test_a_third_partys_words_on_both_sides_are_a_common_source() -> None:
    first, _ = pasted(FEDERATION.first, "first.txt")
    second, _ = pasted(FEDERATION.second, "second.txt")
    assert first is not None and second is not None
    shared = [p for p in compare(clean(first), clean(second)).copied if p.closeness is Closeness.SHARED]
    assert shared and not any(p.is_reuse for p in shared)


def test_the_order_of_the_documents_does_not_matter() -> None:
    for case in CASES:
        forth = passages(case)
        back = passages(Case(case.name, case.second, case.first))
        mirrored = {((p.b.start, p.b.end), (p.a.start, p.a.end)) for p in back}
        alike = [p for p in forth if any(_meet(p, pair) for pair in mirrored)]
        assert len(alike) == len(forth)


def _meet(passage: Copied, pair: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    return passage.a.overlaps("first.txt", *pair[0]) and passage.b.overlaps("second.txt", *pair[1])


def test_what_a_quoted_author_goes_on_to_say_is_announced_paraphrase() -> None:
    (passage,) = [p for p in passages(STRAIT) if p.closeness is Closeness.PARAPHRASE]
    assert passage.credited_to is not None and "Marr" in passage.credited_to
    unnamed = STRAIT.second.replace("Marr argues that joint", "Some argue that joint")
    assert not [p for p in passages(Case("x", STRAIT.first, unnamed)) if p.closeness is Closeness.PARAPHRASE]
