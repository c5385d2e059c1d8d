"""What-ifs on the made-up case: each form of a lever, what it changes, what it leans on, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from error_gallery import TESTS
from hypothesis import given, settings
from hypothesis import strategies as st
from outlook_models import HORIZON
from outlook_random import tangled

from detente.case.case import Case
from detente.cli import main
from detente.commands.case_argument import checked
from detente.outlook import Lever, Procedure, compare
from detente.outlook.case_lever import pulled
from detente.outlook.compare import OUTCOMES
from detente.outlook.from_case import built
from detente.outlook.problem import InvalidModel
from detente.outlook.question import FOR_THIS_QUESTION, BadQuestion, asked
from detente.outlook.setting import words
from detente.outlook.what_if import WhatIf, points, what_if
from detente.procedures.compile import compiled

ARLAND = TESTS / "arland"
SIGNED = "treaty.signed"
DRAWS = 2_000


@pytest.fixture(scope="module")
def arland() -> Case:
    case, problems = checked(str(ARLAND))
    assert case is not None and not problems.errors, problems.text()
    return case


def ask(case: Case, *texts: str, accepted_by: tuple[str, ...] = (), draws: int = DRAWS) -> WhatIf:
    return what_if(case, compiled(case), texts, accepted_by=accepted_by, draws=draws)


def last(found: WhatIf, outcome: str = "reached") -> float:
    return found.comparison.difference(SIGNED, found.horizons[-1], outcome).value


# -- what each form does ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("early-vote", 1),
        ("no-group", 1),
        ("calm", 1),
        ("group-gone", 1),
        ("no-books", 1),
        ("warm", 1),
        ("signed", 1),
        ("late-vote", -1),
        ("road", -1),
        ("east-law.vote:not-before=2032-09-01", -1),
        ("east-law.sent:delay=180 days", -1),
        ("east-law.sent:takes=400..500 days", -1),
        ("east-law.vote:odds=0.3", -1),
        ("east-law.vote:odds=95% in 90..99%", 1),
        ("east-law.sent:factor=3", 1),
        ("condition:contact-group-end:takes=1..5 days", 1),
        ("mood:warm", 1),
        ("mood:stays=cold", -1),
        ("war:rate=0/year", 1),
        ("war:factor=3 in 2..5", -1),
        ("demand:more-books:rate=5/year in 2..9/year", -1),
        ("drop contact-group-end", 1),
        ("drop condition:contact-group-end", 1),
        ("meet contact-group-end", 1),
        ("switch on open-road", -1),
        ("reached treaty.signed", 1),
    ],
)
def test_each_form_moves_the_outcome_its_own_way(arland: Case, text: str, sign: int) -> None:
    found = ask(arland, text)
    assert not found.unchanged and last(found) * sign > 0
    for day in found.horizons:
        moves = [found.comparison.difference(SIGNED, day, outcome) for outcome in OUTCOMES]
        assert sum(move.value for move in moves) == pytest.approx(0.0, abs=1e-12)
        for side in (0, 1):
            shares = [found.comparison.outcome(SIGNED, day, outcome)[side] for outcome in OUTCOMES]
            assert sum(shares) == pytest.approx(1.0)
        before, after, change = found.three(SIGNED, day, "reached")
        assert change.value == pytest.approx(after - before) and change.low <= change.value <= change.high
        assert before == pytest.approx(found.comparison.before.probability(SIGNED, day).value)
    assert found.warning.startswith("Read this first: ")
    json.dumps(found.as_json(), allow_nan=False)


@pytest.mark.parametrize("text", ["end border-mission", "close arland-court", "gate-fire:factor=4", "no-watch"])
def test_what_leads_nowhere_changes_nothing_and_says_so(arland: Case, text: str) -> None:
    found = ask(arland, text)
    assert found.unchanged and found.leaned == () and "no way to the outcome" in found.warning
    assert all(
        move.value == 0 for move in [found.three(SIGNED, day, o)[2] for day in found.horizons for o in OUTCOMES]
    )
    assert any("Nothing changes" in row[0].text for each in found.tables() for row in each.rows)


def test_a_switch_at_rest_and_a_demand_switched_off_leave_every_draw_as_it_was(arland: Case) -> None:
    plain = ask(arland, "end border-mission").comparison.before
    for texts in (["east-law.sent:factor=3", "war:factor=0.1"], ["switch on open-road"], ["reached treaty.signed"]):
        before = ask(arland, *texts).comparison.before
        assert [list(before.cumulated(g)) for g in plain.plan.rungs] == [
            list(plain.cumulated(g)) for g in plain.plan.rungs
        ]


def test_levers_pulled_together_are_pulled_on_the_same_draws(arland: Case) -> None:
    one, both = ask(arland, "east-law.vote:not-before=2032-09-01"), ask(arland, "late-vote", "end border-mission")
    assert [one.three(SIGNED, d, "reached") for d in one.horizons] == [
        both.three(SIGNED, d, "reached") for d in both.horizons
    ]
    assert [x.what for x in both.beside] and not one.beside
    twice = ask(arland, "east-law.sent:delay=90 days", "east-law.sent:delay=90 days")
    once = ask(arland, "east-law.sent:delay=180 days")
    assert last(twice) == last(once)
    faster = [last(ask(arland, *["east-law.sent:factor=2"] * times)) for times in (1, 2)]
    assert 0 < faster[0] < faster[1]
    assert ask(arland, "late-vote").as_json() == ask(arland, "late-vote").as_json()


# -- consent ----------------------------------------------------------------------------------------


def test_a_lever_is_off_until_everybody_accepts(arland: Case) -> None:
    for given_by in [(), ("arland",), ("bethia",)]:
        found = ask(arland, "good-offices", accepted_by=given_by)
        assert (found.unchanged and found.off[0][1] == tuple({"arland", "bethia"} - set(given_by))) or len(
            given_by
        ) == 0
        assert "off: needs the consent of" in found.tables()[0].rows[0][-1].text
    found = ask(arland, "good-offices", accepted_by=("arland", "bethia"))
    assert not found.unchanged and not found.off and last(found) > 0


def test_consent_that_the_record_shows_counts(arland: Case) -> None:
    assert not ask(arland, "shared-draft").off
    assert arland.outlook is not None
    item = arland.outlook.levers["shared-draft"].model_copy(update={"consented": ()})
    found = what_if(arland, compiled(arland), [item], draws=200)
    assert [missing for _, missing in found.off] == [("arland",)]


def test_against_cost_and_speakers_are_shown(arland: Case) -> None:
    tables = {each.name: each for each in ask(arland, "good-offices").tables()}
    sides = {(row[1].text, row[3].cites) for row in tables["what-if-sources"].rows}
    assert ("against", ("courier/c05",)) in sides and ("for", ("institute/i09",)) in sides
    assert tables["what-if-levers"].rows[0][5].text == "envoys"


# -- what it leans on -------------------------------------------------------------------------------


def test_it_names_the_numbers_on_the_way_and_no_others(arland: Case) -> None:
    every = {a.where for a in built(arland, compiled(arland), ask(arland, "warm").horizons[-1]).assumptions}

    def numbers(text: str) -> set[str]:
        return {a.where for a in ask(arland, text).leaned}

    group = numbers("condition:contact-group-end:takes=1..5 days")
    assert any("contact-group-end" in where for where in group)
    assert not any("east-law" in where or "mood" in where for where in group)
    law = numbers("east-law.sent:delay=90 days")
    assert any(where.startswith("east-law.sent") for where in law) and any("mood" in where for where in law)
    assert any("more-books" in where for where in law), "the demand that follows the law is on the way"
    assert not any("contact-group-end" in where or "gate-fire" in where for where in law)
    assert numbers("no-books") == {where for where in every if "more-books" in where}
    assert any(where.startswith("east-law") for where in numbers("drop arland-law-change"))
    assert law < every and numbers("end border-mission") == set()


# -- beside the numbers -----------------------------------------------------------------------------


def test_a_mission_that_ends_leaves_no_observer(arland: Case) -> None:
    found = ask(arland, "no-watch")
    observers = found.beside[0]
    assert observers.before.startswith("1 (") and observers.after == "0"


def test_a_closed_forum_is_open_to_no_later_move(arland: Case) -> None:
    found = ask(arland, "no-court")
    assert any("no later move" in each.after for each in found.beside)


def test_signature_ends_the_text_that_applied_until_then(arland: Case) -> None:
    texts = {each.what: (each.before, each.after) for each in ask(arland, "signed").beside}
    assert texts["Truce of High Pass"] == ("applies for now", "no longer applies")
    assert not ask(arland, "late-vote").beside


# -- monotony ---------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.data())
def test_delaying_a_step_never_makes_a_rung_likelier_on_any_day(data: st.DataObject) -> None:
    """On random processes with failures, demands and hazards; where a later decision may meet another state, or a
    hazard waits for a condition, the model itself lets delay help, and those are left out."""
    process = data.draw(tangled())
    changing = {name for hazard in process.hazards for name in [*hazard.once_met, hazard.after] if name}
    if changing or any(c.retry for c in process.conditions if isinstance(c, Procedure)):
        return
    procedure = data.draw(st.sampled_from([c for c in process.conditions if isinstance(c, Procedure)]))
    step = data.draw(st.sampled_from(procedure.steps))
    path = ("conditions", procedure.name, step.name, "delay")
    later = Lever("later", {path: float(step.delay) + data.draw(st.sampled_from([1.0, 40.0, 300.0]))})  # type: ignore[arg-type]
    pair = compare(process, [later], HORIZON, draws=300, engine="numpy")
    assert pair.pairs.gained.sum() == 0


def test_delaying_a_necessary_step_of_the_case_never_makes_signature_likelier(arland: Case) -> None:
    for step in ("east-law.sent", "east-law.vote", "condition:contact-group-end"):
        for setting in ("delay=60 days", "delay=400 days", "not-before=2032-01-01"):
            found = ask(arland, f"{step}:{setting}", draws=1_000)
            before, after = (side.cumulated(SIGNED) for side in (found.comparison.before, found.comparison.after))
            assert (after <= before + 1e-12).all() or step == "east-law.sent"
            assert all(found.three(SIGNED, day, "reached")[2].value <= 0 for day in found.horizons)


# -- questions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "column", "closest"),
    [
        ("early-voet", "unknown-lever", 1, "early-vote"),
        ("east-law.sennt:delay=9 days", "unknown-step", 1, "east-law.sent"),
        ("east-law.sent:dely=9 days", "unknown-key", 15, "delay"),
        ("east-law.sent:delay=nine", "bad-value", 21, None),
        ("east-law.vote:odds=1.4", "bad-quantity", 20, None),
        ("east-law.vote:odds=0.5 in 0.6..0.7", "bad-quantity", 20, None),
        ("east-law.vote:not-before=2033-13-01", "bad-value", 26, None),
        ("mood:wram", "unknown-state", 6, "warm"),
        ("moood:warm", "unknown-driver", 1, "mood"),
        ("mood:stays=wram", "unknown-state", 12, "warm"),
        ("war:rate=much", "bad-value", 10, None),
        ("war:rate=1/year in 1..2/month", "bad-quantity", 10, None),
        ("war:rate=5 seats", "bad-quantity", 10, None),
        ("war:rate=0.1", "bad-quantity", 10, None),
        ("war:factor=5 seats", "bad-quantity", 12, None),
        ("war:factor=-1", "bad-quantity", 12, None),
        ("east-law.vote:delay=90 days after sent", "bad-value", 21, None),
        ("east-law.vote:delay=10..90 days", "bad-value", 21, None),
        ("east-law.sent:takes=at least 5 days", "bad-value", 21, None),
        ("warr:rate=1/year", "unknown-hazard", 1, "war"),
        ("demand:more-boks:rate=0/year", "unknown-demand", 1, "more-books"),
        ("drop contact-group-ends", "unknown-condition", 6, "contact-group-end"),
        ("switch on open-raod", "unknown-condition", 11, "open-road"),
        ("switch on arland-law-change", "bad-value", 11, None),
        ("reached treaty.singed", "unknown-rung", 9, "treaty.signed"),
        ("end border-misson", "unknown-mission", 5, "border-mission"),
        ("close arland-cuort", "unknown-forum", 7, "arland-court"),
        ("war:stays=x", "unknown-driver", 1, None),
        ("", "unknown-lever", 1, None),
        ("=", "unknown-lever", 1, None),
        ("a:b:c", "unknown-lever", 1, None),
    ],
)
def test_mistakes_are_located(arland: Case, text: str, code: str, column: int, closest: str | None) -> None:
    with pytest.raises(BadQuestion) as wrong:
        asked(arland, ["late-vote", text])
    found = [p for p in wrong.value.problems.found if p.code == code]
    assert found, wrong.value
    place = found[0].place
    assert place is not None and (place.line, place.column, found[0].closest) == (2, column, closest)
    assert str(wrong.value).count("^") >= 1 and "--set:2:" in str(wrong.value)


def test_all_mistakes_come_in_one_run(arland: Case) -> None:
    with pytest.raises(BadQuestion) as wrong:
        asked(arland, ["early-voet", "mood:wram", "late-vote", "end nothing"])
    assert [p.place.line for p in wrong.value.problems.in_order() if p.place] == [1, 2, 4]


def test_what_is_made_up_says_so(arland: Case) -> None:
    found = ask(arland, "mood:warm", "early-vote")
    rows = found.tables()[0].rows
    assert [row[3].text for row in rows] == [FOR_THIS_QUESTION, "assumed by N. N."]
    assert "1 of 2 made up for this question" in found.warning
    levers = asked(arland, ["mood:stays=warm", "war:factor=0.5 in 0.2..0.9", "switch on open-road"])
    assert [words(arland, lever.sets[0]) for lever in levers] == [
        "mood in both houses: warm, and stays so",
        "rate of 'war': times 0.5 (0.2..0.9)",
        "an open road: waited for, where it is not so far",
    ]


def test_what_is_no_longer_to_come_is_refused(arland: Case) -> None:
    with pytest.raises(InvalidModel) as refused:
        ask(arland, "drop open-road")
    assert "waits for" in str(refused.value)
    with pytest.raises(InvalidModel):
        ask(arland, "reached treaty.text-agreed")
    with pytest.raises(InvalidModel) as past:
        what_if(arland, compiled(arland), ["late-vote"], horizons=[dt.date(2030, 1, 1)])
    assert "horizon-in-the-past" in str(past.value)
    with pytest.raises(InvalidModel) as rung:
        what_if(arland, compiled(arland), ["late-vote"], rung="treaty.singed")
    assert "unknown-rung" in str(rung.value)


def test_a_demand_without_a_length_takes_it_from_the_question(arland: Case) -> None:
    assert arland.outlook is not None
    steps = {name: item for name, item in arland.outlook.steps.items() if name != "condition:open-road"}
    bare_outlook = arland.outlook.model_copy(update={"steps": steps})
    bare = replace(arland, outlook=bare_outlook)
    with pytest.raises(InvalidModel):
        ask(bare, "switch on open-road")
    found = ask(bare, "switch on open-road", "condition:open-road:takes=300..900 days")
    assert last(found) == last(ask(arland, "switch on open-road", "condition:open-road:odds=1"))


def test_pulled_levers_lead_from_before_to_after(arland: Case) -> None:
    model = compiled(arland)
    process = built(arland, model, dt.date(2033, 6, 30))
    assert arland.outlook is not None
    change = pulled(model, process, [arland.outlook.levers["calm"]])
    assert change.levers[0].actor == "Arland, Bethia" and len(change.levers[0].settings) == 4
    assert change.after != change.before


def test_a_difference_in_words() -> None:
    from detente.outlook.result import Estimate

    assert points(Estimate(0.0, 0.0, 0.0, 0.0)) == "none"
    assert points(Estimate(0.001, 0.0, 0.002, 0.0)) == "under 1 point"
    assert points(Estimate(-0.011, -0.02, -0.001, 0.0)) == "-1 point (-2 to 0)"


# -- the command ------------------------------------------------------------------------------------


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    base = ["whatif", str(ARLAND), "--draws", "300"]
    assert main(base) == 0
    assert "good-offices" in capsys.readouterr().out
    assert main([*base, "--set", "late-vote", "--set", "end border-mission"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Read this first: ") and "neither" in out and "What changes beside the numbers" in out
    assert main([*base, "--set", "late-vote", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rung"] == SIGNED
    assert main([*base, "--set", "late-voet", "--set", "mood:x"]) == 2
    assert re.search(r"closest: late-vote[\s\S]*2 errors", capsys.readouterr().err)
    assert main([*base, "--set", "good-offices", "--accepted-by", "arlandd"]) == 2
    assert "closest: arland" in capsys.readouterr().err
    assert main([*base, "--set", "late-vote", "--as-of", "2031-05-10"]) == 2
    assert "no outlook.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["the module", "docs/whatif.md"])
def test_the_example_runs(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    import detente.outlook.what_if as module

    page = TESTS.parent / "docs" / "whatif.md"
    text = module.__doc__ if where == "the module" else page.read_text(encoding="utf-8")
    assert text is not None
    example = text.split("```python\n")[1].split("```")[0]
    exec(compile(example, where, "exec"), {})
    assert "Read this first" in capsys.readouterr().out


def test_what_is_watched_and_what_was_drawn_before_change_no_rung(arland: Case) -> None:
    assert arland.outlook is not None
    model, day = compiled(arland), max(h.last for h in arland.outlook.horizons)
    process = built(arland, model, day)
    for lever in arland.outlook.levers.values():
        if any(s.switches for s in lever.sets):
            continue
        change = pulled(model, process, [lever])
        one, again, other = (
            compare(change.before, change.levers, day, draws=500, watch=watch).pairs for watch in ((), (), None)
        )
        for found in (again, other):
            assert one.touched == found.touched
            for name in ("crossed", "paths", "turned"):
                assert (getattr(one, name) == getattr(found, name)).all()
