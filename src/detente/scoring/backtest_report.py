"""The backtest for reading: its verdict in a sentence, its tables, its plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

from detente.positions.table import Entry, Table, table
from detente.scoring.backtest import (
    HORIZONS,
    KAPLAN_MEIER,
    LEAST_KNOWN,
    RULES,
    SPEAKS_AS_OF,
    STRUCTURE,
    SURE,
    Backtest,
    Run,
    TooFewTexts,
    backtest,
)
from detente.scoring.paired import Difference
from detente.scoring.structure import FEATURES, features

HEADS = {"brier": "Brier", "log": "log", "crps": "CRPS, days"}
PLACES = {"brier": 3, "log": 3, "crps": 0}
CANNOT_SHOW = (
    "The texts were picked by hand because they are remembered, so texts that died in silence are missing; what they "
    "are called (initialled, under an outside demand) was written down by people who knew how they ended; many "
    "days rest on memory; the bootstrap treats them as independent and is too narrow for so few. This measures "
    "whether structure alone would have told signature days, not whether the outlook of a case is right."
)


@cache
def verdict(as_of: dt.date = SPEAKS_AS_OF) -> str:
    """What the backtest found, in one sentence with its numbers; by a day on which none can run, that sentence."""
    try:
        return said(backtest(as_of))
    except TooFewTexts:
        return f"As of {as_of.isoformat()} too few texts of the past are known for a backtest."


def said(found: Backtest) -> str:
    """The verdict of a backtest: structure against Kaplan-Meier by the Brier score, whichever way it falls."""
    main = found.main
    apart = main.against(KAPLAN_MEIER, "brier")
    ends = {
        True: "structure beats it on this list",
        False: "structure does worse",
        None: "structure does not beat it",
    }[apart.better]
    return (
        f"Backtest on {main.texts} texts of the past, each with what was known on its day: structure has a Brier "
        f"score of {main.mean(STRUCTURE, 'brier'):.3f}, a Kaplan-Meier curve without structure "
        f"{main.mean(KAPLAN_MEIER, 'brier'):.3f} (difference {_apart(apart, 'brier', ', 95% interval ')}): {ends}."
    )


def tables(found: Backtest, *, texts: bool = False) -> Iterator[Table]:
    """For reading; `texts` adds one row for each text forecast."""
    main = found.main
    yield _scores(main, found.as_of)
    yield _differences("differences", "Structure less each other, text by text: below 0 structure is better", main)
    yield _by_horizon(main)
    yield _variants(found)
    yield _factors(found)
    if texts:
        yield _texts(main)


def _scores(run: Run, as_of: dt.date) -> Table:
    rows = [
        [Entry(method), *(Entry(_value(run.mean(method, rule), rule)) for rule in RULES)] for method in run.scored
    ]
    note = (
        f"Mean over {run.texts} texts ({run.forecasts} forecasts: signature within "
        f"{', '.join(map(str, HORIZONS[:-1]))} and {HORIZONS[-1]} days); lower is better. CRPS is that of the "
        f"signature day, cut after {HORIZONS[-1]} days. A text is forecast once {LEAST_KNOWN} have begun before it. "
        f"No forecast is held to less than {SURE:.0%} or more than {1 - SURE:.0%}."
    )
    heads = ("forecast by", *(HEADS[rule] for rule in RULES))
    return table("backtest", f"Backtest as of {as_of.isoformat()}: {run.name}", heads, rows, note)


def _differences(name: str, title: str, run: Run) -> Table:
    rows = [
        [Entry(method), *(Entry(_apart(run.against(method, rule), rule)) for rule in RULES)]
        for method in run.scored
        if method != STRUCTURE
    ]
    heads = ("structure less", *(HEADS[rule] for rule in RULES))
    return table(f"backtest-{name}", title, heads, rows, "In brackets the middle 95% of a bootstrap over the texts.")


def _by_horizon(run: Run) -> Table:
    rows = [
        [Entry(method), *(Entry(_value(run.brier_by(method, horizon), "brier")) for horizon in HORIZONS)]
        for method in run.scored
    ]
    heads = ("forecast by", *(f"{horizon} days" for horizon in HORIZONS))
    return table("backtest-horizons", "Brier score by horizon", heads, rows)


def _variants(found: Backtest) -> Table:
    rows = [
        [
            Entry(run.name),
            Entry(str(run.texts)),
            *(Entry(_apart(run.against(KAPLAN_MEIER, rule), rule)) for rule in RULES),
        ]
        for run in (found.main, *found.variants)
    ]
    heads = ("variant", "texts", *(HEADS[rule] for rule in RULES))
    return table("backtest-variants", f"Variants: structure less {KAPLAN_MEIER}", heads, rows, CANNOT_SHOW)


def _factors(found: Backtest) -> Table:
    rows = [[Entry(FEATURES[name]), Entry(f"{factor:.2f}")] for name, factor in found.factors.items()]
    note = "From all texts known on the day, each factor held near 1 by a prior. Read no cause into them."
    return table(
        "backtest-factors", "By what a feature multiplies the rate of signature", ("feature", "factor"), rows, note
    )


def _texts(run: Run) -> Table:
    rows = []
    for own, other in zip(run.scored[STRUCTURE], run.scored[KAPLAN_MEIER], strict=True):
        watch = own.watch
        has = [name for name, value in zip(FEATURES, features(watch), strict=True) if value]
        rows.append(
            [
                Entry(watch.start.isoformat()),
                Entry(", ".join(has) or "none of them"),
                Entry(str(own.known)),
                *(Entry(f"{own.chances[at]:.0%} / {other.chances[at]:.0%}") for at in (0, 2, 4)),
                Entry(f"{watch.end}, {watch.days} days"),
                Entry("" if watch.verified else "from memory"),
            ]
        )
    chances = (f"by {HORIZONS[at]}" for at in (0, 2, 4))
    heads = ("text of", "features", "known before", *chances, "came", "dates")
    return table("backtest-texts", f"Each text: structure / {KAPLAN_MEIER}", heads, rows)


def as_json(found: Backtest) -> dict[str, Any]:
    """Plain data: every run with its scores, paired differences and single forecasts."""
    return {
        "as-of": found.as_of.isoformat(),
        "verdict": said(found),
        "cannot-show": CANNOT_SHOW,
        "horizons": list(HORIZONS),
        "runs": [_run_json(run) for run in (found.main, *found.variants)],
        "factors": found.factors,
    }


def _run_json(run: Run) -> dict[str, Any]:
    return {
        "name": run.name,
        "texts": run.texts,
        "forecasts": run.forecasts,
        "scores": {method: {rule: run.mean(method, rule) for rule in RULES} for method in run.scored},
        "brier-by-horizon": {
            method: {str(horizon): run.brier_by(method, horizon) for horizon in HORIZONS} for method in run.scored
        },
        "structure-less": {
            method: {rule: _difference_json(run.against(method, rule)) for rule in RULES}
            for method in run.scored
            if method != STRUCTURE
        },
        "each": {
            method: [
                {
                    "text": one.watch.start.isoformat(),
                    "origin": one.watch.origin,
                    "known": one.known,
                    "chances": list(one.chances),
                    "came": list(one.came),
                    "days": one.watch.days,
                    "end": one.watch.end,
                }
                for one in each
            ]
            for method, each in run.scored.items()
        },
    }


def _difference_json(apart: Difference) -> dict[str, float | int]:
    return {"mean": apart.mean, "low": apart.low, "high": apart.high, "pairs": apart.pairs}


def _value(value: float, rule: str) -> str:
    return f"{value:.{PLACES[rule]}f}"


def _apart(apart: Difference, rule: str, between: str = "") -> str:
    mean, low, high = (_signed(value, PLACES[rule]) for value in (apart.mean, apart.low, apart.high))
    return f"{mean}{between}{low} to {high}" if between else f"{mean} ({low} to {high})"


def _signed(value: float, places: int) -> str:
    """+0.013; what rounds to nothing has no sign."""
    said = f"{value:+.{places}f}"
    return said if float(said) else said[1:]
