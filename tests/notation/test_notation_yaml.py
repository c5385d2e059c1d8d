"""YAML with less in it: what is refused, with its place; and the place of every value that is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from detente.notation import yaml_file
from detente.notation.problem import Place, Problem
from detente.notation.yaml_file import MAX_DEPTH, PathTo, Tree, YamlFile, parse_yaml, read_yaml


def good(text: str) -> YamlFile:
    file, problems = parse_yaml(text.encode(), "x.yaml")
    assert file is not None and not problems and file.readable, problems
    return file


def refused(content: str | bytes) -> list[Problem]:
    _, problems = parse_yaml(content.encode() if isinstance(content, str) else content, "x.yaml")
    assert problems
    return problems


def refusal(content: str | bytes) -> tuple[str, int, int]:
    [problem] = refused(content)
    assert problem.place is not None
    return problem.code, problem.place.line, problem.place.column


def test_every_scalar_stays_text() -> None:
    tree = good("a: no\nb: 1.10\nc: 2025-03-13\nd: 0x10\ne: null\nf: ~\ng: 'yes'\nh: 1e3\ni: .inf\nj: 007").tree
    assert tree == {
        "a": "no", "b": "1.10", "c": "2025-03-13", "d": "0x10", "e": "null", "f": "~", "g": "yes", "h": "1e3",
        "i": ".inf", "j": "007",
    }  # fmt: skip


def test_an_empty_file_is_an_empty_mapping() -> None:
    for text in ("", "\n", "# only a comment\n", "---\n", "---\n...\n", "\ufeff"):
        assert good(text).tree == {}


def test_strings_of_every_style() -> None:
    text = "a: 'it''s'\nb: \"\\u0041\\t\"\nc: |\n  two\n  lines\nd: >-\n  one\n  line\ne: plain\n  goes on\n"
    assert good(text).tree == {"a": "it's", "b": "A\t", "c": "two\nlines\n", "d": "one line", "e": "plain goes on"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("{", "broken-yaml", 1, 2),
        ("a: [b,", "broken-yaml", 1, 7),
        ("a: &x 1\nb: *x", "alias", 1, 4),
        ("a: &x [1]\n", "alias", 1, 4),
        ("a: &x {b: 1}\n", "alias", 1, 4),
        ("a: *nowhere\n", "alias", 1, 4),
        ("a: 1\n<<: {b: 1}\n", "alias", 2, 1),
        ("a: !!int 3\n", "tag", 1, 4),
        ("a: !!python/object/apply:os.system ['true']\n", "tag", 1, 4),
        ("a: !mine {b: 1}\n", "tag", 1, 4),
        ("a: 1\n---\nb: 2\n", "second-document", 2, 1),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
        ("a: {b: 1, b: 2}\n", "duplicate-key", 1, 11),
        ("a:\nb: 2\n", "empty-value", 1, 3),
        ("a: ''\n", "empty-value", 1, 4),
        ("a: [1, '']\n", "empty-value", 1, 8),
        ("a: {b: }\n", "empty-value", 1, 8),
        ("? [a, b]\n: 1\n", "key-not-text", 1, 3),
        ("? {a: b}\n: 1\n", "key-not-text", 1, 3),
        ("a: b: c\n", "broken-yaml", 1, 5),
        ("a: [1, 2\n", "broken-yaml", 2, 1),
        ("a: 'open\n", "broken-yaml", 2, 1),
        ("\ta: 1\n", "broken-yaml", 1, 1),
        ("a: 1\n b: 2\n", "broken-yaml", 2, 3),
        ("a: @x\n", "broken-yaml", 1, 4),
        ("a: 1\nb: x\x07y\n", "broken-yaml", 2, 5),
        ("a: x\x00y\n", "broken-yaml", 1, 5),
        ('a: "\\ud800"\n', "broken-yaml", 1, 7),
        ('a: "\\q"\n', "broken-yaml", 1, 5),
    ],
)
def test_what_is_refused_stands_where_it_stands(text: str, code: str, line: int, column: int) -> None:
    assert refusal(text) == (code, line, column)


def test_all_that_can_be_told_is_told_in_one_run() -> None:
    codes = [(p.code, p.place.line if p.place else 0) for p in refused("a:\nb: ''\nc: 1\nc: 2\nd: [x, '']\n")]
    assert codes == [("empty-value", 1), ("empty-value", 2), ("duplicate-key", 4), ("empty-value", 5)]


def test_nesting_is_bounded_at_its_place() -> None:
    deepest = "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH
    assert isinstance(good(deepest).tree, list)
    assert refusal(f"[{deepest}]") == ("too-deep", 1, MAX_DEPTH + 1)
    assert refusal("a: " + "{b: " * MAX_DEPTH + "x" + "}" * MAX_DEPTH)[0] == "too-deep"
    assert refusal("\n".join(" " * n + f"k{n}:" for n in range(MAX_DEPTH + 1)) + " x")[0] == "too-deep"


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000 + "x",
        "\n".join(" " * n + "-" for n in range(2_000)) + " x",
        "\n".join(" " * n + "a:" for n in range(2_000)) + " x",
        "? " * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "&a [" * 1_000,
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(30)),
        "!" * 100_000,
        "'" * 99_999,
        "%" * 100_000,
        "#" * 100_000 + "\x01",
        "a: " + "\\" * 100_000 + '"',
        "x" * 1_000_000 + ": 1",
    ],
    ids=lambda bomb: f"{bomb[:6]!r} {len(bomb)}",
)
def test_bombs_are_refused_or_read_but_never_go_off(bomb: str) -> None:
    """Each is one small text; none raises, and none builds more than it holds."""
    file, problems = parse_yaml(bomb.encode(), "bomb.yaml")
    assert problems or (file is not None and len(str(file.tree)) <= 4 * len(bomb))
    for problem in problems:
        assert problem.place is not None and problem.place.line >= 1 and problem.place.column >= 1


def test_a_large_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)  # a hole: no room on the disk
    file, [problem] = read_yaml(path, "huge.yaml")
    assert file is None and problem.code == "file-too-large" and "100 MiB" in problem.message
    assert problem.place == Place("huge.yaml")


def test_a_file_that_grows_while_it_is_read_is_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "grows.yaml"
    path.write_bytes(b"a: 1\n" + b"#" * 100)
    monkeypatch.setattr(yaml_file, "MAX_BYTES", 50)
    small = os.stat_result((*path.stat()[:6], 10, *path.stat()[7:]))
    monkeypatch.setattr(Path, "stat", lambda self: small)
    file, [problem] = read_yaml(path, "grows.yaml")
    assert file is None and problem.code == "file-too-large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    file, [problem] = read_yaml(tmp_path / "pipe.yaml", "pipe.yaml")
    assert file is None and problem.code == "unreadable-file"


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    for name in ("missing.yaml", "loop.yaml", "."):
        file, [problem] = read_yaml(tmp_path / name, name)
        assert file is None and problem.code == "unreadable-file" and problem.message.endswith(".")


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ("a: é".encode("latin-1"), 1, 4),
        ("a: 1\nb: Հայ\nc: é".encode()[:-2] + b"\xe9", 3, 4),
        ("Հայ: ".encode() + b"\xff", 1, 6),
        (b"a: \xed\xa0\x80\n", 1, 4),
        (b"a: 1\r\nb: \xfe", 2, 4),
        ("a: x".encode("utf-16"), 1, 1),
        (b"\x80", 1, 1),
    ],
)
def test_another_encoding_is_told_at_its_first_byte(content: bytes, line: int, column: int) -> None:
    assert refusal(content) == ("not-utf-8", line, column)


def test_byte_order_mark_and_line_ends_move_nothing() -> None:
    text = "first: 1\nsecond:\n  - x\n  - third: ''\n"
    expected = ("empty-value", 4, 12)
    assert refusal(text) == expected
    assert refusal(text.replace("\n", "\r\n")) == expected
    assert refusal("\ufeff" + text) == expected
    assert refusal(text.replace("\n", "\r")) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_a_line_is_what_yaml_calls_a_line(end: str) -> None:
    """Places come from the YAML parser; the line that is shown must be the one that it counts."""
    file = good(f"one: 1{end}two: 2{end}three: 3")
    place = file.place(("three",), of_key=True)
    assert (place.line, place.column) == (3, 1)
    assert file.line(place.line) == "three: 3"
    assert file.line(0) is file.line(4) is None


PLACES: list[tuple[str, PathTo, bool, tuple[int, int, int]]] = [
    ("a: 1\nb: xyz\n", ("b",), False, (2, 4, 3)),
    ("a: 1\nb: xyz\n", ("b",), True, (2, 1, 1)),
    ("a:\n  bb:\n    - x\n    - yy\n", ("a", "bb", 1), False, (4, 7, 2)),
    ("a:\n  bb:\n    - x\n    - yy\n", ("a", "bb"), True, (2, 3, 2)),
    ("a: {b: [x, {c: d}]}\n", ("a", "b", 1, "c"), False, (1, 16, 1)),
    ("a: {b: [x, {c: d}]}\n", ("a", "b", 1, "c"), True, (1, 13, 1)),
    ("a: {b: [x, {c: d}]}\n", ("a", "b", 1), False, (1, 12, 1)),
    ("'q k': 'it''s'\n", ("q k",), False, (1, 8, 7)),
    ("'q k': 'it''s'\n", ("q k",), True, (1, 1, 5)),
    ("Հայերեն: բառ\n", ("Հայերեն",), False, (1, 10, 3)),
    ("a: {ս: 'آخر', b: x}\n", ("a", "b"), False, (1, 18, 1)),
    ("a: [العربية, 😀😀, x]\n", ("a", 2), False, (1, 18, 1)),
    ("a: [e\u0301, x]\n", ("a", 1), False, (1, 9, 1)),
    ("- x\n- - y\n  - z\n", (1, 1), False, (3, 5, 1)),
    ("a: |\n  text\nb: x\n", ("a",), False, (1, 4, 1)),
    ("a: one\n  two\n", ("a",), False, (1, 4, 1)),
    ("? a\n: b\n", ("a",), False, (2, 3, 1)),
    ("[x, y]\n", (1,), False, (1, 5, 1)),
    ("{a: b}\n", (), False, (1, 1, 1)),
    ("\n\n# c\na: b\n", (), False, (4, 1, 1)),
    # absent: the nearest that stands there
    ("a:\n  b: x\n", ("a", "c"), False, (1, 1, 1)),
    ("a:\n  b: x\n", ("z",), False, (1, 1, 1)),
    ("a: [x]\n", ("a", 5), False, (1, 4, 1)),
    # one or more, without its list
    ("a: {b: xy}\n", ("a", 0, "b"), False, (1, 8, 2)),
    ("a: {b: xy}\n", ("a", 0, "b", 0), False, (1, 8, 2)),
    ("a: xy\n", ("a", 0), False, (1, 4, 2)),
    ("a: {b: xy}\n", ("a", 0, "c"), True, (1, 1, 1)),
]


@pytest.mark.parametrize(("text", "path", "of_key", "expected"), PLACES)
def test_the_place_of_every_kind_of_value(
    text: str, path: PathTo, of_key: bool, expected: tuple[int, int, int]
) -> None:
    place = good(text).place(path, of_key=of_key)
    assert (place.line, place.column, place.length) == expected


names = st.text("abcdefծآé", min_size=1, max_size=4)
trees = st.recursive(
    st.text("abc Հայ العربية 😀:#-'\"[]{}", min_size=1, max_size=8).map(str.strip).filter(bool),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(names, inner, min_size=1, max_size=3),
    max_leaves=12,
)


def leaves(tree: Tree, path: PathTo = ()) -> list[tuple[PathTo, str]]:
    match tree:
        case str():
            return [(path, tree)]
        case list():
            return [leaf for index, part in enumerate(tree) for leaf in leaves(part, (*path, index))]
        case dict():
            return [leaf for key, part in tree.items() for leaf in leaves(part, (*path, key))]


@given(trees, st.booleans(), st.integers(4, 60))
def test_what_stands_at_a_place_is_the_value(tree: Tree, flow: bool, width: int) -> None:
    """Columns count code points, so slicing the line at the place gives the text of every value on one line."""
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True, width=width, sort_keys=False)
    file = good(text)
    assert file.tree == tree
    lines = text.split("\n")
    for path, value in leaves(tree):
        place = file.place(path)
        shown = lines[place.line - 1][place.column - 1 :]
        assert shown[0] in "'\"" or value.startswith(shown[0])
        if place.length > 1:  # on one line
            assert good(f"- {shown[: place.length]}").tree == [value]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    file, problems = parse_yaml(content, "x.yaml")
    assert (file is not None and file.readable) == (not problems)
    for problem in problems:
        assert problem.place is not None and problem.place.line >= 1 and problem.place.column >= 1


structure = st.text("ab:-[]{}#&*!|>'\"%@`,? \n\t\\~<=\r\u0085\u2028\u200f\u202eՀع0", max_size=120)


@given(structure)
def test_any_structure_is_read_or_refused_at_a_place_inside_it(text: str) -> None:
    file, problems = parse_yaml(text.encode(), "x.yaml")
    assert file is not None
    for problem in problems:
        assert problem.place is not None
        assert file.line(problem.place.line) is not None


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML comes without its C parser, the same text gives the same values and places."""
    text = (Path(__file__).parents[1] / "arland" / "record" / "institute.yaml").read_text(encoding="utf-8")
    fast = good(text)
    assert yaml_file._LOADER is not yaml.SafeLoader, "this machine has no C parser to compare with"
    paths = [path for path, _ in leaves(fast.tree)]
    places = [fast.place(path) for path in paths]
    monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    slow = good(text)
    assert slow.tree == fast.tree
    assert [slow.place(path) for path in paths] == places
    assert refused("[" * 5_000)[0].code == "too-deep"
