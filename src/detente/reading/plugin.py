"""A stronger extractor, if the user plugs one in. Off by default; what it says is checked word by word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from detente.reading.lexicon import acts
from detente.reading.proposals import StatementProposal


class Extractor(Protocol):
    """Anything that proposes statements for a text: a local or hosted language model, another tool."""

    name: str

    def propose(self, text: str) -> Iterable[Claimed]:
        """Statements found in the text, each with the words it rests on."""
        ...


class Claimed:
    """What an extractor says it found: the quoted words must stand at `start` in the text, exactly."""

    __slots__ = ("act", "quote", "score", "speaker", "start")

    def __init__(self, start: int, quote: str, speaker: str, act: str, score: float = 0.5) -> None:
        self.start = start
        self.quote = quote
        self.speaker = speaker
        self.act = act
        self.score = score


def verified(doc: str, text: str, extractor: Extractor) -> list[StatementProposal]:
    """The extractor's statements whose words stand in the text where it says; all others are dropped."""
    out = []
    for one in extractor.propose(text):
        end = one.start + len(one.quote)
        fits = bool(one.quote.strip()) and one.start >= 0 and end <= len(text) and text[one.start : end] == one.quote
        if fits and one.act in acts() and one.speaker.strip():
            out.append(
                StatementProposal(
                    doc,
                    one.start,
                    end,
                    f"extractor: {extractor.name}",
                    min(max(one.score, 0.0), 1.0),
                    (one.speaker.strip(),),
                    one.speaker.strip(),
                    one.act,
                    "",
                )
            )
    return out
