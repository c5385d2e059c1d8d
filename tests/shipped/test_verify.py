"""Citations held against copies of the articles: as they are, changed by a word, moved, removed, and retyped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from systems.record import shipped

from detente.cli import main
from detente.trace.verification import Verified, verify

FOUND, MOVED, ALTERED, MISSING = "found", "moved", "altered", "missing"


@pytest.fixture
def copy(shared: Path, tmp_path: Path) -> Iterator[Path]:
    """The reader's own folder of articles, to be changed."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for path in sorted((shared / "seeds").glob("*.txt")):
        shutil.copyfile(path, folder / path.name)
    yield folder


def _outcomes(folder: Path) -> dict[tuple[str, int], str]:
    return {(v.statement, v.passage): v.outcome.value for v in verify(shipped(), folder)}


def _file(folder: Path, source: str) -> Path:
    name = shipped().sources[source].file
    assert name
    return folder / name


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _covering(source: str, at: int) -> set[tuple[str, int]]:
    return {
        (key, index)
        for key, s in shipped().statements.items()
        if key.startswith(f"{source}/")
        for index, locator in enumerate(s.at)
        if locator.chars[0] <= at < locator.chars[1]
    }


def test_all_found_on_the_articles_as_they_are(copy: Path) -> None:
    outcomes = _outcomes(copy)
    assert len({key for key, _ in outcomes}) == len(shipped().statements)
    assert set(outcomes.values()) == {FOUND}


@pytest.mark.parametrize("source", ["000", "001", "002", "003", "004"])
@pytest.mark.parametrize("word", ["zzzzzz", "a much longer replacement"])
def test_one_changed_word_names_exactly_the_statements_that_it_touches(copy: Path, source: str, word: str) -> None:
    path = _file(copy, source)
    text = _read(path)
    keys = [key for key in shipped().statements if key.startswith(f"{source}/")]
    start, end = shipped().statements[keys[len(keys) // 2]].at[0].chars
    at = text.index(" ", start + (end - start) // 3) + 1
    stop = text.index(" ", at)
    assert text[at:stop].strip() and stop < end
    path.write_bytes((text[:at] + word + text[stop:]).encode())
    outcomes = _outcomes(copy)
    touched = _covering(source, at)
    assert touched
    assert {place for place, outcome in outcomes.items() if outcome == ALTERED} == touched
    assert {outcomes[place] for place in set(outcomes) - touched} <= {FOUND, MOVED}
    later = {(v.statement, v.passage) for v in verify(shipped(), copy) if v.start is not None and v.start > at}
    assert later <= {place for place, outcome in outcomes.items() if outcome in (FOUND, MOVED)}


def test_a_paragraph_at_the_top_moves_everything(copy: Path) -> None:
    path = _file(copy, "003")
    path.write_bytes(("A line that a later edition put on top.\n" + _read(path)).encode())
    outcomes = _outcomes(copy)
    assert {o for (key, _), o in outcomes.items() if key.startswith("003/")} == {MOVED}
    assert {o for (key, _), o in outcomes.items() if not key.startswith("003/")} == {FOUND}
    where = {v.statement: v.start for v in verify(shipped(), copy) if v.passage == 0}
    for key, s in shipped().statements.items():
        if key.startswith("003/"):
            assert where[key] == s.at[0].chars[0] + 40, key


def test_a_removed_article_is_missing_and_the_command_says_so(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _file(copy, "001").unlink()
    outcomes = _outcomes(copy)
    assert {key[:3] for (key, _), o in outcomes.items() if o == MISSING} == {"001"}
    assert {o for (key, _), o in outcomes.items() if not key.startswith("001/")} == {FOUND}
    assert main(["verify", "--sources", str(copy)]) == 1
    printed = capsys.readouterr().out
    assert "001/s01" in printed and "no copy of source 001" in printed


def test_a_cut_article_is_missing_where_it_ends(copy: Path) -> None:
    path = _file(copy, "002")
    path.write_bytes(_read(path)[:3000].encode())
    outcomes = {key: o for (key, _), o in _outcomes(copy).items() if key.startswith("002/")}
    for key, outcome in outcomes.items():
        start, end = shipped().statements[key].at[0].chars
        assert outcome == (FOUND if end <= 3000 else MISSING if start >= 3000 else ALTERED), key


RETYPED = {
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "straight quotation marks": lambda text: text.translate(str.maketrans("“”‘’", "\"\"''")),
    "curly quotation marks": lambda text: text.replace("'", "’"),
    "other dashes": lambda text: text.replace("—", "–"),
    "byte-order mark": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("how", RETYPED)
def test_a_copy_that_is_only_typed_otherwise_still_holds(copy: Path, how: str) -> None:
    for path in copy.glob("*.txt"):
        path.write_bytes(RETYPED[how](_read(path)).encode())
    outcomes = _outcomes(copy)
    assert set(outcomes.values()) <= {FOUND, MOVED}, {k: o for k, o in outcomes.items() if o not in (FOUND, MOVED)}


def test_renamed_copies_are_known_by_their_bytes(copy: Path) -> None:
    for number, path in enumerate(sorted(copy.glob("*.txt"))):
        path.rename(copy / f"article {number}.txt")
    assert set(_outcomes(copy).values()) == {FOUND}


def test_the_verdict_is_data_too(copy: Path) -> None:
    found: Verified = verify(shipped(), copy)[0]
    assert found.holds and set(found.as_json()) == {"statement", "passage", "outcome", "start"}
