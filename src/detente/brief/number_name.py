"""Numbers of the outlook in words: `waivers > condition:open-road` is how readily a holder lets a condition go."""

from __future__ import annotations

from detente.case.case import Case
from detente.outlook.case_number import Assumption
from detente.outlook.forecast import goal_name
from detente.positions.speech import listed

DAYS_IN_A_YEAR = 365.25


def number_name(case: Case, where: str) -> str:
    """The place of a number in outlook.yaml, said for a reader; the place itself where it is of no known kind."""
    if where.endswith(_JUDGEMENT):
        return f"{number_name(case, where.removesuffix(_JUDGEMENT))}: judgement beside the class"
    parts = where.split(" > ")
    match parts:
        case ["waivers", condition, *_]:
            return _waiver(case, condition.removeprefix("condition:"))
        case ["hazards", hazard, "rate"]:
            return f"how often: {goal_name(case, hazard)}"
        case ["hazards", hazard, once] if once.startswith("once ") and once.endswith(" is met"):
            node = once.removeprefix("once ").removesuffix(" is met")
            return f"{goal_name(case, hazard)}: its pace once this is reached: {goal_name(case, node)}"
        case ["demands", demand, what]:
            return f"{_WHAT.get(what, what)}: {goal_name(case, f'demand:{demand}')}"
        case ["parties", party, what]:
            return f"{what} of {case.name(party)}"
        case ["votes", node]:
            return f"odds: {_step(case, node)}"
        case ["votes", node, what]:
            return f"{what}: {_step(case, node)}"
        case ["steps", node, "odds"]:
            return f"odds: {_step(case, node)}"
        case ["effects", rest] if " on " in rest:
            return _effect(case, rest)
        case ["drivers", driver, "odds", state]:
            return f"{_driver(case, driver)}: odds of “{state.replace('-', ' ')}”"
        case ["drivers", driver, *rest]:
            return f"{_driver(case, driver)}: {' '.join(rest)}"
    node, _, what = where.rpartition(", ")
    if what in _WHAT and node:
        return f"{_WHAT[what]}: {_step(case, node)}"
    if where.endswith(".again"):
        return f"wait before a new attempt: {goal_name(case, where.removesuffix('.again'))}"
    return where


_WHAT = {"takes": "time", "again": "new attempts", "within": "time allowed", "odds": "odds", "rate": "how often"}
_JUDGEMENT = ", judgement"
_LENGTHS = ("takes", "again", "within")


def _step(case: Case, node: str) -> str:
    """Of a step that stands in another procedure's course (`law.reviewed.ruled`) the procedure that it is part of."""
    from detente.procedures.compile import compiled

    placed = compiled(case).steps.get(node)
    return goal_name(case, f"{placed.procedure}.{placed.key}" if placed else node)


def _waiver(case: Case, key: str) -> str:
    condition = case.process.conditions.get(key)
    if condition is None:
        return goal_name(case, f"waiver:{key}")
    holders = list(dict.fromkeys(case.name(case.party_of(actor) or actor) for actor in condition.holder))
    return f"how readily {listed(holders)} let{'s' if len(holders) == 1 else ''} go: {condition.name}"


def _effect(case: Case, text: str) -> str:
    cause, _, node = text.partition(" on ")
    driver, _, state = cause.partition(" ")
    return f"{_driver(case, driver)}, {state}: its effect on {goal_name(case, node)}"


def _driver(case: Case, key: str) -> str:
    drivers = case.outlook.drivers if case.outlook else {}
    return drivers[key].name if key in drivers else key


def basis_word(item: Assumption | None) -> str:
    """`assumed`, or `sourced` where it rests on a passage, a law or a counted class."""
    return "assumed" if item is None or item.assumed else "sourced"


def ends_text(where: str, item: Assumption | None, low: float, high: float) -> tuple[str, str, bool]:
    """The two ends of a number as outlook.yaml would write them, and whether they change places: a rate that the
    model holds as a mean time is told as a rate again."""
    if item is None or "/year" not in item.says:
        unit = " days" if where.endswith(_LENGTHS) else ""
        return _figure(low, unit), _figure(high, unit), False
    if where.startswith("waivers"):
        return _figure(DAYS_IN_A_YEAR / high, "/year"), _figure(DAYS_IN_A_YEAR / low, "/year"), True
    return _figure(DAYS_IN_A_YEAR * low, "/year"), _figure(DAYS_IN_A_YEAR * high, "/year"), False


def _figure(value: float, unit: str) -> str:
    return f"{value:.0f}{unit}" if value >= 10 else f"{value:.2g}{unit}"
