"""What is wrong with a model: a located value, not an exception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: where (names from the process down), a code, what was expected and found."""

    path: tuple[str, ...]
    code: str
    message: str

    def __str__(self) -> str:
        return f"{' > '.join(self.path)}: error[{self.code}] {self.message}"


class InvalidModel(ValueError):
    """Raised by the doors that return numbers; carries every problem found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
