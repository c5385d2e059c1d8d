"""The reader on annotated articles that lie beside the checkout, with and without a gazetteer of theirs."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
from typing import Any

import pytest

pytest.importorskip("spacy")

from detente.reading import Document, read_all, to_jsonl

SHARED = pathlib.Path(os.environ.get("DETENTE_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared"))
GOLD = SHARED / "gold"

pytestmark = pytest.mark.skipif(not (GOLD / "score.py").exists(), reason="no annotated articles (set DETENTE_SHARED)")

KINDS = {"state": "state", "organisation": "body", "person": "person", "media": "outlet", "group": "group"}
LOOSE = re.compile(r"^(?:his|her|the|many|some|various|experts?|observers?)\b", re.I)


def gazetteer() -> dict[str, dict[str, Any]]:
    """Names and kinds of the annotated actors, without aliases that are only descriptions."""
    out = {}
    for line in (GOLD / "actors.jsonl").read_text(encoding="utf8").splitlines():
        actor = json.loads(line)
        name = actor["actor"]
        kind = KINDS[actor["type"]]
        for sign, better in (
            ("Ministry", "ministry"),
            ("Government", "government"),
            ("Court", "court"),
            ("EUMA", "mission"),
        ):
            kind = better if sign in name and kind != "state" else kind
        aliases = [a for a in actor["aliases"] if not (LOOSE.match(a) and a.islower()) and len(a) > 3]
        out[name] = {"name": name, "kind": kind, "of": actor["of"], "aliases": aliases}
    return out


def scored(tmp_path: pathlib.Path, actors: dict[str, dict[str, Any]]) -> str:
    docs = []
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        with path.open(encoding="utf8", newline="") as file:
            docs.append(Document(path.name, file.read()))
    out = tmp_path / "proposals.jsonl"
    out.write_text(to_jsonl(read_all(docs, gazetteer=actors)), encoding="utf8")
    run = subprocess.run(
        [sys.executable, str(GOLD / "score.py"), str(out)], capture_output=True, text=True, check=True
    )
    return run.stdout


def number(report: str, pattern: str) -> float:
    found = re.search(pattern, report)
    assert found is not None, report
    return float(found.group(1))


@pytest.mark.parametrize("known", [True, False], ids=["with gazetteer", "without"])
def test_targets_on_the_annotated_articles(tmp_path: pathlib.Path, known: bool) -> None:
    report = scored(tmp_path, gazetteer() if known else {})
    assert number(report, r"statements .*F1 ([\d.]+)") >= 0.85
    assert number(report, r"speaker and span.*F1 ([\d.]+)") >= 0.75
    assert number(report, r"strict \d+/\d+ = ([\d.]+)") >= 0.75
    assert number(report, r"pronoun speakers resolved: \d+/\d+ = ([\d.]+)") >= 0.8
    assert number(report, r"silences that came out as statements: (\d+)/") == 0
    assert number(report, r"value right \d+/\d+ = ([\d.]+)") >= 0.95
    assert number(report, r"conditions .*precision \d+/\d+ = ([\d.]+)") >= 0.7
    assert number(report, r"conditions .*recall \d+/\d+ = ([\d.]+)") >= 0.7
    assert number(report, r"disputes .*precision \d+/\d+ = ([\d.]+)") >= 0.7
    assert number(report, r"disputes .*recall \d+/\d+ = ([\d.]+)") >= 0.5
