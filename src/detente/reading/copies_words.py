"""The words of a text for comparing texts: a common form, a stem, a weight, and the place of each.

Spelling (British, American), accents, curly quotes, possessives and number words do not tell two copies apart, so the
common form does without them. The weight says how much a match on the word is worth: names and figures recur in all
texts on one subject, small words and set phrases in all texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from detente.documents.wordlist import wordlist
from detente.reading.copies_stock import PHRASES

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]?[^\W\d_a-z]|[\"“‘«(\[]?\d)|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|U\.S|U\.N|U\.K|E\.U|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Sen|Rep|Gov|St|No|vs|Art|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))$"
)
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split())}
STOP = wordlist(
    "a about above after again against all also although am among an and any are as at be because been "
    "before being below between both but by can cannot could did do does doing down during each even ever "
    "every few for from further had has have having he her here hers him his how however i if in into is "
    "it its itself just least less may me might more most much must my neither no nor not now of off on "
    "once one only or other others our out over own per rather s same shall she should since so some "
    "still such t than that the their theirs them themselves then there these they this those though "
    "through thus to too toward towards under until up upon us very was we were what when where whether "
    "which while who whom whose why will with within without would yet you your nevertheless "
    "nonetheless said says say told according many 1 2 3"
)
_KEEP_OUR = wordlist("hour four your tour pour sour flour our detour contour glamour")

STOP_WEIGHT = 0.25
NAME_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order, as parallel lists; `starts` and `ends` are offsets into that text."""

    text: str
    keys: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    """Word ranges (first, one past last) of the sentences, in order and without gaps."""

    def __len__(self) -> int:
        return len(self.keys)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The range of words that lie wholly in `text[start:end]`."""
        first = bisect_left(self.starts, start)
        return first, max(first, bisect_right(self.ends, end))

    def sentence_of(self, word: int) -> int:
        """The number of the sentence that a word stands in."""
        return bisect_right(self.sentences, (word, len(self.keys) + 1)) - 1

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """The offsets of the words `first` to `stop` (exclusive)."""
        return self.starts[first], self.ends[stop - 1]

    def weight(self, first: int, stop: int) -> float:
        """The weight of a range of words."""
        return sum(self.weights[first:stop])


def words_of(text: str) -> Words:
    """The words of `text`."""
    found = list(_WORD.finditer(text))
    sentences = _sentences(text, [match.start() for match in found])
    openers = {first for first, _ in sentences}
    keys, stems, weights = [], [], []
    for index, match in enumerate(found):
        key, stem = _forms(match[0])
        keys.append(key)
        stems.append(stem)
        weights.append(_weight(match[0], key, index in openers))
    for first, stop in _stock(stems):
        weights[first:stop] = [min(weight, STOP_WEIGHT) for weight in weights[first:stop]]
    starts = tuple(match.start() for match in found)
    ends = tuple(match.end() for match in found)
    return Words(text, tuple(keys), tuple(stems), tuple(weights), starts, ends, tuple(sentences))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of `text`; a blank line ends one too."""
    cuts = [0]
    for match in _SENTENCE_END.finditer(text):
        full_stop = match[0].startswith(".")
        if not (full_stop and _ABBREVIATION.search(text, max(0, match.start() - 8), match.start())):
            cuts.append(match.end())
    return [(start, end) for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True) if start < end]


def _sentences(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    edges = [bisect_left(starts, start) for start, _ in sentence_spans(text)] + [len(starts)]
    return [(first, stop) for first, stop in pairwise(edges) if first < stop]


@lru_cache(maxsize=1)
def _stock_stems() -> dict[str, list[tuple[str, ...]]]:
    """The set phrases as stems, by their first one, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in filter(None, PHRASES.splitlines()):
        stems = tuple(_forms(match[0])[1] for match in _WORD.finditer(line))
        found.setdefault(stems[0], []).append(stems)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}


def _stock(stems: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Word ranges taken up by set phrases."""
    known = _stock_stems()
    for index, stem in enumerate(stems):
        for phrase in known.get(stem, ()):
            if tuple(stems[index : index + len(phrase)]) == phrase:
                yield index, index + len(phrase)
                break


_cache: dict[str, tuple[str, str]] = {}


def _forms(word: str) -> tuple[str, str]:
    forms = _cache.get(word)
    if forms is None:
        if len(_cache) > 500_000:
            _cache.clear()
        forms = _cache[word] = _fresh_forms(word)
    return forms


def _fresh_forms(word: str) -> tuple[str, str]:
    key = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    key = "".join(c for c in key if not unicodedata.combining(c))
    key = re.sub(r"'s?$", "", key) or key
    key = _NUMBERS.get(key, key)
    if len(key) > 4:
        key = _american(key)
    return key, key if key in STOP else _stem(key)


def _american(key: str) -> str:
    if key not in _KEEP_OUR:
        key = re.sub(r"our(?=$|s$|ed$|ing$|able$|ite|hood|ly$|er$|ers$)", "or", key)
    key = re.sub(r"is(?=e$|es$|ed$|ing$|ation|ations$|er$|ers$)", "iz", key) if len(key) > 5 else key
    key = re.sub(r"(?<=[bcdgt])tre(?=$|s$)|(?<=n)tre(?=$|s$)", "ter", key)
    key = re.sub(r"(?<=[fp])ence(?=$|s$)", "ense", key)
    return re.sub(r"ogue$", "og", re.sub(r"lling$", "ling", re.sub(r"lled$", "led", key)))


def _stem(key: str) -> str:
    """A light stem: endings of number, tense and the noun in -ization; short words stay."""
    if len(key) < 5 or not key.isalpha():
        return key
    for ending, instead in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) + len(instead) >= 4:
            return key[: len(key) - len(ending)] + instead
    return key


_ENDINGS = (
    ("izations", "iz"),
    ("ization", "iz"),
    ("izing", "iz"),
    ("izes", "iz"),
    ("ized", "iz"),
    ("ize", "iz"),
    ("ations", "at"),
    ("ation", "at"),
    ("ating", "at"),
    ("ates", "at"),
    ("ated", "at"),
    ("ate", "at"),
    ("ments", "ment"),
    ("ness", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ings", ""),
    ("ing", ""),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
)


def _weight(word: str, key: str, opens: bool) -> float:
    if key in STOP:
        return STOP_WEIGHT
    if key[0].isdigit() or (word[0].isupper() and not opens) or (word.isupper() and len(word) > 1):
        return NAME_WEIGHT
    return 1.0
