"""The annotated articles, where they are at hand: reuse, drift, origins, metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.documents.clean import clean
from detente.documents.read import read
from detente.reading.copies import Comparison, compare_all
from detente.reading.copies_metadata import learned
from detente.reading.copies_origins import Support, origins
from detente.reading.copies_passage import Copied
from detente.reading.copies_report import report
from detente.reading.copies_side import Compared
from detente.reading.drift import drifts
from detente.values.partial_date import PartialDate


@pytest.fixture(scope="module")
def sides(shared: Path) -> dict[str, Compared]:
    """The five articles by name."""
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document, _ = read(path)
        assert document is not None
        found[document.name] = Compared(clean(document))
    return found


@pytest.fixture(scope="module")
def compared(sides: dict[str, Compared]) -> list[Comparison]:
    """All pairs of them."""
    return compare_all([side.cleaned for side in sides.values()])


def rows(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    """The lines of a JSONL file."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def matches(passage: Copied, row: dict) -> bool:  # type: ignore[type-arg]
    """As the scorer has it: half of either side covered, on both sides, in either order."""
    a = (row["docA"], row["startA"], row["startA"] + len(row["spanA"]))
    b = (row["docB"], row["startB"], row["startB"] + len(row["spanB"]))
    one, two = passage.a, passage.b
    return (one.overlaps(*a) and two.overlaps(*b)) or (one.overlaps(*b) and two.overlaps(*a))


def test_reuse(shared: Path, compared: list[Comparison]) -> None:
    found = [passage for comparison in compared for passage in comparison.reused]
    gold = list(rows(shared / "gold" / "reuse.jsonl"))
    real, traps = ([r for r in gold if r["id"].startswith(mark)] for mark in ("r", "n"))
    wrong = [p for p in found if not any(matches(p, r) for r in real)]
    assert wrong == []
    assert [r["id"] for r in traps if any(matches(p, r) for p in found)] == []
    assert sum(any(matches(p, r) for p in found) for r in real) >= 0.95 * len(real)


def test_the_share_of_the_derivative_article(compared: list[Comparison]) -> None:
    (pair,) = [c for c in compared if c.a.startswith("000") and c.b.startswith("004")]
    assert 0.27 <= pair.share_a <= 0.29
    assert 210 <= pair.shingles <= 230
    others = [c for c in compared if c is not pair]
    assert all(c.share_a < 0.05 and c.share_b < 0.05 for c in others)


def test_directions_and_credits(compared: list[Comparison]) -> None:
    for comparison in compared:
        for passage in comparison.reused:
            assert passage.earlier is not None and passage.earlier.name[:3] in ("004", "002")
            quoted = passage.earlier.name.startswith("002")
            assert passage.credit.value in (("quoted and named", "named") if quoted else ("none", "unknown"))


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("speaker upgraded", "Turkish interlocutors", "Ankara"),
        ("hedge dropped", "fairly", ""),
        ("verb of saying changed", "say", "declare"),
        ("qualifier lost", "in principle", ""),
        ("qualifier lost", "also", ""),
        ("modality changed", "could", "would"),
        ("quotation edited", "neighbor", "neighbour"),
        ("quotation edited", "", "the"),
        ("quotation edited", "But", ""),
    ],
)
def test_the_drift_that_a_careful_reader_finds(
    sides: dict[str, Compared], compared: list[Comparison], kind: str, before: str, after: str
) -> None:
    found = [
        drift
        for comparison in compared
        for passage in comparison.copied
        for drift in drifts(passage, sides[passage.a.name], sides[passage.b.name])
    ]
    assert (kind, before, after) in [(drift.kind.value, drift.before, drift.after) for drift in found]


def test_a_claim_in_an_article_and_its_copy_has_one_origin(shared: Path, compared: list[Comparison]) -> None:
    (row,) = [r for r in rows(shared / "gold" / "discrepancies.jsonl") if r["id"] == "x04"]
    supports = [Support(s["doc"], s["start"], s["start"] + len(s["span"])) for s in row["spans"]]
    found = origins(supports, [p for c in compared for p in c.reused])
    assert sorted(len(origin.supports) for origin in found) == [1, 1, 2]


def test_metadata_agrees_with_the_annotation(
    shared: Path, sides: dict[str, Compared], compared: list[Comparison]
) -> None:
    documents = [side.cleaned.document for side in sides.values()]
    known = learned(documents, [p for c in compared for p in c.copied])
    for row in rows(shared / "gold" / "docs.jsonl"):
        mine = known[row["doc"]]
        assert (mine.title.value if mine.title else None) == row["title"]
        assert mine.published is not None
        wanted = PartialDate.parse(row["date"])
        if row["date_basis"].startswith("explicit"):
            assert str(mine.published.value) == row["date"]
        else:  # an interval of ours must leave the annotated one possible
            assert mine.published.value.overlaps(wanted) and mine.published.value.start <= wanted.start
        if mine.publisher:
            assert row["publisher"] and mine.publisher.value.split()[0] == row["publisher"].split()[0]
        if row["author"]:
            assert mine.authors is not None and " and ".join(mine.authors.value) == row["author"]


def test_extraction_damage_is_repaired_and_reported(sides: dict[str, Compared]) -> None:
    first, fourth = (side.cleaned for name, side in sorted(sides.items()) if name[:3] in ("000", "004"))
    lines = first.document.text.split("\n")
    place = first.text.index("an end to the war in ") + len("an end to the war in ")
    start, end = first.original(place - 3, place + 5)
    assert first.document.text[start:end].count("\n") == 2  # the sentence runs over two lines of the file
    assert lines[32].endswith("war in") and first.document.text[start:end].endswith("Ukrai")
    assert len(first.lost_links) == first.document.text.count("](#)")
    assert {dropped.kind for dropped in fourth.dropped} >= {"caption", "alternative text", "kicker", "boilerplate"}


def test_a_derivative_article_raises_the_warning_and_only_the_new_is_left(sides: dict[str, Compared]) -> None:
    by_number = {name[:3]: side.cleaned for name, side in sides.items()}
    found = report(by_number["000"], [by_number["004"], by_number["003"]])
    (problem,) = found.problems()
    assert (
        problem.code == "copied-text" and "% of the words" in problem.message and "none credited" in problem.message
    )
    text = by_number["000"].document.text
    copied, own = text.index("The new text commits"), text.index("On March 13")
    assert found.repeats(copied, copied + 150) is not None
    assert found.repeats(own, own + 150) is None
    assert any(drift.after == "Ankara" for drift in found.drifts())
