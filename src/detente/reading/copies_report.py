"""What a new document repeats of those known already: the warning, and which of its spans say nothing new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.documents.cleaned import Cleaned
from detente.notation.problem import Place, Problem, Severity
from detente.reading.copies import Comparison, compare
from detente.reading.copies_passage import Copied, Credit, Direction, Side
from detente.reading.copies_side import Compared
from detente.reading.drift import Drift, drifts

NOTICEABLE = 0.05
"""Part of a document's words in runs shared with another from which a warning is given."""


@dataclass(frozen=True)
class CopyReport:
    """One new document against the known ones; `comparisons` has the new one second and leaves out empty ones."""

    new: Compared
    known: tuple[Compared, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def name(self) -> str:
        """The new document."""
        return self.new.name

    @property
    def copied(self) -> tuple[Copied, ...]:
        """All passages that it shares with a known document as a copy, whichever came first."""
        return tuple(passage for comparison in self.comparisons for passage in comparison.reused)

    def repeats(self, start: int, end: int) -> Copied | None:
        """The passage that says `start:end` of the new document already, if at least half of the span lies in it."""
        best, most = None, 0
        for passage in self.copied:
            shared = min(end, passage.b.end) - max(start, passage.b.start)
            if 2 * shared >= end - start and shared > most:
                best, most = passage, shared
        return best

    def drifts(self) -> list[Drift]:
        """What changed in all the passages, in the order of the new document."""
        by_name = {side.name: side for side in self.known}
        return [drift for passage in self.copied for drift in drifts(passage, by_name[passage.a.name], self.new)]

    def problems(self) -> list[Problem]:
        """A warning for each known document from which a noticeable part was taken, or which took it."""
        return [_warning(self.name, c) for c in self.comparisons if c.share_b >= NOTICEABLE and c.reused]


def report(new: Cleaned, known: Sequence[Cleaned]) -> CopyReport:
    """`new` against each of `known`."""
    side = Compared(new)
    others = tuple(Compared(cleaned) for cleaned in known)
    compared = tuple(compare(other, side) for other in others)
    return CopyReport(side, others, tuple(c for c in compared if c.copied))


def _warning(name: str, comparison: Comparison) -> Problem:
    passages = comparison.reused
    share = f"{100 * comparison.share_b:.0f}% of the words of {comparison.b} stand in {comparison.a}"
    message = f"{share}: {_counted(len(passages), 'passage')}, {_credits(passages)}; {_direction(passages)}"
    hint = "claims in these passages add no support of their own; only what is new needs review"
    return Problem("copied-text", message, Place(name), Severity.WARNING, hint)


def _credits(passages: Iterable[Copied]) -> str:
    credits = [passage.credit for passage in passages]
    named = sum(credit in (Credit.QUOTED, Credit.NAMED, Credit.LINKED) for credit in credits)
    unclear = credits.count(Credit.UNKNOWN)
    parts = [f"{named or 'none'} credited", f"{unclear} unclear (a lost link stands there)" if unclear else ""]
    return ", ".join(filter(None, parts))


def _direction(passages: Sequence[Copied]) -> str:
    directions = {passage.direction for passage in passages}
    if directions == {Direction.UNKNOWN}:
        return "which came first is not known"
    first: Side | None = next(passage.earlier for passage in passages if passage.earlier)
    return f"{first.name} came first" if first else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
