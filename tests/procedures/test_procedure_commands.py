"""The five commands, as they are called."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from detente.cli import main
from detente.procedures.compile import Model
from detente.procedures.swimlane import swimlane

SVG = "{http://www.w3.org/2000/svg}"


def test_blockers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blockers", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert len(rows) == 2
    assert all(row["condition"]["cites"] for row in rows)
    assert main(["blockers", "--switch-on", "arms", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 3
    assert main(["blockers", "--without", "constitution", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 1
    assert main(["blockers", "--ladder"]) == 0
    assert "initialled" in capsys.readouterr().out
    assert main(["blockers", "--dates", "constitution", "--by", "2025-12-31"]) == 0
    assert "2025-11-11" in capsys.readouterr().out
    assert main(["blockers", "--dates", "constitution", "--by", "2025-05-02"]) == 0
    assert "cannot be met" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["blockers", "--without", "constituton"], "closest: constitution"),
        (["blockers", "--dates", "nothing"], "no rung, condition or procedure 'nothing'"),
        (["procedure", "armenian-constituton"], "closest: armenian-constitution"),
        (["vote", "--turnout", "140%", "--yes", "60%"], "no share between"),
        (["vote", "--yes", "60%"], "no number of votes"),
        (["vote"], "give --turnout"),
        (["vote", "signature", "--turnout", "40%", "--yes", "60%"], "no popular vote in signature"),
        (["seats", "--of", "105"], "needs --held"),
        (["seats", "nowhere"], "no house 'nowhere'"),
        (["seats", "--bloc", "A"], "write NAME=SEATS"),
        (["seats", "--held", "110", "--of", "105"], "do not fit"),
    ],
)
def test_what_is_asked_wrongly(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert says in capsys.readouterr().err


def test_a_day_after_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blockers", "--as-of", "2025-08-08"]) == 1
    assert "the case ends on 2025-04-30" in capsys.readouterr().err
    assert main(["blockers", "--as-of", "2025-03-20"]) == 0


def test_procedure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["procedure"]) == 0
    assert "armenian-constitution" in capsys.readouterr().out
    assert main(["procedure", "procedures/armenian-constitution.yaml", "--json"]) == 0
    routes, steps = json.loads(capsys.readouterr().out)
    assert len(routes["rows"]) == 5
    assert any("72 of 107" in row["rule"]["text"] for row in steps["rows"])
    assert any("constitution-armenia#Art. 202(1)" in row["rule"]["cites"] for row in steps["rows"])
    picture = tmp_path / "picture.svg"
    assert main(["procedure", "osce-decision", "--svg", str(picture)]) == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_every_swimlane_is_a_picture_with_all_steps(model: Model) -> None:
    """Well-formed, one box a step with its text for screen readers, inside the frame."""
    for name, procedure in model.case.procedures.items():
        root = ET.fromstring(swimlane(model, name))
        boxes = [group for group in root.iter(f"{SVG}g") if group.get("role") == "listitem"]
        titles = [title.text or "" for group in boxes for title in group.iter(f"{SVG}title")]
        assert len(boxes) == len(procedure.steps)
        assert all(any(title.startswith(step.does) for title in titles) for step in procedure.steps.values())
        width, height = float(root.get("width") or 0), float(root.get("height") or 0)
        for box in (rect for group in boxes for rect in group.iter(f"{SVG}rect")):
            assert float(box.get("x") or 0) + float(box.get("width") or 0) <= width
            assert float(box.get("y") or 0) + float(box.get("height") or 0) <= height


def test_vote(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["vote", "--turnout", "40%", "--yes", "60%"]) == 1
    assert "24%" in capsys.readouterr().out
    assert main(["vote", "--yes", "825,622", "--share", "63.35%", "--electorate", "2566730", "--map"]) == 0
    out = capsys.readouterr().out
    assert "32.17%" in out and "@" in out
    picture = tmp_path / "map.svg"
    assert main(["vote", "--svg", str(picture)]) == 0
    root = ET.fromstring(picture.read_text(encoding="utf-8"))
    cells = [rect.get("fill") for rect in root.iter(f"{SVG}rect")]
    assert len(cells) == 400
    assert 0 < cells.count("#2c5f7c") < 400


def test_seats(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seats", "--held", "64", "--of", "105", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    results = {row["needed"]["text"]: row["result"]["text"] for row in rows}
    assert results["70 of 105"] == "blocked: the votes in favour 6 short"
    assert results["63 of 105"] == "open"
    assert main(["seats", "--bloc", "Party A=64", "--bloc", "Party B=41", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    blocked = next(row for row in rows if row["needed"]["text"] == "70 of 105")
    assert blocked["result"]["text"] == "blocked: Party A 6 short"
    assert blocked["reached by"]["text"] == "Party A with Party B"


def test_seats_by_bloc(capsys: pytest.CaptureFixture[str]) -> None:
    """The sitting blocs by name, alone and together."""
    for words in (["seats", "--for", "civil-contract", "--json"], ["seats", "--json"]):
        assert main(words) == 0
        rows = json.loads(capsys.readouterr().out)["rows"]
        assert "blocked: Civil Contract 1 short" in {row["result"]["text"] for row in rows}
    assert main(["seats", "--for", "civil-contract", "--for", "i-have-honor=1", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert {row["result"]["text"] for row in rows} == {"open"}
    assert main(["seats", "--for", "nobody"]) == 2
    assert "there are: civil-contract" in capsys.readouterr().err


def test_every_view_answers(capsys: pytest.CaptureFixture[str], model: Model) -> None:
    from detente.procedures.view import VIEWS

    for name, view in VIEWS.items():
        subject = f":{view.subjects(model.case)[0]}" if view.subjects else ""
        assert main(["blockers", "--view", name + subject, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["title"]
    assert main(["blockers", "--view", "list"]) == 0
    assert main(["blockers", "--view", "nothing"]) == 2
    assert main(["blockers", "--view", "routes"]) == 2


def test_calendar(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    file = tmp_path / "case.ics"
    assert main(["calendar", "--ics", str(file)]) == 0
    first = file.read_bytes()
    assert main(["calendar", "--ics", str(file)]) == 0
    assert file.read_bytes() == first  # no clock in it
    assert max(len(line) for line in first.split(b"\r\n")) <= 75  # RFC 5545, 3.1
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert len(events) > 10
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event in events:
        assert re.search(r"^source: \S", str(event["description"]), re.M)
        assert event["dtend"].dt > event["dtstart"].dt
    summer = next(event for event in events if "summer 2026" in str(event["summary"]))
    assert (summer["dtend"].dt - summer["dtstart"].dt).days == 92
    assert "precision: season" in str(summer["description"])
    capsys.readouterr()
    assert main(["calendar", "--timings"]) == 0
    assert "ambiguous" in capsys.readouterr().out
