"""What a new document shares with the sources that a case knows: how much, where, and which claims are theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.case.case import Case
from detente.documents.clean import clean
from detente.documents.cleaned import Cleaned
from detente.documents.locator import passage_hash
from detente.documents.read import read
from detente.documents.verify import copies
from detente.reading.copies import compare
from detente.reading.copies_passage import Closeness, Copied, Credit
from detente.reading.copies_side import Compared
from detente.reading.drift import drifts

RUN = 8
"""Words in a row that a run must have to count towards the share that is copied."""
NOTABLE = 0.05
"""Share from which a copy is announced as such."""
_MANY = 40
"""Known sources from which an index picks those worth comparing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the new document that stands in a known source: spans in code points of both texts."""

    here: tuple[int, int]
    there: tuple[int, int]
    exact: bool
    credited: str
    drift: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the new document has from one known source. `share` is the part (0 to 1) of its words that stand in
    common runs of at least eight; `newer` is False where the known source is the one that copied."""

    source: str
    share: float
    passages: tuple[Passage, ...]
    newer: bool
    credited: str
    how: str

    @property
    def banner(self) -> str:
        """One line for the top of a report."""
        count = f"{len(self.passages)} passage{'s' if len(self.passages) != 1 else ''}"
        if not self.newer:
            return f"COPIED BY A KNOWN SOURCE: {self.source} takes {count} from this document"
        head = "COPYING" if self.share >= NOTABLE else "Shared"
        return (
            f"{head}: {self.share:.0%} of its words stand in common runs of {RUN} or more with source {self.source} "
            f"({count}; credited: {self.credited}). What they share is one origin, not two."
        )


def known_sources(case: Case, folder: Path | None) -> dict[str, Cleaned]:
    """The known sources whose documents are in the user's folder, read and cleaned, by name."""
    return at_hand({name: source.sha256 for name, source in case.sources.items() if source.sha256}, folder)


def at_hand(wanted: Mapping[str, str], folder: Path | None) -> dict[str, Cleaned]:
    """Those of the documents, given by hash of their bytes, that are in a folder: read and cleaned, by name."""
    if folder is None or not folder.is_dir() or not wanted:
        return {}
    found = {}
    for name, path in copies(folder, {name: (digest, None) for name, digest in wanted.items()}).items():
        document, _ = read(path)
        if document is not None and document.sha256 == wanted[name]:
            found[name] = clean(document)
    return found


def overlaps(document: Cleaned, known: Mapping[str, Cleaned]) -> list[Overlap]:
    """What the document shares with each known source, the largest share first; its own copy is passed over."""
    new = Compared(document)
    found = []
    for name in _worth_comparing(document, known):
        if known[name].document.sha256 == document.document.sha256:
            continue
        other = Compared(known[name])
        pair = compare(other, new)
        if one := _overlap(name, pair.reused, other, new):
            found.append(one)
    return sorted(found, key=lambda o: (-o.share, o.source))


def _worth_comparing(document: Cleaned, known: Mapping[str, Cleaned]) -> list[str]:
    names = sorted(known)
    if len(names) <= _MANY:
        return names
    try:
        from detente.reading.reuse_index import ReuseIndex

        index = ReuseIndex()
        index.extend((name, known[name].text) for name in names)
        return [names[number] for number, _ in index.matches(document.text)]
    except ImportError:  # numpy comes with the reading extra; without it every source is compared
        return names


def _overlap(name: str, reused: Sequence[Copied], other: Compared, new: Compared) -> Overlap | None:
    if not reused:
        return None
    same_name = other.name == new.name
    later = [p.later for p in reused if p.later is not None]
    mine = [side for side in later if not same_name and side.name == new.name]
    newer = not later or same_name or len(mine) * 2 >= len(later)
    passages = tuple(
        Passage(
            (p.b.start, p.b.end),
            (p.a.start, p.a.end),
            p.closeness is Closeness.VERBATIM,
            p.credit.value,
            tuple(str(drift) for drift in drifts(p, other, new)) if p.closeness is not Closeness.VERBATIM else (),
        )
        for p in reused
    )
    credits = {p.credit for p in reused}
    credited = "yes" if credits <= {Credit.QUOTED, Credit.NAMED} else "no" if credits <= {Credit.NONE} else "unknown"
    kinds = sorted({p.closeness.value for p in reused})
    return Overlap(name, share(new, other), passages, newer, credited, ", ".join(kinds))


def share(new: Compared, other: Compared) -> float:
    """The part of the new document's words that stand in runs of eight or more that the other one has too."""
    theirs = set(_runs(other.plain))
    covered: set[int] = set()
    for at, run in enumerate(_runs(new.plain)):
        if run in theirs:
            covered.update(range(at, at + RUN))
    return len(covered) / len(new.plain) if new.plain else 0.0


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(words) - RUN + 1):
        yield tuple(words[at : at + RUN])


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a span was taken from: the source, the statement of its record that says it (None where that passage was
    not entered), whether word for word, and what changed on the way."""

    source: str
    statement: str | None
    exact: bool
    drift: tuple[str, ...]


def taken_from(
    case: Case, found: Sequence[Overlap], text: str, span: tuple[int, int], by: Sequence[str]
) -> Taken | None:
    """Whether a span of the new document is taken from a known source; half of it must stand in copied passages."""
    if exact := _same_passage(case, text[span[0] : span[1]], by):
        return Taken(exact.partition("/")[0], exact, True, ())
    for one in found:
        if not one.newer:
            continue
        inside = [p for p in one.passages if _shared(p.here, span) > 0]
        if 2 * sum(_shared(p.here, span) for p in inside) < span[1] - span[0]:
            continue
        most = max(inside, key=lambda p: _shared(p.here, span))
        statement = _statement_at(case, one.source, most, span, by)
        exact_words = statement is not None and _word_for_word(case, statement, inside, span, by)
        return Taken(one.source, statement, exact_words, tuple(d for p in inside for d in p.drift))
    return None


def _same_passage(case: Case, passage: str, by: Sequence[str]) -> str | None:
    """A statement of the record with the very same words as its passage, by the same speaker."""
    if len(passage.split()) < RUN:
        return None
    wanted = passage_hash(passage)
    return next(
        (key for key, s in case.statements.items() if wanted in _hashes(case, key) and set(by) & set(s.by)), None
    )


def _word_for_word(
    case: Case, statement: str, inside: Sequence[Passage], span: tuple[int, int], by: Sequence[str]
) -> bool:
    """All of the span stands in passages without a changed word, and the same speaker says it in both."""
    covered = sum(_shared(p.here, span) for p in inside if p.exact)
    known = case.statements[statement]
    own_voice = case.source_of(statement).voice
    same = set(by) == set(known.by) if by else known.by == (own_voice,)
    return same and covered >= 0.97 * (span[1] - span[0])


def _hashes(case: Case, statement: str) -> set[str]:
    return {locator.hash for locator in case.statements[statement].at}


def _statement_at(case: Case, source: str, passage: Passage, span: tuple[int, int], by: Sequence[str]) -> str | None:
    """The statement of the known source at the place that the span comes from, the same speaker's first."""
    scale = (passage.there[1] - passage.there[0]) / max(1, passage.here[1] - passage.here[0])
    start = passage.there[0] + (max(span[0], passage.here[0]) - passage.here[0]) * scale
    end = passage.there[0] + (min(span[1], passage.here[1]) - passage.here[0]) * scale
    best: tuple[bool, float] = (False, 0.0)
    found = None
    for key, statement in case.statements.items():
        if key.partition("/")[0] != source:
            continue
        shared = sum(max(0.0, min(end, at.chars[1]) - max(start, at.chars[0])) for at in statement.at)
        length = sum(at.chars[1] - at.chars[0] for at in statement.at)
        close = 2 * shared / (length + end - start) if shared else 0.0
        rank = (bool(set(by) & set(statement.by)), close)
        if close > 0.2 and rank > best:
            best, found = rank, key
    return found


def _shared(one: tuple[int, int], two: tuple[int, int]) -> int:
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))
