"""Where draws are made changes no number, and what is missing there is said in one line."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from outlook_models import HORIZON, plain

from detente import cli
from detente.outlook import Lever, compare
from detente.outlook.draws import compiled_cache
from detente.outlook.draws.place import NoCluster, at, summed

ARLAND = str(Path(__file__).resolve().parents[1] / "arland")
SOURCE = Path(compiled_cache.__file__).resolve().parents[3]


def doubled(base: int, piece: int) -> int:
    return base + 2 * piece


@pytest.mark.parametrize("threads", [True, False])
@pytest.mark.parametrize("workers", [None, 1, 3])
def test_a_sum_is_the_same_for_any_workers(
    workers: int | None, threads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(SOURCE), str(Path(__file__).parent)]))
    with at(workers=workers):
        assert summed(doubled, (1,), range(20), threads=threads) == 20 + 2 * 190


def test_pairs_are_the_same_for_any_workers() -> None:
    late = Lever("late", {("conditions", "text", "talks", "delay"): 90.0})
    one = compare(plain(), [late], HORIZON, draws=70_000, engine="numpy")
    with at(workers=2):
        two = compare(plain(), [late], HORIZON, draws=70_000, engine="numpy")
    assert one.difference("signed") == two.difference("signed")
    assert one.moved("signed") == two.moved("signed") != {}


def test_without_dask_the_cure_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NoCluster, match=r"pip install 'detente\[dask\]'"), at(dask="tcp://localhost:8786"):
        pass
    for command in (["outlook", ARLAND], ["levers", ARLAND]):
        assert cli.main([*command, "--dask", "tcp://localhost:8786"]) == 2
        assert "detente[dask]" in capsys.readouterr().err


def test_workers_and_dask_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["outlook", ARLAND, "--dask", "tcp://localhost:8786", "--workers", "2"]) == 2
    assert "give one of them" in capsys.readouterr().err
    assert cli.main(["outlook", ARLAND, "--workers", "0"]) == 2
    assert "at least one worker" in capsys.readouterr().err


def test_an_address_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    assert cli.main(["outlook", ARLAND, "--dask", "localhost"]) == 2
    assert "tcp://host:8786" in capsys.readouterr().err


def test_draws_until_it_settles(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["outlook", ARLAND, "--draws", "auto"]) == 0
    assert "Draws until it settles" in capsys.readouterr().out
    assert cli.main(["outlook", ARLAND, "--draws", "500"]) == 0
    assert "Draws until it settles" not in capsys.readouterr().out


READ_ONLY = """
import sys
from detente.outlook.draws import compiled_cache, compiled_machine
def twice(x):
    return 2 * x
twice.__module__ = "detente.outlook.draws.compiled_machine"
twice.__code__ = twice.__code__.replace(co_filename=compiled_machine.__file__)
print(compiled_cache.kept(), compiled_machine.kept(twice)(21))
"""


@pytest.mark.skipif(importlib.util.find_spec("numba") is None, reason="numba is not installed")
def test_nothing_to_write_to_is_no_failure(tmp_path: Path) -> None:
    """A package, a home and a cache that may not be written: compiled all the same, and kept nowhere."""
    package = tmp_path / "detente"
    shutil.copytree(SOURCE / "detente", package, ignore=shutil.ignore_patterns("__pycache__"))
    # No folder of the cache can be made where a file of that name stands, whoever runs this.
    (package / "outlook" / "draws" / "__pycache__").write_text("")
    home = tmp_path / "home"
    home.write_text("")
    keep = {k: v for k, v in os.environ.items() if k not in {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME"}}
    done = subprocess.run(
        [sys.executable, "-B", "-c", READ_ONLY],
        env={**keep, "PYTHONPATH": str(tmp_path), "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "42"]


def test_the_stamp_follows_the_sources(tmp_path: Path) -> None:
    copy = tmp_path / "draws"
    shutil.copytree(Path(compiled_cache.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))

    def stamp() -> str:
        code = f"import sys; sys.path[:0] = [{str(copy)!r}]; import compiled_cache; print(compiled_cache.stamp())"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    before = stamp()
    with (copy / "compiled_paths.py").open("a") as file:
        file.write("\n")
    assert before.strip() == compiled_cache.stamp()
    assert stamp() != before
