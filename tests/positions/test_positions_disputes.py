"""Each way of differing is found from statements alone, by who differs and on how many independent origins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from error_gallery import GOOD

from detente.case.case import Case
from detente.case.loader import load
from detente.case.origins import origin_of, origins
from detente.checks.check import run
from detente.positions.dispute import Dispute, disputes, disputes_table, drift

Small = Callable[..., Case]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """The good case of the gallery with further statements in two sources, and further lines in its process."""

    def make(
        paper: str = "", leaflet: str = "", process: dict[str, str] | None = None, files: dict[str, str] | None = None
    ) -> Case:
        folder = Path(shutil.copytree(GOOD, tmp_path / "case", dirs_exist_ok=True))
        (folder / "expect.yaml").unlink(missing_ok=True)
        for name, text in (("paper", paper), ("leaflet", leaflet)):
            with (folder / "record" / f"{name}.yaml").open("a") as stream:
                stream.write("".join(statement(line, index) for index, line in enumerate(text.strip().splitlines())))
        for old, new in (process or {}).items():
            body = (folder / "process.yaml").read_text()
            assert old in body
            (folder / "process.yaml").write_text(body.replace(old, new))
        for name, text in (files or {}).items():
            (folder / name).write_text(text)
        case, problems = load(folder)
        assert case is not None
        problems.extend(run(case))
        assert not problems.errors, problems.text()
        return case

    return make


def statement(line: str, index: int) -> str:
    """`key speaker act issue | further fields`"""
    head, _, more = line.partition("|")
    key, by, act, about = head.split()
    at = f"at: {{chars: [{300 + index}, {301 + index}], hash: 00000000000000cc}}"
    rest = f"{more.strip()}, " if more.strip() else ""
    says = "" if "says:" in more else f"says: words of {key}, "
    return f"{key}: {{by: {by}, act: {act}, about: {about}, {says}{rest}{at}}}\n"


def found(case: Case, kind: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Subject, answer and statements of the disputes of a kind."""
    return {d.subject: {side.answer: side.statements for side in d.sides} for d in disputes(case) if d.kind == kind}


def test_the_made_up_case_has_each_kind(arland: Case) -> None:
    kinds: dict[str, list[str]] = {}
    for dispute in disputes(arland):
        kinds.setdefault(dispute.kind, []).append(dispute.subject)
    assert kinds == {
        "value": ["prisoner-count", "arland-law", "bethia-law", "aid", "what-next"],
        "scope": ["talks-length"],
        "rung": ["arland-law"],
        "capability": ["group-end"],
        "interval": ["truce-signed"],
        "membership": ["treaty"],
        "stance": ["group-end", "trade"],
        "denial": ["gate-fire-issue"],
        "attribution": ["institute/i01"],
    }


def test_every_dispute_has_two_sides_and_a_name_of_its_own(arland: Case) -> None:
    every = disputes(arland)
    assert len({dispute.name for dispute in every}) == len(every)
    for dispute in every:
        assert len(dispute.sides) >= 2 and all(side.statements and side.answer for side in dispute.sides)
        assert dispute.asks.endswith(("?", ".", ")"))


def test_values_differ(small: Small, arland: Case) -> None:
    assert found(arland, "value")["prisoner-count"] == {"40": ("courier/c19",), "55": ("institute/i18",)}
    assert found(arland, "value")["what-next"] == {"sign now": ("institute/i06",), "wait": ("institute/i07",)}
    agreed = small("a1 north-mfa claimed text | value: 'yes'", "b1 south-mfa claimed text | value: 'yes'")
    assert found(agreed, "value") == {}


def test_a_corrected_statement_takes_no_side(arland: Case) -> None:
    """institute/i20 corrects i19: three million stands with the other source alone."""
    assert found(arland, "value")["aid"] == {
        "3,000,000 marks": ("courier/c22",),
        "4,000,000 marks": ("institute/i20",),
    }


COUNT = {
    "  corridor: {name: a corridor, kind: demand}": "  corridor: {name: a corridor, kind: demand, value: duration}"
}


def test_amounts_in_other_units_and_overlapping_ranges_do_not_differ(small: Small) -> None:
    same = small(
        "a1 north-mfa claimed corridor | value: 24 months", "b1 south-mfa claimed corridor | value: 1..3 years", COUNT
    )
    assert found(same, "value") == {}
    apart = small(
        "a1 north-mfa claimed corridor | value: 24 months", "b1 south-mfa claimed corridor | value: 3 years", COUNT
    )
    assert found(apart, "value") == {"corridor": {"24 months": ("paper/a1",), "3 years": ("leaflet/b1",)}}


def test_amounts_of_different_things_are_told_as_scopes(small: Small) -> None:
    case = small(
        "a1 north-mfa claimed corridor | value: 2 years, scope: talks",
        "b1 south-mfa claimed corridor | value: 9 years, scope: war",
        COUNT,
    )
    assert found(case, "value") == {}
    assert found(case, "scope") == {"corridor": {"talks: 2 years": ("paper/a1",), "war: 9 years": ("leaflet/b1",)}}


def test_rungs_differ(small: Small, arland: Case) -> None:
    assert found(arland, "rung")["arland-law"] == {"signed": ("courier/c03",), "ratified": ("institute/i01",)}
    same = small(leaflet="b1 south-mfa demanded corridor | gates: treaty.signed")
    assert found(same, "rung") == {}


def test_a_demand_of_one_who_cannot_alone(small: Small, arland: Case) -> None:
    assert found(arland, "capability")["group-end"] == {
        "asked of Arland": ("courier/c07",),
        "takes Contact Group and Cordia": ("institute/i02",),
    }
    demand = "a1 south-mfa demanded corridor | to: north"
    for needs, disputed in (("north", False), ("south", False), ("[north, south]", False), ("leaflet", True)):
        case = small(demand, f"b1 leaflet judged corridor | needs: {needs}")
        assert bool(found(case, "capability")) is disputed, needs


def test_members_of_a_group_asked_are_able(small: Small) -> None:
    actors = (GOOD / "actors.yaml").read_text() + "  both: {name: Both, kind: group, members: [leaflet, north]}\n"
    case = small(
        "a1 south-mfa demanded corridor | to: both",
        "b1 paper judged corridor | needs: leaflet",
        files={"actors.yaml": actors},
    )
    assert found(case, "capability") == {}


def test_dates_of_one_event_that_cannot_both_hold(small: Small, arland: Case) -> None:
    assert found(arland, "interval") == {
        "truce-signed": {"9 November 2020": ("courier/c18",), "December 2020": ("institute/i15",)}
    }
    wide = small(
        "a1 paper reported corridor | event: talks, when: 2031-05-03",
        "b1 leaflet reported corridor | event: talks, when: 2031-05",
    )
    assert found(wide, "interval") == {}


def test_the_two_dates_of_an_incident_are_no_dispute(arland: Case) -> None:
    assert not {"gate-fire", "pass-fire"} & set(found(arland, "interval"))


def test_which_conditions_each_source_counts(arland: Case) -> None:
    sides = found(arland, "membership")["treaty"]
    assert sorted(sides.values()) == [("courier/c03", "courier/c04", "courier/c07"), ("institute/i01",)]


def test_stances_of_two_parties_differ_and_a_change_of_mind_does_not(small: Small) -> None:
    lines = (
        "a1 {} claimed corridor | stance: for, said: 2031-05-03\n"
        "a2 {} claimed corridor | stance: against, said: 2031-05-04"
    )
    process = {"ring: precondition, gates: treaty.signed,": "ring: precondition,"}
    two = small(lines.format("north-mfa", "south-mfa"), process=process)
    assert "paper/a2" in found(two, "stance")["corridor"]["against it"]


def test_claims_and_denials(arland: Case, small: Small) -> None:
    """Each side claims and each side denies: they differ, though neither denies its own words."""
    assert found(arland, "denial")["gate-fire-issue"] == {
        "claimed": ("courier/c12", "courier/c14"),
        "denied": ("courier/c13", "courier/c15"),
    }
    alone = small("a1 north-mfa claimed corridor | \na2 north-mfa denied corridor | ")
    assert found(alone, "denial") == {}
    one = small(leaflet="b1 south-mfa claimed corridor | \nb2 north-mfa denied corridor | ")
    assert found(one, "denial") != {}


def test_what_a_copy_changed(small: Small, arland: Case) -> None:
    assert drift(arland, "institute/i01", "courier/c03") == [
        ("speaker: Beth Oster", "speaker: Foreign Ministry of Bethia"),
        ("hedge: none", "hedge: reportedly"),
        ("put as plain fact", "put as likely"),
    ]
    faithful = small(leaflet="b1 south-mfa demanded corridor | gates: treaty.signed, repeats: paper/s3")
    assert found(faithful, "attribution") == {}
    own_voices = small(leaflet="b1 leaflet reported prisoners | repeats: paper/s2")
    assert found(own_voices, "attribution") == {}, "each paper speaks in its own voice; that is no drift"


def test_copies_add_no_origin(small: Small, arland: Case) -> None:
    assert origins(arland, ["courier/c03", "institute/i01"]) == ["courier"]
    assert origins(arland, ["courier/c19", "institute/i18"]) == ["courier", "institute"]
    assert origins(arland, ["courier/c03", "courier/c04"]) == ["courier"]
    chain = small(
        "a1 south-mfa claimed corridor | \na2 south-mfa claimed corridor | repeats: leaflet/b1",
        "b1 south-mfa claimed corridor | repeats: paper/a1",
    )
    assert [origin_of(chain, key) for key in ("paper/a1", "leaflet/b1", "paper/a2")] == ["paper"] * 3


def test_a_circle_of_copies_ends(arland: Case) -> None:
    statements = dict(arland.statements)
    for key, other in (("courier/c01", "courier/c02"), ("courier/c02", "courier/c01")):
        statements[key] = statements[key].model_copy(update={"repeats": (other,)})
    circular = replace(arland, statements=statements)
    assert origin_of(circular, "courier/c01") == "courier"


def test_the_table_tells_documents_beside_origins(arland: Case) -> None:
    table = disputes_table(arland)
    [law] = [row for row in table.rows if row[0].because == ("value:arland-law",) and row[1].text]
    assert law[6].text == "2 / 1" and law[5].text == "“words of claim”"
    assert law[3].text == "Beth Oster and Foreign Ministry of Bethia"
    assert all(isinstance(d, Dispute) for d in disputes(arland))
    for row in table.rows:
        documents, independent = map(int, row[6].text.split(" / "))
        assert 1 <= independent <= documents
