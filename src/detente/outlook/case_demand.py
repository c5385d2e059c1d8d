"""Demands that may follow a concession, as conditions of the process.

A demand is made, if at all, within a time after its addressee has met another one; a condition that its holder has
let go is no concession. Once made, it stands before its rung until it is met, or until the demand that it followed is
let go.
"""

from __future__ import annotations

from dataclasses import replace

from detente.case.lever import Demand as CaseDemand
from detente.case.outlook import OutlookFile
from detente.outlook.case_number import PER_DAY, Ledger
from detente.outlook.case_spot import Spot
from detente.outlook.condition import AnyOf, Condition, Demand, Procedure
from detente.outlook.process import Process
from detente.outlook.step import Step
from detente.outlook.work import Fixed, Pert, Uniform, Work
from detente.procedures.compile import Model


def with_demands(process: Process, file: OutlookFile, model: Model, ledger: Ledger) -> Process:
    """The process in which the demands of the outlook may follow. What cannot be built is noted in the ledger."""
    for name, item in file.demands.items():
        process = _with(process, name, item, model, ledger)
    return process


def node(name: str) -> str:
    """The name of a demand in the process."""
    return f"demand:{name}"


def gate(name: str) -> str:
    """What the rung waits for: that the demand is met, never made, or let go."""
    return f"demand:{name}:gate"


def _with(process: Process, name: str, item: CaseDemand, model: Model, ledger: Ledger) -> Process:
    rung = next((rung for rung in process.rungs if rung.name == item.gates), None)
    if rung is None:  # it is reached already, so that nothing waits any more
        return process
    named: dict[str, Condition] = {condition.name: condition for condition in process.conditions}
    more: list[Condition] = []
    after = f"{item.after}:met"
    let_go: tuple[str, ...] = ()
    if after in named:
        whole = named[item.after]
        let_go = tuple(m for m in whole.members if m != after) if isinstance(whole, AnyOf) else ()
    elif item.after in named:
        after = item.after
    elif model.done(item.after):  # the concession is made: the time for a new demand runs from the first day
        after = f"{node(name)}:conceded"
        more.append(Procedure(after, (Step("at-once"),)))
    else:  # nobody waits for the concession, so that no demand follows it
        return process
    more += [_demand(name, item, after, ledger), AnyOf(gate(name), (node(name), *let_go))]
    rungs = tuple(replace(r, needs=(*r.needs, gate(name))) if r is rung else r for r in process.rungs)
    return replace(process, conditions=(*process.conditions, *more), rungs=rungs)


def _demand(name: str, item: CaseDemand, after: str, ledger: Ledger) -> Demand:
    spot, part = Spot(("demands", name)), ("conditions", node(name))
    ledger.spots.note(part, spot)
    rate = ledger.number(item.rate, item.range, item, spot.under("rate"), per=PER_DAY, part=(*part, "rate"))
    ledger.lean(spot.under("within").name, item.within.worded, item)
    ledger.lean(spot.under("takes").name, item.takes.time.worded, item.takes)
    within = (item.within.high or item.within.low).about_days
    return Demand(node(name), after, rate, within, (Step("met", _work(item)),), item.most)


def _work(item: CaseDemand) -> Work:
    low = item.takes.time.low.about_days
    high = (item.takes.time.high or item.takes.time.low).about_days
    if not low < high:
        return Fixed(low)
    return Pert(low, item.takes.mostly.low.about_days, high) if item.takes.mostly else Uniform(low, high)
