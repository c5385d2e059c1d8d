"""The index of many documents: finds planted copies, leaves set phrases, and does not depend on how it was built."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("numpy")

from detente.reading.reuse_index import ReuseIndex, numbered

VOCABULARY = [
    f"{a}{b}{c}"
    for a in ("bra", "kel", "mor", "tis", "vun")
    for b in ("da", "gi", "lo", "pe")
    for c in ("nt", "rk", "sh", "x")
]
VOCABULARY += (
    [word[::-1] for word in VOCABULARY] + [f"{word}o" for word in VOCABULARY] + [f"{word}a" for word in VOCABULARY]
)
FORMULA = "brandant keldant mordant tisdant"


def text(chance: random.Random, length: int = 200) -> list[str]:
    """Words drawn evenly, with small words among them."""
    return [
        chance.choice(VOCABULARY) if chance.random() < 0.6 else chance.choice(["the", "of", "and"])
        for _ in range(length)
    ]


def corpus(size: int = 60, seed: int = 3) -> tuple[list[str], set[tuple[int, int]]]:
    """Documents with a formula in each, and a passage of each tenth document planted in the next one."""
    chance = random.Random(seed)
    documents = [text(chance) for _ in range(size)]
    planted = set()
    for number in range(0, size - 1, 10):
        passage = [w if chance.random() > 0.1 else chance.choice(VOCABULARY) for w in documents[number][40:90]]
        documents[number + 1][100:100] = passage
        planted.add((number, number + 1))
    for words in documents:
        words[20:20] = FORMULA.split()
    return [" ".join(words) for words in documents], planted


def indexed(documents: list[str]) -> ReuseIndex:
    """An index of them."""
    index = ReuseIndex()
    index.extend((str(number), document) for number, document in enumerate(documents))
    return index


def test_planted_passages_are_found_and_a_formula_is_not() -> None:
    documents, planted = corpus()
    assert set(numbered(indexed(documents).candidates())) == planted


def test_in_parts_or_at_once_it_gives_the_same() -> None:
    documents, planted = corpus()
    index = ReuseIndex()
    for number, document in enumerate(documents):
        index.add(str(number), document)
        if number % 7 == 0:
            index.matches("anything at all")  # seals what came in so far
    assert index.candidates() == indexed(documents).candidates()
    assert set(numbered(index.candidates())) == planted


def test_a_new_text_is_matched_against_the_index() -> None:
    documents, _ = corpus()
    index = indexed(documents)
    chance = random.Random(9)
    passage = documents[33].split()[60:110]
    found = index.matches(" ".join([*text(chance), *passage, *text(chance)]))
    assert [number for number, _ in found] == [33]
    assert index.matches(" ".join(text(chance))) == []


def test_a_text_printed_by_everybody_is_found_as_a_chain() -> None:
    chance = random.Random(5)
    release = text(chance, 80)
    documents = [" ".join([*text(chance), *release, *text(chance)]) for _ in range(120)]
    pairs = set(numbered(indexed(documents).candidates()))
    joined = list(range(120))
    for i, j in pairs:
        low, high = sorted((joined[i], joined[j]))
        joined = [low if group == high else group for group in joined]
    assert len(set(joined)) == 1
    assert len(pairs) < 120 * 40


@pytest.mark.parametrize("documents", [[], [""], ["one"], ["the of and", "the of and"], ["é ü", "ß"]])
def test_next_to_nothing(documents: list[str]) -> None:
    index = indexed(documents)
    assert index.candidates() == [] and index.matches("one two three four five six seven eight nine ten") == []


def test_codes_do_not_hang_on_the_run() -> None:
    """Python's own hash of a string changes from run to run; these numbers must not."""
    assert ReuseIndex()._code("bridge") == 7804962431927278105
