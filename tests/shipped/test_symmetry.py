"""Swapping the names of the two parties in the whole case mirrors every view, every number and every order."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from systems.record import CASE, shipped

from detente.brief.compose import compose
from detente.brief.document import Chance, Section, Sentence, sentences_of
from detente.brief.lint import lint
from detente.case.case import Case
from detente.case.loader import load
from detente.checks.check import run
from detente.positions.measure import MEASURES
from detente.positions.view import VIEWS, view

PAIRS = {"Armenian": "Azerbaijani", "Armenia": "Azerbaijan", "Yerevan": "Baku", "pashinyan": "aliyev"}
PAIRS |= {"Nikol Pashinyan": "Ilham Aliyev", "Pashinyan": "Aliyev"}
_BOTH = {**PAIRS, **{b: a for a, b in PAIRS.items()}}
_BOTH |= {a.lower(): b.lower() for a, b in _BOTH.items()}
_NAME = re.compile("|".join(sorted(map(re.escape, _BOTH), key=len, reverse=True)))


def _swapped(text: str) -> str:
    return _NAME.sub(lambda found: _BOTH[found[0]], text)


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The shipped case with the parties' names exchanged in every file and file name."""
    folder = tmp_path_factory.mktemp("mirrored")
    for path in sorted(CASE.rglob("*.yaml")):
        target = folder / _swapped(path.relative_to(CASE).as_posix())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_swapped(path.read_text(encoding="utf-8")), encoding="utf-8")
    case, problems = load(folder)
    assert case is not None and not problems.errors, problems.text()
    return case


def _bag(text: str) -> tuple[str, ...]:
    """The words of a text in no order: alphabetical lists of names read in another order once the names change."""
    return tuple(sorted(re.findall(r"\w+", text)))


def _tables(case: Case) -> Iterator[tuple[str, str]]:
    for name, item in VIEWS.items():
        for subject in [""] if item.subjects is None else item.subjects(case):
            yield name, subject


def test_exchanging_the_names_twice_gives_the_same_case() -> None:
    for path in sorted(CASE.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert _swapped(_swapped(text)) == text, path.name
    assert _swapped("Armenia demands of Azerbaijan") == "Azerbaijan demands of Armenia"


def test_every_view_is_mirrored(mirrored: Case) -> None:
    compared = 0
    for name, subject in _tables(shipped()):
        ours, theirs = view(shipped(), name, subject), view(mirrored, name, _swapped(subject))
        assert _bag(_swapped(ours.title)) == _bag(theirs.title)
        expected = Counter(tuple(_bag(_swapped(entry.text)) for entry in row) for row in ours.rows)
        found = Counter(tuple(_bag(entry.text) for entry in row) for row in theirs.rows)
        if name == "matrix":  # its columns stand in the order of the case
            assert sum(expected.values()) == sum(found.values())
        assert expected == found, f"{name} {subject}"
        compared += len(ours.rows)
    assert compared > 1000


DRAWING = 0.015
"""The names of the parties stand in the names of steps, by which draws are keyed: other names, other draws, and a
probability that differs by the error of drawing, which is half a point at 10,000 draws."""


_MONTHS = "|".join(calendar.month_name[1:])
_WORDS = "almost no chance|roughly even chance|(?:un)?likely|very|to"
_DRAWN = re.compile(rf"(?:under |over )?[+-]?\d+%?|{_WORDS}|{_MONTHS}")


def _unnumbered(sentence: Sentence) -> str:
    """What a sentence says without the numbers that were drawn; those are compared apart."""
    if not sentence.chances and not re.fullmatch(r"[+-]\d+ \(.*\)", sentence.text):
        return sentence.text
    return _DRAWN.sub("", sentence.text)


def _chances(section: Section) -> list[Chance]:
    return [chance for sentence in sentences_of(section) for chance in sentence.chances]


def test_the_brief_is_mirrored(mirrored: Case) -> None:
    ours, theirs = compose(shipped()), compose(mirrored)
    assert [_swapped(s.title) for s in ours.sections] == [s.title for s in theirs.sections]
    for a, b in zip(ours.sections, theirs.sections, strict=True):
        expected = Counter(_bag(_swapped(_unnumbered(s))) for s in sentences_of(a))
        assert expected == Counter(_bag(_unnumbered(s)) for s in sentences_of(b)), a.title
        drawn = zip(_chances(a), _chances(b), strict=True)
        assert all(abs(x.value - y.value) < DRAWING and abs(x.high - y.high) < 3 * DRAWING for x, y in drawn), a.title
    assert list(lint(mirrored, theirs)) == []


def test_checks_and_measures_are_mirrored(mirrored: Case) -> None:
    found = Counter(p.code for p in run(mirrored))
    assert found.pop("altered-forecast") >= 15, (
        "names in a published forecast cannot be swapped without breaking its seal"
    )
    assert Counter(p.code for p in run(shipped())) == found
    for expectation in shipped().expectations:
        ours = MEASURES[expectation.measure](shipped(), expectation.of or "")
        theirs = MEASURES[expectation.measure](mirrored, _swapped(expectation.of or ""))
        assert Counter(_bag(_swapped(o)) for o in ours) == Counter(_bag(t) for t in theirs), expectation.measure


def test_the_order_of_the_parties_is_mirrored(mirrored: Case) -> None:
    assert tuple(map(_swapped, shipped().meta.parties)) == mirrored.meta.parties
    for issue in shipped().process.issues:
        ours = [row[1].text for row in view(shipped(), "positions", issue).rows]
        theirs = [row[1].text for row in view(mirrored, "positions", _swapped(issue)).rows]
        assert [_swapped(party) for party in ours] == theirs, issue


OFFICES = ("government", "mfa", "mod", "officials", "forces", "parliament")


def test_both_parties_have_the_same_offices_with_the_same_fields() -> None:
    case = shipped()
    for office in OFFICES:
        ours, theirs = case.actors[f"armenia-{office}"], case.actors[f"azerbaijan-{office}"]
        assert (ours.kind, bool(ours.speaks_for)) == (theirs.kind, bool(theirs.speaks_for)), office
        assert {f for f, v in ours if v} - {"aliases"} == {f for f, v in theirs if v} - {"aliases"}, office
    assert case.actors["pashinyan"].kind == case.actors["aliyev"].kind
    assert {f for f, v in case.actors["pashinyan"] if v} == {f for f, v in case.actors["aliyev"] if v}


_TONE = re.compile(r"\b(?:refuses|insists|threatens|aggressive|hostile|stubborn|provokes|uncooperative)\b", re.I)


@cache
def _own_sentences() -> tuple[str, ...]:
    return tuple(s.text for section in compose(shipped()).sections for s in sentences_of(section))


def test_our_sentences_take_no_tone_with_either_party() -> None:
    assert _own_sentences()
    for text in _own_sentences():
        unquoted = re.sub(r"“[^”]*”", "", text)
        assert not _TONE.search(unquoted), text


def test_the_mirrored_case_is_another_case(mirrored: Case, tmp_path: Path) -> None:
    assert mirrored.statements["001/s04"].by == ("armenia",) and shipped().statements["001/s04"].by == ("azerbaijan",)
    lopsided = [row[0].text for row in view(mirrored, "conditions", "precondition").rows]
    assert lopsided != [row[0].text for row in view(shipped(), "conditions", "precondition").rows]
    assert not list(tmp_path.iterdir())
