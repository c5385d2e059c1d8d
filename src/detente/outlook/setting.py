"""What a setting of a lever does, in words."""

from __future__ import annotations

from detente.case.case import Case
from detente.case.lever import Setting
from detente.outlook.naming import goal_name
from detente.values.quantity import Quantity


def words(case: Case, setting: Setting) -> str:
    """One line: `popular vote: not before 2027-01-01`."""
    outlook = case.outlook
    match setting.named:
        case "step":
            return f"{goal_name(case, str(setting.step))}: {_of_step(setting)}"
        case "driver":
            driver = outlook.drivers.get(str(setting.driver)) if outlook else None
            name = driver.name if driver else str(setting.driver)
            if setting.stays is not None:
                return f"{name}: {setting.stays}, and stays so"
            return f"{name}: {setting.start} from the first day"
        case "hazard":
            return f"rate of '{setting.hazard}': {_rate(setting)}"
        case "demand":
            demand = outlook.demands.get(str(setting.demand)) if outlook else None
            return f"{demand.name if demand else setting.demand}: rate {_value(setting.rate, setting.range)}"
        case "drops":
            return f"{goal_name(case, str(setting.drops))}: waited for no longer"
        case "meets":
            return f"{goal_name(case, str(setting.meets))}: met at once"
        case "switches":
            return f"{goal_name(case, f'condition:{setting.switches}')}: waited for, where it is not so far"
        case "reached":
            return f"{goal_name(case, str(setting.reached))}: taken as reached"
        case "ends":
            mission = case.process.missions.get(str(setting.ends))
            return f"{case.name(mission.actor) if mission else setting.ends}: ends"
        case "closes":
            return f"{case.name(str(setting.closes))}: closed as a forum"
    return ""


def _of_step(setting: Setting) -> str:
    if setting.delay is not None:
        return f"{setting.delay} later"
    if setting.not_before is not None:
        return f"not before {setting.not_before.start.isoformat()}"
    if setting.takes is not None:
        return f"takes {setting.takes}"
    if setting.odds is not None:
        return f"odds {_value(setting.odds, setting.range)}"
    return f"{_value(setting.factor, setting.range)} times as fast"


def _rate(setting: Setting) -> str:
    if setting.factor is not None:
        return f"times {_value(setting.factor, setting.range)}"
    return _value(setting.rate, setting.range)


def _value(value: Quantity | None, spread: Quantity | None) -> str:
    worded = str(value or "")
    return f"{worded} ({spread.worded})" if spread is not None else worded
