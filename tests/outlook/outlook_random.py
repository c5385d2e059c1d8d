"""Random small processes for property tests."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st
from outlook_models import START

from detente.outlook import (
    AllOf,
    AnyOf,
    ByState,
    Demand,
    Driver,
    Exponential,
    Hazard,
    Lognormal,
    Procedure,
    Process,
    Retry,
    Rung,
    Scheduled,
    Step,
    Uncertain,
    Uniform,
    Window,
)
from detente.outlook.work import Work

DAYS = [dt.date(2030, 9, 1) + dt.timedelta(days=120 * i) for i in range(10)]
WORKS: list[Work] = [Exponential(60.0), Lognormal(80.0, 0.7), Uniform(0.0, 90.0), Exponential(200.0)]
ODDS: list[float | Uncertain] = [0.3, Uncertain(0.5, 0.2, 0.9)]
FACTORS = st.sampled_from([0.0, 0.4, 1.0, 1.7])


@st.composite
def steps(draw: st.DrawFn, name: str) -> Step:
    work = draw(st.sampled_from(WORKS))
    window = None
    if draw(st.integers(0, 3)) == 0:
        window = Window(tuple(DAYS), ByState("war", {"on": draw(st.sampled_from([0.1, 0.5])), "off": 0.8}))
    return Step(
        name,
        work,
        {"war": {"on": draw(FACTORS)}, "mood": {"cold": draw(FACTORS), "warm": draw(FACTORS)}},
        delay=draw(st.sampled_from([0.0, 15.0])),
        not_before=draw(st.sampled_from([None, dt.date(2030, 10, 1)])),
        window=window,
        closes=draw(st.sampled_from([None, None, dt.date(2033, 1, 31)])),
    )


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """A network of procedures, joins and routes under two drivers."""
    count = draw(st.integers(2, 5))
    conditions: list[Procedure | AllOf | AnyOf] = []
    for c in range(count):
        after = tuple(f"c{p}" for p in range(c) if draw(st.integers(0, 3)) == 0)
        chain = tuple(draw(steps(f"s{c}{i}")) for i in range(draw(st.integers(1, 3))))
        conditions.append(Procedure(f"c{c}", chain, after))
    if draw(st.booleans()):
        conditions.append(AnyOf("either", ("c0", "c1")))
        needs = ("either", *(f"c{c}" for c in range(2, count)))
    else:
        needs = tuple(f"c{c}" for c in range(count))
    drivers = (
        Driver("war", ("on", "off"), "on", {"on": {"off": 0.004}, "off": {"on": 0.003}}),
        Driver(
            "mood",
            ("cold", "mild", "warm"),
            "mild",
            {"cold": {"mild": 0.01}, "mild": {"cold": 0.004, "warm": 0.004}, "warm": {"mild": 0.01}},
        ),
    )
    hazards = (Hazard("collapse", 0.0004, {"mood": {"cold": 3.0}}, until="signed"),)
    return Process("any", START, (Rung("signed", needs),), tuple(conditions), drivers, hazards)


@st.composite
def tangled(draw: st.DrawFn) -> Process:
    """The same with failures and retries, demands, several rungs, and hazards of every kind."""
    process = draw(processes())
    conditions: list[Procedure | AllOf | AnyOf | Demand] = []
    for condition in process.conditions:
        if isinstance(condition, Procedure) and draw(st.booleans()):
            last = Step("gamble", Exponential(20.0), odds=draw(st.sampled_from(ODDS)))
            retry = Retry(2, condition.steps[0].name, 20.0) if draw(st.booleans()) else None
            condition = Procedure(condition.name, (*condition.steps, last), condition.after, retry)
        conditions.append(condition)
    needs = list(process.rungs[0].needs)
    if draw(st.booleans()):
        conditions.append(Demand("more", "c0", 0.004, 150.0, (Step("meet", Exponential(90.0)),), most=2))
        needs.append("more")
    split = draw(st.integers(1, len(needs)))
    rungs = [Rung("agreed", tuple(needs[:split])), Rung("signed", tuple(needs[split:]) or (needs[0],))]
    conditions.append(Procedure("debate", (Step("vote", Uniform(5.0, 200.0)),), after=("signed",)))
    rungs.append(Rung("ratified", ("debate",)))
    untils = st.sampled_from([None, "agreed", "signed", "ratified"])
    hazards = []
    for h in range(draw(st.integers(0, 3))):
        once = {draw(st.sampled_from(["c0", "agreed", "signed"])): draw(st.sampled_from([0.0, 0.3, 3.0]))}
        hazards.append(
            Hazard(
                f"h{h}",
                draw(st.sampled_from([0.0004, 0.002])),
                {"mood": {"cold": 4.0, "warm": 0.0}} if draw(st.booleans()) else {},
                ends=draw(st.integers(0, 3)) > 0,
                until=draw(untils),
                after=draw(st.sampled_from([None, None, "c0", "agreed"])),
                once_met=once if draw(st.booleans()) else {},
            )
        )
    drivers = process.drivers
    if draw(st.booleans()):
        pace = {"war": {"on": 0.3, "off": draw(st.sampled_from([0.0, 2.0]))}}
        days = (Scheduled(dt.date(2031, 6, 1), {"cold": {"warm": 0.5, "cold": 0.5}, "mild": {"warm": 1.0}}),)
        mood = drivers[1]
        drivers = (drivers[0], Driver("mood", mood.states, mood.start, mood.rates, days, pace))
    return Process("tangled", START, tuple(rungs), tuple(conditions), drivers, tuple(hazards))
