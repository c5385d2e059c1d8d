"""Small made-up processes that use every part of the model."""

from __future__ import annotations

import datetime as dt

from detente.outlook import (
    AllOf,
    AnyOf,
    Beta,
    ByState,
    Demand,
    Driver,
    Empirical,
    Exponential,
    Fixed,
    Hazard,
    Lognormal,
    Pert,
    Procedure,
    Process,
    Quantiles,
    Retry,
    Rung,
    Scheduled,
    Step,
    Triangular,
    Uncertain,
    Uniform,
    Window,
    Yearly,
)

START = dt.date(2030, 3, 1)
HORIZON = dt.date(2033, 12, 31)


def plain(mean: float = 200.0, **fields: object) -> Process:
    """One step, one rung, one end, no driver."""
    step = Step("talks", Exponential(mean), **fields)  # type: ignore[arg-type]
    return Process(
        "plain",
        START,
        (Rung("signed", ("text",)),),
        (Procedure("text", (step,)),),
        hazards=(Hazard("collapse", 0.001, until="signed"),),
    )


def rich() -> Process:
    """Arland and Bethia: every kind of work, gate, join, driver and hazard; some numbers uncertain."""
    mood = Driver(
        "mood",
        ("cold", "mild", "warm"),
        {"cold": 0.3, "mild": 0.7},
        {
            "cold": {"mild": 0.004},
            "mild": {"cold": 0.003, "warm": Uncertain(0.004, 0.001, 0.01)},
            "warm": {"mild": 0.005},
        },
    )
    war = Driver("war", ("on", "off"), "on", {"on": {"off": 0.002}, "off": {"on": 0.001}})
    attention = Driver(
        "attention",
        ("elsewhere", "returning"),
        "elsewhere",
        {"elsewhere": {"returning": 0.004}, "returning": {"elsewhere": 0.004}},
        pace={"war": {"on": 0.5, "off": Uncertain(2.0, 1.0, 4.0, "loguniform")}},
    )
    house = Driver(
        "house",
        ("strong", "weak"),
        "weak",
        scheduled=(Scheduled(dt.date(2031, 6, 7), {"weak": {"strong": 0.4, "weak": 0.6}}),),
    )
    votes = Yearly(12, 5, 2030, 2033).days()
    vote = Procedure(
        "vote",
        (
            Step("draft", Pert(30.0, 60.0, 120.0), {"house": {"weak": 0.6}}),
            Step("parliament", Triangular(10.0, 20.0, 60.0), {"mood": {"cold": 0.5, "warm": 1.5}}),
            Step("ballot", Fixed(55.0), odds=ByState("house", {"strong": 0.85, "weak": 0.55})),
        ),
        retry=Retry(2, "parliament", wait=Uncertain(180.0, 90.0, 365.0)),
    )
    council = Procedure(
        "council",
        (
            Step("note", Uniform(10.0, 40.0), {"attention": {"returning": 0.3}}),
            Step(
                "decision",
                Exponential(30.0),
                window=Window(votes, ByState("mood", {"cold": 0.2, "mild": 0.6, "warm": 0.9})),
            ),
        ),
    )
    side = Procedure(
        "side door", (Step("waiver", Lognormal(Uncertain(400.0, 200.0, 700.0), 0.6), closes=dt.date(2032, 12, 31)),)
    )
    closing = AnyOf("closing", ("council", "side door"))
    text = Procedure(
        "text",
        (
            Step("articles", Lognormal(90.0, 0.5), {"mood": {"cold": 0.0, "warm": 1.4}, "war": {"off": 1.2}}),
            Step("initial", Quantiles(((0.0, 1.0), (0.5, 20.0), (1.0, 90.0))), closed_by="window shuts"),
        ),
        retry=Retry(1, "initial", wait=30.0),
    )
    transit = Procedure(
        "transit", (Step("survey", Empirical((40.0, 90.0, 200.0))), Step("deed", Beta(0.0, 60.0, 2.0, 3.0)))
    )
    all_of = AllOf("package", ("transit", "closing"))
    demand = Demand(
        "new demand", "text", 0.002, 200.0, (Step("meet", Exponential(80.0), {"mood": {"cold": 0.5}}),), most=2
    )
    ratify = Procedure(
        "ratification", (Step("debate", Exponential(60.0), not_before=dt.date(2031, 1, 15)),), after=("signed",)
    )
    mult = {"mood": {"cold": 2.0, "warm": 0.5}, "attention": {"returning": 2.0}}
    hazards = (
        Hazard("collapse", Uncertain(0.0002, 0.00005, 0.0006, "gamma", k=3, n=10_000.0), mult, until="signed"),
        Hazard("escalation", 0.0002, {"war": {"off": 1.5}}, once_met={"signed": 0.3, "transit": 0.8}),
        Hazard("window shuts", 0.0005, {"attention": {"returning": 3.0}}, ends=False),
        Hazard("clash", 0.001, mult, ends=False, after="text"),
    )
    return Process(
        "rich",
        START,
        (
            Rung("agreed", ("text",)),
            Rung("signed", ("vote", "package", "new demand")),
            Rung("ratified", ("ratification",)),
        ),
        (vote, council, side, closing, text, transit, all_of, demand, ratify),
        (attention, mood, war, house),
        hazards,
    )
