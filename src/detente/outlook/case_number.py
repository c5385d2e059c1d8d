"""Numbers as a case writes them, as numbers of the model; and the list of those that a result leans on."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from detente.case.outlook import Reasoned
from detente.outlook.number import Number, Uncertain
from detente.outlook.problem import Problem
from detente.values.basis import Basis, Solidity
from detente.values.quantity import Quantity
from detente.values.unit import BadUnit

FILE = "outlook.yaml"


@dataclass(frozen=True)
class Assumption:
    """A number that the outlook leans on: where it stands, what it says, its basis and the reason."""

    where: str
    says: str
    basis: tuple[Basis, ...]
    why: str | None

    @property
    def assumed(self) -> bool:
        """Whether it rests on somebody's judgement or on nothing."""
        return not self.basis or min(b.solidity for b in self.basis) <= Solidity.ASSUMED


@dataclass
class Ledger:
    """What was used and what was wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    leaned: dict[str, Assumption] = field(default_factory=dict)

    def number(self, value: Quantity, spread: Quantity | None, item: Reasoned, where: str, per: str = "") -> Number:
        """A number with its belief: that of a shipped class with its count, else triangular over the range."""
        path = tuple(where.split(" > "))
        self.lean(where, _said(value, spread), item.basis, item.why)
        try:
            best, low, high = _in(value, per).best, -math.inf, math.inf
            if spread is not None:
                wide = _in(spread, per)
                low, high = wide.low, wide.high
        except BadUnit as error:
            self.problem(path, "bad-unit", str(error))
            return 0.0
        if best is None or not math.isfinite(best):
            self.problem(
                path, "missing-parameter", f"expected one number with its range beside, found '{value.worded}'"
            )
            return 0.0
        counted = next((b for b in item.basis if b.solidity is Solidity.CLASS and b.n), None)
        if counted is not None:
            return self._class(counted, best, path, where)
        if spread is None:
            return best
        words = "; ".join(str(basis) for basis in item.basis)
        return Uncertain(best, low, high, "triangular", basis=words, name=where)

    def _class(self, basis: Basis, value: float, path: tuple[str, ...], where: str) -> Number:
        from detente.outlook.classes import reference_classes

        for found in reference_classes(basis.name):
            if (found.k, found.n) == (basis.k, basis.n):
                if abs(found.share - value) > 0.005:
                    self.problem(path, "wrong-share", f"{basis} is {found.share:.3f}, not {value:g}")
                return replace(found.as_number(), name=where)
        self.problem(path, "unknown-class", f"no shipped class is '{basis}'")
        return value

    def lean(self, where: str, says: str, basis: tuple[Basis, ...], why: str | None) -> None:
        """Note a number that the result leans on."""
        self.leaned.setdefault(where, Assumption(where, says, tuple(basis), why))

    def problem(self, path: tuple[str, ...], code: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem((FILE, *path), code, message))


def _in(value: Quantity, per: str) -> Quantity:
    """A rate per day, else a pure number (`30%` is 0.3)."""
    if per:
        return value.to(per)
    if str(value.unit) == "%":
        return replace(
            value, best=None if value.best is None else value.best / 100, low=value.low / 100, high=value.high / 100
        )
    return value.to("")


def _said(value: Quantity, spread: Quantity | None) -> str:
    said = value.worded or str(value)
    return f"{said} ({spread.worded or spread})" if spread is not None else said
