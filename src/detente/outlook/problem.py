"""What is wrong with a model: a value, not an exception, with the names that lead to it from the process down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.notation.problem import Place, Severity
from detente.notation.problem import Problem as Located


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where (names from the process down), a code, what was expected and found, the closest name, and
    the place in the case's files where the model came from one."""

    path: tuple[str, ...]
    code: str
    message: str
    closest: str | None = None
    place: Place | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = str(self.place) if self.place else " > ".join(self.path)
        near = f"; closest: {self.closest}" if self.closest else ""
        return f"{where}: error[{self.code}] {self.message}{near}"

    def located(self, severity: Severity = Severity.ERROR) -> Located:
        """As one of the problems of a case."""
        text = self.message[:1].upper() + self.message[1:]
        text += "" if text.endswith((".", "?")) else "."
        return Located(self.code, text, self.place, severity, closest=self.closest, hint=self.hint)


class InvalidModel(ValueError):
    """Raised by the doors that return numbers; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
