"""Two reviewers at one queue, and processes that are killed at any moment: nothing is lost, nothing half-written."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from review_cards import queued

from detente.case.loader import load
from detente.checks.check import run as check
from detente.cli import main
from detente.commands.review_session import Session
from detente.notation.yaml_file import parse_yaml
from detente.review.lock import Busy, held
from detente.review.reviewer import Reviewer
from detente.review.store import open_queue

AT_ONCE = """
import json, sys, time
from pathlib import Path
from detente.case.loader import load
from detente.review.reviewer import Reviewer
from detente.review.store import open_queue
folder, by, start, stop = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
case, _ = load(folder)
with Reviewer(folder, case, open_queue(folder), by, "2031-06-16") as reviewer:
    reviewer.resume()
    print("ready", flush=True)
    for n in range(start, stop):
        fields = {"by": "bethia-mfa", "act": "claimed", "about": "fuel", "says": f"fuel is dear in week {n}"}
        outcome = reviewer.enter("herald", (100 + n, 140 + n), fields)
        assert outcome.done, outcome.problems
        print(outcome.decision.key, flush=True)
"""


@pytest.fixture
def folder(arland_copy: Path) -> Path:
    """The made-up case with a report in its queue."""
    queued(arland_copy)
    return arland_copy


def reviewer(folder: Path, by: str) -> Reviewer:
    """Somebody at work."""
    case, _ = load(folder)
    assert case is not None
    return Reviewer(folder, case, open_queue(folder), by, "2031-06-16")


def entered(folder: Path) -> list[str]:
    """What the record has from these processes."""
    path = folder / "record" / "herald.yaml"
    return [line.strip() for line in path.read_text().splitlines() if "fuel is dear in week" in line]


def starts(folder: Path, by: str, first: int, last: int) -> subprocess.Popen[str]:
    """A process that enters statements, one after the other."""
    words = [sys.executable, "-c", AT_ONCE, str(folder), by, str(first), str(last)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def is_whole(folder: Path) -> None:
    """Every file reads, the case has no errors, and keys are given once."""
    for path in folder.rglob("*.yaml"):
        assert not parse_yaml(path.read_bytes(), path.name)[1], path
    case, problems = load(folder)
    assert case is not None
    problems.extend(check(case))
    assert not problems.errors, problems.text()


def test_two_processes_at_once_lose_nothing(folder: Path) -> None:
    both = [starts(folder, "A. Analyst", 0, 6), starts(folder, "B. Bright", 50, 56)]
    said = [process.communicate(timeout=120)[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    keys = [key for words in said for key in words if key != "ready"]
    assert len(keys) == len(set(keys)) == 12 == len(entered(folder))
    queue = open_queue(folder)
    assert len(queue.decisions) == 12 and not queue.owed() and not queue.damaged
    assert {one.by for one in queue.decisions} == {"A. Analyst", "B. Bright"}
    is_whole(folder)


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_killed_at_any_moment(folder: Path) -> None:
    """Whatever had its decision on disk is in the record after the next start; the rest is as if never typed."""
    chance = random.Random(5)
    for turn in range(4):
        process = starts(folder, "A. Analyst", 100 * turn % 40, 60)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with reviewer(folder, "B. Bright") as at_work:
            assert at_work.resume() == []
        queue = open_queue(folder)
        kept = [one for one in queue.decisions if one.do == "accept"]
        record = (folder / "record" / "herald.yaml").read_text() if kept else ""
        for one in kept:
            assert f"\n{one.key}:" in f"\n{record}" and str(one.entry["says"]) in record
        assert not queue.owed()
        is_whole(folder)


def test_what_a_killed_process_left_beside_a_file_is_taken_away(folder: Path) -> None:
    left = [folder / ".actors.yaml.abcd1234", folder / "record" / ".herald.yaml.x_9zzzzz"]
    kept = [folder / ".gitignore", folder / "record" / ".notes.yaml"]
    (folder / "record").mkdir(exist_ok=True)
    for path in (*left, *kept):
        path.write_text("x")
    with reviewer(folder, "A. Analyst") as at_work:
        at_work.resume()
    assert [path.exists() for path in (*left, *kept)] == [False, False, True, True]


def test_what_one_decided_the_other_sees(folder: Path) -> None:
    with reviewer(folder, "A. Analyst") as one, reviewer(folder, "B. Bright") as two:
        card = next(card for card in two.state.open if card.kind == "statement")
        assert one.reject(card, "nothing new").done
        (problem,) = two.accept(card, {"says": "x"}).problems
        assert problem.code == "already-decided"
        assert "by A. Analyst on 2031-06-16 (reject)" in problem.message
        assert open_queue(folder).state().decided[card.id].by == "A. Analyst"


def test_a_session_goes_on_where_somebody_else_decided(folder: Path) -> None:
    with reviewer(folder, "A. Analyst") as one, reviewer(folder, "B. Bright") as two:
        first, *_ = two.state.open
        lines: list[str] = []

        def ask(_: str) -> str:
            if first.id not in one.state.decided:
                assert one.accept(first, {}).done
                return "r not ours"
            return "q"

        Session(two, ask, lines.append).run(lambda card: card.kind != "repeat")
    assert any("was decided on by A. Analyst" in line for line in lines)
    assert sum(line.startswith("[") and "left]" in line for line in lines) == 2


def test_what_was_added_meanwhile_stays(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document that comes in while somebody reviews is not written over, and is reviewed in the same session."""
    with reviewer(folder, "A. Analyst") as one:
        later = tmp_path / "later.txt"
        later.write_text("The council of Arland met. Nothing was said of the border.")
        assert main(["add", str(later), "--case", str(folder), "--no-proposals", "--seen", "2031-06-15"]) == 0
        fields = {"by": "bethia-mfa", "act": "claimed", "about": "fuel", "says": "fuel is dear"}
        assert one.enter("herald", (100, 140), fields).done
        assert set(one.queue.documents) == {"herald", "later"} == set(open_queue(folder).documents)
    capsys.readouterr()


def test_whoever_waits_too_long_is_told(folder: Path) -> None:
    lock = folder / ".review" / "lock"
    with held(lock), pytest.raises(Busy, match="another process has been changing"), held(lock, seconds=0.1):
        pass
    with held(lock, seconds=0.1):  # it was let go
        pass


def test_a_busy_queue_is_a_message(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.review.lock.SECONDS", 0.1)
    monkeypatch.setattr("detente.review.store.held", lambda path: held(path, 0.1))
    decisions = tmp_path / "d.jsonl"
    decisions.write_text(json.dumps({"card": "0000", "do": "reject", "why": "x"}))
    paper = tmp_path / "paper.txt"
    paper.write_text("The council of Arland met.")
    with held(folder / ".review" / "lock"):
        assert main(["review", str(folder), "--by", "B", "--decisions", str(decisions)]) == 2
        assert main(["add", str(paper), "--case", str(folder), "--no-proposals"]) == 1
    assert capsys.readouterr().err.count("another process has been changing this queue") == 2
