"""Edits of YAML files: only the lines concerned change, and what was written reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.notation.edit import CannotEdit, appended, block, changed, flow, scalar, with_line, without, write
from detente.notation.yaml_file import Tree, YamlFile, parse_yaml

RECORD = """\
# what the courier said
c01:
  by: [arland-mfa, bethia-mfa]   # both
  says: 'the text, at last'

# a note that belongs to nobody
c02: {by: the-courier, says: short}
"""


def tree(text: str) -> Tree:
    file, problems = parse_yaml(text.encode(), "t.yaml")
    assert file is not None and not problems, problems
    return file.tree


def file(text: str) -> YamlFile:
    return YamlFile("t.yaml", text, tree(text))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_every_text_reads_back(text: str) -> None:
    assert tree(f"k: {scalar(text)}\n") == {"k": text}
    assert tree(f"k: [{scalar(text)}, b]\nl: {flow({'x': text})}\n") == {"k": [text, "b"], "l": {"x": text}}


@pytest.mark.parametrize(
    "text", ["yes", "no", "null", "2025", "1.10", "0x1f", "1e5", "~", " x", "x: y", "a #b", "- x"]
)
def test_what_other_programs_would_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text).startswith("'")


def test_an_entry_goes_to_the_end_and_nothing_else_changes() -> None:
    done = appended(RECORD, "p01", {"by": "arland", "says": "it's done: yes", "at": {"chars": [1, 9]}})
    assert done.startswith(RECORD)
    assert done[len(RECORD) :] == "\np01:\n  by: arland\n  says: 'it''s done: yes'\n  at: {chars: [1, 9]}\n"


def test_line_ends_and_a_missing_last_one() -> None:
    windows = RECORD.replace("\n", "\r\n")
    assert appended(windows, "p01", "x") == windows + "\r\np01: x\r\n"
    assert appended("a: b", "p01", "x") == "a: b\n\np01: x\n"
    assert appended("a: b\n\n", "p01", "x") == "a: b\n\np01: x\n"
    assert appended("", "p01", "x") == "p01: x\n"


@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), st.text("ab: #'\"é\u0561-", min_size=1)),
    st.booleans(),
)
def test_taking_out_what_was_put_in_gives_the_same_file(fields: dict[str, str], comment: bool) -> None:
    text = RECORD + ("# the end\n" if comment else "")
    done = appended(text, "new", fields or "x")
    assert without(file(done), ("new",)) == text


def test_a_line_goes_into_a_mapping_before_the_comments_that_follow_it() -> None:
    text = (
        "# people\nactors:\n  # parties\n  a: {name: A}\n  b:\n    name: B   # two\n    kind: state\n\n"
        "# places\nplaces:\n  c: {name: C}\n"
    )
    done = with_line(file(text), ("actors",), "voice-9", {"name": "nobody", "kind": "voice"})
    before, after = text.split("\n\n# places")
    assert done == f"{before}\n  voice-9: {{name: nobody, kind: voice}}\n\n# places{after}"
    assert with_line(file(text), ("actors", "b"), "of", "a").count("    of: a\n") == 1


def test_an_entry_in_the_middle_goes_alone() -> None:
    left = without(file(RECORD), ("c01",))
    assert left == "# what the courier said\n\n# a note that belongs to nobody\nc02: {by: the-courier, says: short}\n"
    nested = "a:\n  b:\n    - x\n    - y\n  c: d\ne: f\n"
    assert without(file(nested), ("a", "b")) == "a:\n  c: d\ne: f\n"


def test_a_line_into_braces_and_at_the_top() -> None:
    text = "a: {x: '}', y: [1, {z: 2}]}  # note\nb: c"
    assert with_line(file(text), ("a",), "k", "v").splitlines()[0] == "a: {x: '}', y: [1, {z: 2}], k: v}  # note"
    assert with_line(file(text), (), "k", "v") == text + "\nk: v\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a: b\n", "a"),
        ("- a\n", "k"),
        ("a: [b\n", "k"),
        ("{a: b}\n", "k"),
        ("a: b\n...\n", "k"),
    ],
)
def test_a_file_in_which_the_change_cannot_be_made_is_refused(text: str, key: str) -> None:
    with pytest.raises(CannotEdit):
        appended(text, key, "v")


def test_other_refusals(tmp_path: Path) -> None:
    with pytest.raises(CannotEdit):
        with_line(file("a: b\n"), ("a",), "k", "v")
    with pytest.raises(CannotEdit):
        with_line(file("a: {b: c,\n  d: e}\n"), ("a",), "k", "v")
    with pytest.raises(CannotEdit):
        without(file("a: {b: c}\n"), ("a", "b"))
    (tmp_path / "x.yaml").write_text("a: [\n")
    with pytest.raises(CannotEdit):
        changed(tmp_path / "x.yaml", "x.yaml")
    assert changed(tmp_path / "absent.yaml", "absent.yaml").text == ""


def test_written_as_bytes_that_read_back(tmp_path: Path) -> None:
    write(tmp_path / "x.yaml", "a: ü\r\n")
    assert (tmp_path / "x.yaml").read_bytes() == b"a: \xc3\xbc\r\n"
    assert block("a", {"b": ["c", "d"]}) == ["a:", "  b: [c, d]"]
