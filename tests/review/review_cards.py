"""A made-up report on the made-up case, and what a reader would propose for it; no parser is needed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.case.case import Case
from detente.case.loader import load
from detente.reading.proposals import (
    Anchor,
    ConditionProposal,
    DateProposal,
    DisputeProposal,
    NewcomerProposal,
    Reading,
    StatementProposal,
    VoiceProposal,
)
from detente.review.adding import Added, add
from detente.review.corpus import take_in
from detente.review.intake import Intake
from detente.review.store import Queue, open_queue

TEXT = """\
---
title: A quiet week in Arlon
publisher: The Herald
published: 2031-06-12
---
The foreign ministry of Bethia said on 11 June that the treaty can only be signed once Arland changes its law.

Soldiers of Bethia fired at Arland Gate, the foreign ministry of Arland said. Bethia's ministry denied this, and it
offered to sell fuel.

Ada Brann warned that the talks may end.

The road remains a hard question for both.
"""
READER = "reader 1 with parser 2"


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def said(words: str, speakers: tuple[str, ...], act: str, **more: object) -> StatementProposal:
    """A statement proposed over some words."""
    return StatementProposal("herald.md", *span(words), f"verb: {act}", 0.8, speakers, speakers[0], act, act, **more)  # type: ignore[arg-type]


DEMAND = said(
    "the treaty can only be signed once Arland changes its law",
    ("Foreign Ministry of Bethia",),
    "demand",
    condition="once Arland changes its law",
    date="2031-06-11",
)
CLAIM = said("Soldiers of Bethia fired at Arland Gate", ("Foreign Ministry of Arland",), "accuse")
DENIAL = said("denied this", ("Foreign Ministry of Bethia",), "deny")
WARNING = said("the talks may end", ("Ada Brann",), "warn", modality="hedged")


def reading() -> Reading:
    """All proposals for the report."""
    demand = ConditionProposal(
        "herald.md", DEMAND.start, DEMAND.end, "demand", 0.8, "Foreign Ministry of Bethia", ("Arland",), ("Arland",),
        "", "can only be signed",
    )  # fmt: skip
    offer = ConditionProposal(
        "herald.md", *span("offered to sell fuel"), "offer", 0.6, "Foreign Ministry of Bethia", status="offered"
    )
    day = DateProposal("herald.md", *span("11 June"), "date", 0.9, "2031-06-11", "11 June")
    return Reading(
        "herald.md",
        len(TEXT),
        Anchor("2031-06-12", "2031-06-12", "stated"),
        statements=(DEMAND, CLAIM, DENIAL, WARNING),
        dates=(day,),
        conditions=(demand, offer),
        voice=(
            VoiceProposal("herald.md", *span("The road remains a hard question for both."), "voice", 0.5, "assess"),
        ),
        newcomers=(
            NewcomerProposal(
                "herald.md",
                *span("Ada Brann"),
                "in no gazetteer",
                0.8,
                "Ada Brann",
                "person",
                "road warden",
                "Cordia",
                1,
            ),
        ),
        disputes=(DisputeProposal(CLAIM, DENIAL, "denial", None, "points back", 0.8),),
    )


def taken(folder: Path, text: str = TEXT, *, proposals: bool = True, name: str = "herald.md") -> Intake:
    """The report as it comes in."""
    path = folder / name
    path.write_text(text)
    (one,) = take_in([path], propose=False)
    from dataclasses import replace

    return replace(one, reading=reading(), reader=READER) if proposals else one


def queued(case_folder: Path, *, expect: bool = False, proposals: bool = True) -> tuple[Case, Queue, Added]:
    """The made-up case with the report in its queue; without expect.yaml unless asked for."""
    if not expect:
        (case_folder / "expect.yaml").unlink(missing_ok=True)
    case, problems = load(case_folder)
    assert case is not None and not problems.errors, problems.text()
    queue = open_queue(case_folder)
    desk = case_folder.parent / "desk"
    desk.mkdir(exist_ok=True)
    texts = case_folder.with_name(case_folder.name + ".sources")
    added, problems_found = add(case, queue, taken(desk, proposals=proposals), texts, date(2031, 6, 15))
    assert added is not None, problems_found
    return case, queue, added
