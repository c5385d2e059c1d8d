"""What could be changed, for `what if`, and demands that may follow a concession; sections of outlook.yaml.

levers:
  late-vote:
    name: the vote slips to 2033
    actor: arland
    sets: {step: east-law.vote, not-before: 2033-01-01}
    basis: assumed by N. N.
    why: a question often asked
  talks-abroad:
    name: Cordia lends its good offices
    actor: cordia
    needs-consent: [arland, bethia]
    cost: envoys, and being seen to take part
    cost-basis: assumed by N. N.
    against: courier/c30
    sets: {step: east-law.sent, factor: 1.3, range: 0.9..2}
    basis: institute/i11
demands:
  more-books:
    name: a demand for new school books
    holder: bethia
    asked-of: arland
    after: condition:arland-law-change
    gates: treaty.signed
    rate: 0.2/year
    range: 0.05..0.6/year
    within: 180 days
    takes: {time: 60..400 days, basis: assumed by N. N., why: as for the last ones}
    expected-by: institute/i05
    basis: assumed by N. N.
    why: expected by one author
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.case.driver import NodeName
from detente.case.figure import Duration, Reasoned
from detente.case.item import (
    ActorId,
    Amount,
    ConditionId,
    Day,
    Id,
    Item,
    OneOrMore,
    RestsOn,
    RungId,
    Text,
    Whole,
)
from detente.case.procedure import SpanText


class Setting(Item):
    """One thing that a lever does.

    A `step` gets a delay, a day before which it does not come (`not-before`), another time (`takes`), other `odds`
    or a `factor` on its speed; a `driver` starts in a state, or keeps to it (`stays`); a `hazard` gets another `rate`
    or a `factor` on it; a `demand` that may follow a concession another `rate`. A condition is dropped (`drops`), met
    at once (`meets`), or, where it stands outside, switched on (`switches`); a rung is taken as `reached`; a mission
    ends (`ends`); a forum `closes`. Rates, factors and odds may have a `range`.
    """

    step: NodeName | None = None
    driver: Id | None = None
    hazard: Id | None = None
    demand: Id | None = None
    drops: NodeName | None = None
    meets: NodeName | None = None
    switches: ConditionId | None = None
    reached: RungId | None = None
    ends: Annotated[Id | None, Field(description="a mission")] = None
    closes: ActorId | None = None
    delay: SpanText | None = None
    not_before: Day | None = None
    takes: SpanText | None = None
    odds: Amount | None = None
    factor: Amount | None = None
    start: Id | None = None
    stays: Id | None = None
    rate: Amount | None = None
    range: Amount | None = None

    @property
    def named(self) -> str | None:
        """The kind of thing that it speaks of, where it is one."""
        found = [key for key in (*TAKES, *BARE) if getattr(self, key) is not None]
        return found[0] if len(found) == 1 else None

    @property
    def value(self) -> str | None:
        """The kind of value that it gives, where it is one."""
        found = [key for key in VALUES if getattr(self, key) is not None]
        return found[0] if len(found) == 1 else None

    @property
    def sound(self) -> bool:
        """Whether it says one thing of one thing."""
        given = sum(getattr(self, key) is not None for key in VALUES)
        if self.named in TAKES:
            ranged = self.range is None or self.value in RANGED
            return given == 1 and self.value in TAKES[str(self.named)] and ranged
        return self.named is not None and given == 0 and self.range is None


TAKES: dict[str, tuple[str, ...]] = {
    "step": ("delay", "not_before", "takes", "odds", "factor"),
    "driver": ("start", "stays"),
    "hazard": ("rate", "factor"),
    "demand": ("rate",),
}
"""Which values each kind of thing takes."""
BARE = ("drops", "meets", "switches", "reached", "ends", "closes")
"""What takes none."""
VALUES = tuple(dict.fromkeys(value for values in TAKES.values() for value in values))
RANGED = ("odds", "factor", "rate")


class Lever(Reasoned):
    """What an actor could change, with what it rests on and what speaks against it."""

    name: Text
    actor: OneOrMore[ActorId]
    sets: OneOrMore[Setting]
    needs_consent: OneOrMore[ActorId] = ()
    """Who must accept it; until they do, it is off and changes nothing."""
    consented: RestsOn = ()
    """Where the record shows their consent."""
    against: RestsOn = ()
    """Counter-evidence: statements that doubt or reject it."""
    cost: Text | None = None
    cost_basis: RestsOn = ()


class Demand(Reasoned):
    """A demand that may be made once its addressee has met another: it comes at a rate for a time, and then stands
    before a rung until it is met. It is expected, not made."""

    name: Text
    holder: OneOrMore[ActorId]
    asked_of: OneOrMore[ActorId]
    after: NodeName
    """The concession: a condition, or a step."""
    gates: RungId
    rate: Amount
    range: Amount | None = None
    within: SpanText
    """How long after the concession it may still be made."""
    takes: Duration
    """How long it takes to meet it."""
    most: Whole = 1
    """Meeting it is again a concession: how many may follow one another."""
    expected_by: RestsOn
    """Those who expect it: forecasts, never demands."""
