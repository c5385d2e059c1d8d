"""Every number of the outlook can be asked for, and leads to passages, reference classes or named assumptions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.grounds import bases
from detente.case.statement import Stance
from detente.cli import main
from detente.commands.case_argument import checked
from detente.outlook.address import number_id, outlook_id
from detente.outlook.forecast import forecast, goal_name, said
from detente.outlook.from_case import built
from detente.outlook.swing import swings
from detente.procedures.compile import compiled
from detente.trace.explain import UnknownId, explain
from detente.trace.outlook import NotDrawn, outlook_ids
from detente.trace.reference import class_trace
from detente.trace.trace import Trace
from detente.values.basis import Basis, Solidity
from detente.values.partial_date import PartialDate

SIGNED = "treaty.signed"
DAY = date(2033, 6, 30)
GROUNDS = ("sourced", "reference class", "assumed", "unsourced")


@pytest.fixture(scope="module")
def shipped() -> Case:
    case, problems = checked(None)
    assert case is not None and not problems.errors
    return case


def every(trace: Trace) -> Iterator[Trace]:
    yield trace
    for child in trace.children:
        yield from every(child)


def numbers(value: Any, path: tuple[str, ...] = (), id: str = "") -> Iterator[tuple[tuple[str, ...], str]]:
    """Every number in plain data with the id of the object that it stands in, or of one around it."""
    if isinstance(value, dict):
        own = str(value.get("id", id))
        for key, inner in value.items():
            yield from numbers(inner, (*path, key), own)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from numbers(inner, (*path, str(index)), id)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, id


def test_every_number_of_the_outlook_leads_to_its_basis(arland: Case) -> None:
    """No number without basis: each has an id, and the tree of that id ends in grounds."""
    data = forecast(arland, compiled(arland), draws=500).as_json()
    found = list(numbers(data))
    settings = {("draws",), ("seed",)}  # said as they are in every tree
    assert len(found) > 25 and settings <= {path for path, _ in found}
    trees: dict[str, Trace] = {}
    for path, id in found:
        if path in settings or path[0] == "convergence":  # how the draws were made, not what they say
            continue
        wanted = id or outlook_id(path[1])  # shares of what was last stand under their rung
        trees.setdefault(wanted, explain(arland, wanted))
    for id, tree in trees.items():
        assert any(node.solidity.startswith(GROUNDS) for node in every(tree)), id
        assert not [n for n in every(tree) if n.id.startswith("number:") and not n.children and not n.solidity], id
    for item in data["assumptions"]:
        tree = explain(arland, item["id"])
        passages = [basis for basis in item["basis"] if re.match(r"[a-z0-9-]+[/#]", basis)]
        assert tree.solidity and all(passage in "\n".join(tree.lines()) for passage in passages)


def test_a_probability_shows_event_needs_ends_numbers_and_draws(arland: Case) -> None:
    tree = explain(arland, outlook_id(SIGNED, DAY))
    text = "\n".join(tree.lines())
    own = forecast(arland, compiled(arland)).outlook
    assert tree.text == f"signed by 2033-06-30: {said(own.probability(SIGNED, DAY))}"
    for part in (
        "event: Treaty of Peace reaches the rung 'signed'",
        "first day by which it has this probability: 10%: 203",
        "it needs all of these",
        "last in ",
        "let go by its holder",
        "east-law.sent: ",
        "the first of",
        "what can end the process before it",
        "hazard:war: ",
        "numbers that move it, one at a time",
        "why: ",
        "assumed by N. N. [assumed]",
        "10,000 draws, seed 1",
    ):
        assert part in text, part
    for name, share in own.last(SIGNED).items():
        assert share < 0.01 or f"{goal_name(arland, name)}: last in {share:.0%}" in text, name


def test_numbers_stand_in_the_order_of_how_far_they_move_the_result(arland: Case) -> None:
    tree = explain(arland, outlook_id(SIGNED, DAY))
    moving = next(child for child in tree.children if child.text.startswith("numbers that move it, one"))
    sizes = [float(match[1]) for node in moving.children if (match := re.search(r"by ([\d.]+) points", node.text))]
    assert len(sizes) == len(moving.children) > 5 and sizes == sorted(sizes, reverse=True) and sizes[-1] >= 0.5
    takes = number_id("condition:open-road, takes")
    assert takes not in [node.id for node in moving.children]  # an outside demand is on no way to signature


def test_every_uncertain_number_and_duration_of_the_process_is_moved(arland: Case, shipped: Case) -> None:
    """By another way: what is uncertain in the process, and the steps whose length is drawn, against the swings."""
    for case in (arland, shipped):
        assert case.outlook is not None
        day = case.outlook.horizons[-1].last
        made = built(case, compiled(case), day)
        goal = made.process.rungs[0].name
        moved = swings(made.process, compiled(case), made.assumptions, goal, day, trajectories=20)
        places = {swing.where for swing in moved}
        says = {item.where: item.says for item in made.assumptions}
        strange = [where for where in places - set(says) if not re.match(r"drivers > [^>]+ > start > ", where)]
        assert not strange, strange
        lengths = [where for where in says if where.endswith((", takes", ", within")) and ".." in says[where]]
        assert lengths and not set(lengths) - places


def test_a_result_is_as_solid_as_its_weakest_number(arland: Case, shipped: Case) -> None:
    """More solid ones rest on law; the judgements among them decide, those beside a class too."""
    assert explain(arland, outlook_id(SIGNED, DAY)).solidity == "assumed, as its weakest number"
    assert explain(shipped, outlook_id("peace-agreement.signed")).solidity == "assumed, as its weakest number"
    own = {explain(arland, i).solidity for i in outlook_ids(arland) if i.startswith("number:")}
    assert own == {"sourced", "assumed"}
    judged = explain(arland, "number:hazards/quarrel/rate")
    assert judged.solidity == "assumed" and "reference class" in {child.solidity for child in judged.children}


def test_with_nothing_but_a_class_behind_it_a_result_is_as_solid_as_the_class(arland: Case) -> None:
    assert arland.outlook is not None
    counted = (Basis.parse("class quiet-hazard"),)
    war = arland.outlook.hazards["war"].model_copy(update={"basis": counted, "until": None})
    outlook = arland.outlook.model_copy(update={"hazards": {"war": war}})
    case = replace(arland, outlook=outlook)
    assert explain(case, outlook_id("war", DAY)).solidity == "reference class, as its weakest number"


def test_a_reference_class_shows_its_count_interval_source_and_what_it_cannot_say(shipped: Case) -> None:
    """Whichever numbers of the case rest on a counted class."""
    assert shipped.outlook is not None
    counted = [b for b in bases(shipped.outlook) if b.solidity is Solidity.CLASS and b.n]
    assert counted
    for basis in counted:
        text = "\n".join(class_trace(basis).lines())
        assert text.startswith(f"reference class {basis.name}, {basis.k} of {basis.n} [reference class]")
        assert "95% interval" in text and "source: " in text
    quiet = "\n".join(class_trace(Basis.parse("class quiet-hazard 27/168")).lines())
    assert "27 in 167.8 pair-years" in quiet and "95% interval" in quiet and "source: " in quiet
    assert not class_trace(Basis.parse("class referendums 1/135")).children  # no shipped count


def test_any_day_can_be_asked_for(arland: Case) -> None:
    tree = explain(arland, outlook_id("war", date(2032, 2, 29)))
    assert tree.text.startswith("war by 2032-02-29: ") and tree.id == "outlook:war@2032-02-29"
    assert "at least 25 killed in fighting in a month" in "\n".join(tree.lines())


def test_a_step_or_a_condition_can_be_asked_for_too(arland: Case) -> None:
    tree = explain(arland, "outlook:east-law.vote@2033-06-30")
    text = "\n".join(tree.lines())
    assert re.match(r"Amendment of the constitution of Arland: popular vote by 2033-06-30: \d+% \(", tree.text)
    assert "it comes of" in text and "after\n" in text and "numbers that move it, one" in text
    met = explain(arland, "outlook:condition:contact-group-end@2033-06-30")
    assert "number:condition:contact-group-end/takes" in "\n".join(met.lines())
    with pytest.raises(UnknownId):
        explain(arland, "outlook:east-law.none@2033-06-30")


def test_entries_of_the_outlook(arland: Case) -> None:
    for id, parts in {
        "driver:mood": (
            "states cold; warm, start cold",
            "no talks since May",
            "rate 0.8/year",
            "odds cold: value 0.5",
        ),
        "hazard:gate-fire": ("one killed by fire at the gates", "range 0.2..1/year", "assumed by N. N. [assumed]"),
        "lever:early-vote": ("an early draft", "actor arland", "takes 10..60 days"),
        "number:hazards/war/rate": ("hazards > war > rate: 0.1/year", "outlook:treaty.signed"),
    }.items():
        text = "\n".join(explain(arland, id).lines())
        assert all(part in text for part in parts), (id, text)


def test_a_driver_shows_where_it_stands_and_an_indicator_what_it_would_do(arland: Case) -> None:
    driver = "\n".join(explain(arland, "driver:mood").lines())
    assert re.search(r"on 2031-06-30 it stands at (cold|\w+ \d+%)", driver)
    unmet = "\n".join(explain(arland, "indicator:books").lines())
    assert "not met; met today, it would move mood from cold" in unmet and "threshold one demand" in unmet


def test_an_indicator_that_is_met_leads_to_the_statement(arland: Case) -> None:
    source = arland.sources["courier"].model_copy(update={"published": PartialDate.parse("2031-07-10")})
    some = next(s for s in arland.statements.values() if s.stance is not None)
    said = some.model_copy(update={"entity": ("border-mission",), "value": "yes", "stance": Stance.FOR, "said": None})
    day = arland.meta.model_copy(update={"as_of": PartialDate.parse("2031-07-31")})
    case = replace(
        arland,
        meta=day,
        sources={**arland.sources, "july": source},
        statements={**arland.statements, "july/j1": said},
    )
    for id in ("indicator:books", "driver:mood"):
        text = "\n".join(explain(case, id).lines())
        assert "books is met since 2031-07-10; mood went from cold" in text and "july/j1: " in text


@pytest.mark.parametrize(
    ("id", "closest"),
    [
        ("outlook:treaty.sined@2033-06-30", "outlook:treaty.signed@2033-06-30"),
        ("outlook:war@soon", "outlook:war"),
        ("lever:early-vot", "lever:early-vote"),
        ("number:hazards/war/rat", "number:hazards/war/rate"),
        ("driver:", "driver:"),
        ("outlook:", "outlook:"),
    ],
)
def test_an_unknown_id_of_the_outlook_names_the_closest(arland: Case, id: str, closest: str) -> None:
    with pytest.raises(UnknownId, match=re.escape(closest)):
        explain(arland, id)


def test_a_day_that_is_past_is_said(arland: Case, capsys: pytest.CaptureFixture[str], arland_folder: object) -> None:
    with pytest.raises(NotDrawn, match="2031-01-01 is before the first day still open"):
        explain(arland, "outlook:war@2031-01-01")
    assert main(["explain", "outlook:war@2031-01-01", "--case", str(arland_folder)]) == 2
    assert "before the first day still open" in capsys.readouterr().err


def test_before_there_was_an_outlook_there_is_nothing_to_explain(arland: Case) -> None:
    early = as_of(arland, date(2031, 6, 29))
    assert outlook_ids(early) == []
    for id in ("outlook:treaty.signed", "number:hazards/war/rate", "driver:mood"):
        with pytest.raises(UnknownId):
            explain(early, id)


def test_an_outlook_that_cannot_be_drawn_says_why_and_its_entries_still_explain(arland: Case) -> None:
    assert arland.outlook is not None
    fewer = {name: item for name, item in arland.outlook.steps.items() if name != "west-law.sent"}
    broken = replace(arland, outlook=arland.outlook.model_copy(update={"steps": fewer}))
    with pytest.raises(NotDrawn, match=r"west-law\.sent"):
        explain(broken, "outlook:treaty.signed")
    assert "driver:mood" in outlook_ids(broken) and explain(broken, "driver:mood").children


def test_as_json(arland_folder: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "outlook:treaty.signed@2033-06-30", "--case", str(arland_folder), "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert tree["id"] == "outlook:treaty.signed@2033-06-30" and tree["solidity"].startswith("assumed")


def test_the_shipped_numbers_lead_to_articles_classes_laws_or_named_assumptions(shipped: Case) -> None:
    for id in outlook_ids(shipped):
        if not id.startswith("number:"):
            continue
        tree = explain(shipped, id)
        assert tree.solidity in GROUNDS[:3], id
        if tree.solidity == "assumed":
            assert "why: " in "\n".join(tree.lines()), id
