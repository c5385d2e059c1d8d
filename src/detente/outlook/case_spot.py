"""Where in a case's files each part of its process came from, so that what is wrong with it can be shown there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from detente.case.case import Case
from detente.notation.problem import Place
from detente.notation.yaml_file import PathTo
from detente.outlook.problem import Problem

FILE = "outlook.yaml"
Part = tuple[str, ...]
"""Names from the process down: `("drivers", "mood", "rates", "cold", "warm")`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a file of the case."""

    path: PathTo
    file: str = FILE

    def under(self, *steps: str | int) -> Spot:
        """A value inside it."""
        return Spot((*self.path, *steps), self.file)

    @property
    def name(self) -> str:
        """For reading."""
        steps = [str(step) for step in self.path]
        return " > ".join(steps if self.file == FILE else [self.file.removesuffix(".yaml"), *steps])


def at(items: object, key: str, index: int) -> PathTo:
    """The way to one of several; a single one may be written without its list."""
    return (key, index) if isinstance(items, tuple | list) and len(items) > 1 else (key,)


@dataclass
class Spots:
    """Parts of the process by their names, and where they stand."""

    case: Case
    known: dict[Part, Spot] = field(default_factory=dict)

    def note(self, part: Part, spot: Spot) -> None:
        """A part came from there; the first who says so is right."""
        self.known.setdefault(part, spot)

    def problem(
        self, spot: Spot, code: str, message: str, *, closest: str | None = None, hint: str | None = None
    ) -> Problem:
        """A problem at a spot."""
        place = self.case.place_of(spot.file, spot.path)
        return Problem((spot.file, *map(str, spot.path)), code, message, closest, place, hint)

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """The same with their places: that of the part itself, else of what it is a part of."""
        return [p if p.place else replace(p, place=self._place(p.path)) for p in problems]

    def _place(self, part: Part) -> Place:
        for length in range(len(part), 0, -1):
            if spot := self.known.get(part[:length]):
                return self.case.place_of(spot.file, spot.path)
        return self.case.place_of(FILE, ())
