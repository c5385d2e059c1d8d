"""Every locator of a case held against the reader's own copies of its documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.case.case import Case
from detente.documents.verify import Outcome, Span, Verdict, copies, verify_span


@dataclass(frozen=True, slots=True)
class Verified:
    """One passage of one statement: its outcome, and a word on what to do."""

    statement: str
    passage: int
    outcome: Outcome
    start: int | None
    says: str

    @property
    def holds(self) -> bool:
        """True where the citation can be followed."""
        return self.outcome in (Outcome.FOUND, Outcome.MOVED)

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "statement": self.statement,
            "passage": self.passage,
            "outcome": self.outcome.value,
            "start": self.start,
        }


def verify(case: Case, folder: Path) -> list[Verified]:
    """In the order of the record. A statement whose passage was altered is suspect until somebody reads it again."""
    wanted = {name: (source.sha256, source.file) for name, source in case.sources.items() if source.has_text}
    at_hand = copies(folder, wanted)
    texts = {name: _text(path) for name, path in at_hand.items()}
    found = []
    for key, statement in case.statements.items():
        source = key.partition("/")[0]
        for index, locator in enumerate(statement.at):
            span = Span(locator.chars[0], locator.chars[1], locator.hash, locator.opens)
            text = texts.get(source)
            verdict = verify_span(text, span) if text is not None else Verdict(Outcome.MISSING)
            found.append(Verified(key, index, verdict.outcome, verdict.start, _word(verdict, source, text is None)))
    return found


def _text(path: Path) -> str | None:
    from detente.documents.read import read

    document, _ = read(path)
    return document.text if document else None


def _word(verdict: Verdict, source: str, no_copy: bool) -> str:
    match verdict.outcome:
        case Outcome.FOUND:
            return "stands where it should"
        case Outcome.MOVED:
            return f"now stands at character {verdict.start}"
        case Outcome.ALTERED:
            return "its passage reads differently; review the statement"
        case _:
            return f"no copy of source {source} is at hand" if no_copy else "the copy ends before its passage"
