"""A condition that its holder may let go: met, or waived, whichever comes first. A waiver of several conditions is
one decision, drawn once for all of them.

Where a waiver is `weighed`, its rate is taken times 2 a / (h + a), with h and a the weights of the holder and of the
addressee: strength over haste. Equal parties leave the rate as it is; a stronger or calmer holder lets go later. The
shares are those of bargaining by turns with short intervals (Rubinstein, Econometrica 50(1), 1982) with unequal
weights; that the readiness to let go follows them is an assumption of this model, stated in docs/outlook.md.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.case.case import Case
from detente.case.outlook import OutlookFile, Waiver
from detente.case.preference import Period
from detente.outlook.case_class import scaled
from detente.outlook.case_driver import Outside
from detente.outlook.case_number import PER_DAY, Ledger
from detente.outlook.case_spot import Spot, at
from detente.outlook.condition import AnyOf, Condition, Procedure
from detente.outlook.number import Uncertain
from detente.outlook.step import Step
from detente.outlook.work import Exponential

Ends = tuple[float, float, float]


def waived(
    conditions: list[Condition], name: str, case: Case, file: OutlookFile, ledger: Ledger, outside: Outside
) -> list[Condition]:
    """The conditions of one node, with the waivers that let it go, where there are any."""
    if not name.startswith("condition:"):
        return conditions
    wanted = name.removeprefix("condition:")
    found = [
        act
        for key, waiver in file.waivers.items()
        if wanted in (waiver.conditions or (key,))
        and (act := _letting_go(key, waiver, case, file, ledger, outside)) is not None
    ]
    if not found:
        return conditions
    met = [replace(c, name=f"{name}:met") if c.name == name else c for c in conditions]
    return [*met, *found, AnyOf(name, (f"{name}:met", *(act.name for act in found)))]


def once(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """A decision that lets several conditions go stands with each of them, and is one."""
    return tuple({condition.name: condition for condition in conditions}.values())


def _letting_go(
    key: str, waiver: Waiver, case: Case, file: OutlookFile, ledger: Ledger, outside: Outside
) -> Procedure | None:
    name = f"waiver:{key}" if waiver.conditions else f"condition:{key}:waived"
    spot, part = Spot(("waivers", key)), ("conditions", name)
    rate = ledger.number(
        waiver.rate, waiver.range, waiver, spot.under("rate"), per=PER_DAY, adjust=waiver.adjust, where=spot.name
    )
    ledger.spots.note(part, spot)
    low, value, high = (rate.low, rate.value, rate.high) if isinstance(rate, Uncertain) else (rate, rate, rate)
    if isinstance(rate, Uncertain) and rate.shape == "gamma":
        low, high = rate.value / 4, rate.value * 4  # an exponential with an uncertain mean needs two ends
    if low <= 0.0:
        ledger.problem(
            spot.under("range" if waiver.range else "rate"), "rate-below-zero", "expected a rate above zero"
        )
        return None
    if waiver.weighed and (weight := _weight(key, waiver, case, file, ledger)) is not None:
        low, value, high = scaled(low, value, high, [weight])
        says = f"{ledger.leaned[spot.name].says}, times {weight[1]:.2g} by the weights of the parties"
        ledger.leaned[spot.name] = replace(ledger.leaned[spot.name], says=f"{says}: {value * 365.2425:.2g}/year")
    mean = Uncertain(1 / value, 1 / high, 1 / low, "loguniform", name=spot.name) if low < high else 1 / value
    act = Step("act", Exponential(mean), speeds=outside.factors((f"waiver:{key}",), (*part, "act", "speeds")))
    return Procedure(name, (act,))


def _weight(key: str, waiver: Waiver, case: Case, file: OutlookFile, ledger: Ledger) -> Ends | None:
    conditions = [case.process.conditions[name] for name in waiver.conditions or (key,)]
    holders = list(dict.fromkeys(name for c in conditions for name in c.holder if name in file.parties))
    asked = list(dict.fromkeys(name for c in conditions for name in c.asked_of if name in file.parties))
    if len(holders) != 1 or len(asked) != 1:
        text = f"the holder and the addressee of '{key}' need their haste and strength under parties"
        ledger.problem(Spot(("waivers", key, "weighed")), "unknown-party", text)
        return None
    ends = [_strength(name, case.day, file, ledger) for name in (asked[0], holders[0])]
    if None in ends:
        return None
    (a_low, a, a_high), (h_low, h, h_high) = ends  # type: ignore[misc]
    middle = 2 * a / (a + h)
    # How the factor moves with the logarithm of the ratio of weights: 2 / (1 + h/a).
    below = math.hypot(math.log(a / a_low), math.log(h_high / h))
    above = math.hypot(math.log(a_high / a), math.log(h / h_low))
    low, high = (2 / (1 + h / a * math.exp(shift)) for shift in (below, -above))
    return tuple(float(f"{x:.12g}") for x in (low, middle, high))  # type: ignore[return-value]


def _strength(name: str, day: dt.date, file: OutlookFile, ledger: Ledger) -> Ends | None:
    """Strength over haste on a day: low, value, high."""
    party = file.parties[name]
    found = []
    for key, periods in (("strength", party.strength), ("haste", party.haste)):
        index = period_on(periods, day)
        spot = Spot(("parties", name, *at(periods, key, index or 0), "value"))
        if index is None:
            ledger.problem(spot, "no-start", f"nothing is said of the {key} of '{name}' on {day}")
            return None
        period = periods[index]
        where = f"parties > {name} > {key}"
        ledger.lean(where, f"{period.value} ({period.range})" if period.range else str(period.value), period)
        per = "1/year" if key == "haste" else ""
        ends = ledger.ends(period.value, period.range, spot, per)
        if ends is None or not 0.0 < ends[0] <= ends[1] <= ends[2]:
            ledger.problem(spot, "rate-below-zero", f"expected a {key} above zero within its range")
            return None
        found.append(ends)
    (s_low, s, s_high), (h_low, h, h_high) = found
    return scaled(s_low, s, s_high, [(1 / h_high, 1 / h, 1 / h_low)])


def period_on(periods: Sequence[Period], day: dt.date) -> int | None:
    """Which of the periods holds on a day: the last that has begun."""
    begun = [(p.since.start, i) for i, p in enumerate(periods) if p.since.start <= day]
    return max(begun)[1] if begun else None
