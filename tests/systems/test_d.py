"""D: incidents, observers, allegations, arms, guarantees, displacement."""
# ruff: noqa: N802

from __future__ import annotations

from detente.case.act import Act, Column
from detente.positions.incident import incidents, independent_observers, verified
from detente.trace.explain import explain
from detente.values.basis import Solidity
from detente.values.partial_date import PartialDate
from systems.outlook import assumption, chance, changed, drawn, file, whole
from systems.record import (
    about,
    asked,
    codes,
    column,
    edited,
    on,
    rows,
    shipped,
    sides,
    sources_of,
    support,
    voices,
    with_item,
)


def test_D1_without_the_mission_no_independent_observer_is_left() -> None:
    case = shipped()
    assert independent_observers(case) == ["euma"]
    assert independent_observers(case, without=frozenset({"euma"})) == []
    mission = case.process.missions["euma"]
    assert mission.start and mission.start_basis and mission.mandate_end and mission.mandate_end_basis
    shown = next(row for row in rows(case, "missions") if row["mission"] == "European Union Mission in Armenia")
    assert (shown["since"], shown["mandate ends"]) == ("20 February 2023", "19 February 2027")
    supporters = {s.value for s in about(case, "euma-conduct").values() if s.value}
    assert supporters == {"reassures", "destabilises"}, "supporters and objectors are both on the card"
    assert any(row["what"].startswith("end of mandate: European Union") for row in rows(case, "calendar"))


def test_D2_nothing_is_verified_and_the_claim_of_18_march_stays_open() -> None:
    case = shipped()
    assert verified(case) == []
    ledger = {i.event: i for i in incidents(case)}
    late = ledger["claim-2025-03-18"]
    assert late.claimed == ("000/s17",) and late.observed == () and late.status.endswith("not adjudicated")
    observation = case.statements["001/s08"]
    assert observation.act is Act.OBSERVED and observation.window is not None
    assert observation.window.last.isoformat() == "2025-03-17"
    series = ledger["claims-since-2025-03-16"]
    assert series.claimed and series.denied and series.status == "claimed and denied, not adjudicated"
    assert series.observed == (), "the series runs to 20 March, the observation to 17 March"


def test_D2_a_longer_window_or_a_ruling_would_change_the_ledger() -> None:
    longer = edited(shipped(), "001/s08", window=PartialDate.parse("by 2025-03-20"))
    assert {i.event: i for i in incidents(longer)}["claims-since-2025-03-16"].observed == ("001/s08",)
    ruled = edited(shipped(), "001/s07", act=Act.RULED)
    assert [i.event for i in verified(ruled)] == ["claims-since-2025-03-16"]


def test_D3_the_april_allegation_asks_for_a_resolution_on_its_day() -> None:
    def state(day: str) -> str:
        found = [row for row in rows(on(day), "narratives") if "April 2025" in row["narrative"]]
        return found[0]["state"]

    assert state("2025-04-30") == "asks for a resolution"
    assert state("2025-04-29") == "open"
    assert state("2025-03-21") == "open"


def test_D3_an_allegation_is_no_evidence_of_what_it_alleges() -> None:
    case = shipped()
    allegations = {key for key, s in about(case, "attack-narrative").items()}
    assert allegations and allegations <= column(case, Column.CLAIM)
    bases = [item.basis for item in case.process.facts.values()]
    bases += [item.basis for item in case.process.conditions.values()]
    bases += [item.basis for item in case.judgements.values()]
    assert not allegations & {b.statement for basis in bases for b in basis}
    assert case.process.events["alleged-attack-2025-04"].kind.value == "hypothetical"
    assert "alleged-attack-2025-04" not in {i.event for i in incidents(case)}


def test_D4_a_warning_without_a_horizon_feeds_no_number() -> None:
    case = shipped()
    warning = case.statements["001/a15"]
    assert warning.no_horizon and warning.when is None and "anytime" in warning.wording
    assert "001/a15" in column(case, Column.FORECAST)
    assert "001/a15" not in {b.statement for f in case.process.facts.values() for b in f.basis}
    assert codes(edited(case, "001/a15", no_horizon=False), "horizons") == {"missing-horizon"}


def test_D5_one_section_is_agreed_and_the_rest_is_open() -> None:
    case = shipped()
    segments = {k: s.state for k, s in case.process.tracks["delimitation"].segments.items()}
    assert segments["first-section"] == "agreed"
    assert [k for k, state in segments.items() if state == "agreed"] == ["first-section"]
    assert segments["remaining-border"] == "open"
    assert case.process.conditions["enclaves"].gates is None, "enclaves are a demand of their own"
    quoted = case.statements["003/s64"]
    assert quoted.wording == ("conditional border",) and quoted.by == ("azerbaijan-mod",)
    ours = [s.says for s in case.statements.values()]
    assert not any("conditional border" in text for text in ours), "never in our own words"


def test_D6_suppliers_cite_one_source_and_both_framings_stand() -> None:
    case = shipped()
    supply = {k: s for k, s in about(case, "arms-supply").items() if s.column is Column.REPORT}
    suppliers = {a for s in supply.values() for a in s.entity} - {"armenia"}
    assert suppliers == {"france", "india"} and sources_of(supply) == {"003"}
    framings = sides(case, "value:army-reform")
    assert {case.party_of(a) for k in framings["yes"] for a in case.statements[k].by} == {"azerbaijan"}
    assert {case.party_of(a) for k in framings["no"] for a in case.statements[k].by} == {"armenia"}


def test_D7_judgements_on_power_are_judgements_with_their_sources() -> None:
    judged = about(shipped(), "leverage")
    assert len(sources_of(judged)) >= 3
    assert {s.column for s in judged.values()} <= {Column.JUDGEMENT, Column.ADVICE, Column.FORECAST}


def test_D8_each_deterrent_that_is_advised_names_who_would_act() -> None:
    advised = {k: s for k, s in about(shipped(), "partner-pressure").items() if s.column is Column.ADVICE}
    assert len(advised) >= 2 and all(s.to for s in advised.values())


def test_D9_the_alliance_refused_and_no_guarantor_is_a_blank_yes() -> None:
    case = shipped()
    table = {row["guarantor"]: row["record"] for row in rows(case, "guarantees")}
    assert table["Collective Security Treaty Organization"] == "refused"
    assert all(table.values()) and "yes" not in table.values()
    basis = {b.source for b in case.process.guarantees["csto-armenia"].basis}
    assert basis == {"003"}


def test_D10_the_number_of_displaced_has_two_independent_origins() -> None:
    case = shipped()
    fact = case.process.facts["displaced-2023"]
    keys = [b.statement for b in fact.basis if b.statement]
    assert support(case, *keys) == (2, 2) and sources_of(keys) == {"003", "004"}
    assert {case.statements[k].value for k in keys} == {"100,000 persons"}
    assert all(case.statements[k].wording for k in keys), "the cause is worded by each source"
    assert case.statements["001/e11"].wording == ("military takeover of Nagorno-Karabakh",
                                                  "forced displacement of Armenians")  # fmt: skip
    copied = edited(case, "004/e05b", repeats=("003/e11b",))
    assert support(copied, *keys) == (2, 1)
    assert any("return" in row["not in the text"] for row in rows(case, "omissions"))


def test_D10_explaining_the_number_leads_to_both_passages() -> None:
    leaves = {leaf.id for leaf in explain(shipped(), "displaced-2023").leaves()}
    assert {"003/e11b", "004/e05b"} <= leaves
    fewer = with_item(shipped(), "facts", "displaced-2023", basis=())
    assert not {"003/e11b", "004/e05b"} & {leaf.id for leaf in explain(fewer, "displaced-2023").leaves()}


def test_D1_a_what_if_without_the_mission_shows_no_observer_left() -> None:
    found = asked("observers-leave")
    observers = next(each for each in found.beside if each.what.startswith("independent observers"))
    assert observers.before.startswith("1 (") and observers.after == "0"
    assert set(observers.cites) <= set(shipped().statements) and found.unchanged, "no number need follow"
    sides = {*voices(found, "for"), *voices(found, "against")}
    assert len(sources_of(sides)) >= 3


def test_D8_each_lever_on_the_cost_of_force_names_who_acts_and_its_size_is_assumed() -> None:
    for name, advice in (("cost-of-force", "001/a22"), ("support-armenia", "001/a23")):
        found = asked(name)
        lever = found.levers[0]
        assert lever.actor == shipped().statements[advice].to, "those whom the source addresses"
        assert advice in voices(found, "for") and lever.sets[0].hazard == "war" and lever.sets[0].range is not None
        assert any(basis.solidity is Solidity.ASSUMED for basis in lever.basis) and lever.why
        assert found.warning.startswith("Read this first: the effect of each lever is assumed")
    ended = asked("cost-of-force").comparison.difference("peace-agreement.signed", None, "ended")
    assert ended.low <= ended.value < 0


def test_D4_the_risk_of_war_has_an_event_a_horizon_and_months() -> None:
    assert "at least 25 persons killed" in file().hazards["war"].event
    assert not any(b.statement == "001/a15" for item in whole().assumptions for b in item.basis)
    (months,) = [t for t in drawn().tables(months=True) if t.name == "outlook-months"]
    assert len(months.rows) == 12 and "war" in months.heads
    drivers = {effect.driver for effect in file().effects if effect.on == "war"}
    assert {"border", "us-posture", "railway"} <= drivers
    assert chance(shipped(), "war", {"border": "tense"}) > chance(shipped(), "war", {"border": "quiet"})


def test_D7_haste_and_strength_are_set_by_the_analyst_and_move_the_outcome() -> None:
    for party in ("armenia", "azerbaijan"):
        for key in ("haste", "strength"):
            number = assumption(shipped(), f"parties > {party} > {key}")
            assert number.assumed and number.why
    parties = file().parties
    swapped = changed(parties={"armenia": parties["azerbaijan"], "azerbaijan": parties["armenia"]})
    assert chance(swapped) > chance(shipped()) + 0.05
    before, after = (assumption(case, "waivers > constitution").says for case in (shipped(), swapped))
    assert before != after
