"""Parts of a process in words."""

from __future__ import annotations

from detente.case.case import Case
from detente.positions.speech import listed


def goal_name(case: Case, goal: str) -> str:
    """In words: a condition by its name, a procedure by its title, a step by what it does, a rung alone."""
    if goal.startswith("waiver:"):
        key = goal.removeprefix("waiver:")
        waiver = case.outlook.waivers.get(key) if case.outlook else None
        names = (waiver.conditions if waiver else ()) or (key,)
        return f"letting go of {listed(goal_name(case, f'condition:{name}') for name in names)}"
    if goal.startswith("condition:") and (condition := case.process.conditions.get(goal.removeprefix("condition:"))):
        return condition.name
    if goal.startswith("demand:") and case.outlook:
        demand = case.outlook.demands.get(goal.removeprefix("demand:").partition(":")[0])
        return demand.name if demand else goal
    if goal in case.procedures:
        return case.procedures[goal].title
    procedure, _, key = goal.partition(".")
    if procedure in case.procedures and key in case.procedures[procedure].steps:
        return f"{case.procedures[procedure].title}: {case.procedures[procedure].steps[key].does}"
    return goal.removeprefix(case.meta.instrument + ".").replace("-", " ")
