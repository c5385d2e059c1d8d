"""An old brief, made again from a case that has grown since: the same bytes, but for the stamp of the run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DAY = "2031-06-30"
STAMP = re.compile(rb"d\xc3\xa9tente [^,\n]+, case ([0-9a-f]+)")
SOURCE = """\
title: A later report
kind: article
publisher: The Later Post
publisher-basis: named in its first line
voice: the-courier
published: 2031-07-10
published-basis: stated in the document
language: en
perspective: newspaper in Cordia
sha256: 0000000000000000000000000000000000000000000000000000000000000000
file: later.txt
characters: 100
"""
RECORD = """\
l1:
  by: bethia-leader
  act: demanded
  about: arland-law
  to: arland
  gates: treaty.signed
  says: the law of Arland is changed at once
  at: {chars: [0, 20], opens: 'At once', hash: 0000000000000000}
"""


@pytest.fixture
def grown(arland_folder: Path, tmp_path: Path) -> Path:
    """The case a month later: another day, a later source, a statement, remarks, an edited later lever."""
    folder = Path(shutil.copytree(arland_folder, tmp_path / "grown"))
    (folder / "sources" / "later.yaml").write_text(SOURCE, encoding="utf-8")
    (folder / "record" / "later.yaml").write_text(RECORD, encoding="utf-8")
    case = folder / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("as-of: 2031-06-30", "as-of: 2031-07-31  # grown"))
    (folder / "expect.yaml").unlink()
    return folder


def made(folder: Path, *words: str, seed: str = "0", zone: str = "UTC") -> bytes:
    """What a command prints in a process of its own."""
    command = [sys.executable, "-m", "detente", words[0], str(folder), *words[1:]]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "COLUMNS": "100"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def unstamped(brief: bytes) -> bytes:
    """Without the name of the run: version, and the hash of the files, which the header repeats."""
    (mark,) = {match[1] for match in STAMP.finditer(brief)}
    return STAMP.sub(b"", brief).replace(mark, b"")


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_old_brief_made_again_is_the_same_but_for_its_stamp(arland_folder: Path, grown: Path, form: str) -> None:
    words = ("brief", "--as-of", DAY, "--since", "2031-05-31", "--format", form)
    then = made(arland_folder, *words, seed="1")
    now = made(grown, *words, seed="2", zone="Asia/Tokyo")
    assert then != now and unstamped(then) == unstamped(now)
    assert made(arland_folder, *words, seed="3") == then


def test_the_numbers_of_an_old_outlook_come_out_again(arland_folder: Path, grown: Path, tmp_path: Path) -> None:
    words = ("outlook", "--as-of", DAY, "--json", "--draws", "500")
    assert made(arland_folder, *words, seed="1") == made(grown, *words, seed="2")
    files = []
    for name, folder in (("then", arland_folder), ("now", grown)):
        files.append(tmp_path / f"{name}.json")
        made(folder, *words, "--save", str(files[-1]))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_grown_case_is_another_one_on_its_own_day(arland_folder: Path, grown: Path) -> None:
    """The comparison above can fail: without the day the later statement is there."""
    assert b"the law of Arland is changed at once" in made(grown, "brief")
    assert made(arland_folder, "outlook", "--json") != made(grown, "outlook", "--json")
