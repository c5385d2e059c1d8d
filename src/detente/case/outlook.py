"""outlook.yaml: the numbers that a forecast needs and that record and procedures do not give.

    made: 2031-06-30
    horizons: [2031-12-31, 2033-06-30]
    drivers:
      mood:
        name: mood of Bethia
        states: [cold, warm]
        start: cold
        basis: assumed by N. N.
        why: no talks since spring
        moves: {from: cold, to: warm, rate: 0.5/year, range: 0.2..1/year, basis: assumed by N. N., why: as before}
    hazards:
      war: {event: 'at least 25 killed in a month', rate: 0.1/year, range: 0.05..0.2/year, basis: class quiet-hazard}
    effects: {driver: mood, state: cold, on: east-law.sent, factor: 0.5, range: 0.3..0.8, basis: assumed by N. N.}
    steps:
      east-law.sent: {takes: {time: 60..400 days, mostly: 120 days, basis: assumed by N. N., why: as elsewhere}}

Steps bear the names of the process (`detente blockers --dates`): PROCEDURE.STEP, also through procedures that they
use, or condition:NAME; PROCEDURE.STEP of a used procedure stands for all its places. The whole file holds from
`made`: before that day the case has no outlook.
"""

from __future__ import annotations

from detente.case.driver import Driver, Effect, NodeName
from detente.case.figure import Adjust, Duration, Figure, Reasoned
from detente.case.indicator import Indicator
from detente.case.item import Amount, ConditionId, Day, Id, Item, OneOrMore, RungId, Text, Whole, YesNo
from detente.case.lever import Demand, Lever
from detente.case.preference import ClosingWindow, Party
from detente.case.procedure import SpanText


class Again(Reasoned):
    """After a failure: begun anew after a wait, so many times at most. Without it a failure is final."""

    times: Whole
    wait: SpanText


class StepNumbers(Item):
    """What the procedures leave without a number."""

    takes: Duration | None = None
    odds: Figure | None = None
    """The chance that it succeeds when it is tried."""
    again: Again | None = None
    planned: YesNo = False
    """The window in its procedure is a plan and no rule: not before its first day, and any later day will do."""


class OnceMet(Reasoned):
    """What a condition that is met, or a rung that is reached, does to the rate of a hazard."""

    met: NodeName
    factor: Amount
    range: Amount | None = None


class Hazard(Reasoned):
    """An event that may come at any time. With `ends` the process is over; of several such the first counts."""

    event: Text
    """Defined so that two readers would agree whether it has happened."""
    rate: Amount
    range: Amount | None = None
    adjust: Adjust | None = None
    ends: YesNo = True
    until: RungId | None = None
    """The rung after which it no longer ends the process."""
    after: NodeName | None = None
    """The rung or condition from which it can come at all."""
    once_met: OneOrMore[OnceMet] = ()


class Waiver(Reasoned):
    """The rate at which the holder of a condition lets it go unmet: of the one that it is named after, or of several
    in one decision."""

    conditions: OneOrMore[ConditionId] = ()
    """Those that are let go together; the name of the waiver is then free."""
    rate: Amount
    range: Amount | None = None
    adjust: Adjust | None = None
    weighed: YesNo = False
    """Whether the weights of the two parties (`parties`) move the rate: the stronger holder lets go later."""


class Vote(Item):
    """What is believed of a popular vote: turnout among those entitled, and support among those who take part."""

    turnout: Figure
    support: Figure


class OutlookFile(Item):
    """outlook.yaml"""

    made: Day
    """The day as of which the numbers were chosen; nothing known later went into them."""
    horizons: OneOrMore[Day]
    leaves_out: dict[NodeName, Text] = {}
    """Steps and rungs that get no number, each with the reason; a way that needs such a step does not count."""
    drivers: dict[Id, Driver] = {}
    hazards: dict[Id, Hazard] = {}
    effects: OneOrMore[Effect] = ()
    steps: dict[NodeName, StepNumbers] = {}
    waivers: dict[Id, Waiver] = {}
    """Conditions that their holder may let go."""
    demands: dict[Id, Demand] = {}
    """Demands that may follow a concession."""
    levers: dict[Id, Lever] = {}
    votes: dict[NodeName, Vote] = {}
    """Popular votes whose odds come from turnout and support, against every limb of the rule together."""
    parties: dict[Id, Party] = {}
    windows: dict[Id, ClosingWindow] = {}
    indicators: dict[Id, Indicator] = {}
