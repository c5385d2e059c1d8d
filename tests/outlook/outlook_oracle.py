"""The made-up process of the shared folder, and the small one solved in closed form, as models."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from detente.outlook.condition import Procedure
from detente.outlook.driver import Driver
from detente.outlook.process import Hazard, Process, Rung
from detente.outlook.step import ByState, Multipliers, Step, Window
from detente.outlook.work import Exponential, Lognormal, Work

START = dt.date(2025, 3, 13)


def shared() -> Path:
    """The shared folder, or skip."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("DETENTE_SHARED", beside))
    if not (folder / "oracles" / "process.json").exists():
        pytest.skip("no shared folder: set DETENTE_SHARED")
    return folder


def oracle() -> dict[str, Any]:
    """The file, parsed."""
    text = (shared() / "oracles" / "process.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def process(data: dict[str, Any]) -> Process:
    """The process of 12 preconditions, 36 steps, 3 drivers and 2 exits."""
    drivers = tuple(
        Driver(
            name=f"driver {d}",
            states=tuple(str(s) for s in range(len(spec["rates_per_day"]))),
            start=str(spec["start"]),
            rates=_rates(spec["rates_per_day"]),
        )
        for d, spec in enumerate(data["drivers"])
    )
    conditions = tuple(
        Procedure(
            name=f"condition {c:02d}",
            steps=tuple(_step(data, c, s, spec) for s, spec in enumerate(chain)),
            after=(f"condition {data['depends_on'][c]:02d}",) if data["depends_on"][c] >= 0 else (),
        )
        for c, chain in enumerate(data["preconditions"])
    )
    exits = data["exits"]
    hazards = tuple(
        Hazard(name, base, _multipliers(table), until="signed")
        for name, base, table in zip(exits["names"], exits["base_per_day"], exits["multipliers"], strict=True)
    )
    rung = Rung("signed", tuple(condition.name for condition in conditions))
    return Process("made up", START, (rung,), conditions, drivers, hazards)


def last_day(data: dict[str, Any]) -> dt.date:
    """The last day inside the horizon."""
    return START + dt.timedelta(days=int(data["horizon_days"]) - 1)


def small(data: dict[str, Any]) -> Process:
    """The closed-form process."""
    spec = data["closed_form"]["model"]
    driver = Driver("driver", ("0", "1"), str(spec["driver"]["start"]), _rates(spec["driver"]["rates_per_day"]))
    conditions = tuple(
        Procedure(
            name,
            tuple(
                Step(f"{name}{i}", Exponential(s["mean"]), {"driver": _states(s["speed"])})
                for i, s in enumerate(spec[name])
            ),
        )
        for name in ("A", "B")
    )
    collapse = spec["collapse"]
    hazard = Hazard("collapse", collapse["base_per_day"], {"driver": _states(collapse["multiplier"])}, until="signed")
    return Process("small", START, (Rung("signed", ("A", "B")),), conditions, (driver,), (hazard,))


def _step(data: dict[str, Any], condition: int, number: int, spec: dict[str, Any]) -> Step:
    work: Work
    work = Exponential(spec["mean"]) if spec["work"] == "exponential" else Lognormal(spec["median"], spec["sigma"])
    window = None
    if spec["gate"] == "window":
        days = tuple(START + dt.timedelta(days=int(d)) for d in data["calendars_days"][spec["calendar"]])
        window = Window(days, ByState("driver 0", _states(data["success"][spec["success_row"]])))
    not_before = START + dt.timedelta(days=int(spec["not_before_day"])) if spec["gate"] == "date" else None
    return Step(
        f"step {condition:02d}.{number}",
        work,
        _multipliers(data["speed_tables"][spec["speed_table"]]),
        not_before=not_before,
        window=window,
    )


def _states(values: list[float]) -> dict[str, float]:
    return {str(s): value for s, value in enumerate(values)}


def _multipliers(table: list[list[float]]) -> Multipliers:
    return {f"driver {d}": _states(values) for d, values in enumerate(table)}


def _rates(matrix: list[list[float]]) -> dict[str, dict[str, float]]:
    return {str(i): {str(j): rate for j, rate in enumerate(row) if rate > 0} for i, row in enumerate(matrix)}
