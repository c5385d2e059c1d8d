"""A what-if on one page: the question, the answer, what it rests on, and what to bear in mind.

Statements stand with their key (`detente explain KEY` opens them) instead of a list at the end, so that one page
holds all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente import __version__
from detente.brief.compose import fingerprint
from detente.brief.document import Brief, Bullets, Cell, Paragraph, Section, Sentence, Table
from detente.brief.sections.prose import assessment, capital, chosen, framing
from detente.case.case import Case
from detente.outlook.compare import OUTCOMES
from detente.outlook.naming import goal_name
from detente.outlook.question import FOR_THIS_QUESTION, made_up
from detente.outlook.result import percent
from detente.outlook.setting import words
from detente.outlook.what_if import WhatIf, points
from detente.positions.speech import chain, counted, listed, says, verb
from detente.values.basis import Basis

MOST_PATHS = 2
MOST_NUMBERS = 2
MOST_VOICES = 6
"""Statements and levers together, so that all of it stays on one page."""
MOST_BESIDE = 4
SMALLEST_PATH = 0.02


def page(found: WhatIf, question: str | None = None) -> Brief:
    """The page; without a question in words, the levers make it."""
    case = found.case
    sections = [
        Section("1", "Answer", tuple(_answer(found))),
        Section("2", "The levers", (_levers(found),)),
        Section("3", "What it rests on", tuple(_rests(found))),
        Section("4", "Caveats", (_caveats(found),)),
    ]
    return Brief(
        title=question or _question(found),
        header=(
            ("As of", case.meta.as_of.text),
            ("Case", f"{case.meta.title} ({fingerprint(case)})"),
            ("Handling", case.meta.handling),
        ),
        sections=tuple(sections),
        annex=(),
        citations=(),
        stamp=f"détente {__version__}, case {fingerprint(case)}",
    )


def _question(found: WhatIf) -> str:
    return f"What if {listed(lever.name for lever in found.levers)}?"


def _answer(found: WhatIf) -> Iterator[Paragraph | Table | Bullets]:
    yield Paragraph((framing(found.warning),))
    if found.unchanged:
        count = found.comparison.before.counts.draws
        yield Paragraph(
            (framing(f"Nothing changes: in none of {count:,} draws does a rung or an end come on another day."),)
        )
    else:
        yield Paragraph((assessment(_in_words(found)),))
        yield _outcomes(found)
    if bullets := [Paragraph((sentence,)) for sentence in (*_paths(found), *_events(found), *_beside(found))]:
        yield Bullets(tuple(bullets))


def _in_words(found: WhatIf) -> str:
    """The day on which the levers move the rung most."""
    name = goal_name(found.case, found.rung)
    day = max(found.horizons, key=lambda by: abs(found.three(found.rung, by, "reached")[2].value))
    before, after, change = found.three(found.rung, day, "reached")
    if abs(change.value) < 0.005:
        return f"The chance of '{name}' moves by less than a point by any of the days below."
    way = "rises" if change.value > 0 else "falls"
    return (
        f"The chance of '{name}' {way}: most so by {day.isoformat()}, with {percent(after)} instead of "
        f"{percent(before)}, a difference of {points(change)}."
    )


def _outcomes(found: WhatIf) -> Table:
    labels = {
        "reached": goal_name(found.case, found.rung),
        "ended": f"ended otherwise ({', '.join(found.ends)})",
        "open": "neither",
    }
    rows = []
    for day in found.horizons:
        cells = [Cell(framing(f"by {day.isoformat()}"), strong=True)]
        for outcome in OUTCOMES:
            before, after, change = found.three(found.rung, day, outcome)
            text = f"{percent(before)} → {percent(after)}: {points(change)}"
            cells.append(Cell(framing(text)))
        rows.append(tuple(cells))
    heads = ("", *(labels[outcome] for outcome in OUTCOMES))
    return Table("Before and after on the same draws", heads, tuple(rows), (1.5, 2.2, 2.2, 2.2))


def _paths(found: WhatIf) -> Iterator[Sentence]:
    name = goal_name(found.case, found.rung)
    every = [(path, share) for path, share in found.comparison.paths(found.rung).items() if share >= SMALLEST_PATH]
    for (before, after), share in every[:MOST_PATHS]:
        then, now = (goal_name(found.case, part) for part in (before, after))
        if before == "not reached":
            text = f"In {percent(share)} of the draws '{name}' is reached where it was not, last of all {now}."
        elif after == "not reached":
            text = f"In {percent(share)} of the draws '{name}' is no longer reached; last of all came {then}."
        else:
            text = f"In {percent(share)} of the draws {now} comes last instead of {then}."
        yield assessment(text)


def _events(found: WhatIf) -> Iterator[Sentence]:
    """Events that end nothing, each on the day on which its chance differs most."""
    both = found.comparison
    for event in found.events:
        chances = [
            (day, both.before.probability(event, day).value, both.after.probability(event, day).value)
            for day in found.horizons
        ]
        day, before, after = max(chances, key=lambda chance: abs(chance[2] - chance[1]))
        if abs(after - before) >= 0.01:
            name = capital(event.replace("-", " "))
            yield assessment(f"{name} by {day.isoformat()}: {percent(before)} before, {percent(after)} after.")


def _beside(found: WhatIf) -> Iterator[Sentence]:
    for each in found.beside[:MOST_BESIDE]:
        text = f"{capital(each.what)}: {each.before} before, {each.after} after."
        yield framing(f"{text}{_keys(chosen(found.case, each.cites))}")
    left = len(found.beside) - MOST_BESIDE
    if left > 0:
        yield framing(f"{capital(counted(left, 'further change'))} beside the numbers.")


def _levers(found: WhatIf) -> Table:
    off = {lever.name: missing for lever, missing in found.off}
    rows = []
    for lever in found.levers:
        cites = chosen(found.case, [str(b) for b in lever.basis if b.source], 2)
        assumed = FOR_THIS_QUESTION if made_up(lever) else "size assumed"
        state = f"off: needs {_names(found.case, off[lever.name])}" if lever.name in off else assumed
        rows.append(
            (
                Cell(framing(f"{capital(lever.name)}{_keys(cites)}"), strong=True),
                Cell(framing(_names(found.case, lever.actor))),
                Cell(framing("" if made_up(lever) else "; ".join(words(found.case, s) for s in lever.sets))),
                Cell(framing(f"{state}; cost: {lever.cost}" if lever.cost else state)),
            )
        )
    return Table("", ("lever", "who would act", "sets", "state"), tuple(rows), (2.1, 1.2, 3.2, 1.5))


def _rests(found: WhatIf) -> Iterator[Paragraph | Bullets]:
    if found.leaned and not found.unchanged:
        count, assumed = len(found.leaned), sum(item.assumed for item in found.leaned)
        first = sorted(found.leaned, key=lambda item: not item.assumed)[:MOST_NUMBERS]
        told = [f"{_number(found.case, item.where)}: {item.says}" for item in first]
        more = " (detente whatif --assumptions has all of them)" if count > len(first) else ""
        text = f"{counted(count, 'number')} between the levers and the outcome, {assumed} of them assumed{more}. "
        yield Paragraph((framing(f"{capital(text)}{capital('; '.join(told))}."),))
    voices = list(_voices(found))
    if voices:
        yield Bullets(tuple(Paragraph((voice,)) for voice in voices[: max(2, MOST_VOICES - len(found.levers))]))


def _number(case: Case, where: str) -> str:
    """A number by what it is about: `votes > law.vote > turnout` is the turnout of that step."""
    parts = [part for chunk in where.split(" > ") for part in chunk.split(", ")]
    kept = [part for part in parts if part not in _SECTIONS]
    return ", ".join(goal_name(case, part) for part in reversed(kept))


_SECTIONS = {"votes", "steps", "effects", "drivers", "hazards", "waivers", "demands"}


def _voices(found: WhatIf) -> Iterator[Sentence]:
    """Counter-evidence first, then support, one by one over the levers."""
    case = found.case
    sides = [
        *(("Against", lever.name, basis) for lever in found.levers for basis in lever.against[:1]),
        *(("For", lever.name, basis) for lever in found.levers for basis in _sourced(lever.basis)[:1]),
        *(("Against", lever.name, basis) for lever in found.levers for basis in lever.against[1:]),
        *(("For", lever.name, basis) for lever in found.levers for basis in _sourced(lever.basis)[1:]),
    ]
    for side, name, basis in sides:
        key = basis.statement or ""
        if key in case.statements:
            told = f"{' > '.join(chain(case, key))} {verb(case.statements[key])}: {says(case.statements[key])}"
            yield framing(f"{side} ({name}): {told}{_keys([key])}")


def _sourced(bases: Iterable[Basis]) -> list[Basis]:
    return [basis for basis in bases if basis.statement]


def _caveats(found: WhatIf) -> Bullets:
    counts = found.comparison.before.counts
    points_told = [
        f"Both sides are drawn {counts.draws:,} times on the same random numbers; ranges hold 90% of the belief that "
        "the ranges of the uncertain numbers leave, not what the model leaves out.",
        "A lever is pulled as if somebody did so; how likely that is, is no part of the answer.",
    ]
    if found.off:
        points_told.append("A lever that is off changes nothing; it would take a consent that no source reports.")
    return Bullets(tuple(Paragraph((framing(text),)) for text in points_told))


def _keys(cites: Iterable[str]) -> str:
    """The statements or places behind a text, in brackets."""
    shown = ", ".join(cites)
    return f" [{shown}]" if shown else ""


def _names(case: Case, actors: Iterable[str]) -> str:
    return listed(case.name(actor) for actor in actors)
