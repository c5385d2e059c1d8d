"""E: who speaks for whom, politics at home, incentives."""
# ruff: noqa: N802

from __future__ import annotations

from datetime import date

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import Ring
from detente.outlook.case_waiver import period_on
from detente.outlook.outside import parties_table
from detente.positions.channel import divergences
from detente.positions.condition import in_ring
from detente.procedures.seats import seat_steps
from detente.trace.explain import explain
from systems.outlook import chance, changed, file, whole
from systems.record import about, column, edited, rows, shipped, sides, sources_of, support, without

SPEAKERS = ("azerbaijan-mfa", "azerbaijan-mod", "aliyev", "azerbaijan-pro-government-media")


def _metonym(case: Case, word: str) -> list[str]:
    return [key for key, actor in case.actors.items() if word in actor.metonyms]


def test_E1_offices_are_separate_speakers_and_capitals_stand_for_one_body() -> None:
    case = shipped()
    spoken = {actor for s in case.statements.values() for actor in s.by}
    assert set(SPEAKERS) <= spoken
    assert [case.party_of(actor) for actor in SPEAKERS] == ["azerbaijan", "azerbaijan", "azerbaijan", None]
    capitals = {"Baku": "azerbaijan", "Yerevan": "armenia", "Ankara": "turkiye", "Moscow": "russia",
                "Brussels": "european-union", "Washington": "united-states"}  # fmt: skip
    assert {word: _metonym(case, word) for word in capitals} == {word: [body] for word, body in capitals.items()}
    assert "belgium" not in case.actors
    assert {row["who"] for row in rows(case, "actor", "azerbaijan-mfa")} >= {
        "Ministry of Foreign Affairs of Azerbaijan"
    }


def test_E2_the_weak_local_result_and_the_lead_are_both_shown() -> None:
    page = {row["id"] for row in rows(shipped(), "issue", "ruling-party-support")}
    assert {"003/e29", "003/a32"} <= page
    assert any(row["what"] == "parliamentary election in Armenia" for row in rows(shipped(), "calendar"))


def test_E3_the_opposition_is_not_one_actor() -> None:
    case = shipped()
    strands = ("armenia-opposition-pro-russian", "armenia-opposition-pro-european")
    assert case.actors["armenia-opposition"].members == strands
    assert case.statements["003/s62"].by == strands
    assert all(case.party_of(actor) is None for actor in strands), "they do not speak for the party"
    held = {row["holder"]: row["stance"] for row in rows(case, "positions", "constitution")}
    assert held[case.name(strands[0])] == held[case.name(strands[1])] == "against"
    assert "003/s62" in {c for side in sides(case, "stance:constitution").values() for c in side}


def test_E4_the_copy_adds_no_origin_to_the_framing() -> None:
    case = shipped()
    framing = about(case, "real-armenia")
    assert sources_of(framing) == {"000", "004"}
    assert support(case, *framing) == (2, 1)
    assert support(edited(case, "000/s13", repeats=()), *framing) == (2, 2)
    assert {"Real Armenia", "Historic Armenia"} <= {w for s in framing.values() for w in s.wording}


def test_E5_delay_and_peace_both_serve_in_the_record() -> None:
    case = shipped()
    basis = {b.statement for b in case.judgements["interest-of-azerbaijan-open"].basis}
    assert {"004/s17", "002/a55"} <= basis
    assert case.statements["002/a55"].about == "payoffs" and case.statements["004/s17"].about == "hurry"


def test_E6_two_channels_on_13_march_in_the_order_told() -> None:
    case = shipped()
    found = [d for d in divergences(case) if d.day.isoformat() == "2025-03-13"]
    assert [d.party for d in found] == ["azerbaijan"]
    assert "004/s19" in found[0].towards and "004/s20" in found[0].against
    assert found[0].order == ("004/e11",)
    row = next(row for row in rows(case, "channels") if row["day"] == "13 March 2025")
    assert row["order"].startswith("speech first")
    assert "Ilham Aliyev accuses" in row["another channel"]
    calm = without(case, "004/s20", "004/s21")
    assert not [d for d in divergences(calm) if d.day.isoformat() == "2025-03-13"]
    untold = without(case, "004/e11")
    assert next(row for row in rows(untold, "channels") if row["day"] == "13 March 2025")["order"] == "order not told"


def test_E7_pressure_and_delivery_cite_their_line() -> None:
    case = shipped()
    assert case.statements["004/a36"].about == "ability-to-deliver" and case.statements["004/a36"].condition
    basis = {b.statement for b in case.judgements["pressure-lowers-delivery"].basis}
    assert "004/a36" in basis and any("004/a36" in line for line in explain(case, "pressure-lowers-delivery").lines())
    ledger = about(case, "concessions")
    assert len(sources_of(ledger)) == 4 and "004/a35" in ledger


def _in_a_hurry(case: Case) -> dict[str, set[str]]:
    """Who is said to press, and who to hold back, by the year that is spoken of."""
    found: dict[str, set[str]] = {}
    for s in about(case, "hurry").values():
        if s.value and s.scope:
            found.setdefault(s.scope, set()).add(s.value)
    return found


def test_E8_the_roles_are_reversed_between_2020_and_2025() -> None:
    case = shipped()
    periods = _in_a_hurry(case)
    assert periods["after the ceasefire of 2020"] == {"azerbaijan"}
    assert periods["at the time of writing"] == {"armenia", "not-azerbaijan"}
    assert case.statements["003/s83"].column is Column.REJECTION and case.statements["003/s83"].by == ("armenia",)
    early, late = case.statements["003/s82"].when, case.statements["003/a20"].when
    assert early is not None and late is not None
    assert (early.start.year, late.start.year) == (2020, 2025)
    shown = {row["scope"]: row["length"] for row in rows(case, "durations", "hurry")}
    assert set(shown) == set(periods)
    assert _in_a_hurry(edited(case, "003/a20", value="azerbaijan"))["at the time of writing"] != {
        "armenia",
        "not-azerbaijan",
    }


def test_E9_mistrust_gates_nothing() -> None:
    case = shipped()
    for issue in ("mistrust", "reconciliation", "commitment"):
        assert about(case, issue), issue
        assert all(s.gates is None for s in about(case, issue).values())
    gating = {c.issue for _, c in in_ring(case, Ring.PRECONDITION)}
    assert not gating & {"mistrust", "reconciliation", "commitment"}
    assert "004/a26" not in column(case, Column.DEMAND)


def test_E2_seats_open_or_close_the_steps_of_the_amendment() -> None:
    case = shipped()

    def opened(held: int) -> set[str]:
        return {s.step for s in seat_steps(case, "national-assembly", seats={}, total=107, held=held) if s.opens}

    assert "sent-by-two-thirds" not in opened(71) and "sent-by-two-thirds" in opened(72)


def test_E2_the_house_that_is_elected_decides_the_steps_of_the_amendment() -> None:
    odds = {e.state: e.odds.best for e in file().effects if e.driver == "house" and e.odds is not None}
    assert odds["favourable"] > odds["ahead"] > odds["behind"] > odds["unfavourable"]  # type: ignore[operator]
    met = {shift.indicator: shift for shift in whole().followed.shifts}
    assert met["local-loss"].after["behind"] > met["local-loss"].before["behind"]
    assert met["leader-liked"].after["ahead"] > met["leader-liked"].before["ahead"]
    assert {redrawn.day.text for redrawn in file().drivers["house"].redrawn} == {"2 August 2026"}
    by = {state: chance(shipped(), given={"house": state}) for state in ("ahead", "behind")}
    assert by["ahead"] > by["behind"]


def test_E5_the_judgement_that_peace_serves_stands_against_the_judgement_that_delay_does() -> None:
    (cells,) = [
        cells for cells in parties_table(shipped(), file()).rows
        if cells[0].text == "Azerbaijan" and cells[1].text == "haste" and "holds" in cells[2].text
    ]  # fmt: skip
    assert "004/s17" in cells[4].cites and {"002/a15", "002/a55"} <= set(cells[5].cites)


def test_E7_pressure_beyond_a_point_lowers_delivery() -> None:
    by = {s: chance(shipped(), "armenian-constitution", {"pressure": s}) for s in ("eased", "present", "heavy")}
    assert by["heavy"] < min(by["present"], by["eased"]) - 0.01
    assert by["eased"] <= by["present"] + 0.01, "less pressure is no gain in itself"
    heavy = next(e for e in file().effects if (e.driver, e.state) == ("pressure", "heavy"))
    assert "004/a36" in {b.statement for b in heavy.basis}


def test_E8_haste_changes_hands_between_2020_and_2025() -> None:
    armenia, azerbaijan = (file().parties[name].haste for name in ("armenia", "azerbaijan"))
    for day, hurried, calm in ((date(2021, 6, 1), azerbaijan, armenia), (date(2025, 4, 30), armenia, azerbaijan)):
        first, second = (periods[period_on(periods, day) or 0].value.best for periods in (hurried, calm))
        assert first is not None and second is not None and first > second


def test_E9_mistrust_bears_on_what_is_signed_and_not_on_signing() -> None:
    kept = {name: hazard for name, hazard in file().hazards.items() if name not in ("new-dispute", "reversal")}
    assert {b.statement for b in file().hazards["new-dispute"].basis} >= {"003/a28", "004/a26"}
    assert chance(changed(hazards=kept)) == chance(shipped())
    assert chance(shipped(), "new-dispute") > 0.01
