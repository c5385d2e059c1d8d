"""A: the text of the agreement, its ladder and its history."""
# ruff: noqa: N802

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.case.act import Column
from detente.case.case import Case
from detente.case.process import Article
from detente.case.statement import Statement
from detente.outlook.outside import causes_table
from detente.positions.dispute import disputes
from detente.positions.ladder import board, ladder
from detente.positions.offer import offers
from detente.positions.register import link_disputed
from detente.positions.scope import UNKNOWN, scope
from detente.trace.explain import explain
from detente.values.partial_date import PartialDate
from systems.outlook import file
from systems.record import (
    about,
    asked,
    cites,
    codes,
    dispute,
    edited,
    moved,
    on,
    rows,
    shipped,
    sides,
    sources_of,
    support,
    voices,
    with_item,
    without,
)


def test_A1_seventeen_slots_five_known_all_agreed_on_13_march() -> None:
    case = shipped()
    slots = board(case)
    known = {slot.name for slot in slots if slot.statements}
    assert len(slots) == 17
    assert known == {"claims", "third-party-forces", "territorial-integrity", "domestic-law", "diplomatic-relations"}
    assert {slot.name for slot in slots if not slot.statements} == {"unknown"}
    agreed = next(rung for rung in ladder(case) if rung.name == "text-agreed")
    assert (agreed.state, agreed.since) == ("reached", "13 March 2025")
    assert rows(case, "articles")[-1] == {
        "article": "12 further articles",
        "what sources say of it": "unknown",
        "documents": "0",
    }


def test_A1_a_sixth_article_without_a_source_is_an_error_and_stays_unknown() -> None:
    case = shipped()
    assert codes(case, "articles") == set()
    articles = dict(case.process.instruments["peace-agreement"].articles)
    invented = {**articles, "prisoners": Article(title="Prisoners", about="prisoners")}
    wrong = with_item(case, "instruments", "peace-agreement", articles=invented)
    assert codes(wrong, "articles") == {"article-without-source"}
    assert sum(bool(slot.statements) for slot in board(wrong)) == 5


def test_A2_the_outlet_and_the_quoted_president_are_a_rung_conflict() -> None:
    answers = sides(shipped(), "rung:constitution")
    assert set(answers) == {"signed", "in force"}
    assert "003/s06b" in answers["in force"] and "003/s23b" in answers["signed"]
    assert set(sides(shipped(), "rung:minsk-group-closure")) == {"signed", "in force"}
    one_reading = edited(shipped(), "003/s06b", gates="peace-agreement.signed")
    assert "rung:constitution" not in {d.name for d in disputes(one_reading)}


def test_A2_the_ladder_has_a_rung_that_no_source_mentions() -> None:
    steps = {rung.name: rung for rung in ladder(shipped())}
    assert list(steps) == ["text-agreed", "initialled", "signed", "ratified", "in-force", "implemented"]
    assert steps["initialled"].state != "reached" and not steps["initialled"].cites
    assert set(steps["signed"].waits_for) == {"constitution", "minsk-group"}


def _two_utterances_in_order(case: Case) -> bool:
    told = [s for s in about(case, "text").values() if "text-announced" in s.event and s.said]
    ministries = {s.by for s in told if {"armenia-mfa", "azerbaijan-mfa"} & set(s.by)}
    first = {s.value for s in about(case, "announcement").values() if s.scope == "order of the two statements"}
    return (
        case.process.events["text-announced"].joint is False
        and ministries == {("armenia-mfa",), ("azerbaijan-mfa",)}
        and "azerbaijan-first" in first
    )


def test_A3_two_utterances_with_their_order_and_no_joint_statement() -> None:
    case = shipped()
    assert _two_utterances_in_order(case)
    both = ("armenia-mfa", "azerbaijan-mfa")
    assert not _two_utterances_in_order(edited(case, "001/s02", by=both))
    assert not _two_utterances_in_order(without(case, "001/e02"))
    assert not _two_utterances_in_order(with_item(case, "events", "text-announced", joint=True))
    assert case.process.instruments["joint-statement-2023"].parties == ("armenia", "azerbaijan")
    assert len(sides(case, "value:announcement")) == 4


def test_A4_three_scopes_of_length_stand_side_by_side() -> None:
    lengths = rows(shipped(), "durations", "negotiation-length")
    assert {row["scope"]: row["length"] for row in lengths} == {
        "this draft": "more than 1 year",
        "bilateral talks": "more than 2 years",
        "whole process": "4 years",
    }
    kinds = {row["kind"] for row in rows(shipped(), "disputes") if "How long" in row["question"]}
    assert kinds == {"scope"}, "lengths of different things are not values that contradict each other"
    one_scope = edited(shipped(), "001/f01", scope="whole process")
    assert (
        dispute(one_scope, "scope:negotiation-length").sides != dispute(shipped(), "scope:negotiation-length").sides
    )


def test_A5_two_forums_of_cases_and_the_rome_statute_is_none() -> None:
    case = shipped()
    forums = {s.forum for s in about(case, "court-cases").values() if s.forum}
    assert forums == {"icj", "ecthr"}
    to_withdraw = {s.forum for s in about(case, "article-claims").values() if s.forum}
    assert "icc" not in to_withdraw
    exposure = {key for key, s in case.statements.items() if s.forum == "icc"}
    assert sources_of(exposure) == {"001"} and {case.statements[k].about for k in exposure} == {"icc-exposure"}
    basis = {b.worded for b in case.process.conditions["claims-withdrawal"].basis}
    assert not basis & exposure
    assert {row["forum"] for row in rows(case, "forums")} >= {
        "International Court of Justice",
        "European Court of Human Rights",
    }


def test_A6_three_readings_of_the_mission_and_none_of_a_guard_on_the_route() -> None:
    case = shipped()
    covered = {row.entity: row for row in scope(case, "third-party-forces")}
    readings = {case.statements[key].value for key in covered["euma"].statements}
    assert {"targeted", "changed-mandate", "leaves"} <= readings
    assert len(covered["euma"].readings) >= 3, "one cell a source"
    assert not covered["fsb"].statements
    table = {row["entity"]: row["readings"] for row in rows(case, "scope", "third-party-forces")}
    assert table["FSB border guards of Russia"] == UNKNOWN
    assert int(table["European Union Mission in Armenia"]) >= 3
    said = edited(case, "003/s68", about="article-forces")
    assert {row.entity: row for row in scope(said, "third-party-forces")}["fsb"].statements == ("003/s68",)


def test_A7_the_substitute_assurance_cites_one_source_and_its_counter_evidence() -> None:
    case = shipped()
    for article in ("territorial-integrity", "domestic-law"):
        slot = next(slot for slot in board(case) if slot.name == article)
        assert sources_of(slot.statements) == {"003"}
    basis = {b.statement for b in case.judgements["reversal-concern"].basis}
    assert {"003/s78", "003/s78b", "003/s35"} <= basis
    assert case.statements["003/s35"].column is Column.REJECTION
    assert any("003/s35" in leaf.id for leaf in explain(case, "reversal-concern").leaves())


def test_A8_two_documents_are_one_origin() -> None:
    case = shipped()
    assert support(case, "000/a10", "004/a29") == (2, 1)
    assert support(edited(case, "000/a10", repeats=()), "000/a10", "004/a29") == (2, 2)
    assert case.process.issues["article-relations"] and support(case, "000/f09", "004/f03") == (2, 1)


def test_A9_the_offer_to_consult_is_open_on_20_march() -> None:
    case = on("2025-03-20")
    found = [o for o in offers(case) if case.statements[o.statement].about == "next-step"]
    assert len(found) == 1
    assert case.statements[found[0].statement].by == ("armenia",)
    assert found[0].open and found[0].age == 7
    row = next(row for row in rows(case, "offers") if "consult" in row["what"])
    assert (row["offered by"], row["answered"], row["open for"]) == ("Armenia", "no answer in the sources", "7 days")
    answer = Statement.model_validate(
        {
            "by": "azerbaijan",
            "act": "accepted",
            "about": "next-step",
            "says": "agrees to consult",
            "replies-to": found[0].statement,
            "at": {"chars": [0, 1], "hash": "0" * 16},
        }
    )
    answered = replace(case, statements={**case.statements, "001/zz": answer})
    assert not next(o for o in offers(answered) if answered.statements[o.statement].about == "next-step").open


OMITTED = {"prisoners", "connectivity", "delimitation", "karabakh-omitted", "justice", "return-displaced"}


def test_A10_omissions_are_claims_with_sources() -> None:
    case = shipped()
    claims = {key: s for key, s in case.statements.items() if s.omitted_from == "peace-agreement"}
    assert {s.about for s in claims.values()} >= OMITTED
    assert len(rows(case, "omissions")) >= 6
    assert all(row for row in cites(case, "omissions"))
    assert all(s.at for s in claims.values()), "an absence is a statement with its passage, not a blank"
    fewer = edited(case, "004/f08", omitted_from=None)
    assert len(rows(fewer, "omissions")) == len(rows(case, "omissions")) - 1


def test_A11_connectivity_is_a_separate_track_with_one_disputed_link() -> None:
    case = shipped()
    track = case.process.tracks["connectivity"]
    assert track.inside is None
    assert "connectivity" not in {a.about for a in case.process.instruments["peace-agreement"].articles.values()}
    disputed = [link for link in track.links if link_disputed(case, track, link)]
    assert [[b.worded for b in link.basis] for link in disputed] == [["002/s04"]]
    assert any("(disputed)" in row["links, as asserted"] for row in rows(case, "tracks"))
    undisputed = without(case, *(k for k, s in about(case, "connectivity").items() if s.omitted_from))
    assert not any(link_disputed(undisputed, track, link) for link in track.links)


def test_A12_five_instruments_resolve_and_the_text_to_none() -> None:
    ids = {name: item.pa_x for name, item in shipped().process.instruments.items() if item.pa_x}
    assert set(ids.values()) == {"2324", "2455", "2396", "2468", "2601"} and len(ids) == 5
    assert shipped().process.instruments["peace-agreement"].pa_x is None
    named = {row["instrument"]: row["PA-X"] for row in rows(shipped(), "instruments")}
    assert named["Agreement on peace and interstate relations"] == "none"


def _recognised(case: Case) -> list[PartialDate]:
    return [
        when
        for s in about(case, "karabakh-recognition").values()
        if s.column is Column.ACKNOWLEDGEMENT and (when := s.said or s.when)
    ]


def test_A13_the_only_date_of_the_recognition_is_october_2022() -> None:
    case = shipped()
    assert [when.worded for when in _recognised(case)] == ["2022-10"]
    statement = case.process.instruments["prague-statement-2022"]
    assert statement.dated is not None and statement.dated.start == date(2022, 10, 6)
    assert "001/s35" in {b.worded for b in statement.basis}
    restated = {k for k, s in about(case, "karabakh-recognition").items() if s.column is Column.ACKNOWLEDGEMENT}
    assert {"001/s35", "003/s13", "004/s08"} <= restated
    wrong = edited(case, "003/s13", said=PartialDate.parse("2025-01"))
    assert [when.worded for when in _recognised(wrong)] != ["2022-10"]


def test_A7_the_lever_cites_the_clauses_alone_and_carries_that_they_do_not_convince() -> None:
    found = asked("rely-on-clause")
    assert set(voices(found, "for")) == {"003/s78", "003/s78b"}, "the two clauses, as one passage words them"
    assert set(voices(found, "against")) == {"003/s35"}
    assert shipped().statements["003/s35"].by == ("azerbaijan",)
    assert found.levers[0].actor == ("azerbaijan",) and moved(found) > 0
    numbers = {a.where for a in found.leaned}
    assert any("armenian-constitution" in where for where in numbers), "it stands in for that condition"


def _edge(case: Case) -> dict[str, str]:
    """What signature does to obstruction, as the table of causes has it."""
    table = causes_table(case, file())
    rows = [{head: entry.text for head, entry in zip(table.heads, cells, strict=True)} for cells in table.rows]
    (found,) = (each for each in rows if "signed: met" in each.values() and each["what it moves"] == "obstruction")
    return found


def test_A8_the_edge_from_the_agreement_to_russian_leverage_has_one_origin() -> None:
    found = _edge(shipped())
    assert found["way"] == "-" and found["evidence"] == "1 origin"
    met = next(item for item in (file().hazards["obstruction"].once_met))
    assert {b.statement for b in met.basis if b.statement} == {"000/a10", "004/a29"}
    uncopied = edited(shipped(), "000/a10", repeats=())
    assert _edge(uncopied)["evidence"] == "2 origins"
