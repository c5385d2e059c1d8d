"""Drivers as tables: where they start, how long they stay, where they go, and on which days they are drawn anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.outlook.draws.beliefs import Beliefs
from detente.outlook.draws.chance import Floats
from detente.outlook.driver import Driver
from detente.outlook.number import Number


def driver_tables(drivers: Sequence[Driver], size: int, beliefs: Beliefs, start_day: dt.date) -> dict[str, Any]:
    """Starts, waits, moves and scheduled days, as a plan has them; ``size`` is the largest number of states."""
    outer = beliefs.outer
    start = np.ones((outer, len(drivers), size))
    wait = np.full((outer, len(drivers), size), np.inf)
    move = np.ones((outer, len(drivers), size, size))
    jumps: list[Floats] = []
    days: list[float] = []
    at = [0]
    for d, driver in enumerate(drivers):
        path = ("drivers", driver.name)
        states = driver.states
        odds = {driver.start: 1.0} if isinstance(driver.start, str) else driver.start
        start[:, d, : len(states)] = _cumulated(beliefs, states, odds, *path, "start")
        for i, before in enumerate(states):
            rates = driver.rates.get(before, {})
            columns = [
                beliefs.value(rates[after], *path, "rates", before, after) if after in rates else np.zeros(outer)
                for after in states
            ]
            running = running_sums(columns)
            with np.errstate(divide="ignore", invalid="ignore"):
                wait[:, d, i] = np.where(running[:, -1] > 0.0, 1.0 / running[:, -1], np.inf)
                share = np.where(running[:, -1:] > 0.0, running / running[:, -1:], 1.0)
            move[:, d, i, : len(states)] = share
        for event in sorted(driver.scheduled, key=lambda e: e.day):
            jump = np.ones((outer, size, size))
            for i, before in enumerate(states):
                odds = event.odds.get(before, {before: 1.0})
                where = (*path, "scheduled", event.day.isoformat(), before)
                jump[:, i, : len(states)] = _cumulated(beliefs, states, odds, *where)
            jumps.append(jump)
            days.append(float((event.day - start_day).days))
        at.append(len(days))
    return {
        "start_odds": start, "wait": wait, "move": move, "scheduled_at": np.array(at, dtype=np.int64),
        "scheduled_day": np.array(days, dtype=np.float64),
        "scheduled_odds": np.stack(jumps, axis=1) if jumps else np.ones((outer, 0, size, size)),
    }  # fmt: skip


def _cumulated(beliefs: Beliefs, states: tuple[str, ...], odds: Mapping[str, Number], *path: str) -> Floats:
    columns = [beliefs.value(odds.get(state, 0.0), *path, state) for state in states]
    running = running_sums(columns)
    return np.asarray(running / running[:, -1:])


def running_sums(columns: Sequence[Floats]) -> Floats:
    """Running sums over the columns, in order."""
    total = np.zeros_like(columns[0])
    sums = []
    for column in columns:
        total = total + column
        sums.append(total)
    return np.stack(sums, axis=1)
