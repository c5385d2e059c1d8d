"""The record against the annotated passages: nothing core is missing, speakers agree, no sentence is copied here."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from systems.record import CASE, ROOT, shipped

from detente.case.act import Column
from detente.case.case import Case
from detente.trace.verification import verify
from detente.values.partial_date import PartialDate

SPEAKERS = {
    "(unattributed)": "unattributed",
    "unnamed many": "unattributed",
    "unnamed experts": "experts",
    "unnamed observers": "observers",
    "Pashinyan's critics": "armenia-critics",
    "Armenian opposition": "armenia-opposition",
}
"""Annotated speakers that have another name in the case."""

OTHERWISE = {
    "002/s09": "what the author expects another to argue is the author's forecast",
    "002/s10": "what the author expects another to argue is the author's forecast",
    "003/s62": "the two strands that the passage names are the speakers, not the opposition as one",
    "003/s77": "what a document says is told by the source",
    "003/s79": "what a document says is told by the source",
    "003/s86": "the source's own assessment of the opposition",
    "003/s89": "the source's own assessment of two states",
    "004/s30": "advice of the source to leaders, not a statement of theirs",
}
"""Speakers that differ from the annotation, with the reason."""


def _lines(shared: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _key(line: dict[str, Any]) -> str:
    source, _, name = str(line["id"]).partition("-")
    return f"{source}/{name}"


def _overlapping(case: Case, line: dict[str, Any]) -> list[str]:
    start, end = line["start"], line.get("end", line["start"] + len(line["span"]))
    source = str(line["doc"])[:3]
    return [
        key
        for key, s in case.statements.items()
        if key.startswith(f"{source}/") and any(at.chars[0] < end and start < at.chars[1] for at in s.at)
    ]


def _left_out() -> dict[str, str]:
    return dict(yaml.safe_load((CASE / "left-out.yaml").read_text(encoding="utf-8")) or {})


@pytest.mark.parametrize(("kind", "least"), [("statements", 136), ("events", 87)])
def test_all_that_is_core_is_in_the_record_or_left_out_with_a_reason(shared: Path, kind: str, least: int) -> None:
    case, left_out = shipped(), _left_out()
    core = [line for line in _lines(shared, kind) if line.get("tier", "core") == "core"]
    assert len(core) == least
    missing = [line["id"] for line in core if not _overlapping(case, line) and line["id"] not in left_out]
    assert missing == []
    assert all(len(reason) > 20 for reason in left_out.values())


def test_each_core_statement_stands_under_its_key_where_it_is_annotated(shared: Path) -> None:
    case = shipped()
    for line in _lines(shared, "statements"):
        key = _key(line)
        if line["tier"] == "core" and line["id"] not in _left_out():
            assert key in _overlapping(case, line), key


def _speakers(case: Case, key: str) -> set[str]:
    """Of the entry and of the entries that one passage was split into: s01, s01b."""
    return {a for other, s in case.statements.items() if re.fullmatch(re.escape(key) + "[b-d]?", other) for a in s.by}


@cache
def _named() -> dict[str, str]:
    case = shipped()
    found = dict(SPEAKERS)
    for key, actor in case.actors.items():
        for name in (actor.name, *actor.aliases, *actor.metonyms):
            found.setdefault(name, key)
    return found


def test_speakers_agree_with_the_annotations(shared: Path) -> None:
    case, differing = shipped(), {}
    for line in _lines(shared, "statements"):
        key = _key(line)
        if key in case.statements:
            wanted = {_named().get(name, f"? {name}") for name in line["speakers"]}
            if not wanted <= _speakers(case, key):
                differing[key] = (wanted, _speakers(case, key))
    assert set(differing) == set(OTHERWISE), {k: v for k, v in differing.items() if k not in OTHERWISE}


def test_dates_of_utterances_agree_with_the_annotations(shared: Path) -> None:
    case, compared = shipped(), 0
    for line in _lines(shared, "statements"):
        s = case.statements.get(_key(line))
        if s and s.said and line["date"]:
            compared += 1
            assert s.said.overlaps(PartialDate.parse(line["date"])), f"{_key(line)}: {s.said} against {line['date']}"
    assert compared >= 25


def test_dates_of_events_agree_with_the_annotations(shared: Path) -> None:
    case, compared = shipped(), 0
    for line in _lines(shared, "events"):
        s = case.statements.get(_key(line))
        when = s and (s.when or s.said)
        if when and line["date"] and re.fullmatch(r"[\d/-]+", line["date"]):
            compared += 1
            assert when.overlaps(PartialDate.parse(line["date"])), f"{_key(line)}: {when} against {line['date']}"
    assert compared >= 50


def test_silences_are_silences_or_omissions_and_never_statements_of_theirs(shared: Path) -> None:
    case = shipped()
    for line in _lines(shared, "silences"):
        keys = [key for key in _overlapping(case, line) if case.statements[key].column is Column.SILENCE
                or case.statements[key].omitted_from]  # fmt: skip
        assert keys, line["id"]
        silent = [key for key in keys if case.statements[key].column is Column.SILENCE]
        if line["actor"] != "(the text)":
            assert {a for key in silent for a in case.statements[key].by} == {_named()[line["actor"]]}, line["id"]


def test_every_passage_verifies(shared: Path) -> None:
    found = verify(shipped(), shared / "seeds")
    assert len(found) >= 500 and {v.outcome.value for v in found} == {"found"}


RUN = 9
TEXT = {".py", ".md", ".yaml", ".yml", ".json", ".jsonl", ".txt", ".toml", ".tsv", ".csv", ".css", ".html", ""}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    return set(zip(*(words[i:] for i in range(RUN)), strict=False))


def _tracked() -> list[Path]:
    """What git has, or would have; where there is no git, what stands in the folders of the project."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listing.stdout.splitlines() if listing.returncode == 0 else []
    found = [ROOT / name for name in names]
    if not found:
        found = [p for top in ("src", "cases", "tests", "docs", "benchmarks") for p in (ROOT / top).rglob("*")]
    return [p for p in found if p.is_file() and p.suffix in TEXT and "__pycache__" not in p.parts]


def _title(article: Path) -> str:
    """The title of an article, where its first line is one: metadata, which may stand whole in the sidecar."""
    first = next(line.strip("# ") for line in article.read_text(encoding="utf-8").splitlines() if line.strip())
    return first if first in {source.title for source in shipped().sources.values()} else ""


def test_no_nine_words_in_a_row_of_any_article_stand_in_the_project(shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    articles = {path.name: _runs(path.read_text(encoding="utf-8")) - _runs(_title(path)) for path in seeds}
    assert len(articles) == 5
    files = _tracked()
    assert len(files) > 100
    copied = []
    for path in files:
        runs = _runs(path.read_text(encoding="utf-8", errors="replace"))
        copied += [f"{path.relative_to(ROOT)}: {name}" for name, theirs in articles.items() if runs & theirs]
    assert copied == []


def test_titles_stand_whole_and_nothing_else_is_exempt(shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    long = [(path, title) for path in seeds if len((title := _title(path)).split()) >= RUN]
    assert len(long) == 2
    for path, title in long:
        assert not _runs(path.read_text(encoding="utf-8").replace(title, "")) & _runs(title), path.name


def test_the_search_for_copied_words_finds_them(shared: Path) -> None:
    article = next(iter(sorted((shared / "seeds").glob("*.txt")))).read_text(encoding="utf-8")
    words = article.split()[40:60]
    assert _runs(" ".join(words)) & _runs(article)
    assert not _runs(" ".join(words[:8])) & _runs(article)
