"""A number that keeps its unit, its range, its date and what it rests on, also through arithmetic.

Written as `NUMBER UNIT`, `LOW..HIGH UNIT`, `more than N UNIT`, `less than N UNIT`, `about N UNIT`, `N%`, `0.35/year`.
Ranges are bounds, not spreads: arithmetic on them is interval arithmetic (Moore 1966), so a result's range holds
every value that inputs within theirs could give.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import overload

from detente.values.basis import Basis, Solidity, weakest
from detente.values.partial_date import PartialDate
from detente.values.unit import BadUnit, Unit

_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?"
_FORM = re.compile(
    rf"(?:(more than|at least|less than|at most|about|up to) )?({_NUMBER})(?:\.\.({_NUMBER}))?\s*(.*)\Z", re.ASCII
)
_ONE_SIDED = {"more than": "low", "at least": "low", "less than": "high", "at most": "high", "up to": "high"}


NO_UNIT = Unit()

ABOUT = 0.1
"""`about N` stands for N and a tenth to either side: our convention, for comparing round figures."""


class BadQuantity(ValueError):
    """The text is no quantity in the notation above."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """`best` is the value where one was given; `low` and `high` bound it (infinite where open)."""

    best: float | None
    low: float
    high: float
    unit: Unit = NO_UNIT
    worded: str | None = None
    date: PartialDate | None = None
    basis: tuple[Basis, ...] = ()

    @classmethod
    def parse(cls, text: str, *, date: PartialDate | None = None, basis: tuple[Basis, ...] = ()) -> Quantity:
        """Read the notation above; raise `BadQuantity`."""
        form = _FORM.match(text.strip())
        if not form:
            raise BadQuantity(f"'{text}' is no quantity; write for example 64 seats, 50..65 days, more than 2 years")
        try:
            unit = Unit.parse(form[4])
        except BadUnit as problem:
            raise BadQuantity(str(problem)) from None
        first = _number(form[2])
        if form[3]:
            if form[1]:
                raise BadQuantity(f"'{form[1]}' does not go with a range")
            high = _number(form[3])
            if high < first:
                raise BadQuantity(f"the range runs backwards: {form[2]}..{form[3]}")
            return cls(None, first, high, unit, text, date, basis)
        side = _ONE_SIDED.get(form[1] or "")
        spread = ABOUT * abs(first) if form[1] == "about" else 0.0
        low = -math.inf if side == "high" else first - spread
        high = math.inf if side == "low" else first + spread
        return cls(None if side else first, low, high, unit, text, date, basis)

    @classmethod
    def of(cls, value: float, unit: str = "", *, basis: tuple[Basis, ...] = ()) -> Quantity:
        """An exact number."""
        return cls(value, value, value, Unit.parse(unit), None, None, basis)

    def within(self, low: float, high: float) -> Quantity:
        """The same with a range around its value; raise `BadQuantity` where the value lies outside."""
        if not low <= high or (self.best is not None and not low <= self.best <= high):
            raise BadQuantity(f"the value {self.best} lies outside its range {low}..{high}")
        return replace(self, low=low, high=high, worded=None)

    @property
    def solidity(self) -> Solidity:
        """That of the weakest thing it rests on."""
        return weakest(self.basis)

    @property
    def exact(self) -> bool:
        """True where low, best and high are one number."""
        return self.best is not None and self.low == self.high == self.best

    def to(self, unit: str) -> Quantity:
        """In another unit of the same kind; raise `BadUnit`."""
        return self._in(Unit.parse(unit))

    def _in(self, target: Unit) -> Quantity:
        factor = self.unit.factor_to(target)
        best = None if self.best is None else self.best * factor
        return replace(self, best=best, low=self.low * factor, high=self.high * factor, unit=target, worded=None)

    def overlaps(self, other: Quantity) -> bool:
        """True where both could be the same value; raise `BadUnit` for different kinds."""
        theirs = other._in(self.unit)
        return self.low <= theirs.high and theirs.low <= self.high

    def __add__(self, other: Quantity) -> Quantity:
        return self._joined(other._in(self.unit), lambda a, b: a + b, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return self._joined(other._in(self.unit), lambda a, b: a - b, self.unit)

    @overload
    def __mul__(self, other: Quantity) -> Quantity: ...
    @overload
    def __mul__(self, other: float) -> Quantity: ...
    def __mul__(self, other: Quantity | float) -> Quantity:
        theirs = other if isinstance(other, Quantity) else Quantity.of(other, basis=self.basis)
        return self._joined(theirs, lambda a, b: a * b, self.unit * theirs.unit)

    def __truediv__(self, other: Quantity) -> Quantity:
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"the divisor {other} could be zero")
        return self._joined(other, lambda a, b: a / b, self.unit * other.unit.inverse())

    def _joined(self, other: Quantity, join: Callable[[float, float], float], unit: Unit) -> Quantity:
        corners = [_defined(join(a, b)) for a in (self.low, self.high) for b in (other.low, other.high)]
        best = None if self.best is None or other.best is None else join(self.best, other.best)
        basis = tuple(dict.fromkeys((*self.basis, *other.basis)))
        missing_basis = not self.basis or not other.basis
        return Quantity(best, min(corners), max(corners), unit, None, None, () if missing_basis else basis)

    def __str__(self) -> str:
        if self.worded is not None:
            return self.worded
        unit = str(self.unit)
        gap = "" if not unit or unit.startswith(("/", "%")) else " "
        return f"{self._amount()}{gap}{unit}"

    def _amount(self) -> str:
        if self.exact or (self.best is not None and math.isinf(self.low) and math.isinf(self.high)):
            return _shown(self.best if self.best is not None else self.low)
        if math.isinf(self.high):
            return f"at least {_shown(self.low)}"
        if math.isinf(self.low):
            return f"at most {_shown(self.high)}"
        spread = f"{_shown(self.low)}..{_shown(self.high)}"
        return spread if self.best is None else f"{_shown(self.best)} ({spread})"


def _number(text: str) -> float:
    number = float(text.replace(",", ""))
    if math.isinf(number):
        raise BadQuantity("a number of more than 308 digits")
    return number


def _defined(value: float) -> float:
    # 0 * inf: an exact zero times something unbounded is zero in interval arithmetic.
    return 0.0 if math.isnan(value) else value


def _shown(value: float) -> str:
    return f"{value:,.10g}"
