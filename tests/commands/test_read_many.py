"""`detente read` on folders and many documents: here, in several processes, on a cluster; the same results."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import main
from detente.documents.folder import listed
from detente.reading.gazetteer import gazetteer
from detente.reading.reader import Document, read_all
from detente.review.corpus import Corpus, Shelf, take_in
from detente.review.crew import crew
from detente.review.intake import Order

FIRST = """\
Published on June 12, 2031

The Foreign Ministry of Bethia said on 11 June that the treaty can only be signed once Arland amends its constitution.

The Foreign Ministry of Arland accused Bethia of firing at soldiers near the gate at dawn. Turkish interlocutors say
that the old road could be opened for fairly modest trade in the spring.
"""
COPY = """\
Published on June 20, 2031

Nothing else happened in the whole of that long week, and few people noticed it at all.

The Foreign Ministry of Bethia said on 11 June that the treaty can only be signed once Arland amends its constitution.

Ankara says that the old road would be opened for modest trade in the spring.
"""
DENIAL = """\
Published on June 14, 2031

The Foreign Ministry of Bethia denied firing at soldiers of Arland near the gate. It was ready to talk in the autumn
and it asked the mission to look into the matter at once.
"""
UNDATED = """\
Ada Brann said on 3 May that the mission will leave the border, and that nobody had asked it to stay there.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `detente read`: its status, output and messages."""

    def command(*words: object) -> tuple[int, str, str]:
        status = main(["read", *(str(word) for word in words)])
        done = capsys.readouterr()
        return status, done.out, done.err

    return command


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with four reports, two of them below it, and things that are none."""
    folder = tmp_path / "desk"
    (folder / "later").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "a.txt").write_text(FIRST)
    (folder / "b.md").write_text(UNDATED)
    (folder / "later" / "a.txt").write_text(COPY)
    (folder / "later" / "d.txt").write_text(DENIAL)
    (folder / ".hidden" / "e.txt").write_text(FIRST)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "later" / "up").symlink_to(folder, target_is_directory=True)
    return folder


@pytest.fixture
def model() -> None:
    """Skips where no parser is installed."""
    from detente.reading.model import ModelMissing, model

    try:
        model()
    except ModelMissing as missing:
        pytest.skip(str(missing).splitlines()[1].strip())


# --- which files


def test_a_folder_gives_its_documents_in_order(desk: Path) -> None:
    found = listed([desk, desk / "a.txt"])
    assert [path.relative_to(desk).as_posix() for path in found.files] == [
        "a.txt",
        "b.md",
        "later/a.txt",
        "later/d.txt",
    ]
    assert found.passed_over == 1 and not found.problems


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    (problem,) = listed([tmp_path]).problems
    assert problem.code == "no-documents" and "readable:" in (problem.hint or "")


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "x.txt").symlink_to(tmp_path / "y.txt")
    (tmp_path / "y.txt").symlink_to(tmp_path / "x.txt")
    (tmp_path / "in").symlink_to(tmp_path, target_is_directory=True)
    codes = [one.problems[0].code for one in take_in(listed([tmp_path]).files, propose=False)]
    assert codes == ["unreadable-file"] * 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (one,) = take_in(listed([tmp_path]).files, propose=False)
    assert one.problems[0].code == "not-a-file"


def test_pasted_text_is_read_and_not_kept(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(FIRST.encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    _, out, _ = run("-", "--report-only")
    assert out.startswith("pasted.txt: ") and "2031-06-12 (stated" in out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"  ")))
    status, out, err = run("-")
    assert status == 1 and not out and "empty-file" in err


# --- the same results


def test_one_by_one_gives_what_all_at_once_gives(desk: Path, model: None) -> None:
    """Dates that an undated document takes from the others, and disputes across documents, included."""
    paths = listed([desk]).files
    taken = take_in(paths)
    documents = [one.document for one in taken if one.document is not None]
    at_once = read_all(
        [Document(d.name, d.text, str(p.value) if (p := d.metadata.published) else None, None) for d in documents],
        gazetteer=gazetteer(None),
    )
    for one, whole in zip(taken, at_once, strict=True):
        assert one.reading is not None
        assert one.reading.statements == whole.statements and one.reading.dates == whole.dates
        assert one.reading.disputes == whole.disputes
    undated = next(one for one in taken if one.path.name == "b.md")
    assert undated.reading is not None and undated.reading.dates[0].value == "2031-05-03"


def test_workers_change_nothing(run: Run, desk: Path, model: None) -> None:
    alone = run(desk, "--jsonl")
    assert alone[0] == 0 and len(alone[1].splitlines()) > 20
    assert run(desk, "--jsonl", "--workers", 2) == alone
    assert run(desk, "--workers", 2) == run(desk)


CLUSTER = """
import subprocess, sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        for more in ([], ["--dask", cluster.scheduler_address]):
            command = [sys.executable, "-m", "detente", "read", sys.argv[1], "--jsonl", *more]
            done = subprocess.run(command, capture_output=True, text=True)
            print(done.returncode, hash(done.stdout), len(done.stdout.splitlines()), repr(done.stderr))
"""


def test_a_cluster_of_processes_changes_nothing(desk: Path, tmp_path: Path, model: None) -> None:
    pytest.importorskip("distributed")
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    done = subprocess.run([sys.executable, str(script), str(desk)], capture_output=True, text=True, check=True)
    here, there = done.stdout.splitlines()
    assert here == there and here.startswith("0 ") and int(here.split()[2]) > 20


@pytest.mark.parametrize("address", ["nowhere", "tcp://", "tcp://a b:1", "8786"])
def test_an_address_that_is_none_is_a_message(run: Run, desk: Path, address: str) -> None:
    pytest.importorskip("distributed")
    status, _, err = run(desk, "--dask", address)
    assert status == 2 and "they look like tcp://host:8786" in err


def test_without_dask_the_message_names_the_extra(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    status, out, err = run(desk, "--dask", "tcp://127.0.0.1:8786")
    assert (status, out) == (2, "") and "pip install 'detente[dask]'" in err


def test_wrong_numbers_of_workers(run: Run, desk: Path) -> None:
    assert run(desk, "--workers", 0)[0] == 2
    assert run(desk, "--workers", 2, "--dask", "tcp://a:1")[0] == 2


def test_a_lost_worker_is_a_message(desk: Path) -> None:
    from detente.review.crew import CrewFailed

    with pytest.raises(CrewFailed, match="a worker process ended before its time"), crew(Order(), workers=2) as work:
        for _ in work([_Fatal()]):  # type: ignore[list-item]
            pass


class _Fatal:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (3,)


# --- apart, and the memory of many


def test_apart_nothing_is_kept_and_nothing_compared(run: Run, desk: Path, model: None) -> None:
    status, out, _ = run(desk, "--jsonl", "--apart")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and not [row for row in rows if row["kind"] == "reuse"]
    assert {row["claim"][0] for row in rows if row["kind"] == "dispute"} <= {"d.txt", "a.txt"}
    corpus = Corpus(listed([desk]).files, apart=True)
    with crew(Order()) as work:
        assert sum(1 for _ in corpus.intakes(work)) == 4
    assert not corpus.readings and not corpus.documents and not list(corpus.comparisons())


def test_each_document_comes_before_the_next_is_read(desk: Path) -> None:
    read: list[str] = []

    def work(files):  # type: ignore[no-untyped-def]
        from detente.review.intake import take

        for file in files:
            read.append(file.name)
            yield take(Order(propose=False), file)

    coming = Corpus(listed([desk]).files, apart=True).intakes(work)
    next(coming)
    assert read == ["a.txt"]


def test_many_documents_wait_on_disk_and_are_compared_by_the_index(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.review import corpus as module

    paths = listed([desk]).files
    with crew(Order(propose=False)) as work:
        few = Corpus(paths)
        list(few.intakes(work))
        wanted = [pair for pair in few.comparisons() if pair.reused]
        monkeypatch.setattr(module, "FEW", 1)
        monkeypatch.setattr(module, "AT_HAND", 1)
        many = Corpus(paths)
        list(many.intakes(work))
    found = [pair for pair in many.comparisons() if pair.reused]
    assert [(pair.a, pair.b) for pair in wanted] == [("a.txt", str(desk / "later" / "a.txt"))]
    assert found == wanted
    assert isinstance(many._shelf, Shelf) and not many._shelf._held


# --- what several documents tell together


def test_the_report_tells_copies_drift_and_independent_reports(run: Run, desk: Path, model: None) -> None:
    status, out, err = run(desk, "--report-only")
    assert status == 0 and "1 other files in the folders are passed over" in err
    copied = desk / "later" / "a.txt"
    assert f"a.txt and {copied} share" in out and "came first in" in out
    assert "hedge dropped: “fairly” → nothing" in out and "modality changed: “could” → “would”" in out
    assert f"2 documents, 1 independent report ({copied} copies a.txt)" in out
