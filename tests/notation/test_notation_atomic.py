"""A reader sees the old file or the new one, and a failure leaves the old one as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from detente.notation.atomic import write_atomically


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_gets_the_usual_mode_and_its_folder(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a" / "b" / "new.txt", b"text")
    finally:
        assert os.umask(mask) == 0o027, "the mask of the process was changed"
    assert (tmp_path / "a" / "b" / "new.txt").read_bytes() == b"text"
    assert mode(tmp_path / "a" / "b" / "new.txt") == 0o640


@pytest.mark.parametrize("kept", [0o600, 0o644, 0o755, 0o444])
def test_an_old_file_keeps_its_mode(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"old")
    path.chmod(kept)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new" and mode(path) == kept


@pytest.mark.parametrize("failing", [(os, "fsync"), (Path, "chmod"), (Path, "replace")], ids=lambda pair: pair[1])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, failing: tuple[object, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(*failing, full)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["old.txt"]


def test_a_reader_with_the_old_file_open_still_has_it(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_atomically(path, b"new and longer")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new and longer"


def test_a_folder_in_its_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        write_atomically(tmp_path / "taken", b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["taken"]
