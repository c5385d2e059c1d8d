"""Paraphrase, where something besides the words speaks for it.

Without meaning vectors, free paraphrase cannot be told from two people writing about one subject, so it is not tried.
Where B quotes A's author in so many words and then goes on with "X warns that ...", the sentences given to X are set
against the part of A that follows or surrounds the quoted words, and reported as one passage if enough words agree.
And where B has copied passage after passage of A, a sentence of B that shares most of its telling words with one of A
is held to be taken from there too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from detente.reading.copies_passage import Closeness, Copied, Credit, Direction, Side
from detente.reading.copies_quotes import blanked, credits_in, same_name
from detente.reading.copies_side import Compared
from detente.reading.copies_words import STOP, STOP_WEIGHT, Words

_NEAR = 2
"""How many sentences after a quotation its speaker's further words can stand."""
_REACH = 8
"""How many sentences of the quoted document around the quoted words are searched."""
_LEAST = 3.0
_TOGETHER = 3
"""A paraphrase is matched with at most this many sentences in a row."""


_HEAVY = 40.0
"""Weight of copied passages between two documents from which silent paraphrase is looked for as well."""
_SILENT, _SILENT_SHARE = 4.5, 0.6
"""Least weight of the telling words that two sentences share, and least part of the poorer one's."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quotation already found: word ranges on both sides, and the passage made of it."""

    a: tuple[int, int]
    b: tuple[int, int]
    passage: Copied


def paraphrases(one: Compared, two: Compared, anchors: list[Anchor], direction: Direction) -> list[Copied]:
    """Announced paraphrases between two documents, given the credited quotations found between them."""
    found: list[Copied] = []
    for source, quoting, way in ((one, two, Direction.A_TO_B), (two, one, Direction.B_TO_A)):
        if direction not in (way, Direction.UNKNOWN):
            continue
        places = [_places(anchor, way) for anchor in anchors if _is_credited(anchor, way, quoting)]
        for name, sentences in _given_to(quoting, places):
            if passage := _matched(source, quoting, places, sentences, name, way):
                found.append(passage)
    return found


def silent_paraphrases(one: Compared, two: Compared, anchors: list[Anchor]) -> list[Copied]:
    """Sentences taken over in other words, between documents of which one has copied much from the other already."""
    copied = [anchor for anchor in anchors if anchor.passage.is_reuse]
    if sum(anchor.passage.score for anchor in copied) < _HEAVY:
        return []
    free_a = _free(one, [anchor.a for anchor in anchors])
    free_b = _free(two, [anchor.b for anchor in anchors])
    pairs = sorted(((_alike(one, a, two, b), a, b) for a in free_a for b in free_b), reverse=True)
    found: list[Copied] = []
    used: set[tuple[int, int]] = set()
    for (weight, share, shared), a, b in pairs:
        if weight >= _SILENT and share >= _SILENT_SHARE and (0, a[0]) not in used and (1, b[0]) not in used:
            used |= {(0, a[0]), (1, b[0])}
            found.append(_silent(one, two, a, b, shared, share, copied[0].passage))
    return found


def _free(side: Compared, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentences of which less than a third is in a passage found already."""
    return [
        (first, stop)
        for first, stop in side.words.sentences
        if stop - first >= 6 and sum(max(0, min(stop, z) - max(first, a)) for a, z in taken) < 0.33 * (stop - first)
    ]


def _alike(one: Compared, a: tuple[int, int], two: Compared, b: tuple[int, int]) -> tuple[float, float, int]:
    """The weight of the telling words two sentences share, their part of the poorer one's weight, their number."""
    left, right = _own_words(one, a), _own_words(two, b)
    shared = left.keys() & right.keys()
    weight = sum(min(left[stem], right[stem]) for stem in shared)
    return weight, weight / max(1.0, min(sum(left.values()), sum(right.values()))), len(shared)


def _own_words(side: Compared, place: tuple[int, int]) -> dict[str, float]:
    """The telling words of a sentence outside quotation marks and set phrases, with their weights."""
    words = side.words
    return {
        words.stems[w]: words.weights[w]
        for w in range(*place)
        if words.weights[w] > STOP_WEIGHT and not side.quoted[w]
    }


def _silent(
    one: Compared, two: Compared, a: tuple[int, int], b: tuple[int, int], shared: int, share: float, model: Copied
) -> Copied:
    return Copied(
        Side(one.name, *one.original(*a)),
        Side(two.name, *two.original(*b)),
        Closeness.PARAPHRASE,
        model.direction,
        Credit.NONE if model.direction is not Direction.UNKNOWN else Credit.UNKNOWN,
        None,
        shared,
        share,
        float(shared),
        f"{shared} telling words agree, between documents that share many passages",
    )


@dataclass(frozen=True, slots=True)
class _Place:
    source: tuple[int, int]
    quoting: tuple[int, int]
    name: str


def _is_credited(anchor: Anchor, way: Direction, quoting: Compared) -> bool:
    passage = anchor.passage
    return passage.closeness is Closeness.QUOTATION and passage.credited_to is not None and passage.direction is way


def _places(anchor: Anchor, way: Direction) -> _Place:
    source, quoting = (anchor.a, anchor.b) if way is Direction.A_TO_B else (anchor.b, anchor.a)
    return _Place(source, quoting, anchor.passage.credited_to or "")


def _given_to(quoting: Compared, places: list[_Place]) -> list[tuple[str, tuple[int, int]]]:
    """Runs of sentences, not quoted already, that are given to a name quoted right before: (name, sentence range)."""
    words = quoting.words
    taken = {words.sentence_of(place.quoting[0]) for place in places}
    found: list[tuple[str, tuple[int, int]]] = []
    done: set[int] = set()
    for place in sorted(places, key=lambda p: p.quoting):
        at = words.sentence_of(place.quoting[1] - 1)
        for sentence in range(at + 1, min(at + 1 + _NEAR, len(words.sentences))):
            if sentence in taken or sentence in done or not _names(quoting, sentence, place.name):
                continue
            stop = sentence + 1
            while stop < min(len(words.sentences), sentence + _TOGETHER) and _continues(
                quoting, sentence, stop, place.name
            ):
                stop += 1
            done.update(range(sentence, stop))
            found.append((place.name, (sentence, stop)))
    return found


def _names(quoting: Compared, sentence: int, name: str) -> bool:
    text = _sentence_text(quoting, sentence)
    return any(same_name(name, credited) for credited in credits_in(text))


def _continues(quoting: Compared, first: int, sentence: int, name: str) -> bool:
    """A following sentence of the same paragraph that no other speaker takes over."""
    words = quoting.words
    block = quoting.cleaned.block_at(words.starts[words.sentences[first][0]])
    if block is None or words.starts[words.sentences[sentence][0]] >= block.end:
        return False
    others = credits_in(_sentence_text(quoting, sentence))
    return not others or any(same_name(name, other) for other in others)


def _sentence_text(side: Compared, sentence: int) -> str:
    return blanked(side.cleaned.text, *side.words.span(*side.words.sentences[sentence]), side.quotations)


def _matched(
    source: Compared, quoting: Compared, places: list[_Place], sentences: tuple[int, int], name: str, way: Direction
) -> Copied | None:
    first, stop = quoting.words.sentences[sentences[0]][0], quoting.words.sentences[sentences[1] - 1][1]
    said = Counter(_telling(quoting.words, first, stop))
    taken = {source.words.sentence_of(place.source[0]) for place in places}
    near = [source.words.sentence_of(place.source[0]) for place in places if same_name(place.name, name)]
    best: tuple[float, int, int] | None = None
    for low in range(max(0, min(near) - _REACH), min(len(source.words.sentences), max(near) + _REACH)):
        for high in range(low + 1, min(low + _TOGETHER, len(source.words.sentences)) + 1):
            if taken & set(range(low, high)):
                break
            score = _agreement(source.words, low, high, said) - 0.35 * (high - low - 1)
            if best is None or score > best[0]:
                best = (score, low, high)
    if best is None or best[0] < _LEAST:
        return None
    a_first, a_stop = source.words.sentences[best[1]][0], source.words.sentences[best[2] - 1][1]
    from_source = Side(source.name, *source.original(a_first, a_stop))
    in_quoting = Side(quoting.name, *quoting.original(first, stop))
    shared = sum((said & Counter(_telling(source.words, a_first, a_stop))).values())
    a, b = (from_source, in_quoting) if way is Direction.A_TO_B else (in_quoting, from_source)
    return Copied(
        a,
        b,
        Closeness.PARAPHRASE,
        way,
        Credit.NAMED,
        name,
        shared,
        shared / max(1, min(stop - first, a_stop - a_first)),
        best[0],
        f"given to {name}, whom {quoting.name} quotes right before; {shared} telling words agree",
    )


def _agreement(words: Words, low: int, high: int, said: Counter[str]) -> float:
    """Weight of the telling words, each counted once, that a run of sentences has in common with `said`."""
    first, stop = words.sentences[low][0], words.sentences[high - 1][1]
    weights = {words.stems[w]: words.weights[w] for w in range(first, stop) if words.keys[w] not in STOP}
    return sum(weight for stem, weight in weights.items() if stem in said)


def _telling(words: Words, first: int, stop: int) -> list[str]:
    return [words.stems[w] for w in range(first, stop) if words.keys[w] not in STOP]
