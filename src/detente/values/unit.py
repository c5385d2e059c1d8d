"""Units of quantities: plain nouns and their quotients (`seats`, `1/year`, `persons/year`, `%`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOUN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*\Z|%\Z")

# Days in one, for the units of time that have a fixed length by convention; a month and a year are means of the
# Gregorian calendar (146,097 days in 400 years), as astronomers' and statisticians' tables use.
_DAYS = {"day": 1.0, "week": 7.0, "month": 146097 / 4800, "year": 146097 / 400}

_SINGULAR = {"days": "day", "weeks": "week", "months": "month", "years": "year"}


class BadUnit(ValueError):
    """The text names no unit, or two units do not go together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of nouns with whole powers, sorted; `powers` is empty for a pure number."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Unit:
        """`''`, `seats`, `/year`, `1/year`, `persons/year`."""
        text = text.strip()
        if not text:
            return cls()
        above, *below = text.split("/")
        powers: dict[str, int] = {}
        for name, sign in [(above.strip(), 1), *((part.strip(), -1) for part in below)]:
            if sign == 1 and name in ("", "1"):
                continue
            if not _NOUN.match(name):
                raise BadUnit(f"'{text}' is no unit")
            noun = _SINGULAR.get(name, name)
            powers[noun] = powers.get(noun, 0) + sign
        return cls._of(powers)

    @classmethod
    def _of(cls, powers: dict[str, int]) -> Unit:
        return cls(tuple(sorted((noun, power) for noun, power in powers.items() if power)))

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.powers)
        for noun, power in other.powers:
            powers[noun] = powers.get(noun, 0) + power
        return self._of(powers)

    def inverse(self) -> Unit:
        """One over it."""
        return self._of({noun: -power for noun, power in self.powers})

    def factor_to(self, other: Unit) -> float:
        """What to multiply by to express it in `other`; raise `BadUnit` where they measure different things."""
        mine, theirs = self._in_days(), other._in_days()
        if mine[1] != theirs[1]:
            raise BadUnit(f"'{self}' and '{other}' measure different things")
        return mine[0] / theirs[0]

    def _in_days(self) -> tuple[float, dict[str, int]]:
        factor = 1.0
        powers: dict[str, int] = {}
        for noun, power in self.powers:
            if noun in _DAYS:
                factor *= _DAYS[noun] ** power
                noun = "day"
            powers[noun] = powers.get(noun, 0) + power
        return factor, {noun: power for noun, power in powers.items() if power}

    def __str__(self) -> str:
        above = " ".join(noun for noun, power in self.powers for _ in range(max(power, 0)))
        below = "".join(f"/{noun}" for noun, power in self.powers for _ in range(max(-power, 0)))
        return above + below
