"""Which rung a question is about, and the day by which it is best asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import get_close_matches

from detente.outlook.problem import InvalidModel, Problem
from detente.outlook.process import Process


def known_rung(process: Process, name: str | None) -> str:
    """A rung still to come by its name, or by the last part of it; the lowest if None. Raises ``InvalidModel``."""
    rungs = [rung.name for rung in process.rungs]
    if name is None:
        return rungs[0]
    full = next((rung for rung in rungs if name in (rung, rung.partition(".")[2])), None)
    if full is None:
        text = f"'{name}' is no rung still to come; there is {', '.join(rungs)}"
        near = get_close_matches(name, [*rungs, *(rung.partition(".")[2] for rung in rungs)], n=1)
        raise InvalidModel([Problem(("rung",), "unknown-rung", text, near[0] if near else None)])
    return full


def telling(chances: Sequence[tuple[dt.date, float]]) -> dt.date:
    """The first day by which a chance lies between 5% and 95%, else the last: there differences can be told."""
    return next((day for day, chance in chances if 0.05 <= chance <= 0.95), chances[-1][0])
