"""What the articles tell differently is found by a view, from the statements alone (docs/systems.md lists which)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.case.case import Case
from systems.record import cites, dispute, rows, shipped, sides

FOUND_BY = {
    "x01": ("rung:constitution", "rung:minsk-group-closure", "rung:preconditions"),
    "x02": ("capability:minsk-group-closure",),
    "x03": ("value:announcement",),
    "x04": ("scope:negotiation-length",),
    "x05": ("actor turkiye",),
    "x06": ("attribution:000/s23",),
    "x07": ("attribution:000/s14",),
    "x08": ("attribution:000/f08", "attribution:000/a06"),
    "x09": ("attribution:003/s41",),
    "x10": ("value:conditions-beyond", "membership:peace-agreement"),
    "x11": ("issue constitution",),
    "x12": ("issue karabakh-recognition",),
    "x13": ("attribution:003/s39", "attribution:003/s39b", "attribution:003/s16"),
    "x14": ("names",),
    "x15": ("wordings karabakh-2023",),
}
QUESTIONS = {
    "how many preconditions": "membership:peace-agreement",
    "to which rung": "rung:constitution",
    "who can dissolve the Minsk Group": "capability:minsk-group-closure",
    "when the vote": "value:referendum",
    "what becomes of the EU mission": "value:euma",
    "how long the talks": "scope:negotiation-length",
    "how announced": "value:announcement",
    "further conditions": "value:conditions-beyond",
    "is there a territorial claim": "value:constitution-claim",
    "who fired": "value:border-incidents",
    "who controls the route": "value:route",
    "on what the border with Türkiye waits": "value:turkiye-border",
    "who gains or hurries": "value:hurry",
    "what to do about Russia": "value:russia-armenia",
}


def _groups(case: Case, name: str) -> list[set[str]]:
    """The answers of a question, or the rows of a view, as groups of statements."""
    if ":" in name:
        return [set(side.statements) for side in dispute(case, name).sides]
    view, _, subject = name.partition(" ")
    return [{cite for cite in row if "/" in cite} for row in cites(case, view, subject)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_on_which_the_articles_differ_is_found(question: str) -> None:
    answers = sides(shipped(), QUESTIONS[question])
    assert len(answers) >= 2 and all(answers.values())
    shown = [row for row in rows(shipped(), "disputes") if row["answer"] in answers]
    assert shown and all(row["held by"] for row in shown)
    assert all(" / " in row["documents / origins"] for row in shown)


@pytest.mark.parametrize("matter", FOUND_BY)
def test_each_discrepancy_of_the_annotations_is_found_by_its_view(matter: str, shared: Path) -> None:
    lines = (shared / "gold" / "discrepancies.jsonl").read_text(encoding="utf-8").splitlines()
    spans = {line["id"]: line["spans"] for line in map(json.loads, lines)}[matter]
    case = shipped()
    if matter == "x14":
        also = {row["in our words"]: row["also"] for row in rows(case, "names")}
        assert "Nakhichevan" in also["Nakhchivan"] and "Nagorny Karabakh" in also["Nagorno-Karabakh"]
        return
    groups = [group for name in FOUND_BY[matter] for group in _groups(case, name)]
    touched = [[i for i, group in enumerate(groups) if _meets(case, group, span)] for span in spans]
    assert sum(map(bool, touched)) >= max(2, len(spans) - 1), f"{matter}: {touched}"
    assert len({i for hits in touched for i in hits}) >= 2, f"{matter}: all in one answer"


def _meets(case: Case, group: set[str], span: dict[str, object]) -> bool:
    doc, start, text = str(span["doc"])[:3], int(str(span["start"])), str(span["span"])
    return any(
        key.startswith(f"{doc}/") and at.chars[0] < start + len(text) and start < at.chars[1]
        for key in group
        if key in case.statements
        for at in case.statements[key].at
    )


def test_the_annotations_list_nothing_else(shared: Path) -> None:
    lines = (shared / "gold" / "discrepancies.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == set(FOUND_BY)
