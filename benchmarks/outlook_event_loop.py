"""The made-up process as an event loop: plain Python, and the same source compiled by Numba.

For comparison only; shares no code with the engines. Next event = the soonest of driver moves, work
finished at the present speeds, gates, and exits; everything is brought forward to it.
"""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

HORIZON = 1461.0


def tables(data: dict[str, Any]) -> tuple[Any, ...]:
    """The process in arrays."""
    chains = data["preconditions"]
    steps = [step for chain in chains for step in chain]
    first = np.cumsum([0] + [len(chain) for chain in chains])
    calendars = np.array(data["calendars_days"])
    speed = np.ones((len(data["speed_tables"]), 3, 2, 2))
    rate = np.ones((2, 3, 2, 2))
    for table, source in ((speed, data["speed_tables"]), (rate, data["exits"]["multipliers"])):
        for c, drivers in enumerate(source):
            for i in range(3):
                for j in range(2):
                    for k in range(2):
                        table[c, i, j, k] = drivers[0][i] * drivers[1][j] * drivers[2][k]
    for e, base in enumerate(data["exits"]["base_per_day"]):
        rate[e] *= base
    rates = np.zeros((3, 3, 3))
    for d, driver in enumerate(data["drivers"]):
        matrix = np.array(driver["rates_per_day"])
        rates[d, : len(matrix), : len(matrix)] = matrix
    return (
        first.astype(np.int64),
        np.array(data["depends_on"]),
        np.array([1 if s["work"] == "exponential" else 2 for s in steps]),
        np.array([float(s.get("mean", s.get("median", 0))) for s in steps]),
        np.array([float(s.get("sigma", 0)) for s in steps]),
        np.array([s["speed_table"] for s in steps]),
        np.array([float(s.get("not_before_day", 0)) for s in steps]),
        np.array([s.get("calendar", -1) for s in steps]),
        np.array([s.get("success_row", 0) for s in steps]),
        calendars.ravel(),
        np.array(data["success"]).ravel(),
        speed.ravel(),
        rate.ravel(),
        rates.ravel(),
        rates.sum(axis=2).ravel(),
        np.array([driver["start"] for driver in data["drivers"]]),
    )


def loop(t: Any, draws: int, exponential: Any, gauss: Any, uniform: Any, out: Any, days: Any) -> None:
    """Outcome (0 signed, 1 and 2 exits, 3 none) and day of each draw."""
    (
        first,
        depends,
        kinds,
        sizes,
        sigmas,
        tables_,
        dates,
        cals,
        rows,
        calendars,
        success,
        speed,
        rate,
        rates,
        leave,
        start,
    ) = t
    chains = len(depends)
    at, left = [0] * chains, [0.0] * chains
    mode = [0] * chains  # 0 not begun, 1 waits for a date, 2 works, 3 waits for a window, 4 complete
    until = [0.0] * chains
    states, moves, exits = [0, 0, 0], [0.0, 0.0, 0.0], [0.0, 0.0]
    for draw in range(draws):
        now = 0.0
        for d in range(3):
            states[d] = start[d]
            moves[d] = exponential() / leave[3 * d + states[d]]
        exits[0], exits[1] = exponential(), exponential()
        complete = 0
        for c in range(chains):
            mode[c] = 0
        begin = True
        result = 3
        while True:
            if begin:
                begin = False
                for c in range(chains):
                    if mode[c] == 0 and (depends[c] < 0 or mode[depends[c]] == 4):
                        at[c] = first[c]
                        until[c] = dates[at[c]]
                        mode[c] = 1
            joint = 4 * states[0] + 2 * states[1] + states[2]
            soonest, what, who = HORIZON, 0, 0
            for d in range(3):
                if moves[d] < soonest:
                    soonest, what, who = moves[d], 1, d
            for e in range(2):
                moment = now + exits[e] / rate[12 * e + joint]
                if moment < soonest:
                    soonest, what, who = moment, 2, e
            for c in range(chains):
                if mode[c] == 1 and until[c] <= now:
                    s = at[c]
                    amount = exponential() * sizes[s] if kinds[s] == 1 else sizes[s] * math.exp(sigmas[s] * gauss())
                    left[c] = amount
                    mode[c] = 2
                if mode[c] == 2:
                    pace = speed[12 * tables_[at[c]] + joint]
                    if pace > 0.0 and now + left[c] / pace < soonest:
                        soonest, what, who = now + left[c] / pace, 3, c
                elif (mode[c] == 1 or mode[c] == 3) and until[c] < soonest:
                    soonest, what, who = until[c], 4, c
            gap = soonest - now
            for e in range(2):
                exits[e] -= gap * rate[12 * e + joint]
            for c in range(chains):
                if mode[c] == 2:
                    left[c] -= gap * speed[12 * tables_[at[c]] + joint]
            now = soonest
            if what == 0:
                break
            if what == 1:
                row = 3 * who + states[who]
                u = uniform() * leave[row]
                after = 0
                while u >= rates[3 * row + after] and after < 2:
                    u -= rates[3 * row + after]
                    after += 1
                states[who] = after
                moves[who] = now + exponential() / leave[3 * who + after]
                continue
            if what == 2:
                result = 1 + who
                break
            done = False
            if what == 4 and mode[who] == 3:
                if uniform() < success[3 * rows[at[who]] + states[0]]:
                    done = True
                else:
                    until[who] = HORIZON + 1.0
                    for day in calendars[5 * cals[at[who]] : 5 * cals[at[who]] + 5]:
                        if day > now:
                            until[who] = day
                            break
            elif what == 3:
                if cals[at[who]] < 0:
                    done = True
                else:
                    mode[who] = 3
                    until[who] = HORIZON + 1.0
                    for day in calendars[5 * cals[at[who]] : 5 * cals[at[who]] + 5]:
                        if day >= now:
                            until[who] = day
                            break
            if done:
                at[who] += 1
                if at[who] == first[who + 1]:
                    mode[who] = 4
                    complete += 1
                    begin = True
                    if complete == chains:
                        result = 0
                        break
                else:
                    mode[who] = 1
                    until[who] = dates[at[who]]
        out[draw] = result
        days[draw] = now


def plain(data: dict[str, Any], draws: int, seed: int) -> tuple[Any, Any]:
    """In plain Python, on lists."""
    chance = random.Random(seed)
    out, days = [0] * draws, [0.0] * draws
    ready = tuple(array.tolist() for array in tables(data))
    loop(ready, draws, lambda: chance.expovariate(1.0), lambda: chance.gauss(0.0, 1.0), chance.random, out, days)
    return out, days


def compiled() -> Any:
    """The same loop under Numba; a function (tables, draws, seed) -> outcomes, days."""
    import numba as nb

    exponential = nb.njit(lambda: np.random.exponential(1.0))
    gauss = nb.njit(lambda: np.random.normal(0.0, 1.0))
    uniform = nb.njit(lambda: np.random.random())
    inner = nb.njit(loop)

    @nb.njit
    def run(t: Any, draws: int, seed: int) -> Any:
        np.random.seed(seed)
        out, days = np.zeros(draws, dtype=np.int64), np.zeros(draws)
        inner(t, draws, exponential, gauss, uniform, out, days)
        return out, days

    return run
