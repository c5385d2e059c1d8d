"""The rules of the house: imports point backward, files are small and named by nouns, the engine knows no country."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
import yaml

from detente.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "detente"
MODULES = sorted(SOURCE.rglob("*.py"))

# The stations of the line, as CONTRIBUTING.md has them.
ORDER = [
    "values", "notation", "documents", "case", "reading", "positions", "procedures", "checks", "review",
    "outlook", "scoring", "trace", "brief", "commands",
]  # fmt: skip
TOP = {"__init__", "__main__", "cli"}
LONGEST = 400  # lines of a module; what is longer holds two nouns

# Modules over the limit when it was set; they may shrink, and no further one may join them.
KNOWN_LONG: dict[str, int] = {}


def station(module: str) -> str:
    """`detente.case.loader` stands in `case`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def name_of(path: Path) -> str:
    parts = ["detente", *path.relative_to(SOURCE).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path, *, lazily: bool = True) -> Iterator[str]:
    """Modules of détente that a file imports, at its top or inside a function, and those named in `import_module`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checking = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    top = set(tree.body)
    for node in ast.walk(tree):
        if node in checking or (not lazily and node not in top):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "detente")
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: a relative import"
            if node.module and node.module.split(".")[0] == "detente":
                inner_modules = [f"{node.module}.{alias.name}" for alias in node.names]
                found = [name for name in inner_modules if name in NAMES]
                yield from found or [node.module]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in NAMES - {"detente"}:
            yield node.value


def test_every_folder_has_its_place_in_the_line() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert folders == set(ORDER)
    assert {path.stem for path in SOURCE.glob("*.py")} == TOP


def test_contributing_tells_the_same_line() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = text.split("```")[1]
    assert [line.split()[0] for line in block.strip().splitlines()] == ORDER


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path))
def test_imports_point_backward(path: Path) -> None:
    own = station(name_of(path))
    if own in TOP:
        return
    forward = [m for m in imports(path) if station(m) in ORDER and ORDER.index(station(m)) > ORDER.index(own)]
    assert not forward, f"{name_of(path)} stands before what it imports: {forward}"


def test_nothing_goes_in_a_circle() -> None:
    edges = {name_of(path): {m for m in imports(path, lazily=False) if m != name_of(path)} for path in MODULES}
    TopologicalSorter(edges).prepare()


def test_commands_are_imported_by_nobody_but_the_command_line() -> None:
    shared = {"detente.commands", "detente.commands.case_argument", "detente.commands.terminal"}
    for path in MODULES:
        if station(name_of(path)) not in {"commands", "cli"}:
            assert not [m for m in imports(path) if station(m) == "commands"], name_of(path)
        if station(name_of(path)) == "commands":
            named = {m for m in imports(path) if station(m) == "commands"} - shared
            commands = {f"detente.commands.{command.replace('-', '_')}" for command in COMMANDS}
            assert not named & (commands - {name_of(path)}), name_of(path)


def test_every_command_has_its_file() -> None:
    for command in COMMANDS:
        assert (SOURCE / "commands" / f"{command.replace('-', '_')}.py").is_file()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path))
def test_a_module_is_small_named_by_a_noun_and_explained(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not {"utils", "util", "helpers", "helper", "misc", "common"} & set(
        path.relative_to(SOURCE).with_suffix("").parts
    )
    assert (ast.get_docstring(ast.parse(text)) or "").strip(), "no docstring"
    lines = text.count("\n")
    limit = KNOWN_LONG.get(path.relative_to(SOURCE).as_posix(), LONGEST)
    assert lines <= limit, f"{lines} lines; at most {limit}"


def test_no_file_of_the_tests_is_a_drawer() -> None:
    for path in sorted((ROOT / "tests").rglob("*.py")):
        assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common"}, path


HEAVY = {"docx", "typst", "pypdf", "trafilatura", "spacy", "numpy", "scipy", "numba", "networkx", "icalendar", "lxml"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path))
def test_heavy_libraries_are_imported_where_they_are_needed(path: Path) -> None:
    """Not by the modules that every command passes through."""
    if station(name_of(path)) in {"values", "notation", "case", "positions", "trace", "commands", *TOP}:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            name.split(".")[0]
            for node in tree.body
            for name in (
                [alias.name for alias in node.names] if isinstance(node, ast.Import)
                else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            )
        }  # fmt: skip
        assert not named & HEAVY


# What a person does there is written down with its day; no result depends on it.
DATED = {"detente.commands.add", "detente.commands.review"}
NETWORK = {
    "socket",
    "urllib.request",
    "http.client",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "telnetlib",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: name_of(path))
def test_nothing_can_reach_the_network_or_tell_the_time(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & NETWORK
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in NETWORK
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and name_of(path) not in DATED:
            told = isinstance(node.func.value, ast.Name) and node.func.value.id in {"date", "datetime", "time"}
            assert not (told and node.func.attr in {"today", "now", "utcnow", "time"}), (
                f"line {node.lineno}: the clock"
            )


# Lists of the world's countries, months and offices: they name all alike, and stand in no rule.
WORLD_LISTS = {"reading/data/world.tsv"}
# Names of a case that are plain words of the language as well.
WORDS = {"observers", "experts"}
# Where the engine names the standard or the study that a rule is from.
CITED = {
    ("case/source.py", "NATO"),  # the Admiralty scale, AJP-2.1
    ("reading/copies_stock.py", "United Nations"),
    ("reading/copies_words.py", "American"),
}


def names_of_cases() -> dict[str, str]:
    """Every name, alias, metonym and demonym of at least four letters in a shipped case, with where it is from."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "cases").glob("*/actors.yaml")):
        tree = yaml.safe_load(file.read_text(encoding="utf-8"))
        for register in ("actors", "places"):
            for item in (tree.get(register) or {}).values():
                for field in ("name", "aliases", "metonyms", "demonyms"):
                    value = item.get(field) or []
                    for name in [value] if isinstance(value, str) else value:
                        if len(str(name)) >= 4:
                            found[str(name)] = file.parent.name
    return found


def engine_files() -> Iterator[Path]:
    """Code and data of the package, less the fonts and the cases that are packed into it."""
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        parts = path.relative_to(SOURCE).parts
        hidden = path.suffix == ".ttf" or any(part.startswith((".", "__pycache__")) for part in parts)
        if path.is_file() and not hidden and name not in WORLD_LISTS and not name.startswith("cases/"):
            yield path


def test_the_engine_knows_no_country_body_person_or_place() -> None:
    names = names_of_cases()
    assert len(names) > 100
    assert {(name, word) for name, word in CITED if word in (SOURCE / name).read_text(encoding="utf-8")} >= CITED
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(set(names) - WORDS, key=len, reverse=True)))})(?!\w)"
    )
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {match[0]}"
        for path in engine_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in pattern.finditer(line)
        if (path.relative_to(SOURCE).as_posix(), match[0]) not in CITED
    ]
    assert not found, "\n".join(found)


def test_every_exception_is_needed() -> None:
    """An exception that nothing needs any more is taken out."""
    assert set(names_of_cases()) >= WORDS
    assert all((SOURCE / name).is_file() for name in (*WORLD_LISTS, *KNOWN_LONG))
    clocks = {name_of(path) for path in MODULES if re.search(r"\bdate\.today\(", path.read_text(encoding="utf-8"))}
    assert clocks == DATED


def test_no_path_of_one_machine_is_in_the_repository() -> None:
    rooted = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp|mnt|private)/\w")
    files = [*engine_files(), *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "cases").rglob("*.yaml"))]
    files += [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", "Makefile")]
    files += [path for path in sorted((ROOT / "tests").rglob("*")) if path.suffix in {".py", ".txt", ".yaml", ".md"}]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in files
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        for match in rooted.finditer(line)
    ]
    assert not found, "\n".join(found)


def test_every_package_data_file_is_small_text() -> None:
    for path in engine_files():
        assert path.stat().st_size < 2**20, path
