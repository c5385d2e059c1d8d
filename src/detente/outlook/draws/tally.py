"""The summary of any number of draws: exact counts, in whole numbers, so that order does not matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from detente.outlook.draws.chance import Floats, Ints
from detente.outlook.draws.plan import Plan
from detente.outlook.draws.vector import Draws


@dataclass
class Tally:
    """Counts. G goals (rungs, ends, watched), R rungs, E ends, M outer draws, T months; all int64."""

    draws: int
    by_day: Ints  # (G, days) draws in which a goal is met on that day, before any end
    by_month: Ints  # (G, M, T) the same by calendar month and outer draw
    outcome: Ints  # (R, E + 2) reached; each end first; nothing by the horizon
    last: Ints  # (R, most members) which member of a rung was complete last
    given: Ints  # (G, T + 1, R) rungs reached, by the month in which a goal was met (last: never)
    met: Ints  # (G, T + 1) draws behind ``given``
    stopped: Ints  # (R, T) draws ended before the rung, by month of the end

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def months(plan: Plan) -> tuple[list[dt.date], Ints]:
    """First day of each calendar month of the run, and the month of each day."""
    return _months(plan.start, int(plan.horizon))


@lru_cache(maxsize=64)
def _months(ordinal: int, days: int) -> tuple[list[dt.date], Ints]:
    start = dt.date.fromordinal(ordinal)
    firsts: list[dt.date] = []
    index = np.empty(days, dtype=np.int64)
    for day in range(len(index)):
        first = (start + dt.timedelta(days=day)).replace(day=1)
        if not firsts or firsts[-1] != first:
            firsts.append(first)
        index[day] = len(firsts) - 1
    return firsts, index


def first_end(plan: Plan, times: Floats) -> tuple[Floats, Ints]:
    """When a draw is ended and by which end (E where by none); ``times`` as in ``Draws``. Shape (N,)."""
    rungs, ends = len(plan.rungs), len(plan.ends)
    moment = np.full(times.shape[1], np.inf)
    which = np.full(times.shape[1], ends, dtype=np.int64)
    for e in range(ends):
        strikes = times[rungs + e]
        until = int(plan.end_until[e])
        if until >= 0:
            strikes = np.where(times[until] <= strikes, np.inf, strikes)
        sooner = strikes < moment
        moment = np.where(sooner, strikes, moment)
        which[sooner] = e
    return moment, which


def outcomes(plan: Plan, draws: Draws) -> tuple[Floats, Ints]:
    """Goal times that count, (G, N), inf where an end came first; and outcomes per rung, (R, N).

    An outcome is 0 for reached, 1 + e for end e, and 1 + E for nothing by the horizon.
    """
    moment, which = first_end(plan, draws.times)
    times = np.where(draws.times <= moment, draws.times, np.inf)
    for e in range(len(plan.ends)):
        row = len(plan.rungs) + e
        times[row] = np.where(which == e, times[row], np.inf)
    codes = np.where(np.isfinite(times[: len(plan.rungs)]), 0, 1 + which)
    return times, codes.astype(np.int64)


def tally(plan: Plan, first: int, draws: Draws) -> Tally:
    """Counts of one run of draws that begins with number ``first``."""
    times, codes = outcomes(plan, draws)
    days, (firsts, month_of) = int(plan.horizon), months(plan)
    goals, count = times.shape
    rungs, ends, most = len(plan.rungs), len(plan.ends), max(len(m) for m in plan.rung_members)
    outer = (first + np.arange(count, dtype=np.int64)) % plan.outer
    span = len(firsts)
    by_day = np.zeros((goals, days), dtype=np.int64)
    by_month = np.zeros((goals, plan.outer, span), dtype=np.int64)
    given = np.zeros((goals, span + 1, rungs), dtype=np.int64)
    met = np.zeros((goals, span + 1), dtype=np.int64)
    reached = codes == 0
    month = np.append(month_of, span)
    for g in range(goals):
        day = np.minimum(times[g], float(days)).astype(np.int64)
        counts = np.bincount(day, minlength=days + 1)
        by_day[g] = counts[:days]
        in_month = month[day]
        if plan.outer == 1:
            met[g] = np.bincount(month, weights=counts, minlength=span + 1).astype(np.int64)
            by_month[g, 0] = met[g, :span]
        else:
            cell = np.bincount(outer * (span + 1) + in_month, minlength=plan.outer * (span + 1))
            cells = cell.reshape(plan.outer, span + 1)
            by_month[g], met[g] = cells[:, :span], cells.sum(axis=0)
        for r in range(rungs):
            given[g, :, r] = np.bincount(in_month[reached[r]], minlength=span + 1)
    ended = times[rungs : rungs + ends].min(axis=0) if ends else np.full(count, np.inf)
    end_month = month[np.minimum(ended, float(days)).astype(np.int64)]
    stopped = np.stack([np.bincount(end_month[~reached[r]], minlength=span + 1)[:span] for r in range(rungs)])
    outcome = np.stack([np.bincount(code, minlength=ends + 2) for code in codes])
    last = np.stack([np.bincount(draws.last[r][reached[r]].astype(np.int64), minlength=most) for r in range(rungs)])
    return Tally(count, by_day, by_month, outcome, last, given, met, stopped)
