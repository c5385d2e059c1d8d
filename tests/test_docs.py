"""What the documents say is so: every command is told, and none that does not exist."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente import __version__
from detente.cli import main, parser
from detente.commands import COMMANDS
from detente.positions.measure import MEASURES
from detente.positions.view import VIEWS

ROOT = Path(__file__).resolve().parents[1]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = {path: path.read_text(encoding="utf-8") for path in DOCS}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_is_told_in_the_documents(command: str) -> None:
    """A line with the command and words about it, not the bare name."""
    told = re.compile(rf"`detente {command}\b[^`\n]*`.*\w{{3,}}|^\s*(?:\$ )?detente {command}\b", re.M)
    assert any(told.search(text) for path, text in TEXT.items() if path.name != "errors.md"), command


def mentioned() -> Iterator[tuple[str, str]]:
    """(where, command) for each `detente COMMAND` in code, of the documents and of what the program says."""
    word = r"([a-z][a-z-]+)"
    for path, text in TEXT.items():
        blocks = "\n".join(re.findall(r"^```(?:text|sh|console|)\n(.*?)^```", text, re.M | re.S))
        for command in re.findall(rf"`detente {word}", text) + re.findall(rf"^(?:\$ )?detente {word}", blocks, re.M):
            yield path.name, command
    for path in sorted((ROOT / "src").rglob("*.py")):
        for command in re.findall(rf"'detente {word}", path.read_text(encoding="utf-8")):
            yield path.name, command
    makefile = ROOT / "Makefile"
    for command in re.findall(rf"bin/detente {word}", makefile.read_text(encoding="utf-8")):
        yield "Makefile", command


def test_no_document_tells_of_a_command_that_is_not_there() -> None:
    found = list(mentioned())
    assert len(found) > 10
    assert not [(where, command) for where, command in found if command not in {*COMMANDS, "COMMAND"}]


def options(command: str) -> set[str]:
    action = next(a for a in parser(command)._actions if a.dest == "command")
    assert isinstance(action.choices, dict)
    return {option for each in action.choices[command]._actions for option in each.option_strings}


def test_options_in_the_documents_are_there() -> None:
    """`detente brief --format html` names a command and options that it has."""
    wrong = []
    for path, text in TEXT.items():
        for line in re.findall(r"(?:`|^\$ |^)(detente [a-z][^`\n]*)", text, re.M):
            words = re.split(r"\s{2,}", line)[0].replace("[", " ").replace("]", " ").split()
            if len(words) > 1 and words[1] in COMMANDS:
                given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
                wrong += [(path.name, line, option) for option in given - options(words[1])]
    assert not wrong


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_of_each_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    out = capsys.readouterr().out
    assert stopped.value.code == 0 and out.startswith(f"usage: detente {command}")
    line = COMMANDS[command]
    assert re.sub(r"\s+", " ", line[:1].upper() + line[1:])[:40] in re.sub(r"\s+", " ", out)


def test_help_lists_every_command() -> None:
    done = subprocess.run([sys.executable, "-m", "detente", "--help"], capture_output=True, text=True, check=True)
    for command in COMMANDS:
        assert re.search(rf"^    {command}\b", done.stdout, re.M), command


def test_the_change_log_has_this_version_and_the_package_too() -> None:
    log = TEXT[ROOT / "CHANGELOG.md"]
    assert re.search(rf"^## \[?{re.escape(__version__)}\b", log, re.M)
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path, text in TEXT.items():
        prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.M | re.S)
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose)
        inside = [target for target in targets if not re.match(r"[a-z]+:", target)]
        broken += [f"{path.name}: {target}" for target in inside if not (path.parent / target).exists()]
    assert not broken


def test_views_and_measures_named_in_the_documents_are_there() -> None:
    for path, text in TEXT.items():
        for view in re.findall(r"detente show ([a-z]+)\b", text):
            assert view in VIEWS, (path.name, view)
        for measure in re.findall(r"\{measure: ([a-z-]+)", text):
            assert measure in MEASURES or path.name == "errors.md", (path.name, measure)


def test_the_guide_to_cases_names_every_file() -> None:
    from detente.case.loader import FOLDERS, TOP_FILES

    guide = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
    for name in (*TOP_FILES, *(f"{folder}/" for folder in FOLDERS if folder != "games")):
        assert name in guide, name


def python_blocks() -> list[tuple[str, str]]:
    return [
        (path.name, code)
        for path, text in TEXT.items()
        for code in re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
        if "detente" in code
    ]


@pytest.mark.parametrize(("name", "code"), python_blocks(), ids=lambda part: part[:20].replace("\n", " "))
def test_python_in_the_documents_runs(name: str, code: str) -> None:
    """The readme's as it stands; of the others, which are pieces, the names that they import."""
    if name != "README.md":
        code = "\n".join(
            ast.unparse(node) for node in ast.parse(code).body if isinstance(node, ast.Import | ast.ImportFrom)
        )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, f"{name}: {done.stderr}"


def shown_runs() -> list[tuple[str, str]]:
    """The commands after `$ ` in the documents, one run each."""
    return [
        (path.name, line)
        for path, text in TEXT.items()
        for line in re.findall(r"^\$ (detente [^\n]+)$", text, re.M)
        if not re.search(r"[<>|]|FOLDER|FILE|\.\.\.", line)
    ]


@pytest.mark.parametrize(("name", "line"), shown_runs(), ids=lambda part: part)
def test_commands_shown_in_the_documents_run(
    name: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = shlex.split(line, comments=True)[1:]
    if words[0] in {"new", "add", "review", "schema", "verify", "read"}:
        pytest.skip("it writes, or needs the reader's own files")
    assert main(words) in (0, 1), line
    assert capsys.readouterr().out
