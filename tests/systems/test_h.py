"""H: sources, wording, forecasts, and what was known when."""
# ruff: noqa: N802

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.brief.compose import compose
from detente.brief.document import sentences_of
from detente.case.act import Act, Column
from detente.case.as_of import bounded
from detente.case.case import Case
from detente.case.ledger import Forecast, OutcomesFile
from detente.documents.clean import clean
from detente.documents.cleaned import Cleaned
from detente.documents.read import read
from detente.positions.dispute import disputes, drift
from detente.positions.speech import chain
from detente.reading.copies import compare, compare_all
from detente.reading.copies_claims import claims
from detente.reading.copies_side import Compared
from detente.reading.drift import drifts
from detente.review.corpus import Corpus
from detente.review.crew import crew
from detente.review.intake import Order
from detente.scoring.ledger_tables import as_json
from detente.scoring.source_forecast import source_forecasts
from detente.values.basis import Basis
from systems.record import codes, column, edited, on, rows, shipped, sources_of, with_item


def test_H1_the_sidecars_say_who_copies_whom() -> None:
    case = shipped()
    copied = case.sources["000"].depends_on[0]
    assert (copied.from_, str(copied.credited)) == ("004", "unknown") and len(copied.passages) == 15
    assert {(d.from_, str(d.credited)) for d in case.sources["003"].depends_on} == {("002", "yes")}
    assert not any(case.sources[name].depends_on for name in ("001", "002", "004"))


def test_H1_copies_are_found_in_the_texts(shared: Path) -> None:
    """Nothing but the five files: who copied whom, how much, and credit left open by lost links."""
    compared = {(pair.a[:3], pair.b[:3]): pair for pair in compare_all(list(cleaned(shared).values()))}
    pair = compared.pop(("000", "004"))
    assert 0.27 <= pair.share_a <= 0.29 and 210 <= pair.shingles <= 230
    assert {p.earlier.name[:3] for p in pair.reused if p.earlier} == {"004"}
    assert {str(p.credit.value) for p in pair.reused} == {"none", "unknown"}
    quoted = compared.pop(("002", "003"))
    assert {p.credit.value for p in quoted.reused} == {"quoted and named", "named"}
    assert not [p for other in compared.values() for p in other.reused]


def test_H1_a_claim_and_its_copy_have_one_independent_report(shared: Path) -> None:
    """The commitment on third parties stands in three articles, of which one copies another."""
    corpus = Corpus(sorted((shared / "seeds").glob("*.txt")))
    with crew(Order()) as work:
        if any(one.reading is None for one in corpus.intakes(work)):
            pytest.skip("no English model")
    found = claims(corpus.readings, [p for pair in corpus.comparisons() for p in pair.reused])
    one = next(c for c in found if len(c.documents) == 3)
    assert {name[:3] for name in one.documents} == {"000", "002", "004"} and len(one.origins) == 2


def test_H2_the_speaker_is_upgraded_and_a_hedge_is_dropped() -> None:
    case = shipped()
    assert ("speaker: Turkish interlocutors (unnamed)", "speaker: Türkiye") in drift(case, "000/s23", "004/s25")
    assert ("hedge: fairly", "hedge: none") in drift(case, "000/s14", "004/s17")
    names = {d.name for d in disputes(case)}
    assert {"attribution:000/s23", "attribution:000/s14"} <= names
    faithful = edited(case, "000/s14", hedge="fairly", wording=())
    assert drift(faithful, "000/s14", "004/s17") == []
    assert drift(case, "000/s08", "004/s07") == [], "a faithful copy has no drift"


def test_H2_drift_is_found_in_the_texts(shared: Path) -> None:
    sides = {name: Compared(one) for name, one in cleaned(shared).items()}
    pair = compare(sides["000"], sides["004"])
    found = {(d.kind.value, d.before, d.after): d for p in pair.reused for d in drifts(p, sides["000"], sides["004"])}
    upgraded = found["speaker upgraded", "Turkish interlocutors", "Ankara"]
    dropped = found["hedge dropped", "fairly", ""]
    assert upgraded.stronger and dropped.stronger
    assert upgraded.original.name[:3] == dropped.original.name[:3] == "004"
    text = sides["000"].cleaned.document.text
    assert text[upgraded.copy.start : upgraded.copy.end] == "Ankara"


def test_H3_a_third_hand_statement_shows_every_hand() -> None:
    case = shipped()
    assert chain(case, "003/s50") == (
        "BBC",
        "Olesya Vartanyan",
        "Armenian politicians (unnamed) and foreign diplomats (unnamed)",
    )
    assert chain(case, "003/s43") == ("BBC", "Echo of the Caucasus", "Tigran Grigoryan")
    assert len(chain(edited(case, "003/s50", via=()), "003/s50")) == 2
    direct = chain(case, "003/a01")
    assert direct == ("BBC",), "a source's own voice is one hand"


def test_H4_a_filter_never_lets_one_kind_pass_for_another() -> None:
    case = shipped()
    agreed = {row["id"] for row in rows(case, "ledger", "agreement")}
    assert agreed and {case.statements[key].act for key in agreed} == {Act.AGREED}
    soft = {k for c in (Column.FORECAST, Column.ADVICE, Column.WISH, Column.JUDGEMENT) for k in column(case, c)}
    assert soft and not soft & agreed
    reached = case.process.instruments["peace-agreement"].reached["text-agreed"]
    for key in sorted(soft)[:5]:
        wrong = reached.model_copy(update={"basis": (Basis.parse(key),)})
        changed = with_item(case, "instruments", "peace-agreement", reached={"text-agreed": wrong})
        assert "wrong-column" in codes(changed, "columns"), key
    total = sum(len(column(case, name)) for name in Column)
    assert total == len(column_all(case))


def column_all(case: Case) -> set[str]:
    return {row["id"] for row in rows(case, "ledger")}


def test_H5_what_is_unknown_of_a_source_is_said() -> None:
    case = shipped()
    cards = {row["source"]: row for row in rows(case, "sources")}
    assert cards["002"]["title"] == "untitled" and "title" in cards["002"]["unknown"]
    second = case.sources["002"]
    assert second.title is None and second.authors_basis and second.authors_basis.startswith("no byline")
    assert second.published is not None and second.published_basis and "not stated" in second.published_basis
    assert second.published.end - second.published.start > timedelta(days=1), "inferred as an interval"
    assert case.sources["000"].publisher is None and "publisher" in cards["000"]["unknown"]
    assert all(case.sources[name].perspective for name in cards)
    assert {card["grade"] for card in cards.values()} == {"F"}, "nobody has graded them"
    assert codes(case, "undated-sources") == set()


def test_H6_what_extraction_lost_stands_on_the_source_card() -> None:
    cards = {row["source"]: row for row in rows(shipped(), "sources")}
    assert "12 lost links" in cards["000"]["lost in extraction"] and "split" in cards["000"]["lost in extraction"]
    assert "31 lost links" in cards["001"]["lost in extraction"]


def test_H6_the_cleaning_report(shared: Path) -> None:
    """Offsets of each repair lead into the file: the sentence over two lines, captions, links without a target."""
    texts = cleaned(shared)
    first = texts["000"].document.text
    seams = [(first.count("\n", 0, one.start) + 1, first.count("\n", 0, one.end) + 1) for one in texts["000"].joined]
    assert (33, 35) in seams
    place = texts["000"].text.index("war in Ukraine and even")
    low, high = texts["000"].original(place, place + len("war in Ukraine"))
    assert first[low:high].split() == ["war", "in", "Ukraine"] and first[low:high].count("\n") == 2
    lost = texts["000"].lost_links
    assert len(lost) == 12 and all(first[link.end :].startswith("](#)") for link in lost)
    assert {one.kind for one in texts["004"].dropped} >= {"caption", "alternative text", "boilerplate"}
    assert "Read this story in" not in texts["003"].text


def cleaned(shared: Path) -> dict[str, Cleaned]:
    """The five articles, cleaned, by their numbers."""
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        document, _ = read(path)
        assert document is not None
        found[path.name[:3]] = clean(document)
    return found


def test_H7_each_forecast_has_a_due_date_or_says_that_it_has_none() -> None:
    case = shipped()
    table = rows(case, "forecasts")
    assert len(table) == len(column(case, Column.FORECAST)) >= 20
    assert all(row["due"] for row in table) and {"no horizon", "31 December 2025", "summer 2026"} <= {
        row["due"] for row in table
    }
    dated = [k for k in column(case, Column.FORECAST) if case.statements[k].when]
    for key in dated[:3]:
        assert "missing-horizon" in codes(edited(case, key, when=None), "horizons")
    assert all(row["who"] for row in table), "each has an owner"


def test_H7_a_forecast_is_scored_when_due_and_stays_as_it_is() -> None:
    """An answer made up for the test, in the file of outcomes and not in the record."""
    case = shipped()
    record = dict(case.statements)
    due = {f.key: f for f in source_forecasts(case) if f.due is not None}
    assert len(due) >= 5 and due["003/a24"].implied == (0.55, 0.8) and due["002/a11"].implied is None
    assert {f.state(case.day) for f in due.values()} == {"open"}
    assert {f.state(case.day) for f in source_forecasts(case) if f.due is None} == {"no horizon"}
    made_up = {"answer": "no", "on": "2026-09-01", "source": "made up"}
    answered = replace(
        case, outcomes=OutcomesFile.model_validate({"sources": {"003/a24": made_up, "002/a11": made_up}})
    )
    scored = {f.key: f for f in source_forecasts(answered)}
    assert scored["003/a24"].brier == (0.55**2, 0.8**2) and scored["002/a11"].brier is None
    assert scored["003/a24"].state(case.day) == "resolved"
    assert [f.answer for f in source_forecasts(answered, case.day) if f.answer is not None] == []
    assert dict(answered.statements) == record


def test_H8_advice_says_who_should_do_what() -> None:
    table = rows(shipped(), "advice")
    assert len(table) == len(column(shipped(), Column.ADVICE))
    assert all(row["by"] and row["what"] for row in table)
    assert sum(bool(row["to"]) for row in table) >= len(table) - 2
    assert [row for row in table if row["conflict"]], "the conflict of F10 is listed"


def _words(case: Case) -> tuple[str, str]:
    """Our sentences of the brief, and all quotations of the record."""
    ours = "\n".join(s.text for section in compose(case).all_sections() for s in sentences_of(section))
    quoted = "\n".join(w for s in case.statements.values() for w in s.wording)
    return ours, quoted


def test_H9_a_switch_of_house_style_changes_our_words_and_no_quotation() -> None:
    case = shipped()
    names = {**case.meta.style.names, "turkiye": "Turkey", "nakhchivan": "Nakhichevan"}
    style = case.meta.style.model_copy(update={"names": names})
    switched = replace(case, meta=case.meta.model_copy(update={"style": style}))
    ours, quoted = _words(case)
    ours_after, quoted_after = _words(switched)
    assert ours != ours_after and quoted == quoted_after
    assert switched.name("turkiye") == "Turkey" and case.name("turkiye") == "Türkiye"
    assert {row["who"] for row in rows(switched, "silences")} >= {"Turkey"}
    before, after = (rows(c, "wordings", "karabakh-2023") for c in (case, switched))
    assert [row["words"] for row in before] == [row["words"] for row in after]


def test_H9_each_place_is_one_entity_under_all_its_names() -> None:
    case = shipped()
    for word, entity in {"Turkey": "turkiye", "Ankara": "turkiye"}.items():
        holders = [k for k, a in case.actors.items() if word in (a.name, *a.aliases, *a.metonyms)]
        assert holders == [entity]
    for word in ("Nakhchivan", "Nakhichevan"):
        assert [k for k, p in case.places.items() if word in (p.name, *p.aliases)] == ["nakhchivan"]
    for word in ("Nagorno-Karabakh", "Nagorny Karabakh", "Karabakh"):
        assert [k for k, p in case.places.items() if word in (p.name, *p.aliases)] == ["karabakh"]
    table = {row["in our words"]: row["also"] for row in rows(case, "names")}
    assert "Nakhichevan" in table["Nakhchivan"] and "Turkey" in table["Türkiye"]
    loaded = edited(case, "001/s29", says="a passage through the Zangezur Corridor")
    assert codes(case, "loaded-wording") == set() and codes(loaded, "loaded-wording") == {"loaded-wording"}


def test_H10_what_became_known_later_is_in_no_view() -> None:
    early = on("2025-03-18")
    assert sources_of(early.statements) == {"004"}
    assert sources_of(on("2025-03-20").statements) == {"001", "004"}
    assert sources_of(on("2025-04-30").statements) == {"000", "001", "002", "003", "004"}
    assert all(key in early.statements or not key.startswith("004") for key in shipped().statements)


def test_H10_what_became_known_later_is_in_no_forecast() -> None:
    """A later forecast and a later answer are planted; as of the day of the case neither is there."""
    case = shipped()
    assert case.ledger is not None
    question = case.ledger.questions["signed"]
    later = {"by": "somebody", "class": "war-again 7/69"}
    planted = question.model_copy(
        update={"forecasts": {**question.forecasts, "2025-05-15": Forecast.model_validate(later)}}
    )
    answer = {"answer": "yes", "on": "2025-05-20", "source": "made up"}
    outcomes = OutcomesFile.model_validate({"questions": {"signed.2025-12-31": answer}})
    ledger = case.ledger.model_copy(update={"questions": {**case.ledger.questions, "signed": planted}})
    known = bounded(replace(case, ledger=ledger, outcomes=outcomes), case.day)
    assert as_json(known, case.day) == as_json(case, case.day)
    assert as_json(bounded(replace(case, ledger=ledger), date(2025, 3, 1)), date(2025, 3, 1))["questions"] == []


def test_H11_five_wordings_and_one_of_the_house() -> None:
    case = shipped()
    table = rows(case, "wordings", "karabakh-2023")
    assert {row["source"] for row in table} == {"000", "001", "002", "003", "004"}
    assert len({row["words"] for row in table}) >= 5
    house = case.process.events["karabakh-2023"].house_wording
    assert house and all(house not in row["words"] for row in table)
    text = _words(case)[0]
    assert house in text, "the brief says which wording is the house's"
    for row in table:
        for quote in row["words"].split("” and “"):
            assert quote.strip("“”") in _words(case)[1], "never reworded"


PLAIN = str.maketrans("“”‘’", "\"\"''")


def test_H11_each_quotation_stands_in_its_own_passage(shared: Path) -> None:
    case, folder = shipped(), shared / "seeds"
    texts = {name: (folder / s.file).read_bytes().decode() for name, s in case.sources.items() if s.file}
    for key, s in case.statements.items():
        text = texts[key.partition("/")[0]]
        passages = [" ".join(text[slice(*locator.chars)].split()).translate(PLAIN) for locator in s.at]
        for words in s.wording:
            assert any(words.translate(PLAIN) in passage for passage in passages), f"{key}: {words}"
            assert len(words.split()) < 9, key
