"""The ledger for reading: questions with their numbers, scores, confidence, and the sources' own forecasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from detente.case.case import Case
from detente.outlook.result import percent
from detente.positions.speech import chain, listed, says
from detente.positions.table import Entry, Table, table
from detente.scoring.calibration import ENOUGH, Group, confidence, reliability, sides
from detente.scoring.question import Asked, Published, asked
from detente.scoring.reckoning import Chance
from detente.scoring.score import BASE, EARLIER, OURS, RULES, Scored, compared, mean, scored
from detente.scoring.source_forecast import SourceForecast, source_forecasts

HEADS = {"brier": "Brier", "log": "log", "crps": "CRPS, days"}
FEWEST = 5
"""Pairs from which a bootstrap says anything."""
HANGS_TOGETHER = "Questions of one case hang together, two horizons of one event above all: fewer than they seem."


def questions_table(case: Case, day: dt.date) -> Table:
    """One row for each question: state, the last number with its range, the base rate."""
    rows = []
    for one in asked(case, day):
        last = one.published[-1] if one.published else None
        rows.append(
            [
                Entry(one.name),
                Entry(one.state(day).value),
                Entry(said(last.chance) if last else ""),
                Entry(percent(one.base.chance.value) if one.base else ""),
                Entry(last.way if last else ""),
                Entry(last.on.isoformat() if last else ""),
                Entry(_answer(one)),
            ]
        )
    heads = ("question", "state", "chance (middle 90%)", "base rate", "way", "made", "answer")
    note = "--definitions prints what each event is, how it resolves, and what each number rests on."
    return table("ledger-questions", f"Forecast ledger on {day.isoformat()}: {case.meta.title}", heads, rows, note)


def definitions(case: Case, day: dt.date) -> Iterator[Table]:
    """One table for each event: what it is, how it resolves, what its numbers rest on."""
    by_event: dict[str, list[Asked]] = {}
    for one in asked(case, day):
        by_event.setdefault(one.event, []).append(one)
    for name, group in by_event.items():
        question = group[0].question
        rows = [
            ("event", question.event),
            ("resolves", question.resolves),
            ("source of truth", question.truth),
            ("void", question.void),
            ("opens", question.opens.text),
            ("by", ", ".join(one.horizon.isoformat() for one in group)),
        ]
        numbers = [(f"forecast of {on}", item) for on, item in question.forecasts.items()]
        for label, item in (("base rate", question.base_rate), *numbers):
            published = [_of(one, label) for one in group]
            told = "; ".join(
                f"{one.horizon.isoformat()}: {said(p.chance)}" for one, p in zip(group, published, strict=True) if p
            )
            first = next((p for p in published if p), None)
            rows.append((label, f"{first.way}: {told}" if first else "not frozen"))
            if item.basis:
                rows.append((f"{label}, basis", "; ".join(map(str, item.basis))))
            if item.why:
                rows.append((f"{label}, why", item.why))
            if first:
                drawn = f", {first.draws} draws, seed {first.seed}" if first.draws else ""
                rows.append((f"{label}, frozen", f"{first.version}{drawn}, case {first.case}, seal {first.hash}"))
        yield table(f"ledger-{name}", name, ("part", "says"), [[Entry(a), Entry(b)] for a, b in rows])


def _of(one: Asked, label: str) -> Published | None:
    if label == "base rate":
        return one.base
    return next((p for p in one.published if label.endswith(p.on.isoformat())), None)


def sources_table(case: Case, day: dt.date) -> Table:
    """Forecasts of sources that name a day, each with its due day and what came of it."""
    every = list(source_forecasts(case, day))
    dated = [one for one in every if one.due is not None or one.outcome is not None]
    rows = [
        [
            Entry.of(listed(chain(case, one.key)), one.key),
            Entry(says(one.statement)),
            Entry(one.due.isoformat() if one.due else "no horizon"),
            Entry(_implied(one)),
            Entry(one.state(day)),
            Entry(_came_true(one)),
        ]
        for one in dated
    ]
    note = f"{len(every) - len(dated)} more name no horizon and cannot be scored (detente show forecasts)."
    heads = ("who", "what", "due", "likelihood in the word used", "state", "came true")
    return table("ledger-sources", "Forecasts of the sources", heads, rows, note)


def score_tables(case: Case, day: dt.date) -> Iterator[Table]:
    """Scores of the resolved questions as of a day."""
    found = scored(asked(case, day))
    yield _each(found, day, case)
    if found:
        yield _means(found)
        yield _confidence(found)
        if (table_of := _reliability(found)) is not None:
            yield table_of
    yield sources_table(case, day)


def _each(found: Sequence[Scored], day: dt.date, case: Case) -> Table:
    rows = [
        [
            Entry(one.asked.name),
            Entry(_answer(one.asked)),
            *(Entry(percent(one.by[of].chance) if of in one.by else "") for of in (OURS, BASE)),
            *(Entry(f"{one.by[of].brier:.3f}" if of in one.by else "") for of in (OURS, BASE, EARLIER)),
            Entry(_days(one, OURS)),
            Entry(_days(one, BASE)),
        ]
        for one in found
    ]
    heads = ("question", "answer", "said", "base rate", "Brier", "of the base rate", "of the forecast before",
             "CRPS, days", "CRPS of the base rate")  # fmt: skip
    title = f"Scores on {day.isoformat()}: {case.meta.title}"
    note = f"{len(found)} resolved; lower is better. {HANGS_TOGETHER}" if found else "No question is resolved yet."
    return table("ledger-scores", title, heads, rows, note)


def _means(found: Sequence[Scored]) -> Table:
    rows = []
    for rule in RULES:
        for other in (BASE, EARLIER):
            apart, theirs, ours = compared(found, other, rule), mean(found, other, rule), mean(found, OURS, rule)
            if apart is None or theirs is None or ours is None:
                continue
            places = 1 if rule == "crps" else 3
            less, low, high = (f"{value:+.{places}f}" for value in (apart.mean, apart.low, apart.high))
            within = f" ({low} to {high})" if apart.pairs >= FEWEST else ""
            rows.append(
                [
                    Entry(HEADS[rule]),
                    Entry(f"{ours[0]:.{places}f} ({ours[1]})"),
                    Entry(other),
                    Entry(f"{theirs[0]:.{places}f} ({theirs[1]})"),
                    Entry(f"{less}{within}, {apart.pairs} {'pairs' if apart.pairs > 1 else 'pair'}"),
                ]
            )
    note = (
        "Means with the number of questions; from five pairs on the difference has the middle 95% of a bootstrap "
        "over the questions."
    )
    return table("ledger-means", "Against", ("rule", "ours", "against", "theirs", "ours less theirs"), rows, note)


def _confidence(found: Sequence[Scored]) -> Table:
    pairs = [(one.chance, one.happened) for one in found]
    whole = confidence(pairs)
    groups = [*sides(pairs), *([whole] if whole else [])]
    note = "On the likelier side, more said than came is overconfidence, less said than came underconfidence."
    if len(found) < ENOUGH:
        note += f" With {len(found)} resolved this tells nothing yet; reliability is shown from {ENOUGH} on."
    return _groups("ledger-confidence", "Confidence", groups, note)


def _reliability(found: Sequence[Scored]) -> Table | None:
    groups = reliability([(one.chance, one.happened) for one in found])
    if groups is None:
        return None
    return _groups("ledger-reliability", "Reliability", groups, HANGS_TOGETHER)


def _groups(name: str, title: str, groups: Sequence[Group], note: str) -> Table:
    rows = [
        [
            Entry(group.name),
            Entry(str(group.count)),
            Entry(percent(group.said)),
            Entry(f"{group.came} of {group.count}"),
            Entry("{} to {}".format(*map(percent, group.interval))),
        ]
        for group in groups
    ]
    return table(name, title, ("forecasts", "how many", "said on average", "came", "95% interval"), rows, note)


def as_json(case: Case, day: dt.date) -> dict[str, Any]:
    """Plain data: every question with its frozen numbers, and scores where it is resolved."""
    found = {one.asked.name: one for one in scored(asked(case, day))}
    return {
        "case": case.meta.title,
        "day": day.isoformat(),
        "questions": [_question_json(one, day, found.get(one.name)) for one in asked(case, day)],
        "sources": [_source_json(one, day) for one in source_forecasts(case, day)],
    }


def _question_json(one: Asked, day: dt.date, result: Scored | None) -> dict[str, Any]:
    question = one.question
    plain: dict[str, Any] = {
        "question": one.name,
        "event": question.event,
        "resolves": question.resolves,
        "truth": question.truth,
        "void": question.void,
        "opens": question.opens.text,
        "closes": one.closes.isoformat(),
        "horizon": one.horizon.isoformat(),
        "state": one.state(day).value,
        "base-rate": one.base.as_json() if one.base else None,
        "forecasts": [each.as_json() for each in one.published],
    }
    if one.outcome is not None:
        plain["answer"] = {
            "answer": one.outcome.answer.value, "on": one.outcome.on.text, "source": one.outcome.source,
        }  # fmt: skip
    if result is not None:
        plain["scores"] = {of: {rule: getattr(scores, rule) for rule in RULES} for of, scores in result.by.items()}
    return plain


def _source_json(one: SourceForecast, day: dt.date) -> dict[str, Any]:
    return {
        "statement": one.key,
        "says": one.statement.says,
        "due": one.due.isoformat() if one.due else "no horizon",
        "implied": list(one.implied) if one.implied else None,
        "state": one.state(day),
        "brier": list(one.brier) if one.brier else None,
    }


def said(chance: Chance) -> str:
    """A chance with its range."""
    return f"{percent(chance.value)} ({percent(chance.low)} to {percent(chance.high)})"


def _answer(one: Asked) -> str:
    return f"{one.outcome.answer.value}, {one.outcome.on.text}" if one.outcome else ""


def _implied(one: SourceForecast) -> str:
    return f"{one.implied[0]:.0%} to {one.implied[1]:.0%}" if one.implied else "none"


def _came_true(one: SourceForecast) -> str:
    if one.outcome is None:
        return ""
    told = f"{one.outcome.answer.value}, {one.outcome.on.text}"
    return f"{told}; Brier {one.brier[0]:.2f} to {one.brier[1]:.2f}" if one.brier else told


def _days(one: Scored, of: str) -> str:
    value = one.by[of].crps if of in one.by else None
    return "" if value is None else f"{value:.0f}"
