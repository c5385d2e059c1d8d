"""Symmetry: the two parties' names swapped throughout, everything that comes out is the mirror image."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.brief.compose import compose, fingerprint
from detente.brief.render import render
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.loader import load
from detente.checks.check import run
from detente.outlook.forecast import forecast
from detente.positions.change import changes
from detente.positions.dispute import disputes
from detente.positions.measure import MEASURES, UnknownSubject
from detente.positions.view import VIEWS, view
from detente.procedures.compile import compiled
from detente.trace.explain import explain, known_ids

PAIRS = [("Arlanders", "Bethians"), ("Arlander", "Bethian"), ("Arland", "Bethia"), ("arland", "bethia")]
PAIRS += [("Arlon", "Bethgate"), ("Arl Oster", "Beth Oster")]
_OTHER = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
_NAMES = re.compile("|".join(sorted(map(re.escape, _OTHER), key=len, reverse=True)))


def mirror(text: str) -> str:
    """Each name of one party replaced by that of the other."""
    return _NAMES.sub(lambda found: _OTHER[found[0]], text)


@pytest.fixture(scope="module")
def mirrored(arland_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The made-up case with the parties swapped, in file names too. Parties stand in the order listed, so that order
    is swapped as well: what is first of one is first of the other."""
    folder = tmp_path_factory.mktemp("mirror") / "case"
    shutil.copytree(arland_folder, folder)
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.unlink()
        path.with_name(path.name + ".new").write_text(mirror(text), encoding="utf-8")
    for path in sorted(folder.rglob("*.new")):
        path.rename(path.with_name(mirror(path.name.removesuffix(".new"))))
    case, problems = load(folder)
    assert case is not None
    problems.extend(run(case))
    # a published forecast is sealed with its words, so that names cannot be swapped in it without breaking the seal
    assert {problem.code for problem in problems.errors} <= {"altered-forecast"}, problems.text()
    return case


def test_the_mirror_is_another_case(arland: Case, mirrored: Case) -> None:
    assert (
        mirror(mirror("Arl Oster of Arland met a Bethian in Arlon")) == "Arl Oster of Arland met a Bethian in Arlon"
    )
    assert mirrored.meta.parties == ("bethia", "arland") and arland.meta.parties == ("arland", "bethia")
    assert mirrored.statements["courier/c03"].by == ("arland-leader",)
    assert list(mirrored.statements) == list(arland.statements)


def test_both_parties_have_the_same_fields(arland: Case) -> None:
    def kinds(party: str) -> list[tuple[str, str | None]]:
        found = [
            (mirror(name) if party == "bethia" else name, a) for name, a in arland.actors.items() if party in name
        ]
        return sorted((name, str(sorted(a.model_fields_set))) for name, a in found)

    assert kinds("arland") == kinds("bethia")


DAYS = [None, date(2031, 6, 9), date(2031, 5, 10)]


def on(case: Case, day: date | None) -> Case:
    return as_of(case, day) if day else case


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", list(VIEWS))
def test_every_view_is_the_mirror_image(name: str, day: date | None, arland: Case, mirrored: Case) -> None:
    """Every row, every cell, every citation, in the same order."""
    one, other = on(arland, day), on(mirrored, day)
    found = VIEWS[name]
    subjects = found.subjects(one) if found.subjects else [""]
    for subject in subjects if found.needed else ["", *filter(None, subjects)]:
        ours = json.dumps(view(one, name, subject).as_json(), ensure_ascii=False)
        theirs = json.dumps(view(other, name, mirror(subject)).as_json(), ensure_ascii=False)
        assert mirror(theirs) == ours, (name, subject)


@pytest.mark.parametrize("day", DAYS)
def test_disputes_and_changes_are_the_mirror_image(day: date | None, arland: Case, mirrored: Case) -> None:
    one, other = on(arland, day), on(mirrored, day)
    assert mirror(repr(disputes(other))) == repr(disputes(one))
    first = date(2031, 5, 1)
    assert mirror(repr(changes(other, first, other.day))) == repr(changes(one, first, one.day))


def measured(case: Case) -> Iterator[tuple[str, str, list[str]]]:
    subjects = ["", *case.actors, *case.process.issues, *case.process.instruments, *case.process.conditions]
    subjects += [f"{actor} on {issue}" for actor in case.actors for issue in case.process.issues]
    subjects += [dispute.name for dispute in disputes(case)]
    for name, measure in MEASURES.items():
        for subject in subjects:
            try:
                yield name, subject, list(measure(case, subject))
            except (UnknownSubject, ValueError):
                continue


def test_every_measure_is_the_mirror_image(arland: Case, mirrored: Case) -> None:
    ours = {(name, subject): found for name, subject, found in measured(arland)}
    theirs = {(n, mirror(s)): [mirror(value) for value in found] for n, s, found in measured(mirrored)}
    assert len(ours) > 100 and theirs == ours


@pytest.mark.parametrize("day", DAYS)
def test_the_brief_is_the_mirror_image(day: date | None, arland: Case, mirrored: Case) -> None:
    """Order and tone: the same sentences about the other party. What is drawn is compared below."""

    def told(case: Case) -> str:
        undrawn = replace(on(case, day), outlook=None, ledger=None)
        text = str(render(compose(undrawn), "md")).replace(fingerprint(case), "")
        return re.sub(r" {2,}|-{3,}", " ", text)  # tables are padded to the longest cell

    assert mirror(told(mirrored)) == told(arland)


def test_the_outlook_is_the_mirror_image_but_for_the_noise_of_drawing(arland: Case, mirrored: Case) -> None:
    ours, theirs = (forecast(case, compiled(case), draws=20_000) for case in (arland, mirrored))
    goals = (*ours.rungs, *ours.hazards)
    assert {mirror(goal) for goal in (*theirs.rungs, *theirs.hazards)} == set(goals)
    for goal in goals:
        for day in ours.horizons:
            one, other = (f.outlook.probability(g, day) for f, g in ((ours, goal), (theirs, mirror(goal))))
            assert abs(one.value - other.value) < 0.02, (goal, day)
            assert abs(one.low - other.low) < 0.05 and abs(one.high - other.high) < 0.05, (goal, day)


def test_every_tree_is_the_mirror_image(arland: Case, mirrored: Case) -> None:
    ids = re.compile(r"id [0-9a-f]{12}")  # a statement's hash is of its names too
    numbers = re.compile(r"number:[\w/.:-]+\w")
    for id in known_ids(arland):
        ours, theirs = ("\n".join(explain(c, i).lines()) for c, i in ((arland, id), (mirrored, mirror(id))))
        if id.startswith("outlook:"):  # drawn, and the draws go by names: the same numbers stand behind it
            assert sorted(numbers.findall(mirror(theirs))) == sorted(numbers.findall(ours)), id
        else:
            assert ids.sub("", mirror(theirs)) == ids.sub("", ours), id
