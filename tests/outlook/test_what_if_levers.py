"""Which levers move most, who has to lose by waiting, and the page of a what-if, on the made-up case."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from error_gallery import TESTS

from detente.brief.document import sentences_of
from detente.brief.what_if_page import page
from detente.case.case import Case
from detente.case.process import ConditionStatus
from detente.cli import main
from detente.commands.case_argument import checked
from detente.outlook.address import number_id
from detente.outlook.from_case import built
from detente.outlook.goal import telling
from detente.outlook.problem import InvalidModel
from detente.outlook.ranking import ranking
from detente.outlook.sensitivity import sensitivity
from detente.outlook.tornado import drawn, tornado
from detente.outlook.waiting import Waiting, waiting
from detente.outlook.waiting_tables import act_name, tables
from detente.outlook.what_if import what_if
from detente.procedures.compile import compiled
from detente.trace.explain import explain

ARLAND = TESTS / "arland"
SIGNED = "treaty.signed"
DRAWS = 1_000
TOKEN = re.compile(r"(?<![-\w/])(arland|bethia)(?![-\w])")
OTHER = {"arland": "bethia", "bethia": "arland"}


@pytest.fixture(scope="module")
def arland() -> Case:
    return loaded(ARLAND)


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The same case in which each party stands where the other stood."""
    folder = tmp_path_factory.mktemp("mirrored") / "arland"
    shutil.copytree(ARLAND, folder)
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(TOKEN.sub(lambda found: OTHER[found[1]], text), encoding="utf-8")
    return loaded(folder)


def loaded(folder: Path) -> Case:
    case, problems = checked(str(folder))
    assert case is not None and not problems.errors, problems.text()
    return case


# -- which levers move most ---------------------------------------------------------------------------


def test_levers_are_ranked_by_what_they_do_alone(arland: Case) -> None:
    found = ranking(arland, compiled(arland), draws=DRAWS)
    sizes = [abs(each.change.value) for each in found.levers]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 0.05
    keys = [each.key for each in found.levers]
    assert arland.outlook is not None and set(keys) | set(found.left_out) == set(arland.outlook.levers)
    assert found.left_out == ("signed",), "to take the rung as reached is no lever on it"
    last = {each.key for each in found.levers if not each.moves}
    assert last == {"no-watch", "no-court"} and set(keys[-2:]) == last
    for each in found.levers[:3]:
        alone = what_if(
            arland, compiled(arland), [each.key], horizons=[found.by], draws=DRAWS, accepted_by=each.missing
        )
        assert alone.comparison.difference(SIGNED, found.by).value == each.change.value


def test_levers_stand_under_those_who_could_pull_them(arland: Case) -> None:
    found = ranking(arland, compiled(arland), draws=DRAWS)
    groups = found.by_actor()
    assert sorted(each.key for _, group in groups for each in group) == sorted(each.key for each in found.levers)
    tops = [abs(group[0].change.value) for _, group in groups]
    assert tops == sorted(tops, reverse=True)
    rows = found.table().rows
    assert any("only with the consent of Arland and Bethia" in row[4].text for row in rows)
    assert len([row for row in rows if row[0].text]) == len(groups)


def test_a_lever_on_what_is_done_is_left_out_and_named(arland: Case) -> None:
    conditions = dict(arland.process.conditions)
    met = conditions["contact-group-end"].model_copy(update={"status": ConditionStatus.MET})
    process = arland.process.model_copy(update={"conditions": {**conditions, "contact-group-end": met}})
    case = replace(arland, process=process)
    found = ranking(case, compiled(case), draws=200)
    assert set(found.closed) == {"no-group", "group-gone"}
    assert "no longer to come: no-group, group-gone" in str(found.table().note)


def test_another_rung_and_day(arland: Case) -> None:
    day = dt.date(2032, 6, 30)
    assert ranking(arland, compiled(arland), by=day, rung="signed", draws=200).by == day
    with pytest.raises(InvalidModel, match="unknown-rung"):
        ranking(arland, compiled(arland), rung="singed", draws=200)
    with pytest.raises(InvalidModel, match="horizon-in-the-past"):
        ranking(arland, compiled(arland), by=dt.date(2030, 1, 1), draws=200)
    days = [dt.date(2031, 1, 1), dt.date(2032, 1, 1), dt.date(2033, 1, 1)]
    assert telling(list(zip(days, (0.01, 0.3, 0.9), strict=True))) == days[1]
    assert telling(list(zip(days, (0.01, 0.02, 0.03), strict=True))) == days[2]


# -- act now or wait ----------------------------------------------------------------------------------


def mirror_of(found: Waiting) -> list[tuple[object, ...]]:
    return sorted(
        (
            found.case.meta.parties[1 - found.case.meta.parties.index(each.act.party)],
            each.act.nodes,
            each.pair.outcome(found.rung, found.by, "reached"),
            each.worth,
        )
        for each in found.branches
    )


def test_swapping_the_parties_mirrors_what_waiting_costs_each(arland: Case, mirrored: Case) -> None:
    ours, theirs = (waiting(case, compiled(case), draws=DRAWS) for case in (arland, mirrored))
    assert {each.act.party for each in ours.branches} == {"arland", "bethia"}
    plain = sorted(
        (each.act.party, each.act.nodes, each.pair.outcome(theirs.rung, theirs.by, "reached"), each.worth)
        for each in theirs.branches
    )
    assert mirror_of(ours) == plain
    costs = {party: [ours.cost(each) for each in ours.of(party)] for party in ("arland", "bethia")}
    turned = {OTHER[party]: [theirs.cost(each) for each in theirs.of(party)] for party in ("arland", "bethia")}
    assert costs == turned and costs["arland"] != costs["bethia"]


def test_each_party_has_its_own_acts_and_waiting_longer_costs_more(arland: Case) -> None:
    model = compiled(arland)
    short, long = (waiting(arland, model, days=days, draws=DRAWS) for days in (60, 400))
    names = {(each.act.party, act_name(arland, each.act)) for each in short.branches}
    assert ("bethia", "lets go: amended constitution of Arland") in names
    assert ("arland", "lets go: amended constitution of Bethia") in names
    assert ("arland", "Amendment of the constitution of Arland: the house sends the draft to a vote") in names
    assert not any(
        party == "bethia" and name.startswith("Amendment of the constitution of Arland") for party, name in names
    )
    for one, two in zip(short.branches, long.branches, strict=True):
        assert one.act == two.act
        assert two.pair.outcome(short.rung, short.by)[0] == one.pair.outcome(short.rung, short.by)[0]
    sent = [each for each in (*short.branches, *long.branches) if each.act.nodes == ("east-law.sent",)]
    assert sent[0].change(SIGNED, short.by, "reached").value > sent[1].change(SIGNED, short.by, "reached").value
    assert sent[0].worth and sent[0].worth[0] > sent[0].worth[1]
    now, later = sent[1].dates(SIGNED)
    assert now is not None and (later is None or later > now)


def test_it_says_what_would_make_waiting_better(arland: Case) -> None:
    found = waiting(arland, compiled(arland), draws=DRAWS)
    sent = next(each for each in found.branches if each.act.nodes == ("east-law.sent",))
    assert [a.where for a in sent.helps] == ["steps > east-law.sent > odds"], "better once the mood is warm"
    worth = sent.pays_above(SIGNED, found.by)
    assert worth is not None and worth > 1, "some draws are ended meanwhile"
    shown = {each.name: each for each in tables(found)}
    assert any("open process is worth more" in row[2].text for row in shown["waiting-better"].rows)
    assert "courier/c09" in {cite for row in shown["waiting-hurry"].rows for entry in row for cite in entry.cites}
    assert shown["waiting-windows"].rows


def test_letting_go_of_all_demands_is_as_if_none_stood(arland: Case) -> None:
    found = waiting(arland, compiled(arland), draws=DRAWS)
    both = next(each for each in found.branches if each.act.lets_go and len(each.act.nodes) == 2)
    assert both.act.party == "bethia"
    dropped = what_if(
        arland,
        compiled(arland),
        ["drop arland-law-change", "drop contact-group-end"],
        draws=DRAWS,
        horizons=[day.last for day in arland.outlook.horizons] if arland.outlook else None,
    )
    assert both.pair.outcome(SIGNED, found.by)[0] == dropped.comparison.outcome(SIGNED, found.by)[1]


def test_what_cannot_be_waited_for_is_refused(arland: Case) -> None:
    for days in (0, -3, 40_000):
        with pytest.raises(InvalidModel, match="wait-out-of-range"):
            waiting(arland, compiled(arland), days=days, draws=100)
    with pytest.raises(InvalidModel, match="horizon-in-the-past"):
        waiting(arland, compiled(arland), by=dt.date(2030, 1, 1), draws=100)
    assert built(arland, compiled(arland), dt.date(2033, 6, 30)).process.rungs[0].name == SIGNED


# -- which numbers move most --------------------------------------------------------------------------


def test_bars_are_ordered_drawn_and_lead_to_their_basis(arland: Case) -> None:
    found = tornado(arland, compiled(arland), trajectories=200)
    sizes = [bar.size for bar in found.bars]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 0.1
    places = {a.where for a in built(arland, compiled(arland), found.by).assumptions}
    assert {bar.where for bar in found.bars[:5]} <= places, "each is a number that `explain` opens"
    rows = found.tables(5)[0].rows
    assert len(rows) == 5 and all(row[0].text.startswith("number:") and row[4].text for row in rows)
    assert len({len(row[3].text) for row in rows}) == 1 and "█" in rows[0][3].text
    assert rows[0][3].text.count("|") == 1
    top = found.bars[0]
    fixed = explain(arland, number_id(top.where))
    assert fixed.children


def test_shares_of_variance_stand_beside_the_bars(arland: Case) -> None:
    found = tornado(arland, compiled(arland), shares=True, trajectories=100)
    assert found.shares is not None and found.shares.bars == ()
    totals = [share.total for share in found.shares.shares]
    assert totals == sorted(totals, reverse=True) and totals[0] > 0.1
    assert [each.name for each in found.tables(3)] == ["tornado", "shares"]
    bare = sensitivity(
        built(arland, compiled(arland), found.by).process, found.rung, found.by, rows=0, trajectories=100
    )
    assert bare.central == found.central and len(bare.bars) == len(found.shares.shares)


def test_a_bar_in_text() -> None:
    assert drawn(0.0, 1.0, 0.5, 0.0, 1.0) == "██████████|█████████"
    assert drawn(0.2, 0.2, 0.2, 0.2, 0.2) == "|···················"


# -- the page -----------------------------------------------------------------------------------------


def test_the_page_holds_question_answer_reasons_and_caveats(arland: Case) -> None:
    found = what_if(arland, compiled(arland), ["late-vote", "good-offices", "end border-mission"], draws=DRAWS)
    made = page(found)
    assert made.title.startswith("What if the vote slips, Cordia lends its good offices and ")
    assert [section.title for section in made.sections] == ["Answer", "The levers", "What it rests on", "Caveats"]
    assert made.citations == () and made.annex == ()
    text = " ".join(sentence.text for section in made.sections for sentence in sentences_of(section))
    assert text.startswith("Read this first: ") and "off: needs Arland and Bethia" in text
    assert "1 (" in text and "courier/c05" in text and "assumed for this question" in text
    assert page(found, "Will it hold?").title == "Will it hold?"


def test_the_page_of_a_lever_that_leads_nowhere_says_so(arland: Case) -> None:
    made = page(what_if(arland, compiled(arland), ["no-watch"], draws=200))
    assert "Nothing changes" in " ".join(s.text for section in made.sections for s in sentences_of(section))


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
def test_the_command_writes_one_page(tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"answer.{ending}"
    base = ["whatif", str(ARLAND), "--draws", "300", "--set", "late-vote", "--set", "calm", "--set", "good-offices"]
    assert main([*base, "--output", str(path)]) == 0
    assert capsys.readouterr().out.strip() == str(path)
    if ending == "pdf":
        from pypdf import PdfReader

        reader = PdfReader(BytesIO(path.read_bytes()))
        assert len(reader.pages) == 1 and "Read this first" in reader.pages[0].extract_text()
    elif ending == "docx":
        from docx import Document

        document = Document(str(path))
        assert any("Read this first" in paragraph.text for paragraph in document.paragraphs)
        assert len(document.tables) == 2
    else:
        assert "Read this first" in path.read_text(encoding="utf-8")


# -- the commands -------------------------------------------------------------------------------------


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = [str(ARLAND), "--draws", "200"]
    assert main(["levers", *base]) == 0
    assert "who would act" in capsys.readouterr().out
    assert main(["levers", *base, "--json"]) == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)["levers"]} >= {"late-vote", "calm"}
    assert main(["wait", *base, "--days", "90"]) == 0
    assert "Act now, or 90 days later" in capsys.readouterr().out
    assert main(["wait", *base, "--json"]) == 0
    assert {row["party"] for row in json.loads(capsys.readouterr().out)["acts"]} == {"arland", "bethia"}
    assert main(["sensitivity", str(ARLAND), "--trajectories", "50", "--most", "3"]) == 0
    assert "What moves 'signed'" in capsys.readouterr().out
    assert main(["sensitivity", str(ARLAND), "--trajectories", "50", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bars"]
    assert main(["sensitivity", str(ARLAND), "--rung", "singed"]) == 2
    assert "unknown-rung" in capsys.readouterr().err
    assert main(["wait", *base, "--days", "0"]) == 2
    assert "wait-out-of-range" in capsys.readouterr().err
    assert main(["whatif", *base, "--set", "late-vote", "-o", str(tmp_path / "answer.odt")]) == 2
    assert "no known ending" in capsys.readouterr().err
