"""Runs of equal words between two texts, chained into passages across small edits.

A run is a stretch of equal stems in both texts. Runs that follow one another in both, with small gaps, form a chain
(sparse dynamic programming over runs, as in genome alignment: Eppstein et al. 1992, J. ACM 39(3)). The score of a
chain is the weight of its matched words, short runs discounted, less a price for the gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.copies_words import Words

GAP = 14
"""The longest gap, in words on either side, that a chain crosses."""
_PRICE_LONG, _PRICE_SHORT = 0.08, 0.04
_CROWDED = 200
"""A pair of words that occurs more often than this in one text starts no run: it tells nothing, and it costs."""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` equal stems from word `a` of one text and word `b` of the other."""

    a: int
    b: int
    length: int

    @property
    def a_stop(self) -> int:
        """One past its last word in the first text."""
        return self.a + self.length

    @property
    def b_stop(self) -> int:
        """One past its last word in the second text."""
        return self.b + self.length


@dataclass(frozen=True, slots=True)
class Chain:
    """Runs in order in both texts, and what they are worth."""

    runs: tuple[Run, ...]
    score: float

    @property
    def a_range(self) -> tuple[int, int]:
        """First word and one past the last, in the first text."""
        return self.runs[0].a, self.runs[-1].a_stop

    @property
    def b_range(self) -> tuple[int, int]:
        """First word and one past the last, in the second text."""
        return self.runs[0].b, self.runs[-1].b_stop

    @property
    def matched(self) -> int:
        """Number of words matched."""
        return sum(run.length for run in self.runs)

    @property
    def longest(self) -> int:
        """Length of the longest run."""
        return max(run.length for run in self.runs)


def chains(a: Words, b: Words, least: float) -> list[Chain]:
    """Chains worth at least `least`, best first, no word of either text in two of them."""
    runs = sorted(_runs(a, b), key=lambda run: (run.b, run.a))
    found: list[Chain] = []
    while runs:
        best = _best_chains(runs, a, least)
        if not best:
            break
        taken_a: set[int] = set()
        taken_b: set[int] = set()
        waiting_a: set[int] = set()
        waiting_b: set[int] = set()
        for chain in best:
            words_a = {w for run in chain.runs for w in range(run.a, run.a_stop)}
            words_b = {w for run in chain.runs for w in range(run.b, run.b_stop)}
            if words_a & taken_a or words_b & taken_b or words_a & waiting_a or words_b & waiting_b:
                waiting_a |= words_a  # it may be worth less now: the next round says, before any that is worth less
                waiting_b |= words_b
                continue
            found.append(chain)
            taken_a |= words_a
            taken_b |= words_b
        runs = [cut for run in runs for cut in _outside(run, taken_a, taken_b)]
    return sorted(found, key=lambda chain: (-chain.score, chain.b_range))


def run_worth(run: Run, a: Words) -> float:
    """The weight of a run, short ones discounted: two words in a row meet by chance, six do not."""
    return a.weight(run.a, run.a_stop) * min(1.0, 0.4 + 0.15 * run.length)


def _runs(a: Words, b: Words) -> Iterator[Run]:
    """All maximal runs of two or more words that are not only small words."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index in range(len(a) - 1):
        places[a.stems[index], a.stems[index + 1]].append(index)
    open_runs: dict[int, int] = {}
    for j in range(len(b)):
        here: dict[int, int] = {}
        starts = places.get((b.stems[j], b.stems[j + 1]), ()) if j + 1 < len(b) else ()
        if len(starts) <= _CROWDED:
            for i in starts:
                here[i] = open_runs.pop(i - 1, j)
        for last, start in open_runs.items():
            length = j - start + 1
            run = Run(last + 1 - (j - start), start, length)
            if a.weight(run.a, run.a_stop) > 0.3 * length or length > 4:
                yield run
        open_runs = here


def _best_chains(runs: list[Run], a: Words, least: float) -> list[Chain]:
    worth = [run_worth(run, a) for run in runs]
    score = list(worth)
    before = [-1] * len(runs)
    window = 0
    for index, run in enumerate(runs):
        while runs[window].b_stop + GAP < run.b:
            window += 1
        for other in range(window, index):
            previous = runs[other]
            gap_a, gap_b = run.a - previous.a_stop, run.b - previous.b_stop
            if not (0 <= gap_a <= GAP and 0 <= gap_b <= GAP):
                continue
            price = _PRICE_LONG * max(gap_a, gap_b) + _PRICE_SHORT * min(gap_a, gap_b)
            reached = score[other] + worth[index] - price
            if reached > score[index] and price < score[other]:
                score[index], before[index] = reached, other
    return list(_traced(runs, score, before, least))


def _traced(runs: list[Run], score: list[float], before: list[int], least: float) -> Iterator[Chain]:
    used = [False] * len(runs)
    for end in sorted(range(len(runs)), key=lambda index: -score[index]):
        if score[end] < least:
            return
        path: list[int] = []
        at = end
        while at >= 0 and not used[at]:
            path.append(at)
            at = before[at]
        if at >= 0 and score[end] - score[at] < least:
            continue
        for index in path:
            used[index] = True
        yield Chain(tuple(runs[index] for index in reversed(path)), score[end] - (score[at] if at >= 0 else 0.0))


def _outside(run: Run, taken_a: set[int], taken_b: set[int]) -> Iterator[Run]:
    """What is left of a run when the words of chosen chains are taken out."""
    start = None
    for step in range(run.length + 1):
        free = step < run.length and run.a + step not in taken_a and run.b + step not in taken_b
        if free and start is None:
            start = step
        elif not free and start is not None:
            if step - start >= 2:
                yield Run(run.a + start, run.b + start, step - start)
            start = None
