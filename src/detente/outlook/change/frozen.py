"""A run of the outlook as a small file: its values, and all that is needed to make them again and to compare."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente import __version__
from detente.case.fingerprint import Fingerprint, fingerprint
from detente.outlook.forecast import Forecast
from detente.outlook.result import Estimate

KIND = "detente run record 1"
LARGEST, MOST = 2**24, 10**9
"""Bytes of a file, and draws."""


class BadRecord(Exception):
    """The file is no run record; the message says where and what was expected."""


@dataclass(frozen=True)
class RunRecord:
    """Values by event and day, with the draws, seed and version that made them and a fingerprint of what went in."""

    case: str
    made_from: Fingerprint
    version: str
    draws: int
    seed: int
    values: Mapping[tuple[str, dt.date], Estimate]
    events: Mapping[str, str]

    def text(self) -> str:
        """As JSON, the same for the same run: no clock is read, the day is the case's own."""
        found = {
            "kind": KIND,
            "case": self.case,
            "as-of": self.made_from.day.isoformat(),
            "version": self.version,
            "draws": self.draws,
            "seed": self.seed,
            "fingerprint": {"evidence": self.made_from.evidence, "assumptions": self.made_from.assumptions},
            "values": [
                {
                    "event": event,
                    "by": day.isoformat(),
                    "probability": value.value,
                    "low": value.low,
                    "high": value.high,
                    "error": value.error,
                }
                for (event, day), value in self.values.items()
            ],
            "events": dict(self.events),
        }
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def run_record(found: Forecast) -> RunRecord:
    """Of an outlook just drawn: each rung and hazard by each horizon."""
    return RunRecord(
        found.case.meta.title,
        fingerprint(found.case),
        __version__,
        found.outlook.counts.draws,
        found.seed,
        {
            (goal, day): found.outlook.probability(goal, day)
            for goal in (*found.rungs, *found.hazards)
            for day in found.horizons
        },
        {name: item.event for name, item in found.case.outlook.hazards.items()} if found.case.outlook else {},
    )


def read_record(path: Path) -> RunRecord:
    """From a file; raise `BadRecord` with everything that is wrong with it in one message."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise BadRecord(f"{path}: larger than {LARGEST // 2**20} MiB, so no run record")
        data = json.loads(content.decode())
    except OSError as error:
        raise BadRecord(f"{path}: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, or nested without end
        raise BadRecord(f"{path}: no JSON: {error}") from None
    wrong: list[str] = []
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise BadRecord(f'{path}: expected an object with "kind": "{KIND}", as --save writes it')
    prints = data.get("fingerprint")
    prints = prints if isinstance(prints, dict) else {}
    record = RunRecord(
        _text(data, "case", wrong),
        Fingerprint(
            _text(prints, "evidence", wrong), _text(prints, "assumptions", wrong), _day(data, "as-of", "", wrong)
        ),
        _text(data, "version", wrong),
        _whole(data, "draws", wrong),
        _whole(data, "seed", wrong),
        _values(data.get("values"), wrong),
        {str(name): str(event) for name, event in (data.get("events") or {}).items()}
        if isinstance(data.get("events") or {}, dict)
        else {},
    )
    if wrong:
        raise BadRecord("\n".join(f"{path}: {problem}" for problem in wrong))
    return record


def _values(rows: Any, wrong: list[str]) -> dict[tuple[str, dt.date], Estimate]:
    if not isinstance(rows, list) or not rows:
        wrong.append("values: expected a list of values, found none")
        return {}
    found: dict[tuple[str, dt.date], Estimate] = {}
    for index, row in enumerate(rows):
        where = f"values[{index}]."
        row = row if isinstance(row, dict) else {}
        event = _text(row, "event", wrong, where)
        numbers = [_share(row, name, wrong, where) for name in ("probability", "low", "high", "error")]
        found[event, _day(row, "by", where, wrong)] = Estimate(*numbers)
    return found


def _text(data: Mapping[str, Any], name: str, wrong: list[str], where: str = "") -> str:
    value = data.get(name)
    if isinstance(value, str) and value:
        return value
    wrong.append(f"{where}{name}: expected a text, found {value!r}")
    return ""


def _whole(data: Mapping[str, Any], name: str, wrong: list[str]) -> int:
    value = data.get(name)
    least = 1 if name == "draws" else 0
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST:
        return value
    wrong.append(f"{name}: expected a whole number from {least} to {MOST}, found {str(value)[:40]!r}")
    return least


def _share(data: Mapping[str, Any], name: str, wrong: list[str], where: str) -> float:
    value = data.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value <= 1.0:
        return float(value)
    wrong.append(f"{where}{name}: expected a number from 0 to 1, found {value!r}")
    return 0.0


def _day(data: Mapping[str, Any], name: str, where: str, wrong: list[str]) -> dt.date:
    try:
        return dt.date.fromisoformat(str(data.get(name)))
    except ValueError:
        wrong.append(f"{where}{name}: expected a day (2025-12-31), found {data.get(name)!r}")
        return dt.date.min
