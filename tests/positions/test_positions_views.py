"""The views over the made-up case: what each shows, and what it must never make of a statement."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.case.act import Act, Column
from detente.case.as_of import as_of
from detente.case.case import Case
from detente.case.loader import load
from detente.case.statement import Stance
from detente.positions.change import between, changes, changes_table
from detente.positions.dispute import disputes
from detente.positions.holding import holdings, stance_of
from detente.positions.incident import incidents, independent_observers, verified
from detente.positions.ladder import board, current_rung, ladder
from detente.positions.ledger import ledger
from detente.positions.measure import MEASURES, UnknownSubject
from detente.positions.offer import offers
from detente.positions.register import reference_chain, thin_actors
from detente.positions.speech import chain
from detente.positions.view import VIEWS, UnknownView, view
from detente.values.partial_date import PartialDate


def texts(case: Case, name: str, subject: str = "") -> list[list[str]]:
    return [[entry.text for entry in row] for row in view(case, name, subject).rows]


def edited(folder: Path, *edits: tuple[str, str, str]) -> Case:
    for name, old, new in edits:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    case, problems = load(folder)
    assert case is not None and not problems.errors, problems.text()
    return case


def test_every_view_has_rows_in_the_made_up_case(arland: Case) -> None:
    empty = []
    for name, found in VIEWS.items():
        subjects = found.subjects(arland) if found.subjects else [""]
        if not any(view(arland, name, subject).rows for subject in subjects):
            empty.append(name)
    # No channel of one party attacks while another moves; whom an article covers is asked of missions and forces.
    assert set(empty) <= {"channels", "scope"}


def test_every_row_fits_its_heads_and_reads_back_as_json(arland: Case) -> None:
    for name, found in VIEWS.items():
        for subject in found.subjects(arland) if found.subjects else [""]:
            table = view(arland, name, subject)
            assert all(len(row) == len(table.heads) for row in table.rows)
            assert json.loads(json.dumps(table.as_json()))["view"] == name
            for cite in (cite for row in table.rows for entry in row for cite in entry.cites):
                assert cite in arland.statements or cite.partition("#")[0] in arland.sources, (name, cite)


def test_the_ladder_and_what_the_next_rung_waits_for(arland: Case) -> None:
    states = {rung.name: rung.state for rung in ladder(arland)}
    assert states == {
        "text-agreed": "reached", "initialled": "next", "signed": "later", "ratified": "later", "in-force": "later"
    }  # fmt: skip
    assert current_rung(arland) == "text-agreed"
    signed = next(rung for rung in ladder(arland) if rung.name == "signed")
    assert signed.waits_for == ("arland-law-change", "bethia-law-change", "contact-group-end")
    truce = {rung.name: rung.state for rung in ladder(arland, "truce")}
    assert truce["text-agreed"] == truce["initialled"] == "passed" and truce["signed"] == "reached"


def test_outside_and_feared_demands_gate_nothing(arland: Case) -> None:
    waits = {key for rung in ladder(arland) for key in rung.waits_for}
    assert not waits & {"open-road", "new-books", "release"}


def test_unknown_articles_are_shown_as_unknown(arland: Case) -> None:
    slots = board(arland)
    assert len(slots) == 9 and [slot.name for slot in slots].count("unknown") == 7
    assert texts(arland, "articles")[-1][:2] == ["7 further articles", "unknown"]


def test_positions_are_the_latest_statement_with_the_earlier_ones_kept(arland: Case) -> None:
    [arl, mfa_b, beth] = [h for h in holdings(arland, "trade") if h.holder != "arland-mfa"]
    assert (arl.holder, mfa_b.holder, beth.holder) == ("arland-leader", "bethia-mfa", "bethia-leader") or (
        arl.holder, beth.holder, mfa_b.holder
    ) == ("arland-leader", "bethia-mfa", "bethia-leader")  # fmt: skip
    law = {h.holder: h for h in holdings(arland, "arland-law")}
    assert law["bethia-mfa"].statement == "institute/i01"
    assert law["bethia-leader"].stance is Stance.FOR and law["arland-mfa"].stance is None
    assert law["arland-court"].party is None, "a court speaks for no party"


def test_a_later_statement_replaces_an_earlier_one(arland_copy: Path) -> None:
    case = edited(
        arland_copy,
        (
            "record/institute.yaml",
            "  stance: against\n  said: early 2031-05\n",
            "  stance: for\n  said: 2031-05-28\n",
        ),
        ("record/courier.yaml", "  by: arland-leader\n  act: claimed\n", "  by: bethia-leader\n  act: claimed\n"),
        ("record/courier.yaml", "  stance: for\n  language: ar\n", "  stance: against\n  said: 2031-05-01\n"),
    )
    beth = next(h for h in holdings(case, "trade") if h.holder == "bethia-leader")
    assert (beth.statement, beth.earlier, beth.stance) == ("institute/i11", ("courier/c21",), Stance.FOR)
    before = next(h for h in holdings(as_of(case, date(2031, 6, 1)), "trade") if h.holder == "bethia-leader")
    assert (before.statement, before.stance) == ("courier/c21", Stance.AGAINST)
    [change] = [c for c in changes(case, date(2031, 6, 1), date(2031, 6, 12)) if c.kind == "position"]
    assert change.cites == ("institute/i11", "courier/c21")


def test_parties_come_first_in_their_order_then_the_others_by_name(arland: Case) -> None:
    order = [h.party for h in holdings(arland, "arland-law")]
    assert order == ["arland", "bethia", "bethia", None]


def test_silence_is_not_a_position(arland: Case) -> None:
    [holding] = [h for h in holdings(arland, "mission-stay") if h.holder == "bethia-leader"]
    assert holding.stance is None
    assert [row[0] for row in texts(arland, "silences")] == ["Beth Oster"]
    row = texts(arland, "silences")[0]
    assert row[2] == "up to 10 May 2031" and row[3] == "The Courier > unnamed officials > Beth Oster"
    assert not any(dispute.subject == "mission-stay" for dispute in disputes(arland))


def test_a_silence_never_replaces_words_of_the_same_day(arland_copy: Path) -> None:
    case = edited(
        arland_copy,
        ("record/courier.yaml", "  about: mission-stay\n", "  about: trade\n"),
        ("record/institute.yaml", "  said: early 2031-05\n", "  said: 2031-05-10\n"),
    )
    beth = next(h for h in holdings(case, "trade") if h.holder == "bethia-leader")
    assert beth.statement == "institute/i11"


@pytest.mark.parametrize(
    ("act", "condition", "stance"),
    [
        (Act.DEMANDED, None, Stance.FOR),
        (Act.OFFERED, None, Stance.FOR),
        (Act.ACCEPTED_IF, "once", Stance.CONDITIONAL),
        (Act.OFFERED_IF, "if", Stance.CONDITIONAL),
        (Act.AGREED, "once", Stance.CONDITIONAL),
        (Act.REJECTED, None, Stance.AGAINST),
        (Act.REJECTED, "unless", Stance.AGAINST),
        (Act.CLAIMED, None, None),
        (Act.KEPT_SILENT, None, None),
        (Act.FEARED, None, None),
        (Act.REPORTED, None, None),
        (Act.DENIED, None, None),
    ],
)
def test_the_stance_that_follows_from_an_act(
    arland: Case, act: Act, condition: str | None, stance: Stance | None
) -> None:
    statement = arland.statements["courier/c09"].model_copy(update={"act": act, "condition": condition})
    assert stance_of(statement) is stance
    stated = statement.model_copy(update={"stance": Stance.UNDECIDED})
    assert stance_of(stated) is Stance.UNDECIDED


def test_columns_never_blur(arland: Case) -> None:
    every = [key for column in Column for key in ledger(arland, column)]
    assert sorted(every) == sorted(ledger(arland)) and len(set(every)) == len(every)
    assert "institute/i19" not in every and "institute/i20" in every, "the corrected one is left out"
    assert {arland.statements[key].act for key in ledger(arland, Column.CLAIM)} <= {Act.CLAIMED, Act.ACCUSED}
    for act in Act:
        assert act.column in Column
    assert {statement.act for statement in arland.statements.values()} == set(Act), "an act is in no statement"


# The observer's window is 1 to 6 May.
@pytest.mark.parametrize(
    ("when", "covered", "said"),
    [
        ("2031-05-05", True, "covers it"),
        ("2031-05-01/2031-05-06", True, "covers it"),
        ("2031-05-06", True, "covers it"),
        ("2031-05-06/2031-05-07", False, "covers part of it"),
        ("2031-05", False, "covers part of it"),
        ("early 2031-05", False, "covers part of it"),
        ("2031-05-07", False, "does not surely cover it"),
        ("2031-04-30", False, "does not surely cover it"),
        ("before 2031-05-06", False, "does not surely cover it"),
    ],
)
def test_an_observation_covers_what_lies_wholly_in_its_window(
    when: str, covered: bool, said: str, arland_copy: Path
) -> None:
    case = edited(arland_copy, ("record/courier.yaml", "  when: 2031-05-05\n", f"  when: {when}\n"))
    fire = next(i for i in incidents(case) if i.event == "gate-fire")
    assert (fire.observed == ("courier/c16",)) is covered
    assert (fire.observed_elsewhen == ("courier/c16",)) is not covered
    assert ("covered by an observer" in fire.status) is covered
    row = next(row for row in texts(case, "incidents") if row[0] == "fire at Arland Gate")
    assert row[4].endswith(said)


def test_claims_are_never_counted_as_events(arland: Case, arland_copy: Path) -> None:
    assert verified(arland) == []
    assert [i.status for i in incidents(arland)] == [
        "covered by an observer, not adjudicated",
        "claimed and denied, not adjudicated",
    ]
    ruled = edited(
        arland_copy,
        ("record/institute.yaml", "  forum: arland-court\n", "  forum: arland-court\n  event: gate-fire\n"),
    )
    assert [i.event for i in verified(ruled)] == ["gate-fire"]
    assert "1 incidents verified" in (view(ruled, "incidents").note or "")


def test_several_claims_span_the_days_of_all(arland_copy: Path) -> None:
    case = edited(
        arland_copy,
        (
            "record/courier.yaml",
            "  event: pass-fire\n  place: bethia-gate\n",
            "  event: [pass-fire, gate-fire]\n  place: bethia-gate\n",
        ),
    )
    fire = next(i for i in incidents(case) if i.event == "gate-fire")
    assert fire.claimed == ("courier/c12", "courier/c14")
    assert fire.when == PartialDate.parse("2031-05-05/2031-05-09") and fire.observed == ()


def test_observers(arland: Case) -> None:
    assert independent_observers(arland) == ["border-mission"]
    assert independent_observers(arland, without=frozenset({"border-mission"})) == []


def test_offers_with_their_answers_and_age(arland: Case) -> None:
    found = {offer.statement: offer for offer in offers(arland)}
    assert {key: offer.replies for key, offer in found.items()} == {
        "courier/c09": ("courier/c10",),
        "courier/c11": (),
        "institute/i12": ("institute/i16",),
    }
    assert found["courier/c11"].open and found["courier/c11"].age == (date(2031, 6, 30) - date(2031, 5, 7)).days
    assert [o.age for o in offers(arland)] == sorted((o.age or 0 for o in offers(arland)), reverse=True)
    early = {o.statement: o for o in offers(as_of(arland, date(2031, 5, 15)))}
    assert early["courier/c11"].age == 8 and "institute/i12" not in early


def test_two_reports_of_one_offer_are_one_offer(arland_copy: Path) -> None:
    """The leader's offer of the same day on the same issue is the party's offer, and a copy is the same offer."""
    with (arland_copy / "record/institute.yaml").open("a") as stream:
        for key, by, more in (
            ("x1", "bethia-leader", "  said: 2031-05-07\n"),
            ("x2", "the-courier", "  repeats: courier/c11\n"),
            ("x3", "bethia-leader", "  said: 2031-05-08\n"),
        ):
            stream.write(
                f"\n{key}:\n  by: {by}\n  act: offered\n  about: fuel\n  says: fuel is sold\n{more}"
                "  at: {chars: [1, 9], hash: 00000000000000ff}\n"
            )
    case = edited(arland_copy)
    found = {offer.statement: offer.also for offer in offers(case)}
    assert found["courier/c11"] == ("institute/x1", "institute/x2")
    assert found["institute/x3"] == ()


def test_an_own_word_is_no_answer(arland_copy: Path) -> None:
    case = edited(
        arland_copy,
        ("record/courier.yaml", "  by: bethia-mfa\n  act: rejected\n", "  by: arland-mfa\n  act: rejected\n"),
    )
    assert next(o for o in offers(case) if o.statement == "courier/c09").open


def test_advice_that_conflicts_is_marked_and_is_not_ours(arland: Case) -> None:
    rows = texts(arland, "advice")
    assert [row[4] for row in rows] == ["conflicts with other advice"] * 2
    assert view(arland, "advice").note == "None of this is the tool's view."


def test_advice_that_agrees_is_not_marked(arland_copy: Path) -> None:
    case = edited(arland_copy, ("record/institute.yaml", "  value: wait\n", "  value: sign\n"))
    assert [row[4] for row in texts(case, "advice")] == ["", ""]


def test_omissions_name_the_other_track(arland: Case) -> None:
    [row] = texts(arland, "omissions")
    assert row == ["the road through High Pass", "Institute of Roads", "road through High Pass", "1 / 1"]


def test_forecasts_have_a_horizon_or_say_that_they_have_none(arland: Case) -> None:
    assert [row[2] for row in texts(arland, "forecasts")] == ["autumn 2031", "no horizon", "no horizon"]


def test_wordings_stand_as_quoted(arland: Case) -> None:
    assert [row[2] for row in texts(arland, "wordings", "text-announced")] == [
        "“complete and closed”",
        "“announced by itself”",
    ]
    assert view(arland, "wordings", "text-announced").note == "House wording: announced the text."


def test_durations_stand_side_by_side_by_scope(arland: Case) -> None:
    assert texts(arland, "durations", "talks-length") == [
        ["all talks", "2 years", "1 / 1"],
        ["face to face", "3 years", "1 / 1"],
    ]


def test_narratives_fall_due(arland: Case) -> None:
    [row] = texts(arland, "narratives")
    assert row[2:] == ["15 June 2031", "asks for a resolution"]
    [early] = texts(as_of(arland, date(2031, 6, 14)), "narratives")
    assert early[3] == "open"


def test_chains_of_instruments_are_the_same_for_both_parties(arland: Case) -> None:
    hops = {name: [to for _, to, _ in reference_chain(arland, name)] for name in arland.process.instruments}
    assert hops["treaty"] == ["truce"]
    assert hops["constitution-of-arland"] == ["declaration-of-arland"]
    assert hops["constitution-of-bethia"] == ["declaration-of-bethia"]


def test_a_circle_of_references_ends(arland: Case) -> None:
    instruments = dict(arland.process.instruments)
    back = instruments["treaty"].refers_to[0].model_copy(update={"to": "treaty"})
    instruments["truce"] = instruments["truce"].model_copy(update={"refers_to": (back,)})
    case = replace(arland, process=arland.process.model_copy(update={"instruments": instruments}))
    assert len(reference_chain(case, "treaty")) == 2


def test_actors_with_little_said_are_thin(arland: Case) -> None:
    """Cordia is in few statements; parties and organisations are not counted."""
    assert set(thin_actors(arland)) <= {"cordia"}
    early = thin_actors(as_of(arland, date(2031, 5, 15)))
    assert all(len(keys) < 3 for keys in early.values())


def test_gaps(arland: Case) -> None:
    rows = dict(row[:2] for row in texts(arland, "gaps"))
    assert rows["articles"] == "7 of 9 unknown" and rows["mines"] == "number without a source"


def test_sources_tell_grade_dependence_and_what_is_unknown(arland: Case) -> None:
    rows = {row[0]: row for row in texts(arland, "sources")}
    assert set(rows) == {"courier", "institute"}, "laws have no card"
    assert rows["courier"][5] == "B" and rows["institute"][5] == "F"
    assert "quotation of courier" in rows["institute"][6] and rows["institute"][7] == "authors"
    early = {row[0]: row for row in texts(as_of(arland, date(2031, 6, 15)), "sources")}
    assert early["courier"][5] == "C", "the grade of 20 June is not known on the 15th"


def test_names_follow_house_style(arland: Case) -> None:
    rows = {row[0]: row for row in texts(arland, "names")}
    assert rows["High Pass/Kolmen"][1:] == ["“High Pass”, “Kolmen”, “Hautpass”", "contested"]
    assert arland.name("high-pass") == "High Pass/Kolmen" and arland.name("nobody") == "nobody"


def test_the_chain_of_hands(arland: Case) -> None:
    assert chain(arland, "courier/c17") == ("The Courier", "unnamed officials", "Beth Oster")
    assert chain(arland, "courier/c02") == ("The Courier",)
    assert chain(arland, "institute/i01") == ("Institute of Roads", "The Courier", "Foreign Ministry of Bethia")


def test_who_speaks_for_whom(arland: Case) -> None:
    speaks = {actor: arland.party_of(actor) for actor in arland.actors}
    assert speaks["arland"] == speaks["arland-mfa"] == speaks["arland-leader"] == "arland"
    assert speaks["bethia"] == speaks["bethia-mfa"] == speaks["bethia-leader"] == "bethia"
    assert {a for a, p in speaks.items() if p is None} >= {"arland-court", "bethia-court", "league", "the-courier"}
    assert arland.party_of("nobody") is None


def test_changes_between_two_days(arland: Case) -> None:
    found = changes(arland, date(2031, 5, 9), date(2031, 5, 10))
    kinds = [change.kind for change in found]
    assert kinds == sorted(
        kinds, key=["evidence", "rung", "condition", "dispute", "incident", "position", "judgement"].index
    )
    assert found[0].what == "24 statements added from source courier"
    assert [c.what for c in found if c.kind == "rung"] == ["text agreed (2 May 2031)"]
    later = changes(arland, date(2031, 5, 10), date(2031, 6, 30))
    assert [c.what for c in later if c.kind == "evidence"] == ["20 statements added from source institute"]
    assert changes(arland, date(2031, 6, 11), date(2031, 6, 11)) == []
    assert "What changed from A to B" in changes_table(found, "A", "B").title


def test_changes_between_two_versions(arland: Case) -> None:
    statements = dict(arland.statements)
    gone = statements.pop("courier/c14")
    statements["courier/c21"] = statements["courier/c21"].model_copy(update={"act": Act.WISHED})
    other = replace(arland, statements=statements)
    told = [change.what for change in between(arland, other)]
    assert "1 statement withdrawn from source courier: courier/c14" in told
    assert "courier/c21 re-typed from claimed to wished" in told and gone.act is Act.ACCUSED


@pytest.mark.parametrize(
    ("name", "subject", "message"),
    [
        ("disptes", "", "there is no view 'disptes'; closest: disputes"),
        ("xyz", "", "there is no view 'xyz'; there are: ladder, articles"),
        ("positions", "", "'positions' needs one of: treaty-text"),
        ("positions", "trad", "there is no subject of 'positions' 'trad'; closest: trade"),
        ("ladder", "treaty", "'ladder' is asked of nothing; leave 'treaty' out"),
        ("ledger", "demands", "there is no subject of 'ledger' 'demands'; closest: demand"),
    ],
)
def test_unknown_views_name_the_closest(arland: Case, name: str, subject: str, message: str) -> None:
    with pytest.raises(UnknownView) as raised:
        view(arland, name, subject)
    assert str(raised.value).startswith(message)


def test_measures_of_what_is_not_there(arland: Case) -> None:
    for name, subject in (("rung", "pact"), ("origins", "courier/c99"), ("status", "nothing")):
        with pytest.raises(UnknownSubject):
            MEASURES[name](arland, subject)
    assert MEASURES["dispute"](arland, "rung:nothing") == ["not disputed"]
    assert MEASURES["stance"](arland, "cordia on trade") == ["unknown"]
    assert MEASURES["incident"](arland, "nothing") == ["unknown"]
    assert MEASURES["rung"](arland, "constitution-of-arland") == ["none"]
