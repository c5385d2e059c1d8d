"""Which of many documents share a passage, without comparing all with all.

Every document becomes the hashes of three telling words in a row (stems, small words left out), each with its place.
Two documents that share a passage share hashes at a nearly constant distance of places; two that share a subject or
set phrases share hashes anywhere. So equal hashes are counted along diagonals, and a pair is proposed where enough
fall on one. One sort does it: time and memory grow with the number of words (times log), not with pairs of documents.

A hash in more than `crowd` documents links each only to the next one: a text that a hundred outlets print is then
still found, as a chain, without its hundred times hundred pairs.

Positional seeds after the diagonal method of sequence search (Wilbur and Lipman 1983, PNAS 80:726).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.reading.copies_words import STOP, _forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Numbers = NDArray[np.int64]
    Small = NDArray[np.int32]

_WORD = re.compile(r"[^\W_]+")
_WINDOW = 3
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_DIAGONAL = 24
"""Width of a diagonal in telling words: how far insertions and deletions may shift a passage."""
_STRETCH, _STRIP = 40, 8
"""Where a candidate is confirmed: a stretch of so many telling words, whose distance varies by less than this."""
_BATCH = 2_000
_SPREAD = 1 << 22
"""More diagonals than a document can have."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two documents, by their numbers in the index, and how many telling words of one passage they share."""

    first: int
    second: int
    shared: int


@dataclass(frozen=True, slots=True)
class _Segment:
    """Equal-length arrays in order of hash: hash, document number, place."""

    hashes: Hashes
    documents: Small
    places: Small


class ReuseIndex:
    """An index of documents to which more can be added at any time.

    `seeds` hashes on one diagonal make a pair worth a look (3 hashes are five telling words in a row); `least`
    telling words in common there, within a stretch of forty, make it a candidate. Set phrases stay below that.
    """

    def __init__(self, *, seeds: int = 2, least: int = 9, crowd: int = 40) -> None:
        self.seeds = seeds
        self.least = least
        self.crowd = crowd
        self.names: list[str] = []
        self._pending: list[tuple[Hashes, int]] = []
        self._segments: list[_Segment] = []
        self._codes: dict[str, int] = {}
        self._words: list[Hashes] = []

    def __len__(self) -> int:
        return len(self.names)

    def add(self, name: str, text: str) -> int:
        """Take a document in; its number, counted from 0."""
        self.names.append(name)
        telling = self._telling(text)
        self._words.append(telling)
        self._pending.append((_hashes(telling), len(self.names) - 1))
        return len(self.names) - 1

    def extend(self, documents: Iterable[tuple[str, str]]) -> None:
        """Take in several, as (name, text)."""
        for name, text in documents:
            self.add(name, text)

    def candidates(self) -> list[Candidate]:
        """All pairs that seem to share a passage, most shared words first."""
        self._seal()
        if not self._segments:
            return []
        while len(self._segments) > 1:
            self._merge_last()
        return self._confirmed(self._counted(*self._paired(self._segments[0])), self._words)

    def matches(self, text: str) -> list[tuple[int, int]]:
        """Documents of the index that seem to share a passage with `text`: (number, shared words), most first."""
        import numpy as np

        self._seal()
        telling = self._telling(text)
        hashes = _hashes(telling)
        found, places, mine = [], [], []
        for segment in self._segments:
            low = np.searchsorted(segment.hashes, hashes, "left")
            high = np.searchsorted(segment.hashes, hashes, "right")
            for step in range(min(self.crowd, int((high - low).max(initial=0)))):
                here = np.flatnonzero(low + step < high)
                found.append(segment.documents[low[here] + step])
                places.append(segment.places[low[here] + step])
                mine.append(here)
        if not found:
            return []
        documents = np.concatenate(found).astype(np.int64)
        at = np.concatenate(mine)
        counted = self._counted(np.zeros_like(documents), documents, np.concatenate(places) - at, at)
        return [(candidate.second, candidate.shared) for candidate in self._confirmed(counted, [telling])]

    def _telling(self, text: str) -> Hashes:
        """The codes of the telling words of a text, in order."""
        import numpy as np

        known = self._codes
        words = _WORD.findall(text)
        codes = [known.get(word) for word in words]
        if None in codes:
            codes = [self._code(word) if code is None else code for word, code in zip(words, codes, strict=True)]
        every = np.array(codes, dtype=np.uint64)
        telling: Hashes = every[every != 0]
        return telling

    def _code(self, word: str) -> int:
        """A number that is the same on every machine and in every run; 0 for small words."""
        key, stem = _forms(word)
        small = key in STOP or len(key) < 2
        code = 0 if small else int.from_bytes(hashlib.blake2b(stem.encode(), digest_size=8).digest(), "little") | 1
        self._codes[word] = code
        return code

    def _seal(self) -> None:
        """Sort what was added since; segments of like size are merged, so that each hash is moved log n times."""
        import numpy as np

        if not self._pending:
            return
        hashes = np.concatenate([h for h, _ in self._pending])
        documents = np.repeat(
            np.array([number for _, number in self._pending], dtype=np.int32),
            np.array([len(h) for h, _ in self._pending]),
        )
        places = np.concatenate([np.arange(len(h), dtype=np.int32) for h, _ in self._pending])
        self._pending.clear()
        self._segments.append(_sorted(hashes, documents, places))
        while len(self._segments) > 1 and len(self._segments[-2].hashes) < 2 * len(self._segments[-1].hashes):
            self._merge_last()

    def _merge_last(self) -> None:
        import numpy as np

        two, one = self._segments.pop(), self._segments.pop()
        self._segments.append(
            _sorted(
                np.concatenate([one.hashes, two.hashes]),
                np.concatenate([one.documents, two.documents]),
                np.concatenate([one.places, two.places]),
            )
        )

    def _paired(self, segment: _Segment) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Equal hashes in different documents: both documents, the shift between the places, the first place."""
        import numpy as np

        hashes, documents, places = segment.hashes, segment.documents, segment.places
        firsts, seconds, shifts, at = [], [], [], []
        group = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))
        size = np.diff(np.append(group, len(hashes)))
        crowded = np.repeat(size > self.crowd, size)
        alive = np.arange(len(hashes) - 1)
        for step in range(1, self.crowd):
            alive = alive[alive + step < len(hashes)]
            alive = alive[hashes[alive] == hashes[alive + step]]
            if step > 1:
                alive = alive[~crowded[alive]]
            if not len(alive):
                break
            apart = alive[documents[alive] != documents[alive + step]]
            firsts.append(documents[apart])
            seconds.append(documents[apart + step])
            shifts.append(places[apart + step] - places[apart])
            at.append(places[apart])
        none = [np.zeros(0, dtype=np.int32)]
        first, second, shift, place = (
            np.concatenate(column or none).astype(np.int64) for column in (firsts, seconds, shifts, at)
        )
        return first, second, shift, place

    def _counted(self, first: Numbers, second: Numbers, shift: Numbers, place: Numbers) -> Numbers:
        """Pairs with enough hashes on one diagonal, or on two next to each other.

        A row each: both documents, the shift, and the place in the first document of one of those hashes.
        """
        import numpy as np

        pair = first * np.int64(max(1, len(self.names))) + second
        keep = _frequent(pair, self.seeds)
        pair, shift, place = pair[keep], shift[keep], place[keep]
        keys, at, counts = np.unique(
            pair * _SPREAD + (shift // _DIAGONAL + _SPREAD // 2), return_index=True, return_counts=True
        )
        beside = np.zeros_like(counts)
        beside[:-1] = np.where(keys[1:] == keys[:-1] + 1, counts[1:], 0)
        total = counts + beside
        enough = np.flatnonzero(total >= self.seeds)
        enough = enough[np.lexsort((-total[enough], keys[enough] // _SPREAD))]
        if len(enough):
            enough = enough[np.concatenate([[True], np.diff(keys[enough] // _SPREAD) != 0])]
        pairs, diagonals = keys[enough] // _SPREAD, keys[enough] % _SPREAD - _SPREAD // 2
        both = np.divmod(pairs, max(1, len(self.names)))
        return np.stack([*both, diagonals * _DIAGONAL, place[at[enough]]], axis=1)

    def _confirmed(self, found: Numbers, words: list[Hashes]) -> list[Candidate]:
        """Those with enough words in common around the place of their hash, most first."""
        kept = []
        for at in range(0, len(found), _BATCH):
            rows = found[at : at + _BATCH]
            ones = _windows(words, rows[:, 0], rows[:, 3] - _STRETCH, 2 * _STRETCH, 0)
            twos = _windows(
                self._words,
                rows[:, 1],
                rows[:, 3] - _STRETCH + rows[:, 2],
                2 * _STRETCH + 2 * _DIAGONAL - 1,
                2,
            )
            for (first, second, _, _), shared in zip(rows.tolist(), _along(ones, twos).tolist(), strict=True):
                if shared >= self.least:
                    kept.append(Candidate(first, second, shared))
        return sorted(kept, key=lambda c: (-c.shared, c.first, c.second))


def _hashes(telling: Hashes) -> Hashes:
    """The hash of every three telling words, in order: its index is its place."""
    import numpy as np

    last = len(telling) - _WINDOW + 1
    if last < 1:
        return np.zeros(0, dtype=np.uint64)
    mixed = telling[:last] * np.uint64(_MIX[0])
    for step in range(1, _WINDOW):
        mixed = (mixed ^ (mixed >> np.uint64(29))) + telling[step : step + last] * np.uint64(_MIX[step])
    return mixed ^ (mixed >> np.uint64(32))


def _windows(words: list[Hashes], which: Numbers, start: Numbers, length: int, filler: int) -> Hashes:
    """`length` codes of each document from `start` on, `filler` (no word's code) where the document has none."""
    import numpy as np

    found = np.full((len(which), length), filler, dtype=np.uint64)
    for row, (number, low) in enumerate(zip(which.tolist(), start.tolist(), strict=True)):
        part = words[number][max(0, low) : max(0, low + length)]
        found[row, max(0, -low) : max(0, -low) + len(part)] = part
    return found


def _along(ones: Hashes, twos: Hashes) -> Numbers:
    """For each pair of windows, the most words of a stretch of forty that stand in both at nearly one distance."""
    import numpy as np

    diagonals = np.lib.stride_tricks.sliding_window_view(twos, 2 * _DIAGONAL, axis=1)
    equal = diagonals == ones[:, :, None]
    narrow = equal.reshape(*equal.shape[:2], -1, _STRIP // 2).any(axis=3)
    strips = narrow[:, :, 1:] | narrow[:, :, :-1]
    sums = np.cumsum(strips, axis=1, dtype=np.int16)
    sums = np.concatenate([np.zeros_like(sums[:, :1]), sums], axis=1)
    most: Numbers = (sums[:, _STRETCH:] - sums[:, :-_STRETCH]).max(axis=(1, 2)).astype(np.int64)
    return most


def _sorted(hashes: Hashes, documents: Small, places: Small) -> _Segment:
    """By hash, then document, then place, so that results do not hang on how the index was built."""
    import numpy as np

    order = np.lexsort((places, documents, hashes)) if len(hashes) < 200_000 else _stable(hashes, documents)
    return _Segment(hashes[order], documents[order], places[order])


def _stable(hashes: Hashes, documents: Small) -> Numbers:
    """The same order at less cost: documents arrive in order, so one stable sort by hash keeps them so."""
    import numpy as np

    if np.all(documents[1:] >= documents[:-1]):
        return np.argsort(hashes, kind="stable")
    by_document = np.argsort(documents, kind="stable")
    return by_document[np.argsort(hashes[by_document], kind="stable")]


def _frequent(pair: Numbers, least: int) -> Numbers:
    """Indices of the entries whose pair occurs at least `least` times: most do not, and need no further work."""
    import numpy as np

    order = np.argsort(pair, kind="stable")
    ordered = pair[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    size = np.diff(np.append(starts, len(ordered)))
    return order[np.repeat(size >= least, size)]


def numbered(candidates: Iterable[Candidate]) -> Iterator[tuple[int, int]]:
    """The pairs alone, as `copies.compare_all` takes them."""
    for candidate in candidates:
        yield candidate.first, candidate.second
