"""The command line from outside: exit statuses, what is said to wrong words, and nothing left half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente import __version__
from detente.cli import main

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detente", *words], capture_output=True, text=True, check=False, cwd=cwd,
        env={**os.environ, **(env or {})}, encoding="utf-8",
    )  # fmt: skip


class Said:
    """Status and both outputs of one command, run here."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str | Path) -> int:
        try:
            status = main([str(word) for word in words])
        except SystemExit as stopped:  # argparse
            status = int(stopped.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return status


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


@pytest.fixture
def broken(arland_copy: Path) -> Path:
    path = arland_copy / "record" / "courier.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("by: bethia-leader", "by: betia-leader", 1), encoding="utf-8"
    )
    return arland_copy


def test_without_words_it_tells_what_it_can_do(said: Said) -> None:
    assert said() == 2 and said.out.startswith("usage: detente")


def test_version(said: Said) -> None:
    assert said("--version") == 0 and said.out == f"detente {__version__}\n"


def test_an_unknown_command(said: Said) -> None:
    assert said("brif") == 2 and "invalid choice: 'brif'" in said.err and not said.out


def test_check(said: Said, arland_folder: Path, broken: Path) -> None:
    assert said("check", arland_folder) == 0 and said.out.endswith("1 warning\n")
    assert said("check", broken) == 1
    assert "closest: bethia-leader (actors.yaml:" in said.out
    assert said("check", broken, "--json") == 1
    assert [problem["code"] for problem in json.loads(said.out)] == ["unknown-actor", "number-without-basis"]


def test_check_without_a_case_takes_the_shipped_one(said: Said) -> None:
    assert said("check") == 0
    assert said("check", "armenia-azerbaijan") == 0
    assert said("check", ROOT / "cases" / "armenia-azerbaijan") == 0


def test_check_lists_its_rules(said: Said) -> None:
    from detente.checks.check import rules

    assert said("check", "--list") == 0
    assert [line.split()[0] for line in said.out.splitlines()] == list(rules())


@pytest.mark.parametrize("name", ["nowhere", "../nowhere", "x" * 5000, "case\n\x1b[31m", "ա"])
def test_a_folder_that_is_not_there(said: Said, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["check"], ["brief"], ["show", "ladder", "--case"], ["explain", "x", "--case"]):
        assert said(*command, name) == 1
        assert "error[no-case]" in said.out + said.err
        assert (said.out + said.err).replace("\n", "").isprintable()


def test_an_empty_folder_and_a_file(said: Said, tmp_path: Path) -> None:
    assert said("check", tmp_path) == 1 and "no-case-file" in said.out
    (tmp_path / "file").write_text("x")
    assert said("check", tmp_path / "file") == 1 and "no-case" in said.out


def test_a_case_with_errors_is_not_used(said: Said, broken: Path) -> None:
    for words in ("brief", "show ladder --case", "explain treaty --case", "changes 2031-05-01 --case",
                  "verify --sources . "):  # fmt: skip
        assert said(*words.split(), broken) == 1
        assert "unknown-actor" in said.err and not said.out


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["show", "disptes"], 2, "there is no view 'disptes'; closest: disputes"),
        (["show", "positions", "trad"], 2, "closest: trade"),
        (["show", "positions"], 2, "'positions' needs one of: treaty-text"),
        (["show", "ladder", "treaty"], 2, "leave 'treaty' out"),
        (["explain", "courier/c99"], 2, "nothing here is called 'courier/c99'; closest: courier/c"),
        (["explain", "99.1"], 2, "the brief has no section 99"),
        (["changes", "2031-06-12", "2031-05-01"], 2, "2031-06-12 is later than 2031-05-01"),
        (["changes", "2031-06-12", "2032-01-01"], 2, "the case ends on 2031-06-30"),
        (["show", "ladder", "--as-of", "2032-01-01"], 1, "the case ends on 2031-06-30"),
        (["show", "ladder", "--as-of", "yesterday"], 2, "'yesterday' is no day"),
        (["changes", "2031-02-30"], 2, "'2031-02-30' is no day"),
    ],
)
def test_wrong_words_are_told_with_the_closest(
    said: Said, arland_folder: Path, words: list[str], status: int, message: str
) -> None:
    assert said(*words, "--case", arland_folder) == status
    assert message in said.err and not said.out


def test_show_explain_and_changes(said: Said, arland_folder: Path) -> None:
    assert said("show", "offers", "--case", arland_folder) == 0 and "54 days" in said.out
    assert said("show", "offers", "--case", arland_folder, "--json") == 0
    assert len(json.loads(said.out)["rows"]) == 3
    assert said("show", "offers", "--case", arland_folder, "--as-of", "2031-05-15") == 0 and "8 days" in said.out
    assert said("explain", "trade", "--case", arland_folder, "--json") == 0
    assert json.loads(said.out)["id"] == "trade"
    assert said("explain", "1.1", "--case", arland_folder) == 0 and said.out.startswith("1.1: ")
    assert said("changes", "2031-05-09", "2031-05-10", "--case", arland_folder) == 0
    assert "24 statements added" in said.out


def test_show_help_names_every_view(said: Said) -> None:
    from detente.positions.view import VIEWS

    assert said("show", "--help") == 0
    assert all(f"  {name} " in said.out for name in VIEWS)


def test_tables_fit_the_terminal(said: Said, arland_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.positions.view import VIEWS

    for width in (60, 100, 160):
        monkeypatch.setenv("COLUMNS", str(width))
        for name, view in VIEWS.items():
            if not view.needed:
                assert said("show", name, "--case", arland_folder) == 0
                assert max(map(len, said.out.splitlines())) <= width, name


def test_brief_to_standard_output_and_to_a_file(said: Said, arland_folder: Path, tmp_path: Path) -> None:
    assert said("brief", arland_folder) == 0 and said.out.startswith("# Arland-Bethia peace process")
    assert said("brief", arland_folder, "-o", tmp_path / "brief.html") == 0
    assert said.out == f"{tmp_path / 'brief.html'}\n"
    assert (tmp_path / "brief.html").read_text(encoding="utf-8").startswith("<!")
    assert said("brief", arland_folder, "-o", tmp_path / "brief.xyz") == 2 and "no known ending" in said.err
    assert said("brief", arland_folder, "--since", "2032-01-01") == 2 and "is later than the day" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


def test_a_brief_that_fails_leaves_the_old_file(said: Said, broken: Path, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("the last one")
    assert said("brief", broken, "-o", path) == 1
    assert path.read_text() == "the last one"


def test_verify(said: Said, arland_folder: Path, tmp_path: Path) -> None:
    documents = ROOT / "tests" / "arland_documents"
    assert said("verify", arland_folder, "--sources", documents) == 0 and said.out == "44 found\n"
    for path in documents.iterdir():
        text = path.read_text(encoding="utf-8").replace("two crossings for trade", "three crossings for trade")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    assert said("verify", arland_folder, "--sources", tmp_path) == 1
    assert [line.split()[:2] for line in said.out.splitlines() if not line[0].isdigit() and "moved" not in line] == [
        ["altered", "courier/c09"]
    ]
    (tmp_path / "courier.txt").unlink()
    assert said("verify", arland_folder, "--sources", tmp_path, "--json") == 1
    outcomes = {v["statement"]: v["outcome"] for v in json.loads(said.out)}
    assert {o for s, o in outcomes.items() if s.startswith("courier/")} == {"missing"}
    assert {o for s, o in outcomes.items() if s.startswith("institute/")} == {"found"}
    assert said("verify", arland_folder, "--sources", tmp_path / "none") == 2 and "there is no folder" in said.err


def test_verify_holds_the_shipped_case_against_the_shared_articles(said: Said, shared: Path) -> None:
    assert said("verify", "--sources", shared / "seeds") == 0, said.out
    assert said.out.strip().endswith("found") and "," not in said.out


def test_schema_writes_every_file(said: Said, tmp_path: Path) -> None:
    from detente.case.schema import schemas

    assert said("schema", tmp_path / "new" / "folder") == 0
    assert {path.stem for path in (tmp_path / "new" / "folder").iterdir()} == set(schemas())


def test_no_command_changes_the_case(said: Said, arland_copy: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(arland_copy.rglob("*")) if path.is_file()}

    before = state()
    for words in (["check"], ["brief"], ["show", "disputes", "--case"], ["explain", "treaty", "--case"]):
        assert said(*words, arland_copy) == 0
    assert state() == before


def test_as_a_module_and_as_a_script(arland_folder: Path) -> None:
    done = run("show", "ladder", "--case", str(arland_folder))
    assert done.returncode == 0 and done.stdout.startswith("Status ladder: Treaty of Peace")
    script = Path(sys.executable).parent / "detente"
    if script.exists():
        same = subprocess.run(
            [script, "show", "ladder", "--case", arland_folder], capture_output=True, text=True, check=True
        )
        assert same.stdout == done.stdout
    assert run("show", "nothing").returncode == 2


def test_a_reader_that_stops_early_is_no_error(arland_folder: Path) -> None:
    words = ["show", "ledger", "--json", "--case", str(arland_folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0 and error == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_of_a_smaller_alphabet(arland_copy: Path, encoding: str) -> None:
    path = arland_copy / "actors.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Cordia,", "Կորդիա 日本,"), encoding="utf-8")
    for words in (["show", "guarantees", "--case"], ["check"]):
        done = subprocess.run(
            [sys.executable, "-m", "detente", *words, str(arland_copy)], capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        )  # fmt: skip
        assert done.returncode == 0 and not done.stderr, done.stderr


def test_the_same_answer_whatever_the_hash_order_the_clock_and_the_locale(arland_folder: Path) -> None:
    environments = [{"PYTHONHASHSEED": "0", "TZ": "UTC"}, {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati"}]
    for words in (["brief", str(arland_folder)], ["show", "disputes", "--case", str(arland_folder)]):
        one, other = (run(*words, env={**env, "LC_ALL": "C.UTF-8"}) for env in environments)
        assert one.stdout == other.stdout != ""


_BLOCKED = """
import socket, sys
def refused(*args, **kwargs):
    raise SystemExit(f'the network was used: {args}')
for name in ('connect', 'connect_ex', 'sendto', 'bind'):
    setattr(socket.socket, name, refused)
for name in ('getaddrinfo', 'gethostbyname', 'create_connection', 'create_server'):
    setattr(socket, name, refused)
from detente.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["brief"],
        ["brief", "--format", "html"],
        ["check"],
        ["explain", "1.1"],
        ["show", "disputes"],
        ["changes", "2025-03-20"],
    ],
    ids=" ".join,
)
def test_the_main_jobs_need_no_network(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", _BLOCKED, *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout and b"the network was used" not in done.stderr


def test_the_suite_itself_is_cut_off() -> None:
    import socket

    from conftest import NetworkUsed

    with pytest.raises(NetworkUsed), socket.socket() as s:
        s.connect(("127.0.0.1", 9))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("localhost", 80)
