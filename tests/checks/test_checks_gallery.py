"""The error gallery: exactly what is said to each mistake; every rule and every code has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from error_gallery import GOOD, TESTS, Mistake, mistakes, page

from detente.case.item import Item
from detente.case.loader import load
from detente.checks.check import principle, rules, run
from detente.checks.references import _references
from detente.commands.case_argument import checked
from detente.notation.problem import Problems

SOURCE = TESTS.parent / "src" / "detente"
EVERY = mistakes()
SMALL = [mistake for mistake in EVERY if not {"many", "size"} & {edit.kind for edit in mistake.edits}]

# Files whose problems are not about what a user wrote in a case, and the tests that hold them.
ELSEWHERE = {
    "brief/": TESTS / "checks",
    "documents/": TESTS / "documents",
    "reading/": TESTS / "reading",
    "review/": TESTS / "review",
    "outlook/question": TESTS / "outlook",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Problems]:
    """What a check says to each gallery file."""
    return {m.file: m.problems(tmp_path_factory.mktemp(m.file.stem)) for m in EVERY}


def test_the_good_case_is_good() -> None:
    _, problems = checked(str(GOOD))
    assert not problems.found, problems.text()


@pytest.mark.parametrize("mistake", EVERY, ids=lambda mistake: mistake.file.stem)
def test_what_is_said(mistake: Mistake, found: dict[Path, Problems]) -> None:
    assert found[mistake.file].text() == mistake.says


@pytest.mark.parametrize("mistake", EVERY, ids=lambda mistake: mistake.file.stem)
def test_a_file_shows_the_code_that_it_is_named_after(mistake: Mistake) -> None:
    assert mistake.code in mistake.codes
    assert mistake.title.endswith(".")


@pytest.mark.parametrize("mistake", SMALL, ids=lambda mistake: mistake.file.stem)
def test_places_lie_in_what_was_written(mistake: Mistake, found: dict[Path, Problems], tmp_path: Path) -> None:
    folder = mistake.folder(tmp_path)
    for problem in found[mistake.file].in_order():
        for place in filter(None, (problem.place, *(place for _, place in problem.others))):
            assert place.line >= 1 and place.column >= 1 and place.length >= 1
            path = folder / place.file
            if path.is_file() and path.stat().st_size < 2**20:
                lines = path.read_bytes().decode("utf-8", "replace").splitlines() or [""]
                assert place.line <= len(lines) and place.column <= len(lines[place.line - 1]) + 1


def test_every_rule_has_a_mistake_that_makes_it_fire(tmp_path: Path) -> None:
    """Run alone on each gallery case, each rule finds something in at least one of them."""
    silent = set(rules())
    for mistake in SMALL:
        parent = tmp_path / mistake.file.stem
        parent.mkdir()
        case, problems = load(mistake.folder(parent))
        if case is not None:
            silent -= {rule for rule in silent if any(run(case, [rule], sound=not problems.errors))}
    assert not silent, f"no gallery file makes these rules fire: {sorted(silent)}"


def test_every_rule_is_silent_on_the_good_case() -> None:
    case, _ = load(GOOD)
    assert case is not None
    assert not [rule for rule in rules() if list(run(case, [rule]))]


def test_every_rule_tells_its_principle() -> None:
    for name in rules():
        assert principle(name).endswith((".", ":")) and len(principle(name)) > 20, name


_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_MAKERS = {
    "Problem": 0,
    "_problem": 1,
    "problem": 1,
    "_unknown": 1,
}  # the argument that is the code, or what is unknown
_WITH_PROBLEMS = {"detente.notation.problem", "detente.outlook.case_spot"}
CORE = (
    SOURCE / "outlook" / "check.py"
)  # of any model, made up in Python or of a case; its own tests are in tests/outlook


def codes_in(path: Path) -> Iterator[str]:
    """Codes in the calls that make problems, and in tables from exceptions to codes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not any(isinstance(node, ast.ImportFrom) and node.module in _WITH_PROBLEMS for node in tree.body):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            at = _MAKERS.get(name)
            if at is not None and len(node.args) > at:
                before = "unknown-" if name == "_unknown" else ""
                yield from (before + code for code in _constants(node.args[at]))
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "_CODES" and node.value:
            yield from _constants(node.value)


def _constants(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):  # unknown-{kind}
        return
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _CODE.match(part.value):
            yield part.value


def kinds_of_reference() -> set[str]:
    """What `references` looks up: the first of the kinds of every reference in the types of a case."""
    waiting, kinds = [Item], set()
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        kinds |= {kind.split(" or ")[0] for _, _, kind in _references(model)}
    return kinds - {"basis", "item"}


def all_codes() -> dict[str, Path]:
    """Every code of a problem with a case, and a file that gives it."""
    found: dict[str, Path] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if not path.relative_to(SOURCE).as_posix().startswith(tuple(ELSEWHERE)):
            found |= dict.fromkeys(codes_in(path), path)
    for kind in kinds_of_reference():
        found[f"unknown-{kind}"] = SOURCE / "checks" / "references.py"
    return found


def test_every_code_has_a_mistake() -> None:
    shown = {code for mistake in EVERY for code in mistake.codes}
    missing = {code: path.name for code, path in all_codes().items() if code not in shown}
    assert not missing, f"no gallery file shows these codes: {missing}"


def test_the_search_for_codes_finds_every_code_that_is_ever_shown() -> None:
    """So that a new way of making problems cannot hide its codes from the test above."""
    shown = {code for mistake in EVERY for code in mistake.codes}
    core = set(re.findall(r'"([a-z]+(?:-[a-z]+)+|circle)"', CORE.read_text(encoding="utf-8")))
    assert sorted(shown - set(all_codes()) - core) == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_codes_told_elsewhere_stand_in_a_test_there(name: str) -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted(ELSEWHERE[name].glob("test_*.py")))
    paths = [path for path in sorted(SOURCE.rglob("*.py")) if path.relative_to(SOURCE).as_posix().startswith(name)]
    assert paths
    assert not [code for path in paths for code in codes_in(path) if f'"{code}"' not in tests]


def test_the_page_of_errors_is_to_date() -> None:
    written = (TESTS.parent / "docs" / "errors.md").read_text(encoding="utf-8")
    assert written == page(), "python docs/gallery.py makes it anew"
