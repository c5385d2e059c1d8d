"""What changed on the way from a passage to its copy: a speaker upgraded, a hedge dropped, could turned would.

A copy is set against its original word by word (`difflib`), each over the whole sentence, and every difference that
touches who speaks, how sure, how wide, how many or whether at all is listed. Other rewording is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from detente.reading.copies_passage import Closeness, Copied, Direction, Side
from detente.reading.copies_side import Compared
from detente.reading.copies_words import STOP, Words
from detente.reading.drift_words import (
    HEDGES,
    LIMITING,
    MODALS,
    NEGATIONS,
    QUALIFIERS,
    QUANTIFIERS,
    SAYING,
    UNNAMED,
)


class DriftKind(StrEnum):
    """What a difference touches."""

    SPEAKER = "speaker changed"
    UPGRADED = "speaker upgraded"
    """From nobody in particular to a named speaker or an institution."""
    VERB = "verb of saying changed"
    MODALITY = "modality changed"
    HEDGE_DROPPED = "hedge dropped"
    HEDGE_ADDED = "hedge added"
    QUALIFIER_LOST = "qualifier lost"
    QUALIFIER_ADDED = "qualifier added"
    WIDENED = "scope widened"
    NARROWED = "scope narrowed"
    NEGATION = "negation changed"
    NUMBER = "number changed"
    QUOTATION = "quotation edited"


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference: `before` in the original, `after` in the copy (either may be empty), and where both stand.

    `stronger` is True where the copy claims more than the original, False where less, None where that has no meaning.
    Where the direction of the copy is not known, the first document counts as the original, and `sure` is False.
    """

    kind: DriftKind
    before: str
    after: str
    original: Side
    copy: Side
    stronger: bool | None = None
    sure: bool = True

    def __str__(self) -> str:
        return f"{self.kind}: {self.before or '(nothing)'!r} -> {self.after or '(nothing)'!r}"


_SMALL_CHANGE = 4
"""Words, on the longer side, of a difference that can be an edit anywhere."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of words replaced, left out or put in: word ranges of the original and of the copy."""

    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True)
class _Pair:
    """An original and its copy, each as a range of words of whole sentences, with the differences between them."""

    source: Compared
    copy: Compared
    old: tuple[int, int]
    new: tuple[int, int]
    sure: bool

    def changes(self) -> Iterator[_Change]:
        """The differences; at either end only short ones, since longer ones are other sentences, not edits."""
        a = self.source.words.stems[slice(*self.old)]
        b = self.copy.words.stems[slice(*self.new)]
        steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        for number, (tag, i1, i2, j1, j2) in enumerate(steps):
            at_an_end = number in (0, len(steps) - 1)
            if tag != "equal" and not (at_an_end and max(i2 - i1, j2 - j1) > _SMALL_CHANGE):
                yield _Change((self.old[0] + i1, self.old[0] + i2), (self.new[0] + j1, self.new[0] + j2))

    def drift(
        self, kind: DriftKind, old: tuple[int, int], new: tuple[int, int], stronger: bool | None = None
    ) -> Drift:
        return Drift(
            kind,
            _worded(self.source.words, old),
            _worded(self.copy.words, new),
            _side(self.source, old, self.old),
            _side(self.copy, new, self.new),
            stronger,
            self.sure,
        )


def drifts(passage: Copied, one: Compared, two: Compared) -> list[Drift]:
    """The drift within one shared passage; `one` and `two` are its documents, in the order they were compared."""
    if passage.closeness is Closeness.SHARED:
        return []
    backwards = passage.direction is Direction.B_TO_A
    source, copy = (two, one) if backwards else (one, two)
    old, new = (passage.b, passage.a) if backwards else (passage.a, passage.b)
    sure = passage.direction is not Direction.UNKNOWN
    if passage.closeness is Closeness.PARAPHRASE:
        pairs = _sentence_pairs(source, copy, _range(source, old), _range(copy, new), sure)
        return [drift for pair in pairs for drift in _modality(pair)]
    if passage.closeness is Closeness.QUOTATION:
        return list(_quotation(_Pair(source, copy, _range(source, old), _range(copy, new), sure)))
    pair = _Pair(source, copy, _grown(source, _range(source, old)), _grown(copy, _range(copy, new)), sure)
    rules = (_speaker, _modality, _hedges, _qualifiers, _scope, _numbers, _negation)
    return _once(drift for rule in rules for drift in rule(pair))


def _range(side: Compared, place: Side) -> tuple[int, int]:
    return side.words.between(*side.cleaned.clean(place.start, place.end))


_GROWTH = 12


def _grown(side: Compared, place: tuple[int, int]) -> tuple[int, int]:
    """Out to the ends of its sentences, a dozen words at most: attribution stands where they begin."""
    words = side.words
    first = max(words.sentences[words.sentence_of(place[0])][0], place[0] - _GROWTH)
    stop = min(words.sentences[words.sentence_of(place[1] - 1)][1], place[1] + _GROWTH)
    return first, stop


def _speaker(pair: _Pair) -> Iterator[Drift]:
    """Who says it, before the part that both have; and how strong a verb says it."""
    old, new = _attribution(pair.source.words, pair.old), _attribution(pair.copy.words, pair.new)
    if old is None or new is None:
        return
    (old_who, old_verb), (new_who, new_verb) = old, new
    before, after = pair.source.words.stems[slice(*old_who)], pair.copy.words.stems[slice(*new_who)]
    if _telling(before) != _telling(after) and not _pronoun(after) and not _pronoun(before):
        upgraded = _is_unnamed(pair.source.words, old_who) and not _is_unnamed(pair.copy.words, new_who)
        kind = DriftKind.UPGRADED if upgraded else DriftKind.SPEAKER
        yield pair.drift(kind, old_who, new_who, True if upgraded else None)
    one, two = _strength(pair.source.words, old_verb), _strength(pair.copy.words, new_verb)
    if one != two:
        yield pair.drift(DriftKind.VERB, (old_verb, old_verb + 1), (new_verb, new_verb + 1), two > one)


def _attribution(words: Words, place: tuple[int, int]) -> tuple[tuple[int, int], int] | None:
    """The subject (up to eight words from the start of the sentence) and its verb of saying."""
    first = max(words.sentences[words.sentence_of(place[0])][0], place[0] - 1)
    for at in range(first + 1, min(first + 9, place[1])):
        if words.keys[at] in SAYING and any(w[:1].isupper() or k in UNNAMED for w, k in _surface(words, first, at)):
            stop = at
            while stop > first + 1 and (words.keys[stop - 1].endswith("ly") or words.keys[stop - 1] in STOP):
                stop -= 1
            return (first, stop), at
    return None


def _surface(words: Words, first: int, stop: int) -> list[tuple[str, str]]:
    return [(words.text[words.starts[w] : words.ends[w]], words.keys[w]) for w in range(first, stop)]


def _telling(stems: Sequence[str]) -> set[str]:
    return {stem for stem in stems if stem not in STOP and not stem.endswith("ly")}


def _pronoun(stems: Sequence[str]) -> bool:
    return not _telling(stems)


def _is_unnamed(words: Words, place: tuple[int, int]) -> bool:
    return any(words.keys[w] in UNNAMED for w in range(*place))


def _strength(words: Words, verb: int) -> int:
    return SAYING[words.keys[verb]]


def _modality(pair: _Pair) -> Iterator[Drift]:
    old, new = (
        _graded(side.words, place, MODALS) for side, place in ((pair.source, pair.old), (pair.copy, pair.new))
    )
    gone = [w for w in old if pair.source.words.keys[w] not in {pair.copy.words.keys[o] for o in new}]
    come = [w for w in new if pair.copy.words.keys[w] not in {pair.source.words.keys[o] for o in old}]
    for before, after in zip(gone, come, strict=False):
        one, two = MODALS[pair.source.words.keys[before]], MODALS[pair.copy.words.keys[after]]
        if one != two:
            yield pair.drift(DriftKind.MODALITY, (before, before + 1), (after, after + 1), two > one)


def _graded(words: Words, place: tuple[int, int], scale: dict[str, int]) -> list[int]:
    return [w for w in range(*place) if words.keys[w] in scale]


def _hedges(pair: _Pair) -> Iterator[Drift]:
    there = {pair.copy.words.keys[w] for w in range(*pair.new)}
    here = {pair.source.words.keys[w] for w in range(*pair.old)}
    for change in pair.changes():
        for w in range(*change.old):
            if pair.source.words.keys[w] in HEDGES - there - MODALS.keys():
                yield pair.drift(DriftKind.HEDGE_DROPPED, (w, w + 1), change.new[:1] * 2, True)
        for w in range(*change.new):
            if pair.copy.words.keys[w] in HEDGES - here - MODALS.keys():
                yield pair.drift(DriftKind.HEDGE_ADDED, change.old[:1] * 2, (w, w + 1), False)


def _qualifiers(pair: _Pair) -> Iterator[Drift]:
    old_text, new_text = (
        _phrase(side.words, place) for side, place in ((pair.source, pair.old), (pair.copy, pair.new))
    )
    for change in pair.changes():
        for phrase in _phrases(pair.source.words, change.old):
            if f" {_phrase(pair.source.words, phrase)} " not in f" {new_text} ":
                yield pair.drift(DriftKind.QUALIFIER_LOST, phrase, change.new[:1] * 2, True)
        for phrase in _phrases(pair.copy.words, change.new):
            if f" {_phrase(pair.copy.words, phrase)} " not in f" {old_text} ":
                yield pair.drift(DriftKind.QUALIFIER_ADDED, change.old[:1] * 2, phrase, False)


def _phrases(words: Words, place: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Qualifying phrases inside a range of words, longest first, none in two."""
    taken: set[int] = set()
    for phrase in QUALIFIERS:
        parts = tuple(phrase.split())
        for w in range(place[0], place[1] - len(parts) + 1):
            stop = w + len(parts)
            if words.keys[w:stop] == parts and not taken & set(range(w, stop)):
                taken.update(range(w, stop))
                yield w, stop


def _scope(pair: _Pair) -> Iterator[Drift]:
    for change in pair.changes():
        old, new = (
            _graded(pair.source.words, change.old, QUANTIFIERS),
            _graded(pair.copy.words, change.new, QUANTIFIERS),
        )
        if old and new:
            one, two = QUANTIFIERS[pair.source.words.keys[old[0]]], QUANTIFIERS[pair.copy.words.keys[new[0]]]
            if one != two:
                kind = DriftKind.WIDENED if two > one else DriftKind.NARROWED
                yield pair.drift(kind, (old[0], old[0] + 1), (new[0], new[0] + 1), two > one)
        elif change.new[0] == change.new[1] and _is_limit(pair.source, change.old, pair.copy, pair.new):
            yield pair.drift(DriftKind.WIDENED, change.old, change.new, True)
        elif change.old[0] == change.old[1] and _is_limit(pair.copy, change.new, pair.source, pair.old):
            yield pair.drift(DriftKind.NARROWED, change.old, change.new, False)


def _is_limit(side: Compared, place: tuple[int, int], other: Compared, around: tuple[int, int]) -> bool:
    """A phrase of place, time or range of two to eight words, none of its telling words in the other text."""
    words = side.words
    if not 2 <= place[1] - place[0] <= 8 or words.keys[place[0]] not in LIMITING:
        return False
    if place[0] and set(words.text[words.ends[place[0] - 1] : words.starts[place[0]]]) & set(";:.!?"):
        return False  # a clause or a sentence of its own limits nothing
    telling = _telling(words.stems[slice(*place)])
    return bool(telling) and not telling & set(other.words.stems[slice(*around)])


def _numbers(pair: _Pair) -> Iterator[Drift]:
    for change in pair.changes():
        old = [w for w in range(*change.old) if pair.source.words.keys[w][:1].isdigit()]
        new = [w for w in range(*change.new) if pair.copy.words.keys[w][:1].isdigit()]
        if old and new:
            yield pair.drift(DriftKind.NUMBER, (old[0], old[-1] + 1), (new[0], new[-1] + 1))


def _negation(pair: _Pair) -> Iterator[Drift]:
    for change in pair.changes():
        old = [w for w in range(*change.old) if _negates(pair.source.words, w)]
        new = [w for w in range(*change.new) if _negates(pair.copy.words, w)]
        small = max(change.old[1] - change.old[0], change.new[1] - change.new[0]) <= _SMALL_CHANGE
        if small and len(old) % 2 != len(new) % 2:
            yield pair.drift(DriftKind.NEGATION, change.old, change.new)


def _negates(words: Words, w: int) -> bool:
    return words.keys[w] in NEGATIONS or words.keys[w].endswith("n't")


def _quotation(pair: _Pair) -> Iterator[Drift]:
    """Every difference inside quotation marks, spelling included; and words cut off at the sentence's start."""
    a, b = pair.source.words, pair.copy.words
    old = [word.casefold() for word, _ in _surface(a, *pair.old)]
    new = [word.casefold() for word, _ in _surface(b, *pair.new)]
    straight_old, straight_new = ([word.replace("’", "'") for word in words] for words in (old, new))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, straight_old, straight_new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield pair.drift(
                DriftKind.QUOTATION,
                (pair.old[0] + i1, pair.old[0] + i2),
                (pair.new[0] + j1, pair.new[0] + j2),
            )
    opening = a.sentences[a.sentence_of(pair.old[0])][0]
    first = b.text[b.starts[pair.new[0]]]
    if 0 < pair.old[0] - opening <= 3 and first.isupper() and not a.text[a.starts[pair.old[0]]].isupper():
        yield pair.drift(DriftKind.QUOTATION, (opening, pair.old[0]), (pair.new[0], pair.new[0]))


def _sentence_pairs(
    source: Compared, copy: Compared, old: tuple[int, int], new: tuple[int, int], sure: bool
) -> Iterator[_Pair]:
    """Each sentence of the copy with the sentence of the original that it shares most telling words with."""
    for first, stop in _sentences(copy.words, new):
        said = _telling(copy.words.stems[first:stop])
        scored = [(len(said & _telling(source.words.stems[a:z])), a, z) for a, z in _sentences(source.words, old)]
        best = max(scored, default=(0, 0, 0), key=lambda s: (s[0], -s[1]))
        if best[0] >= 3:
            yield _Pair(source, copy, best[1:], (first, stop), sure)


def _sentences(words: Words, place: tuple[int, int]) -> list[tuple[int, int]]:
    first, last = words.sentence_of(place[0]), words.sentence_of(place[1] - 1)
    return list(words.sentences[first : last + 1])


def _worded(words: Words, place: tuple[int, int]) -> str:
    return words.text[words.starts[place[0]] : words.ends[place[1] - 1]] if place[0] < place[1] else ""


def _phrase(words: Words, place: tuple[int, int]) -> str:
    return " ".join(words.keys[slice(*place)])


def _side(side: Compared, place: tuple[int, int], around: tuple[int, int]) -> Side:
    """Where it stands; for something left out, the stretch it was left out of."""
    span = side.original(*place) if place[0] < place[1] else side.original(*around)
    return Side(side.name, *span)


def _once(found: Iterable[Drift]) -> list[Drift]:
    """One difference is listed once, under the first kind that names it."""
    kept: list[Drift] = []
    for drift in found:
        if not any(drift.before == other.before and drift.after == other.after for other in kept):
            kept.append(drift)
    return kept
