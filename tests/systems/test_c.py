"""C: transport links, the route and who could facilitate it."""
# ruff: noqa: N802

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import Reached
from detente.case.statement import Stance
from detente.outlook.outside import stale
from detente.positions.offer import offers
from detente.positions.register import fallbacks
from detente.procedures import fallback
from detente.procedures.compile import compiled
from detente.trace.explain import explain
from detente.values.partial_date import PartialDate
from systems.outlook import file, whole
from systems.record import about, asked, column, edited, moved, on, rows, shipped, sides, voices, with_item


def test_C1_not_in_the_text_and_wanted_before_signing_stay_apart() -> None:
    case = shipped()
    absent, wanted = case.statements["003/f26"], case.statements["002/s04"]
    assert absent.omitted_from == "peace-agreement" and absent.gates is None
    assert wanted.gates == "peace-agreement.signed" and wanted.omitted_from is None
    page = {row["id"]: row["what"] for row in rows(case, "issue", "connectivity")}
    assert {"003/f26", "002/s04"} <= set(page) and page["003/f26"] != page["002/s04"]
    assert case.process.issues["route"].of == "connectivity", "the route has its options under the same issue"


def _accepted_by_both(case: Case) -> list[str]:
    """Options of the route that both parties have agreed to or accepted."""
    found = []
    for option in case.process.issues["route"].labels:
        holders = {
            case.party_of(actor)
            for s in about(case, "route").values()
            if s.value == option and s.column in (Column.DEMAND, Column.OFFER, Column.ACCEPTANCE, Column.AGREEMENT)
            for actor in s.by
        }
        if set(case.meta.parties) <= holders:
            found.append(option)
    return found


def test_C2_no_option_of_the_route_is_accepted_by_both() -> None:
    case = shipped()
    assert len(sides(case, "value:route")) == 5
    assert _accepted_by_both(case) == []
    armenian = {o.statement: o for o in offers(case) if case.statements[o.statement].about == "route"
                and case.statements[o.statement].by == ("armenia",)}  # fmt: skip
    assert armenian and all(
        case.statements[reply].column is Column.REJECTION for offer in armenian.values() for reply in offer.replies
    )
    agreed = edited(case, "003/s67b", value="company")
    assert _accepted_by_both(agreed) == ["company"]
    assert case.statements["003/s69"].stance is Stance.AGAINST


def test_C3_signature_ends_the_fallback_texts() -> None:
    case = shipped()
    assert set(fallbacks(case)) == {"ceasefire-2020", "statement-2021-01", "statement-2021-11"}
    main = case.process.instruments["peace-agreement"]
    signed = Reached.model_validate({"since": "2025-04-29", "basis": "unsourced"})
    after = with_item(case, "instruments", "peace-agreement", reached={**main.reached, "signed": signed})
    assert fallbacks(after) == []
    shown = {row["instrument"]: row["fallback"] for row in rows(after, "instruments")}
    assert shown[case.process.instruments["ceasefire-2020"].title].startswith("no longer")
    claim = case.statements["002/s09"]
    assert claim.hangs_on == "peace-agreement.signed" and claim.column is Column.FORECAST


def test_C4_the_building_of_the_railway_has_a_date_and_a_source() -> None:
    case = shipped()
    built = case.statements["003/f29"]
    assert built.when is not None and built.when.start == date(2025, 1, 1)
    segment = case.process.tracks["connectivity"].segments["railway-azerbaijan"]
    assert segment.since and [b.worded for b in segment.basis] == ["003/f29"]
    assert "railway-azerbaijan" not in on("2025-04-29").process.tracks["connectivity"].segments, "not known earlier"


def test_C5_facilitation_is_advised_and_not_agreed_and_the_doubt_is_shown() -> None:
    case = shipped()
    on_it = about(case, "facilitation")
    assert {"002/a16b", "004/a38"} <= column(case, Column.ADVICE)
    assert not {s.column for s in on_it.values()} & {Column.AGREEMENT, Column.ACCEPTANCE, Column.OFFER}
    assert case.statements["002/s18"].by == ("azerbaijan",)
    assert any(row["id"] == "002/s18" for row in rows(case, "issue", "facilitation"))
    assert any("002/s18" in line for line in explain(case, "facilitation").lines())


def test_C3_signature_in_a_what_if_ends_the_texts_that_applied_until_then() -> None:
    rung = "peace-agreement.signed"
    until = {
        rule.instrument for rule in fallback.fallbacks(compiled(shipped())) if rule.active and rule.until == rung
    }
    titles = {shipped().process.instruments[name].title for name in until}
    found = asked("signed-now")
    assert titles and {each.what for each in found.beside} == titles
    assert all(each.after == "no longer applies" and each.cites for each in found.beside)
    assert not asked("early-proposal").beside, "nothing else ends them"


def test_C5_facilitation_is_off_until_both_accept_and_the_doubt_is_shown() -> None:
    for accepted in [(), ("armenia",), ("azerbaijan",)]:
        found = asked("facilitation", accepted_by=accepted)
        assert found.unchanged and found.off[0][1] == tuple(p for p in ("armenia", "azerbaijan") if p not in accepted)
        assert voices(found, "against")["002/s18"].startswith("judges: has some doubt")
    found = asked("facilitation", accepted_by=("armenia", "azerbaijan"))
    assert not found.off and moved(found) >= 0 and not found.unchanged
    assert found.levers[0].cost and found.levers[0].actor == ("european-union", "united-states")


def test_C4_the_railway_as_a_driver_goes_out_of_date() -> None:
    driver = file().drivers["railway"]
    assert driver.since is not None and [b.statement for b in driver.basis] == ["003/f29"]
    assert stale(shipped(), file(), whole().followed) == []
    later = shipped().meta.model_copy(update={"as_of": PartialDate.parse("2026-05-31")})
    (said,) = stale(replace(shipped(), meta=later), file(), whole().followed)
    assert "railway" in said and "2025-04-30" in said and "1 year" in said
    assert any(effect.driver == "railway" for effect in file().effects)
