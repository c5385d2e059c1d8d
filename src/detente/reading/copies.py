"""Passages that documents share: found, aligned, given a direction, and checked for credit.

Five reports of one fact are five sources only if none copied another. Two documents are compared word by word
(`copies_align`); a chain of equal runs counts as copied where its matched words weigh enough, more where it is the
only one between the two documents. Short quotations count where quotation marks and a credit go with them. The same
words of a third party in quotation marks on both sides are a common source, and are told apart from a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.documents.cleaned import Cleaned
from detente.reading.copies_align import Chain, Run, chains, run_worth
from detente.reading.copies_credit import Verdict, credit_of, direction_by_date, shared_source
from detente.reading.copies_paraphrase import Anchor, paraphrases, silent_paraphrases
from detente.reading.copies_passage import Closeness, Copied, Credit, Direction, Side
from detente.reading.copies_side import Compared
from detente.reading.copies_words import Words

ALONE, ALONE_PLAIN = 6.0, 9.0
"""Weight that a chain needs when nothing else links two documents: with most of a sentence matched, or without."""
SUPPORTED = 4.6
"""Weight that suffices between documents that share strong passages already."""
SUPPORT = 12.0
QUOTE, QUOTE_NEAR = 4.0, 2.0
"""Weight of a credited quotation on its own, and next to another one from the same document."""
_LEAST, _LEAST_PIECE = 1.5, 2.5
_LEFT_OUT = 6
"""A passage from which more words than this are left out, over the end of a sentence, is two passages."""
_SHINGLE, _RUN = 5, 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents share. Shares are parts (0 to 1) of each one's words in equal runs of eight or more."""

    a: str
    b: str
    copied: tuple[Copied, ...]
    shingles: int
    """Number of five-word shingles that both have."""
    share_a: float
    share_b: float

    @property
    def reused(self) -> tuple[Copied, ...]:
        """The passages without those that are a third party's words on both sides."""
        return tuple(passage for passage in self.copied if passage.is_reuse)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a chain within one sentence of the second text."""

    runs: tuple[Run, ...]
    score: float

    @property
    def a(self) -> tuple[int, int]:
        """Word range in the first text."""
        return self.runs[0].a, self.runs[-1].a_stop

    @property
    def b(self) -> tuple[int, int]:
        """Word range in the second text."""
        return self.runs[0].b, self.runs[-1].b_stop

    @property
    def matched(self) -> int:
        """Number of words matched."""
        return sum(run.length for run in self.runs)


def compare(a: Cleaned | Compared, b: Cleaned | Compared) -> Comparison:
    """The passages that `a` and `b` share, in the order of `b`."""
    one = a if isinstance(a, Compared) else Compared(a)
    two = b if isinstance(b, Compared) else Compared(b)
    found = chains(one.words, two.words, _LEAST)
    pieces = [piece for chain in found for piece in _pieces(chain, one, two)]
    accepted = _accepted(found, one, two)
    quoted = _quoted(pieces, one, two)
    chosen = [
        part
        for chain in accepted
        for piece in _pieces(chain, one, two)
        if piece.score >= _LEAST_PIECE
        for part in _quotations_apart(piece, one, two)
    ]
    chosen += [piece for piece in quoted if not any(_same(piece, other) for other in chosen)]
    verdict = _verdict(one, two, chosen)
    passages = [_passage(piece, one, two, verdict) for piece in chosen]
    anchors = [Anchor(piece.a, piece.b, passage) for piece, passage in zip(chosen, passages, strict=True)]
    passages += paraphrases(one, two, anchors, verdict.direction)
    passages += silent_paraphrases(one, two, anchors)
    shingles, share_a, share_b = _shared_words(one.plain, two.plain)
    return Comparison(
        one.name,
        two.name,
        tuple(sorted(passages, key=lambda p: (p.b.start, p.a.start))),
        shingles,
        share_a,
        share_b,
    )


def compare_all(documents: Sequence[Cleaned], pairs: Iterable[tuple[int, int]] | None = None) -> list[Comparison]:
    """All comparisons of `documents`, or those of the index `pairs` that `reuse_index` proposes."""
    sides = [Compared(cleaned) for cleaned in documents]
    if pairs is None:
        pairs = ((i, j) for j in range(len(sides)) for i in range(j))
    return [compare(sides[i], sides[j]) for i, j in pairs]


def _accepted(found: list[Chain], one: Compared, two: Compared) -> list[Chain]:
    strong = [chain for chain in found if _is_strong(chain, one.words, two.words)]
    support = sum(chain.score for chain in strong)
    if support < SUPPORT:
        return strong
    rest = [chain for chain in found if chain not in strong]
    return strong + [
        chain for chain in rest if chain.score >= SUPPORTED and _cover(chain, one.words, two.words) >= 0.5
    ]


def _is_strong(chain: Chain, a: Words, b: Words) -> bool:
    if chain.score >= ALONE_PLAIN:
        return True
    return chain.score >= ALONE and _cover(chain, a, b) >= 0.5


def _cover(chain: Chain, a: Words, b: Words) -> float:
    """The largest part of a sentence, of either text and by weight, that the chain matches."""
    best = 0.0
    for words, place in ((a, "a"), (b, "b")):
        matched: dict[int, float] = {}
        for run in chain.runs:
            start = run.a if place == "a" else run.b
            for word in range(start, start + run.length):
                sentence = words.sentence_of(word)
                matched[sentence] = matched.get(sentence, 0.0) + words.weights[word]
        for sentence, weight in matched.items():
            first, stop = words.sentences[sentence]
            if stop - first >= 6:
                best = max(best, weight / words.weight(first, stop))
    return best


def _pieces(chain: Chain, one: Compared, two: Compared) -> list[Piece]:
    """The chain cut where a sentence of the second text ends and where much is left out; slivers fall away."""
    pieces: list[Piece] = []
    group: list[Run] = []
    for part in (part for run in chain.runs for part in _cut_at_sentences(run, two.words)):
        if group and not _belongs(group[-1], part, one.words, two.words):
            pieces.append(_piece(group, one.words))
            group = []
        group.append(part)
    pieces.append(_piece(group, one.words))
    return [piece for piece in pieces if piece.score >= _LEAST]


def _belongs(before: Run, after: Run, one: Words, two: Words) -> bool:
    """True where a run is of the same piece as the one before it."""
    if two.sentence_of(before.b_stop - 1) != two.sentence_of(after.b):
        return False
    gap = max(after.a - before.a_stop, after.b - before.b_stop)
    return gap <= _LEFT_OUT or one.sentence_of(before.a_stop - 1) == one.sentence_of(after.a)


def _piece(runs: list[Run], words: Words) -> Piece:
    return Piece(tuple(runs), sum(run_worth(run, words) for run in runs))


def _cut_at_sentences(run: Run, words: Words) -> Iterable[Run]:
    start = run.b
    while start < run.b_stop:
        stop = min(run.b_stop, words.sentences[words.sentence_of(start)][1])
        yield Run(run.a + start - run.b, start, stop - start)
        start = stop


def _quoted(pieces: list[Piece], one: Compared, two: Compared) -> list[Piece]:
    """Quotations that the other side has in its own words, and those that both give as a third party's."""
    parts = list(dict.fromkeys(part for piece in pieces for part in _within_quotation(piece, one, two)))
    shared = [part for part in parts if part.matched >= 4 and shared_source(one, two, part.a, part.b)]
    candidates = [part for part in parts if part not in shared]
    found = [piece for piece in candidates if piece.score >= QUOTE]
    near = [piece for piece in candidates if piece.matched >= 4 and QUOTE_NEAR <= piece.score < QUOTE]
    for piece in near:
        if any(_close_by(piece, other, one, two) for other in found) or _names_other(piece, one, two):
            found.append(piece)
    return found + [part for part in shared if part.score >= QUOTE_NEAR]


def _quotations_apart(piece: Piece, one: Compared, two: Compared) -> list[Piece]:
    """The quotations of a piece that is made of them, so that each gets its own credit; else the piece."""
    parts = list(dict.fromkeys(_within_quotation(piece, one, two)))
    inside = sum(part.matched for part in parts)
    return parts if len(parts) > 1 and inside >= 0.8 * piece.matched else [piece]


def _within_quotation(piece: Piece, one: Compared, two: Compared) -> Iterable[Piece]:
    """The part of a piece that fills at least three quarters of a quotation on either side."""
    for side, index in ((two, 1), (one, 0)):
        place = (piece.a, piece.b)[index]
        start, end = side.words.span(*place)
        for quotation in side.quotations:
            if quotation.end <= start or end <= quotation.start:
                continue
            first, stop = side.words.between(quotation.start, quotation.end)
            runs = tuple(_clipped(run, first, stop, index) for run in piece.runs)
            kept = tuple(run for run in runs if run.length > 0)
            if kept and sum(run.length for run in kept) >= max(3, 0.75 * (stop - first)):
                yield Piece(kept, sum(run_worth(run, one.words) for run in kept))


def _clipped(run: Run, first: int, stop: int, index: int) -> Run:
    low = max(first, (run.a, run.b)[index])
    high = min(stop, (run.a_stop, run.b_stop)[index])
    shift = low - (run.a, run.b)[index]
    return Run(run.a + shift, run.b + shift, high - low)


def _close_by(piece: Piece, other: Piece, one: Compared, two: Compared) -> bool:
    """In the same or the next sentence of one text, and not far apart in the other."""
    sentence_a = abs(one.words.sentence_of(piece.a[0]) - one.words.sentence_of(other.a[0]))
    sentence_b = abs(two.words.sentence_of(piece.b[0]) - two.words.sentence_of(other.b[0]))
    return min(sentence_a, sentence_b) <= 2 and max(sentence_a, sentence_b) <= 12


def _names_other(piece: Piece, one: Compared, two: Compared) -> bool:
    quoted_in_two = two.quotation_of(*piece.b) is not None
    quoting, place, quoted = (two, piece.b, one) if quoted_in_two else (one, piece.a, two)
    return bool(quoting.mentions(quoted.own_names, *place))


def _same(piece: Piece, other: Piece) -> bool:
    return _overlap(piece.a, other.a) and _overlap(piece.b, other.b)


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return 2 * shared >= min(one[1] - one[0], two[1] - two[0])


def _verdict(one: Compared, two: Compared, chosen: list[Piece]) -> Verdict:
    by_date = direction_by_date(one, two)
    if by_date.direction is not Direction.UNKNOWN:
        return by_date
    for direction, quoting, index in ((Direction.A_TO_B, two, 1), (Direction.B_TO_A, one, 0)):
        quoted = one if quoting is two else two
        for piece in chosen:
            place, other = ((piece.a, piece.b)[index], (piece.a, piece.b)[1 - index])
            if quoting.quotation_of(*place) and not quoted.quotation_of(*other) and quoting.credits(*place):
                return Verdict(direction, f"{quoting.name} gives the words in quotation marks")
            if name := quoting.mentions(quoted.own_names, *place):
                return Verdict(direction, f"{quoting.name} names {name}")
    return by_date


def _passage(piece: Piece, one: Compared, two: Compared, verdict: Verdict) -> Copied:
    direction, why = verdict.direction, verdict.reason
    later, place = (one, piece.a) if direction is Direction.B_TO_A else (two, piece.b)
    earlier, origin = (two, piece.b) if direction is Direction.B_TO_A else (one, piece.a)
    credit, name = credit_of(later, place, earlier, direction)
    closeness = _closeness(piece, one.words, two.words)
    if shared_source(one, two, piece.a, piece.b) and _unquoted(piece, one, two) < ALONE / 2:
        closeness, credit, name = Closeness.SHARED, Credit.UNKNOWN, None
        direction, why = Direction.UNKNOWN, "both give the same words of a third party"
    elif credit in (Credit.QUOTED, Credit.QUOTED_UNNAMED) and earlier.quotation_of(*origin) is None:
        closeness = Closeness.QUOTATION
    shorter = min(piece.a[1] - piece.a[0], piece.b[1] - piece.b[0])
    return Copied(
        Side(one.name, *one.original(*piece.a)),
        Side(two.name, *two.original(*piece.b)),
        closeness,
        direction,
        credit,
        name,
        piece.matched,
        min(1.0, piece.matched / shorter),
        piece.score,
        f"{piece.matched} words in order, {max(run.length for run in piece.runs)} of them in a row; {why}",
    )


def _unquoted(piece: Piece, one: Compared, two: Compared) -> float:
    """Weight of the matched words that stand outside quotation marks on both sides."""
    return sum(
        one.words.weights[run.a + step]
        for run in piece.runs
        for step in range(run.length)
        if not one.quoted[run.a + step] and not two.quoted[run.b + step]
    )


def _closeness(piece: Piece, a: Words, b: Words) -> Closeness:
    whole = piece.matched == piece.a[1] - piece.a[0] == piece.b[1] - piece.b[0]
    equal = a.keys[slice(*piece.a)] == b.keys[slice(*piece.b)]
    return Closeness.VERBATIM if whole and equal else Closeness.NEAR


def _shared_words(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[int, float, float]:
    """How many distinct five-word shingles both have, and the part of each one's words in equal runs of eight."""
    shingles = set(_runs_of(a, _SHINGLE)) & set(_runs_of(b, _SHINGLE))
    runs_a, runs_b = _runs_of(a, _RUN), _runs_of(b, _RUN)
    common = set(runs_a) & set(runs_b)
    return len(shingles), _share(runs_a, common, len(a)), _share(runs_b, common, len(b))


def _runs_of(words: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    return [words[i : i + length] for i in range(len(words) - length + 1)]


def _share(runs: list[tuple[str, ...]], common: set[tuple[str, ...]], total: int) -> float:
    covered = {at + step for at, run in enumerate(runs) if run in common for step in range(_RUN)}
    return len(covered) / total if total else 0.0
