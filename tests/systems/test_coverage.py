"""The table in docs/systems.md says what covers each row; it is held against the code and the list of rows."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from detente.cli import main
from systems.record import ROOT, rows, shipped

TABLE = ROOT / "docs" / "systems.md"
PARTS = ("Process", "Outlook", "Reading")
_ROW = re.compile(r"^\| ([A-H]\d+) \| ([^|]+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.M)


def _table() -> dict[str, tuple[list[str], int, str]]:
    """Row to (views, number of tests that it claims, what is not there yet)."""
    found: dict[str, tuple[list[str], int, str]] = {}
    for row, _, views, tests, later in _ROW.findall(TABLE.read_text(encoding="utf-8")):
        assert row not in found, f"{row} stands twice"
        claimed = re.search(r"\((\d+)\)", tests)
        found[row] = (re.findall(r"`([^`]+)`", views), int(claimed[1]) if claimed else 0, later.strip())
    return found


def _tests() -> dict[str, int]:
    counts: dict[str, int] = {}
    for path in sorted(Path(__file__).parent.glob("test_?.py")):
        for row in re.findall(r"^def test_([A-H]\d+)_", path.read_text(encoding="utf-8"), re.M):
            counts[row] = counts.get(row, 0) + 1
            assert path.stem == f"test_{row[0].lower()}", f"{row} stands in {path.name}"
    return counts


def test_every_row_has_a_test_or_says_what_is_missing() -> None:
    table, tests = _table(), _tests()
    assert len(table) == 77
    assert {row: count for row, (_, count, _) in table.items() if count} == tests
    for row, (views, count, later) in table.items():
        assert count or later, f"{row} has neither a test nor a word on what is missing"
        assert not later or later.startswith(PARTS), f"{row}: '{later}' names no part of the work"
        assert not count or views, f"{row} is tested, and nothing shows it"


def test_the_views_named_for_a_row_show_something() -> None:
    case = shipped()
    for row, (views, _, _) in _table().items():
        for named in views:
            view, _, subject = named.partition(" ")
            assert rows(case, view, subject), f"{row}: `{named}` is empty"


def test_the_command_shows_each_view_named(capsys: pytest.CaptureFixture[str]) -> None:
    named = {view.partition(" ")[0]: view for views, _, _ in _table().values() for view in views}
    assert len(named) >= 20
    for view in named.values():
        assert main(["show", *view.split(" "), "--json"]) == 0, view
        assert json.loads(capsys.readouterr().out)["rows"], view


def test_the_table_has_the_rows_of_the_list(shared: Path) -> None:
    with (shared / "systems.csv").open(encoding="utf-8", newline="") as file:
        listed = [line["id"] for line in csv.DictReader(file)]
    assert list(_table()) == listed
