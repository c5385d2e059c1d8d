"""A problem in a user's text: a value, not an exception. All problems of a run are reported together."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """An error stops the case from being used; a warning should be read; a note may be."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands. `line` and `column` count from 1, columns in code points; `length` marks the value."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong (`message`), where, what was near, and the cure (`hint`).

    `others` are further places of the same conflict, each with a word on what stands there; `because_of` names the
    code of a problem that this one only follows from, and such problems are folded into it when shown.
    """

    code: str
    message: str
    place: Place | None = None
    severity: Severity = Severity.ERROR
    hint: str | None = None
    closest: str | None = None
    others: tuple[tuple[str, Place], ...] = ()
    because_of: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        found: dict[str, Any] = {"severity": self.severity.value, "code": self.code, "message": self.message}
        if self.place:
            found |= {"file": self.place.file, "line": self.place.line, "column": self.place.column}
        if self.closest:
            found["closest"] = self.closest
        if self.hint:
            found["hint"] = self.hint
        if self.others:
            found["others"] = [{"what": what, "place": str(place)} for what, place in self.others]
        return found


@dataclass(slots=True)
class Problems:
    """Collects problems; errors are shown first, then warnings, then notes, each by file and place."""

    found: list[Problem] = field(default_factory=list)
    lines: Callable[[Place], str | None] = lambda place: None
    """Gives the line of source at a place, where the text is at hand."""

    def add(self, problem: Problem) -> None:
        """Take one more."""
        self.found.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take several more."""
        self.found.extend(problems)

    @property
    def errors(self) -> list[Problem]:
        """Those that stop the case from being used."""
        return [problem for problem in self.found if problem.severity is Severity.ERROR]

    def in_order(self) -> list[Problem]:
        """Without repeats, and without those that only follow from another one that is here too."""
        codes = {problem.code for problem in self.found}
        kept = [p for p in dict.fromkeys(self.found) if not (p.because_of and p.because_of in codes)]
        return sorted(kept, key=_reading_order)

    def text(self, *, notes: bool = True) -> str:
        """All of them as text, with their lines of source, and a summary; without `notes` these are only counted."""
        shown = self.in_order()
        parts = [rendered(p, self.lines) for p in shown if notes or p.severity is not Severity.NOTE]
        folded = self.folded()
        tail = f" ({folded} more that follow{'s' if folded == 1 else ''} from these)" if folded else ""
        return "\n".join([*parts, summary(shown) + tail])

    def folded(self) -> int:
        """How many follow-on problems `in_order` leaves out."""
        return len(dict.fromkeys(self.found)) - len(self.in_order())


def _reading_order(problem: Problem) -> tuple[Any, ...]:
    severity = list(Severity).index(problem.severity)
    place = problem.place or Place("", 0, 0, 0)
    return (severity, place.file, place.line, place.column, problem.code, problem.message)


def closest_name(name: str, names: Iterable[str]) -> str | None:
    """The most similar of `names`, where one is similar at all."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return found[0] if found else None


def rendered(problem: Problem, line_of: Callable[[Place], str | None]) -> str:
    """The problem as text, with its line of source and a mark under the value."""
    head = f"{problem.severity}[{problem.code}] {_visible(problem.message)}"
    lines = [f"{_visible(str(problem.place))}: {head}" if problem.place else head]
    if problem.place and (source := line_of(problem.place)) is not None:
        lines += _excerpt(problem.place, source)
    for what, place in problem.others:
        lines.append(f"   also: {_visible(f'{place} {what}')}".rstrip())
    if problem.closest:
        lines.append(f"   closest: {_visible(problem.closest)}")
    if problem.hint:
        lines.append(f"   hint: {_visible(problem.hint)}")
    return "\n".join(lines)


def summary(problems: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`, or `no problems`."""
    counts = [(sum(p.severity is severity for p in problems), severity) for severity in Severity]
    parts = [f"{count} {severity}{'s' if count > 1 else ''}" for count, severity in counts if count]
    return ", ".join(parts) or "no problems"


_SHOWN = 110


def _excerpt(place: Place, source: str) -> list[str]:
    before = place.column - 1
    start = max(0, before - _SHOWN // 2) if before + min(place.length, _SHOWN // 2) > _SHOWN else 0
    shown = source[start : start + _SHOWN]
    number = str(place.line)
    marked = shown[before - start : before - start + place.length]
    mark = " " * len(_visible(shown[: before - start])) + "^" * max(1, len(_visible(marked)))
    shown = _visible(shown)
    return [f"{number} | {shown}", f"{' ' * len(number)} | {mark}"]


def _visible(text: str) -> str:
    """Control characters and direction marks are shown as escapes: a hostile field cannot repaint a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
