"""The case on earlier days: nothing that was said, published or reached later is in any view, brief or tree.

A date that lies ahead may stand in a view where something known by then speaks of it: a term, a deadline, a forecast.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from systems.record import on, shipped

from detente.brief.compose import compose
from detente.brief.document import LadderFigure, TimelineFigure, sentences_of
from detente.case.act import Act
from detente.case.as_of import bounded
from detente.case.case import Case
from detente.case.statement import Statement
from detente.positions.view import VIEWS, view
from detente.trace.explain import explain, known_ids
from detente.values.basis import BadBasis, Basis
from detente.values.partial_date import PartialDate

DAYS = ("2025-03-18", "2025-03-21", "2025-04-30")
MONTHS = list(calendar.month_name)[1:]
COMPUTED = ("What blocks the next rung", "Next 90 days", "Outlook")
"""Sections whose dates ahead, like the trees of earliest dates and of the outlook, are worked out from the day and
from durations; what they cite must be known all the same."""
AHEAD = ("earliest", "outlook", "ledger", "number", "indicator", "window", "driver")
"""Kinds of ids whose trees speak of days to come."""
_STATEMENT = re.compile(r"(?<![\w/#])[a-z0-9-]+/[a-z0-9-]+(?![\w/])")
_SPOKEN = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def _texts(case: Case, *, trees: bool = True) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(where, text, citations) of everything that a reader of the case could be shown."""
    for name, item in VIEWS.items():
        for subject in [""] if item.subjects is None else item.subjects(case):
            shown = view(case, name, subject)
            yield f"{name} {subject} title", shown.title, ()
            for row in shown.rows:
                cites = tuple(cite for entry in row for cite in entry.cites)
                for entry in row:
                    yield f"{name} {subject}", entry.text, cites
    brief = compose(case)
    for section in brief.all_sections():
        for sentence in sentences_of(section):
            yield f"brief {section.number}", sentence.text, sentence.cites
        for block in section.blocks:
            if isinstance(block, TimelineFigure):
                for mark in block.marks:
                    yield f"brief {section.number} timeline", f"{mark.label} {mark.when.text}", mark.cites
            if isinstance(block, LadderFigure):
                yield f"brief {section.number} ladder", " ".join(step.since for step in block.steps), ()
    for id in known_ids(case) if trees else ():
        for line in explain(case, id).lines():
            yield f"explain {id}", line, tuple(key for key in _STATEMENT.findall(line) if key in shipped().statements)


def _dates(text: str) -> Iterator[date]:
    """First days of the dates that stand in a text."""
    for day, month, year in _SPOKEN.findall(text):
        yield date(int(year), MONTHS.index(month) + 1, int(day or 1))
    for year, month, day in _ISO.findall(text):
        yield date(int(year), int(month), int(day))


@cache
def _spoken_of(case: Case) -> frozenset[date]:
    """Dates ahead that something known speaks of: what statements expect, terms of missions, days of resolution,
    windows and terms that the law sets."""
    ahead: set[PartialDate | None] = {s.when for s in case.statements.values()}
    ahead |= {s.window for s in case.statements.values()}
    ahead |= {m.mandate_end for m in case.process.missions.values()}
    ahead |= {i.expires for i in case.process.issues.values()}
    ahead |= {s.said for s in case.statements.values()}
    ahead |= {source.published for source in case.sources.values()}  # where it is only known to lie between two days
    found = {d for when in ahead if when for d in (when.start, when.last.replace(day=1), when.last)}
    for statement in case.statements.values():
        for text in (statement.says, statement.condition or "", statement.note or ""):
            found |= set(_dates(text))
    for procedure in case.procedures.values():  # terms of offices and windows of law lie ahead by their nature
        found |= set(_dates(repr(procedure)))
    for issue in case.process.issues.values():
        found |= set(_dates(issue.name)) | set(_dates(issue.asks or ""))
    return frozenset(found)


def _leaks(case: Case, day: date, *, trees: bool = True) -> list[str]:
    """Everything shown that could not have been known on `day`."""
    known, sources = _known(day)
    allowed = _spoken_of(bounded(case, day) if case.day > day else case)
    computed = {f"brief {s.number}" for s in compose(case).all_sections() if s.title.startswith(COMPUTED)}
    found = []
    for where, text, cites in _texts(case, trees=trees):
        for cite in cites:
            try:
                basis = Basis.parse(cite)
            except BadBasis:
                continue
            if basis.statement and basis.statement not in known:
                found.append(f"{where}: cites {cite}")
            elif basis.source and basis.source not in sources:
                found.append(f"{where}: cites {cite}")
        if where in computed or where.startswith(tuple(f"explain {kind}:" for kind in AHEAD)):
            continue
        if "at the earliest" in text:
            continue
        ahead = [when for when in _dates(text) if when > day and when not in allowed]
        found += [f"{where}: {when} in '{text}'" for when in ahead]
    return found


@cache
def _known(day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Statements and sources of the whole case that were known on a day, by its own dates and by nothing else."""
    case = shipped()
    late = {
        name
        for name, source in case.sources.items()
        if (when := source.seen or source.published) is not None
        and (when.last > day if source.has_text else when.start > day)
    }
    known = {
        key
        for key, s in case.statements.items()
        if key.partition("/")[0] not in late and (s.said is None or s.said.start <= day)
    }
    return frozenset(known), frozenset(set(case.sources) - late)


@pytest.mark.parametrize("day", DAYS)
def test_nothing_later_is_shown(day: str) -> None:
    assert _leaks(on(day), date.fromisoformat(day)) == []


@pytest.mark.parametrize("day", DAYS[:2])
def test_the_search_for_leaks_finds_them(day: str) -> None:
    uncut = replace(shipped(), meta=shipped().meta.model_copy(update={"as_of": PartialDate.parse(day)}))
    leaks = _leaks(uncut, date.fromisoformat(day), trees=False)
    assert any("cites" in leak for leak in leaks) and len(leaks) > 100
    assert any(leak.startswith("brief") for leak in leaks)


PLANTED = "zzz planted later than every day"


def _planted(**update: object) -> Case:
    """The case with a statement that was said, or became known, after the days of the test."""
    case = shipped()
    statement = Statement.model_validate(
        {
            "by": "armenia",
            "act": "announced",
            "about": "next-step",
            "says": PLANTED,
            "said": "2025-04-29",
            "event": "text-announced",
            "at": {"chars": [0, 1], "hash": "0" * 16},
            **update,
        }
    )
    return replace(case, statements={**case.statements, "001/planted": statement})


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"act": "offered-if", "condition": "once it is signed", "to": "azerbaijan"},
        {"act": "kept-silent", "window": "by 2025-04-29"},
        {"act": "forecast", "when": "2026", "event": []},
        {"act": "observed", "about": "border-incidents", "window": "by 2025-04-29"},
    ],
)
def test_a_planted_later_statement_is_in_no_view_before_its_day(update: dict[str, object]) -> None:
    case = _planted(**update)
    for day in DAYS[:2]:
        early = bounded(case, date.fromisoformat(day))
        assert "001/planted" not in early.statements
        assert not [where for where, text, _ in _texts(early) if PLANTED in text or "001/planted" in text]
    late = [where for where, text, _ in _texts(bounded(case, date(2025, 4, 30)), trees=False) if PLANTED in text]
    assert late, "shown once it is known"
    assert _leaks(replace(case, meta=on("2025-03-21").meta), date(2025, 3, 21), trees=False)


def test_a_source_that_appeared_later_brings_nothing_of_an_earlier_date() -> None:
    case = shipped()
    later = case.sources["004"].model_copy(update={"published": PartialDate.parse("2025-04-15")})
    moved = replace(case, sources={**case.sources, "004": later})
    assert not [key for key in bounded(moved, date(2025, 3, 21)).statements if key.startswith("004/")]
    assert [key for key in bounded(moved, date(2025, 4, 15)).statements if key.startswith("004/")]


def test_a_status_falls_back_where_its_basis_was_not_known() -> None:
    early, late = on("2025-03-21"), on("2025-04-30")
    assert late.process.conditions["minsk-group"].status.value == "accepted"
    assert early.process.conditions["minsk-group"].status.value == "open"
    assert early.process.conditions["corridor"].status.value == "open"
    assert late.process.conditions["corridor"].status.value == "refused"


@pytest.mark.parametrize("day", DAYS)
def test_no_progress_or_number_of_a_procedure_is_from_later(day: str) -> None:
    case, last = on(day), date.fromisoformat(day)
    known, sources = _known(last)
    for name, procedure in case.procedures.items():
        assert all(progress.since.start <= last for progress in procedure.progress.values()), name
        for progress in procedure.progress.values():
            cited = [b for b in progress.rests_on if b.statement or b.source]
            assert not cited or any(b.statement in known if b.statement else b.source in sources for b in cited), name


def test_the_same_day_gives_the_same_brief() -> None:
    first, second = (compose(on("2025-03-21")) for _ in range(2))
    assert first == second
    assert compose(on("2025-03-21")) != compose(on("2025-04-30"))
    assert any(s.act is Act.ANNOUNCED for s in on("2025-03-18").statements.values())
