"""Scores proposals against annotated passages, the way the shared scorer does: one to one at character F1 >= 0.5."""

from __future__ import annotations

import json
import pathlib
from dataclasses import dataclass, field
from typing import Any

PASSAGES = pathlib.Path(__file__).parent / "passages"
Row = dict[str, Any]


def rows(path: pathlib.Path) -> list[Row]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Character F1 of two spans."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared / ((a[1] - a[0]) + (b[1] - b[0])) if shared > 0 else 0.0


def spans(gold: Row) -> list[tuple[int, int]]:
    """Where an annotation may be matched: its span, or what was said."""
    out = [(gold["start"], gold.get("end", gold["start"] + len(gold["span"])))]
    if gold.get("content_span"):
        out.append((gold["content_start"], gold["content_start"] + len(gold["content_span"])))
    return out


def matched(found: list[Row], gold: list[Row]) -> dict[int, int]:
    """Index of a proposal -> index of its annotation, best first."""
    pairs = []
    for i, p in enumerate(found):
        for j, g in enumerate(gold):
            if p["doc"] == g["doc"]:
                best = max(overlap((p["start"], p["end"]), span) for span in spans(g))
                if best >= 0.5:
                    pairs.append((best, i, j))
    taken: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def words(name: str | None) -> frozenset[str]:
    """A name's words, without articles and possessive."""
    return frozenset((name or "").casefold().replace("'s", "").split()) - {"the", "of", "and", "a"}


def same(name: str | None, accepted: list[str | None]) -> bool:
    """True where the words of one name lie within another's."""
    mine = words(name)
    return any(
        mine and words(other) and (mine <= words(other) or words(other) <= mine) for other in accepted if other
    )


@dataclass
class Score:
    """What came out of one set of passages."""

    f1: float = 0.0
    speaker_f1: float = 0.0
    act: float = 0.0
    act_alt: float = 0.0
    pronouns: float = 0.0
    silences: int = 0
    dates: float = 0.0
    condition_p: float = 0.0
    condition_r: float = 0.0
    dispute_p: float = 0.0
    dispute_r: float = 0.0
    missed: list[str] = field(default_factory=list)


def ratio(k: float, n: float) -> float:
    """k/n, and 0 of none."""
    return k / n if n else 0.0


def harmonic(p: float, r: float) -> float:
    """F1 of precision and recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def score(found: list[Row], docs: set[str]) -> Score:
    """Scores the proposals for some of the passages."""

    def gold(name: str) -> list[Row]:
        return [row for row in rows(PASSAGES / f"{name}.jsonl") if row["doc"] in docs]

    def proposed(kind: str) -> list[Row]:
        return [row for row in found if row["kind"] == kind]

    out = Score()
    wanted, said = gold("statements"), proposed("statement")
    match = matched(said, wanted)
    hits = [(said[i], wanted[j]) for i, j in match.items()]
    core = [(p, g) for p, g in hits if g["tier"] == "core"]
    cores = sum(g["tier"] == "core" for g in wanted)

    def right(p: Row, g: Row) -> bool:
        return same(p["speaker"], [*g["speakers"], None if g["coref"] else g["speaker_text"]])

    out.f1 = harmonic(ratio(len(hits), len(said)), ratio(len(core), cores))
    out.speaker_f1 = harmonic(
        ratio(sum(right(p, g) for p, g in hits), len(said)), ratio(sum(right(p, g) for p, g in core), cores)
    )
    out.act = ratio(sum(p["act"] == g["act"] for p, g in core), len(core))
    out.act_alt = ratio(sum(p["act"] in (g["act"], *g["act_alt"]) for p, g in core), len(core))
    coref = [(p, g) for p, g in hits if g["coref"]]
    out.pronouns = ratio(sum(right(p, g) for p, g in coref), len(coref))
    out.missed = [g["id"] for j, g in enumerate(wanted) if j not in match.values()]
    out.silences = sum(
        any(
            p["doc"] == s["doc"] and overlap((p["start"], p["end"]), (s["start"], s["start"] + len(s["span"]))) >= 0.5
            for p in said
        )
        for s in gold("silences")
    )
    times, read = gold("dates"), proposed("date")
    match = matched(read, times)
    valued = [g for g in times if g["value"]]
    out.dates = ratio(
        sum(read[i]["value"] == times[j]["value"] for i, j in match.items() if times[j]["value"]), len(valued)
    )
    conditions, demanded = gold("conditions"), proposed("condition")
    match = matched(demanded, conditions)
    out.condition_p, out.condition_r = ratio(len(match), len(demanded)), ratio(len(match), len(conditions))
    _disputes(out, found, docs)
    return out


def _disputes(out: Score, found: list[Row], docs: set[str]) -> None:
    """Pairs of claim and denial, each side at character F1 >= 0.5."""
    by_id = {row["id"]: row for row in rows(PASSAGES / "statements.jsonl") if row["doc"] in docs}
    wanted = [
        (by_id[claim], by_id[denial])
        for row in rows(PASSAGES / "disputes.jsonl")
        for claim in row["claim"]
        for denial in row["denial"] + row.get("third_party_refutation", [])
        if claim in by_id and denial in by_id
    ]
    pairs = [row for row in found if row["kind"] == "dispute"]

    def at(place: list[Any], gold: Row) -> bool:
        return place[0] == gold["doc"] and any(overlap((place[1], place[2]), span) >= 0.5 for span in spans(gold))

    def met(pair: Row, gold: tuple[Row, Row]) -> bool:
        return at(pair["claim"], gold[0]) and at(pair["denial"], gold[1])

    out.dispute_p = ratio(sum(any(met(pair, gold) for gold in wanted) for pair in pairs), len(pairs))
    out.dispute_r = ratio(sum(any(met(pair, gold) for pair in pairs) for gold in wanted), len(wanted))
