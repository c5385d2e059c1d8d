"""Nothing later leaks in: what is planted is seen on its day, and nowhere before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from detente.brief.compose import compose, fingerprint
from detente.brief.document import LadderFigure, TimelineFigure
from detente.brief.render import render
from detente.case.as_of import LaterThanCase, as_of
from detente.case.case import Case
from detente.case.loader import load
from detente.checks.check import run
from detente.positions.change import changes
from detente.positions.measure import MEASURES, UnknownSubject
from detente.positions.view import VIEWS, view
from detente.trace.explain import UnknownId, explain, known_ids

MARK = "zzplanted"
"""Stands in everything planted; no other text of the case has it."""

EARLY, LATE = date(2031, 6, 15), date(2031, 6, 28)


def everything_shown(case: Case) -> Iterator[str]:
    """Every view of every subject, the brief in full, and every tree that can be asked for."""
    for name, found in VIEWS.items():
        subjects = found.subjects(case) if found.subjects else [""]
        for subject in subjects if found.needed else ["", *subjects]:
            if found.subjects or not subject:
                yield f"view {name} {subject}: " + json.dumps(view(case, name, subject).as_json(), ensure_ascii=False)
    brief = compose(case)
    yield "brief: " + str(render(brief, "md"))
    for section in brief.all_sections():
        for block in section.blocks:
            if isinstance(block, LadderFigure | TimelineFigure):
                yield f"figure: {block}"
    yield "ids: " + " ".join(known_ids(case))
    for id in known_ids(case):
        yield f"explain {id}: " + "\n".join(explain(case, id).lines())
    yield "changes: " + repr(changes(case, min(date(2031, 5, 1), case.day), case.day))
    yield "names: " + " ".join([*case.statements, *case.sources, *case.process.events])


def planted(folder: Path, edits: dict[str, str], replaced: dict[str, tuple[str, str]]) -> Case:
    for name, text in edits.items():
        path = folder / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
    for name, (old, new) in replaced.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, text.count(old))
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    (folder / "expect.yaml").unlink()  # what comes out of the case is meant to change
    case, problems = load(folder)
    assert case is not None
    problems.extend(run(case))
    assert not problems.errors, problems.text()
    return case


def source(published: str, *, seen: str = "", text: bool = True) -> str:
    return (
        f"title: {MARK} title\npublisher: {MARK} press\nvoice: the-courier\npublished: {published}\n"
        + (f"seen: {seen}\n" if seen else "")
        + ("published-basis: it says so\n" if "/" in published else "")
        + (f"sha256: {'0' * 64}\n" if text else "")
    )


def statement(key: str = "z1", **fields: str) -> str:
    usual = {"by": "arland-leader", "act": "claimed", "about": "trade", "says": f"{MARK} words"}
    lines = "".join(f"  {name.replace('_', '-')}: {value}\n" for name, value in (usual | fields).items())
    return f"\n{key}:\n{lines}  at: {{chars: [1, 9], hash: 00000000000000ff}}\n"


LATER = {"sources/late.yaml": source("2031-06-20")}
EVENT = (
    "  walk-out: {name: a walk-out, kind: hypothetical}",
    f"  walk-out: {{name: {MARK} event, kind: incident, issue: gate-fire-issue}}",
)

Plant = tuple[dict[str, str], dict[str, tuple[str, str]]]

PLANTS: dict[str, Plant] = {
    "a statement in a source published later": ({**LATER, "record/late.yaml": statement()}, {}),
    "in a source seen later": (
        {"sources/late.yaml": source("2031-05-01", seen="2031-06-20"), "record/late.yaml": statement()},
        {},
    ),
    "in a source that may have appeared later": (
        {"sources/late.yaml": source("2031-06-01/2031-06-25"), "record/late.yaml": statement()},
        {},
    ),
    "said later than its source was first seen": (
        {
            "sources/late.yaml": source("2031-06-01/2031-06-26", seen="2031-06-10"),
            "record/late.yaml": statement(said="2031-06-25"),
        },
        {},
    ),
    "a correction of a known statement": (
        {**LATER, "record/late.yaml": statement(supersedes="courier/c21")},
        {},
    ),
    "a reply to a known offer": (
        {
            **LATER,
            "record/late.yaml": statement(by="arland-mfa", act="rejected", about="fuel", replies_to="courier/c11"),
        },
        {},
    ),
    "an observation of a known incident": (
        {
            **LATER,
            "record/late.yaml": statement(
                by="border-mission",
                act="observed",
                about="gate-fire-issue",
                window="2031-05-09",
                says=f"{MARK} shots",
            ),
        },
        {},
    ),
    "a different answer, and so a dispute": (
        {
            **LATER,
            "record/late.yaml": statement(by="officials", about="prisoner-count", value="99", scope=f"{MARK} scope"),
        },
        {},
    ),
    "an event that nobody spoke of before": (
        {
            **LATER,
            "record/late.yaml": statement(
                act="accused",
                to="bethia",
                about="gate-fire-issue",
                event="walk-out",
                when="2031-06-10",
                said="2031-06-18",
            ),
        },
        {"process.yaml": EVENT},
    ),
    "a condition in the process that only it supports": (
        {**LATER, "record/late.yaml": statement(act="demanded", to="bethia")},
        {
            "process.yaml": (
                "\ntracks:\n",
                f"  later: {{name: {MARK} condition, issue: trade, ring: precondition, gates: treaty.signed, "
                "holder: arland, status: open, basis: late/z1}\n\ntracks:\n",
            )
        },
    ),
    "a condition held since later": (
        {},
        {
            "process.yaml": (
                "\ntracks:\n",
                f"  later: {{name: {MARK} condition, issue: trade, ring: precondition, gates: treaty.signed, "
                "holder: arland, status: open, since: 2031-06-20, basis: courier/c04}\n\ntracks:\n",
            )
        },
    ),
    "a status that only it supports": (
        {**LATER, "record/late.yaml": statement(says=f"{MARK} met")},
        {
            "process.yaml": (
                "    status: refused\n    status-basis: courier/c06\n",
                "    status: met\n    status-basis: late/z1\n",
            )
        },
    ),
    "an article": (
        {**LATER, "record/late.yaml": statement(by="the-courier", act="reported", article="zz")},
        {
            "process.yaml": (
                "      mission-exit: {title",
                f"      zz: {{title: {MARK} article, about: trade}}\n      mission-exit: {{title",
            )
        },
    ),
    "the number of articles": (
        {**LATER, "record/late.yaml": statement(says=f"{MARK} nine")},
        {"process.yaml": ("slots-basis: courier/c19", "slots-basis: late/z1")},
    ),
    "a rung reached": (
        {
            **LATER,
            "record/late.yaml": statement(act="announced", by="arland-mfa", about="treaty-text", value="agreed"),
        },
        {
            "process.yaml": (
                "    slots: 9\n",
                "      initialled: {since: 2031-06-18, basis: late/z1}\n    slots: 9\n",
            )
        },
    ),
    "an instrument": (
        {**LATER, "record/late.yaml": statement()},
        {
            "process.yaml": (
                "\nissues:\n",
                f"  later: {{title: {MARK} protocol, kind: protocol, basis: late/z1}}\n\nissues:\n",
            )
        },
    ),
    "an instrument of a later date": (
        {},
        {
            "process.yaml": (
                "\nissues:\n",
                f"  later: {{title: {MARK} protocol, kind: protocol, dated: 2031-06-20}}\n\nissues:\n",
            )
        },
    ),
    "a reference to a later instrument": (
        {},
        {
            "process.yaml": (
                "\nissues:\n",
                f"  older: {{title: Old protocol, kind: protocol, basis: courier/c18, refers-to: {{to: {MARK}, "
                f"basis: courier/c18}}}}\n  {MARK}: {{title: {MARK} protocol, kind: protocol, dated: 2031-06-20}}\n"
                "\nissues:\n",
            )
        },
    ),
    "who must act": (
        {
            **LATER,
            "record/late.yaml": statement(),
        },
        {
            "process.yaml": (
                "    must-act: [arland, arland-court]\n    must-act-basis: institute/i10\n",
                "    must-act: [arland, the-courier]\n    must-act-basis: late/z1\n",
            )
        },
    ),
    "a mission's end": (
        {**LATER, "record/late.yaml": statement()},
        {
            "process.yaml": (
                "    mandate-end: 2032-02\n    mandate-end-basis: institute/i14\n",
                "    mandate-end: 2035-07\n    mandate-end-basis: late/z1\n",
            )
        },
    ),
    "a part of a track": (
        {},
        {
            "process.yaml": (
                "      east: {name: eastern part,",
                f"      north: {{name: {MARK} part, state: open, since: 2031-06-20, basis: institute/i08}}\n"
                "      east: {name: eastern part,",
            )
        },
    ),
    "a link of a track": (
        {**LATER, "record/late.yaml": statement()},
        {
            "process.yaml": (
                "      - {to: treaty, says: no road",
                f"      - {{to: treaty, says: {MARK} link, basis: late/z1}}\n      - {{to: treaty, says: no road",
            )
        },
    ),
    "a figure from a later document": (
        {"sources/late.yaml": source("2031-06-20", text=False)},
        {
            "process.yaml": (
                "\nfacts:\n",
                f"\nfacts:\n  later: {{value: 7 towns, says: {MARK} towns, basis: 'late#page 2'}}\n",
            )
        },
    ),
    "a guarantee": (
        {**LATER, "record/late.yaml": statement()},
        {
            "process.yaml": (
                "\nevents:\n",
                f"  later: {{guarantor: league, beneficiary: arland, covers: {MARK}, record: untested, "
                "basis: late/z1}\n\nevents:\n",
            )
        },
    ),
    "a judgement that one later statement moved": (
        {
            **LATER,
            "record/late.yaml": statement(),
            "judgements.yaml": f"later: {{says: {MARK} judgement, about: trade, basis: [courier/c21, late/z1], "
            "by: A}\n",
        },
        {},
    ),
    "a grade given later": (
        {},
        {
            "sources/courier.yaml": (
                "  - {reliability: B, on: 2031-06-20, by: A. Analyst, why: three reports confirmed}",
                "  - {reliability: E, on: 2031-06-20, by: A. Analyst, why: three reports withdrawn}",
            )
        },
    ),
    "a document that an earlier one turns out to share words with": (
        {**LATER, "record/late.yaml": statement()},
        {
            "sources/courier.yaml": (
                "grades:\n",
                f"depends-on: {{from: late, how: {MARK} copy, credited: unknown}}\ngrades:\n",
            )
        },
    ),
}

# What shows each of those whose own words cannot carry the mark.
SHOWS = {
    "said later than its source was first seen": f"{MARK} words",  # the source itself is known
    "a status that only it supports": "[met]",
    "a rung reached": "initialled is reached",
    "who must act": "must act: Arland and The Courier",
    "a mission's end": "July 2035",
    "a grade given later": "grade E",
    "the number of articles": "9 in all",
}


def shown(case: Case) -> str:
    text = "\n".join(everything_shown(case))
    for condition in case.process.conditions.values():
        text += f"\n[{condition.status}]"
    return text


@pytest.mark.parametrize("what", PLANTS)
def test_what_came_later_is_seen_nowhere_before_its_day(what: str, arland_copy: Path) -> None:
    case = planted(arland_copy, *PLANTS[what])
    marks = [SHOWS[what]] if what in SHOWS else [MARK]
    late, early = shown(as_of(case, LATE)), shown(as_of(case, EARLY))
    for mark in marks:
        assert mark in late, "what was planted is not seen on its day, so this test could not fail"
        seen = next((line for line in early.split("\n") if mark in line), "")
        assert mark not in early, seen[max(0, seen.find(mark) - 200) :][:400]
    assert "late/z1" not in early


def test_what_is_planted_changes_no_word_of_an_earlier_day(arland_copy: Path, arland: Case) -> None:
    """The strongest form: with and without the later source, the earlier day reads the same, to the letter."""
    case = planted(arland_copy, {**LATER, "record/late.yaml": statement(event="gate-fire", to="bethia")}, {})

    def read(case: Case) -> str:
        # The fingerprint of the files is the only thing that may differ.
        return shown(as_of(case, EARLY)).replace(fingerprint(case), "")

    assert read(case) == read(arland)


def test_the_day_itself_counts_and_the_one_before_does_not(arland: Case) -> None:
    assert "courier/c01" in as_of(arland, date(2031, 5, 10)).statements
    assert "courier/c01" not in as_of(arland, date(2031, 5, 9)).statements
    # seen on 10 June, published at the latest on 5 June
    assert "institute/i01" in as_of(arland, date(2031, 6, 10)).statements
    assert "institute/i01" not in as_of(arland, date(2031, 6, 9)).statements


def test_known_only_grows(arland: Case) -> None:
    days = [date(2031, 5, d) for d in range(1, 32)] + [date(2031, 6, d) for d in range(1, 31)]
    seen: set[str] = set()
    for day in days:
        now = set(as_of(arland, day).statements)
        assert seen <= now
        seen = now
    assert seen == set(arland.statements)


def test_the_cases_own_day_changes_nothing(arland: Case) -> None:
    assert shown(as_of(arland, arland.day)) == shown(arland)


def test_cutting_twice_is_cutting_once(arland: Case) -> None:
    once, twice = as_of(arland, EARLY), as_of(as_of(arland, LATE), EARLY)
    assert shown(once) == shown(twice) and once.day == twice.day == EARLY


def test_a_later_day_is_refused(arland: Case) -> None:
    with pytest.raises(LaterThanCase, match="the case ends on 2031-06-30"):
        as_of(arland, date(2031, 7, 1))
    with pytest.raises(LaterThanCase):
        as_of(as_of(arland, EARLY), LATE)


@pytest.mark.parametrize("day", [date.min, date(1, 1, 20), date(1990, 1, 1), date(2031, 5, 9), date(2031, 6, 9)])
def test_every_day_before_the_case_has_views_brief_and_measures(day: date, arland: Case) -> None:
    """Before anything was known, everything is empty, and nothing falls over."""
    case = as_of(arland, day)
    assert [line for line in everything_shown(case) if MARK in line] == []
    for measure in MEASURES.values():
        with suppress(UnknownSubject, ValueError):  # of those that need to be told what they are measured of
            assert isinstance(measure(case, ""), list)
    for id in ("courier/c01", "courier"):
        if "courier" not in case.sources:
            with pytest.raises(UnknownId):
                explain(case, id)
