"""What must have happened for an event of the outlook to count, so that two readers would agree."""

from __future__ import annotations

from detente.case.case import Case
from detente.outlook.forecast import goal_name


def event_of(case: Case, goal: str) -> str:
    """Of a hazard, as the outlook defines it; of a rung, the act that reaches it and by whose word it counts."""
    if case.outlook and goal in case.outlook.hazards:
        return case.outlook.hazards[goal].event
    instrument, _, _ = goal.partition(".")
    title = case.process.instruments[instrument].title if instrument in case.process.instruments else instrument
    act = _act(case, goal)
    return f"{title} is {goal_name(case, goal)}{f' ({act})' if act else ''}, by the public word of all parties"


def _act(case: Case, rung: str) -> str:
    """What is done in the one step that reaches the rung, or last in the one procedure that does."""
    steps = [step for p in case.procedures.values() for step in p.steps.values() if rung in step.reaches]
    steps += [list(p.steps.values())[-1] for p in case.procedures.values() if rung in p.reaches and p.steps]
    acts = list(dict.fromkeys(step.does for step in steps))
    return acts[0] if len(acts) == 1 else ""
