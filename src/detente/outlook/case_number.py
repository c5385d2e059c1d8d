"""Numbers as a case writes them, as numbers of the model; and the list of those that a result leans on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from detente.case.case import Case
from detente.case.figure import Adjust, Reasoned
from detente.outlook.case_class import Counted, counted, judged
from detente.outlook.case_spot import Part, Spot, Spots
from detente.outlook.number import Number, Uncertain
from detente.outlook.problem import Problem
from detente.values.basis import Basis, Solidity
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

PER_DAY = "1/day"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that the outlook leans on: where it stands, what it says, its basis, what speaks against it, why."""

    where: str
    says: str
    basis: tuple[Basis, ...]
    why: str | None
    against: tuple[Basis, ...] = ()

    @property
    def assumed(self) -> bool:
        """Whether it rests on somebody's judgement or on nothing."""
        return not self.basis or min(b.solidity for b in self.basis) <= Solidity.ASSUMED

    @property
    def standing(self) -> str:
        """What it rests on: a passage, a class, a judgement with one of them in view, or nothing but a judgement."""
        best = max((b.solidity for b in self.basis), default=Solidity.UNSOURCED)
        if best <= Solidity.ASSUMED:
            return "unsourced prior"
        return "judgement" if self.assumed else best.word


@dataclass
class Ledger:
    """What was used and what was wrong with it."""

    case: Case
    problems: list[Problem] = field(default_factory=list)
    leaned: dict[str, Assumption] = field(default_factory=dict)
    spots: Spots = field(init=False)

    def __post_init__(self) -> None:
        self.spots = Spots(self.case)

    def number(
        self,
        value: Quantity,
        spread: Quantity | None,
        item: Reasoned,
        spot: Spot,
        *,
        per: str = "",
        adjust: Adjust | None = None,
        where: str | None = None,
        part: Part = (),
    ) -> Number:
        """A number with its belief: that of a shipped class with its count, else triangular over the range. `where`
        names it for reading, `part` in the process."""
        where = where or spot.name
        if part:
            self.spots.note(part, spot)
        self.lean(where, said(value, spread), item)
        ends = self.ends(value, spread, spot, per)
        if ends is None:
            return 0.0
        low, best, high = ends
        basis = next((b for b in item.basis if b.solidity is Solidity.CLASS and b.n), None)
        if basis is not None:
            return self._of_class(basis, best, spot, where, per, adjust)
        if adjust is not None:
            self.problem(
                spot.under("adjust"), "adjust-without-class", "a judgement stands beside a class with its count"
            )
        if spread is None:
            return best
        words = "; ".join(str(b) for b in self._known(item.basis))
        return Uncertain(best, low, high, "triangular", basis=words, name=where)

    def ends(
        self, value: Quantity, spread: Quantity | None, spot: Spot, per: str = ""
    ) -> tuple[float, float, float] | None:
        """Low, value and high in the unit of the model; None where it is no number, which is noted."""
        try:
            best = inside = plain(value, per)
            if spread is not None:
                inside = plain(spread, per)
        except BadUnit as error:
            self.problem(spot, "bad-unit", str(error))
            return None
        if best.best is None or not math.isfinite(best.best):
            text = f"expected one number with its range beside, found '{value.worded}'"
            self.problem(spot, "missing-parameter", text)
            return None
        if spread is None:
            return best.best, best.best, best.best
        if not (math.isfinite(inside.low) and math.isfinite(inside.high)):
            self.problem(spot, "missing-parameter", f"expected a range with two ends, found '{spread.worded}'")
            return None
        return inside.low, best.best, inside.high

    def _of_class(
        self, basis: Basis, value: float, spot: Spot, where: str, per: str, adjust: Adjust | None
    ) -> Number:
        found = counted(basis, rate=bool(per))
        if found is None:
            kind = "rate" if per else "share"
            self.problem(spot.under("basis"), "unknown-class", f"no shipped class gives a {kind} as '{basis}'")
            return value
        number, words = found.number, f"class {_shown(found, found.number.value)} ({found.words})"
        if adjust is not None:
            factor = self.ends(adjust.factor, adjust.range, spot.under("adjust"))
            if factor is None or factor[0] <= 0.0:
                self.problem(spot.under("adjust"), "factor-below-zero", "expected a factor above zero with its range")
                return value
            number = judged(found, factor)
            words += f" times {said(adjust.factor, adjust.range)}{'' if found.rate else ' on its odds'}"
            self.lean(f"{where}, judgement", said(adjust.factor, adjust.range), adjust)
        if abs(number.value - value) > (0.02 * number.value if found.rate else 0.005):
            self.problem(spot, "wrong-share", f"{words} is {_shown(found, number.value)}, not {_shown(found, value)}")
        ends = f" ({_shown(found, number.low)}..{_shown(found, number.high)})" if adjust else ""
        leaned = self.leaned[where]
        judged_by = self._known(adjust.basis) if adjust else ()
        says = f"{words}: {_shown(found, number.value)}{ends}"
        self.leaned[where] = replace(leaned, says=says, basis=(*leaned.basis, *judged_by))
        return replace(number, name=where)

    def lean(self, where: str, says: str, item: Reasoned) -> None:
        """Note a number that the result leans on."""
        known, against = self._known(item.basis), self._known(getattr(item, "against", ()))
        self.leaned.setdefault(where, Assumption(where, says, known, item.why, against))

    def rest(self, where: str, says: str, basis: tuple[Basis, ...], why: str | None) -> None:
        """The same for what a procedure says."""
        self.leaned.setdefault(where, Assumption(where, says, self._known(basis), why))

    def problem(self, spot: Spot, code: str, message: str, *, hint: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(self.spots.problem(spot, code, message, hint=hint))

    def _known(self, basis: tuple[Basis, ...]) -> tuple[Basis, ...]:
        """Without passages that the case does not have (any more)."""
        return tuple(b for b in basis if b.statement is None or b.statement in self.case.statements)


def plain(value: Quantity, per: str = "") -> Quantity:
    """A rate per day, else a pure number (`30%` is 0.3). Raises ``BadUnit``."""
    if per:
        return value.to(per)
    if str(value.unit) == "%":
        return replace(
            value, best=None if value.best is None else value.best / 100, low=value.low / 100, high=value.high / 100
        )
    return value.to("")


def said(value: Quantity, spread: Quantity | None) -> str:
    """Value and range as written."""
    worded = value.worded or str(value)
    return f"{worded} ({spread.worded or spread})" if spread is not None else worded


def _shown(found: Counted, value: float) -> str:
    return f"{value * 365.2425:.3g}/year" if found.rate else f"{value:.3g}"
