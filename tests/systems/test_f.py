"""F: outside powers and what they could do."""
# ruff: noqa: N802

from __future__ import annotations

from detente.case.act import Column
from detente.case.case import Case
from detente.case.origins import origins
from detente.case.process import Ring
from detente.positions.condition import in_ring
from detente.positions.register import thin_actors
from systems.outlook import chance, drawn, file, whole
from systems.record import (
    about,
    asked,
    column,
    dispute,
    edited,
    moved,
    rows,
    shipped,
    sides,
    sources_of,
    support,
    with_item,
    without,
)

RETURN = ("000/s22", "004/s04", "002/a45", "003/s41", "003/a09")
"""That the end of the war turns Russia back to the region, as five passages of four documents have it."""


def test_F1_the_war_as_a_driver_has_three_origins_at_most() -> None:
    case = shipped()
    for key in RETURN:
        assert case.statements[key].about == "russia-attention" and case.statements[key].condition, key
    assert support(case, *RETURN) == (4, 3)
    assert support(edited(case, "000/s22", repeats=()), *RETURN) == (4, 4)
    assert support(case, "000/s22", "004/s04", "002/a45", "003/s41") == (4, 2)


def test_F2_the_welcome_stands_next_to_the_spoiler_judgements() -> None:
    page = {row["id"] for row in rows(shipped(), "actor", "russia-mfa")}
    assert {"001/s33", "003/s04"} <= page
    spoiling = about(shipped(), "russia-role")
    assert "002/a13" in spoiling and spoiling["002/a13"].column is Column.FORECAST
    assert all(s.column is not Column.AGREEMENT for s in spoiling.values())


def test_F3_the_change_of_administration_is_visible() -> None:
    case = shipped()
    series = about(case, "us-role", "us-armenia")
    actors = {a for s in series.values() for a in (*s.entity, *s.by)}
    assert {"biden-administration", "trump-administration"} <= actors
    assert len([s for s in series.values() if s.when]) >= 3, "a series has dates"


def test_F4_progress_signature_and_partial_steps_are_kept_apart() -> None:
    case = shipped()
    answers = sides(case, "value:turkiye-border")
    assert answers["on progress in the talks"] == {"002/s13"}
    assert answers["on signature of the agreement"] == {"000/s26"}
    assert answers["partial steps without full opening"] == {"004/a40"}
    assert case.statements["002/s13"].condition and case.statements["000/s26"].condition
    merged = edited(case, "002/s13", value="signature")
    assert "on progress in the talks" not in sides(merged, "value:turkiye-border")


def test_F5_energy_and_monitoring_roles_are_both_on_the_card() -> None:
    case = shipped()
    page = {row["id"] for row in rows(case, "actor", "european-union")}
    roles = {case.statements[key].about for key in page}
    assert {"eu-azerbaijan", "euma", "facilitation"} <= roles
    assert {"002/f04", "004/f06"} <= page


def test_F6_france_has_a_consent_and_is_a_supplier() -> None:
    case = shipped()
    assert "france" in case.process.conditions["minsk-group"].must_act
    assert "france" in case.statements["003/f14"].needs
    page = {case.statements[row["id"]].about for row in rows(case, "actor", "france")}
    assert {"arms-supply", "minsk-group-closure"} <= page


def test_F7_iran_is_a_gap() -> None:
    case = shipped()
    assert set(thin_actors(case)["iran"]) == {"000/f10", "003/s04"}
    gap = next(row["gap"] for row in rows(case, "gaps") if row["what"] == "Iran")
    assert gap == "2 passing mentions: too thin for a judgement"
    judged = {b.statement for j in case.judgements.values() for b in j.basis}
    assert not judged & {"000/f10", "003/s04"}
    third = edited(case, "000/f11", entity=("iran",))
    assert "iran" not in thin_actors(third)


def test_F8_a_silence_is_a_dated_entry_among_the_reactions() -> None:
    case = shipped()
    reactions = about(case, "reactions")
    silent = reactions["004/q06"]
    assert silent.column is Column.SILENCE and silent.by == ("turkiye",)
    assert silent.window is not None and silent.window.last.isoformat() == "2025-03-17"
    row = next(r for r in rows(case, "silences") if r["who"] == "Türkiye" and "agreed text" in r["on what"])
    assert row["covers"] == "by 17 March 2025"
    spoke = {a for s in reactions.values() if s.value == "welcome" for a in s.by}
    assert {"russia-mfa", "rubio", "kallas"} <= spoke and "turkiye" not in spoke
    assert not any(s.gates for s in reactions.values()), "nobody's welcome is support for a precondition"


def test_F9_one_event_from_two_sources_with_the_wording_kept() -> None:
    case = shipped()
    told = {k: s for k, s in case.statements.items() if "aircraft-2024" in s.event}
    assert sources_of(told) == {"002", "003"}
    assert {s.when.worded for s in told.values() if s.when} == {"2024-12"}
    words = {row["source"]: row["words"] for row in rows(case, "wordings", "aircraft-2024")}
    assert "mistakenly downed" in words["002"] and "accidental downing" in words["003"]
    assert support(case, *told) == (2, 2)


def _conflicting_advice(case: Case) -> set[str]:
    return {row["by"] for row in rows(case, "advice") if row["conflict"] and "Russia" in row["on"]}


def test_F10_reset_and_deal_first_conflict_and_neither_is_ours() -> None:
    case = shipped()
    assert _conflicting_advice(case) == {"APRI Armenia", "Zaur Shiriyev"}
    answers = sides(case, "value:russia-armenia")
    assert "001/a26" in answers["reset relations with Russia"]
    assert "002/a14b" in answers["make a deal before Russia returns"]
    judged = {b.statement for j in case.judgements.values() for b in j.basis}
    assert not judged & {"001/a26", "002/a14b"}
    assert _conflicting_advice(edited(case, "002/a14b", value="reset")) == set()


def test_F11_forums_by_actor_and_year() -> None:
    case = shipped()
    table = rows(case, "forums")
    group = [row for row in table if row["forum"] == "OSCE Minsk Group"]
    assert any("Armenia" in row["who"] and row["when"] == "since 2020" for row in group)
    assert any(row["who"] == "Ilham Aliyev" for row in group)
    closed = without(case, *(k for k, s in case.statements.items() if s.forum == "minsk-group"))
    assert "OSCE Minsk Group" not in {row["forum"] for row in rows(closed, "forums")}
    assert {"002/a49", "002/a50"} <= set(about(case, "forums"))


def test_F12_removal_of_mediators_is_one_sources_interpretation() -> None:
    case = shipped()
    pattern = about(case, "mediators")
    assert sources_of(pattern) == {"001"} and {s.column for s in pattern.values()} == {Column.JUDGEMENT}
    uses = [name for name, j in case.judgements.items() if {b.statement for b in j.basis} & set(pattern)]
    assert not any(case.judgements[name].corroborated for name in uses)
    assert "mediators" not in {d.subject for d in [dispute(case, "value:euma")]}


def test_F13_each_payoff_cites_its_line() -> None:
    payoffs = about(shipped(), "payoffs", "turkiye-benefit", "benefit")
    assert len(payoffs) >= 6 and all(s.at and s.at[0].hash for s in payoffs.values())
    gainers = {a for s in payoffs.values() for a in (*s.entity, *([s.value] if s.value else []))}
    assert {"armenia", "azerbaijan", "turkiye"} <= gainers
    table = rows(shipped(), "issue", "payoffs")
    assert {row["id"] for row in table} == set(about(shipped(), "payoffs"))


def test_F_who_must_consent_is_a_basis_and_not_a_guess() -> None:
    case = shipped()
    for name, condition in in_ring(case, Ring.PRECONDITION):
        assert condition.must_act and condition.must_act_basis, name
    silent = with_item(case, "conditions", "minsk-group", must_act=())
    assert next(r for r in rows(silent, "conditions", "precondition") if "Minsk" in r["condition"])["must act"] == ""
    assert "003/f14" not in column(case, Column.DEMAND)


def test_F11_a_closed_group_is_gone_from_later_moves_in_the_what_if() -> None:
    found = asked("close-minsk-group")
    told = {each.what: (each.before, each.after) for each in found.beside}
    name = shipped().name("minsk-group")
    before, after = told["forums that later moves can go to"]
    assert name in before and name not in after
    assert told[f"{name} as a forum"][1] == "closed: no later move goes there"
    assert moved(found) > 0, "a condition of signature is met with it"
    kept = {each.what for each in asked("minsk-group-dropped").beside}
    assert not kept, "to drop the demand closes nothing"


def test_F1_scenarios_of_the_war_move_what_they_are_said_to_move() -> None:
    truce, war = (drawn(("war-in-ukraine", state)) for state in ("truce", "war"))
    day = truce.horizons[-1]
    assert truce.outlook.probability("obstruction", day).value > war.outlook.probability("obstruction", day).value
    assert any("truce" in note for note in truce.notes)
    (pace,) = [p for p in file().drivers["russian-attention"].pace if p.state == "truce"]
    assert 1 <= len(origins(shipped(), [b.statement for b in pace.basis if b.statement])) <= 3


def test_F2_the_welcome_stands_against_the_return() -> None:
    driver = file().drivers["russian-attention"]
    assert "003/s04" in {b.statement for b in driver.against}
    assert {e.on for e in file().effects if e.driver == "russian-attention"} >= {"obstruction", "signature.arranged"}


def test_F3_attention_has_a_history_and_a_high_state_that_matters() -> None:
    driver = file().drivers["us-posture"]
    assert [past.state for past in driver.history] == ["high", "low"] and "high" in driver.states
    assert 0.02 < whole().followed.beliefs["us-posture"]["high"] < 0.5
    assert chance(shipped(), given={"us-posture": "high"}) >= chance(shipped(), given={"us-posture": "low"})


def test_F4_both_readings_of_the_policy_are_kept_and_differ() -> None:
    beliefs = whole().followed.beliefs["turkish-border-policy"]
    assert beliefs["after-signature"] > 0.2 and beliefs["with-progress"] > 0.2 and beliefs["steps-now"] > 0.01
    met = {shift.indicator for shift in whole().followed.shifts}
    assert {"turkiye-progress", "turkiye-signature"} <= met
    opened = [
        chance(shipped(), "turkish-border-opens", {"turkish-border-policy": state})
        for state in ("after-signature", "with-progress", "steps-now")
    ]
    assert opened == sorted(opened) and opened[0] < opened[1]
