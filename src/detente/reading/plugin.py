"""A stronger extractor, if the user plugs one in. Off by default; what it says is checked word by word.

Three ways in: an object in Python, a factory by name (an entry point or `package.module:factory`), or any command
that reads the text on standard input and writes JSON lines (`plugin_command`). Nothing is imported unless asked for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from detente.reading.lexicon import acts
from detente.reading.proposals import StatementProposal

GROUP = "detente.extractors"
"""The entry point group in which an installed package offers extractors."""
MOST = 5_000
"""Claims that are taken from an extractor for one text; what comes after is dropped."""
_REASON = "extractor: "
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


class Extractor(Protocol):
    """Anything that proposes statements for a text: a local or hosted language model, another tool.

    An attribute `version` is recorded with `name`, where there is one.
    """

    @property
    def name(self) -> str:
        """What it is called in the record."""
        ...

    def propose(self, text: str) -> Iterable[Claimed]:
        """Statements found in the text, each with the words it rests on."""
        ...


class ExtractorFailed(RuntimeError):
    """The extractor is not there, or broke down on a text. The message says how."""


class Claimed:
    """What an extractor says it found: the quoted words must stand at `start` in the text, exactly.

    Without `start` (None) they must stand in the text exactly once: models can copy words, but not count letters.
    """

    __slots__ = ("act", "quote", "score", "speaker", "start")

    def __init__(self, start: int | None, quote: str, speaker: str, act: str, score: float | None = 0.5) -> None:
        self.start = start
        self.quote = quote
        self.speaker = speaker
        self.act = act
        self.score = score


@dataclass(frozen=True, slots=True)
class Checked:
    """An extractor's proposals on one text: the `kept` ones, how many it made, and why the others were dropped."""

    origin: str
    kept: tuple[StatementProposal, ...]
    proposed: int
    dropped: tuple[tuple[str, int], ...]
    """Reason and number, most frequent first."""

    def __str__(self) -> str:
        """One line: "model 2: 12 proposed, 9 kept, 3 dropped (2 not verbatim in the text, 1 without a speaker)"."""
        lost = sum(number for _, number in self.dropped)
        reasons = ", ".join(f"{number} {reason}" for reason, number in self.dropped)
        return (
            f"{self.origin}: {self.proposed} proposed, {len(self.kept)} kept, {lost} dropped"
            f"{f' ({reasons})' if reasons else ''}"
        )


def loaded(name: str) -> Extractor:
    """The extractor that an installed package offers as `name`, or that the factory `package.module:factory` makes.

    Raises `ExtractorFailed` where there is none.
    """
    from importlib import import_module
    from importlib.metadata import entry_points

    try:
        if _MODULE.fullmatch(name):
            module, _, attribute = name.partition(":")
            factory: Any = import_module(module)
            for part in attribute.split("."):
                factory = getattr(factory, part)
        else:
            offered = {point.name: point for point in entry_points(group=GROUP)}
            if name not in offered:
                there = f"there are: {', '.join(sorted(offered))}" if offered else "no package offers one"
                raise ExtractorFailed(
                    f"there is no extractor '{name}' ({there}); package.module:factory names one of your own"
                )
            factory = offered[name].load()
        made = factory() if callable(factory) else factory
    except ExtractorFailed:
        raise
    except ModuleNotFoundError as missing:
        where = "is it installed? for one in this folder, set PYTHONPATH=."
        raise ExtractorFailed(f"the extractor '{name}' could not be loaded: {missing} ({where})") from missing
    except Exception as failure:  # code of the user's own: whatever it does wrong is said, not thrown
        raise ExtractorFailed(f"the extractor '{name}' could not be loaded: {_told(failure)}") from failure
    if not callable(getattr(made, "propose", None)) or not str(getattr(made, "name", "")).strip():
        raise ExtractorFailed(f"'{name}' makes no extractor: it needs a `name` and a method `propose(text)`")
    extractor: Extractor = made
    return extractor


def origin(extractor: Extractor) -> str:
    """Its name and version on one line, as a record gives it."""
    text = f"{extractor.name} {getattr(extractor, 'version', '')}"
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:120]


def origin_of(statement: StatementProposal) -> str | None:
    """The extractor that proposed a statement; None where our own rules did."""
    return statement.reason.removeprefix(_REASON) if statement.reason.startswith(_REASON) else None


def verified(doc: str, text: str, extractor: Extractor) -> list[StatementProposal]:
    """The extractor's statements whose words stand in the text where it says; all others are dropped."""
    return list(checked(doc, text, extractor).kept)


def checked(doc: str, text: str, extractor: Extractor, own: Sequence[StatementProposal] = ()) -> Checked:
    """What an extractor proposes for a text, checked. A statement that is among our `own` is not proposed twice.

    Raises `ExtractorFailed` where it breaks down.
    """
    by = origin(extractor)
    kept: list[StatementProposal] = []
    dropped: Counter[str] = Counter()
    proposed = 0
    try:
        for one in extractor.propose(text):
            proposed += 1
            if proposed > MOST:
                dropped[f"beyond the first {MOST:,}"] += 1
                break
            made = _made(doc, text, one, by)
            if isinstance(made, str):
                dropped[made] += 1
            elif any(_same(made, other) for other in (*own, *kept)):
                dropped["proposed already"] += 1
            else:
                kept.append(made)
    except ExtractorFailed:
        raise
    except Exception as failure:  # code of the user's own
        raise ExtractorFailed(f"the extractor '{by}' broke down: {_told(failure)}") from failure
    kept.sort(key=lambda s: (s.start, s.end))
    return Checked(by, tuple(kept), proposed, tuple(dropped.most_common()))


def _made(doc: str, text: str, one: Claimed, by: str) -> StatementProposal | str:
    """The proposal, or why there is none."""
    if not (isinstance(one.quote, str) and isinstance(one.speaker, str) and isinstance(one.act, str)):
        return "unreadable"
    start = _start(text, one)
    if start is None:
        return "not verbatim in the text" if one.quote not in text else "at no single place in the text"
    if one.act not in acts():
        return "with an act that is not on the list"
    speaker = " ".join(one.speaker.split())
    if not speaker:
        return "without a speaker"
    return StatementProposal(
        doc, start, start + len(one.quote), f"{_REASON}{by}", _score(one.score), (speaker,), speaker, one.act, ""
    )


def _start(text: str, one: Claimed) -> int | None:
    if not one.quote.strip():
        return None
    if one.start is None:
        at = text.find(one.quote)
        return at if at >= 0 and text.find(one.quote, at + 1) < 0 else None
    whole = isinstance(one.start, int) and not isinstance(one.start, bool)
    return one.start if whole and one.start >= 0 and text.startswith(one.quote, one.start) else None


def _score(score: Any) -> float:
    """Between 0 and 1; one half where it gave no number."""
    number = isinstance(score, int | float) and not isinstance(score, bool) and math.isfinite(score)
    return min(max(float(score), 0.0), 1.0) if number else 0.5


def _same(one: StatementProposal, other: StatementProposal) -> bool:
    """The same speaker over mostly the same words: half of the longer of the two."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    longer = max(one.end - one.start, other.end - other.start)
    speaker = one.speakers[0].casefold()
    return 2 * shared >= longer and speaker in {name.casefold() for name in (*other.speakers, other.speaker_text)}


def _told(failure: Exception) -> str:
    text = " ".join(str(failure).split())[:200]
    return f"{type(failure).__name__}{f': {text}' if text else ''}"
